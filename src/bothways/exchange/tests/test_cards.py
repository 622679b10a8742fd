"""Bringing in an address book."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bothways.accounts.models import Member
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.actions.bringing import bring_in
from bothways.exchange.models import Import, Trouble
from bothways.exchange.tests import make
from bothways.formats.days import in_year
from bothways.ground.refusals import ChangedMeanwhile
from bothways.people import actions as people
from bothways.people.models import Address, Person, Phone


def _counts(one: Import) -> tuple[int, int, int]:
    return one.people_new, one.people_joined, one.people_unchanged


def test_a_card_becomes_a_person_with_all_that_it_says(ada: Member, tmp_path: Path, now: datetime) -> None:
    text = make.card(
        "Dr. Rosa Ortega", "rosa@mercy.example", uid="1", N="Ortega;Rosa;;Dr.;", TEL="+1 555 0100", ORG="Mercy General",
        TITLE="Head of Pediatrics", ADR=";;12 Elm St;Springfield;;;", BDAY="--0412", NOTE="Met in clinic",
    )  # fmt: skip

    one = make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    rosa = Person.objects.get()
    assert _counts(one) == (1, 0, 0)
    assert (rosa.given, rosa.family, rosa.prefix) == ("Rosa", "Ortega", "Dr.")
    assert (rosa.organisation, rosa.work, rosa.note) == ("Mercy General", "Head of Pediatrics", "Met in clinic")
    assert "12 Elm St" in rosa.postal
    assert str(rosa.born) == "--04-12"
    assert [one.address for one in rosa.addresses.all()] == ["rosa@mercy.example"]
    assert [one.number for one in rosa.phones.all()] == ["+1 555 0100"]


def test_the_same_file_three_times_brings_nobody_new(ada: Member, tmp_path: Path, now: datetime) -> None:
    cards = [make.card(f"Person {n}", f"p{n}@x.example", uid=f"{n}" if n % 2 else "") for n in range(60)]
    path = make.written(tmp_path, "a.vcf", "".join([*cards, make.card("No Mail", ORG="Somewhere")]))

    found = [_counts(make.brought(ada, path, at=now)) for _ in range(3)]

    assert found == [(61, 0, 0), (0, 0, 61), (0, 0, 61)]
    assert Person.objects.count() == 61
    assert Address.objects.count() == 60


@pytest.mark.parametrize("uid", ["1", ""])
def test_what_the_member_took_out_stays_out_when_the_same_card_comes_again(
    ada: Member, tmp_path: Path, now: datetime, uid: str
) -> None:
    card = make.card("Rosa Ortega", "rosa@mercy.example", uid=uid, TEL="+1 555 0100", ORG="Mercy General")
    file = make.written(tmp_path, "a.vcf", card)
    make.brought(ada, file, at=now)
    Phone.objects.all().delete()
    Person.objects.update(organisation="")

    again = make.brought(ada, file, at=now)

    assert _counts(again) == (0, 0, 1)
    assert (Phone.objects.count(), Person.objects.get().organisation) == (0, "")
    more = make.card(
        "Rosa Ortega", "rosa@mercy.example", uid=uid, TEL="+1 555 0100", ORG="Mercy", ADR=";;1 Old Road;;;;"
    )
    assert _counts(make.brought(ada, make.written(tmp_path, "b.vcf", more), at=now)) == (0, 1, 0)
    assert Phone.objects.count() == 1  # what a card says anew is taken up


def test_two_imports_of_one_file_that_take_turns_make_nobody_twice(ada: Member, tmp_path: Path, now: datetime) -> None:
    path = make.written(tmp_path, "a.vcf", "".join(make.card(f"P {n}", f"p{n}@x.example") for n in range(120)))
    tabs = [begin(ada, [Source(path, "a.vcf")], at=now) for _ in range(2)]

    more = [True]
    while any(more):
        more = [bring_in(tab.pk, at=now, seconds=0) for tab in tabs]

    for tab in tabs:
        tab.refresh_from_db()
    assert Person.objects.count() == 120
    assert sum(tab.people_new for tab in tabs) == 120
    assert all(sum(_counts(tab)) == 120 for tab in tabs)


def test_joining_adds_what_was_empty_and_leaves_what_was_typed(ada: Member, tmp_path: Path, now: datetime) -> None:
    grace = people.keep(ada, name="Grace Hill", note="Taught me histology", addresses=["grace@example.edu"])
    text = make.card(
        "Prof. Grace Hill", "grace@example.edu", "g.hill@home.example", ORG="Example University", NOTE="Another note"
    )

    one = make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    grace.refresh_from_db()
    assert _counts(one) == (0, 1, 0)
    assert (grace.name, grace.note) == ("Grace Hill", "Taught me histology")
    assert grace.organisation == "Example University"
    order = grace.addresses.order_by("place").values_list("address", "place")
    assert list(order) == [("grace@example.edu", 0), ("g.hill@home.example", 1)]


def test_two_people_of_one_name_stay_two(ada: Member, tmp_path: Path, now: datetime) -> None:
    people.keep(ada, name="Grace Hill", addresses=["grace@example.edu"])

    one = make.brought(ada, make.written(tmp_path, "a.vcf", make.card("Grace Hill", "other@x.example")), at=now)

    assert _counts(one) == (1, 0, 0)
    assert Person.objects.filter(name="Grace Hill").count() == 2


def test_an_address_of_two_people_is_a_question_in_the_report_and_asked_once(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    for name in ("Ann Lee", "Bob Lee"):
        people.keep(ada, name=name, addresses=["home@lee.example"])
    path = make.written(tmp_path, "a.vcf", make.card("The Lees", "home@lee.example", uid="lees"))

    first, second = make.brought(ada, path, at=now), make.brought(ada, path, at=now)

    assert _counts(first) == (1, 0, 0)
    assert "Ann Lee and Bob Lee" in Trouble.objects.get(brought=first).why
    assert _counts(second) == (0, 0, 1)
    assert not second.troubles.exists()


def test_two_address_books_that_count_from_one_keep_strangers_apart_and_say_so(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    anna, boris = (make.card(name, f"{name[:4]}@x.example", uid="1") for name in ("Anna Alpha", "Boris Beta"))
    one, two = make.written(tmp_path, "one.vcf", anna), make.written(tmp_path, "two.vcf", boris)

    imports = [make.brought(ada, path, at=now) for path in (one, two, one, two)]

    assert [_counts(brought) for brought in imports] == [(1, 0, 0), (1, 0, 0), (0, 0, 1), (0, 0, 1)]
    assert "same UID as Anna Alpha" in Trouble.objects.get().why
    assert {person.name: person.addresses.count() for person in Person.objects.all()} == {
        "Anna Alpha": 1,
        "Boris Beta": 1,
    }


def test_somebody_renamed_in_bothways_is_still_found_by_the_same_file(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    path = make.written(tmp_path, "a.vcf", make.card("Anna Alpha", uid="1"))
    make.brought(ada, path, at=now)
    people.rename(Person.objects.get(), name="Hedwig Moser", address_as="")

    assert _counts(make.brought(ada, path, at=now)) == (0, 0, 1)


def test_a_card_finds_its_person_again_when_its_address_has_become_shared(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    text = make.card("Grace Hill", "home@x.example", uid="1") + make.card("", "home@x.example")
    path = make.written(tmp_path, "a.vcf", text + make.card("Walter Hill", "home@x.example", uid="2"))

    first, second = make.brought(ada, path, at=now), make.brought(ada, path, at=now)

    assert _counts(first) == (2, 1, 0)
    assert _counts(second) == (0, 0, 3)


def test_a_card_that_tells_of_a_death_makes_somebody_who_died(ada: Member, tmp_path: Path, now: datetime) -> None:
    text = make.card("Ingrid Holm", uid="1", DEATHDATE="2016").replace("3.0", "4.0")

    make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    ingrid = Person.objects.get()
    assert (ingrid.life, ingrid.died) == ("died", in_year(2016))


def test_a_death_is_never_set_over_what_was_typed_but_named(ada: Member, tmp_path: Path, now: datetime) -> None:
    people.keep(ada, name="Ingrid Holm", addresses=["holm@x.example"])
    text = make.card("Ingrid Holm", "holm@x.example", DEATHDATE="2016").replace("3.0", "4.0")

    one = make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    assert Person.objects.get().life == "living"
    assert "has died" in one.troubles.get().why


def test_ben_and_ada_bring_in_the_same_file_and_each_has_their_own(
    ada: Member, ben: Member, tmp_path: Path, now: datetime
) -> None:
    path = make.written(tmp_path, "a.vcf", make.card("Grace Hill", "grace@example.edu", uid="1"))

    counts = [_counts(make.brought(member, path, at=now)) for member in (ada, ben)]

    assert counts == [(1, 0, 0), (1, 0, 0)]


def test_a_list_of_people_and_a_card_without_anything_are_named_not_kept(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    text = make.card("Choir", KIND="group").replace("3.0", "4.0") + make.card("", ORG="")

    one = make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    assert not Person.objects.exists()
    assert [trouble.at for trouble in one.troubles.order_by("id")] == ["card 1", "card 2"]


def test_what_is_too_long_on_a_card_is_cut_and_named_in_one_line(ada: Member, tmp_path: Path, now: datetime) -> None:
    text = make.card("x" * 800, ORG="y" * 900, ADR=f";;{'12 Elm St ' * 300};Springfield;;;")

    one = make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    kept = Person.objects.get()
    assert [len(kept.name), len(kept.organisation), len(kept.postal)] == [300, 300, 1000]
    assert "name, organisation, address" in one.troubles.get().why


def test_a_number_written_on_two_cards_of_one_person_is_kept_once(ada: Member, tmp_path: Path, now: datetime) -> None:
    text = make.card("Lin Okafor", "lin@x.example", uid="a", TEL="1") + make.card(
        "Lin Okafor", "lin@x.example", uid="b", TEL="1", ORG="Mercy"
    )

    one = make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    assert _counts(one) == (1, 1, 0)
    assert Phone.objects.count() == 1
    assert Person.objects.get().organisation == "Mercy"


def test_a_birthday_still_to_come_is_left_out_and_of_a_death_only_its_day(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    text = make.card("Sam", uid="1", BDAY="2099-01-01") + make.card("Kim", uid="2", DEATHDATE="2099").replace(
        "3.0", "4.0"
    )

    one = make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    assert [(who.born, who.life, who.died) for who in Person.objects.all()] == [
        (None, "living", None),
        (None, "died", None),
    ]
    assert [trouble.why for trouble in one.troubles.order_by("id")] == [
        "This day is still to come, and was left out: 2099-01-01",
        "This day is still to come, so only that they died was kept: 2099",
    ]


def test_what_is_to_come_is_told_by_the_members_own_clock(ada: Member, tmp_path: Path, now: datetime) -> None:
    Member.objects.filter(pk=ada.pk).update(timezone="Pacific/Honolulu")
    early = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # still the 22nd where Ada is

    one = make.brought(ada, make.written(tmp_path, "a.vcf", make.card("Sam", BDAY="2026-11-23")), at=early)

    assert "still to come" in one.troubles.get().why


def test_a_page_of_before_takes_away_nothing_that_a_card_added(ada: Member, tmp_path: Path, now: datetime) -> None:
    joan, tom = (people.keep(ada, name=name, addresses=[f"{name}@x.example"]) for name in ("joan", "tom"))
    said = make.card("Joan", "joan@x.example", "joan@new.example", TEL="+1 555 0100")
    make.brought(ada, make.written(tmp_path, "a.vcf", said + make.card("Tom", "tom@x.example", ORG="School")), at=now)

    page = {"values": {"note": "Likes tea."}, "addresses": ["joan@x.example"], "phones": []}
    with pytest.raises(ChangedMeanwhile) as problem:
        people.amend(joan, version=1, **page)

    assert problem.value.kept["emails"] == "joan@x.example, joan@new.example"
    assert problem.value.kept["phones"] == "+1 555 0100"
    assert joan.addresses.count() == 2
    assert Person.objects.get(pk=tom.pk).version == 2
    people.amend(joan, version=problem.value.version, **page)  # by one that shows them
    assert joan.addresses.count() == 1
