"""Files of a browser: where they lie, what is refused, and that nothing is left of it."""

import errno
import re
import stat
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bothways.accounts.models import Member
from bothways.exchange import files, uploads
from bothways.exchange.actions import bringing
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.models import Import, Trouble
from bothways.exchange.tests import make
from bothways.ground.environment import environment
from bothways.ground.later import is_queued
from bothways.people.models import Person

CARD = make.card("Grace Hill", "grace@example.edu", uid="1")
pytestmark = pytest.mark.usefixtures("own_folder")


def _read_only(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


def test_a_file_sent_lies_in_the_data_folder_under_a_name_of_ours_and_for_its_owner_only(
    as_ada: Client, ada: Member, own_folder: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = make.send(as_ada, CARD)

    one = Import.objects.get(member=ada)
    (path,) = own_folder.iterdir()
    assert answer["Location"] == f"/bring-in/{one.pk}/"
    assert "people" not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == CARD.replace("\r\n", "\n") or path.read_bytes() == CARD.encode()
    assert is_queued(bringing.bring_in_later, str(one.pk))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "This file is empty."),
        ("PK\x03\x04....", "This file is packed (ZIP). Please unpack it first"),
        ("just words", "neither an address book"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_left(
    as_ada: Client, own_folder: Path, text: str, says: str
) -> None:
    answer = make.send(as_ada, text)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Import.objects.exists()
    assert list(own_folder.iterdir()) == []


def test_no_file_at_all_is_asked_for(as_ada: Client) -> None:
    answer = as_ada.post("/bring-in/files/", {})

    assert answer.status_code == 422
    assert "Choose a file first" in answer.content.decode()


def test_one_file_of_another_kind_among_good_ones_is_named_in_the_report(
    as_ada: Client, now: datetime, own_folder: Path
) -> None:
    make.send(as_ada, CARD, "PK\x03\x04....")
    one = Import.objects.get()

    while bringing.bring_in(one.pk, at=now):
        pass

    assert Person.objects.count() == 1
    assert "ZIP" in Trouble.objects.get().why
    assert list(own_folder.iterdir()) == []


def test_more_than_the_server_takes_is_refused_before_it_is_read(
    as_ada: Client, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment(), "longest_upload", 1024)

    small, large = make.send(as_ada, "x" * 2000), make.send(as_ada, "x" * 3_000_000)

    assert (small.status_code, large.status_code) == (413, 413)
    assert "more than 0.000977 MB" in large.content.decode()
    assert not own_folder.exists() or list(own_folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_in_words_and_nothing_is_begun(
    as_ada: Client, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.os, "open", _read_only)

    answer = make.send(as_ada, CARD)

    assert answer.status_code == 507
    assert "The data folder cannot be written, so nothing was brought in." in answer.text
    assert "bring your files in again" in answer.text
    assert not Import.objects.exists()


def test_a_folder_that_can_be_read_only_halfway_through_is_said_in_words(
    as_ada: Client, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads.os, "fsync", _read_only)
    monkeypatch.setattr(files.Path, "unlink", _read_only)

    answer = make.send(as_ada, CARD)

    assert answer.status_code == 507
    assert not Import.objects.exists()


def test_a_worker_goes_on_where_files_that_nobody_needs_cannot_be_deleted(
    ada: Member, own_folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = make.written(files.folder(), str(uuid4()), CARD)

    with monkeypatch.context() as patched:
        patched.setattr(files.Path, "unlink", _read_only)
        bringing.take_up_unfinished(at=datetime.fromtimestamp(left.stat().st_mtime + 90_000, tz=now.tzinfo))

    assert left.exists()


def test_a_form_without_its_token_brings_nothing_in(ada: Member, own_folder: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    answer = make.send(client, CARD)

    assert answer.status_code == 403
    assert not Import.objects.exists()
    assert list(own_folder.iterdir()) == []


def test_a_stranger_at_the_door_sends_nothing(db: None, own_folder: Path) -> None:
    answer = make.send(Client(), CARD)

    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]
    assert not own_folder.exists()


@pytest.mark.parametrize(
    "name", ["a\r\nSet-Cookie: x=1.vcf", "../../db.sqlite3", "CON", "🌱" * 100 + ".vcf", "\u202egpj.vcf", "<b>x</b>"]
)
def test_whatever_a_file_is_called_it_lies_under_a_name_of_ours(as_ada: Client, own_folder: Path, name: str) -> None:
    answer = make.send(as_ada, CARD, name=name)

    page = as_ada.get(answer["Location"])
    assert page.status_code == 200
    assert "<b>x" not in page.content.decode()
    assert "Set-Cookie" not in page.headers
    assert [len(path.name) for path in own_folder.iterdir()] == [36]


def test_a_hundred_and_one_files_are_refused_in_words(as_ada: Client, own_folder: Path) -> None:
    answer = make.send(as_ada, *([CARD] * 101))

    assert answer.status_code == 413
    assert "100 files at once is the most" in answer.text
    assert not Import.objects.exists()
    assert list(own_folder.iterdir()) == []


def test_files_that_no_import_needs_are_swept_after_a_day_and_others_stay(
    ada: Member, own_folder: Path, now: datetime
) -> None:
    path, file = files.new_file()
    file.write(CARD.encode())
    file.close()
    left, other = files.new_file()
    other.close()
    brought = begin(ada, [Source(path, "a.vcf")], at=now)
    brought.files.update(path=str(own_folder / ".." / own_folder.name / path.name))  # reached by another way once

    bringing.take_up_unfinished(at=datetime.fromtimestamp(left.stat().st_mtime + 90_000, tz=now.tzinfo))

    assert list(own_folder.iterdir()) == [path]


def test_a_form_that_brings_no_files_is_answered_in_words(as_ada: Client) -> None:
    answer = as_ada.post("/bring-in/files/", "a=b", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 422
    assert "Choose a file first" in answer.text


def test_files_of_one_member_do_not_go_to_another_who_signed_in_since(ada: Member, cleo: Member) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    page = browser.get("/bring-in/").text
    form = dict(re.findall(r'name="(csrfmiddlewaretoken|whose)" value="([^"]*)"', page))
    browser.force_login(cleo)
    browser.get("/settings/")
    fresh = {**form, "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}

    for sent in (form, fresh):
        answer = browser.post("/bring-in/files/", {**sent, "files": SimpleUploadedFile("a.vcf", CARD.encode())})
        assert answer.status_code == 403
        assert "Somebody else has signed in" in answer.text
    assert not Import.objects.exists()
    assert not [*files.folder().iterdir()]


def test_what_was_sent_is_ours_by_whichever_name_the_data_folder_has(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_folder: Path
) -> None:
    """It may have been moved to a larger disk, and a link left in its place."""
    sent, empty = files.new_file()
    empty.close()
    link = tmp_path / "linked"
    link.symlink_to(environment().home, target_is_directory=True)

    for home, path in ((link, sent), (environment().home, link / "files" / "imports" / sent.name)):
        monkeypatch.setattr(environment(), "home", home)
        assert files.known_by(path) == ""
    files.forget(str(path))
    assert not sent.exists()
