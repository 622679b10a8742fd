"""Letters as files, for programs: on paper, and as a message for a mail program."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from bothways.accounts.asking import Asking
from bothways.gratitude import emails
from bothways.gratitude.actions import leaving
from bothways.gratitude.models import Letter
from bothways.gratitude.queries import letters as queries
from bothways.ground.answering import RowId, answers
from bothways.ground.clock import today_in

papers = Router()
_PDF, _MAIL = "application/pdf", "message/rfc822"


def _described(kind: str) -> dict[str, Any]:
    content = {"content": {kind: {"schema": {"type": "string", "format": "binary"}}}}
    return {"responses": {200: content}}


@papers.get(
    "letters/{letter_id}/paper", response=answers(None), openapi_extra=_described(_PDF), summary="A letter on paper"
)
def paper(request: Asking, letter_id: RowId, sheet: Literal["print", "letter", "card", "envelope"] = "print") -> Any:
    """`print`: in its own form, with the envelope where an address is known. It changes nothing: say `ready` beside."""
    found = _may_leave(request, letter_id)
    return HttpResponse(emails.sheet(found, sheet, today_in(request.user.timezone)), content_type=_PDF)


@papers.get(
    "letters/{letter_id}/mail", response=answers(None), openapi_extra=_described(_MAIL), summary="A letter as a mail"
)
def mail(request: Asking, letter_id: RowId) -> Any:
    """A file (`.eml`) that a mail program opens as a new mail. It changes nothing: say `ready` beside."""
    return HttpResponse(emails.as_file(_may_leave(request, letter_id)), content_type=_MAIL)


def _may_leave(request: Asking, letter_id: UUID) -> Letter:
    """Where its page would first ask how they are, that is said by `ready`."""
    found = queries.letter(request.user, letter_id)
    leaving.may_leave(found)
    leaving.was_looked_for(found, today_in(request.user.timezone))
    return found
