"""The people a member keeps, their roles, and the chapters of the member's life."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from bothways.accounts.models import Member
from bothways.formats.days import Day, yearly
from bothways.ground.days import DayField
from bothways.ground.finding import Sought, SoughtSet
from bothways.ground.records import Edited, Record
from bothways.people.rules import Contact, Life, mark_of, may_remember, may_suggest, role_word, spoken_of, titled

LONGEST_NUMBER = 60  # of a telephone, with what is to be dialled after it


class ChapterSet(SoughtSet["Chapter"]):
    def of(self, member: Member) -> "ChapterSet":
        return self.filter(member=member)


class Chapter(Edited):
    """A stretch of the member's life."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=40, blank=True, default="")  # a slug of rules.CHAPTER_KINDS
    place = models.CharField(max_length=300, blank=True, default="")
    begins = DayField()
    ends = DayField()
    sought = Sought(of=["name", "place"])
    asked_at = models.DateTimeField(null=True, blank=True)  # when its three questions were last gone through

    objects = ChapterSet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="chapter_has_a_name")]
        indexes = [models.Index(fields=["member", "begins"], name="chapters_of_member")]

    def __str__(self) -> str:
        return self.name


class PersonSet(SoughtSet["Person"]):
    def of(self, member: Member) -> "PersonSet":
        return self.filter(member=member)

    def may_suggest(self, today: date) -> "PersonSet":
        """Those with whom `rules.may_suggest` allows contact, as the database says it."""
        over = Q(contact=Contact.PAUSED, paused_until__lte=today)
        return self.exclude(life=Life.DIED).filter(Q(contact=Contact.OPEN) | over)

    def not_ended(self) -> "PersonSet":
        """Whom a question about the past may name: the dead too, but nobody with whom contact has ended (MENT-9)."""
        return self.exclude(contact=Contact.ENDED)

    def ended(self) -> "PersonSet":
        """With whom contact has ended: no list brings them up unasked."""
        return self.filter(contact=Contact.ENDED)


class Person(Edited):
    """Somebody the member keeps. Who has no role is in the address book and appears on no suggestion (decision 15)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    name = models.CharField(max_length=300)
    given = models.CharField(max_length=300, blank=True, default="")
    family = models.CharField(max_length=300, blank=True, default="")
    prefix = models.CharField(max_length=100, blank=True, default="")
    address_as = models.CharField(max_length=300, blank=True, default="")  # "Mr. Bell": stands after "Dear"
    language = models.CharField(max_length=8, default="en")
    channel = models.CharField(max_length=16, blank=True, default="")  # a slug of rules.CHANNELS
    reach = models.CharField(max_length=300, blank=True, default="")  # "Short mails, calls after six"
    reach_is_guess = models.BooleanField(default=True)  # MENT-6: "they told me" or "my guess"
    not_from_here = models.BooleanField(default=False)  # they asked not to be written to through Bothways (decision 3)
    postal = models.TextField(blank=True, default="")
    care_of = models.CharField(max_length=300, blank=True, default="")
    organisation = models.CharField(max_length=300, blank=True, default="")
    work = models.CharField(max_length=300, blank=True, default="")  # what they do
    born = DayField()
    note = models.TextField(blank=True, default="")
    # decision 14: life and contact are two things
    life = models.CharField(max_length=8, default="living")
    died = DayField()
    life_changed_on = models.DateField(null=True, blank=True)
    contact = models.CharField(max_length=8, default="open")
    paused_until = models.DateField(null=True, blank=True)
    # decision 22: imported values know import and source key
    source = models.CharField(max_length=16, blank=True, default="")
    source_key = models.CharField(max_length=300, blank=True, default="")
    import_id = models.UUIDField(null=True, blank=True)
    folded = models.CharField(
        max_length=300, default="", editable=False
    )  # the name without case and accents, to sort by
    sought = Sought(
        of=["name", "given", "family", "address_as", "organisation", "work", "note", "reach", "care_of", "postal"]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(condition=Q(life__in=["living", "unknown", "died"]), name="life_is_known_word"),
            models.CheckConstraint(condition=Q(contact__in=["open", "paused", "ended"]), name="contact_is_known_word"),
            models.UniqueConstraint(
                fields=["member", "source", "source_key"], condition=~Q(source_key=""), name="imported_person_once"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "folded", "id"], name="people_by_name"),
            models.Index(fields=["member", "life_changed_on"], condition=Q(life="died"), name="dead_of_member"),
        ]

    def may_suggest(self, today: date) -> bool:
        """May Bothways suggest contact with them? Whatever would prompt, offer or send asks this first."""
        return may_suggest(self.life, self.contact, self.paused_until, today)

    def may_remember(self, today: date) -> bool:
        return may_remember(self.life, self.contact, self.paused_until, today)

    @property
    def spoken_of(self) -> str:
        """As a sentence names them."""
        return spoken_of(self.address_as or self.name, self.name)

    @property
    def titled(self) -> str:
        return titled(self.name, self.prefix)

    def __str__(self) -> str:
        return self.name


IN_ORDER = ("place", "id")  # of what a person is reached by: the first one first, whatever clocks told


class Address(Record):
    """A mail address of a person."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="addresses")
    address = models.CharField(max_length=254)  # normalised, as formats.mail does
    place = models.PositiveSmallIntegerField(default=0, editable=False)
    sought = Sought(of=["address"])
    import_id = models.UUIDField(null=True, blank=True)

    objects = SoughtSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "address"], name="address_of_person_once")]
        indexes = [models.Index(fields=["member", "address"], name="whose_address")]


