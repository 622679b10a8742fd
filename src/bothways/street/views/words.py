"""What they said, to be read again on a hard day."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from bothways.accounts.asking import Asking
from bothways.ground.pages import show
from bothways.ground.records import as_id
from bothways.moments import queries as moments
from bothways.street import queries


@require_safe
def kept_words(request: Asking) -> HttpResponse:
    """The newest first; `?after=` a moment goes on from there."""
    after = moments.moment(request.user, as_id(request.GET["after"])) if request.GET.get("after") else None
    context = {"words": queries.kept_words(request.user, after=after), "after": after}
    return show(request, "street/words.html", "words_part", context)
