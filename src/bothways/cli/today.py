"""`bothways today`."""

from datetime import date
from typing import Annotated, Any

import typer
from django.urls import reverse

from bothways.accounts import queries as accounts
from bothways.cli.saying import AsJson, ForMember, refuse, say
from bothways.cli.tables import ready
from bothways.ground.clock import today_in
from bothways.ground.environment import environment
from bothways.today.queries.page import Shown, page

FIRST, LAST = 1900, 2999


def today(
    member: ForMember, on: Annotated[str, typer.Option(help="A day: 2026-11-03.")] = "", as_json: AsJson = False
) -> None:
    """Says what is worth doing today, with reasons; the same as the page."""
    ready(environment())
    who = accounts.member_by_email(member)
    try:
        day = date.fromisoformat(on) if on else today_in(who.timezone)
    except ValueError:
        refuse(f"“{on}” is not a day. Write it like 2026-11-03.")
    if not FIRST <= day.year <= LAST:
        refuse(f"{day} lies too far away. Choose a day between {FIRST} and {LAST}.")
    shown = page(who, day).cards
    text = "\n\n".join(_in_words(one) for one in shown) or "Nothing more for this week."
    say(text, {"items": [_as_values(one) for one in shown], "count": len(shown)}, as_json=as_json)


def _in_words(shown: Shown) -> str:
    because = "".join(f"\n  · {line}" for line in shown.words.because)
    return f"{shown.words.title}\n  {shown.words.sentence}{because}"


def _as_values(shown: Shown) -> dict[str, Any]:
    return {
        "act": shown.card.act.value,
        "person": {"id": shown.person.pk, "name": shown.person.name},
        "title": shown.words.title,
        "because": [shown.words.sentence, *shown.words.because],
        "evidence": [{"kind": one.kind, "id": one.id} for one in shown.card.reasons],
        "url": reverse("street:person", args=[shown.person.pk]),
    }
