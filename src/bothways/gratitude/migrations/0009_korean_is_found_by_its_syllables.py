from django.db import migrations

from bothways.ground.finding import find_anew


def find_what_was_there(apps, _):
    for model in ["gratitude.News", "gratitude.Part"]:
        find_anew(apps.get_model(model)._default_manager.filter(sought__regex="[\u1100-\u11ff]"))


class Migration(migrations.Migration):
    dependencies = [("gratitude", "0008_letters_that_were_sent_elsewhere")]

    operations = [migrations.RunPython(find_what_was_there, migrations.RunPython.noop)]
