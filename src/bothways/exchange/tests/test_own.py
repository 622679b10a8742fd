"""These are my own addresses: said once, changed when wanted; letters follow."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from bothways.accounts.models import Member
from bothways.accounts.queries import own_addresses
from bothways.exchange.actions.letters import go_on_through_letters
from bothways.exchange.actions.own import say_own
from bothways.exchange.models import Letters
from bothways.exchange.queries.imports import own_is_unsaid
from bothways.exchange.queries.own import proposed
from bothways.exchange.tests import make
from bothways.ground.clock import now
from bothways.moments.actions import add_words
from bothways.moments.models import Moment, State
from bothways.people.models import Person

OLD = "ada@old-home.example"


@pytest.fixture
def archive(ada: Member, grace: Person, tmp_path: Path, now: datetime) -> None:
    """Letters between Grace and an address of which Ada has not said yet that it is hers."""
    make.brought(ada, make.written(tmp_path, "a.mbox", make.archive(OLD, ["grace@example.edu"], 40)), at=now)


def _go_through(member: Member) -> None:
    while go_on_through_letters(member):
        pass


def test_the_address_that_mail_was_delivered_to_is_proposed_and_not_chosen(ada: Member, archive: None) -> None:
    lines = [(line.proposal.address, line.proposal.chosen, line.kept_for) for line in proposed(ada)]

    assert lines == [
        ("ada@example.org", True, ""),
        (OLD, False, ""),
    ]


def test_it_is_asked_when_there_is_mail_and_only_until_it_was_said(ada: Member, archive: None, now: datetime) -> None:
    before = own_is_unsaid(ada)

    say_own(ada, mine={"ada@example.org"}, shown={OLD}, at=now)

    assert before
    assert not own_is_unsaid(ada)


@pytest.mark.parametrize(("address", "is_asked"), [("ada@first-job.example", True), (OLD, False)])
def test_an_archive_of_earlier_years_with_other_addresses_is_asked_about_once_more(
    ada: Member, archive: None, tmp_path: Path, now: datetime, address: str, is_asked: bool
) -> None:
    say_own(ada, mine={OLD}, shown={OLD}, at=now)
    more = make.archive(address, ["sam@x.example", "kim@x.example"], 30).replace("<n", "<m")

    make.brought(ada, make.written(tmp_path, "b.mbox", more), at=now)

    assert own_is_unsaid(ada) is is_asked
    assert (address in [line.proposal.address for line in proposed(ada) if not line.proposal.chosen]) is is_asked


def test_the_page_says_when_the_letters_have_found_their_streets(
    as_ada: Client, ada: Member, archive: None, now: datetime
) -> None:
    say_own(ada, mine={OLD}, shown={OLD}, at=now)
    meanwhile = as_ada.get("/bring-in/own/").text
    _go_through(ada)

    asked_again = as_ada.get("/bring-in/own/", headers={"HX-Request": "true"}).text

    assert "finding their streets just now" in meanwhile
    assert asked_again.strip() == '<p class="note" data-says>Your letters stand on their streets now.</p>'


def test_an_address_said_to_be_mine_brings_its_letters_onto_the_street(
    ada: Member, grace: Person, archive: None, now: datetime
) -> None:
    assert not Moment.objects.exists()

    say_own(ada, mine={OLD}, shown={OLD}, at=now)
    _go_through(ada)

    assert Moment.objects.filter(person=grace).count() == 32
    assert State.objects.get(person=grace).last_contact == Moment.objects.order_by("-latest")[0].latest


def test_an_address_taken_back_takes_what_it_alone_had_made_but_no_words_of_mine(
    ada: Member, grace: Person, archive: None, now: datetime
) -> None:
    say_own(ada, mine={OLD, "ada@example.org"}, shown={OLD}, at=now)
    _go_through(ada)
    add_words(Moment.objects.order_by("latest")[0], words="Keep going")

    say_own(ada, mine={"ada@example.org"}, shown={OLD, "ada@example.org"}, at=now)
    _go_through(ada)

    assert own_addresses(ada) == ["ada@example.org"]
    assert [moment.words for moment in Moment.objects.all()] == ["Keep going"]
    assert not Letters.objects.get().busy


def test_an_address_that_the_page_did_not_show_is_not_taken_back(ada: Member, now: datetime) -> None:
    say_own(ada, mine={OLD}, shown={OLD}, at=now)

    assert own_addresses(ada) == ["ada@example.org", OLD]


def test_a_round_begun_anew_starts_from_the_first_and_the_older_job_ends(
    ada: Member, archive: None, now: datetime
) -> None:
    say_own(ada, mine={OLD}, shown=set(), at=now)
    first_job = Letters.objects.get()
    say_own(ada, mine={OLD}, shown={"ada@example.org"}, at=now)

    _go_through(ada)

    assert Letters.objects.get().round == first_job.round + 1
    assert Moment.objects.count() == 32


def test_the_page_takes_ticked_and_typed_addresses(as_ada: Client, ada: Member, archive: None) -> None:
    answer = as_ada.post(
        "/bring-in/own/say/", {"mine": [OLD], "shown": [OLD, "ada@example.org"], "more": "A@Third.example, b@x.example"}
    )

    assert answer["Location"] == "/bring-in/own/"
    assert own_addresses(ada) == ["a@third.example", OLD, "b@x.example"]


def _claimed(client: Client, address: str) -> str:
    return client.post("/bring-in/own/say/", {"mine": [address], "shown": [address]}, follow=True).text


def test_letters_are_said_to_find_their_streets_only_where_there_are_some(as_ada: Client, archive: None) -> None:
    assert "find their streets" in _claimed(as_ada, OLD)


@pytest.mark.parametrize("address", ["ada@nowhere.example", "ada@unknown.example"])
def test_an_address_without_letters_of_anybody_kept_is_only_kept(
    as_ada: Client, ada: Member, archive: None, tmp_path: Path, now: datetime, address: str
) -> None:
    letters = make.archive("ada@unknown.example", ["stranger@x.example"], 4)
    make.brought(ada, make.written(tmp_path, "b.mbox", letters), at=now)

    said = _claimed(as_ada, address)

    assert "Kept." in said
    assert "their streets" not in said
    assert address in own_addresses(ada)


def test_something_that_is_no_address_is_refused_with_the_text_still_there(as_ada: Client, ada: Member) -> None:
    answer = as_ada.post("/bring-in/own/say/", {"mine": [], "shown": [], "more": "ada at home"})

    assert answer.status_code == 422
    assert "is no mail address" in answer.content.decode()
    assert 'value="ada at home"' in answer.content.decode()
    assert own_addresses(ada) == ["ada@example.org"]


@pytest.mark.parametrize("most", [200, 201])
def test_more_addresses_than_are_kept_at_once_are_refused_and_not_cut(as_ada: Client, ada: Member, most: int) -> None:
    typed = " ".join(f"a{number}@x.pe" for number in range(most))

    answer = as_ada.post("/bring-in/own/say/", {"mine": ["ada@example.org"], "shown": [], "more": typed})

    if most > 200:
        assert answer.status_code == 422
        assert "These are 201 addresses, and 200 at most are kept at once." in answer.text
        assert typed in answer.text
    assert len(own_addresses(ada)) == (1 if most > 200 else 201)


def test_one_address_typed_many_times_is_one(as_ada: Client, ada: Member) -> None:
    as_ada.post("/bring-in/own/say/", {"mine": ["ada@example.org"], "shown": [], "more": "a@x.pe " * 250})

    assert own_addresses(ada) == ["a@x.pe", "ada@example.org"]


def test_of_more_ticked_addresses_than_one_page_has_none_is_forgotten(as_ada: Client, ada: Member) -> None:
    many = [f"a{number}@x.pe" for number in range(230)]
    say_own(ada, mine=set(many), shown=set(), at=now())

    as_ada.post("/bring-in/own/say/", {"mine": many, "shown": [*many, "ada@example.org"]})

    assert own_addresses(ada) == sorted(many)


def test_cleo_sees_nothing_of_adas_addresses(as_cleo: Client, archive: None) -> None:
    page = as_cleo.get("/bring-in/own/").content.decode()

    assert OLD not in page
    assert "grace" not in page


def test_looking_at_the_page_changes_nothing(as_ada: Client, ada: Member, archive: None) -> None:
    as_ada.get("/bring-in/own/")
    as_ada.head("/bring-in/own/")

    assert own_is_unsaid(ada)
    assert as_ada.get("/bring-in/own/say/").status_code == 405
