"""Pages of taking out: made in the background, downloaded by its member only, gone after a day."""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from bothways.exchange import files
from bothways.exchange.actions import bringing, taking_out
from bothways.exchange.models import TakenOut
from bothways.exchange.tests.make_life import records_of

pytestmark = pytest.mark.usefixtures("own_folder")


def _made(member) -> None:
    taking_out.make(member)


def test_it_is_asked_for_made_and_downloaded(as_ada, ada, grace):
    assert "Take everything out" in as_ada.get("/bring-in/take-out/").text

    as_ada.post("/bring-in/take-out/make/")
    waiting = as_ada.get("/bring-in/take-out/").text
    _made(ada)
    done, answer = as_ada.get("/bring-in/take-out/").text, as_ada.get("/bring-in/take-out/download/")

    packed = b"".join(answer)
    answer.close()
    assert "It is being made" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert "Look again" in waiting
    assert "Download it" in done
    assert [one["name"] for one in records_of(packed, "people")] == ["Grace Hill"]
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="bothways-20')
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_that_it_was_asked_for_stands_in_it_as_a_deed_of_today(as_ada, ada):
    as_ada.post("/bring-in/take-out/make/")
    ada.refresh_from_db()
    _made(ada)

    packed = Path(TakenOut.objects.get().path).read_bytes()

    assert records_of(packed, "member")[0]["acted_on"] == ada.acted_on.isoformat()


def test_whoever_left_the_page_open_long_ago_says_first_that_it_is_they(as_ada, ada, grace):
    _made(ada)
    (session := as_ada.session)["shown_at"] = 0
    session.save()

    asked = [as_ada.post("/bring-in/take-out/make/", headers={"Referer": "http://testserver/bring-in/take-out/"}),
             as_ada.get("/bring-in/take-out/download/")]  # fmt: skip

    assert [one["Location"] for one in asked] == [
        "/settings/confirm/?next=%2Fbring-in%2Ftake-out%2F",
        "/settings/confirm/?next=%2Fbring-in%2Ftake-out%2Fdownload%2F",
    ]


def test_nobody_else_gets_it(as_ada, ada, as_cleo, grace):
    as_ada.post("/bring-in/take-out/make/")
    _made(ada)

    assert as_cleo.get("/bring-in/take-out/download/").status_code == 302
    as_cleo.post("/bring-in/take-out/let-go/")
    assert "Download it" not in as_cleo.get("/bring-in/take-out/").text
    assert TakenOut.objects.get().member == ada


def test_a_waiting_page_is_loaded_anew_when_it_is_done(as_ada, ada):
    as_ada.post("/bring-in/take-out/make/")
    _made(ada)

    answer = as_ada.get("/bring-in/take-out/", headers={"HX-Request": "true"})

    assert answer["HX-Refresh"] == "true"
    assert answer.text.lstrip().startswith("<section")


def test_only_its_owner_on_the_computer_can_read_it_and_one_is_kept(as_ada, ada, own_folder):
    for _ in range(2):
        as_ada.post("/bring-in/take-out/make/")
        _made(ada)

    (path,) = own_folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert zipfile.is_zipfile(io.BytesIO(path.read_bytes()))


def test_it_goes_when_the_member_says_so_and_after_a_day(as_ada, ada, own_folder, now):
    as_ada.post("/bring-in/take-out/make/")
    _made(ada)
    as_ada.post("/bring-in/take-out/let-go/")
    assert list(own_folder.iterdir()) == []

    taking_out.ask_for(ada, at=now)
    _made(ada)
    taking_out.sweep(now + timedelta(hours=23))
    assert TakenOut.objects.exists()
    taking_out.sweep(now + timedelta(hours=25))
    assert (TakenOut.objects.exists(), list(own_folder.iterdir())) == (False, [])
    assert as_ada.get("/bring-in/take-out/download/").status_code == 302


