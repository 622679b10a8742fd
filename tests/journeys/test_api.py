"""Every operation of the API, asked by nobody, by one that only reads, by its member, and by a stranger."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bothways.accounts.models import Scope, Token
from bothways.gratitude.models import Letter, News
from bothways.ground.clock import now
from bothways.people.models import Address, Chapter, Person, Phone, Role
from tests.journeys.api import SAFE, chosen, operations, well
from tests.journeys.life import a_life
from tests.journeys.test_forms import undone
from tests.journeys.walk import NOBODY, tables
from tests.program import Program, program_of

NOT_COMPARED = ("accounts_token", "accounts_tries")
NEEDS_A_MAIL_SERVER = {"letters_send"}  # tested in its room
CHANGES = [one for one in operations() if one.method not in SAFE]
NO_IDS = [str(2**63), "-1", "1e3", "0", "null", "%00", "..", "a%20b", "é", "[]"]


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


def test_every_operation_that_changes_something_is_filled_in_here(life):
    assert {one.name for one in CHANGES} == set(well(life))


def test_nobody_gets_in_anywhere(life):
    before, sent = tables(), well(life)

    answers = {
        (one.name, asks.ask(one.method, one.at(**chosen(one, life)), sent.get(one.name)).status_code)
        for one in operations()
        for asks in (Program(), Program("bw_" + "a" * 43))
    }

    assert {status for _, status in answers} <= {401, 429}
    assert tables(besides=NOT_COMPARED) == {name: rows for name, rows in before.items() if name not in NOT_COMPARED}


def test_whoever_only_reads_reads_all_and_changes_nothing(ada, life):
    program, sent = program_of(ada, Scope.READ), well(life)
    before, token = tables(besides=NOT_COMPARED), _but_for_its_use(ada)

    statuses = {}
    for one in operations():
        answer = program.ask(one.method, one.at(**chosen(one, life)), sent.get(one.name))
        statuses[one.name] = answer.status_code
        if one.method == "GET":
            assert program.ask("HEAD", one.at(**chosen(one, life))).status_code == answer.status_code

    assert {name for name, status in statuses.items() if status == 401} == {one.name for one in CHANGES}
    assert {status for name, status in statuses.items() if status != 401} == {200}
    assert tables(besides=NOT_COMPARED) == before
    assert _but_for_its_use(ada) == token


def _but_for_its_use(member):
    """What a GET may write is when the token was used, and that alone (decision of 2026-11-28)."""
    [token] = Token.objects.filter(member=member).values()
    return {name: value for name, value in token.items() if name != "used_at"}


def test_everything_sent_well_is_taken(ada, life):
    program, refused = program_of(ada), []
    for one in CHANGES:
        with undone():
            answer = program.ask(one.method, one.at(**chosen(one, life)), well(life)[one.name])
            if answer.status_code not in {200, 201, 204} and one.name not in NEEDS_A_MAIL_SERVER:
                refused.append((one.name, answer.status_code, answer.content))

    assert refused == []


def test_sent_twice_it_acts_once(ada, life):
    program, twice = program_of(ada), []
    for one in CHANGES:
        path, sent = one.at(**chosen(one, life)), well(life)[one.name]
        with undone():
            program.ask(one.method, path, sent)
            once = {table: len(rows) for table, rows in tables().items()}
            again = program.ask(one.method, path, sent)
            after = {table: len(rows) for table, rows in tables().items()}
            if once != after or again.status_code >= 500:
                twice.append((one.name, again.status_code))

    assert twice == []


def test_what_is_adas_is_for_cleo_as_if_it_were_not_there(ada, cleo, life):
    program, sent = program_of(cleo), well(life)
    before = tables(besides=NOT_COMPARED)

    differ = []
    for one in operations():
        for row in (chosen(one, life), *_each(one, life)):
            theirs, missing = one.at(**row), one.at(**dict.fromkeys(one.ids, NOBODY))
            answers = [program.ask(one.method, path, sent.get(one.name)) for path in (theirs, missing)]
            if one.ids and len({_as_seen(answer) for answer in answers} | {404}) != 2:
                differ.append((one.name, [answer.status_code for answer in answers]))

    assert differ == []
    after = tables(besides=NOT_COMPARED)  # Cleo has begun a life of her own meanwhile
    assert [row for table, was in before.items() for row in was if row not in after[table] and "cleo" not in row] == []


def _each(operation, life):
    """The same with every row of that kind."""
    first = operation.ids[:1]
    return [{**chosen(operation, life), name: row} for name in first for row in life.ids[name]]


def _as_seen(answer):
    return answer.status_code, answer.content, tuple(sorted(answer.headers.items()))


def test_ids_of_adas_in_what_cleo_sends_reach_nothing(ada, cleo, life, today):
    """Named in a body, what is another's is answered like what is not there."""
    program, own = program_of(cleo), a_life(cleo, today)
    bodies = {
        "moments": {"lane": "together", "kind": "met", "on": "2020", "person": life.ids["person_id"][0]},
        "promises": {"lane": "mine", "what": "The slides", "person": life.ids["person_id"][2]},
        "letters": {"person": life.ids["person_id"][0]},
        "news": {"what": "I moved", "on": "2020", "also": [life.ids["person_id"][0]]},
    }
    own_person = str(own.ids["person_id"][0])
    more = [
        ("news", {"what": "I moved", "on": "2020", "moment": life.ids["moment_id"][0]}, "moment"),
        ("letters", {"person": own_person, "moment": [life.ids["moment_id"][0]]}, "moment"),
        ("letters", {"person": own_person, "telling": life.ids["telling_id"][0]}, "telling"),
        ("letters", {"person": own_person, "in_memory_of": life.ids["person_id"][3]}, "in_memory_of"),
        (f"people/{own_person}/roles", {"role": "peer", "chapter": life.ids["chapter_id"][0]}, "chapter"),
        *((path, body, "also" if "also" in body else "person") for path, body in bodies.items()),
    ]
    before = tables(besides=NOT_COMPARED)

    for path, body, name in more:
        nobody = [NOBODY] if isinstance(body[name], list) else NOBODY
        theirs, missing = program.write(path, body), program.write(path, {**body, name: nobody})
        assert theirs.status_code in {404, 422}, (path, name, theirs.content)
        assert _as_seen(theirs) == _as_seen(missing)

    assert tables(besides=NOT_COMPARED) == before


