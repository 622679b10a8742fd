"""The tables are brought up to date, and never by an older Bothways."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from bothways.cli import house, tables
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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is copied by its own tools")
@pytest.mark.django_db(transaction=True)
def test_a_copy_that_the_disk_had_no_room_for_leaves_nothing_behind(monkeypatch, tmp_path):
    here = environment().model_copy(update={"home": tmp_path})
    here.backups.mkdir()
    (here.backups / "before-update-20260101-120000.being-made").write_bytes(b"half a copy")
    monkeypatch.setattr(house, "is_sound", lambda copy: False)

    with pytest.raises(CannotStart, match="nothing was updated"):
        tables._copy_first(here)

    assert list(here.backups.iterdir()) == []