def test_one_whose_worker_died_is_made_by_the_next(ada, now, own_folder, django_capture_on_commit_callbacks):
    asked = taking_out.ask_for(ada, at=now)
    half = files.half_of(Path(asked.path))
    half.write_bytes(b"half of it")

    assert bringing.take_up_unfinished(now) == 1
    _made(ada)

    assert TakenOut.objects.get().state == "done"
    assert not half.exists()


@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), RuntimeError("a fault")])
def test_one_that_is_done_stays_done_where_another_run_of_it_fails(as_ada, ada, own_folder, monkeypatch, problem):
    as_ada.post("/bring-in/take-out/make/")

    def fails_when_the_other_is_done(*_):
        monkeypatch.undo()
        _made(ada)
        raise problem

    monkeypatch.setattr(files, "written_anew", fails_when_the_other_is_done)
    taking_out.make_later.call(str(ada.pk))

    made = TakenOut.objects.get()
    assert (made.state, made.why) == ("done", "")
    assert [str(one) for one in own_folder.iterdir()] == [made.path]


def test_a_run_that_breaks_when_it_was_asked_for_anew_says_nothing_of_the_new_one(ada, own_folder, now, monkeypatch):
    taking_out.ask_for(ada, at=now)

    def breaks_when_asked_for_anew(*_):
        monkeypatch.undo()
        taking_out.ask_for(ada, at=now)
        raise RuntimeError

    monkeypatch.setattr(files, "written_anew", breaks_when_asked_for_anew)
    taking_out.make_later.call(str(ada.pk))

    assert TakenOut.objects.get().state == "making"


def test_half_a_file_goes_when_it_is_let_go_and_after_a_day(as_ada, ada, own_folder, now):
    half = files.half_of(Path(taking_out.ask_for(ada, at=now).path))
    half.write_bytes(b"half of it")
    as_ada.post("/bring-in/take-out/let-go/")
    assert list(own_folder.iterdir()) == []

    half.write_bytes(b"half of it")
    os.utime(half, (0, 0))
    bringing.take_up_unfinished(now)
    assert list(own_folder.iterdir()) == []


def test_where_the_disk_does_not_take_it_the_page_says_so(as_ada, ada, own_folder, monkeypatch):
    as_ada.post("/bring-in/take-out/make/")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "written_anew", full)
    _made(ada)

    assert "is the disk full?" in as_ada.get("/bring-in/take-out/").text


def test_it_has_its_name_only_once_the_disk_has_it(as_ada, ada, own_folder, monkeypatch):
    as_ada.post("/bring-in/take-out/make/")

    def fails(_):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fails)
        _made(ada)

    assert "is the disk full?" in as_ada.get("/bring-in/take-out/").text
    assert [path.stat().st_size for path in own_folder.iterdir()] == [0]  # the place that was taken for it


def test_while_something_is_brought_in_it_is_refused_in_words(as_ada, ada, now):
    from bothways.exchange.models import Import

    Import.objects.create(member=ada, started_at=now)

    answer = as_ada.post("/bring-in/take-out/make/")

    assert answer.status_code == 409
    assert "when that is done" in answer.text


def test_the_page_of_what_came_in_tells_of_a_life_and_of_one_that_could_not(as_ada, ada, as_ben, ben, grace, now):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from bothways.exchange.models import Import
    from bothways.exchange.tests.make_life import changed, taken_out

    packed = taken_out(ada)
    broken = changed(packed, "people", lambda told: told[0].update(life="vampire"))
    for sent in (broken, packed):
        as_ben.post("/bring-in/files/", {"files": [SimpleUploadedFile("mine.zip", sent)]})
        one = Import.objects.filter(member=ben).order_by("-pk")[0]
        while bringing.bring_in(one.pk, at=now):
            continue
        page = as_ben.get(f"/bring-in/{one.pk}/").text
        if sent is broken:
            assert "Nothing was brought in" in page
            assert "records/people.json" in page
            assert "Go on" not in page
            assert "What next" not in page
    assert "Everything came in" in page
    again = as_ben.post("/bring-in/files/", {"files": [SimpleUploadedFile("mine.zip", packed)]})
    assert again.status_code == 409
    assert "in which nothing is kept yet" in again.text
