"""P20: the audit of all that is summed up, of five million moments."""

import time

from bothways.moments.actions import rebuild
from bothways.moments.models import Moment, State
from bothways.moments.queries import drifted
from bothways.people.models import Person
from tests.bench.place import Place
from tests.bench.row import Row


def p20(place: Place) -> list[Row]:
    place.open(place.large())
    sum_up()
    took, processor, wrong = min(_audited() for _ in range(3))
    beside = f"{processor:.2f} s of the processor, for {Moment.objects.count():,} moments of {State.objects.count():,}"
    return [
        Row("P20", "audit of all that is summed up", took, " s", 5, beside=f"{beside} people"),
        Row("P20", "people summed up wrongly", wrong, "", 0),
    ]


def sum_up() -> None:
    """Moments that were poured in came past the rows that sum them up."""
    ids = list(Person.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), 500):
        rebuild(ids[start : start + 500])


def _audited() -> tuple[float, float, int]:
    began, processor = time.perf_counter(), time.process_time()
    wrong = len(drifted())
    return time.perf_counter() - began, time.process_time() - processor, wrong
