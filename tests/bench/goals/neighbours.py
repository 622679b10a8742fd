"""P6: Today in a house whose other members keep five million moments, against fifty thousand, on both databases."""

from django.core.management import call_command
from django.db import connection

from tests.bench.apart import on_postgresql
from tests.bench.door import Visitor, visitor
from tests.bench.lives import lived, lived_longer, neighbours
from tests.bench.measuring import compared
from tests.bench.place import Place
from tests.bench.row import Row


def p6(place: Place) -> list[Row]:
    """Others with 5,000 moments each, then a hundred times as many of each; the one who looks has 5,000 throughout."""
    path = place.home / "neighbours.sqlite3"
    place.open(path)
    rows = here(place)
    place.made["large"] = path  # which is what it is by now
    return [*rows, *on_postgresql("neighbours.here")]


def here(place: Place) -> list[Row]:
    """The same member before and after their neighbours' moments came: what changes is theirs alone."""
    call_command("migrate", verbosity=0)
    one = visitor(lived("one@example.org", is_open=True, today=place.today))
    others = neighbours(place.today)
    _keep_statistics()
    before = _cost(one)
    lived_longer(100, others)
    _keep_statistics()
    after = _cost(one)
    beside = f"{after:.2f} times an empty page against {before:.2f}"
    what = f"Today, neighbours with 5 M moments ÷ 50,000, {connection.vendor}"
    return [Row("P6", what, after / before, " times", 1.15, beside=beside)]


def _cost(one: Visitor) -> float:
    """In empty pages, which no moment makes dearer: the two states cannot take turns, and the machine has moods."""
    return compared(lambda: one.get("/"), lambda: one.get("/bench/empty/"), blocks=20).ratio


def _keep_statistics() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
