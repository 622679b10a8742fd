"""Pages: the interview of one letter, and its way from draft to given."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.days import exactly
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.gratitude import emails
from bothways.gratitude.actions import leaving, sending, writing
from bothways.gratitude.forms import FoundOutForm, GivenForm, LetterForm, filled, typed
from bothways.gratitude.models import Letter
from bothways.gratitude.queries import beside
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.loops import who_hears_next
from bothways.gratitude.rules.checks import calm_line
from bothways.gratitude.rules.kinds import FAMILY, KINDS
from bothways.gratitude.views.room import finished, first_find_out, kept, one_download, room, two_tabs
from bothways.ground import clock
from bothways.ground.meanwhile import unless_of_before
from bothways.ground.pages import go, show, signed_out
from bothways.ground.refusals import ChangedMeanwhile, Refusal
from bothways.moments.actions import AfterTheirDeath

_KNOWS = {"yes": True, "no": False}
SHEETS = {"letter": marked("Letter"), "card": marked("Card"), "envelope": marked("Envelope")}


@require_safe
def letter(request: Asking, letter_id: UUID) -> HttpResponse:
    found = queries.letter(request.user, letter_id)
    today = clock.today_in(request.user.timezone)
    if queries.find_out_first(found, today):
        return first_find_out(request, found, FoundOutForm(today=today, of=found.person))
    if found.state == "draft":
        return room(request, found, filled(found, queries.composed(found)))
    return finished(request, found)


@login_not_required
@require_POST
def save(request: Asking, letter_id: UUID) -> HttpResponse:
    """Saved while typing, or by the button where there are no scripts. Who was signed out keeps their text (row 42)."""
    if not request.user.is_authenticated:
        return _signed_out(request)
    found = queries.letter(request.user, letter_id)
    form = typed(found, request.POST)
    if not form.is_valid():
        return kept(request, found, form, status=422) if request.htmx else room(request, found, form, status=422)
    try:
        _save(found, form)
    except (ChangedMeanwhile, writing.NotADraft):
        return two_tabs(request, found, form)
    hesitates = queries.stands(found) and found.kind != FAMILY
    hesitates = hesitates and not queries.rests(found.person, clock.today_in(request.user.timezone))
    calm = calm_line() if hesitates and writing.show_calm_line(found) else ""
    if request.htmx:
        return kept(request, queries.letter(request.user, letter_id), form, calm=calm)
    messages.success(request, _("Saved."))
    if calm:
        messages.info(request, calm)
    return go(request, "letter", letter_id)


@require_POST
def weave(request: Asking, letter_id: UUID, kind: str, left_id: UUID) -> HttpResponse:
    """What is typed is saved, then something kept is set below the answer it belongs to."""
    found = queries.letter(request.user, letter_id)
    form = typed(found, request.POST)
    if not form.is_valid():
        return room(request, found, form, status=422)
    try:
        _save(found, form)
    except (ChangedMeanwhile, writing.NotADraft):
        return two_tabs(request, found, form)
    left = next((one for one in beside.left_out(found) if (one.kind, one.id) == (kind, left_id)), None)
    if left is not None:
        writing.weave_in(found, left, at=clock.now())
    return go(request, "letter", letter_id)


@require_POST
def turn(request: Asking, letter_id: UUID) -> HttpResponse:
    """What is typed is saved, then the letter becomes one of another kind; no word is lost."""
    found, kind = queries.letter(request.user, letter_id), request.POST.get("into", "")
    form = typed(found, request.POST)
    if not form.is_valid():
        return room(request, found, form, status=422)
    try:
        _save(found, form)
    except (ChangedMeanwhile, writing.NotADraft):
        return two_tabs(request, found, form)
    if kind in KINDS:
        writing.turn(found, kind, at=clock.now())
    return go(request, "letter", letter_id)


@require_POST
def ready(request: Asking, letter_id: UUID, way: str) -> HttpResponse:
    """What is typed is saved, the letter is ready, and then sent, or given into the member's hands, by this way."""
    found, asks_nothing = queries.letter(request.user, letter_id), "asks_nothing" in request.POST
    form = typed(found, request.POST)
    if not form.is_valid():
        return room(request, found, form, status=422)
    try:
        _save(found, form)
        leaving.was_looked_for(found, clock.today_in(request.user.timezone))
        if way == "send":
            today, knows = clock.today_in(request.user.timezone), _KNOWS.get(request.POST.get("knows", ""))
            sending.send(found, at=clock.now(), today=today, asks_nothing=asks_nothing, knows=knows)
        else:
            leaving.make_ready(found, way, at=clock.now(), asks_nothing=asks_nothing)
    except (ChangedMeanwhile, writing.NotADraft):
        return two_tabs(request, found, form)
    except sending.NewsUnsaid as asks:
        return room(request, queries.letter(request.user, letter_id), typed(found, request.POST), unsaid=asks.tellings)
    except Refusal as refusal:
        form.add_error(None, refusal.says)
        return room(request, found, form, status=refusal.status)
    return _handed_over(request, queries.letter(request.user, letter_id))


