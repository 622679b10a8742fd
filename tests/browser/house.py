"""A whole Bothways as it runs at home, in a process group of its own: web, background work, and a database on disk."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import ConnectionHandler, connections

from bothways.accounts.actions import claim
from bothways.accounts.models import Member
from bothways.ground import sqlite
from bothways.ground.clock import now
from tests.door import signed_in
from tests.hold.house import family

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 180


class House:
    """Started once; every test finds it empty."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.said = home / "said"

    def open(self) -> None:
        # what is set for the tests themselves is not set here; the key is theirs, so that they can sign members in
        told = {name: text for name, text in os.environ.items() if not name.startswith(("BOTHWAYS_", "DATABASE_URL"))}
        told |= {"BOTHWAYS_HOME": str(self.home / "data"), "BOTHWAYS_WORKERS": "1"}
        told |= {"BOTHWAYS_SECRET_KEY": settings.SECRET_KEY, "DJANGO_SETTINGS_MODULE": "bothways.config.settings"}
        told.pop("DISPLAY", None)  # no window of its own
        command = [sys.executable, "-m", "bothways", "up", "--port", str(self.port)]
        with self.said.open("w") as said:
            self.running = subprocess.Popen(command, env=told, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        until = time.monotonic() + STARTS_WITHIN
        while not re.search(r"Bothways is at", self.said.read_text()):
            assert self.running.poll() is None, self.said.read_text()
            assert time.monotonic() < until, self.said.read_text()
            time.sleep(0.05)

    def close(self) -> None:
        self.running.send_signal(signal.SIGTERM)
        self.running.wait(timeout=30)

    @contextmanager
    def killed(self) -> Iterator[None]:
        """All of it, without a word; afterwards it runs again, at the same address."""
        for pid in family(self.running.pid):
            os.kill(pid, signal.SIGKILL)
        self.running.wait()
        yield
        self.open()

    @contextmanager
    def tables(self) -> Iterator[None]:
        """The tables of this house in the hands of a test, to lay things out and to look."""
        sqlite.use_a_sound_sqlite()
        file = self.home / "data" / "bothways.sqlite3"
        here = {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": dict(sqlite.OPTIONS)}
        before = connections["default"]
        connections["default"] = ConnectionHandler({"default": here})["default"]
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = before

    def forget_everything(self) -> None:
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)

    def copy_to(self, file: Path) -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])

    def as_in(self, file: Path) -> None:
        """All tables as they were when that copy was made."""
        copy = sys.modules["sqlite3"].connect(file)
        connections["default"].ensure_connection()
        copy.backup(connections["default"].connection)
        copy.close()

    def member(self, name: str) -> Member:
        member = Member.objects.create_user(f"{name.lower()}@example.org", None, name=name, timezone="UTC")
        claim(member, [member.email])
        return member

    def pass_of(self, member: Member) -> dict[str, str]:
        """What the browser of somebody who is signed in carries."""
        value = signed_in(member).cookies["sessionid"].value
        return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.address}


def put_off(work: Any, row: Any) -> None:
    """Together with the row itself, so that the work of this house does not do it while somebody looks at it."""
    work.using(run_after=now() + timedelta(minutes=30)).enqueue(str(row))


def free_port() -> int:
    for _ in range(50):
        port = 20000 + secrets.randbelow(12000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    message = "no port is free"
    raise RuntimeError(message)
