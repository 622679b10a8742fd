"""Pages: a letter that was sent from here, from its way to the mail server to the day on which it comes back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import leaving, outbox
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.views import room
from bothways.ground import clock
from bothways.ground.meanwhile import unless_of_before
from bothways.ground.pages import go


@require_safe
def on_its_way(request: Asking, letter_id: UUID) -> HttpResponse:
    found = queries.letter(request.user, letter_id)
    return room.on_its_way(request, found) if request.htmx else go(request, "letter", letter_id)


@require_POST
def take_back(request: Asking, letter_id: UUID) -> HttpResponse:
    letter = queries.letter(request.user, letter_id)
    with unless_of_before(request) as read:
        outbox.take_back(letter, at=clock.now(), read=read)
    return go(request, "letter", letter_id)


@require_POST
def came_back(request: Asking, letter_id: UUID) -> HttpResponse:
    """The mail server had taken it, and it came back to the member as undeliverable."""
    letter, nobody_there = queries.letter(request.user, letter_id), "nobody_there" in request.POST
    try:
        with unless_of_before(request) as read:
            leaving.came_back(letter, at=clock.now(), nobody_there=nobody_there, read=read)
            messages.info(request, _("It is not on your street any more, and what it was about is open as before."))
    except leaving.WrittenOn as problem:
        messages.warning(request, problem.says)
    return go(request, "letter", letter_id)


@require_safe
def copy(request: Asking, letter_id: UUID) -> HttpResponse:
    """The message as it went out; kept, also where they have died since."""
    found = queries.letter(request.user, letter_id)
    sent = queries.sent_copy(found)
    name = _("{what} to {name}").format(what=found.word, name=found.person.name)
    return room.one_download(bytes(sent.message), "message/rfc822", name, "eml")
