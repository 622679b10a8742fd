"""A house of processes: what lies in it is written, read and changed as in life, on the database that is tested."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bothways.accounts.models import Member
from bothways.cli.tests.conftest import PROGRAM, Said, run_in, settings_of

PASSPHRASE = "careful hands can be taught"
GIVEN = os.environ.get("DATABASE_URL", "")  # PostgreSQL, or the file of each house
SET_UP = "import django, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'bothways.config.settings'; django.setup()\n"

# Something of each kind that a backup must bring along; sign-ins and programs, letters on their way, a file that waits.
LIFE = """
import datetime as dt
from importlib import import_module
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from bothways.accounts.actions import claim
from bothways.accounts.models import MailServer, Member, Scope
from bothways.accounts.programs import make_token
from bothways.exchange import files
from bothways.exchange.models import File, Import
from bothways.formats.days import exactly
from bothways.gratitude.models import Letter, Outgoing
from bothways.ground.clock import now
from bothways.ground.records import new_id
from bothways.ground.sealing import seal
from bothways.moments import actions as moments
from bothways.people import actions as people
ada = Member.objects.create_user("ada@example.org", "careful hands can be taught", name="Ada")
claim(ada, [ada.email])
today = dt.date(2026, 11, 22)
for number in range(30):
    grace = people.keep(ada, name=f"Grace Hill {number}", addresses=[f"grace{number}@example.edu"])
    people.say_role(grace, "mentor")
    for year in (1999, 2012):
        moments.record(grace, lane="theirs", kind="listened", on=exactly(dt.date(year, 5, 1)), today=today,
                       deed=f"You let me stay after class \\u2014 {year}", minutes=year)
MailServer.objects.create(member=ada, address=ada.email, host="mail.example.org", port=587, secured="starttls",
                          user="ada", sealed=seal("the word for the server", whose=ada.pk), tested_at=now())
codes = TOTP.activate(ada, "JBSWY3DPEHPK3PXP").instance
codes.data["step"] = 0
codes.save()
path, into = files.new_file()
into.write(b"BEGIN:VCARD" * 1000)
into.close()
brought = Import.objects.create(member=ada, state="waiting", started_at=now())
File.objects.create(brought=brought, name="book.vcf", path=str(path), size=11000)
make_token(ada, token_id=new_id(), name="A program", scope=Scope.READ, at=now())
session = import_module(settings.SESSION_ENGINE).SessionStore()
session["_auth_user_id"] = str(ada.pk)
session.create()
letter = Letter.objects.create(member=ada, person=grace, kind="thanks", state="queued", saved_at=now())
Outgoing.objects.create(member=ada, letter=letter, message_id="<1@example.org>", message=b"To: Grace\\r\\n\\xff",
                        sender=ada.email, recipient="grace@example.edu", queued_at=now(), due_at=now())
"""
# A change of tables of a house is taken back, so that it is to be made again.
OLDER = """
from django.core.management import call_command
call_command("migrate", "vault", "zero", verbosity=0)
"""
# Each table as plain values, alike on both databases.
EVERY = "apps.get_models(include_auto_created=True)"
ROWS = """
import json
from django.apps import apps
def plain(value):
    return value if isinstance(value, dict) else str(bytes(value) if isinstance(value, memoryview) else value)
print(json.dumps({
    model._meta.db_table: [[plain(value) for value in row] for row in
        model._base_manager.order_by("pk").values_list(*[one.attname for one in model._meta.concrete_fields])]
    for model in apps.get_models(include_auto_created=True)}))
"""


@dataclass
class House:
    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *words: object, **more: str) -> Said:
        return run_in(self.home, *words, **{"BOTHWAYS_PASSPHRASE": PASSPHRASE, **self.settings, **more})

    def begin(self, *words: object, **more: str) -> "subprocess.Popen[str]":
        told = settings_of(self.home, **{"BOTHWAYS_PASSPHRASE": PASSPHRASE, **self.settings, **more})
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen([*PROGRAM, *map(str, words)], env=told, text=True, **pipes)  # type: ignore[call-overload, no-any-return]

    def within(self, code: str) -> str:
        """What this code prints in there."""
        told = settings_of(self.home, **self.settings)
        ended = subprocess.run(
            [sys.executable, "-c", SET_UP + code], env=told, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def rows(self) -> dict[str, list[Any]]:
        told: dict[str, list[Any]] = json.loads(self.within(ROWS))
        return told

    def rows_without(self, table: str) -> dict[str, list[Any]]:
        """Where the tables are older than the models."""
        models = f"[one for one in apps.get_models(include_auto_created=True) if one._meta.db_table != {table!r}]"
        told: dict[str, list[Any]] = json.loads(self.within(ROWS.replace(EVERY, models)))
        return told

    def backup(self, file: Path) -> Path:
        said = self.run("backup", file)
        assert said.status == 0, said.err
        return file

    def left(self) -> list[str]:
        """What is being made in there, or was left behind."""
        return [str(path) for path in self.home.rglob("*being-made*")]


def members_of(rows: dict[str, list[Any]]) -> list[list[str]]:
    """Without when they last signed in: a restore sets that, so that no link of before chooses a password."""
    last = [one.name for one in Member._meta.concrete_fields].index("last_login")
    return [row[:last] + row[last + 1 :] for row in rows["accounts_member"]]


def new_house(home: Path, *, postgres: bool = bool(GIVEN), like: House | None = None) -> House:
    """Empty, or what lies in another one; on PostgreSQL in a database of its own."""
    if like:
        subprocess.run(["cp", "-R", str(like.home), str(home)], check=True)
    if not postgres:
        return House(home)
    name = f"house_{os.urandom(6).hex()}"
    template = like.settings["DATABASE_URL"].rpartition("/")[2] if like else "template1"
    with psycopg.connect(GIVEN, autocommit=True) as maker:
        maker.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return House(home, {"DATABASE_URL": f"{GIVEN.rpartition('/')[0]}/{name}"})


def lived_in(home: Path) -> House:
    house = new_house(home)
    assert house.run("member", "add", "ben@example.org").status == 0  # makes the tables
    house.within(LIFE)
    return house
