import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = ["thanks", "progress", "congratulation", "reconnect", "mentee"]


def unsent_is_a_state_of_any_kind(apps, schema_editor):
    apps.get_model("gratitude", "Letter").objects.filter(kind="unsent").update(kind="thanks", unsent=True)


def unsent_is_a_kind(apps, schema_editor):
    """Back: letters of the new kinds have no place there, but as thanks."""
    letters = apps.get_model("gratitude", "Letter").objects
    letters.exclude(kind="thanks").update(kind="thanks")
    letters.filter(unsent=True).update(kind="unsent")


class Migration(migrations.Migration):
    dependencies = [
        ("gratitude", "0002_letters_go_out_from_here"),
        ("moments", "0003_words_are_found_at_once"),
        ("people", "0003_who_wishes_no_mail_from_here"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("letter", "unsent", models.BooleanField(default=False)),
        migrations.RemoveConstraint("letter", "letter_kind_is_known"),
        migrations.RunPython(unsent_is_a_state_of_any_kind, unsent_is_a_kind),
        migrations.AddConstraint(
            "letter",
            models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name="letter_kind_is_known"),
        ),
        migrations.CreateModel(
            name="TheirNews",
            fields=[
                ("moment", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="+", serialize=False, to="moments.moment")),
                ("since", models.DateField()),
                ("congratulated_on", models.DateField(blank=True, null=True)),
                ("let_go", models.CharField(blank=True, default="", max_length=10)),
                ("congratulated_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="gratitude.letter")),
                ("member", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "congratulated_on", "let_go", "since"], name="their_news_of_member")
                ],
            },
        ),
    ]
