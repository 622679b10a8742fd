"""How far an import has come, as a bar for whoever waits. Loaded where one waits: no other command needs its parts."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn


@contextmanager
def bar(words: str) -> Iterator[Callable[[float, str], None]]:
    """Gives what is called with the share that is done, and with what is going on."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as shown:
        task = shown.add_task(words, total=1.0)
        yield lambda share, now: shown.update(task, completed=share, description=now)
