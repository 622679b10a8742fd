"""Pages of the chapters of a life, and who belongs to them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.language import gettext as _
from bothways.ground.clock import now, today_in
from bothways.ground.meanwhile import over_what_stands
from bothways.ground.pages import go, show
from bothways.ground.records import new_id
from bothways.ground.refusals import ChangedMeanwhile, KeptAlready
from bothways.people import actions, queries
from bothways.people.forms import ChapterForm, WhoForm
from bothways.people.models import Chapter
from bothways.people.rules import QUESTIONS

_OF_CHAPTER = ("name", "kind", "place", "begins", "ends")


@require_safe
def chapters(request: Asking) -> HttpResponse:
    """The life so far, and a place to add to it."""
    return _show_chapters(request, _chapter_form(request))


def _show_chapters(request: Asking, form: ChapterForm, status: int = 200) -> HttpResponse:
    context = {"chapters": queries.chapters(request.user), "form": form}
    return show(request, "people/chapters.html", context=context, status=status)


@require_POST
def begin(request: Asking) -> HttpResponse:
    form = _chapter_form(request)
    if not form.is_valid():
        return _show_chapters(request, form, 422)
    values = {name: form.cleaned_data[name] for name in _OF_CHAPTER}
    try:
        chapter = actions.begin_chapter(request.user, chapter_id=form.cleaned_data["id"], **values)
    except KeptAlready as problem:
        over_what_stands(form, problem)
        return _show_chapters(request, form, problem.status)
    return redirect("people:chapter", chapter.pk)


@require_safe
def chapter(request: Asking, chapter_id: UUID) -> HttpResponse:
    """One chapter: its three questions, and the people in it."""
    return _show_chapter(request, queries.chapter(request.user, chapter_id))


@require_POST
def change_chapter(request: Asking, chapter_id: UUID) -> HttpResponse:
    chapter = queries.chapter(request.user, chapter_id)
    form = _chapter_form(request)
    if not form.is_valid():
        return _show_chapter(request, chapter, form=form, status=422)
    values, version = {name: form.cleaned_data[name] for name in _OF_CHAPTER}, form.cleaned_data["version"]
    try:
        actions.change_chapter(chapter, version=version, values=values)
    except ChangedMeanwhile as problem:
        over_what_stands(form, problem)
        return _show_chapter(request, queries.chapter(request.user, chapter_id), form=form, status=problem.status)
    messages.success(request, _("Kept."))
    return redirect("people:chapter", chapter.pk)


@require_POST
def take_out_chapter(request: Asking, chapter_id: UUID) -> HttpResponse:
    actions.take_out_chapter(queries.chapter(request.user, chapter_id))
    return redirect("people:chapters")


@require_POST
def name_someone(request: Asking, chapter_id: UUID) -> HttpResponse:
    """A name in answer to one of the three questions: kept, with the role, in this chapter."""
    chapter = queries.chapter(request.user, chapter_id)
    form = WhoForm(request.POST)
    if not form.is_valid():
        return _show_chapter(request, chapter, who=form, status=422)
    said = form.cleaned_data
    try:
        person = actions.keep_known(
            request.user, name=said["name"], role=said["role"], chapter=chapter, person_id=said["id"]
        )
    except KeptAlready as problem:
        over_what_stands(form, problem)
        return _show_chapter(request, chapter, who=form, status=problem.status)
    messages.success(request, _("{name} is kept. Who else?").format(name=person.name))
    return redirect("people:chapter", chapter.pk)


@require_POST
def enough(request: Asking, chapter_id: UUID) -> HttpResponse:
    """The three questions were gone through; on to the next chapter that was not."""
    chapter = queries.chapter(request.user, chapter_id)
    actions.mark_asked(chapter, at=now())
    following = queries.next_to_ask(request.user)
    return redirect("people:chapter", following.pk) if following else go(request, "people")


def _chapter_form(request: Asking, chapter: Chapter | None = None) -> ChapterForm:
    today = today_in(request.user.timezone)
    if request.method == "POST" and chapter is None:
        return ChapterForm(request.POST, today=today)
    said = {name: getattr(chapter, name) for name in (*_OF_CHAPTER, "version")} if chapter else {}
    return ChapterForm(
        initial={**said, "begins": said.get("begins") or "", "ends": said.get("ends") or ""}, today=today
    )


def _show_chapter(
    request: Asking, chapter: Chapter, *, form: ChapterForm | None = None, who: WhoForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "chapter": chapter,
        "form": form or _chapter_form(request, chapter),
        "who": who or WhoForm(),
        "questions": QUESTIONS,
        "ids": [new_id() for _ in QUESTIONS],
        "roles": queries.roles_in(chapter),
        "today": today_in(request.user.timezone),
    }
    return show(request, "people/chapter.html", context=context, status=status)
