"""The days of the example life that move with today, so that its story always stands at the same point."""

from dataclasses import dataclass
from datetime import date, timedelta

from bothways.formats.days import Day, exactly, in_month

FIRST = date(2026, 1, 1)  # before this day the people told of had not all been met


@dataclass(frozen=True, slots=True)
class Years:
    today: date

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def on_ago(self, days: int) -> Day:
        return exactly(self.ago(days))

    def month_ago(self, days: int) -> Day:
        """The month that lies so many days back; the day alone where that month is not over yet."""
        then = self.ago(days)
        month = in_month(then.year, then.month)
        return month if month.latest <= self.today else exactly(then)

    def ahead(self, days: int) -> Day:
        return exactly(self.today + timedelta(days=days))

    def month_ahead(self, days: int) -> Day:
        then = self.today + timedelta(days=days)
        return in_month(then.year, then.month)

    def before(self, weekday: int, days: int) -> Day:
        """The last such weekday (Monday is 0) that lies at least so many days back."""
        then = self.ago(days)
        return exactly(then - timedelta(days=(then.weekday() - weekday) % 7))

    def after(self, weekday: int, days: int) -> Day:
        """The first such weekday that lies at least so many days ahead."""
        then = self.today + timedelta(days=days)
        return exactly(then + timedelta(days=(weekday - then.weekday()) % 7))