class Phone(Record):
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="phones")
    number = models.CharField(max_length=LONGEST_NUMBER)
    place = models.PositiveSmallIntegerField(default=0, editable=False)
    import_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="phone_of_person_once")]


class Role(Edited):
    """What they were to each other, and when (MENT-2: several at once)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=8)  # mentor | mentee | peer
    chapter = models.ForeignKey(Chapter, models.SET_NULL, null=True, blank=True, related_name="roles")
    begins = DayField()
    ends = DayField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=["mentor", "mentee", "peer"]), name="role_is_known_word"),
        ]
        indexes = [models.Index(fields=["member", "person"], name="roles_of_member")]

    def has_been(self, today: date) -> bool:
        """Whether pages speak of it as past: it has ended, or they have died."""
        return (self.ends is not None and self.ends.earliest <= today) or self.person.life == Life.DIED

    def word(self, today: date) -> str:
        return role_word(self.role, has_been=self.has_been(today))


class Said(Record):
    """
    Something said of somebody's life or of contact with them, and how it stood before: so that it can be undone.

    Only what no rule can tell is kept here: what is silent meanwhile follows from the person's own fields.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="said")
    word = models.CharField(max_length=8)  # of rules.Life or rules.Contact; no word is of both
    was = models.CharField(max_length=8)
    was_died = DayField()
    was_on = models.DateField(null=True, blank=True)  # `life_changed_on`, or `paused_until`


class RememberedDay(Record):
    """A day of the year on which the member wants to remember someone who died; at most two (CAD-9)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="remembered_days")
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "month", "day"], name="remembered_day_once")]

    @property
    def on(self) -> Day:
        return yearly(self.month, self.day)


class ErasedSet(models.QuerySet["Erased"]):
    def let_back(self, member_id: UUID, people: Iterable[UUID]) -> None:
        """Whoever is kept again under the same id is not erased any more: every way in goes through here."""
        marks = set(self.values_list("pk", flat=True))
        for mark in marks & {mark_of(member_id, one) for one in people} if marks else ():
            self.filter(pk=mark).delete()


class Erased(models.Model):
    """
    A mark of somebody of whom everything was taken away by a member, and nothing else: it is made of both ids.

    Where a backup of before is put back, they are taken away from it, too (R12); what another member keeps under the
    same id is not.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    erased_at = models.DateTimeField(auto_now_add=True)

    objects = ErasedSet.as_manager()
