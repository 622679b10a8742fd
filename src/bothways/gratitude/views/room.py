"""The room in which a letter is written, as the pages and their parts show it."""

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from bothways.accounts.asking import Asking
from bothways.gratitude import emails, queries
from bothways.gratitude.forms import GivenForm, LetterForm
from bothways.gratitude.models import Letter
from bothways.gratitude.rules.checks import checks
from bothways.gratitude.rules.ways import ways_for
from bothways.ground import clock
from bothways.ground.pages import show


def room(request: Asking, letter: Letter, form: LetterForm, *, status: int = 200) -> HttpResponse:
    """The paper and what stands beside it."""
    return _whole(request, "gratitude/letter.html", {**_beside(letter), "form": form, "calm": ""}, status)


def kept(request: Asking, letter: Letter, form: LetterForm, *, calm: str = "", status: int = 200) -> HttpResponse:
    """After a save while typing: everything but the paper, which stays under the writer's hands."""
    context = {**_beside(letter), "form": form, "calm": calm, "wrong": _wrong(form)}
    return show(request, "gratitude/kept.html", context=context, status=status)


def two_tabs(request: Asking, letter: Letter, form: LetterForm) -> HttpResponse:
    """Both texts, where another window saved first (decision 22): no word is lost."""
    there = queries.letter(request.user, letter.pk)
    if there.state != "draft":
        return finished(request, there, typed=form, status=409)
    return _whole(request, "gratitude/two_tabs.html", {"letter": there, "there": there.answers(), "form": form}, 409)


def finished(
    request: Asking, letter: Letter, *, form: GivenForm | None = None, typed: LetterForm | None = None, status: int = 200
) -> HttpResponse:
    """A letter that is ready or given: its words, and the one question."""
    today = clock.today_in(request.user.timezone)
    to, subject, composed = queries.recipient(letter.person), emails.subject_of(letter), queries.composed(letter)
    context = {
        "letter": letter, "composed": composed, "form": form or GivenForm(today=today), "today": today, "typed": typed,
        "to": to, "mailto": emails.mailto(to, subject, composed), "empty_mailto": emails.empty_mailto(to, subject),
    }  # fmt: skip
    return _whole(request, "gratitude/finished.html", context, status)


def one_download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _whole(request: Asking, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    answer = show(request, template, "room", context, status=status)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#room", "innerHTML show:window:top"
    return answer


def _beside(letter: Letter) -> dict[str, Any]:
    values = queries.values(letter)
    has_mail = bool(queries.recipient(letter.person))
    return {
        "letter": letter,
        "composed": queries.composed(letter),
        "findings": checks(values),
        "answered": queries.answered(letter),
        "left_out": queries.left_out(letter),
        "ways": ways_for(letter.person.channel, has_mail),
        "addressed": values.addressed,
    }


def _wrong(form: LetterForm) -> str:
    return " ".join(error for errors in form.errors.values() for error in errors) if form.is_bound else ""
