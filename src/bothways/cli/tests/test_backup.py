"""`bothways backup`: everything in one locked file, whoever writes meanwhile, or no file at all."""

import io
import json
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from bothways.cli.tests.conftest import settings_of
from bothways.cli.tests.keeping import PASSPHRASE, SET_UP, House, new_house
from bothways.formats.age import Opened

pytestmark = pytest.mark.xdist_group("house")
WRITES = """
import datetime as dt
import time
from bothways.accounts.models import Member
from bothways.formats.days import exactly
from bothways.moments import actions as moments
from bothways.people.models import Person
people = list(Person.objects.all())
number = 0
while True:
    number += 1
    one = moments.record(people[number % len(people)], lane="together", kind="met", on=exactly(dt.date(2020, 1, 1)),
                         today=dt.date(2026, 11, 22), deed="While a backup is made " * 20)
    print(one.pk, flush=True)
    time.sleep(0.02)
"""


def unpacked(backup: Path, into: Path) -> House:
    """Taken apart by the tools that anybody has, and looked at as a house on SQLite."""
    with backup.open("rb") as file, tarfile.open(fileobj=io.BytesIO(Opened(file, PASSPHRASE).read())) as tar:
        tar.extractall(into, filter="data")
    return House(into)


def test_everything_is_in_it_and_it_is_its_owners_alone(house, was, made, tmp_path):
    file, told = made
    copy = unpacked(file, tmp_path / "copy")
    [waiting] = (house.home / "files" / "imports").iterdir()
    assert copy.rows() == was
    assert (copy.home / "secret-key").read_text() == (house.home / "secret-key").read_text()
    assert (copy.home / "files" / "imports" / waiting.name).read_bytes() == waiting.read_bytes()
    assert (told["file"], told["bytes"]) == (str(file), file.stat().st_size)
    assert (told["rows"]["people_person"], told["rows"]["moments_moment"]) == (30, 60)
    assert told["checked"]["whole"]
    assert (told["checked"]["opened"], told["checked"]["files"]) == (2, 1)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["a.age"]


def test_a_file_that_is_there_is_not_written_over(house, tmp_path):
    (tmp_path / "a.age").write_text("mine")

    said = house.run("backup", tmp_path / "a.age")

    assert said.status == 1
    assert "is not written over" in said.err
    assert (tmp_path / "a.age").read_text() == "mine"


@pytest.mark.parametrize(
    ("given", "says"), [("short", "at least 12 letters"), ("", "Let BOTHWAYS_PASSPHRASE_FILE name a file")]
)
def test_without_a_good_passphrase_none_is_made(house, tmp_path, given, says):
    said = house.run("backup", tmp_path / "a.age", BOTHWAYS_PASSPHRASE=given)

    assert (said.status, said.out) == (1, "")
    assert says in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(house, tmp_path):
    said = house.run("backup", tmp_path / "no" / "a.age")

    assert said.status == 1
    assert f"There is no folder {tmp_path / 'no'}." in said.err


def test_while_others_write_it_is_of_one_moment_and_has_all_that_was_saved_before(house, tmp_path):
    busy = new_house(tmp_path / "home", like=house)
    writers = [_writer(busy) for _ in range(2)]
    saved = [writer.stdout.readline().strip() for writer in writers]
    try:
        said = busy.run("backup", tmp_path / "a.age", "--json")
    finally:
        for writer in writers:
            writer.kill()
    more = [line for writer in writers for line in writer.communicate()[0].split()]

    kept = unpacked(tmp_path / "a.age", tmp_path / "copy").rows()["moments_moment"]
    told = json.loads(said.out)
    assert said.status == 0, said.err
    assert set(saved) <= {row[0] for row in kept}
    assert len(more) > 3
    assert told["checked"]["drifted"] == []
    assert told["rows"]["moments_moment"] == len(kept)


def _writer(house: House) -> "subprocess.Popen[str]":
    told = settings_of(house.home, **house.settings)
    return subprocess.Popen([sys.executable, "-c", SET_UP + WRITES], env=told, text=True, stdout=subprocess.PIPE)


