"""Requests drawn by chance over all addresses and operations: any row's id, anything in any field, in any order."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.test import Client

from tests.journeys.api import operations, well
from tests.journeys.forms import WORDS, forms
from tests.journeys.life import Life
from tests.journeys.walk import Address, addresses
from tests.program import API

METHODS = ("POST",) * 8 + ("GET",) * 5 + ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
STRANGE: tuple[Any, ...] = (
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\u202egnp", "\u200b\u200d", "<b>{{ 7 * 7 }}</b>", "%s%n%x",
    "Null", "None", "NaN", "-1", "0", "1e3", "1e999", str(2**31), str(2**63), str(-(2**63) - 1), "9" * 5_000, "٢٠٢٠",
    "2026-02-30", "0000-00-00", "9999-12-31", "--02-29", "10000-01-01", "2026-11-28T25:61",
    "Z" + "\u0335" * 3_000, "a" * 101_000,
    "'; DROP TABLE people_person; --", "../../etc/passwd", "bell\r\nBcc: eve@example.org", "@", "a@b", "x@" + "é" * 300,
    "https://evil.example/", "//evil.example", "true", "[]", "{}", "on", "en", "theirs", "thanks", "letter", "died",
)  # fmt: skip
NO_TEXT: tuple[Any, ...] = (
    None,
    True,
    1,
    -1,
    2**31,
    2**63,
    2**70,
    1.5,
    1e308,
    [],
    [[]],
    {},
    {"a": {"b": []}},
    ["x"] * 50,
)
HEADERS: tuple[dict[str, str], ...] = (
    {}, {}, {}, {}, {"HX-Request": "true"}, {"HX-Request": "true", "HX-Boosted": "true"}, {"HX-Current-URL": "%%%"},
    {"Accept-Language": "es-\x7f,;q=x"}, {"Referer": "http://testserver/\udcff".encode("utf-8", "replace").decode()},
    {"Cookie": "sessionid=x; csrftoken=\x01"}, {"Range": "bytes=9-1"}, {"If-Modified-Since": "never"},
    {"Sec-Fetch-Site": "cross-site"}, {"Host": "a b"}, {"Authorization": "Bearer \x00"},
)  # fmt: skip
# What views look for that no form of the list fills in.
BESIDE = (
    "member", "version", "id", "then", "as", "theirs", "telling", "in_memory_of", "shown_on", "act", "drawn", "moment",
    "knows", "news", "also", "entry", "next", "session", "passkey", "token", "whose",
)  # fmt: skip
BEHIND = (
    "person", "after", "said", "kind", "q", "limit", "offset", "next", "on", "entry", "as", "moment", "telling", "act",
    "stretch", "page", "asked", "look",
)  # fmt: skip
A_ROUND = 25
KINDS = (
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain; charset=no-such", "",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    method: str
    path: str
    body: bytes = field(repr=False)
    kind: str
    headers: dict[str, str]

    def ask(self, client: Client) -> int:
        said = {"headers": self.headers, "content_type": self.kind or "application/octet-stream"}
        return int(client.generic(self.method, self.path, self.body, **said).status_code)


def made_up(life: Life, seed: int, token: str) -> Iterator[Made]:
    """Without end, and the same for one seed and one life."""
    chance, known = Random(seed), forms(life)
    pages = [one for one in addresses() if ":" in one.name and one.name != "accounts:sign_out"]  # those of a room
    below, sent = operations(), well(life)
    rows = {name: ids for name, ids in life.ids.items() if ids} | {"member_id": [life.member.pk]}
    every = [one for ids in rows.values() for one in ids]
    while True:
        if chance.random() < 0.7:
            address = chance.choice(pages)
            yield _of_a_page(chance, address, known.get(address.name, {}), rows, every)
            continue
        operation = chance.choice(below)
        ids = {name: _id(chance, rows.get(name, every), every) for name in operation.ids}
        path = API + operation.path.format(**{name: quote(str(one), safe="") for name, one in ids.items()})
        body = json.dumps(_mixed(chance, sent.get(operation.name), every), default=str).encode()
        shown = {"Authorization": f"Bearer {token}"}
        yield Made(
            _method(chance, operation.method), path + _behind(chance), _torn(chance, body), "application/json", shown
        )


def _of_a_page(
    chance: Random, address: Address, typed: dict[str, Any], rows: dict[str, list[UUID]], every: list[UUID]
) -> Made:
    ids = {name: _id(chance, rows.get(name, every), every) for name in address.ids}
    path = address.at(**{name: one if isinstance(one, UUID) else chance.choice(every) for name, one in ids.items()})
    if chance.random() < 0.1:  # an address that nobody made
        path = path.replace(
            chance.choice(path.split("/")) or "/", quote(str(chance.choice(STRANGE))[:200].encode("utf-8", "replace"))
        )
    fields = {name: _field(chance, value, every) for name, value in typed.items() if chance.random() < 0.9}
    if chance.random() < 0.2:
        fields |= {chance.choice([*sorted(WORDS), *BESIDE]): _field(chance, "", every)}
    if chance.random() < 0.01:
        fields |= {f"more{number}": "x" for number in range(1_100)}
    body = urlencode({name: _as_bytes(value) for name, value in fields.items()}, doseq=True).encode()
    kind = KINDS[0] if chance.random() < 0.8 else chance.choice(KINDS)
    headers = chance.choice(HEADERS)
    return Made(_method(chance, "POST" if typed else "GET"), path + _behind(chance), _torn(chance, body), kind, headers)


def _method(chance: Random, usual: str) -> str:
    return usual if chance.random() < 0.8 else chance.choice(METHODS)


def _id(chance: Random, own: list[UUID], every: list[UUID]) -> Any:
    if chance.random() < 0.75:
        return chance.choice(own)
    return chance.choice([chance.choice(every), UUID(int=0), UUID(int=2**128 - 1), str(2**63), "-1", "x", ""])


def _behind(chance: Random) -> str:
    """What stands behind the question mark, where anything does."""
    if chance.random() < 0.85:
        return ""
    value = chance.choice(STRANGE)
    return f"?{chance.choice(BEHIND)}={quote(_as_bytes(value)[:2_000])}"


def in_rounds(requests: Iterator[Made]) -> Iterator[list[Made]]:
    """What one of a round writes the next one meets. Then all is to be undone: no life outlasts what is asked here."""
    while some := list(islice(requests, A_ROUND)):
        yield some


def _field(chance: Random, value: Any, every: list[UUID]) -> Any:
    luck = chance.random()
    if luck < 0.6:
        return value
    return str(chance.choice(every)) if luck < 0.7 else chance.choice(STRANGE) if luck < 0.95 else [value, "again"]


def _mixed(chance: Random, value: Any, every: list[UUID]) -> Any:
    """JSON like this one, with something else in some places."""
    if chance.random() < 0.12:
        return chance.choice([*NO_TEXT, *STRANGE, chance.choice(every)])
    if isinstance(value, dict):
        kept = {name: _mixed(chance, one, every) for name, one in value.items() if chance.random() < 0.93}
        return kept | ({"smuggled": 1} if chance.random() < 0.03 else {})
    return [_mixed(chance, one, every) for one in value] if isinstance(value, list) else value


def _torn(chance: Random, body: bytes) -> bytes:
    luck = chance.random()
    if luck < 0.94:
        return body
    if luck < 0.96:
        return body[: chance.randrange(len(body) + 1)]
    if luck < 0.962:
        return body + b"&more=" + b"x" * 10_000_000
    if luck < 0.97:
        return b"[" * 100_000
    return chance.randbytes(chance.randrange(200))


def _as_bytes(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_bytes(one) for one in value]
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
