"""`bothways restore`: the whole house comes back, wherever it stands, or nothing is changed."""

import json
import signal
import sqlite3
import time
from contextlib import closing
from datetime import timedelta

import pytest

from bothways.cli import house as doors
from bothways.cli.tests.keeping import GIVEN, PASSPHRASE, House, members_of, new_house
from bothways.ground.environment import Environment
from bothways.vault.packing import pack, parts_of, unpack
from bothways.vault.reading import is_lived_in, rows_in
from bothways.vault.rules import DATABASE

pytestmark = pytest.mark.xdist_group("house")
# What does not come along, or comes along otherwise; each is asserted below.
NOT_ALIKE = {
    "django_session", "usersessions_usersession", "accounts_token", "gratitude_outgoing", "gratitude_letter",
    "exchange_file", "vault_lastbackup", "django_tasks_database_dbtaskresult",
}  # fmt: skip


LINK = """
from bothways.accounts.actions import welcome_link; from bothways.accounts.models import Member
print(welcome_link(Member.objects.order_by("pk")[0]))"""
WAITS = """
from bothways.accounts.alarms import Change, tell_of_it; from bothways.accounts.models import Member, TriedServer
from bothways.ground.clock import now
one = Member.objects.order_by("pk")[0]
tell_of_it.enqueue(str(one.pk), Change.PASSWORD, now().isoformat())
server = {"address": "a@example.org", "host": "localhost", "port": 25, "secured": "none"}
TriedServer.objects.create(member=one, asked_at=now(), **server)
"""
OPENS = """
from uuid import UUID; from bothways.accounts.queries import invited; from bothways.ground.refusals import NotHere
member_id, token = {!r}.strip().strip("/").split("/")[-2:]
try:
    print(invited(UUID(member_id), token).email)
except NotHere:
    print("nobody")"""


def _alike(rows):
    alike = {name: kept for name, kept in rows.items() if name not in NOT_ALIKE}
    return alike | {"accounts_member": members_of(rows)}


@pytest.mark.parametrize("postgres", [False, True] if GIVEN else [False], ids=str)
def test_it_moves_house_to_either_database_with_all_that_is_sealed_and_waits(was, backup, tmp_path, postgres):
    other = new_house(tmp_path / "new" / "home", postgres=postgres)

    said = other.run("restore", backup, "--json")

    told = json.loads(said.out)
    is_now = other.rows()
    assert said.status == 0, said.err
    assert _alike(is_now) == _alike(was)
    assert told["erased_unknown"]
    assert (told["settled"]["signed_out"], told["settled"]["programs_ended"]) == (0, 1)
    assert is_now["django_session"] == is_now["accounts_token"] == []
    assert [row[3] for row in is_now["gratitude_outgoing"]] == ["unsure"]
    assert told["settled"]["letters_to_ask_about"] == 1
    assert [name for name in is_now["vault_lastbackup"][0] if name.endswith(".age")] == [str(backup)]
    [waiting] = (other.home / "files" / "imports").iterdir()
    assert str(waiting) in is_now["exchange_file"][0]
    checked = json.loads(other.run("check", "--json").out)
    assert (checked["whole"], checked["opened"], checked["files"]) == (True, 2, 1)
    assert checked["database"] == ("postgresql" if postgres else "sqlite")
    assert other.run("member", "add", "new@example.org").status == 0
    assert other.left() == []
    assert sorted(path.name for path in other.home.iterdir() if path.name != "static") == sorted(
        ["backups", "files", "lock", "secret-key", *([] if postgres else ["began", "bothways.sqlite3"])]
    )


def test_a_link_of_before_chooses_no_password_in_the_house_that_comes(house, backup, tmp_path):
    """Used since, it would open again: the password that it was used for is not there any more."""
    other, link = new_house(tmp_path / "home"), house.within(LINK)
    assert "@" in house.within(OPENS.format(link))

    other.run("restore", backup)

    assert other.within(OPENS.format(link)) == "nobody\n"
    assert "@" in other.within(OPENS.format(other.within(LINK)))


def test_no_message_that_waited_is_sent_by_the_house_that_comes(house, tmp_path):
    """It may have gone out since: to be told a second time that one's password changed is a fright."""
    own, other = new_house(tmp_path / "home", like=house), new_house(tmp_path / "other")
    own.within(WAITS)

    said = other.run("restore", own.backup(tmp_path / "b.age"))

    assert said.status == 0, said.err
    rows = other.rows()
    assert not [row for row in rows["django_tasks_database_dbtaskresult"] if "tell_of_it" in str(row)]
    assert ["Try it once more." in str(row) for row in rows["accounts_triedserver"]] == [True]


