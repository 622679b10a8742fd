"""One line of the table: a goal, what was measured, and whether it is enough."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`limit` None: reported, and no goal. `beside`: further figures of the same run. `why`: it is short, if it is."""

    name: str
    what: str
    figure: float
    unit: str = ""
    limit: float | None = None
    at_least: bool = False
    beside: str = ""
    why: str = ""

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

    @property
    def said(self) -> str:
        return {True: "pass", False: "short", None: ""}[self.passed]

    @property
    def explained(self) -> str:
        return ". ".join(filter(None, (self.beside, self.passed is False and f"Short: {self.why or 'not explained'}")))
