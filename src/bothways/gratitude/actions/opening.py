"""Writes: how a letter is begun from anywhere; what is asked where one of another kind is begun already."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from bothways.accounts.models import Member
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import writing
from bothways.gratitude.models import Letter, Telling, TheirNews
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries import loops
from bothways.gratitude.rules.kinds import (
    FAMILY,
    THANKS,
    Kind,
    for_news,
    for_nothing_in_particular,
    for_their_news,
    kind_of,
)  # fmt: skip
from bothways.ground.records import hold
from bothways.ground.refusals import Refusal
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.people.rules import Life


class BegunOtherwise(Refusal):
    """`letter`: with words in it, of another kind than `wanted`."""

    status = 409

    def __init__(self, letter: Letter, wanted: Kind) -> None:
        says = _("A letter of another kind to {name} is begun. Say whether it shall become this one, with every word.")
        super().__init__(says.format(name=letter.person.name))
        self.letter, self.wanted = letter, wanted


@transaction.atomic
def begin(
    member: Member, person: Person, *, kind: str = "", moment: Sequence[Moment] = (), telling: Telling | None = None,
    theirs: TheirNews | None = None, in_memory_of: Person | None = None, turn: bool = False, today: date, at: datetime,
) -> Letter:  # fmt: skip
    """The letter to this person, begun or gone on with; or the one that says it already."""
    hold(person)
    if telling:
        telling.refresh_from_db(fields=["told_by"])
    if said := said_by(member, moment, telling, theirs):
        return said
    begun = queries.draft_to(member, person)
    kind = kind or _fitting(person, moment, telling, theirs)
    if not kind and not begun:
        lives = person.life != Life.DIED  # to the dead one does not write again after a long time
        silent = lives and queries.is_long_silent(person, today)
        kind = for_nothing_in_particular(_roles(person), long_silent=silent)
    in_memory_of = in_memory_of if kind == FAMILY else None
    other = begun and (begun.kind != kind or (in_memory_of and begun.in_memory_of_id != in_memory_of.pk))
    if begun and kind and other and begun.answers() and not turn:
        raise BegunOtherwise(begun, kind_of(kind))
    about = {"moments": moment, "telling": telling, "theirs": theirs, "in_memory_of": in_memory_of}
    return writing.start(member, person, kind=kind, at=at, **about)  # type: ignore[arg-type]


def said_by(
    member: Member, moment: Sequence[Moment], telling: Telling | None = None, theirs: TheirNews | None = None
) -> Letter | None:
    """The letter that says it already, ready or given: nobody is thanked twice for one help by a page of before."""
    if telling:
        by = telling.told_by
        return by if by and by.state != "draft" else None
    stand = [loops.standing(member, one) for one in ([theirs.moment] if theirs else moment)]
    said = next((one.letter for one in stand if one and one.state in ("waiting", "closed") and one.letter), None)
    return queries.letter(member, said) if said else None


def _fitting(person: Person, moment: Sequence[Moment], telling: Telling | None, theirs: TheirNews | None) -> str:
    """The kind for what it is about; none where it is about nothing in particular."""
    if theirs:
        return for_their_news(_roles(person))
    if telling:
        return for_news(of_help=bool(telling.moment_id or moment))
    return THANKS if moment else ""


def _roles(person: Person) -> set[str]:
    return {role.role for role in person.roles.all()}
