"""P8: saving a moment with its state row, against the plain insert of the same row (decision 35)."""

import time
from collections.abc import Callable
from itertools import cycle
from statistics import median

from bothways.formats.days import exactly
from bothways.ground.records import new_id
from bothways.moments import actions
from bothways.moments.models import Moment
from bothways.people.models import Person
from tests.bench.place import Place
from tests.bench.row import Row

SAVED = 1_000
_ALL_OF_IT = (
    "the session, the form and its token, the rules of a moment, its loop, its state row and the disk: what is saved "
    "by itself is the other row; most of the rest is what an empty page costs (P2)"
)


def p8(place: Place) -> list[Row]:
    place.open(place.short())
    someone = place.visitors["silence"]
    people = cycle(Person.objects.filter(member=someone.member_id, life="living", contact="open").order_by("pk"))
    on = exactly(place.today)

    def ours() -> None:
        actions.record(next(people), lane="together", kind="met", on=on, today=place.today)

    def plain() -> None:
        person = next(people)
        Moment.objects.create(
            member_id=person.member_id, person=person, lane="together", kind="met", contact=True,
            earliest=on.earliest, latest=on.latest, precision="day", source="typed", version=1,
        )  # fmt: skip

    def sent() -> None:
        said = {"lane": "together", "kind": "met", "on": str(place.today), "person": str(next(people).pk)}
        someone.post("/moments/remember/", {**said, "id": str(new_id())})

    spent = [tuple(map(_milliseconds, (plain, ours, sent))) for _ in range(SAVED)]
    plainly, whole, form = (median(side) for side in zip(*spent, strict=True))
    beside = f"{whole:.2f} ms against {plainly:.2f}, by the wall clock and with the disk"
    return [
        Row("P8", "saving a moment ÷ a plain insert", whole / plainly, " times", 5, beside=beside),
        Row("P8", "its form sent, p50", form, " ms", 6, why=_ALL_OF_IT),
    ]


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
