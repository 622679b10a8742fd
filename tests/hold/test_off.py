"""What Bothways leans on is away: Today, reading and writing go on, and what waits for it says so (R22)."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bothways.ground.records import new_id
from tests.bench.serving import free_port
from tests.hold.house import Caller, House, family, until
from tests.postbox import Postbox

TEXT = "You let me stay after class, and I have never forgotten it. " + str(uuid4())
PAGES = ("/", "/people/", "/letters/", "/settings/", "/settings/backup/", "/bring-in/")


@contextmanager
def nobody_listens():
    yield "127.0.0.1", free_port()


@contextmanager
def goes_by_no_name():
    yield "mail.invalid", 25


@contextmanager
def says_nothing():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        yield "127.0.0.1", silent.getsockname()[1]


@contextmanager
def running(place, **more):
    house = House(*place, **more)
    try:
        house.start()
        yield house
    finally:
        house.stop()


def goes_on(house):
    """Reading and writing, as ever."""
    with Caller(house) as caller:
        assert {one: caller.page(one)[0] for one in PAGES} == dict.fromkeys(PAGES, 200)
        assert caller.keep_moment(str(new_id()), note=TEXT) == 201
        assert caller.page(f"/people/{house.keys['person']}/")[0] == 200


def written(house):
    return {
        "kind": house.keys["kind"], "version": "1", "shape": "letter", "greeting": "Dear Grace,", "close": "Yours,",
        "signature": "Ada", "subject": "", "now": TEXT,
    }  # fmt: skip


def the_letter(house):
    with Caller(house) as caller:
        return unescape(caller.page(f"/letters/{house.keys['letter']}/")[1])


def send(house):
    with Caller(house) as caller:
        found_out = {"life": "living", "died": ""}
        assert caller.send(f"/letters/{house.keys['letter']}/find-out/", found_out)[0] == 302
        assert caller.send(f"/letters/{house.keys['letter']}/ready/send/", written(house) | {"version": "2"})[0] == 302


def change(house, statement):
    """What would take time is brought forward."""
    if url := house.environment.get("DATABASE_URL"):
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(statement)
    else:
        with closing(sqlite3.connect(house.home / "bothways.sqlite3", isolation_level=None, timeout=60)) as file:
            file.execute(statement)


@pytest.mark.parametrize("server", [nobody_listens, goes_by_no_name, says_nothing])
def test_without_a_mail_server_a_letter_waits_and_all_else_goes_on(place, server):
    with server() as (host, port), running(place, **by(host, port)) as house:
        send(house)
        if server is says_nothing:
            until(lambda: "handed to the mail server at this very moment" in the_letter(house))
        else:
            until(lambda: "It has been waiting since" in the_letter(house))
        goes_on(house)


def test_once_the_mail_server_is_back_the_letter_goes_out_once(place):
    box = Postbox()
    with nobody_listens() as (host, port), running(place, **by(host, port)) as house:
        send(house)
        until(lambda: "It has been waiting since" in the_letter(house))
        box.port = port
        box.open()
        try:
            change(house, "UPDATE gratitude_outgoing SET due_at = queued_at")
            until(lambda: "Given on" in the_letter(house))
        finally:
            box.close()

    assert len(box.letters) == 1


def by(host, port):
    return {"BOTHWAYS_SMTP_HOST": host, "BOTHWAYS_SMTP_PORT": str(port), "BOTHWAYS_SMTP_TLS": "none"}


@contextmanager
def no_folder(house):
    """Where the files lay there is a file."""
    folder = house.home / "files"
    if folder.exists():
        folder.rename(house.home / "away")
    folder.touch()
    try:
        yield
    finally:
        folder.unlink()


def test_without_its_folder_of_files_words_are_kept_and_what_needs_it_says_so(house):
    letter = f"/letters/{house.keys['letter']}/"
    with Caller(house) as caller, no_folder(house):
        goes_on(house)
        assert caller.send(letter + "save/", written(house))[0] == 302
        assert TEXT in caller.letter()
        for status, page in (caller.send("/bring-in/take-out/make/", {}), caller.bring("a.vcf", b"BEGIN:VCARD\r\n")):
            assert (status, "The data folder cannot be written" in unescape(page)) == (507, True)
        assert caller.send(letter + "find-out/", {"life": "living", "died": ""})[0] == 302
        assert caller.send(letter + "ready/print/", written(house) | {"version": "2"})[0] == 302
        assert caller.page(letter + "print.pdf")[0] == 200
        assert "It is being made" not in caller.page("/bring-in/take-out/")[1]
        backed_up = command(house, "backup", str(house.home.parent / "one.age"))
        assert "Traceback" not in backed_up.stderr
    with Caller(house) as caller:
        assert caller.send("/bring-in/take-out/make/", {})[0] == 302
        until(lambda: "Here it is" in caller.page("/bring-in/take-out/")[1])
    assert "Traceback" not in (house.home / "said").read_text()


def command(house, *words):
    program = str(Path(sys.executable).parent / "bothways")
    told = {**house.environment, "BOTHWAYS_PASSPHRASE": "careful hands can be taught"}
    return subprocess.run([program, *words], env=told, capture_output=True, text=True, check=False)


@contextmanager
def no_work(house):
    """The background work stands still."""
    [pid] = [one for one in family(house.up.pid) if b"bothways\0work" in Path(f"/proc/{one}/cmdline").read_bytes()]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def test_where_the_background_work_stands_still_what_waits_for_it_says_so(place):
    with says_nothing() as (host, port), running(place, **by(host, port)) as house, Caller(house) as caller:
        with no_work(house):
            send(house)
            assert caller.send("/bring-in/take-out/make/", {})[0] == 302
            assert "stands still" not in the_letter(house)
            change(house, "UPDATE gratitude_outgoing SET queued_at = '2026-01-02 03:04:05+00:00', due_at = queued_at")
            change(house, "UPDATE exchange_takenout SET asked_at = '2026-01-02 03:04:05+00:00'")
            change(house, "UPDATE django_tasks_database_dbtaskresult SET enqueued_at = '2026-01-02 03:04:05+00:00'")
            goes_on(house)
            assert (
                "It has been waiting since 2 January 2026: the background work of this Bothways stands"
                in the_letter(house)
            )
            assert "Nothing has been done yet" in unescape(caller.page("/bring-in/take-out/")[1])
            said = command(house, "check")
            assert (said.returncode, said.stderr) == (0, "")
            assert "no mail server has taken yet: 1, the oldest since 2026-01-02 03:04 UTC" in said.stdout
            assert "Background work has waited since 2026-01-02 03:04 UTC" in said.stdout
        until(lambda: "stands still" not in the_letter(house))