def test_in_the_place_of_a_life_it_comes_only_when_that_is_said_and_who_was_erased_stays_so(
    house, was, backup, tmp_path
):
    own = new_house(tmp_path / "home", like=house)
    erased, anothers = own.within(
        "from uuid import uuid5; from bothways.people.models import Erased, Person\n"
        "from bothways.street.actions import forget\n"
        "one, other, back = Person.objects.order_by('pk')[:3]\n"
        "Erased.objects.create(pk=uuid5(one.pk, str(other.pk)))  # somebody else had one under the same id\n"
        "Erased.objects.create(pk=uuid5(back.member_id, str(back.pk)))  # came back; an earlier release left the mark\n"
        "forget(one); print(one.pk, other.pk)"
    ).split()
    before = own.rows()

    refused = own.run("restore", backup)
    assert refused.status == 1
    assert "say --replace" in refused.err
    assert own.rows() == before

    said = own.run("restore", backup, "--replace", "--json")
    now = own.rows()
    assert said.status == 0, said.err
    assert (json.loads(said.out)["settled"]["erased"], json.loads(said.out)["erased_unknown"]) == (1, False)
    assert {row[0] for row in now["people_person"]} == {row[0] for row in was["people_person"]} - {erased}
    assert anothers in {row[0] for row in now["people_person"]}
    assert len(now["people_erased"]) == 2  # those who were erased, whoever of them is in this backup
    if not own.settings:
        aside = House(next(own.home.glob("backups/replaced-*")))
        assert aside.rows()["people_person"] == before["people_person"]


def test_one_that_is_old_says_so_and_that_whoever_was_erased_since_is_back(backup, tmp_path):
    """On an empty computer, where nothing can tell who that was."""
    manifest = unpack(backup, PASSPHRASE, tmp_path / "old")
    old = manifest.model_copy(update={"made_at": manifest.made_at - timedelta(days=12)})
    with (tmp_path / "a.age").open("wb") as into:
        pack(tmp_path / "old", old, into, PASSPHRASE, work=1)
    empty = new_house(tmp_path / "home")

    first = empty.run("restore", tmp_path / "a.age")
    again = empty.run("restore", tmp_path / "a.age", "--replace")

    for said in (first, again):
        assert f"Restored as of {old.made_at:%Y-%m-%d %H:%M} UTC (12 days ago): 2 members, 30 people" in said.out
    assert "whoever was is back. Erase them again: “Take away everything about them”" in first.out
    assert "is back" not in again.out


def test_before_a_life_gives_way_it_is_said_how_old_the_backup_is_and_what_becomes_of_it(house, backup, tmp_path):
    own = new_house(tmp_path / "home", like=house)
    own.run("member", "add", "new@example.org")

    said = own.run("restore", backup, "--replace", "--json")

    for words in (
        "This backup was made less than a day ago. What was written here since is not in it.",
        "Members here who are not in it: 1 of 3.",
        f"It was made of another folder, {house.home}.",
        "All that is in PostgreSQL now will be gone"
        if own.settings
        else f"now is put aside in {own.home}/backups/repl",
    ):
        assert words in said.err
    assert json.loads(said.out)["settled"]


def test_a_backup_of_another_life_says_so_before_and_what_is_refused_later_has_changed_nothing(backup, tmp_path):
    own = new_house(tmp_path / "home")
    own.run("member", "add", "only-here@example.org")
    before = own.rows()
    manifest = unpack(backup, PASSPHRASE, tmp_path / "newer")
    with closing(sqlite3.connect(tmp_path / "newer" / DATABASE)) as tables, tables:
        tables.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_to_come', '')")
    more = {"rows": rows_in(tmp_path / "newer"), "parts": parts_of(tmp_path / "newer")}
    old = manifest.model_copy(update={"made_at": manifest.made_at - timedelta(days=12), **more})
    with (tmp_path / "a.age").open("wb") as into:
        pack(tmp_path / "newer", old, into, PASSPHRASE, work=1)

    said = own.run("restore", tmp_path / "a.age", "--replace")

    foretold, _, refused = said.err.partition("All that is ")
    assert "made 12 days ago, of another life: nobody who is a member here is in it." in foretold
    assert (said.status, "made by a newer Bothways" in refused) == (1, True)
    assert own.rows() == before


