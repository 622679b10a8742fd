"""Everybody sees when the last backup was made; where it lies is shown to the one who runs this Bothways."""

import datetime as dt

import pytest

from bothways.accounts.models import Member
from bothways.vault.models import LastBackup

PAGE = "/settings/backup/"


@pytest.fixture
def last(db, tmp_path):
    (tmp_path / "bothways.age").touch()
    made_at = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
    return LastBackup.objects.create(made_at=made_at, file=str(tmp_path / "bothways.age"), size=3_500_000)


@pytest.fixture
def runs_it(ada):
    Member.objects.filter(pk=ada.pk).update(came_first=True)


def test_where_none_was_made_it_is_said(as_ada):
    page = as_ada.get(PAGE).content.decode()

    assert "There is none yet" in page
    assert "bothways backup" not in page


def test_everybody_sees_when_and_not_where_nor_how_much_all_keep(as_ada, last):
    page = as_ada.get(PAGE).content.decode()

    assert "20 November 2026" in page
    assert "3.3 MB" not in page
    assert last.file not in page
    assert "bothways backup" not in page


def test_whoever_runs_it_sees_where_and_how_one_is_made(as_ada, runs_it, last):
    page = as_ada.get(PAGE).content.decode()

    assert last.file in page
    assert "3.3 MB" in page
    assert "does not lie there any more" not in page
    assert "bothways backup" in page


def test_one_that_was_carried_elsewhere_is_said_to_be(as_ada, runs_it, last):
    LastBackup.objects.update(file="/nowhere/bothways.age")

    assert "does not lie there any more" in as_ada.get(PAGE).content.decode()


def test_what_was_amiss_in_the_house_is_not_called_well_in_the_backup(as_ada, last):
    assert "amiss" not in as_ada.get(PAGE).content.decode()

    LastBackup.objects.update(whole=False)

    assert "something was amiss in this Bothways already" in as_ada.get(PAGE).content.decode()


def test_the_day_is_that_of_the_member(as_ada, ada, last):
    Member.objects.filter(pk=ada.pk).update(timezone="Asia/Tokyo")

    assert "21 November 2026" in as_ada.get(PAGE).content.decode()


def test_the_settings_lead_there(as_ada):
    assert f'href="{PAGE}"' in as_ada.get("/settings/").content.decode()
