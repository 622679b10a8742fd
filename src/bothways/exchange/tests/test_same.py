"""Whoever came to mind first and stands in the address book, too, is one person."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client

from bothways.accounts.models import Member
from bothways.exchange.actions import reading, same
from bothways.exchange.actions.letters import go_on_through_letters
from bothways.exchange.queries.same import twice
from bothways.exchange.tests import make
from bothways.formats.days import in_year, yearly
from bothways.gratitude.actions import loops
from bothways.gratitude.models import Letter
from bothways.ground.records import change
from bothways.ground.refusals import ChangedMeanwhile
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.moments.tests.make import moment
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.rhythm import actions as rhythm
from bothways.rhythm.tests.make import promise

CARD = make.card("Mrs. Pilar Duarte", "pilar@school.example", uid="p1", ORG="Oakdale High School")


@pytest.fixture
def pilar(ada: Member, tmp_path: Path, now: datetime) -> Person:
    """Typed first, with words of hers; then a card and letters came in."""
    kept = people.keep(ada, name="Pilar Duarte")
    people.say_role(kept, "mentor")
    moment(kept, lane="theirs", kind="kept_words", words="Books are inherited.")
    letters = make.archive(ada.email, ["pilar@school.example"], 20, other_mail=False)
    files = make.written(tmp_path, "a.vcf", CARD), make.written(tmp_path, "b.mbox", letters)
    make.brought(ada, *files, at=now)
    return kept


def _go_through(member: Member) -> None:
    while go_on_through_letters(member):
        pass


def test_she_is_asked_about_where_the_report_stands_and_in_the_list(as_ada: Client, ada: Member, pilar: Person) -> None:
    assert [(pair.kept, pair.entry.name) for pair in twice(ada)] == [(pilar, "Mrs. Pilar Duarte")]
    assert "Say who is who" in as_ada.get("/bring-in/").text
    assert "pilar@school.example" in as_ada.get("/bring-in/same/").text
    assert "The Pilar Duarte I keep" in as_ada.get("/bring-in/who/").text


@pytest.mark.parametrize("by_the_list", [True, False])
def test_said_to_be_one_she_has_her_words_and_her_letters(
    as_ada: Client, ada: Member, pilar: Person, tmp_path: Path, now: datetime, by_the_list: bool
) -> None:
    [pair] = twice(ada)
    if by_the_list:
        as_ada.post("/bring-in/who/keep/", {f"p-{pair.entry.pk}": "same"})
    else:
        as_ada.post("/bring-in/same/say/", {"entry": str(pair.entry.pk), "how": "one"})
    _go_through(ada)

    one = Person.objects.get()
    assert (one, one.name, one.organisation) == (pilar, "Pilar Duarte", "Oakdale High School")
    assert one.addresses.get().address == "pilar@school.example"
    assert Moment.objects.filter(person=one, source="mail").count() == 20
    assert Moment.objects.filter(person=one, words="Books are inherited.").exists()
    again = make.brought(ada, make.written(tmp_path, "again.vcf", CARD), at=now)
    assert (again.people_new, Person.objects.count()) == (0, 1)


def test_a_death_that_only_the_card_knows_is_said_and_changes_nothing(
    as_ada: Client, ada: Member, pilar: Person
) -> None:
    [pair] = twice(ada)
    Person.objects.filter(pk=pair.entry.pk).update(life="died")

    told = as_ada.post("/bring-in/same/say/", {"entry": str(pair.entry.pk), "how": "one"}, follow=True).text

    assert "The card says that Pilar Duarte has died." in told
    assert Person.objects.get().life == "living"


def test_said_to_be_two_they_stay_two_and_nobody_asks_again(as_ada: Client, ada: Member, pilar: Person) -> None:
    [pair] = twice(ada)

    as_ada.post("/bring-in/same/say/", {"entry": str(pair.entry.pk), "how": "two"})

    assert twice(ada) == []
    assert Person.objects.count() == 2


def test_two_who_are_kept_under_one_name_are_left_as_they_are(ada: Member, pilar: Person) -> None:
    people.say_role(people.keep(ada, name="Dr. Pilar Duarte"), "peer")

    assert twice(ada) == []


def test_cleo_joins_nobody_of_adas(as_cleo: Client, ada: Member, pilar: Person) -> None:
    [pair] = twice(ada)

    as_cleo.post("/bring-in/same/say/", {"entry": str(pair.entry.pk), "how": "one"})

    assert "Pilar" not in as_cleo.get("/bring-in/same/").text
    assert Person.objects.filter(member=ada).count() == 2


def test_an_entry_to_whom_something_is_promised_is_not_taken_in_by_another(ada: Member, pilar: Person) -> None:
    (pair,) = twice(ada)

    promise(pair.entry)

    assert twice(ada) == []


def _mourned(entry: Person) -> None:
    reader = people.keep(entry.member, name="Tom Hill")
    at = datetime(2026, 11, 22, tzinfo=UTC)
    Letter.objects.create(member=entry.member, person=reader, kind="family", in_memory_of=entry, saved_at=at)


def _letter_of(entry: Person) -> Moment:
    moments.take_up_mail(entry.member, entry)
    return Moment.objects.with_person(entry).newest_first()[0]


SAID: dict[str, Callable[[Person], object]] = {
    "how to reach them": lambda entry: change(entry, reach="Calls after six"),
    "who hands it on": lambda entry: change(entry, care_of="Oakdale High School"),
    "not from here": lambda entry: change(entry, not_from_here=True),
    "contact has ended": lambda entry: people.say_contact(entry, "ended", until=None),
    "a wish": lambda entry: rhythm.wish(entry, 30),
    "died": lambda entry: people.say_life(entry, "died", today=date(2026, 11, 22)),
    "a day": lambda entry: people.remember_on(entry, month=3, day=1),
    "news": lambda entry: loops.tell_of(
        entry.member, what="I moved.", on=in_year(2026), also=[entry], because_of=[], today=date(2026, 11, 22)
    ),
    "a letter to the family": _mourned,
    "not now": lambda entry: apps.get_model("today", "Answer").objects.create(
        member=entry.member, person=entry, act="thank", answer="put_off", on=date(2026, 11, 22)
    ),  # by its name: that floor lies beside this one
    "words on a letter": lambda entry: moments.add_words(_letter_of(entry), words="You have a surgeon's hands."),
}


@pytest.mark.parametrize("what", SAID)
def test_nothing_that_the_member_said_of_an_entry_goes_with_it(
    as_ada: Client, ada: Member, pilar: Person, what: str
) -> None:
    [pair] = twice(ada)
    SAID[what](pair.entry)

    as_ada.post("/bring-in/same/say/", {"entry": str(pair.entry.pk), "how": "one"})

    assert twice(ada) == []
    assert Person.objects.filter(pk=pair.entry.pk).exists()


def test_what_is_written_of_an_entry_at_that_very_moment_stays(
    as_ada: Client, ada: Member, pilar: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    [pair] = twice(ada)

    def in_another_window(member_id: UUID) -> None:
        moment(pair.entry, deed="You lent me your books.")
        reading.hold(member_id)

    monkeypatch.setattr(same, "hold", in_another_window)
    told = as_ada.post("/bring-in/same/say/", {"entry": str(pair.entry.pk), "how": "one"}, follow=True).text

    assert "Nothing was changed" in told
    assert Moment.objects.filter(person=pair.entry, deed="You lent me your books.").exists()


def test_both_notes_are_kept(as_ada: Client, ada: Member, pilar: Person) -> None:
    change(pilar, note="Met in the lab.")
    [pair] = twice(ada)
    change(pair.entry, note="Met in")

    as_ada.post("/bring-in/same/say/", {"entry": str(pair.entry.pk), "how": "one"})

    assert Person.objects.get().note.startswith("Met in the lab.\n\nMet in\n\n")  # a piece of it is not it


def test_a_page_of_before_takes_away_no_address_that_came_with_the_entry(ada: Member, pilar: Person) -> None:
    [pair] = twice(ada)
    change(pilar, organisation="Oakdale", work="teacher")  # so that the entry fills nothing
    read = pilar.version
    same.join(ada, str(pair.entry.pk))

    with pytest.raises(ChangedMeanwhile):
        people.amend(pilar, version=read, values={"note": "Likes tea."}, addresses=[], phones=[])

    assert pilar.addresses.get().address == "pilar@school.example"


def test_what_the_entry_says_otherwise_is_kept_in_the_note(ada: Member, pilar: Person) -> None:
    typed = {"postal": "1 Old Road", "work": "teacher", "prefix": "Mrs.", "born": yearly(4, 12), "language": "en"}
    change(pilar, note="Met in the lab.", **typed)
    [pair] = twice(ada)
    other = {"postal": "77 New Street", "work": "head of the clinic", "prefix": "Dr.", "born": yearly(5, 13)}
    other |= {"name": "Dr. Pilar Duarté", "life": "died", "died": in_year(2020)}
    change(pair.entry, note="Her sister is Ann.", organisation="St. Mary", language="es", **other)

    same.join(ada, str(pair.entry.pk))

    one = Person.objects.get()
    assert {name: getattr(one, name) for name in typed} == typed
    assert one.organisation == "St. Mary"
    assert one.note == (
        "Met in the lab.\n\nHer sister is Ann.\n\n"
        "In the address book\nname: Dr. Pilar Duarté\ntitle: Dr.\nwork: head of the clinic\naddress: 77 New Street\n"
        "birthday: 13 May\nlanguage: Español\ndied: 2020"
    )
    assert one.life == "living"


def test_the_day_of_a_death_that_the_entry_alone_knows_comes_along(ada: Member, pilar: Person) -> None:
    [pair] = twice(ada)
    change(pilar, life="died")
    change(pair.entry, name=pilar.name, life="died", died=in_year(2020))

    same.join(ada, str(pair.entry.pk))

    one = Person.objects.get()
    assert (one.died, one.note) == (in_year(2020), "")
