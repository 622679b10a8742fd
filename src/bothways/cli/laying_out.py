"""Styles, fonts and scripts beside the data, compressed; made anew only when the program changed."""

import shutil
from pathlib import Path

from django.core.management import call_command

from bothways.cli.saying import meanwhile
from bothways.ground.environment import Environment

UNUSED = ["htmx-4*", "htmax-*", "htmx-2.js", "ext"]  # what the htmx package brings and no page of ours loads


def lay_out(here: Environment, *, beside_old: bool = False) -> None:
    """`beside_old`: somebody still serves those that are there, so they stay; each has its own name."""
    ours = Path(__file__).resolve().parent.parent
    newest = max(path.stat().st_mtime_ns for path in ours.glob("*/static/**/*"))
    stamp, told = here.home / "static" / "made-of", f"{ours} {newest}"
    if stamp.exists() and stamp.read_bytes() == told.encode():
        return
    meanwhile("Laying out styles and fonts ...")
    if not beside_old:
        shutil.rmtree(here.home / "static", ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    stamp.write_text(told, encoding="utf-8")
