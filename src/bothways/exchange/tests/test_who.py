"""Who of these mentored you?"""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from bothways.accounts.models import Member
from bothways.exchange.actions.letters import go_on_through_letters
from bothways.exchange.actions.who import answer, someone_else
from bothways.exchange.models import Asked, Bookmark
from bothways.exchange.queries.who import Sheet, everybody
from bothways.exchange.queries.who import sheet as sheet_of
from bothways.exchange.tests import make
from bothways.formats.days import in_year
from bothways.moments.models import Moment, State
from bothways.people import actions as people
from bothways.people.models import Chapter, Person, Role
from bothways.people.queries import chapters

ADA = "ada@example.org"
ROSA = "a-rosa@mercygeneral.org"


@pytest.fixture
def residency(ada: Member) -> Chapter:
    return people.begin_chapter(ada, name="Residency at Mercy General", begins=in_year(2009), ends=in_year(2012))


@pytest.fixture
def mail(ada: Member, tmp_path: Path, now: datetime) -> None:
    """Rosa wrote both ways, Shop only one way; Walter stands in the address book only."""
    rosa = "Rosa Ortega <rosa@mercygeneral.org>"
    text = make.archive(ADA, [rosa], 10, every=timedelta(days=100), other_mail=False)
    text += make.letter("shop@x.example", ADA, message_id="s")
    make.brought(ada, make.written(tmp_path, "a.mbox", text), at=now)
    people.keep(ada, name="Walter Hill", organisation="Mercy General Hospital")


def _names(member: Member) -> list[str]:
    return [one.name for one in everybody(member).asked_about]


def _sheet(member: Member, stretch: str = "") -> Sheet:
    return sheet_of(member, chapters(member), stretch=stretch, after="", this_year=2026)


def test_the_list_has_people_without_a_role_and_addresses_that_wrote_both_ways(
    ada: Member, grace: Person, mail: None
) -> None:
    assert _names(ada) == ["Rosa Ortega", "Walter Hill"]


def test_the_members_own_card_is_nobody_to_ask_about(ada: Member) -> None:
    people.keep(ada, name="Ada", addresses=[ADA])

    assert everybody(ada).asked_about == []


def test_evidence_stands_with_each_in_the_chapter_it_belongs_to(ada: Member, residency: Chapter, mail: None) -> None:
    found = _sheet(ada)

    assert found.stretch is not None
    assert found.stretch.name == "Residency at Mercy General"
    assert [(row.candidate.name, row.evidence) for row in found.rows] == [
        (
            "Rosa Ortega",
            ["10 letters both ways, 2009 to 2011", "same workplace: mercygeneral.org"],
        ),
        ("Walter Hill", ["same workplace: Mercy General Hospital"]),
    ]


def test_a_mentor_known_by_mail_only_is_kept_with_role_chapter_and_letters(
    ada: Member, residency: Chapter, mail: None
) -> None:
    answer(ada, {ROSA: "mentor"}, chapter=residency)
    while go_on_through_letters(ada):
        pass

    role = Role.objects.get()
    assert (role.person.name, role.role, role.chapter) == ("Rosa Ortega", "mentor", residency)
    assert [one.address for one in role.person.addresses.all()] == ["rosa@mercygeneral.org"]
    assert Moment.objects.filter(person=role.person).count() == 10


def test_the_last_contact_is_known_at_once_and_the_other_letters_follow(ada: Member, mail: None) -> None:
    answer(ada, {ROSA: "mentor"}, chapter=None)
    at_once = set(Moment.objects.values_list("pk", flat=True))
    known = State.objects.get()

    while go_on_through_letters(ada):
        pass

    after = State.objects.get()
    assert len(at_once) == 2
    assert (known.last_contact, known.last_mine, known.last_theirs) == (
        after.last_contact,
        after.last_mine,
        after.last_theirs,
    )
    assert Moment.objects.count() == 10
    assert at_once <= set(Moment.objects.values_list("pk", flat=True))


def test_today_speaks_of_the_last_letter_as_soon_as_a_mentor_is_kept(as_ada: Client, mail: None) -> None:
    page = as_ada.post("/bring-in/who/enough/", {ROSA: "mentor"}, follow=True).text

    assert "Rosa Ortega" in page
    assert "Nothing is kept here yet" not in page


def test_letters_that_name_a_joined_address_count_at_once(ada: Member, mail: None) -> None:
    kept = people.keep(ada, name="Rosa Ortega", addresses=["rosa@home.example"])
    people.say_role(kept, "mentor")

    answer(ada, {ROSA: "same"}, chapter=None)

    assert State.objects.get(person=kept).last_contact is not None


def test_sent_twice_an_answer_makes_one_person_with_one_role(ada: Member, residency: Chapter, mail: None) -> None:
    for _ in range(2):
        answer(ada, {ROSA: "mentor"}, chapter=residency)

    assert Role.objects.count() == 1
    assert Person.objects.filter(name="Rosa Ortega").count() == 1


def test_not_for_this_list_is_remembered_and_can_be_taken_back(ada: Member, mail: None) -> None:
    walter = f"p-{Person.objects.get(name='Walter Hill').pk}"

    answer(ada, {ROSA: "no", walter: "no"}, chapter=None)
    left = _names(ada)
    aside = _sheet(ada, "aside")
    answer(ada, {walter: "peer"}, chapter=None)

    assert left == []
    assert [row.candidate.name for row in aside.rows] == ["Rosa Ortega", "Walter Hill"]
    assert Role.objects.get().person.name == "Walter Hill"
    assert Asked.objects.count() == 1


