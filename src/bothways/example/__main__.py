"""`python -m bothways.example FOLDER`: the example life as files."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from bothways.example.files import ARCHIVE, MESSAGES, PEOPLE, TRUTH, write_files
from bothways.example.years import FIRST


def main() -> int:
    door = argparse.ArgumentParser(prog="python -m bothways.example", description="Writes an example life as files.")
    door.add_argument("folder", type=Path)
    door.add_argument("--messages", type=int, default=MESSAGES, help="how many messages its mail shall have")
    door.add_argument("--on", type=date.fromisoformat, default=None, help="the day it is told on, as in 2026-11-22")
    asked = door.parse_args()
    today = asked.on or datetime.now(UTC).date()
    if today < FIRST:
        sys.stderr.write(f"The example life is told from {FIRST:%d %B %Y} on.\n")
        return 1
    truth = write_files(asked.folder, today, asked.messages)
    sys.stdout.write(
        f"{asked.folder}: {PEOPLE} with {len(truth.cards)} cards, {ARCHIVE} with {truth.messages} messages, {TRUTH}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
