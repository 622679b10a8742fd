"""What changes about files when a house moves into another data folder."""

from pathlib import Path

from bothways.exchange import files
from bothways.exchange.models import File, TakenOut
from bothways.ground.environment import environment


def move_into(home: Path) -> None:
    """
    The files of ours came along, and lie there from now on.

    But what was taken out: it may hold who was erased since, and its member may have let it go.
    """
    for row in File.objects.exclude(path=""):
        if there := files.lies_in(home, row.path):
            File.objects.filter(pk=row.pk).update(path=str(there))
    for one in TakenOut.objects.all():
        if here := files.lies_in(environment().home, one.path):
            files.let_go(here)
    TakenOut.objects.all().delete()
