"""Letters, cards and envelopes read back from their PDF by another program (poppler)."""

import re
import shutil
import subprocess

import pytest

from bothways.formats.paper.sheets import Mailing, Words

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")

WORDS = Words(
    greeting="Dear Mr. Bell,",
    paragraphs=("In 1996 you let me stay after class.", "I still look twice."),
    close="With gratitude,",
    signature="Ada",
    dated="Cherry Hill, 22 November 2026",
    sender=("Ada Linden", "14 Orchard Lane"),
    front="Mr. Bell",
)
MAILING = Mailing(("Ada Linden",), ("Mr. Thomas Bell", "220 School Street", "", "Vineland"), "Lincoln High School")


def poppler(program: str, sheet: bytes, *options: str) -> str:
    run = subprocess.run(
        [program, *options, "-", *(["-"] if program == "pdftotext" else [])],
        input=sheet,
        capture_output=True,
        check=True,
    )
    return run.stdout.decode()


def text_of(sheet: bytes) -> str:
    return " ".join(poppler("pdftotext", sheet, "-raw").replace("\u200b", "").split())


def squeezed(text: str) -> str:
    """Without spaces: a line may end inside a long word."""
    return "".join(text.split())


def pages_of(sheet: bytes) -> list[tuple[int, int]]:
    """The pages as (width, height) in whole points."""
    found = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", poppler("pdfinfo", sheet, "-l", "999"))
    return [(round(float(width)), round(float(height))) for width, height in found]
