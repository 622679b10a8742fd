"""The room in which a letter is written, as the pages and their parts show it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from bothways.accounts import queries as accounts
from bothways.accounts.asking import Asking
from bothways.accounts.models import Member
from bothways.formats.addresses import normalised
from bothways.formats.days import exactly, spoken
from bothways.formats.language import gettext as _
from bothways.formats.paper.sheets import HOW_TO_FOLD
from bothways.formats.text import one_line, seen
from bothways.gratitude import emails
from bothways.gratitude.forms import FoundOutForm, GivenForm, LetterForm, filled
from bothways.gratitude.models import Letter, Telling
from bothways.gratitude.queries import beside
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.loops import who_hears_next
from bothways.gratitude.rules import paper
from bothways.gratitude.rules.checks import asks_too_early
from bothways.gratitude.rules.kinds import FAMILY, KINDS
from bothways.gratitude.rules.kits import subject
from bothways.gratitude.rules.sending import SOON
from bothways.gratitude.rules.ways import ways_for
from bothways.ground import clock
from bothways.ground.pages import address, show


def room(
    request: Asking, letter: Letter, form: LetterForm, *, unsaid: Iterable[Telling] = (), status: int = 200
) -> HttpResponse:
    """The paper and what stands beside it; `unsaid`: news of which is asked whether they know it by what is sent."""
    context = {**_beside(letter), "form": form, "calm": "", "unsaid": beside.whats(unsaid)}
    answer = _whole(request, "gratitude/letter.html", context, status)
    if unsaid:  # it stands far down on a telephone, and has the focus there
        answer["HX-Reswap"] = "innerHTML"
    return answer


def first_find_out(request: Asking, letter: Letter, form: FoundOutForm, *, status: int = 200) -> HttpResponse:
    """How they are, before anything is written (CAD-5)."""
    context = {"person": letter.person, "form": form, "action": address("gratitude:find_out", letter.pk)}
    return show(request, "gratitude/find_out.html", context=context, status=status)


def kept(request: Asking, letter: Letter, form: LetterForm, *, calm: str = "", status: int = 200) -> HttpResponse:
    """After a save while typing: everything but the paper, which stays under the writer's hands."""
    context = {**_beside(letter), "form": form, "calm": calm, "wrong": _wrong(form)}
    answer = show(request, "gratitude/kept.html", context=context, status=status)
    if form.errors:
        answer["HX-Reswap"] = "none"
    return answer


def two_tabs(request: Asking, letter: Letter, form: LetterForm) -> HttpResponse:
    """Both texts, where another window saved first (decision 22): no word is lost."""
    there = queries.letter(request.user, letter.pk)
    if there.state != "draft":
        return finished(request, there, typed=form, status=409)
    saved = filled(there, queries.composed(there)).initial
    rows = [(bound, saved.get(bound.name) or "") for bound in form if bound.name not in ("version", "kind")]
    differ = [(bound, text) for bound, text in rows if form.cleaned_data[bound.name] != text]
    same = [bound for bound, text in rows if form.cleaned_data[bound.name] == text]
    return _whole(
        request,
        "gratitude/two_tabs.html",
        {"letter": there, "kind": form.of_kind.slug, "differ": differ, "same": same},
        409,
    )


