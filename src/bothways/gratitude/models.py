"""Thanks owed, news of mine and who has yet to hear of it, news of theirs to be glad of, and letters."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from bothways.accounts.models import Member
from bothways.formats.days import Day, Precision
from bothways.formats.language import gettext as _
from bothways.gratitude.rules import sending as rules
from bothways.gratitude.rules.kinds import FAMILY, KINDS, SLUGS, THANKS, Kind, kind_of
from bothways.ground.finding import Sought, SoughtSet
from bothways.ground.records import Edited, Record
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.people.rules import Life


def on_its_way(letter: str) -> Q:
    """
    Where what a letter is about waits for it, and for no other; `letter`: the field that names it.

    One that lies beside another draft, ready by no way, holds nothing back.
    """
    return Q(**{f"{letter}__state": "queued"}) | (
        Q(**{f"{letter}__state": "ready"}) & ~Q(**{f"{letter}__ready_by": ""})
    )


class LetterSet(models.QuerySet["Letter"]):
    def of(self, member: Member) -> "LetterSet":
        return self.filter(member=member)


class Letter(Edited):
    """
    Words set on paper. States: draft, ready (printed, copied, opened in a mail program or to be said), queued (on its
    way to the mail server, decision 27), given.

    `unsent` is any of them to someone who has died: it is kept, and never leaves (CAD-6). So is one to the family of
    somebody whose death was taken back; begun only, it lies ready by no way. The loops, tellings and news
    of theirs that a letter is about name it from the day it is begun (`thanked_by`, `told_by`, `congratulated_by`);
    their days follow when it is given.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, default=THANKS)  # a slug of rules.kinds
    # of a letter to their family (8.5), and of no other: who has died, and on whose street it stands when it is given.
    # It is somebody else's letter: where who has died is erased, it stays, with its reader alone
    in_memory_of = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    unsent = models.BooleanField(default=False)  # written by `writing.follow` and `leaving.reached`
    form = models.CharField(max_length=8, default="letter")  # letter | card
    state = models.CharField(max_length=8, default="draft")
    subject = models.CharField(max_length=300, blank=True, default="")
    greeting = models.CharField(max_length=300, blank=True, default="")
    close = models.CharField(max_length=300, blank=True, default="")
    signature = models.CharField(max_length=300, blank=True, default="")
    saved_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by = models.CharField(max_length=8, blank=True, default="")  # send | print | mail | copy | say
    asked_at = models.DateTimeField(null=True, blank=True)  # "Did it reach them?" is asked once (decision 5)
    given_on = models.DateField(null=True, blank=True)
    found_out = models.BooleanField(default=False)  # CAD-5: how they are was asked before this letter
    calm_line_shown = models.BooleanField(default=False)  # GRAT-6: once per draft

    objects = LetterSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "ready", "queued", "given"]), name="letter_state_is_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=[*KINDS]), name="letter_kind_is_known"),
            models.CheckConstraint(condition=Q(form__in=["letter", "card"]), name="letter_form_is_known"),
            models.UniqueConstraint(fields=["person"], condition=Q(state="draft"), name="one_draft_a_person"),
        ]
        indexes = [models.Index(fields=["member", "state", "saved_at"], name="letters_of_member")]

    @property
    def is_on_its_way(self) -> bool:
        return self.state == "queued" or (self.state == "ready" and self.ready_by != "")

    @property
    def of_kind(self) -> Kind:
        return kind_of(self.kind)

    @property
    def stands_with(self) -> Person:
        """The person on whose street it stands: whom it is about where that is not whom it is written to."""
        return self.in_memory_of if self.kind == FAMILY and self.in_memory_of else self.person

    @property
    def mourns_the_living(self) -> bool:
        """Whether it is to the family of somebody whose death was taken back: such a letter never leaves."""
        return self.kind == FAMILY and self.in_memory_of is not None and self.in_memory_of.life != Life.DIED

    @property
    def word(self) -> str:
        """What it is called on a page."""
        return _("Card") if self.form == "card" and not self.unsent else _("Letter")

    def answers(self) -> dict[str, str]:
        """Its text by question."""
        elsewhere = self.of_other_kinds()
        return {part.question: part.text for part in self.parts.all() if part.question not in elsewhere}

    def of_other_kinds(self) -> dict[str, "Part"]:
        """Answers to questions that its kind does not ask: kept, should it become another kind again."""
        return {part.question: part for part in self.parts.all() if part.question in _asked_but_by(self.of_kind)}

    def forget_answers(self) -> None:
        """After they were written: the next look reads them anew."""
        getattr(self, "_prefetched_objects_cache", {}).pop("parts", None)


def _asked_but_by(kind: Kind) -> set[str]:
    return set(SLUGS) - set(kind.slugs)


