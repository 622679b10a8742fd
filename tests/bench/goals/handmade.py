"""The hand-made page: one function on sqlite3 alone, with the same bytes out."""

import sqlite3
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from bothways.accounts.sessions import mark_of
from tests.bench.door import Visitor


def handmade(own: sqlite3.Connection, someone: Visitor, page: bytes) -> Callable[..., Iterable[bytes]]:
    return of_member(own, someone.member_id.hex, page)


def of_member(own: sqlite3.Connection, member: str, page: bytes) -> Callable[..., Iterable[bytes]]:
    """A session, a member, one indexed query of three people, and as many bytes as our page has."""

    def application(environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
        cookies = dict(part.split("=", 1) for part in environ["HTTP_COOKIE"].split("; "))
        found = own.execute(
            "SELECT session_data FROM django_session WHERE session_key = ? AND expire_date > datetime('now')",
            (mark_of(cookies["sessionid"]),),
        ).fetchone()
        name = own.execute("SELECT name FROM accounts_member WHERE id = ?", (member,)).fetchone()[0]
        people = own.execute(
            "SELECT name FROM people_person WHERE member_id = ? ORDER BY folded, id LIMIT 3", (member,)
        ).fetchall()
        said = "".join(f"<article><h2>{escape(one)}</h2></article>" for (one,) in people)
        head = f"<!doctype html><title>{escape(name)}</title>{said}{'' if found else '?'}".encode()
        length = str(max(len(head), len(page)))
        begin("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", length)])
        return [head, page[len(head) :]]

    return application
