"""`python -m bothways.vault WORD`: what is done within the house of BOTHWAYS_HOME when a backup is made or opened."""

import importlib
import json
import os
import sys

import django
from django.db import DatabaseError, OperationalError

from bothways.ground.refusals import Refusal
from bothways.vault.apart import NOT_TAKEN


def main(word: str) -> None:
    os.umask(0o077)
    django.setup()
    words = importlib.import_module("bothways.vault.inside").WORDS  # reads tables, so only now
    try:
        print(json.dumps(words[word](), default=str))  # noqa: T201
    except Refusal as problem:
        sys.exit(str(problem))
    except (OperationalError, OSError) as problem:
        says = f"A copy of the house did not take what was written into it: {_in_one(problem)}. Is the disk full?"
        print(says, file=sys.stderr)  # noqa: T201
        sys.exit(NOT_TAKEN)
    except DatabaseError as problem:
        sys.exit(f"A copy of the house cannot be read: {_in_one(problem)}. Is the disk healthy?")


def _in_one(problem: Exception) -> str:
    """The last line is what is read of what was said."""
    return str(problem).strip().replace("\n", " ")


main(sys.argv[1])