def _handed_over(request: Asking, letter: Letter) -> HttpResponse:
    if not request.htmx:
        return go(request, "letter", letter.pk)
    answer = finished(request, letter)
    onward = _onward(letter)
    if onward:
        answer["X-Open"] = onward
    return answer


def _onward(letter: Letter) -> str:
    """What the browser opens by itself: the sheets, or the member's mail program."""
    if letter.ready_by == "print":
        return reverse("gratitude:paper", args=[letter.pk, "print"])
    if letter.ready_by == "mail":
        link = emails.mailto(queries.recipient(letter.person), emails.subject_of(letter), queries.composed(letter))
        return link or reverse("gratitude:mail_file", args=[letter.pk])
    return ""


@require_POST
def given(request: Asking, letter_id: UUID) -> HttpResponse:
    """Yes, it reached them."""
    found = queries.letter(request.user, letter_id)
    leaving.may_reach(found)
    today = clock.today_in(request.user.timezone)
    form = GivenForm(request.POST, today=today)
    if not form.is_valid():
        return finished(request, found, form=form, status=422)
    knows = form.cleaned_data["knows"]
    if not knows and (unsaid := beside.unsaid(found)):
        return finished(request, found, form=form, unsaid=unsaid)
    try:
        leaving.give(found, form.cleaned_data["on"] or exactly(today), today, knows=knows == "yes")
    except (leaving.BeforeItHappened, AfterTheirDeath) as refusal:
        form.add_error("on", refusal.says)
        return finished(request, found, form=form, status=refusal.status)
    messages.success(request, _("Kept on your street with {name}.").format(name=found.stands_with.name))
    if who_hears_next(found, today):
        return go(request, "letter", found.pk)
    return go(request, "person", found.stands_with.pk)


@require_POST
def not_yet(request: Asking, letter_id: UUID) -> HttpResponse:
    found = queries.letter(request.user, letter_id)
    leaving.not_yet(found, at=clock.now())
    messages.info(request, _("All right. It waits among your letters; nobody asks again."))
    return go(request, "letters")


@require_POST
def not_given(request: Asking, letter_id: UUID) -> HttpResponse:
    found = queries.letter(request.user, letter_id)
    with unless_of_before(request) as read:
        leaving.not_given(found, at=clock.now(), read=read)
    return go(request, "letter", letter_id)


@require_safe
def paper(request: Asking, letter_id: UUID, sheet: str) -> HttpResponse:
    """The sheets as PDF; looking at them changes nothing."""
    found = queries.letter(request.user, letter_id)
    leaving.may_leave(found)
    leaving.was_looked_for(found, clock.today_in(request.user.timezone))
    pdf = emails.sheet(found, sheet, clock.today_in(request.user.timezone))
    what = found.word if sheet == "print" else _(SHEETS[sheet])
    return one_download(pdf, "application/pdf", _named(found, what), "pdf")


@require_safe
def mail_file(request: Asking, letter_id: UUID) -> HttpResponse:
    """The letter as a message that the member's mail program opens as a new mail."""
    found = queries.letter(request.user, letter_id)
    leaving.may_leave(found)
    leaving.was_looked_for(found, clock.today_in(request.user.timezone))
    return one_download(emails.as_file(found), "message/rfc822", _named(found, found.word), "eml")


def _named(letter: Letter, what: str) -> str:
    return _("{what} for {name}").format(what=what, name=letter.person.name)


def _save(letter: Letter, form: LetterForm) -> None:
    around: dict[str, Any] = queries.own_words(letter, form.around)
    writing.save(letter, version=form.cleaned_data["version"], answers=form.answers, **around, at=clock.now())


def _signed_out(request: Asking) -> HttpResponse:
    if request.htmx:
        answer = show(request, "gratitude/signed_out.html", status=401)
        answer["HX-Reswap"] = "none"
        return answer
    return signed_out(request)
