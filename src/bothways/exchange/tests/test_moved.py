"""A house that moves: what was taken out of it before does not lie ready in the one that comes."""

from datetime import datetime
from pathlib import Path

from bothways.accounts.models import Member
from bothways.exchange import files
from bothways.exchange.actions.moved import move_into
from bothways.exchange.models import TakenOut


def test_a_zip_of_before_may_hold_who_was_erased_since(ada: Member, own_folder: Path, now: datetime) -> None:
    path, zipped = files.new_file()
    zipped.close()
    of_before = Path("/elsewhere/files/imports", path.name)
    TakenOut.objects.create(member=ada, state="done", path=str(of_before), asked_at=now, size=1)

    move_into(Path("/elsewhere"))

    assert not path.exists()
    assert not TakenOut.objects.exists()