def test_an_id_of_adas_for_something_new_is_another_one(ada, cleo, life):
    program, adas = program_of(cleo), life.ids["person_id"][0]

    made = program.write("people", {"id": adas, "name": "Somebody"})

    assert made.status_code == 201
    assert made.json()["id"] != str(adas)
    assert program_of(ada).read(f"people/{adas}").json()["name"] == "Ada's 0"


def test_what_is_no_id_is_nobodys(ada, life):
    program = program_of(ada)
    with_ids = [one for one in operations() if one.ids]

    answers = {
        (one.name, no_id, answer.status_code)
        for one in with_ids
        for no_id in NO_IDS
        for answer in [program.ask(one.method, one.at(**dict.fromkeys(one.ids, no_id)), well(life).get(one.name))]
    }

    assert {one for one in answers if one[2] not in {404, 405}} == set()


def test_whoever_saved_second_gets_what_stands_there(ada, life):
    program = program_of(ada)
    changed = {
        "people_change": {"note": "Something else"}, "people_change_role": {"role": "mentee"},
        "chapters_change": {"place": "Elsewhere"}, "moments_change": {"words": "Something else"},
        "promises_change": {"what": "Something else"}, "news_change": {"what": "Something else"},
        "letters_write": {"subject": "Something else"},
    }  # fmt: skip
    patched = [one for one in CHANGES if one.method == "PATCH"]
    assert {one.name for one in patched} == set(changed)

    for one in patched:
        answer = program.ask("PATCH", one.at(**chosen(one, life)), {**changed[one.name], "version": 999})
        stands = answer.json()
        assert answer.status_code == 409, one.name
        assert isinstance(stands["version"], int)
        assert list(stands["kept"]) == list(changed[one.name])


def test_what_was_read_can_be_changed_and_sent_back_whole(ada, life):
    program = program_of(ada)
    for one in CHANGES:
        if one.method == "PATCH" and one.name != "people_change_role":
            path = one.at(**chosen(one, life))
            whole = program.read(path).json()
            sent = program.write(path, whole, "PATCH")
            assert sent.status_code == 200, (one.name, sent.content)
            assert {**sent.json(), "version": 0} == {**whole, "version": 0}


def test_no_list_asks_more_of_the_database_where_there_are_more(ada, today):
    program = program_of(ada)
    lists = [one.path for one in operations() if one.method == "GET" and not one.ids and one.path != "today"]

    def asked():
        counts = {}
        for path in lists:
            with CaptureQueriesContext(connection) as queries:
                assert program.read(f"{path}?limit=500").status_code == 200
            counts[path] = len(queries)
        return counts

    a_life(ada, today, people=8, each=1)
    asked()  # by the first request it is noted that the token was used
    few = asked()
    _and_more(ada, today)
    assert asked() == few


def _and_more(member, today):
    for number in range(20):
        person = Person.objects.create(member=member, name=f"More {number}")
        Address.objects.create(member=member, person=person, address=f"more{number}@example.edu")
        Phone.objects.create(member=member, person=person, number=f"{number}")
        Role.objects.create(member=member, person=person, role="mentor")
        Chapter.objects.create(member=member, name=f"More {number}")
        Letter.objects.create(member=member, person=person, saved_at=now())
        News.objects.create(member=member, what=f"More {number}", earliest=today, latest=today)


def test_a_list_is_read_part_by_part(ada, life):
    program = program_of(ada)

    whole = program.read("moments?limit=500").json()
    parts = [program.read(f"moments?limit=7&offset={at}").json() for at in range(0, whole["count"], 7)]

    assert whole["count"] == len(whole["items"]) > 14
    assert [one for part in parts for one in part["items"]] == whole["items"]
    assert {part["count"] for part in parts} == {whole["count"]}
    assert program.read("moments?offset=1000000").json() == {"items": [], "count": whole["count"]}
