"""The command line (`bothways ...`): status 0 done, 1 refused with a sentence on standard error, 2 wrong usage."""

import errno
import importlib
import io
import os
import sys
from pathlib import Path

import django
from django.db import DatabaseError
from pydantic import ValidationError

from bothways.cli import house
from bothways.cli.saying import refuse
from bothways.ground.environment import PREFIX, Environment, environment
from bothways.ground.key import KeyMissing
from bothways.ground.refusals import Refusal
from bothways.ground.sqlite import TooOld


def main() -> None:
    os.umask(0o077)  # what Bothways writes is for its owner only
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bothways.config.settings")
    _speak_anywhere()
    try:
        _run()
    except (KeyMissing, TooOld) as problem:
        refuse(str(problem))
    except Refusal as problem:
        refuse(problem.says)
    except UnicodeEncodeError:
        refuse("What was typed holds bytes that are no letters (UTF-8). Write it anew.")
    except ValidationError as problem:
        refuse(_settings(problem))
    except OSError as problem:
        refuse(_why(problem))
    except DatabaseError as problem:
        refuse(_database(str(problem).strip().rstrip(".")))


def _speak_anywhere() -> None:
    """Where no “ ” can be shown, a sign stands in their place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run() -> None:
    if "--demo" in sys.argv[1:]:
        os.environ["BOTHWAYS_HOME"] = f"{environment().home}-example"
        os.environ["BOTHWAYS_DEMO"] = "1"
        environment.cache_clear()
    house.bring_to_its_end(environment())
    if sys.argv[1:2] == ["restore"]:  # there may be neither tables nor a key
        importlib.import_module("bothways.cli.restoring").app()
    django.setup()
    # The other commands read tables, so they can be imported only now.
    importlib.import_module("bothways.cli.commands").app()


def _settings(problem: ValidationError) -> str:
    """Each setting that cannot be, by the name it has outside; never its value, which may be a secret."""
    said = ((str(one["loc"][0]), one["msg"].removeprefix("Value error, ")) for one in problem.errors())
    named = ((name if name.isupper() else PREFIX + name.upper(), why) for name, why in said)
    return "\n".join(f"{name}: {why}. Give it another value, or leave it out." for name, why in named)


def _database(says: str) -> str:
    """What the database said, and what to do about it."""
    here = environment()
    file, elsewhere = here.database_file, here.database_url
    if elsewhere:
        return f"The database did not answer: {says}. Does it run where DATABASE_URL says?"
    match says:
        case "database is locked":
            return f"{file} is busy: something else writes in it for long. Try again in a moment."
        case "database or disk is full":
            return _why(OSError(errno.ENOSPC, says, str(here.home)))
        case "attempt to write a readonly database" | "unable to open database file":
            return _why(OSError(errno.EACCES, says, str(file)))
        case "disk I/O error":
            return f"{here.home}: the disk did not take what was written. Is it full, or failing?"
        case "file is not a database" | "database disk image is malformed":
            return f"{file} is damaged. Put back a backup: bothways restore {_newest(here)} --replace"
        case _:
            return f"The database did not answer: {says}. Is Bothways set up here? `bothways up` does it."


def _newest(here: Environment) -> Path | str:
    return house.newest_backup(here) or "FILE"


def _why(problem: OSError) -> str:
    named = Path(problem.filename or environment().home)
    if problem.errno == errno.ENAMETOOLONG:  # such a one cannot even be looked for
        return f"{str(named)[:100]}…: a name in it is longer than this computer takes. Choose a shorter one."
    where = named if named.exists() else named.parent
    match problem.errno:
        case errno.ENOSPC:
            return f"{where}: the disk is full. Make room on it, then start again."
        case errno.EACCES | errno.EROFS | errno.EPERM:
            return f"{where} cannot be written. Give it to yourself, or set BOTHWAYS_HOME to another folder."
        case errno.EEXIST | errno.ENOTDIR:
            return f"{where} is a file, where Bothways needs a folder. Set BOTHWAYS_HOME to another place."
        case errno.ENOENT if problem.filename:
            return f"{named} does not exist and cannot be made. Set BOTHWAYS_HOME to another place."
        case _:
            return f"{where}: {problem.strerror or problem}."
