"""`bothways today`."""

from typing import Annotated

import typer

from bothways.accounts import queries as accounts
from bothways.cli.saying import AsJson, ForMember, say
from bothways.cli.tables import ready
from bothways.ground.clock import today_in
from bothways.ground.environment import environment
from bothways.today.queries.items import asked_day, items
from bothways.today.queries.page import Shown, page


def today(
    member: ForMember, on: Annotated[str, typer.Option(help="A day: 2026-11-03.")] = "", as_json: AsJson = False
) -> None:
    """Says what is worth doing today, with reasons; the same as the page."""
    ready(environment())
    who = accounts.member_by_email(member)
    day = asked_day(on) if on else today_in(who.timezone)
    shown = page(who, day).cards
    text = "\n\n".join(_in_words(one) for one in shown) or "Nothing more for this week."
    say(text, items(shown), as_json=as_json)


def _in_words(shown: Shown) -> str:
    because = "".join(f"\n  · {line}" for line in shown.words.because)
    return f"{shown.words.title}\n  {shown.words.sentence}{because}"
