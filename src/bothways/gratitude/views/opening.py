"""Pages: how a letter is begun from anywhere, and what is asked where one of another kind is begun already."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse

from bothways.accounts.asking import Asking
from bothways.accounts.models import Member
from bothways.gratitude.actions import writing
from bothways.gratitude.models import Telling, TheirNews
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries import loops
from bothways.gratitude.rules.kinds import THANKS, for_news, for_nothing_in_particular, for_their_news, kind_of
from bothways.ground import clock
from bothways.ground.pages import go, show
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.people.rules import Life


def open_letter(
    request: Asking, person: Person, *, kind: str = "", moment: Sequence[Moment] = (), telling: Telling | None = None,
    theirs: TheirNews | None = None, in_memory_of: Person | None = None, turn: bool = False,
) -> HttpResponse:  # fmt: skip
    """The letter to this person, begun or gone on with; where another kind was begun, that is said and asked."""
    if said := _said_by(request.user, moment, telling, theirs):
        return go(request, "letter", said)
    begun = queries.draft_to(request.user, person)
    kind = kind or _fitting(person, moment, telling, theirs)
    if not kind and not begun:
        lives = person.life != Life.DIED  # to the dead one does not write again after a long time
        silent = lives and queries.is_long_silent(person, clock.today_in(request.user.timezone))
        kind = for_nothing_in_particular(_roles(person), long_silent=silent)
    other = begun and (begun.kind != kind or (in_memory_of and begun.in_memory_of_id != in_memory_of.pk))
    if begun and kind and other and begun.answers() and not turn:
        about = [("moment", one.pk) for one in moment]
        about += [
            (name, one.pk)
            for name, one in (("telling", telling), ("theirs", theirs), ("in_memory_of", in_memory_of))
            if one
        ]
        context = {"letter": begun, "person": person, "wanted": kind_of(kind), "about": about}
        return show(request, "gratitude/begun.html", context=context)
    letter = writing.start(
        request.user,
        person,
        kind=kind,
        moments=moment,
        telling=telling,
        theirs=theirs,
        in_memory_of=in_memory_of,
        at=clock.now(),
    )
    return go(request, "letter", letter.pk)


def _said_by(
    member: Member, moment: Sequence[Moment], telling: Telling | None, theirs: TheirNews | None
) -> UUID | None:
    """The letter that says it already, ready or given: nobody is thanked twice for one help by a page of before."""
    if telling:
        by = telling.told_by
        return by.pk if by and by.state != "draft" else None
    stand = [loops.standing(member, one) for one in ([theirs.moment] if theirs else moment)]
    return next((one.letter for one in stand if one and one.state in ("waiting", "closed") and one.letter), None)


def _fitting(person: Person, moment: Sequence[Moment], telling: Telling | None, theirs: TheirNews | None) -> str:
    """The kind for what it is about; none where it is about nothing in particular."""
    if theirs:
        return for_their_news(_roles(person))
    if telling:
        return for_news(of_help=bool(telling.moment_id or moment))
    return THANKS if moment else ""


def _roles(person: Person) -> set[str]:
    return {role.role for role in person.roles.all()}
