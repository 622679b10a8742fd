"""Somebody travels: the calendar of where they are now is not the one of where it happened."""

from datetime import timedelta

import pytest

from bothways.formats.days import exactly
from bothways.ground.clock import today_in
from bothways.moments import actions as moments


@pytest.fixture
def met(ada, grace):
    """Yesterday's, in a land where it is a day later than in the one to which Ada flew since."""
    there = today_in(ada.timezone) + timedelta(days=1)
    return moments.record(grace, lane="together", kind="met", on=exactly(there), today=there)


def _said(moment, **more):
    said = {"lane": "together", "kind": "met", "on": str(moment.on), "version": str(moment.version)}
    return {**said, "deed": "We walked along the river.", **more}


def test_who_flew_west_can_still_add_to_what_happened_there(as_ada, met):
    assert as_ada.post(f"/moments/{met.pk}/change/", _said(met)).status_code == 302
    met.refresh_from_db()
    assert met.deed == "We walked along the river."


def test_a_later_day_is_still_to_come(as_ada, met):
    later = met.latest + timedelta(days=1)

    assert as_ada.post(f"/moments/{met.pk}/change/", _said(met, on=str(later))).status_code == 422
