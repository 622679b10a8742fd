"""Writes: how letters leave, made ready by the member and given when they have reached somebody (decision 5)."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from bothways.formats.days import Day, spoken
from bothways.gratitude import emails, queries
from bothways.gratitude.actions import writing
from bothways.gratitude.models import Letter, Loop, Telling
from bothways.gratitude.rules import kept
from bothways.gratitude.rules.paper import no_room
from bothways.ground.records import change
from bothways.ground.refusals import Refusal
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.moments.rules import Lane, unquoted


class NeverLeaves(Refusal):
    status = 409


class NothingWritten(Refusal):
    pass


class NotReady(Refusal):
    status = 409


class BeforeItHappened(Refusal):
    pass


class AnotherDraft(Refusal):
    status = 409


def may_leave(letter: Letter) -> None:
    """A letter to someone who has died stays here (CAD-6)."""
    if letter.unsent or letter.person.life == "died":
        message = f"{letter.person.name} has died. This letter stays here, to be read and kept; it never leaves."
        raise NeverLeaves(message)


@transaction.atomic
def make_ready(letter: Letter, by: str, at: datetime) -> None:
    """Ready is not given (decision 5). What was written about the help is kept with its moment, where that is blank."""
    may_leave(letter)
    if letter.state == "given":
        message = "This letter was given already."
        raise writing.WasGiven(message)
    if not any(text.strip() for text in letter.answers().values()):
        message = "There is nothing on the paper yet. Write at least what they did; one sentence makes a card."
        raise NothingWritten(message)
    if by == "print" and letter.form == "card" and not emails.fits_a_card(letter):
        raise emails.TooLong(no_room("card"))
    writing.will_close(letter, *queries.says(letter))
    change(letter, state="ready", ready_by=by, ready_at=letter.ready_at or at)
    _keep_with_moments(letter)


def _keep_with_moments(letter: Letter) -> None:
    words: dict[Moment, dict[str, str]] = defaultdict(dict)
    for part in letter.parts.select_related("moment"):
        if part.moment and part.question in kept.OF_A_MOMENT:
            words[part.moment][part.question] = unquoted(part.text) if part.question == "words" else part.text
    for moment, said in words.items():
        moments.add_words(moment, **said)


@transaction.atomic
def give(letter: Letter, on: Day, today: date, *, knows: bool = False) -> None:
    """
    It reached them: a moment in my lane, and its loops and tellings closed. Given twice is given once.

    News that the words do not say stays to be told, unless they know it all the same (`knows`).
    A letter that was ready before they died may have reached them; only a draft to them never leaves.
    """
    found = Letter.objects.select_for_update().get(pk=letter.pk)
    if found.state == "given":
        return
    if found.state != "ready":
        message = "This letter is still a draft. Print it, open it in your mail program, copy it or say it first."
        raise NotReady(message)
    if on.latest < today:  # who flew west can give today what they thank for tomorrow
        _not_before(letter, on)
    if not knows:
        Telling.objects.filter(pk__in=[one.pk for one in queries.unsaid(found)]).update(told_by=None)
    tellings = Telling.objects.filter(told_by=letter, told_on=None)
    kind = "told_outcome" if tellings.exists() else "thanked"
    moment = moments.record(
        letter.person, lane=Lane.MINE, kind=kind, on=on, today=today, deed=_deed(letter, kind),
        source="voice" if letter.ready_by == "say" else "letter", source_key=str(letter.pk),
    )  # fmt: skip
    Loop.objects.filter(thanked_by=letter, thanked_on=None).update(thanked_on=moment.latest)
    tellings.update(told_on=moment.latest)
    # one that was ready before they died reached them after all: it is no unsent letter
    change(letter, version=found.version, state="given", kind="thanks", given_on=moment.latest)


def _not_before(letter: Letter, on: Day) -> None:
    """Nobody thanks for what has not happened yet."""
    helps = Loop.objects.filter(thanked_by=letter, thanked_on=None).select_related("moment")
    news = Telling.objects.filter(told_by=letter, told_on=None).select_related("news")
    days = [*(one.moment.on for one in helps), *(one.news.on for one in news)]
    last = max(days, key=lambda one: one.earliest, default=None)
    if last is not None and on.latest < last.earliest:
        message = f"That day is before what it speaks of ({spoken(last)}). Choose the day on which it reached them."
        raise BeforeItHappened(message)


def _deed(letter: Letter, kind: str) -> str:
    if letter.ready_by == "say":
        return "Told them in my own voice" if kind == "told_outcome" else "Thanked them in my own voice"
    return f"{letter.word}: what came of it" if kind == "told_outcome" else f"Thank-you {letter.word.lower()}"


def not_yet(letter: Letter, at: datetime) -> None:
    """It is on its way; the question is not asked again, and can be answered among the letters at any time."""
    Letter.objects.filter(pk=letter.pk, state="ready").update(asked_at=at)


@transaction.atomic
def not_given(letter: Letter) -> None:
    """It did not go out: back to the draft, and what it is about is open as before."""
    if letter.state != "ready":
        return
    if queries.draft_to(letter.member, letter.person):
        message = f"There is another draft to {letter.person.name}. Finish that one, or delete it, first."
        raise AnotherDraft(message)
    change(letter, state="draft", ready_at=None, ready_by="", asked_at=None)
