"""The tables are brought up to date, and never by an older Bothways."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from bothways.cli.house import CannotStart
from bothways.cli.tables import bring_up_to_date
from bothways.ground.environment import environment


def test_tables_that_are_up_to_date_are_left_as_they_are(db, capsys):
    bring_up_to_date(environment())

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("change", [("people", "9999_what_is_to_come"), ("a_room_to_come", "0001_initial")])
def test_tables_that_a_newer_bothways_changed_are_refused(db, change):
    MigrationRecorder(connection).record_applied(*change)

    with pytest.raises(CannotStart, match="A newer Bothways than this one") as refusal:
        bring_up_to_date(environment())

    assert ".".join(change) in refusal.value.says
    assert "Start the newer one again." in refusal.value.says
