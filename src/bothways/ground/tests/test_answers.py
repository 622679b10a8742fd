"""What every answer goes through: refusals in words, with the text still there, and headers that keep pages private."""

import json
import re
from html import unescape
from unittest import mock
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from bothways.ground.records import new_id

HTMX = {"HX-Request": "true"}
SAVES = "/people/keep/"
TYPED = {"name": "Rosa “Rosie” Quispe", "role": "mentor"}


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        ("database or disk is full", "The disk is full"),
        ("attempt to write a readonly database", "cannot be written"),
        ("database is locked", "busy with something long"),
        ("server closed the connection unexpectedly", "did not answer"),
    ],
)
def test_what_the_database_could_not_save_is_said_and_still_there(as_ada, problem, says):
    with mock.patch("bothways.people.actions.keep_known", side_effect=OperationalError(problem)):
        answer = as_ada.post(SAVES, TYPED)

    assert answer.status_code == 503
    assert says in answer.text
    assert "Your text is below." in answer.text
    assert "Rosa “Rosie” Quispe" in answer.text
    assert "Send it again" in answer.text


@pytest.mark.skipif(connection.vendor == "sqlite", reason="Django keeps a database in memory open")
@pytest.mark.django_db(transaction=True)
def test_what_was_opened_while_nothing_could_be_written_is_opened_anew(as_ada):
    as_ada.get("/people/")
    with mock.patch(
        "bothways.people.actions.keep_known", side_effect=OperationalError("attempt to write a readonly database")
    ):
        as_ada.post(SAVES, TYPED)

    assert connection.connection is None


def test_what_was_chosen_goes_along_unseen_and_what_was_typed_is_shown(as_ada):
    with mock.patch("bothways.people.actions.keep_known", side_effect=OperationalError("database is locked")):
        answer = as_ada.post(SAVES, TYPED)

    assert '<input type="hidden" name="role" value="mentor">' in answer.text
    assert answer.text.count("<textarea") == 1


def test_a_part_of_a_page_gets_the_sentence_and_keeps_its_text(as_ada):
    with mock.patch("bothways.people.actions.keep_known", side_effect=OperationalError("database is locked")):
        answer = as_ada.post(SAVES, TYPED, headers=HTMX)

    assert answer.status_code == 503
    assert answer["HX-Retarget"] == "#notices"
    assert "<form" not in answer.text


def test_a_form_that_could_not_be_saved_is_sent_again_as_it_was(ada):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(ada)

    answer = careful.post("/letters/", {"version": "3", "also": ["one", "two"], "deed": "You stayed.\n\nLate."})

    assert answer.status_code == 403
    assert '<input type="hidden" name="version" value="3">' in answer.text
    assert answer.text.count('name="also"') == 2
    assert "You stayed.\n\nLate." in answer.text


def test_a_password_is_never_shown_again(db):
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"email": "a@example.org", "password": "hidden words"})

    assert answer.status_code == 403
    assert "hidden words" not in answer.text


@pytest.mark.parametrize("way", ["/people/keep/", "/bring-in/files/", "/sign-out/", "/sign-in/"])
def test_nothing_is_said_to_be_below_where_nothing_is(ada, way):
    """Text that was typed is; files, a button and a password are not."""
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(ada)
    sent = {
        "/people/keep/": TYPED,
        "/bring-in/files/": {"files": SimpleUploadedFile("people.vcf", b"BEGIN:VCARD")},
        "/sign-in/": {"email": "a@example.org", "password": "hidden words"},
    }.get(way, {})

    answer = careful.post(way, sent)

    assert answer.status_code == 403
    assert ("Your text is below." in answer.text) is (way == "/people/keep/")
    assert ("Go back, load that page anew" in answer.text) is (way != "/people/keep/")


def test_a_tick_is_no_text_of_theirs(as_ada):
    answer = as_ada.post(f"/letters/{new_id()}/came-back/", {"nobody_there": "yes"})

    assert answer.status_code == 404
    assert "<textarea" not in answer.text


def test_who_cannot_be_signed_in_because_the_disk_is_full_is_told_of_no_text(ada, client):
    with mock.patch("bothways.accounts.coming_in.login", side_effect=OperationalError("database or disk is full")):
        with mock.patch("bothways.accounts.forms.authenticate", return_value=ada):
            answer = client.post("/sign-in/", {"email": ada.email, "password": "hidden words"})

    assert answer.status_code == 503
    assert "The disk is full" in answer.text
    assert "below" not in answer.text


