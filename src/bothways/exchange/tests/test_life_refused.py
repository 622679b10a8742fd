"""A ZIP of a life that somebody damaged, forged or made to do harm: a sentence, the place, and nothing is kept."""

import json
from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from tests.journeys.life import a_life

from bothways.accounts.actions import claim
from bothways.exchange.actions.begin import NothingToRead
from bothways.exchange.rules import life_file
from bothways.exchange.tests.make_life import (
    brought_in,
    changed,
    files_of,
    records_of,
    repacked,
    somebody_new,
    taken_out,
)
from bothways.moments.models import Moment
from bothways.people.models import Person

NEW = "01970000-0000-7000-8000-0000000000aa"


@pytest.fixture(scope="module")
def packed(django_db_setup, django_db_blocker):
    """A whole life, whose rows are nowhere any more; made once, for it is only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        gone = somebody_new("Ada")
        claim(gone, [gone.email])
        a_life(gone, date(2026, 11, 22), each=1)
        content = taken_out(gone)
        transaction.set_rollback(True)
    return content


def _refused(ben, packed, folder, now):
    """The sentence, at once or from the page of the import; whichever, ben keeps nothing."""
    try:
        brought = brought_in(ben, packed, folder, now)
    except NothingToRead as problem:
        says = problem.says
    else:
        assert brought.state == "failed"
        assert brought.files.get().path == ""
        says = brought.why
    assert not Person.objects.filter(member=ben).exists()
    assert list(ben.own_addresses.values_list("address", flat=True)) == ["ben@example.org"]
    assert says.endswith((".", ").")), says
    return says


def _first(table, **values):
    return table, lambda told: told[0].update(values)


def _one(table, of, **values):
    """The first record that `of` describes."""
    return table, lambda told: next(one for one in told if of.items() <= one.items()).update(values)


FORGED = {
    "a member of somebody": (*_first("people", member_id=NEW), "record 1: “member_id” is not known here"),
    "a field of tomorrow": (*_first("people", star_sign="Leo"), "a newer Bothways may have taken it out"),
    "a person of somebody else": (*_first("moments", person=NEW), "record 1: “person” names something that is not"),
    "an id twice": ("people", lambda told: told.append(told[0]), "its id stands here twice"),
    "no id": (*_first("people", id="7"), "“id” is no id"),
    "a field less": ("people", lambda told: told[0].pop("name"), "“name” is missing"),
    "a name too long": (*_first("people", name="x" * 301), "“name” is longer than 300 letters"),
    "a text beyond any form": (*_first("moments", deed="x" * 100_001), "“deed” is longer than 100,000 letters"),
    "a zero sign": (*_first("people", name="a\x00b"), "“name” holds a sign that cannot be kept"),
    "half a letter": (*_first("people", name="\ud800"), "“name” holds a sign that cannot be kept"),
    "no name": (*_first("people", name=""), "record 1: “name” is empty"),
    "an unknown word": (*_first("people", life="vampire"), "record 1: “life” is “vampire”, which is not known here"),
    "an unknown kind": (*_first("moments", kind="cursed"), "“kind” is “cursed”, which is not known here"),
    "a kind in another lane": (*_first("moments", kind="met", lane="mine"), "“lane” and “kind” do not go together"),
    "no day of a year": (*_first("remembered_days", month=2, day=30), "“month” and “day” are no day of a year"),
    "no such day": (*_first("moments", latest="2026-02-30"), "“latest” is no day"),
    "a day before it began": (*_first("moments", latest="1901-01-01"), "are no day, month or year together"),
    "a year that is none": (*_one("moments", {"precision": "year"}, latest="2199-06-30"), "are no day, month or year"),
    "a day of many days": (*_one("moments", {"precision": "year"}, precision="day"), "are no day, month or year"),
    "a moment of no year": (*_first("moments", precision="yearless"), "are no day, month or year"),
    "news of half a month": (*_first("news", precision="month"), "are no day, month or year together"),
    "a promise without its end": (*_one("promises", {"precision": "year"}, latest=None), "are no day, month or year"),
    "a promise on some day": (*_one("promises", {"precision": ""}, precision="day"), "are no day, month or year"),
    "given on no day": (*_one("letters", {"state": "given"}, given_on=None), "“state” and “given_on” do not go"),
    "given while a draft": (*_one("letters", {"state": "draft"}, given_on="2026-11-01"), "“state” and “given_on” do"),
    "ready at no time": (*_one("letters", {"state": "ready"}, ready_at=None), "“state” and “ready_at” do not go"),
    "ready while a draft": (*_one("letters", {"state": "draft"}, ready_at="2026-11-03T09:00:00+00:00"), "“ready_at”"),
    "ready by no known way": (*_one("letters", {"state": "ready"}, ready_by="owl"), "“ready_by” is “owl”, which is"),
    "taken at no time": (*_one("sent", {"state": "taken"}, ended_at=None), "“state” and “ended_at” do not go together"),
    "a time before all": (*_first("letters", saved_at="0001-01-01T00:00:00+00:00"), "“saved_at” is of the year 1, and"),
    "a time after all": (*_first("mails", sent_at="9999-12-31T23:59:59+00:00"), "“sent_at” is of the year 9999, and"),
    "a day after all": (*_one("letters", {"state": "given"}, given_on="9999-12-31"), "“given_on” is of the year 9999"),
    "a year before all": (*_first("roles", begins="0001"), "“begins” is of the year 1, and only 1850 to 2200 can be"),
    "an hour of a zone": (*_first("member", quiet_from="22:00:00+02:00"), "“quiet_from” is no time of a day"),
    "a member without a name": (*_first("member", name=""), "“name” is empty"),
    "a member of blanks": (*_first("member", name=" \u2800 "), "“name” is empty"),
    "no quiet at all": (*_first("member", quiet_from="08:00:00", quiet_until="08:00:00"), "“quiet_from” and “quiet_u"),
    "no paper": (*_first("member", paper="a3"), "“paper” is “a3”, which is not known here"),
    "no theme": (*_first("member", theme="pink"), "“theme” is “pink”, which is not known here"),
    "no tongue": (*_first("member", language="xx"), "“language” is “xx”, which is not known here"),
    "a number too great": (*_first("moments", minutes=2**31), "“minutes” is no whole number"),
    "a number below nothing": (*_first("moments", minutes=-1), "“minutes” is no whole number"),
    "a word for a truth": (*_first("people", reach_is_guess="yes"), "“reach_is_guess” is neither true nor false"),
    "nothing for a text": (*_first("people", note=None), "“note” is no text"),
    "a time without its zone": (*_first("letters", saved_at="2026-11-03T09:00:00"), "“saved_at” does not say in which"),
    "another's message": (*_first("sent", message="records/people.json"), "“message” names another file than its own"),
    "a folder of zones": (*_first("member", timezone="America"), "“timezone” is “America”, which is not known here"),
    "a second recipient": (*_first("addresses", address="a@b.example>\r\nRCPT"), "“address” is no mail address"),
    "an own address that is none": (*_first("own_addresses", address="ada"), "“address” is no mail address"),
    "no language": (*_first("people", language="x\r\nBcc"), "which is not known here"),
    "a version beyond all": (*_first("people", version=2**31 - 1), "“version” is no whole number"),
    "let go in no known way": (*_first("thanks", let_go="zz"), "“let_go” is “zz”, which is not known here"),
    "somebody whose name nobody sees": (*_first("people", name="\u200b"), "record 1: “name” is empty"),
    "two members": ("member", lambda told: told.append(told[0] | {"name": "Bea"}), "record 2: a life has one member"),
    "a chapter that nobody sees": (*_first("chapters", name="\u2800"), "record 1: “name” is empty"),
    "a death undone to contact": (*_one("said", {"word": "died"}, was="open"), "“word” and “was” do not go together"),
    "a pause undone to a death": (*_first("said", word="paused", was="died"), "“word” and “was” do not go together"),
    "a field that nobody sees": (*_first("people", **{"\ud800": 1}), "“\\ud800” is not known here"),
    "two answers to one question": ("letter_parts", lambda told: told.append(told[0] | {"id": NEW}), "cannot be"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_what_cannot_be_is_refused_with_its_file_and_its_place(packed, ben, now, tmp_path, name):
    table, change, why = FORGED[name]

    says = _refused(ben, changed(packed, table, change), tmp_path, now)

    assert f"records/{table}.json" in says
    assert why in says


def test_what_nobody_sees_in_a_name_does_not_come_in_with_it(packed, ben, now, tmp_path):
    """As from every form: a name that turns the reading round, or steers a terminal, is none."""
    brought = brought_in(ben, changed(packed, *_first("people", name="Gra\x1bce \u202eHill\n")), tmp_path, now)

    assert brought.state == "done", brought.why
    assert Person.objects.filter(member=ben, name="Gra ce Hill").exists()


def test_whoever_comes_in_can_be_changed_afterwards(packed, ben, now, tmp_path):
    """Forms and programs say which version they read, from 1 on."""
    brought = brought_in(ben, changed(packed, *_first("people", version=0)), tmp_path, now)

    assert brought.state == "done", brought.why
    assert not Person.objects.filter(member=ben, version=0).exists()


def test_a_life_of_an_older_version_of_the_tables_has_what_it_lacks_by_default(packed, ben, now, tmp_path):
    without = changed(packed, "people", lambda told: [one.pop("not_from_here") for one in told])
    files = {name: content for name, content in files_of(without).items() if name != "records/answers.json"}

    brought = brought_in(ben, repacked(files), tmp_path, now)

    assert brought.state == "done", brought.why
    assert set(Person.objects.filter(member=ben).values_list("not_from_here", flat=True)) == {False}


def test_forged_ids_take_nothing_from_anybody(ada, ben, today, now, tmp_path):
    """A file that claims Ada's own rows: Ada keeps them, and Ben has others."""
    a_life(ada, today, each=1)
    packed = taken_out(ada)
    before, mine = taken_out(ada), Person.objects.filter(member=ada).first()
    assert mine is not None

    brought_in(ben, changed(packed, "people", lambda told: told[0].update(id=str(mine.pk))), tmp_path, now)

    assert taken_out(ada) == before
    assert not Moment.objects.filter(member=ben, person__member=ada).exists()


