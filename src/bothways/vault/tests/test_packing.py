"""A house goes into one locked file and comes out as it was, or not at all."""

import datetime as dt
import io
import json
import os
import tarfile

import pytest

from bothways.formats.age import Locking, Opened
from bothways.vault.packing import NoBackup, pack, parts_of, unpack
from bothways.vault.rules import Manifest, may_lie_in_one

OURS = "careful hands can be taught"


@pytest.fixture
def house(tmp_path):
    home = tmp_path / "home"
    (home / "files" / "imports").mkdir(parents=True)
    (home / "bothways.sqlite3").write_bytes(os.urandom(200_000))
    (home / "secret-key").write_text("k" * 64)
    (home / "files" / "imports" / "1").write_bytes(b"a file that waits")
    (home / "static").mkdir()
    (home / "static" / "style.css").write_text("made anew anywhere")
    return home


def _manifest(house, **more):
    told = {"version": "0.1.0", "made_at": dt.datetime(2026, 11, 28, tzinfo=dt.UTC), "home": str(house)}
    return Manifest(**{**told, "database": "sqlite", "migrations": [], "rows": {}, "parts": parts_of(house), **more})


def _packed(house, manifest=None):
    into = io.BytesIO()
    pack(house, manifest or _manifest(house), into, OURS, work=1)
    return into.getvalue()


@pytest.fixture
def backup(house, tmp_path):
    (tmp_path / "a.age").write_bytes(_packed(house))
    return tmp_path / "a.age"


def _contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_packed_comes_out_as_it_was_and_for_its_owner_alone(house, backup, tmp_path):
    manifest = unpack(backup, OURS, tmp_path / "out")

    was = _contents(house)
    del was["static/style.css"]  # made of the program, not of a life
    assert manifest == _manifest(house)
    assert _contents(tmp_path / "out") == was
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "out").rglob("*")} == {0}


def test_any_tar_and_any_age_open_it(backup):
    with backup.open("rb") as file, tarfile.open(fileobj=io.BytesIO(Opened(file, OURS).read())) as tar:
        told = json.loads(tar.extractfile("bothways.json").read())

        assert tar.getnames() == ["bothways.json", *told["parts"]]


def test_another_passphrase_opens_nothing(backup, tmp_path):
    with pytest.raises(NoBackup, match="This passphrase does not open"):
        unpack(backup, OURS + " ", tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"age-encryption.org/v1\n-> X25519 abc\n"])
def test_what_is_no_backup_is_told_apart(tmp_path, content):
    (tmp_path / "a.age").write_bytes(content)

    with pytest.raises(NoBackup, match="is no backup of Bothways"):
        unpack(tmp_path / "a.age", OURS, tmp_path / "out")


def test_wherever_it_was_cut_it_is_refused(backup, tmp_path):
    whole = backup.read_bytes()
    for at in (*range(200, len(whole), 20_011), len(whole) - 1):
        backup.write_bytes(whole[:at])
        with pytest.raises(NoBackup, match=r"ends too early|damaged"):
            unpack(backup, OURS, tmp_path / str(at))


def test_wherever_one_bit_is_another_it_is_refused(backup, tmp_path):
    whole = backup.read_bytes()
    for at in range(40, len(whole), 10_007):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(NoBackup):
            unpack(backup, OURS, tmp_path / str(at))


def test_more_behind_the_end_is_refused(backup, tmp_path):
    backup.write_bytes(backup.read_bytes() + b"more")

    with pytest.raises(NoBackup, match="damaged"):
        unpack(backup, OURS, tmp_path / "out")


def test_of_a_newer_form_it_is_refused(house, backup, tmp_path):
    backup.write_bytes(_packed(house, _manifest(house, format=2, version="9.0")))

    with pytest.raises(NoBackup, match=r"newer Bothways \(9.0\). Update this one first"):
        unpack(backup, OURS, tmp_path / "out")


@pytest.mark.parametrize(
    "name", ["../evil", "files/../../evil", "/etc/evil", "evil", "files", "files/x/../y", "bothways.json"]
)
def test_nothing_is_written_outside_of_the_house(house, tmp_path, name):
    manifest = _manifest(house)
    manifest.parts[name] = manifest.parts["secret-key"]
    (tmp_path / "a.age").write_bytes(_by_hand({"bothways.json": manifest.model_dump_json().encode(), name: b"k" * 64}))

    assert not may_lie_in_one(name)
    with pytest.raises(NoBackup, match="damaged"):
        unpack(tmp_path / "a.age", OURS, tmp_path / "out" / "in")
    assert sorted(path.name for path in tmp_path.rglob("*evil*")) == []


def _by_hand(files):
    into = io.BytesIO()
    locking = Locking(into, OURS, work=1)
    with tarfile.open(fileobj=locking, mode="w|") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    locking.close()
    return into.getvalue()


@pytest.mark.parametrize("lacks", ["secret-key", "bothways.sqlite3", "bothways.json"])
def test_what_lacks_a_part_is_refused(house, tmp_path, lacks):
    files = {"bothways.json": _manifest(house).model_dump_json().encode(), **_contents(house)}
    del files["static/style.css"], files[lacks]
    (tmp_path / "a.age").write_bytes(_by_hand(files))

    with pytest.raises(NoBackup, match="damaged"):
        unpack(tmp_path / "a.age", OURS, tmp_path / "out")
