"""Pages of bringing in: files of a browser, progress, report; and what nobody else may see."""

import stat
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bothways.accounts.models import Member
from bothways.exchange import files
from bothways.exchange.actions import bringing
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.models import File, Import, Trouble
from bothways.exchange.tests import make
from bothways.ground.environment import environment
from bothways.ground.later import is_queued
from bothways.people.models import Person

CARD = make.card("Grace Hill", "grace@example.edu", uid="1")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(environment(), "home", tmp_path / "home")
    return tmp_path / "home" / "files" / "imports"


def _send(client: Client, *texts: str, name: str = "my people.vcf") -> Any:
    sent = [SimpleUploadedFile(name, text.encode()) for text in texts]
    return client.post("/bring-in/files/", {"files": sent})


def test_a_file_sent_lies_in_the_data_folder_under_a_name_of_ours_and_for_its_owner_only(
    as_ada: Client, ada: Member, own_folder: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = _send(as_ada, CARD)

    one = Import.objects.get(member=ada)
    (path,) = own_folder.iterdir()
    assert answer["Location"] == f"/bring-in/{one.pk}/"
    assert "people" not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == CARD.replace("\r\n", "\n") or path.read_bytes() == CARD.encode()
    assert is_queued(bringing.bring_in_later, str(one.pk))


def test_when_it_is_read_the_file_is_gone_and_the_report_stays(as_ada: Client, own_folder: Path, now: datetime) -> None:
    _send(as_ada, CARD)
    one = Import.objects.get()

    while bringing.bring_in(one.pk, at=now):
        pass

    page = as_ada.get(f"/bring-in/{one.pk}/").content.decode()
    assert list(own_folder.iterdir()) == []
    assert File.objects.get().path == ""
    assert "What came in" in page
    assert "my people.vcf" in page


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
    answer = _send(as_ada, text)

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
    _send(as_ada, CARD, "PK\x03\x04....")
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

    small, large = _send(as_ada, "x" * 2000), _send(as_ada, "x" * 3_000_000)

    assert (small.status_code, large.status_code) == (413, 413)
    assert "more than 0.000977 MB" in large.content.decode()
    assert not own_folder.exists() or list(own_folder.iterdir()) == []


def test_a_form_without_its_token_brings_nothing_in(ada: Member, own_folder: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    answer = _send(client, CARD)

    assert answer.status_code == 403
    assert not Import.objects.exists()
    assert list(own_folder.iterdir()) == []


def test_a_stranger_at_the_door_sends_nothing(db: None, own_folder: Path) -> None:
    answer = _send(Client(), CARD)

    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]
    assert not own_folder.exists()


@pytest.mark.parametrize(
    "name", ["a\r\nSet-Cookie: x=1.vcf", "../../db.sqlite3", "CON", "🌱" * 100 + ".vcf", "\u202egpj.vcf", "<b>x</b>"]
)
def test_whatever_a_file_is_called_it_lies_under_a_name_of_ours(as_ada: Client, own_folder: Path, name: str) -> None:
    answer = _send(as_ada, CARD, name=name)

    page = as_ada.get(answer["Location"])
    assert page.status_code == 200
    assert "<b>x" not in page.content.decode()
    assert "Set-Cookie" not in page.headers
    assert [len(path.name) for path in own_folder.iterdir()] == [36]


def test_a_hundred_and_one_files_are_refused_in_words(as_ada: Client, own_folder: Path) -> None:
    answer = _send(as_ada, *([CARD] * 101))

    assert answer.status_code == 413
    assert "100 files at once is the most" in answer.text
    assert not Import.objects.exists()
    assert list(own_folder.iterdir()) == []


def test_a_page_of_an_import_tells_how_far_it_is_and_works_without_scripts(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    path = make.written(tmp_path, "a.mbox", make.archive("ada@example.org", ["g@x.example"], 400))
    one = begin(ada, [Source(path, "a.mbox")], at=now)
    bringing.bring_in(one.pk, at=now, seconds=0)

    page = as_ada.get(f"/bring-in/{one.pk}/").content.decode()
    part = as_ada.get(f"/bring-in/{one.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert "cards and messages read so far" in page
    assert "Look again" in page
    assert part.lstrip().startswith("<section")
    assert 'hx-trigger="every 1s"' in part


def test_a_finished_import_lets_the_waiting_page_load_its_report(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    one = make.brought(ada, make.written(tmp_path, "a.vcf", CARD), at=now)

    answer = as_ada.get(f"/bring-in/{one.pk}/", headers={"HX-Request": "true"})

    assert answer["HX-Refresh"] == "true"


def test_stop_and_go_on(as_ada: Client, ada: Member, tmp_path: Path, now: datetime) -> None:
    one = begin(ada, [Source(make.written(tmp_path, "a.vcf", CARD), "a.vcf")], at=now)

    as_ada.post(f"/bring-in/{one.pk}/stop/")
    stopped = Import.objects.get().state
    as_ada.post(f"/bring-in/{one.pk}/go-on/")

    assert stopped == "stopped"
    assert Import.objects.get().state == "waiting"


def test_the_rest_of_a_stopped_import_can_be_left_and_its_file_goes(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    path = make.written(files.folder(), str(uuid4()), make.archive("ada@example.org", ["grace@example.edu"], 200))
    one = begin(ada, [Source(path, "old.mbox")], at=now)
    bringing.bring_in(one.pk, at=now, seconds=0)
    as_ada.post(f"/bring-in/{one.pk}/stop/")

    as_ada.post(f"/bring-in/{one.pk}/leave/")
    while bringing.bring_in(one.pk, at=now):
        pass

    said = as_ada.get(f"/bring-in/{one.pk}/").text
    assert "What came in" in said
    assert "You left the rest of this file unread." in said
    assert 0 < File.objects.get().items < 200
    assert not path.exists()


def test_many_things_not_understood_stand_on_several_pages(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    text = "".join(make.card(f"P {n}", BDAY=f"day {n}") for n in range(120))
    one = make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    first = as_ada.get(f"/bring-in/{one.pk}/").content.decode()
    third = as_ada.get(f"/bring-in/{one.pk}/?page=3").content.decode()

    assert "card 1, line" in first
    assert "1 of 3" in first
    assert "card 120, line" in third
    assert as_ada.get(f"/bring-in/{one.pk}/?page=99999999999999999999").status_code == 200


def test_cleo_finds_none_of_adas_imports(as_cleo: Client, ada: Member, tmp_path: Path, now: datetime) -> None:
    one = make.brought(ada, make.written(tmp_path, "a.vcf", CARD), at=now)

    statuses = [as_cleo.get(f"/bring-in/{one.pk}/"), as_cleo.get(f"/bring-in/{uuid4()}/")]
    statuses += [as_cleo.post(f"/bring-in/{one.pk}/stop/"), as_cleo.post(f"/bring-in/{one.pk}/go-on/")]

    assert [answer.status_code for answer in statuses] == [404, 404, 404, 404]
    assert "a.vcf" not in as_cleo.get("/bring-in/").content.decode()


def test_looking_at_the_pages_changes_nothing(as_ada: Client, ada: Member, tmp_path: Path, now: datetime) -> None:
    one = begin(ada, [Source(make.written(tmp_path, "a.vcf", CARD), "a.vcf")], at=now)

    statuses = [
        getattr(as_ada, verb)(path).status_code
        for verb in ("get", "head")
        for path in ("/bring-in/", f"/bring-in/{one.pk}/", f"/bring-in/{one.pk}/stop/", "/bring-in/files/")
    ]

    assert statuses == [200, 200, 405, 405] * 2
    assert Import.objects.get().state == "waiting"


def test_a_worker_that_starts_takes_up_what_waits_in_no_queue_once(
    ada: Member, tmp_path: Path, now: datetime, django_capture_on_commit_callbacks: object
) -> None:
    begin(ada, [Source(make.written(tmp_path, "a.vcf", CARD), "a.vcf")], at=now)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        first = bringing.take_up_unfinished(at=now)
    second = bringing.take_up_unfinished(at=now)

    assert (first, second) == (1, 0)


def test_files_that_no_import_needs_are_swept_after_a_day_and_others_stay(
    ada: Member, own_folder: Path, now: datetime
) -> None:
    path, file = files.new_file()
    file.write(CARD.encode())
    file.close()
    left, other = files.new_file()
    other.close()
    begin(ada, [Source(path, "a.vcf")], at=now)

    bringing.take_up_unfinished(at=datetime.fromtimestamp(left.stat().st_mtime + 90_000, tz=now.tzinfo))

    assert list(own_folder.iterdir()) == [path]


def test_something_that_breaks_is_told_and_can_be_let_go_on(
    ada: Member, tmp_path: Path, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    path = make.written(tmp_path, "a.vcf", CARD)
    one = begin(ada, [Source(path, "a.vcf")], at=now)
    path.unlink()
    path.mkdir()

    bringing.bring_in_later.call(str(one.pk))

    one.refresh_from_db()
    assert one.state == "failed"
    assert "fault of Bothways" in one.why
