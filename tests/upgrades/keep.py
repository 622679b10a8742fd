"""
Keeps what this version writes, so that every later one is tested with it.

At a release: `python -m tests.upgrades.keep`. One life on SQLite and one on PostgreSQL, each with the ZIP that was
taken out of it. 0.0.9 is what was written before 0.1.0, with the most changes of tables behind it.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from tests.with_postgres import cluster, programs

KEPT = Path(__file__).parent / "kept"
KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJK"  # the secret key of that house
EMAIL = "ada@example.org"
ON = date(2026, 11, 22)


def main() -> None:
    found = programs()
    assert found, "PostgreSQL is not here"
    _in_its_own_process()
    with cluster(found) as url:
        _in_its_own_process(DATABASE_URL=url)


def _in_its_own_process(**settings: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        here = {"BOTHWAYS_HOME": home, "BOTHWAYS_SECRET_KEY": KEY, "DJANGO_SETTINGS_MODULE": "bothways.config.settings"}
        subprocess.run(
            [sys.executable, "-m", __spec__.name, "here"], env={**os.environ, **here, **settings}, check=True
        )


def keep() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from importlib.metadata import version

    from django.db import connection

    from bothways.exchange import files
    from bothways.exchange.actions.taking_out import take_out

    folder = KEPT / version("bothways")
    folder.mkdir(parents=True, exist_ok=True)
    member = _lived()
    life = folder / f"{connection.vendor}.zip"
    life.unlink(missing_ok=True)
    with files.written_anew(life) as into:
        take_out(member, into)
    dump = _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql()
    (folder / f"{connection.vendor}.gz").write_bytes(gzip.compress(dump, mtime=0))


def _lived():
    from bothways.accounts.actions import claim
    from bothways.accounts.models import MailServer, Member
    from bothways.ground.sealing import seal
    from tests.journeys.life import a_life

    member = Member.objects.create_user(EMAIL, None, name="Ada", timezone="UTC")
    claim(member, [EMAIL])
    a_life(member, ON, each=2)
    MailServer.objects.create(
        member=member, address=EMAIL, host="mail.example.org", port=587, secured="starttls", user="ada",
        sealed=seal("careful hands", whose=member.pk), tested_at=datetime.now(UTC),
    )  # fmt: skip
    return member


def _of_sqlite() -> bytes:
    from django.db import connection

    copy = Path(os.environ["BOTHWAYS_HOME"]) / "copy"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    return copy.read_bytes()


def _of_postgresql() -> bytes:
    """As statements that any connection can run; newer ones begin with orders to `psql`, in lines of their own."""
    asked = ["--inserts", "--rows-per-insert=50", "--no-owner", "--no-privileges", os.environ["DATABASE_URL"]]
    dump = subprocess.run([Path(programs() or "") / "pg_dump", *asked], capture_output=True, check=True).stdout
    return b"\n".join(line for line in dump.splitlines() if not line.startswith(b"\\"))


if __name__ == "__main__":
    keep() if sys.argv[1:] == ["here"] else main()
