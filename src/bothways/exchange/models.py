"""A bringing-in: its files, how far it is, and what was not understood; and what the member said about addresses."""

from django.db import models
from django.db.models import Q

from bothways.accounts.models import Member
from bothways.formats.days import Day, exactly
from bothways.formats.kinds import FileKind
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.ground.clock import there
from bothways.ground.records import Record
from bothways.moments.models import Mail
from bothways.people.models import Person

STATES = {
    "waiting": marked("waits for its turn"),
    "reading": marked("is being read"),
    "done": marked("brought in"),
    "stopped": marked("stopped"),
    "failed": marked("could not be finished"),
}
UNFINISHED = ("waiting", "reading")


class Import(Record):
    """
    Files that a member brought in together.

    States: waiting (its turn will come), reading, done, stopped (the member said so), failed (`why` says why).
    While reading, first the files are gone through, then the letters of everyone are taken up onto their streets.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, default="waiting")
    why = models.CharField(max_length=300, blank=True, default="")
    step = models.CharField(max_length=8, default="files")  # files, then letters
    taken_up_to = models.UUIDField(null=True, blank=True)  # people up to this one have had their letters taken up
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField(null=True, blank=True)  # when its latest job began
    ended_at = models.DateTimeField(null=True, blank=True)
    people_new = models.PositiveIntegerField(default=0)
    people_joined = models.PositiveIntegerField(default=0)
    people_unchanged = models.PositiveIntegerField(default=0)
    moments_new = models.PositiveIntegerField(default=0)
    moments_unchanged = models.PositiveIntegerField(default=0)
    automatic = models.PositiveIntegerField(default=0)  # messages of lists and machines: no contact (decision 11)
    to_whom_unsaid = models.PositiveIntegerField(default=0)  # messages that name nobody who got them, or more than ten

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="import_state_is_known"),
            models.CheckConstraint(condition=Q(step__in=["files", "letters"]), name="import_step_is_known"),
        ]
        indexes = [models.Index(fields=["member", "started_at"], name="imports_of_member")]

    @property
    def names(self) -> str:
        """What it is called on a page: its files, the first three of them."""
        names = [file.name for file in sorted(self.files.all(), key=lambda file: file.place)]
        first, more = ", ".join(names[:3]), len(names) - 3
        return _("{files} and {more} more").format(files=first, more=more) if more > 0 else first

    @property
    def is_life(self) -> bool:
        """Everything that was taken out of a Bothways: it comes in whole, or not at all."""
        return any(file.kind == FileKind.LIFE for file in self.files.all())

    @property
    def day(self) -> Day:
        """Where the member is."""
        return exactly(there(self.member.timezone, self.started_at).date())

    @property
    def state_word(self) -> str:
        return _(STATES[self.state])


class File(Record):
    """One file of an import, and the checkpoint up to which it has been brought in."""

    brought = models.ForeignKey(Import, models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)  # as the member called it; never used as a path
    path = models.CharField(max_length=4096, blank=True, default="")  # forgotten when the import is done
    known_by = models.CharField(max_length=100, blank=True, default="")  # which one it is, where others lay files too
    kind = models.CharField(max_length=16, blank=True, default="")
    size = models.BigIntegerField()
    read_to = models.BigIntegerField(default=0)  # bytes brought in: a job starts here, and sets it with its rows
    items = models.PositiveIntegerField(default=0)  # cards or messages up to there
    understood = models.PositiveIntegerField(default=0)  # of those, what was somebody, or a message
    unnamed = models.PositiveIntegerField(default=0)  # what was not understood, beyond what its report names
    done = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)


class Trouble(models.Model):
    """One thing that was not understood: file, place, reason. Its id counts up, so that a report keeps their order."""

    id = models.BigAutoField(primary_key=True)
    brought = models.ForeignKey(Import, models.CASCADE, related_name="troubles")
    file = models.ForeignKey(File, models.CASCADE, related_name="+")
    at = models.CharField(max_length=60)
    why = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "at", "why"], name="trouble_once")]


class Sender(models.Model):
    """
    What an import's mail says of an address, whatever kind of mail it was.

    `last_on` is the day (UTC) of the last message it wrote: a report's `senders`. `delivered` counts the messages that
    were delivered to it, by which a member's own addresses are found.
    """

    id = models.BigAutoField(primary_key=True)
    brought = models.ForeignKey(Import, models.CASCADE, related_name="senders")
    address = models.CharField(max_length=254)
    last_on = models.DateField(null=True)
    delivered = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brought", "address"], name="sender_once")]


class Again(models.Model):
    """A mail of an import that an earlier one had brought; kept while reading, so that the report counts it once."""

    id = models.BigAutoField(primary_key=True)
    brought = models.ForeignKey(Import, models.CASCADE, related_name="+")
    mail = models.ForeignKey(Mail, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brought", "mail"], name="again_once")]


class Carded(models.Model):
    """
    Whose card it is, by the key of the card: the same file again finds the same person, whatever became of addresses.

    One person can have several cards, of several address books.
    """

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=300)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="card_once")]


class Asked(Record):
    """Somebody, or an address, of whom the member said: not for this list (step 4)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    address = models.CharField(max_length=254, blank=True, default="")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "address"], condition=~Q(address=""), name="asked_once"),
            models.UniqueConstraint(fields=["person"], name="asked_of_person_once"),
            models.CheckConstraint(
                condition=Q(address="", person__isnull=False) | (~Q(address="") & Q(person=None)),
                name="asked_of_somebody_or_an_address",
            ),
        ]


class Letters(models.Model):
    """
    How far the kept mail of a member has been gone through again, since they said something that changes it.

    A round begins anew when its number counts up: a job of an earlier round then stops by itself.
    """

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="+")
    own_said_at = models.DateTimeField(null=True)  # when the member said which addresses are theirs: asked once
    round = models.PositiveIntegerField(default=0)
    up_to = models.UUIDField(null=True)  # people up to this one have been gone through in this round
    busy = models.BooleanField(default=False)
    let_go = models.BooleanField(default=False)  # an address is the member's no more: what it alone made goes


class Bookmark(models.Model):
    """Where the member stopped going through who mentored them: the stretch of life, and the last row seen in it."""

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="+")
    stretch = models.CharField(max_length=60, blank=True, default="")
    after = models.CharField(max_length=700, blank=True, default="")


class TakenOut(models.Model):
    """
    Everything of a member, made into one file to take away; the last time only.

    States: making, done, failed (`why` says why). The file goes after a day, or as soon as the member says so.
    """

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="+")
    state = models.CharField(max_length=8, default="making")
    why = models.CharField(max_length=300, blank=True, default="")
    path = models.CharField(max_length=4096)
    asked_at = models.DateTimeField()
    size = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["making", "done", "failed"]), name="taken_out_state_is_known")
        ]
