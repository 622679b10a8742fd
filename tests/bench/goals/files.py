"""Rows 8 and 24 of the bad inputs at their size: ten thousand cards in one file, and an archive of gigabytes."""

from pathlib import Path

from tests.bench.goals.mail import brought_in
from tests.bench.place import Place
from tests.bench.row import Row

CARDS, PATIENCE = 10_000, 30  # seconds, by the row
MESSAGES, ATTACHED = 1_000, 5 * 1024**2  # five gigabytes
SMALL = 50  # messages like these, beside which memory stays as it is


def files(place: Place) -> list[Row]:
    cards = brought_in(place.home / "cards", lambda folder: _cards(folder / "people.vcf"))
    small, large = (
        brought_in(place.home / f"archive-{many}", lambda folder, many=many: _archive(folder / "mail.mbox", many))
        for many in (SMALL, MESSAGES)
    )
    size, grown = MESSAGES * ATTACHED / 1024**3, max(large.megabytes / small.megabytes, large.apart / small.apart)
    beside = f"{large.seconds:.0f} s; {large.megabytes:.0f} MB, and {large.apart:.0f} MB of the process apart"
    what = f"memory at an archive of {size:.1f} GB ÷ at a twentieth"
    return [
        Row("row 8", f"{CARDS:,} cards in one file brought in", cards.seconds, " s", PATIENCE),
        Row("row 24", what, grown, " times", 1.3, beside=beside),
    ]


def _cards(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as into:
        for number in range(CARDS):
            said = ["BEGIN:VCARD", "VERSION:3.0", f"FN:Person {number}", f"EMAIL:p{number}@example.edu"]
            said += [f"TEL:+1 555 {number:05}", "NOTE:Met at the clinic.", f"UID:{number}", "END:VCARD", ""]
            into.write("\r\n".join(said))


def _archive(path: Path, messages: int) -> None:
    """What is attached is a hole in the file: it takes no room on the disk, and is read all the same."""
    with path.open("wb") as into:
        for number in range(messages):
            head = f"From: p{number % 50}@example.edu\nTo: lucia@example.org\nMessage-ID: <{number}@x.y>\nSubject: A\n"
            said = f"From p@example.edu Mon Mar  2 09:30:00 2009\n{head}Date: Mon, 2 Mar 2009 09:30:00 +0000\n\nText.\n"
            into.write(said.encode())
            into.seek(ATTACHED - len(said), 1)
            into.write(b"\n\n")
