"""What must hold before Bothways starts in a data folder; each refusal says what to do."""

import errno
import fcntl
import os
import socket
import stat
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TextIO

from bothways.formats.text import one_line
from bothways.ground.environment import Environment
from bothways.ground.refusals import Refusal
from bothways.vault import moving


class CannotStart(Refusal):
    pass


def enter(here: Environment) -> None:
    """The data folder can be used, and what was in it is there."""
    prepare(here.home)
    only_for_me(here)
    still_whole(here)


def prepare(home: Path) -> None:
    """The data folder is there, is the owner's alone, and can be written."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if home.stat().st_uid == os.geteuid():
        home.chmod(0o700)
    elif home.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):  # somebody could put another key in the place of ours
        message = (
            f"{home} is another user's, and others can write in it. Give it to yourself: sudo chown -R $USER {home}"
        )
        raise CannotStart(message)
    try:
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"\0" * 65536)
    except OSError as problem:
        full = problem.errno == errno.ENOSPC
        why = "there is no room left on its disk. Make room" if full else "it cannot be written. Give it to yourself"
        message = f"Bothways keeps its data in {home}, but {why}, or set BOTHWAYS_HOME to another folder."
        raise CannotStart(message) from problem


def only_for_me(environment: Environment) -> None:
    """Nobody else on this computer can read the database or the key."""
    for path in (environment.database_file, environment.home / "secret-key"):
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            message = f"{path} can be read by others on this computer. Run: chmod 600 {path}"
            raise CannotStart(message)


def still_whole(here: Environment) -> None:
    """
    A database that was there is there still, and holds something (quality, row 61).

    Seen without opening it: SQLite makes a file where there is none, and throws away what waits beside an empty one.
    """
    file = here.database_file
    if not here.database_url and not (file.exists() and file.stat().st_size):
        never_ran(here)


def never_ran(here: Environment) -> None:
    """An empty life begins only where there was none before."""
    if not here.has_run:
        return
    newest = newest_backup(here)
    cure = f"bothways restore {newest or 'FILE'}"
    message = (
        f"{here.database_file} is gone or empty, but Bothways has run here before, so no empty one takes its place. "
        f"Put back {'the newest backup here' if newest else 'your last backup'}: {cure}\n"
        "If it lay in PostgreSQL, set DATABASE_URL again. To begin a new life, set BOTHWAYS_HOME to another folder."
    )
    raise CannotStart(message)


def another_key(here: Environment, locked: int) -> str:
    """Of so many secrets that do not open: none is written over by it, so that the key of before opens them again."""
    key = "BOTHWAYS_SECRET_KEY" if here.secret_key else here.home / "secret-key"
    return (
        f"Sealed with another key than {key}, so that they do not open: {locked} (passwords of mail servers, codes to "
        "sign in with). Nothing of them is lost. Stop Bothways, and put the key of before back: each backup holds it "
        "(age -d FILE | tar -xO secret-key). Or name it in BOTHWAYS_FORMER_KEYS, and start: they are sealed anew with "
        "the key of now. Where it is lost, passwords are typed again in the settings, and "
        "`bothways member link ADDRESS --without-code` takes codes off."
    )


def newest_backup(here: Environment) -> Path | None:
    return max(here.backups.glob("*.age"), key=lambda path: path.stat().st_mtime, default=None)


def bring_to_its_end(here: Environment) -> None:
    """A restoring that was broken off when the new house counted already."""
    if moving.is_under_way(here.home):
        with closing(claim(here.home)):
            moving.finish(here)


def claim(home: Path) -> TextIO:
    """Only one server in a data folder. The lock lasts as long as the file that is returned stays open."""
    lock = (home / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        lock.close()
        message = f"Bothways already runs in {home}. Use that one, or stop it first (Ctrl-C where it was started)."
        raise CannotStart(message) from problem
    return lock


def say_address(home: Path, address: str) -> None:
    """For the other commands: where the server that runs here, or ran last, answers."""
    (home / "address").write_text(address, encoding="utf-8")


def address(here: Environment) -> str:
    told = here.home / "address"
    return here.address if here.public_address or not told.exists() else told.read_text(encoding="utf-8")


def free_port(host: str, port: int) -> None:
    """
    Nobody answers there yet.

    The web server shares a port with whoever else allows it, so it would start happily beside another one.
    """
    if not host.strip():
        message = "--host is empty. Leave it out, or give one of this computer's addresses."
        raise CannotStart(message)
    if not 0 < port < 65536:
        message = f"{port} is no port. Choose one from 1024 to 65535."
        raise CannotStart(message)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (socket.gaierror, TypeError) as problem:  # TypeError: it holds signs that no name can
            message = (
                f"“{one_line(host, 100)}” is no name of this computer. Leave --host out, or give one of its addresses."
            )
            raise CannotStart(message) from problem
        except OSError as problem:
            if problem.errno == errno.EADDRNOTAVAIL:
                message = (
                    f"“{one_line(host, 100)}” is no address of this computer. Leave --host out, or give one that is."
                )
                raise CannotStart(message) from problem
            message = f"Port {port} is in use here, or may not be used. Try another: bin/up --port {port + 1}"
            raise CannotStart(message) from problem
