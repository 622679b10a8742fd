"""`bothways restore`: the whole house comes back, wherever it stands, or nothing is changed."""

import json
import signal
import time

import pytest

from bothways.cli import house as doors
from bothways.cli.tests.keeping import GIVEN, PASSPHRASE, House, new_house

pytestmark = pytest.mark.xdist_group("house")
# What does not come along, or comes along otherwise; each is asserted below.
NOT_ALIKE = {
    "django_session", "usersessions_usersession", "accounts_token", "gratitude_outgoing", "gratitude_letter",
    "exchange_file", "vault_lastbackup", "django_tasks_database_dbtaskresult",
}  # fmt: skip


@pytest.fixture(scope="module")
def backup(house, tmp_path_factory):
    return house.backup(tmp_path_factory.mktemp("backup") / "a.age")


def _alike(rows):
    return {name: kept for name, kept in rows.items() if name not in NOT_ALIKE}


@pytest.mark.parametrize("postgres", [False, True] if GIVEN else [False], ids=str)
def test_it_moves_house_to_either_database_with_all_that_is_sealed_and_waits(house, backup, tmp_path, postgres):
    other = new_house(tmp_path / "new" / "home", postgres=postgres)

    said = other.run("restore", backup, "--json")

    told = json.loads(said.out)
    was, is_now = house.rows(), other.rows()
    assert said.status == 0, said.err
    assert _alike(is_now) == _alike(was)
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


@pytest.mark.skipif(not GIVEN, reason="there is no PostgreSQL")
def test_from_sqlite_it_moves_to_postgresql(backup, tmp_path):
    small = new_house(tmp_path / "small" / "home", postgres=False)
    large = new_house(tmp_path / "large" / "home", postgres=True)
    assert small.run("restore", backup).status == 0

    said = large.run("restore", small.backup(tmp_path / "a.age"))

    assert said.status == 0, said.err
    differ = ("vault_lastbackup", "exchange_file")  # a file lies elsewhere
    assert large.rows() | dict.fromkeys(differ) == small.rows() | dict.fromkeys(differ)


def test_in_the_place_of_a_life_it_comes_only_when_that_is_said_and_who_was_erased_stays_so(house, backup, tmp_path):
    own = new_house(tmp_path / "home", like=house)
    erased, anothers = own.within(
        "from uuid import uuid5; from bothways.people.models import Erased, Person\n"
        "from bothways.street.actions import forget\n"
        "one, other = Person.objects.order_by('pk')[:2]\n"
        "Erased.objects.create(pk=uuid5(one.pk, str(other.pk)))  # somebody else had one under the same id\n"
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
    assert json.loads(said.out)["settled"]["erased"] == 1
    assert {row[0] for row in now["people_person"]} == {row[0] for row in house.rows()["people_person"]} - {erased}
    assert anothers in {row[0] for row in now["people_person"]}
    assert len(now["people_erased"]) == 1
    if not own.settings:
        aside = House(next(own.home.glob("backups/replaced-*")))
        assert aside.rows()["people_person"] == before["people_person"]


@pytest.mark.parametrize("damage", ["passphrase", "cut", "changed", "other", "none"])
def test_what_cannot_be_believed_is_refused_and_nothing_is_changed(house, backup, tmp_path, damage):
    content = backup.read_bytes()
    wrong = {
        "cut": content[:-70_000], "changed": content[:200_000] + b"?" + content[200_001:], "other": b"PK\x03\x04",
    }  # fmt: skip
    if damage != "none":
        (tmp_path / "a.age").write_bytes(wrong.get(damage, content))
    empty = new_house(tmp_path / "home", postgres=False)

    said = empty.run(
        "restore", tmp_path / "a.age", BOTHWAYS_PASSPHRASE=PASSPHRASE[::-1] if damage == "passphrase" else PASSPHRASE
    )

    says = {
        "passphrase": "This passphrase does not open", "cut": "Nothing of it was used", "other": "is no backup",
        "changed": "Nothing of it was used", "none": "There is no file",
    }  # fmt: skip
    assert (said.status, said.out) == (1, "")
    assert says[damage] in said.err
    assert "Traceback" not in said.err
    assert {path.name for path in empty.home.iterdir()} <= {"lock", "backups"}
    assert list(empty.home.glob("backups/*")) == []


@pytest.mark.skipif(bool(GIVEN), reason="a copy of PostgreSQL holds only tables that this Bothways knows")
def test_one_of_a_newer_bothways_is_refused(house, tmp_path):
    newer = new_house(tmp_path / "newer", like=house)
    newer.within(
        "from django.db.migrations.recorder import MigrationRecorder as R; from django.db import connection\n"
        "from bothways.vault.actions import make_backup; from bothways.ground.environment import environment\n"
        "from bothways.ground.clock import now; from pathlib import Path; import bothways.vault.actions as a\n"
        "R(connection).record_applied('people', '9999_to_come')\n"
        "a.ask = lambda *_: {'broken': [], 'opened': 9}\n"  # it would be opened again by the newer one
        f"make_backup(environment(), Path({str(tmp_path / 'a.age')!r}), {PASSPHRASE!r}, at=now(), tell=lambda *_: None)"
    )
    empty = new_house(tmp_path / "home", postgres=False)

    said = empty.run("restore", tmp_path / "a.age")

    assert said.status == 1
    assert "made by a newer Bothways" in said.err
    assert not (empty.home / "bothways.sqlite3").exists()


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


def test_killed_anywhere_it_leaves_the_one_house_or_the_other(house, backup, tmp_path):
    own = new_house(tmp_path / "home", like=house)
    own.within(
        "from bothways.people.models import Person; Person.objects.update(note='of now')\n"
        "from bothways.accounts.models import MailServer; MailServer.objects.update(host='now.example.org')"
    )
    (own.home / "files" / "imports" / "now").write_text("of now")
    before = own.rows()
    after = _alike(house.rows())

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
