from django.db import migrations, models

# By their names the most exact comes first: day, month, year.
AS_IT_WAS_SAID = """
UPDATE moments_state SET last_within = COALESCE((
  SELECT MIN(moment.precision) FROM moments_moment AS moment
  WHERE moment.person_id = moments_state.person_id AND moment.contact AND moment.latest = moments_state.last_contact
), '')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('moments', '0004_moments_are_found_by_their_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='state',
            name='last_within',
            field=models.CharField(blank=True, default='', max_length=8),
        ),
        migrations.RunSQL(AS_IT_WAS_SAID, migrations.RunSQL.noop),
    ]
