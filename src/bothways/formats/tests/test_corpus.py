"""Our readers against real files, where the environment names a folder of them and what they hold."""

import datetime as dt
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bothways.formats.cards.card import Card
from bothways.formats.cards.reader import read_cards
from bothways.formats.kinds import HEAD, kind_of
from bothways.formats.mail.mbox import RawMessage, split_mbox
from bothways.formats.mail.message import Message
from bothways.formats.mail.reader import read_message

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
NAMED = os.environ.get("BOTHWAYS_CORPUS", "")
PACKED = (".gz", ".bz2", ".xz", ".lz")

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not NAMED, reason="BOTHWAYS_CORPUS names no folder of real files"),
]


@pytest.fixture
def corpus() -> Path:
    return Path(NAMED)


def test_people_are_found_in_98_of_100_real_address_books(corpus):
    truth = json.loads((corpus / "truth/vcard.json").read_text())

    wrong = [name for name, said in truth.items() if not _agrees(corpus / name, said)]

    assert len(wrong) <= len(truth) * 0.02, wrong


def _agrees(path: Path, said: dict[str, Any]) -> bool:
    with path.open("rb") as stream:
        cards = [one for one in read_cards(stream, TODAY) if isinstance(one, Card)]
    names = {one.name for one in cards}
    emails = {email.address for one in cards for email in one.emails}
    expected = {" ".join(name.split()) for name in said.get("fn") or []} - {""}
    return len(cards) == said["cards"] and expected <= names and emails == {e.lower() for e in said["emails"]}


def test_the_last_day_of_every_sender_is_found_in_real_archives(corpus):
    truths = [path for path in sorted(corpus.glob("mbox/**/*.truth.json")) if not path.name.startswith("_")]
    archives = [path for path in truths if not path.name.removesuffix(".truth.json").endswith(PACKED)]

    wrong = {path.name: found for path in archives if (found := _missing(path))}

    assert archives
    assert wrong == {}


def _missing(truth: Path) -> dict[str, tuple[str, str | None]]:
    """What the truth says and we do not; an address may stand there with a name before it."""
    last: dict[str, str] = {}
    for one in _messages(truth.with_name(truth.name.removesuffix(".truth.json"))):
        for author in one.authors:
            sent = one.sent_at.strftime("%Y-%m-%dT%H:%M:%SZ") if one.sent_at else ""
            last[author.address] = max(sent, last.get(author.address, ""))
    expected: dict[str, str] = {}
    for name, said in json.loads(truth.read_text())["senders"].items():
        address = name.split()[-1]
        expected[address] = max(said["last"] or "", expected.get(address, ""))
    return {name: (day, last.get(name)) for name, day in expected.items() if last.get(name) != day}


def _messages(path: Path) -> Iterator[Message]:
    with path.open("rb") as stream:
        for raw in split_mbox(stream):
            if isinstance(raw, RawMessage):
                one = read_message(raw.header, f"message {raw.number}", NOW)
                if isinstance(one, Message):
                    yield one


def test_no_real_file_of_any_kind_breaks_a_reader(corpus):
    files = [path for path in corpus.rglob("*") if path.is_file() and path.stat().st_size < 2_000_000]

    for path in files:
        content = path.read_bytes()
        kind_of(content[:HEAD])
        for _ in read_cards(io.BytesIO(content), TODAY):
            pass
        for raw in split_mbox(io.BytesIO(content)):
            if isinstance(raw, RawMessage):
                read_message(raw.header, "", NOW)
        read_message(content[:100_000], "", NOW)
    assert files
