from django.db import migrations

from bothways.ground.finding import find_anew


def find_what_was_there(apps, _):
    for model in ["people.Address", "people.Chapter", "people.Person"]:
        find_anew(apps.get_model(model)._default_manager.filter(sought__regex="[\u1100-\u11ff]"))


class Migration(migrations.Migration):
    dependencies = [("people", "0005_what_was_said_can_be_undone")]

    operations = [migrations.RunPython(find_what_was_there, migrations.RunPython.noop)]