@pytest.mark.parametrize("damage", ["passphrase", "cut", "none"])
def test_what_cannot_be_believed_is_refused_and_nothing_is_changed(backup, tmp_path, damage):
    """Each way in which a file can be another is in vault/tests/test_packing.py."""
    content = backup.read_bytes()
    if damage != "none":
        (tmp_path / "a.age").write_bytes(content[:-70_000] if damage == "cut" else content)
    empty = new_house(tmp_path / "home", postgres=False)

    said = empty.run(
        "restore", tmp_path / "a.age", BOTHWAYS_PASSPHRASE=PASSPHRASE[::-1] if damage == "passphrase" else PASSPHRASE
    )

    says = {
        "passphrase": "This passphrase does not open", "cut": "Nothing of it was used", "none": "is not there",
    }  # fmt: skip
    assert (said.status, said.out) == (1, "")
    assert says[damage] in said.err
    assert "Traceback" not in said.err
    assert {path.name for path in empty.home.iterdir()} <= {"lock", "backups"}
    assert list(empty.home.glob("backups/*")) == []


def test_one_of_a_newer_bothways_is_refused(backup, tmp_path):
    newer = tmp_path / "newer"
    manifest = unpack(backup, PASSPHRASE, newer)
    with closing(sqlite3.connect(newer / DATABASE)) as tables, tables:
        tables.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_to_come', '')")
    more = manifest.model_copy(update={"rows": rows_in(newer), "parts": parts_of(newer)})
    with (tmp_path / "a.age").open("wb") as into:
        pack(newer, more, into, PASSPHRASE, work=1)
    empty = new_house(tmp_path / "home")

    said = empty.run("restore", tmp_path / "a.age")

    assert said.status == 1
    assert "made by a newer Bothways" in said.err
    assert "people.9999_to_come" in said.err
    assert "Nothing was changed." in said.err
    assert not (empty.home / "restored").exists()
    assert not is_lived_in(Environment(home=empty.home, database_url=empty.settings.get("DATABASE_URL", "")))


def test_while_it_runs_here_it_is_refused(house, backup, tmp_path):
    own = new_house(tmp_path / "home", like=house)
    added = own.run("member", "add", "only-here@example.org", "--json")

    with doors.claim(own.home):
        assert "already runs in" in own.run("restore", backup, "--replace").err
    working = own.begin("work", "--json")
    assert working.stdout.readline()
    said = own.run("restore", backup, "--replace")
    working.kill()
    working.communicate()

    assert said.status == 1
    assert "in use" in said.err
    assert json.loads(added.out)["id"] in str(own.rows()["accounts_member"])


def test_another_key_in_the_settings_is_refused(backup, tmp_path):
    empty = new_house(tmp_path / "home", postgres=False)

    said = empty.run("restore", backup, BOTHWAYS_SECRET_KEY="another-key-0123456789-abcdefghijklmnopqrstuvwxyz")

    assert said.status == 1
    assert "BOTHWAYS_SECRET_KEY is another key" in said.err
    assert not (empty.home / "bothways.sqlite3").exists()


def test_killed_anywhere_it_leaves_the_one_house_or_the_other(house, was, backup, tmp_path):
    own = new_house(tmp_path / "home", like=house)
    own.within(
        "from bothways.people.models import Person; Person.objects.update(note='of now')\n"
        "from bothways.accounts.models import MailServer; MailServer.objects.update(host='now.example.org')"
    )
    (own.home / "files" / "imports" / "now").write_text("of now")
    before = own.rows()
    after = _alike(was)

    for signs in ("backups/.*/house/told.json", "restored"):
        running = own.begin("restore", backup, "--replace")
        until = time.monotonic() + 60
        while not list(own.home.glob(signs)) and running.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        checked = json.loads(own.run("check", "--json").out)

        now = own.rows()
        assert checked["whole"], checked
        assert checked["opened"] == 2
        assert not (own.home / "restored").exists()
        if now["accounts_mailserver"] == before["accounts_mailserver"]:
            assert now == before
            assert (own.home / "files" / "imports" / "now").exists()
        else:
            assert _alike(now) == after
            assert not (own.home / "files" / "imports" / "now").exists()