def test_one_changed_byte_is_found_by_its_file(packed, ben, now, tmp_path):
    files = files_of(packed)
    name = "records/chapters.json"

    says = _refused(ben, repacked(files | {name: files[name].replace(b"Chapter 1", b"Chapter 7")}, sealed=False),
                    tmp_path, now)  # fmt: skip

    assert says.startswith(f"{name}: is damaged, or was changed")


@pytest.mark.parametrize("lost", ["records/people.json", "manifest.json", "README.txt"])
def test_a_file_that_is_missing_is_named(packed, ben, now, tmp_path, lost):
    files = {name: content for name, content in files_of(packed).items() if name != lost}

    assert lost in _refused(ben, repacked(files, sealed=False), tmp_path, now)


def test_a_message_that_is_missing_is_named(packed, ben, now, tmp_path):
    name = f"sent/{records_of(packed, 'sent')[0]['id']}.eml"
    files = {one: content for one, content in files_of(packed).items() if one != name}

    assert name in _refused(ben, repacked(files), tmp_path, now)


def test_a_file_that_was_put_in_is_named(packed, ben, now, tmp_path):
    files = files_of(packed) | {"records/../../evil.json": b"[]"}
    assert "leads out of the ZIP" in _refused(ben, repacked(files), tmp_path, now)

    files = files_of(packed) | {"records/spells.json": b"[]\n"}
    assert "its manifest does not list it" in _refused(ben, repacked(files, sealed=False), tmp_path, now)


