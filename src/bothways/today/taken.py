"""What of Today is taken out."""

from typing import Any

from bothways.formats.language import marked
from bothways.ground.taken import Table
from bothways.today.models import Answer
from bothways.today.rules.cards import Act

TABLES = (
    Table(
        "answers",
        Answer,
        marked("what you answered to the cards of Today: done, or not now"),
        words={"act": frozenset(Act)},
    ),
)
STAYS: dict[Any, str] = {}
