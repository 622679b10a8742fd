"""Whatever is the matter, as JSON with one sentence: the same way from every place where it can be known."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import BadRequest, DisallowedHost, SuspiciousOperation
from django.http import Http404, HttpResponse, JsonResponse, UnreadablePostError
from ninja.errors import HttpError, ValidationError

from bothways.accounts.limits import TooOften
from bothways.accounts.programs import NoSuchToken, ReadsOnly
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.ground.answering import Asks, of_field
from bothways.ground.clock import now
from bothways.ground.database import is_of_what_is_gone, passes
from bothways.ground.middleware import AGAIN_AFTER, not_saved
from bothways.ground.records import Record
from bothways.ground.refusals import ChangedMeanwhile, NotHere, Refusal

logger = logging.getLogger(__name__)
_UNREADABLE = marked("What was sent could not be read: it is to be JSON, in UTF-8. Nothing was done.")
_OTHER_NAME = marked("This Bothways was not told that it goes by that name. BOTHWAYS_HOSTS has its names.")
_BROKEN = marked("This is a fault of Bothways, not of what you sent.")


def answer_to(problem: Exception, path: str) -> HttpResponse:
    match problem:
        case Refusal():
            return _refused(problem)
        case ValidationError():
            return said(422, _in_words(problem.errors))
        case HttpError(status_code=401):
            return _refused(NoSuchToken())
        case DisallowedHost():
            return said(400, _(_OTHER_NAME))
        case HttpError() | BadRequest() | SuspiciousOperation() | UnreadablePostError():
            return said(400, _(_UNREADABLE))
    if passes(problem):
        answer = said(503, not_saved(problem))
        answer["Retry-After"] = AGAIN_AFTER
        return answer
    return _of_ours(problem, path)


def _of_ours(problem: Exception, path: str) -> HttpResponse:
    if isinstance(problem, Http404):
        return _refused(NotHere())
    if is_of_what_is_gone(problem):
        logger.warning("gone meanwhile: %s", path, exc_info=problem)  # or a fault of ours, to be found
        return _refused(NotHere())
    logger.error("broken: %s", path, exc_info=problem)
    return said(500, _(_BROKEN))


def said(status: int, says: str, **more: Any) -> HttpResponse:
    return JsonResponse({"detail": says, **more}, status=status)


def _refused(problem: Refusal) -> HttpResponse:
    """400 and 403 are of pages: what cannot be as things stand is a conflict with them."""
    answer = said(409 if problem.status in {400, 403} else problem.status, problem.says, **_to_go_by(problem))
    if isinstance(problem, NoSuchToken):
        answer["WWW-Authenticate"] = "Bearer"
    if isinstance(problem, ReadsOnly):
        answer["WWW-Authenticate"] = 'Bearer error="insufficient_scope"'
    if isinstance(problem, TooOften):
        answer["Retry-After"] = str(int((problem.until - now()).total_seconds()) + 1)
    return answer


def _to_go_by(problem: Refusal) -> dict[str, Any]:
    if isinstance(problem, ChangedMeanwhile):
        return {"version": problem.version, "kept": {name: _plain(value) for name, value in problem.kept.items()}}
    return {"asks": problem.field} if isinstance(problem, Asks) else {}


def _plain(value: Any) -> Any:
    value = value.pk if isinstance(value, Record) else value
    return value if value is None or isinstance(value, bool | int | str | list) else str(value)


MOST_SAID = 5
_SAYS = {
    "missing": marked("This is still empty. Fill it in."),
    "extra_forbidden": marked("There is no such field here."),
    "string_too_long": marked("That is too long."),
    "int_type": marked("Write a whole number, in digits."),
    "int_parsing": marked("Write a whole number, in digits."),
    "bool_type": marked("Say true or false."),
    "literal_error": marked("That is none of the choices here: {expected}."),
    "greater_than_equal": marked("Write a number that is at least {ge}."),
    "less_than_equal": marked("Write a number that is at most {le}."),
}
_OTHER = marked("This is not of the kind that belongs here.")


def _in_words(errors: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(dict.fromkeys(_of(one) for one in errors[:MOST_SAID]))


def _of(error: Mapping[str, Any]) -> str:
    """By the way to the field; the first steps say where the whole came from, and are ours."""
    way = [str(one) for one in error["loc"] if one not in {"body", "query", "path", "sent", "page"}]
    says = _(_SAYS.get(error["type"], _OTHER)).format(**error.get("ctx", {}))
    return of_field(".".join(way)[:100], says) if way else says
