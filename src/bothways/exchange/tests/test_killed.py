"""A worker killed with SIGKILL, and two workers at once: the import ends exactly as if undisturbed."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bothways.exchange.tests import make

PREPARE = """
import sys; from pathlib import Path; import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from bothways.accounts.actions import add_member
from bothways.exchange.actions.begin import Source, begin
call_command("migrate", verbosity=0)
ada = add_member(email="ada@example.org", name="Ada")
begin(ada, [Source(Path(one), Path(one).name) for one in sys.argv[1:]], at=timezone.now())
"""
WORK = """
import django; django.setup()
from django.utils import timezone
from bothways.exchange.actions.bringing import bring_in
from bothways.exchange.models import Import
one = Import.objects.get()
while bring_in(one.pk, at=timezone.now(), seconds=0):
    print("a piece", flush=True)
"""
_PERSON = "JOIN people_person p ON p.id = x.person_id"
SAYS = {
    "people": "SELECT name, source_key FROM people_person",
    "addresses": f"SELECT p.name, x.address FROM people_address x {_PERSON}",
    "mail": "SELECT message_id, sent_at, subject FROM moments_mail",
    "parties": "SELECT message_id, address, name, wrote FROM moments_mailparty JOIN moments_mail m ON m.id = mail_id",
    "moments": f"SELECT p.name, x.source_key, lane, latest, x.note FROM moments_moment x {_PERSON}",
    "states": f"SELECT p.name, first_on, last_contact, last_mine FROM moments_state x {_PERSON}",
    "senders": "SELECT address, last_on, delivered FROM exchange_sender",
    "troubles": "SELECT at, why FROM exchange_trouble",
    "files": "SELECT name, read_to, items, done, path FROM exchange_file",
    "import": """
        SELECT state, people_new, people_joined, people_unchanged, moments_new, moments_unchanged, automatic
        FROM exchange_import
    """,
}


def _start(home: Path, code: str, *arguments: object) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env = kept | {"BOTHWAYS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bothways.config.settings"}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


def _finish(*children: "subprocess.Popen[str]") -> None:
    for child in children:
        child.communicate(timeout=120)
    assert [child.returncode for child in children] == [0] * len(children)


def _says(home: Path) -> dict[str, list[object]]:
    with sqlite3.connect(home / "bothways.sqlite3") as database:
        return {name: sorted(database.execute(query).fetchall(), key=repr) for name, query in SAYS.items()}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which an address book and an archive wait to be read."""
    folder = tmp_path_factory.mktemp("files")
    friends = [f"Friend {n} <f{n}@x.example>" for n in range(12)]
    cards = "".join(make.card(f"Friend Number{n}", f"f{n}@x.example", BDAY="some day") for n in range(60))
    vcf = make.written(folder, "a.vcf", cards)
    mbox = make.written(folder, "a.mbox", make.archive("ada@example.org", friends, 700))
    home = folder / "home"
    home.mkdir()
    _finish(_start(home, PREPARE, vcf, mbox))
    return home


@pytest.fixture(scope="module")
def undisturbed(prepared: Path) -> dict[str, list[object]]:
    home = shutil.copytree(prepared, prepared.parent / "undisturbed")
    _finish(_start(home, WORK))
    return _says(home)


def test_killed_again_and_again_it_ends_as_if_undisturbed(
    prepared: Path, undisturbed: dict[str, list[object]], tmp_path: Path
) -> None:
    home = shutil.copytree(prepared, tmp_path / "home")
    for pieces in (1, 3, 8):
        child = _start(home, WORK)
        assert child.stdout is not None
        for _ in range(pieces):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.communicate()

    _finish(_start(home, WORK))

    assert _says(home) == undisturbed
    assert undisturbed["import"] == [("done", 60, 0, 0, 560, 0, 140)]


def test_two_workers_at_once_do_no_harm(prepared: Path, undisturbed: dict[str, list[object]], tmp_path: Path) -> None:
    home = shutil.copytree(prepared, tmp_path / "home")

    _finish(_start(home, WORK), _start(home, WORK))

    assert _says(home) == undisturbed