class Part(Record):
    """One answer of the interview, in the member's words; a paragraph of the letter (decision 2)."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="parts")
    question = models.CharField(max_length=16)  # a slug of rules.questions
    text = models.TextField(blank=True, default="")
    sought = Sought(of=["text"])
    moment = models.ForeignKey(Moment, models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)

    objects = SoughtSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "question"], name="answer_once")]
        ordering = ("place", "id")


class OutgoingSet(models.QuerySet["Outgoing"]):
    def waiting(self) -> "OutgoingSet":
        return self.filter(state="waiting")

    def free(self, at: datetime) -> "OutgoingSet":
        """Waiting, and in nobody's hand."""
        return self.waiting().filter(Q(in_hand_until=None) | _is_over("in_hand_until", at, rules.IN_HAND))

    def due(self, at: datetime) -> "OutgoingSet":
        """Free, and its time has come."""
        return self.free(at).filter(_is_over("due_at", at, rules.LONGEST_PAUSE))


def _is_over(name: str, at: datetime, longest: timedelta) -> Q:
    """See `rules.is_over`."""
    return Q(**{f"{name}__lte": at}) | Q(**{f"{name}__gt": at + rules.AHEAD * longest})


class Outgoing(Record):
    """
    A letter sent from here: the message as it was fixed, and what became of it (decision 27).

    States: waiting (for its turn, or for a server that answers), taken (the mail server has it), refused (it came
    back), unsure (the server may have it), withdrawn (by what was `said` of
    the person since; where nothing was, by the member). Whoever hands it over holds it for some minutes
    (`in_hand_until`), so that nobody else does, and nobody takes it back meanwhile.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, default="waiting")
    message_id = models.CharField(max_length=320)
    message = models.BinaryField()  # all of it, kept as the member's copy
    sender = models.CharField(max_length=254)
    recipient = models.CharField(max_length=254)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    in_hand_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveSmallIntegerField(default=0)  # how often the whole of it was given, and nothing said
    said = models.TextField(blank=True, default="")  # why it was not taken, in words
    nobody_there = models.BooleanField(default=False)  # the mail server takes no letters for this address (row 68)
    ended_at = models.DateTimeField(null=True, blank=True)
    elsewhere = models.BooleanField(default=False, editable=False)  # it was sent there, and came here with a whole life

    objects = OutgoingSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "taken", "refused", "unsure", "withdrawn"]),
                name="outgoing_state_is_known",
            ),
            models.UniqueConstraint(fields=["letter"], condition=Q(state="waiting"), name="sent_once_at_a_time"),
            models.UniqueConstraint(fields=["member", "message_id"], name="sent_under_an_id_of_its_own"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="letters_to_hand_over"),
            models.Index(fields=["member", "queued_at"], name="outgoing_of_member"),
        ]


class Loop(models.Model):
    """Help that came to me, and whether it was thanked for: one narrow row for Today (decisions 13, 20)."""

    moment = models.OneToOneField(Moment, models.CASCADE, primary_key=True, related_name="loop")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateField()
    thanked_on = models.DateField(null=True, blank=True)
    thanked_by = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    let_go = models.CharField(max_length=10, blank=True, default="")  # done | not_needed | too_late (CAD-4)

    class Meta:
        indexes = [models.Index(fields=["member", "thanked_on", "let_go", "since"], name="loops_of_member")]


class TheirNews(models.Model):
    """Something good that happened to them, and whether I was glad with them: one narrow row for Today (GRAT-9)."""

    moment = models.OneToOneField(Moment, models.CASCADE, primary_key=True, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateField()
    congratulated_on = models.DateField(null=True, blank=True)
    congratulated_by = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    let_go = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["member", "congratulated_on", "let_go", "since"], name="their_news_of_member"),
        ]


class News(Edited):
    """Something that became of me."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    what = models.TextField()  # "I became director of the clinic"
    sought = Sought(of=["what"])
    earliest = models.DateField()
    latest = models.DateField()
    precision = models.CharField(max_length=8, default=Precision.DAY)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SoughtSet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="news_says_something")]

    @property
    def on(self) -> Day:
        return Day(self.earliest, self.latest, Precision(self.precision))


class Telling(Record):
    """Who should hear of a piece of news, and because of which help: a narrow row for Today."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    news = models.ForeignKey(News, models.CASCADE, related_name="tellings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    moment = models.ForeignKey(Moment, models.CASCADE, null=True, blank=True, related_name="+")  # the help it came of
    news_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    let_go = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["news", "person", "moment"], name="told_once_of_a_help"),
            models.UniqueConstraint(fields=["news", "person"], condition=Q(moment=None), name="told_once"),
        ]
        indexes = [models.Index(fields=["member", "told_on", "let_go", "news_on"], name="tellings_of_member")]
