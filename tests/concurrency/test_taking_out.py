"""What is taken out is one view, whoever writes meanwhile; and nobody waits for it."""

import zipfile
from functools import partial
from pathlib import Path

from bothways.accounts.models import Member
from bothways.exchange.actions.taking_out import ask_for, let_go, make
from bothways.exchange.models import TakenOut
from bothways.exchange.tests.conftest import own_folder as _own_folder
from bothways.exchange.tests.make_life import records_of, taken_out
from bothways.ground.clock import now
from bothways.ground.database import one_view
from bothways.people import actions as people
from bothways.people.models import Person
from tests.concurrency.conftest import at_once

own_folder = _own_folder


def test_within_one_view_nothing_is_seen_that_others_write_meanwhile():
    ada = Member.objects.create_user("ada@example.org", None, name="Ada")
    people.keep(ada, name="Grace Hill")
    names = Person.objects.order_by("name").values_list("name", flat=True)

    with one_view():
        before = list(names.iterator(chunk_size=1))
        written = at_once(lambda: people.keep(ada, name="Lin Okafor"))
        within = list(names.iterator(chunk_size=1))

    assert [one.name for one in written] == ["Lin Okafor"]
    assert before == within == ["Grace Hill"]
    assert list(names) == ["Grace Hill", "Lin Okafor"]


def test_a_life_is_whole_that_is_taken_out_while_people_come_and_go():
    ada = Member.objects.create_user("ada@example.org", None, name="Ada")

    def write():
        for number in range(40):
            person = people.keep(ada, name=f"Person {number}", addresses=[f"p{number}@example.org"])
            if number % 2:
                person.delete()

    packed, *_ = at_once(lambda: [taken_out(ada) for _ in range(10)], write)

    for one in packed:
        kept = {person["id"] for person in records_of(one, "people")}
        assert {address["person"] for address in records_of(one, "addresses")} == kept


def test_asked_for_twice_at_once_it_is_made_once(own_folder):
    ada = Member.objects.create_user("ada@example.org", None, name="Ada")

    at_once(*[partial(ask_for, ada, at=now())] * 6)

    assert TakenOut.objects.filter(member=ada).count() == 1


def test_made_by_several_workers_at_once_it_is_done_and_whole_whoever_ends_first(own_folder):
    ada = Member.objects.create_user("ada@example.org", None, name="Ada")
    for number in range(40):
        people.keep(ada, name=f"Person {number}")

    for _ in range(5):
        ask_for(ada, at=now())
        assert at_once(*[partial(make, ada)] * 3) == [None] * 3

        made = TakenOut.objects.get(member=ada)
        assert (made.state, made.why, made.size) == ("done", "", Path(made.path).stat().st_size)
        assert [str(one) for one in own_folder.iterdir()] == [made.path]
        assert len(records_of(Path(made.path).read_bytes(), "people")) == 40
        assert zipfile.ZipFile(made.path).testzip() is None


def test_let_go_while_it_is_made_nothing_of_it_is_left(own_folder):
    ada = Member.objects.create_user("ada@example.org", None, name="Ada")

    for _ in range(5):
        ask_for(ada, at=now())
        assert at_once(partial(make, ada), partial(let_go, ada)) == [None] * 2

        assert (TakenOut.objects.exists(), list(own_folder.iterdir())) == (False, [])
