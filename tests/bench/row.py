"""One line of the table: a goal, what was measured, and whether it is enough."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`limit` None: reported, and no goal. `beside`: further figures of the same run, in words."""

    name: str
    what: str
    figure: float
    unit: str = ""
    limit: float | None = None
    at_least: bool = False
    beside: str = ""

    @property
    def goal(self) -> str:
        if self.limit is None:
            return ""
        return f"{'at least' if self.at_least else 'at most'} {self.limit:,g}{self.unit}"

    @property
    def passed(self) -> bool | None:
        if self.limit is None:
            return None
        return self.figure >= self.limit if self.at_least else self.figure <= self.limit