# Between the copy and the backup, as a bad disk or a fault of ours might do it.
BROUGHT_DOWN = {
    "the database": "file = (into / 'bothways.sqlite3').open('r+b'); file.seek(100_000); file.write(b'?' * 50_000)",
    "what is summed up": """rows("UPDATE moments_state SET last_mine = '1971-01-01' WHERE rowid = 1")""",
    "a file": "next((into / 'files' / 'imports').iterdir()).unlink()",
    "the key, damaged": "(into / 'secret-key').write_text('k')",
    "the key": "key = into / 'secret-key'; key.write_text(key.read_text().strip()[::-1])",
}
SPOILT = """
import sqlite3, sys
from bothways.cli.door import main
from bothways.vault import actions
whole = actions.copy_house
def spoilt(here, into):
    whole(here, into)
    def rows(change):
        with sqlite3.connect(into / "bothways.sqlite3") as copy:
            assert copy.execute(change).rowcount == 1
    {how}
actions.copy_house = spoilt
sys.argv = ["bothways", "backup", {file!r}]
main()
"""


@pytest.mark.parametrize("what", BROUGHT_DOWN)
def test_what_came_out_worse_than_the_house_is_not_kept(house, tmp_path, what):
    code = SET_UP + SPOILT.format(how=BROUGHT_DOWN[what], file=str(tmp_path / "a.age"))
    told = settings_of(house.home, **house.settings, BOTHWAYS_PASSPHRASE=PASSPHRASE)

    said = subprocess.run([sys.executable, "-c", code], env=told, capture_output=True, text=True, check=False)

    assert (said.returncode, said.stderr.strip().startswith("The backup came out otherwise")) == (1, True), said.stderr
    assert list(tmp_path.iterdir()) == []
    assert house.left() == []


def test_of_a_house_in_which_something_is_amiss_one_is_made_and_says_so(house, tmp_path):
    lived = new_house(tmp_path / "house", like=house)
    lived.within(
        "from bothways.moments.models import State; State.objects.filter(pk=State.objects.first().pk).delete()"
    )

    said = lived.run("backup", tmp_path / "a.age")

    assert (said.status, "Not all is well in the house" in said.out) == (0, True)
    assert (tmp_path / "a.age").exists()
    [last] = lived.rows()["vault_lastbackup"]
    assert "False" in last  # as its page says, too


def test_a_disk_that_fills_up_leaves_no_half_of_a_backup(house, tmp_path):
    """A limit on what a process may write to one file stands for a small disk."""
    words = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); sys.argv = ['bothways', 'backup', {1!r}];"
        "from bothways.cli.door import main; main()"
    )
    for room in (100_000, (house.home / "bothways.sqlite3").stat().st_size if not house.settings else 900_000):
        said = subprocess.run(
            [sys.executable, "-c", words.format(room, str(tmp_path / "a.age"))],
            env=settings_of(house.home, **house.settings, BOTHWAYS_PASSPHRASE=PASSPHRASE),
            capture_output=True, text=True, check=False,
        )  # fmt: skip

        assert said.returncode == 1
        assert "Traceback" not in said.stderr
        assert "full" in said.stderr or "File too large" in said.stderr
        assert list(tmp_path.iterdir()) == []
        assert house.left() == []


def test_killed_it_leaves_no_backup_and_the_next_one_sweeps(house, tmp_path):
    running = house.begin("backup", tmp_path / "a.age")
    until = time.monotonic() + 60
    while not list(tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert [path.suffix for path in tmp_path.iterdir()] == [".being-made"]
    assert house.left() != []

    (tmp_path / "key").write_text(PASSPHRASE + "\n")
    said = house.run("backup", tmp_path, BOTHWAYS_PASSPHRASE="", BOTHWAYS_PASSPHRASE_FILE=str(tmp_path / "key"))

    [made] = tmp_path.glob("*.age")
    last = json.loads(house.run("check", "--json").out)["last_backup"]
    assert (last["file"], last["bytes"], last["is_there"]) == (str(made), made.stat().st_size, True)
    assert said.out.startswith(f"{made}: 2 members, 30 people, 60 moments; ")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".being-made"] == []
    assert house.left() == []
    made.unlink()
    assert "It does not lie there any more." in house.run("check").out
