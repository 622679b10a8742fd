"""Pages: how a letter is begun from anywhere, and what is asked where one of another kind is begun already."""

from collections.abc import Sequence

from django.http import HttpResponse

from bothways.accounts.asking import Asking
from bothways.gratitude.actions import opening
from bothways.gratitude.models import Telling, TheirNews
from bothways.ground import clock
from bothways.ground.pages import go, show
from bothways.moments.models import Moment
from bothways.people.models import Person


def open_letter(
    request: Asking, person: Person, *, kind: str = "", moment: Sequence[Moment] = (), telling: Telling | None = None,
    theirs: TheirNews | None = None, in_memory_of: Person | None = None, turn: bool = False,
) -> HttpResponse:  # fmt: skip
    """The letter to this person, begun or gone on with; where another kind was begun, that is said and asked."""
    today = clock.today_in(request.user.timezone)
    try:
        letter = opening.begin(
            request.user, person, kind=kind, moment=moment, telling=telling, theirs=theirs, in_memory_of=in_memory_of,
            turn=turn, today=today, at=clock.now(),
        )  # fmt: skip
    except opening.BegunOtherwise as asks:
        about = [("moment", one.pk) for one in moment]
        about += [
            (name, one.pk)
            for name, one in (("telling", telling), ("theirs", theirs), ("in_memory_of", in_memory_of))
            if one
        ]
        context = {"letter": asks.letter, "person": person, "wanted": asks.wanted, "about": about}
        return show(request, "gratitude/begun.html", context=context)
    return go(request, "letter", letter.pk)
