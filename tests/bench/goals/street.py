"""The street: a person's page with thirty years of weekly mail and three hundred moments. Reported, no goal."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bothways.moments.actions import rebuild
from bothways.moments.models import Moment
from bothways.people.models import Person
from tests.bench.measuring import milliseconds
from tests.bench.place import Place
from tests.bench.row import Row

WEEKS, TYPED = 1560, 300


def street(place: Place) -> list[Row]:
    place.open(place.short())
    someone = place.visitors["silence"]
    person = Person.objects.filter(member=someone.member_id, life="living").order_by("id")[1]
    _thirty_years(place, person)
    path = f"/people/{person.pk}/"
    with CaptureQueriesContext(connection) as taken:
        someone.get(path)
    statements = len(taken)  # the next request forgets them
    spent = milliseconds(lambda: someone.get(path))
    return [Row("street", "a page of thirty years", spent, " ms", beside=f"{statements} statements, 3,120 letters")]


def _thirty_years(place: Place, person: Person) -> None:
    if Moment.objects.filter(person=person, source="mail").exists():
        return
    own = {"member_id": person.member_id, "person": person}
    days = [place.today - timedelta(days=7 * week) for week in range(WEEKS)]
    mail = [
        Moment(
            **own, lane=lane, kind="wrote", contact=True, earliest=day, latest=day, note="About the clinic",
            source="mail", source_key=f"<{lane}.{day}@example.org>",
        )
        for day in days for lane in ("mine", "theirs")
    ]  # fmt: skip
    typed = [
        Moment(**own, lane="theirs", kind="taught", earliest=day, latest=day, deed="You showed me how it is done.")
        for day in days[:: WEEKS // TYPED]
    ]
    Moment.objects.bulk_create([*mail, *typed], batch_size=1000)
    rebuild([person.pk])
