"""What may lie in a backup, and how old one is."""

import datetime as dt
from pathlib import Path

import pytest

from bothways.vault.rules import is_by_key, is_old, may_lie_in_one, name_of

NOON = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["bothways.sqlite3", "secret-key", "files/imports/1", "files/1"])
def test_what_belongs_to_a_house_may_lie_in_one(name):
    assert may_lie_in_one(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "/", "files", "files/", "files/../key", "/files/1", "files//1", "static/a.css", "bothways.json", "lock"],
)
def test_nothing_else_may(name):
    assert not may_lie_in_one(name)


def test_it_is_old_after_a_week_whatever_a_clock_shows():
    assert not is_old(NOON, NOON + dt.timedelta(days=7))
    assert is_old(NOON, NOON + dt.timedelta(days=7, seconds=1))
    assert not is_old(NOON, NOON - dt.timedelta(days=400))


def test_only_what_lies_among_the_backups_and_is_named_so_is_locked_with_the_key():
    backups = Path("data/backups")

    assert is_by_key(backups / name_of(NOON, "before-update-"), backups)
    assert not is_by_key(backups / name_of(NOON), backups)
    assert not is_by_key(Path("/media") / name_of(NOON, "before-update-"), backups)
