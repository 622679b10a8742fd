"""`python -m bothways.vault WORD`: what is done within the house of BOTHWAYS_HOME when a backup is made or opened."""

import importlib
import json
import os
import sys

import django
from django.db import DatabaseError

from bothways.ground.refusals import Refusal


def main(word: str) -> None:
    os.umask(0o077)
    django.setup()
    words = importlib.import_module("bothways.vault.inside").WORDS  # reads tables, so only now
    try:
        print(json.dumps(words[word](), default=str))  # noqa: T201
    except Refusal as problem:
        sys.exit(str(problem))
    except (DatabaseError, OSError) as problem:
        says = str(problem).strip().replace("\n", " ")  # the last line is what is read of it
        sys.exit(f"A copy of the house did not take what was written into it: {says}. Is the disk full?")


main(sys.argv[1])
