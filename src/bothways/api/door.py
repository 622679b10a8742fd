"""The API whole: the rooms it opens, what it takes for JSON, and how whatever is the matter is said."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.security import HttpBearer

from bothways.accounts.models import Token
from bothways.api.troubles import answer_to
from bothways.gratitude.api.letters import letters
from bothways.gratitude.api.loops import helps, their_news
from bothways.gratitude.api.news import news
from bothways.gratitude.api.paper import papers
from bothways.people.api import chapters
from bothways.street.api.moments import moments
from bothways.street.api.people import people
from bothways.street.api.promises import promises, rhythms
from bothways.today.api import today

VERSION, ROOT = "1", "/api/v1/"


class AsJson(Parser):
    """
    What JSON is: no NaN, nothing said twice, no half of a sign, and nothing so deep or so long that it cannot be read
    (quality, row 28).
    """

    def parse_body(self, request: HttpRequest) -> Any:
        said = json.loads(request.body.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_once)
        if b"\\u" in request.body:
            json.dumps(said, ensure_ascii=False).encode()  # which no half of a sign can be
        return said


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) < len(pairs):
        message = "twice"
        raise ValueError(message)
    return said


def _no_number(name: str) -> Any:
    raise ValueError(name)


class ByToken(HttpBearer):
    """A second wall: `middleware.Programs` has looked whose the token is before a request comes this far."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        return getattr(request, "by", None)


def _described(operation: Any) -> str:
    """`letters_send`: a name that stays when code moves."""
    return f"{operation.tags[0]}_{operation.view_func.__name__}" if operation.tags else operation.view_func.__name__


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Any) -> str:
        return _described(operation)

    def get_root_path(self, path_params: Any) -> str:
        return ROOT

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        return answer_to(exc, request.path)


api = Api(
    title="Bothways",
    version=VERSION,
    description="""What one member keeps in Bothways, for programs of theirs. Each request shows a token of the member
(`Authorization: Bearer …`), made in the settings under *Programs*; one that only reads gets 401 where it would change
something.

Lists are `{"items": […], "count": N}`, in a fixed order. Whatever is the matter is `{"detail": "a sentence"}`, in the
language of the member. Whoever changes something says which `version` they read: where another stands there by now,
the answer is 409, with what stands there. What is another member's is answered as if it were not there.""",
    docs_url=None,
    auth=ByToken(),
    parser=AsJson(),
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
)
api.add_router("", people, tags=["people"])
api.add_router("", chapters, tags=["chapters"])
api.add_router("", moments, tags=["moments"])
api.add_router("", promises, tags=["promises"])
api.add_router("", rhythms, tags=["rhythms"])
api.add_router("", news, tags=["news"])
api.add_router("", helps, tags=["helps"])
api.add_router("", their_news, tags=["their_news"])
api.add_router("", letters, tags=["letters"])
api.add_router("", papers, tags=["letters"])
api.add_router("", today, tags=["today"])