def finished(
    request: Asking,
    letter: Letter,
    *,
    form: GivenForm | None = None,
    unsaid: Iterable[Telling] = (),
    typed: LetterForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """A letter that is ready or given: its words, and the one question; `unsaid`: news that they may not know by it."""
    today = clock.today_in(request.user.timezone)
    address, subject, composed = queries.recipient(letter.person), emails.subject_of(letter), queries.composed(letter)
    context = {
        "letter": letter, "composed": composed, "form": form or GivenForm(today=today), "today": today, "typed": typed,
        "given_on": letter.given_on and spoken(exactly(letter.given_on)), "address": address,
        "mailto": emails.mailto(address, subject, composed), "empty_mailto": emails.empty_mailto(address, subject),
        "unsaid": beside.whats(unsaid),
        "next": who_hears_next(letter, today) if letter.state == "given" else [],
        "may_have_reached": queries.may_have_reached(letter),
        "is_asked": queries.is_asked(letter.member, letter, today), "at_rest": queries.rests(letter.person, today),
        **_by_mail(letter),
        **(_on_paper(letter) if letter.ready_by == "print" and letter.state == "ready" else {}),
    }  # fmt: skip
    return _whole(request, "gratitude/finished.html", context, status)


def _by_mail(letter: Letter) -> dict[str, Any]:
    """How it went, where it was sent from here."""
    sending = queries.sending(letter) if letter.ready_by in {"send", ""} else None
    ended = sending.ended_at if sending else None
    return {
        "sending": sending,
        "other": None if letter.ready_by else queries.draft_to(letter.member, letter.person),
        "in_hand": queries.in_hand(letter.member, at=clock.now()).filter(letter=letter).exists(),
        "since": clock_time(sending.queued_at, letter.member) if sending else "",
        "is_late": sending is not None and not clock.is_within(sending.queued_at, SOON, clock.now()),
        "ended": clock_time(ended, letter.member) if ended else "",
        "held_back": queries.held_back(letter.person, clock.today_in(letter.member.timezone)),
    }


def on_its_way(request: Asking, letter: Letter) -> HttpResponse:
    """The part of its page that asks by itself how far it is; once it is no longer on its way, the whole page comes."""
    by_mail = _by_mail(letter)
    if letter.state == "queued" and by_mail["sending"]:
        return show(request, "gratitude/on_its_way.html", context={"letter": letter, **by_mail})
    answer = HttpResponse(status=204)
    answer["HX-Refresh"] = "true"
    return answer


def _on_paper(letter: Letter) -> dict[str, Any]:
    """How it is folded, and what paper cannot hold of it."""
    return {
        "how_to_fold": _(HOW_TO_FOLD),
        "no_card": "" if emails.fits_a_card(letter) else paper.no_room("card"),
        "no_envelope": emails.envelope_refused(letter),
        "boxes": paper.empty_boxes(emails.unprintable(letter)),
    }


_OF_PATHS = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))
LONGEST_FILE_NAME = 120


def one_download(content: bytes, kind: str, name: str, ending: str) -> HttpResponse:
    """One file, whose name is a name on every system, whoever stands in it (S16)."""
    answer = HttpResponse(content, content_type=kind)
    named = one_line(seen(name), LONGEST_FILE_NAME).translate(_OF_PATHS)
    answer["Content-Disposition"] = content_disposition_header(True, f"{named}.{ending}") or "attachment"
    return answer


def _whole(request: Asking, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    answer = show(request, template, "room", context, status=status)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#room", "innerHTML show:window:top"
    return answer


def _beside(letter: Letter) -> dict[str, Any]:
    tells = beside.to_tell(letter)
    values = replace(queries.values(letter), tells=tuple(beside.whats(tells)))
    to, in_vain = next((one for one in queries.addresses(letter.person) if normalised(one[0])), ("", False))
    sender, today = accounts.sender(letter.member), clock.today_in(letter.member.timezone)
    why_not = queries.not_from_here(letter.person, today)
    sending = queries.sending(letter)
    at_rest = queries.rests(letter.person, today)  # then nothing speaks of sending it again
    came_back = sending.said if sending and sending.state == "refused" and not at_rest else ""
    return {
        "letter": letter,
        "composed": queries.composed(letter),
        "findings": emails.findings(letter, values),
        "has_mail": bool(to),
        "to_whom": to,
        "sender": sender,
        "why_not": why_not,
        "asks": asks_too_early(values),
        "came_back": came_back,
        "nobody_there": in_vain and not came_back and not at_rest,
        "held_back": queries.held_back(letter.person, today) if sending and sending.state == "withdrawn" else "",
        "subject": subject(letter.person.language, letter.kind),
        "other_kinds": [
            one for one in KINDS.values() if one.slug != letter.kind and (one.slug != FAMILY or letter.in_memory_of_id)
        ],
        "belated": beside.is_belated(letter, today),
        "answered": beside.answered(letter, tells),
        "left_out": beside.left_out(letter),
        "ways": ways_for(
            letter.person.channel, has_mail=bool(to), from_here=bool(to and sender is not None and not why_not)
        ),
        "addressed": values.addressed,
        "saved": clock_time(letter.saved_at, letter.member),
    }


def clock_time(at: datetime, member: Member) -> str:
    """`09:12` where the member is; on another day, the day."""
    here = at.astimezone(clock.there(member.timezone).tzinfo)
    return f"{here:%H:%M}" if here.date() == clock.today_in(member.timezone) else spoken(exactly(here.date()))


def _wrong(form: LetterForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors) if form.is_bound else ""
