"""What tests of letters and loops are made of."""

from datetime import UTC, date, datetime
from typing import Any

from bothways.accounts.models import Member
from bothways.formats.days import Day, exactly, in_year
from bothways.gratitude.actions import leaving, loops, sending, writing
from bothways.gratitude.models import Letter, News
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.people.models import Person

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
DEED = "You let me stay after class to finish the dissection a second time."
WORDS = "Careful hands can be taught."


def help_of(person: Person, *, on: Day | None = None, kind: str = "time", **values: Any) -> Moment:
    """Help that came from this person, with its open loop."""
    said = {"deed": DEED, "words": WORDS, **values}
    moment = moments.record(person, lane="theirs", kind=kind, on=on or in_year(2025), today=TODAY, **said)
    loops.follow(moment)
    return moment


def news_of(
    moment: Moment, what: str = "I became director of the clinic.", *, also: tuple[Person, ...] = (),
    on: Day | None = None,
) -> News:  # fmt: skip
    on = on or exactly(TODAY)
    return loops.tell_of(moment.member, what=what, on=on, because_of=[moment], also=also, today=TODAY)


def letter_to(person: Person, *helps: Moment, **values: Any) -> Letter:
    return writing.start(person.member, person, moments=helps, at=NOW, **values)


def ready_letter(person: Person, *helps: Moment, by: str = "print", at: datetime = NOW) -> Letter:
    letter = letter_to(person, *helps)
    leaving.make_ready(letter, by, at)
    return letter


def sent_letter(person: Person, *helps: Moment, at: datetime = NOW) -> Letter:
    """Sent from here, and still waiting for a worker."""
    letter = letter_to(person, *(helps or [help_of(person)]))
    sending.send(letter, at=at, today=TODAY)
    return letter


def work(member: Member, at: datetime = NOW) -> None:
    """A worker hands over whatever is due."""
    while sending.send_on(member.pk, at=at):
        continue


def as_typed(letter: Letter, **answers: str) -> dict[str, str]:
    """What the page of a letter sends."""
    around = {"version": str(letter.version), "shape": letter.form, "signature": letter.signature}
    return {**around, **letter.answers(), **answers}


def save(letter: Letter, **answers: str) -> None:
    writing.save(
        letter, version=letter.version, answers={**letter.answers(), **answers}, greeting=letter.greeting,
        close=letter.close, signature=letter.signature, form=letter.form, at=NOW,
    )  # fmt: skip
