"""P7: how many statements a page takes, and that ten times the rows take no more."""

from django.test import Client

from bothways.accounts.models import Member
from tests.bench.place import Place
from tests.bench.row import Row
from tests.journeys.life import a_life
from tests.journeys.walk import statements

TODAY, ANY = 4, 8  # bin/test holds what there is, so that it does not grow: tests/journeys/test_queries.py
_OF_EACH_ROOM = (
    "each room reads its own table, and what is shown is fetched by key: one statement over several rooms would be one "
    "that no room owns. A session and its member are two of them"
)


def p7(place: Place) -> list[Row]:
    """Of every page there is, for a life of eight people, and of eighty with ten times as much each."""
    place.open(place.short())
    few, many = (_asked(place, many) for many in (1, 10))
    today = many.pop("today:page")
    beside = "session, member, three narrow reads, and the evidence of the cards by key from each table (decision 20)"
    page, most = max(many.items(), key=lambda one: one[1])
    grows = [f"{name} {few[name]} → {count}" for name, count in many.items() if count > few[name]]
    any_page = (
        f"the most: {page}; {sum(count > ANY for count in many.values())} of {len(many)} pages take more than {ANY}"
    )
    return [
        Row("P7", "statements for Today", today, "", TODAY, beside=beside, why=_OF_EACH_ROOM),
        Row("P7", "statements for any other page", most, "", ANY, beside=any_page, why=_OF_EACH_ROOM),
        Row("P7", "pages that take more at ten times the rows", len(grows), "", 0, beside="; ".join(grows)),
    ]


def _asked(place: Place, many: int) -> dict[str, int]:
    member = Member.objects.create_user(f"asked-{many}@example.org", None, name="Ada")
    client = Client(SERVER_NAME="localhost")
    client.force_login(member)
    return statements(client, a_life(member, place.today, people=8 * many, each=many))
