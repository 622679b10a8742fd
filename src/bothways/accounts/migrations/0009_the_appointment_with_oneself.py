from uuid import uuid4

from django.db import migrations, models
from django.db.models import F


def as_it_stands_in_calendars(apps, _schema):
    """Until now a calendar knew it by the id of the member: taken again, it is still the same."""
    apps.get_model("accounts", "Member").objects.update(appointment=F("id"))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_a_mail_server_that_was_in_use'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='appointment',
            field=models.UUIDField(default=uuid4, editable=False),
        ),
        migrations.RunPython(as_it_stands_in_calendars, migrations.RunPython.noop),
    ]
