"""What changes about files when a house moves into another data folder."""

from pathlib import Path

from django.db.models import Manager

from bothways.exchange import files
from bothways.exchange.models import File, TakenOut


def move_into(home: Path) -> None:
    """The files of ours came along, and lie there from now on."""
    kept: list[Manager[File] | Manager[TakenOut]] = [File.objects, TakenOut.objects]
    for rows in kept:
        for row in rows.exclude(path=""):
            there = files.lies_in(home, row.path)
            if there:
                rows.filter(pk=row.pk).update(path=str(there))
