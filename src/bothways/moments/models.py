"""The timeline, what is kept of mail, and one state row per relation."""

from datetime import date

from django.db import models
from django.db.models import Q

from bothways.accounts.models import Member
from bothways.formats.days import Day, Precision, ending
from bothways.ground.finding import Sought, SoughtSet
from bothways.ground.records import Edited, Record
from bothways.moments.rules import KINDS, Lane
from bothways.people.models import Person

RECEIVED = Q(lane=Lane.THEIRS, contact=True)


class MomentSet(SoughtSet["Moment"]):
    def of(self, member: Member) -> "MomentSet":
        return self.filter(member=member)

    def with_person(self, person: Person) -> "MomentSet":
        return self.filter(person=person)

    def in_words(self) -> "MomentSet":
        return self.exclude(words="")

    def received(self) -> "MomentSet":
        """As `rules.is_received` has it."""
        return self.in_words().filter(RECEIVED)

    def remarks(self) -> "MomentSet":
        """Their words out of what happened, and not a whole letter."""
        return self.in_words().exclude(RECEIVED)

    def newest_first(self) -> "MomentSet":
        return self.order_by("-latest", "-id")


class Moment(Edited):
    """Something that passed between two people: which way, what, when, and in which words."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    lane = models.CharField(max_length=8)
    kind = models.CharField(max_length=20)
    earliest = models.DateField()
    latest = models.DateField()
    precision = models.CharField(max_length=8, default=Precision.DAY)
    deed = models.TextField(blank=True, default="")  # "You let me stay after class": in the second person (decision 1)
    words = models.TextField(blank=True, default="")  # theirs, exactly
    cost = models.TextField(blank=True, default="")  # GRAT-1: what it cost them
    effect = models.TextField(blank=True, default="")  # GRAT-1: what it changed
    note = models.TextField(blank=True, default="")
    sought = Sought(of=["deed", "words", "cost", "effect", "note"])
    minutes = models.PositiveIntegerField(null=True, blank=True)
    contact = models.BooleanField(default=False)  # decision 11, as its kind says
    source = models.CharField(max_length=16, default="typed")  # typed | mail | today | letter | voice: said aloud
    source_key = models.CharField(max_length=300, blank=True, default="")
    import_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MomentSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(lane__in=[lane.value for lane in Lane]), name="lane_is_known"),
            models.CheckConstraint(condition=Q(latest__gte=models.F("earliest")), name="moment_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["person", "source", "source_key"], condition=~Q(source_key=""), name="imported_moment_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "latest", "id"], name="street_of_person"),
            models.Index(  # all that is summed up of a person (P20), and the last contact
                fields=["person", "contact", "lane", "kind", "precision", "source", "latest", "earliest"],
                name="told_by_person",
            ),
            models.Index(fields=["member", "latest", "id"], name="moments_of_member"),
            models.Index(fields=["member", "latest", "id"], condition=~Q(words=""), name="words_of_member"),
        ]

    @property
    def on(self) -> Day:
        return Day(self.earliest, self.latest, Precision(self.precision))

    def seen_from(self, today: date) -> date:
        """The member's today, or the day it stands on: whoever flew west since knows that this day has been."""
        return today if KINDS[self.kind].planned else max(today, self.earliest)

    @property
    def kind_word(self) -> str:
        return KINDS[self.kind].word

    @property
    def title(self) -> str:
        """What it is called on the street: the deed, or the kind where nobody wrote one."""
        return self.deed or self.kind_word


class State(models.Model):
    """
    One narrow row per person: what their moments say, and nothing else (decision 20).

    Rebuilt in the transaction that changes a moment, never counted up; `moments.actions.rebuild` is its only writer.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="state")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    first_on = models.DateField(null=True)
    last_contact = models.DateField(null=True)
    last_within = models.CharField(max_length=8, blank=True, default="")  # how exactly it was said: day | month | year
    last_mine = models.DateField(null=True)  # I wrote to them
    last_theirs = models.DateField(null=True)
    last_together = models.DateField(null=True)  # we met or spoke
    heard_on = models.DateField(null=True)  # when anything last came from them or was shared
    ahead_on = models.DateField(null=True)  # something of theirs, planned, which no contact has followed yet
    ahead_id = models.UUIDField(null=True)
    meeting_on = models.DateField(null=True)  # the last day on which a meeting is planned
    meeting_id = models.UUIDField(null=True)

    class Meta:
        indexes = [  # Today asks who is the most silent, and of the few for whom something lies ahead
            models.Index(fields=["member", "last_contact"], name="silence_of_member"),
            models.Index(fields=["member", "ahead_on"], condition=Q(ahead_on__isnull=False), name="ahead_of_member"),
            models.Index(
                fields=["member", "meeting_on"], condition=Q(meeting_on__isnull=False), name="meetings_of_member"
            ),
        ]

    @property
    def last(self) -> Day | None:
        """When they last had to do with each other, as exactly as that was said."""
        return ending(self.last_contact, self.last_within) if self.last_contact else None

    def as_values(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in STATE_VALUES}


STATE_VALUES = (
    "first_on", "last_contact", "last_within", "last_mine", "last_theirs", "last_together", "heard_on",
    "ahead_on", "ahead_id", "meeting_on", "meeting_id",
)  # fmt: skip


class Mail(Record):
    """What is kept of one personal mail: who, when, subject and Message-ID; never its text."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    message_id = models.CharField(max_length=300)
    sent_at = models.DateTimeField()
    subject = models.CharField(max_length=300, blank=True, default="")
    import_id = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "message_id"], name="mail_once")]


class MailParty(models.Model):
    """An address on a mail: its writer, or one of at most ten who got it (decision 11)."""

    id = models.BigAutoField(primary_key=True)
    mail = models.ForeignKey(Mail, models.CASCADE, related_name="parties")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=300, blank=True, default="")
    wrote = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "address", "wrote"], name="mail_party_once")]
        indexes = [models.Index(fields=["member", "address", "wrote", "mail"], name="mail_with_address")]