@pytest.mark.parametrize("name", ["records/spells.json", "photos/grace.jpg", "notes.txt", "sent/unknown.eml"])
def test_a_file_that_nothing_here_would_keep_is_named_rather_than_lost(packed, ben, now, tmp_path, name):
    files = files_of(packed) | {name: b"[]\n"}

    assert f"{name}: is not known here" in _refused(ben, repacked(files), tmp_path, now)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"version": 2}, "A newer Bothways took this out: it is of version 2, and this one reads up to 1"),
        ({"version": "1"}, "Bothways did not make this ZIP"),
        ({"version": 0}, "Bothways did not make this ZIP"),
        ({"format": "another"}, "Bothways did not make this ZIP"),
        ({"files": []}, "does not list the files"),
        ({"files": [{"name": "a"}]}, "without its name, size and SHA-256"),
        ({"files": "many"}, "does not list the files"),
    ],
)
def test_a_manifest_of_another_time_or_another_program_is_refused_kindly(packed, ben, now, tmp_path, said, why):
    files = files_of(packed)
    manifest = json.dumps(json.loads(files["manifest.json"]) | said).encode()

    assert why in _refused(ben, repacked(files | {"manifest.json": manifest}, sealed=False), tmp_path, now)


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b'{"id": NaN}', b'{"id": 1e999}', b'{"a": 1, "a": 2}', b'{"id": ' + b"9" * 5000 + b"}"]
)
def test_a_record_that_no_program_should_read_is_refused_with_its_place(packed, ben, now, tmp_path, line):
    files = files_of(packed) | {"records/people.json": b"[\n" + line + b"\n]\n"}

    assert "records/people.json: record 1: " in _refused(ben, repacked(files), tmp_path, now)


def test_a_zip_that_is_cut_off_and_one_of_another_kind_are_refused_at_once(packed, ben, now, tmp_path):
    assert "not whole" in _refused(ben, packed[:-500], tmp_path, now)
    assert "packed (ZIP)" in _refused(ben, repacked({"holiday.jpg": b"x"}, sealed=False), tmp_path, now)


def test_the_readme_says_what_every_file_is(packed):
    files = files_of(packed)
    said = files[life_file.README].decode()

    assert said.startswith("Everything that Ada kept in Bothways")
    assert "Passwords are not in it" in said
    folders = {name.partition("/")[0] + "/" if name.startswith("sent/") else name for name in files}
    assert [name for name in folders - {life_file.README} if f"  {name}: " not in said] == []
    assert UUID(records_of(packed, "people")[0]["id"]).version == 7
