"""A worker killed with SIGKILL after the mail server took a letter, and before that was written down."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.postbox import HERE, Postbox, postbox

PREPARE = """
import sys; import django; django.setup()
from django.core.management import call_command
from bothways.accounts.actions import add_member
from bothways.gratitude.tests import make
from bothways.people import actions as people
call_command("migrate", verbosity=0)
ada = add_member(email="ada@example.org", name="Ada")
for n in range(8):
    make.sent_letter(people.keep(ada, name=f"Friend {n}", addresses=[f"f{n}@example.net"]))
"""
WORK = """
import sys; from datetime import timedelta; import django; django.setup()
from bothways.accounts.models import Member
from bothways.gratitude.tests import make
print("begins", flush=True); sys.stdin.readline()
make.work(Member.objects.get(), make.NOW + timedelta(minutes=int(sys.argv[1])))
"""

TAKE_BACK = """
import sys; from datetime import timedelta; import django; django.setup()
from bothways.gratitude.actions import outbox
from bothways.gratitude.models import Outgoing
from bothways.gratitude.tests import make
row = Outgoing.objects.get(message_id=sys.argv[1])
outbox.take_back(row.letter, at=make.NOW + timedelta(minutes=int(sys.argv[2])))
"""


def _start(home: Path, port: int, code: str, *arguments: object) -> "subprocess.Popen[str]":
    told = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    told |= {"BOTHWAYS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bothways.config.settings"}
    told |= {"BOTHWAYS_SMTP_HOST": HERE, "BOTHWAYS_SMTP_PORT": str(port), "BOTHWAYS_SMTP_TLS": "none"}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _work(home: Path, box: Postbox, minutes: int, *, killed_after: int | None = None) -> int:
    """A worker at this time; killed when the mail server has taken so many letters of it."""
    child = _start(home, box.port, WORK, minutes)
    assert child.stdout is not None
    child.stdout.readline()
    if killed_after is not None:
        box.says["DATA"] = [*[""] * (killed_after - 1), f"kill {child.pid}"]
    child.communicate("go\n", timeout=120)
    return child.returncode


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    child = _start(folder, 25, PREPARE)
    child.communicate(timeout=120)
    assert child.returncode == 0
    return folder


def test_killed_again_and_again_nothing_is_lost_and_each_kill_costs_at_most_one_duplicate(home: Path) -> None:
    kills = 0
    with postbox() as box:
        for minutes, after in ((0, 1), (10, 3), (20, 2)):
            kills += _work(home, box, minutes, killed_after=after) == -9
        assert _work(home, box, 30) == 0

        with sqlite3.connect(home / "bothways.sqlite3") as database:
            sent = database.execute("SELECT message_id, state FROM gratitude_outgoing").fetchall()
            given = database.execute("SELECT state FROM gratitude_letter").fetchall()
            moments = database.execute("SELECT source_key FROM moments_moment WHERE lane = 'mine'").fetchall()

    assert kills == 3
    assert {state for _, state in sent} == {"taken"}
    assert given == [("given",)] * 8
    assert len(moments) == len(set(moments)) == 8
    assert set(box.message_ids) == {message_id for message_id, _ in sent}
    assert len(box.letters) <= 8 + kills


def test_two_workers_at_once_give_no_letter_twice(home: Path) -> None:
    with postbox() as box:
        workers = [_start(home, box.port, WORK, 0) for _ in range(2)]
        for one in workers:
            assert one.stdout is not None
            one.stdout.readline()
        for one in workers:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        for one in workers:
            one.communicate(timeout=120)

    assert [one.returncode for one in workers] == [0, 0]
    assert len(box.message_ids) == len(set(box.message_ids)) == 8


def test_what_the_server_has_from_a_killed_worker_is_asked_about_and_no_draft_to_send_again(home: Path) -> None:
    with postbox() as box:
        assert _work(home, box, 0, killed_after=1) == -9
        (taken,) = box.message_ids
        child = _start(home, box.port, TAKE_BACK, taken, 7)
        child.communicate(timeout=120)
    assert child.returncode == 0

    with sqlite3.connect(home / "bothways.sqlite3") as database:
        found = database.execute(
            "SELECT gratitude_outgoing.state, gratitude_letter.state, said FROM gratitude_outgoing "
            "JOIN gratitude_letter ON gratitude_letter.id = letter_id WHERE message_id = ?", [taken]
        ).fetchone()  # fmt: skip
    assert found[:2] == ("unsure", "ready")
    assert "may have arrived" in found[2]