def test_an_address_of_somebody_kept_under_that_name_is_offered_and_never_joined_unasked(
    ada: Member, mail: None
) -> None:
    kept = people.keep(ada, name="Rosa Ortega", addresses=["rosa@home.example"])
    people.say_role(kept, "mentor")
    row = _sheet(ada).rows[0]

    answer(ada, {ROSA: "same"}, chapter=None)

    assert row.namesake == "Rosa Ortega"
    assert [one.address for one in kept.addresses.order_by("place")] == ["rosa@home.example", "rosa@mercygeneral.org"]
    assert Person.objects.filter(name="Rosa Ortega").count() == 1


def test_what_nobody_was_asked_about_cannot_be_answered(ada: Member, ben: Member, grace: Person) -> None:
    theirs = people.keep(ben, name="Ben's friend")

    answered = answer(
        ada, {f"p-{theirs.pk}": "mentor", f"p-{grace.pk}": "peer", "a-x@y.example": "mentor", "p-1": "no"}, chapter=None
    )

    assert answered == []
    assert Role.objects.count() == 1


def test_someone_in_no_file_is_kept_once_however_often_it_is_sent(ada: Member, residency: Chapter) -> None:
    for _ in range(2):
        someone_else(ada, name="Mr. Bell", role="mentor", chapter=residency)

    assert [(role.person.name, role.chapter) for role in Role.objects.all()] == [("Mr. Bell", residency)]


@pytest.fixture
def fifty(ada: Member, tmp_path: Path, now: datetime) -> None:
    cards = [make.card(f"Person {n:02}", uid=str(n)) for n in range(50)]
    make.brought(ada, make.written(tmp_path, "a.vcf", "".join(cards)), at=now)


def _key(name: str) -> str:
    return f"p-{Person.objects.get(name=name).pk}"


def _fields(page: str) -> dict[str, str]:
    return {
        name: page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0].replace("&#34;", '"')
        for name in ("stretch", "after", "last")
    }


def test_keeping_goes_on_with_the_next_twenty(as_ada: Client, fifty: None) -> None:
    page = as_ada.get("/bring-in/who/").content.decode()

    answer = as_ada.post("/bring-in/who/keep/", {**_fields(page), _key("Person 03"): "mentor"}, follow=True)

    assert "Person 00" in page
    assert "Person 19" in page
    assert "Person 20" not in page
    assert "Person 20" in answer.content.decode()
    assert Role.objects.get().person.name == "Person 03"


def test_enough_for_today_keeps_what_was_chosen_and_goes_on_behind_it_next_time(as_ada: Client, fifty: None) -> None:
    page = as_ada.get("/bring-in/who/").content.decode()

    answer = as_ada.post("/bring-in/who/enough/", {**_fields(page), _key("Person 05"): "peer"})
    again = as_ada.get("/bring-in/who/").content.decode()

    assert answer["Location"] == "/"
    assert Role.objects.get().role == "peer"
    assert "Person 05" not in again
    assert "Person 04" not in again
    assert "Person 06" in again


def test_someone_else_leaves_the_list_where_it_is_and_keeps_its_answers(as_ada: Client, fifty: None) -> None:
    page = as_ada.get("/bring-in/who/").content.decode()
    sent = {**_fields(page), _key("Person 01"): "mentee", "else_name": "Mr. Bell", "else_role": "mentor"}

    again = as_ada.post("/bring-in/who/someone-else/", sent, follow=True).content.decode()

    assert {(role.person.name, role.role) for role in Role.objects.all()} == {
        ("Person 01", "mentee"),
        ("Mr. Bell", "mentor"),
    }
    assert "Mr. Bell is kept." in again
    assert "Person 00" in again


def test_someone_else_without_a_name_is_asked_for_one_and_nothing_chosen_is_lost(as_ada: Client, fifty: None) -> None:
    page = as_ada.get("/bring-in/who/").content.decode()
    key = _key("Person 01")

    answer = as_ada.post("/bring-in/who/someone-else/", {**_fields(page), key: "mentee", "else_name": " "})

    assert answer.status_code == 422
    assert not Role.objects.exists()
    assert f'name="{key}" value="mentee" data-key="e" checked' in answer.content.decode()


def test_a_form_with_fields_and_places_of_nobody_is_taken_calmly(as_ada: Client, fifty: None) -> None:
    sent = {
        "stretch": "x" * 5000,
        "after": "\x00|",
        "last": "y" * 9000,
        "member": "1",
        "p-x": "mentor",
        "version": "-1",
    }

    answer = as_ada.post("/bring-in/who/keep/", sent)

    assert answer.status_code == 302
    assert as_ada.get("/bring-in/who/").status_code == 200
    assert not Role.objects.exists()


def test_the_page_costs_the_same_queries_with_ten_times_the_people(
    as_ada: Client, ada: Member, fifty: None, tmp_path: Path, now: datetime, django_assert_max_num_queries: object
) -> None:
    cards = [make.card(f"Other {n:03}", uid=f"o{n}") for n in range(500)]
    make.brought(ada, make.written(tmp_path, "b.vcf", "".join(cards)), at=now)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        as_ada.get("/bring-in/who/")


def test_cleo_finds_nobody_of_adas(as_cleo: Client, fifty: None) -> None:
    page = as_cleo.get("/bring-in/who/").content.decode()

    assert "Person" not in page
    assert "everyone for now" in page


def test_looking_does_not_move_the_bookmark(as_ada: Client, fifty: None) -> None:
    as_ada.get("/bring-in/who/?stretch=rest")

    assert not Bookmark.objects.exists()


def test_a_list_that_is_done_says_so_and_still_asks_for_someone_else(as_ada: Client) -> None:
    page = as_ada.get("/bring-in/who/").content.decode()

    assert "Someone else" in page
