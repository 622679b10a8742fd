"""The command line (`bothways ...`): status 0 done, 1 refused with a sentence on standard error, 2 wrong usage."""

import errno
import importlib
import io
import os
import shlex
import shutil
import sys
from pathlib import Path

import django
from django.db import DatabaseError, DataError, IntegrityError
from pydantic import ValidationError

from bothways.cli import house
from bothways.cli.saying import refuse
from bothways.formats.text import one_line
from bothways.ground.environment import PREFIX, Environment, environment
from bothways.ground.key import KeyMissing
from bothways.ground.logs import told
from bothways.ground.refusals import Refusal
from bothways.ground.sqlite import TooOld

_NEXT_TO_NOTHING = 1024**2  # bytes
_REPEATS = (DataError, IntegrityError)  # a database says with these what it was given


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
        _say_no_more()
        refuse(_why(problem))
    except MemoryError:
        refuse("There is too little memory free on this computer for that. Close something else, then begin again.")
    except Exception as problem:  # noqa: BLE001  # the edge of the house: whatever it is, no member's word is said of it
        refuse(_broken(problem))


def _speak_anywhere() -> None:
    """Where no “ ” can be shown, a sign stands in their place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _say_no_more() -> None:
    """What could not be said would be tried once more when Python ends, and be the last that is heard."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _run() -> None:
    if "--demo" in sys.argv[1:]:
        os.environ["BOTHWAYS_HOME"] = f"{environment().home}-example"
        os.environ["BOTHWAYS_DEMO"] = "1"
        for name in [one for one in os.environ if one.upper() in ("DATABASE_URL", "DATABASE_URL_FILE")]:
            del os.environ[name]  # people may live there, and whoever comes is let in
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


def _broken(problem: Exception) -> str:
    if isinstance(problem, DatabaseError) and not isinstance(problem, _REPEATS):
        return _database(str(problem).strip().rstrip("."))
    return f"This is a fault of Bothways, and where it was is what whoever mends it needs to know:\n{told(problem)}"


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
    """By what was really touched: the data folder is at fault only where something in it was."""
    home = environment().home
    if problem.filename is None and not (problem.errno == errno.ENOSPC and _is_full(home)):
        return (
            f"What was asked for could not be read, written, or said where you listen: {problem.strerror or problem}."
        )
    named = Path(os.fsdecode(problem.filename or home))
    at_home = home in (named, *named.parents) or named in home.parents
    cure = "Set BOTHWAYS_HOME to another" if at_home else "Name another"
    if problem.errno == errno.ENAMETOOLONG:  # such a one cannot even be looked for
        return f"{one_line(str(named), 100)}…: a name in it is longer than this computer takes. Choose a shorter one."
    where = named if _is_there(named) else named.parent
    shown = one_line(str(where), 300)
    match problem.errno:
        case errno.ENOSPC:
            return f"{shown}: the disk is full. Make room on it, then start again."
        case errno.EACCES | errno.EROFS | errno.EPERM:
            return (
                _shut(home, shown)
                if at_home
                else f"{shown} is shut to you. Give it to yourself, or name another place."
            )
        case errno.EEXIST | errno.ENOTDIR:
            return f"{shown} is a file, where Bothways needs a folder. {cure} place."
        case errno.ENOENT if problem.filename:
            return f"{one_line(str(named), 300)} does not exist and cannot be made. {cure} place."
        case _:
            return f"{shown}: {problem.strerror or problem}."


def _shut(home: Path, shown: str) -> str:
    """Who may: the user of the service, where the folder is theirs."""
    owner = _owner(home)
    if not owner:
        return f"{shown} cannot be written. Give it to yourself, or set BOTHWAYS_HOME to another folder."
    again = one_line(shlex.join(["sudo", "-u", owner, "bothways", *sys.argv[1:]]), 300)
    return (
        f"{home} is of the user {owner}, and only they may use it. Run this as they do: {again}\n"
        "Or set BOTHWAYS_HOME to a folder of your own."
    )


def _owner(home: Path) -> str:
    """The name of somebody else."""
    try:
        return "" if home.stat().st_uid in (os.geteuid(), 0) else home.owner()
    except (OSError, KeyError):  # not even that may be seen, or nobody of that number is known here
        return ""


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # it lies where we may not look
        return False


def _is_full(home: Path) -> bool:
    try:
        return shutil.disk_usage(home).free < _NEXT_TO_NOTHING
    except OSError:
        return False
