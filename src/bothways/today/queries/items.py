"""Today as other programs read it: the command line and the API say the same."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bothways.formats.language import gettext as _
from bothways.ground.pages import to
from bothways.ground.refusals import Refusal
from bothways.today.queries.page import Shown

FIRST, LAST = 1900, 2999


class NotADay(Refusal):
    status = 422


def asked_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotADay(_("“{text}” is not a day. Write it like 2026-11-03.").format(text=text[:40])) from None
    if not FIRST <= day.year <= LAST:
        says = _("{day} lies too far away. Choose a day between {first} and {last}.")
        raise NotADay(says.format(day=day, first=FIRST, last=LAST))
    return day


def items(cards: Sequence[Shown]) -> dict[str, Any]:
    return {"items": [_item(one) for one in cards], "count": len(cards)}


def _item(shown: Shown) -> dict[str, Any]:
    return {
        "act": shown.card.act.value,
        "person": {"id": shown.person.pk, "name": shown.person.name},
        "title": shown.words.title,
        "because": [shown.words.sentence, *shown.words.because],
        "evidence": [{"kind": one.kind, "id": one.id} for one in shown.card.reasons],
        "url": to("person", shown.person.pk),
    }
