"""P7: how many statements a page takes, and that ten times the rows take no more."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bothways.people.models import Person
from tests.bench.door import Visitor
from tests.bench.place import Place
from tests.bench.row import Row

TODAY, ANY = 4, 8  # bin/test holds what there is, so that it does not grow: tests/journeys/test_queries.py
_OF_EACH_ROOM = (
    "each room reads its own table, and what is shown is fetched by key: one statement over several rooms would be one "
    "that no room owns. A session and its member are two of them"
)
PAGES = (
    "/people/", "/letters/", "/untold/", "/chapters/", "/moments/add/", "/bring-in/", "/bring-in/who/", "street",
)  # fmt: skip


def _taken(someone: Visitor, path: str) -> int:
    with CaptureQueriesContext(connection) as taken:
        someone.get(path)
    return len(taken)


def p7(place: Place) -> list[Row]:
    place.open(place.short())
    few, many = place.visitors["few"], place.visitors["open"]
    beside = "session, member, three narrow reads, and the evidence of the cards by key from each table (decision 20)"
    rows = [Row("P7", "statements for Today", _taken(many, "/"), "", TODAY, beside=beside, why=_OF_EACH_ROOM)]
    most, grows = (0, ""), []
    for page in PAGES:
        counts = [_taken(who, _path(who, page)) for who in (few, many)]
        most = max(most, (max(counts), page))
        if counts[1] > counts[0]:
            grows.append(f"{page} {counts[0]} → {counts[1]}")
    what, beside = "statements for any other page", f"the most: {most[1]}"
    rows.append(Row("P7", what, most[0], "", ANY, beside=beside, why=_OF_EACH_ROOM))
    rows.append(Row("P7", "pages that take more at ten times the rows", len(grows), "", 0, beside="; ".join(grows)))
    return rows


def _path(who: Visitor, page: str) -> str:
    if page != "street":
        return page
    return f"/people/{Person.objects.filter(member=who.member_id).order_by('id').values_list('pk', flat=True)[0]}/"