def test_a_name_that_it_was_not_told_is_refused_with_the_cure_and_without_that_name(db, settings):
    settings.ALLOWED_HOSTS = ["localhost"]

    answer = Client().get("/sign-in/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "BOTHWAYS_HOSTS" in answer.text
    assert "elsewhere.example" not in answer.text


def test_an_address_that_leads_nowhere_says_so(as_ada):
    answer = as_ada.get("/no/such/page/")

    assert answer.status_code == 404
    assert "nothing of yours" in answer.text


def test_a_fault_of_ours_is_a_page_without_secrets(ada):
    client = Client(raise_request_exception=False)
    client.force_login(ada)

    with mock.patch("bothways.people.actions.keep_known", side_effect=RuntimeError("a secret of the house")):
        answer = client.post(SAVES, TYPED)

    assert answer.status_code == 500
    assert "a fault of Bothways" in answer.text
    assert "secret" not in answer.text


def test_more_than_a_page_can_take_is_refused_in_words(as_ada):
    answer = as_ada.post(SAVES, b"name=" + b"a" * (6 * 1024**2), content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413
    assert "more than one page can take" in answer.text


@pytest.mark.parametrize("path", ["/sign-in/", SAVES])
def test_a_file_that_no_page_asked_for_is_laid_down_nowhere(path, monkeypatch, tmp_path):
    """Forgery is looked for in what is sent, by whomever, before anybody is asked who they are."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    strict = Client(enforce_csrf_checks=True)

    kept_out = strict.post(path, {"email": "a@example.org", "file": SimpleUploadedFile("a.bin", b"x" * 4 * 1024**2)})
    refused = strict.post(path, {"file": SimpleUploadedFile("a.bin", b"x" * 7 * 1024**2)})

    assert (kept_out.status_code, refused.status_code) == (403, 413)
    assert list(tmp_path.iterdir()) == []


def test_more_than_a_page_can_take_is_no_fault_of_ours_at_an_address_that_leads_nowhere(as_ada):
    sent = b"name=" + b"a" * (6 * 1024**2)

    answer = as_ada.post("/no/such/page/", sent, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/people/", "/letters/", "/no/such/page/"])
def test_pages_are_private_and_run_nothing_of_others(as_ada, path):
    headers = as_ada.get(path).headers

    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert {"camera=()", "microphone=()", "geolocation=()"} <= {*headers["Permissions-Policy"].split(", ")}


def test_htmx_runs_no_words_of_pages_asks_nobody_else_and_keeps_no_page(as_ada):
    told = json.loads(unescape(re.search(r'name="htmx-config" content=\'([^\']+)\'', as_ada.get("/").text)[1]))

    assert told | {"allowEval": False, "selfRequestsOnly": True, "historyCacheSize": 0} == told
    assert told["includeIndicatorStyles"] is False  # it would write styles into the page, which it may not have


def test_a_name_of_another_host_is_refused(as_ada, settings):
    settings.ALLOWED_HOSTS = ["localhost"]

    assert as_ada.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_page_gives_a_part_of_itself_to_whom_asks_for_it(as_ada):
    whole, part = as_ada.get("/"), as_ada.get("/", headers=HTMX)
    boosted = as_ada.get("/", headers={**HTMX, "HX-Boosted": "true"})

    assert "<html" in whole.text
    assert "<html" not in part.text
    assert part.text.partition('<div id="notices"')[0].strip() in whole.text
    assert "<html" in boosted.text


def test_who_was_signed_out_while_typing_finds_the_text_and_sends_it_when_back(as_ada, ada, grace):
    as_ada.logout()

    sent = urlencode({"person": grace.pk, "deed": "You stayed with me all night."})
    answer = as_ada.post("/moments/remember/", sent, "application/x-www-form-urlencoded")

    assert answer.status_code == 403
    assert "You were signed out" in answer.text
    assert "You stayed with me all night." in answer.text
    assert 'action="/moments/remember/"' in answer.text
    assert 'href="/sign-in/"' in answer.text


def test_files_of_somebody_who_is_signed_out_are_not_even_read(as_ada, settings, tmp_path):
    settings.FILE_UPLOAD_HANDLERS = ["there.is.No.handler"]  # whoever reads the form needs one
    as_ada.logout()

    answer = as_ada.post("/bring-in/files/", {"files": SimpleUploadedFile("people.vcf", b"BEGIN:VCARD")})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(
    ("came_from", "onward"),
    [
        ("http://testserver/bring-in/?after=2", "/bring-in/?after=2"),
        ("", "/"),
        ("https://evil.example/bring-in/", "/"),
        ("http://testserver@evil.example/", "/"),
        ("http://testserver//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_who_signs_in_after_sending_files_comes_back_to_where_they_chose_them(as_ada, came_from, onward):
    as_ada.logout()
    files = {"files": SimpleUploadedFile("people.vcf", b"BEGIN:VCARD")}

    answer = as_ada.post("/bring-in/files/", files, headers={"Referer": came_from})

    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [onward]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/bring-in/files/", "POST"),
        ("GET", "/moments/remember/", "POST"),
        ("PUT", "/people/", "GET"),
        ("DELETE", "/sign-in/", "POST"),
        ("OPTIONS", "/people/", "GET"),
    ],
)
def test_a_way_that_an_address_does_not_go_is_refused_on_a_page(as_ada, method, path, allowed):
    answer = as_ada.generic(method, path)

    assert answer.status_code == 405
    assert allowed in answer["Allow"]
    assert "nothing was done" in answer.text.lower()
    assert 'href="/"' in answer.text
    assert "<nav" in answer.text


def test_a_way_that_an_address_does_not_go_is_said_on_top_of_a_page_that_is_open(as_ada):
    answer = as_ada.get("/moments/remember/", headers=HTMX)

    assert answer.status_code == 405
    assert answer["HX-Retarget"] == "#notices"
