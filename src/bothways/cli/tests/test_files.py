"""`bothways read` and `bothways import`: the JSON that others rely on, and refusals in words."""

import json
import os
from pathlib import Path

import pytest

from bothways.accounts.models import Member
from bothways.cli import door
from bothways.exchange.models import Import
from bothways.exchange.tests import make
from bothways.people.models import Person

CARDS = make.card("Grace Hill", "grace@example.edu", uid="1") + make.card("", NICKNAME="Bel", BDAY="some day")
LETTERS = make.archive("ada@example.org", ["Grace Hill <grace@example.edu>"], 20)


def _run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: object) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["bothways", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        door.main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> object:
    return lambda *words: _run(capsys, monkeypatch, *words)


def test_read_says_what_is_in_files_and_brings_nothing_in(run: object, db: None, tmp_path: Path) -> None:
    cards, mail = make.written(tmp_path, "a.vcf", CARDS), make.written(tmp_path, "a.mbox", LETTERS)

    status, out, _ = run("read", cards, mail, "--json")  # type: ignore[operator]

    book, archive = json.loads(out)["files"]
    assert status == 0
    assert (book["file"], book["kind"], book["messages"], book["occurrences"]) == (str(cards), "vcard", 0, [])
    assert book["people"] == [{"name": "Grace Hill", "emails": ["grace@example.edu"]}, {"name": "Bel", "emails": []}]
    assert [set(one) for one in book["not_understood"]] == [{"file", "at", "why"}]
    assert (archive["kind"], archive["messages"]) == ("mbox", 20)
    assert archive["senders"] == {
        "ada@example.org": "2009-03-11",
        "grace@example.edu": "2009-03-12",
        "shop@news.example": "2009-03-12",
    }
    assert not Person.objects.exists()


def test_read_of_a_file_that_is_all_trouble_names_the_first_thousand(run: object, db: None, tmp_path: Path) -> None:
    broken = make.written(tmp_path, "a.vcf", "BEGIN:VCARD\n" * 1500)

    _, out, _ = run("read", broken, "--json")  # type: ignore[operator]

    said = json.loads(out)["files"][0]["not_understood"]
    assert len(said) == 1001
    assert said[-1] == {
        "file": str(broken), "at": "card 1001, line 1001",
        "why": "This and more behind it was not understood, and is not listed.",
    }  # fmt: skip


def test_read_of_nothing_readable_is_refused_and_says_why_to_machines_too(run: object, tmp_path: Path) -> None:
    packed = make.written(tmp_path, "a.zip", "PK\x03\x04")

    status, out, err = run("read", packed)  # type: ignore[operator]
    machine = run("read", packed, "--json")  # type: ignore[operator]

    assert (status, out) == (1, "")
    assert f"{packed}: not read" in err
    assert "ZIP" in err
    assert machine[0] == 1
    assert "ZIP" in json.loads(machine[1])["files"][0]["not_understood"][0]["why"]


@pytest.mark.parametrize("command", ["read", "import"])
def test_one_file_that_can_be_read_is_enough_and_the_other_is_named(
    run: object, ada: Member, tmp_path: Path, command: str
) -> None:
    who = ["--member", ada.email] if command == "import" else []
    files = make.written(tmp_path, "a.zip", "PK\x03\x04"), make.written(tmp_path, "a.vcf", CARDS)

    status, out, _ = run(command, *who, *files)  # type: ignore[operator]

    assert status == 0
    assert "a.zip" in out
    assert "ZIP" in out


def test_import_says_what_is_new_and_the_same_files_again_are_unchanged(
    run: object, ada: Member, tmp_path: Path
) -> None:
    files = make.written(tmp_path, "a.vcf", CARDS), make.written(tmp_path, "a.mbox", LETTERS)

    first, second = [run("import", "--member", ada.email, *files, "--json") for _ in range(2)]  # type: ignore[operator]

    new, again = json.loads(first[1]), json.loads(second[1])
    assert (first[0], second[0]) == (0, 0)
    assert new["people"] == {"new": 2, "joined": 0, "unchanged": 0}
    assert new["moments"] == {"new": 16, "unchanged": 0}
    assert again["people"] == {"new": 0, "joined": 0, "unchanged": 2}
    assert again["moments"] == {"new": 0, "unchanged": 16}
    assert new["meetings"] == again["meetings"] == {"new": 0, "unchanged": 0}
    assert new["senders"] == again["senders"]
    assert new["not_understood"] == again["not_understood"]
    assert new["not_understood"][0]["file"] == "a.vcf"


def test_import_says_how_much_mail_was_read_and_whom_to_go_through(run: object, ada: Member, tmp_path: Path) -> None:
    letters = make.written(tmp_path, "a.mbox", LETTERS)

    _, said, _ = run("import", "--member", ada.email, letters)  # type: ignore[operator]

    assert "Messages: 20 read, 4 of lists or machines, 0 to nobody named or to more than ten" in said
    assert "Letters with people to go through on the page “Who of these mentored you?”: 16." in said
    assert "Letters find their street when you have said which addresses are yours" in said


def test_import_leaves_the_files_where_they_are(run: object, ada: Member, tmp_path: Path) -> None:
    path = make.written(tmp_path, "a.vcf", CARDS)

    run("import", "--member", ada.email, path)  # type: ignore[operator]

    assert path.exists()


@pytest.mark.parametrize("command", ["read", "import"])
def test_a_folder_and_a_file_that_is_not_there_are_refused_in_words(
    run: object, ada: Member, tmp_path: Path, command: str
) -> None:
    who = ["--member", ada.email] if command == "import" else []

    folder = run(command, *who, tmp_path)  # type: ignore[operator]
    missing = run(command, *who, tmp_path / "none.vcf")  # type: ignore[operator]

    assert (folder[0], missing[0]) == (1, 1)
    assert "is a folder" in folder[2]
    assert "is not there" in missing[2]


def test_import_of_nothing_readable_is_refused_and_says_so_to_machines_too(
    run: object, ada: Member, tmp_path: Path
) -> None:
    status, out, err = run("import", "--member", ada.email, make.written(tmp_path, "a.zip", "PK\x03\x04"), "--json")  # type: ignore[operator]

    assert status == 1
    assert "ZIP" in err
    report = json.loads(out)
    assert report["people"]["new"] == 0
    assert [(one["file"], "ZIP" in one["why"]) for one in report["not_understood"]] == [("a.zip", True)]
    assert not Import.objects.exists()


def test_import_for_nobody_is_refused(run: object, db: None, tmp_path: Path) -> None:
    status, _, err = run("import", "--member", "x@y.example", make.written(tmp_path, "a.vcf", CARDS))  # type: ignore[operator]

    assert status == 1
    assert "Nobody here signs in as x@y.example" in err


def test_no_path_at_all_is_wrong_usage(run: object) -> None:
    assert run("read")[0] == 2  # type: ignore[operator]


def test_what_can_be_read_only_once_is_refused_without_waiting(run: object, db: None, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "people.vcf")

    status, _, said = run("read", tmp_path / "people.vcf")  # type: ignore[operator]

    assert status == 1
    assert "is no file" in said
