"""What stands around every page: the main navigation, and who is asking."""

from typing import Any

from django.http import HttpRequest

from bothways.accounts.middleware import whose
from bothways.formats.language import marked
from bothways.ground.environment import environment

MAIN = (
    ("today:page", marked("Today"), ("today",)),
    ("street:people", marked("People"), ("street", "people")),
    ("gratitude:letters", marked("Letters"), ("gratitude",)),
    ("gratitude:untold", marked("Untold"), ("untold",)),
    ("exchange:start", marked("Bring in"), ("exchange",)),
)
# pages that belong to no place of the navigation, or to another than that of their room
_UNTOLD = ("untold", "news", "keep_news", "one_news", "change_news", "came_of_it", "tell")
_ELSEWHERE = {"street:find": "", **{f"gratitude:{page}": "untold" for page in _UNTOLD}}


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    match = request.resolver_match
    here = _ELSEWHERE.get(match.view_name, match.namespace) if match else ""
    return {
        "member": user if user is not None and user.is_authenticated else None,
        "nav": [(name, word, here in places) for name, word, places in MAIN],
        "whose": whose(user),
        "demo": environment().demo,
    }
