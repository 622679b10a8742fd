"""A bringing-in: its files, how far it is, and what was not understood."""

from django.db import models
from django.db.models import Q

from bothways.accounts.models import Member
from bothways.ground.records import Record


class Import(Record):
    """
    Files that a member brought in together.

    States: waiting (its turn will come), reading, done, stopped (the member said so), failed (said why).
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, default="waiting")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    people_new = models.PositiveIntegerField(default=0)
    people_joined = models.PositiveIntegerField(default=0)
    people_unchanged = models.PositiveIntegerField(default=0)
    moments_new = models.PositiveIntegerField(default=0)
    moments_unchanged = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "done", "stopped", "failed"]), name="import_state_is_known"
            )
        ]


class File(Record):
    """One file of an import, and the checkpoint up to which it has been brought in."""

    brought = models.ForeignKey(Import, models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)  # as the member called it; never used as a path
    path = models.CharField(max_length=500)
    kind = models.CharField(max_length=16, blank=True, default="")
    size = models.BigIntegerField()
    read_to = models.BigIntegerField(default=0)  # bytes brought in: a job starts here, and sets it with its rows
    items = models.PositiveIntegerField(default=0)  # cards or messages up to there
    place = models.PositiveSmallIntegerField(default=0)


class Trouble(Record):
    """One thing that was not understood: file, place, reason."""

    brought = models.ForeignKey(Import, models.CASCADE, related_name="troubles")
    file = models.ForeignKey(File, models.CASCADE, related_name="+")
    at = models.CharField(max_length=60)
    why = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "at", "why"], name="trouble_once")]


class Sender(models.Model):
    """When an address last wrote, whatever kind of mail it was; a report's `senders`."""

    id = models.BigAutoField(primary_key=True)
    brought = models.ForeignKey(Import, models.CASCADE, related_name="senders")
    address = models.CharField(max_length=254)
    last_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brought", "address"], name="sender_once")]


class Asked(Record):
    """An address of which the member has said who it is: nobody to keep, or already dealt with (step 4)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    address = models.CharField(max_length=254)
    answer = models.CharField(max_length=8, default="no")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "address"], name="asked_once")]
