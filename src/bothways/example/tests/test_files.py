"""The example life as files: our own readers find in them exactly what the truth says."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bothways.example.files import ARCHIVE, PEOPLE, TRUTH, write_files
from bothways.formats.cards.card import Card
from bothways.formats.cards.reader import read_cards
from bothways.formats.kinds import HEAD, FileKind, kind_of
from bothways.formats.mail.mbox import RawMessage, split_mbox
from bothways.formats.mail.message import Message
from bothways.formats.mail.reader import read_message

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("example")
    write_files(folder, TODAY, messages=4_000)
    return folder


@pytest.fixture
def truth(folder) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    return found


def messages(folder: Path) -> Iterator[Message]:
    with (folder / ARCHIVE).open("rb") as stream:
        for raw in split_mbox(stream):
            assert isinstance(raw, RawMessage), raw
            one = read_message(raw.header, f"message {raw.number}", NOW)
            assert isinstance(one, Message), one
            yield one


def test_the_files_are_known_for_what_they_are(folder):
    kinds = [kind_of((folder / name).read_bytes()[:HEAD]) for name in (PEOPLE, ARCHIVE)]

    assert kinds == [FileKind.CARDS, FileKind.MAILBOX]


def test_every_card_is_found_with_its_name_and_addresses(folder, truth):
    with (folder / PEOPLE).open("rb") as stream:
        found = list(read_cards(stream, TODAY))

    assert [one for one in found if not isinstance(one, Card)] == []
    cards = [one for one in found if isinstance(one, Card)]
    read = [{"uid": one.uid, "name": one.name, "emails": [email.address for email in one.emails]} for one in cards]
    assert len(read) == 300
    assert read == truth["cards"]


def test_mr_bell_has_no_address_to_write_mail_to(truth):
    [bell] = [card for card in truth["cards"] if "Bell" in card["name"]]

    assert bell == {"uid": bell["uid"], "name": "Mr. Henry Bell", "emails": []}


def test_the_last_day_of_every_sender_is_found(folder, truth):
    last: dict[str, str] = {}
    for one in messages(folder):
        if one.sent_at and one.sender:
            day = one.sent_at.date().isoformat()
            last[one.sender.address] = max(day, last.get(one.sender.address, ""))

    assert last == truth["senders"]


def test_direct_contact_is_told_from_lists_and_programs(folder, truth):
    own, found, direct = set(truth["own"]), dict[str, list[Any]](), 0
    for one in messages(folder):
        if one.automatic or not one.sent_at or not one.sender or len(one.recipients) > 10:
            continue
        mine = one.sender.address in own
        others = {to.address for to in one.recipients} if mine else {one.sender.address}
        direct += 1
        for address in others:
            contact = found.setdefault(address, ["", 0, 0])
            contact[0] = max(contact[0], one.sent_at.date().isoformat())
            contact[1 + mine] += 1

    assert found == truth["contact"]
    assert direct == truth["direct"]


def test_the_mail_is_of_three_sorts(folder):
    sorts = [one.automatic for one in messages(folder)]

    assert len(sorts) == 4_000
    for sort in ("", "list", "bulk", "bounce", "auto-reply"):
        assert sorts.count(sort) > 40, sort


def test_the_same_day_and_seed_write_the_same_bytes(folder, tmp_path):
    write_files(tmp_path, TODAY, messages=4_000)

    for name in (PEOPLE, ARCHIVE, TRUTH):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_messages_stand_in_the_order_of_their_days_and_none_lies_ahead(folder):
    days = [one.sent_at.date() for one in messages(folder) if one.sent_at]

    assert days == sorted(days)
    assert (days[0].year, days[-1] < TODAY) == (1998, True)
