from django.db import migrations

from bothways.ground.finding import find_anew


def find_what_was_there(apps, _):
    for model in ["moments.Moment"]:
        find_anew(apps.get_model(model)._default_manager.filter(sought__regex="[\u1100-\u11ff]"))


class Migration(migrations.Migration):
    dependencies = [("moments", "0005_the_last_time_is_as_exact_as_it_was_said")]

    operations = [migrations.RunPython(find_what_was_there, migrations.RunPython.noop)]
