"""S3: a stranger's row and a missing one take as long, so that time tells nobody what is there."""

from bothways.ground.records import new_id
from bothways.people.models import Person
from tests.bench.door import Visitor
from tests.bench.measuring import compared
from tests.bench.place import Place
from tests.bench.row import Row


def hidden(place: Place) -> list[Row]:
    place.open(place.short())
    someone, other = place.visitors["open"], place.visitors["silence"]
    theirs = Person.objects.filter(member=other.member_id).values_list("pk", flat=True)[0]
    measured = compared(
        lambda: _missing(someone, f"/people/{theirs}/"), lambda: _missing(someone, f"/people/{new_id()}/"), blocks=32
    )
    apart = abs(measured.ratio - 1) * 100
    beside = f"{measured.ms:.2f} ms against {measured.floor_ms:.2f}"
    return [Row("S3", "another's person and one that is not there, apart by", apart, " %", 5, beside=beside)]


def _missing(someone: Visitor, path: str) -> None:
    someone.call(someone.application, path)
    assert someone.status.startswith("404"), someone.status
