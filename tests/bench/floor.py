"""The hand-made page as a web server loads it."""

import os
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

import django

django.setup()  # for the mark by which a sign-in is kept; no request of it goes through Django

from tests.bench.goals.handmade import of_member  # noqa: E402

_own = sqlite3.connect(os.environ["BENCH_DATABASE"], check_same_thread=False)
_page = b"x" * int(os.environ["BENCH_BYTES"])
_member = _own.execute("SELECT id FROM accounts_member ORDER BY id LIMIT 1").fetchone()[0]


def application(environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
    return of_member(_own, _member, _page)(environ, begin)
