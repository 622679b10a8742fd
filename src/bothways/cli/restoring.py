"""`bothways restore`: a backup becomes the house. It needs no table and no key of what is here."""

import importlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bothways.cli import house
from bothways.cli.passphrase import passphrase
from bothways.cli.saying import AsJson, many, meanwhile, say, what_is_in
from bothways.formats.text import paragraphs
from bothways.ground import sqlite
from bothways.ground.environment import Environment, environment
from bothways.ground.key import secret_key
from bothways.vault import restoring
from bothways.vault.packing import AnotherPassphrase, NoBackup
from bothways.vault.restoring import GivesWay, Restored
from bothways.vault.rules import is_by_key

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
File = Annotated[Path, typer.Argument(metavar="FILE", help="What `bothways backup` made.")]
Replace = Annotated[bool, typer.Option("--replace", help="In the place of all that is here.")]


@app.callback()
def _named() -> None:
    """So that the command keeps its name where it is the only one."""


@app.command()
def restore(file: File, replace: Replace = False, as_json: AsJson = False) -> None:
    """Puts a backup in the place of what is here, once all of it was proved."""
    here = environment()
    sqlite.use_a_sound_sqlite()
    house.prepare(here.home)
    with closing(house.claim(here.home)):
        restoring.may_be(here, file, replace=replace)
        by_key = is_by_key(file.resolve(), here.backups.resolve())
        secret = secret_key(here) if by_key else passphrase(here, new=False)
        with importlib.import_module("bothways.cli.bar").bar("Restoring") as tell:
            try:
                restored = restoring.restore(here, file, secret, at=datetime.now(UTC), tell=tell, foretell=_foretell)
            except AnotherPassphrase as problem:
                raise (_not_its_key(here, file) if by_key else problem) from problem
    say("\n".join(_spoken(restored)), _values(restored), as_json=as_json)


def _not_its_key(here: Environment, file: Path) -> NoBackup:
    key = "BOTHWAYS_SECRET_KEY" if here.secret_key else here.home / "secret-key"
    return NoBackup(
        f"{file} is locked with the key that this house had before the update, and {key} is another. Put that one "
        "back, then restore it. Nothing was changed."
    )


def _foretell(life: GivesWay) -> None:
    """Beside the result, also where that is for machines."""
    another = life.members and life.not_in_it == life.members
    said = {
        f"This backup was made {_ago(life.made_at)}. What was written here since is not in it.": not another,
        f"This backup was made {_ago(life.made_at)}, of another life: nobody who is a member here is in it.": another,
        f"Members here who are not in it: {life.not_in_it} of {life.members}.": life.not_in_it and not another,
        f"It was made of another folder, {life.made_in}.": life.made_in,
        f"All that is here now is put aside in {life.aside}.": life.aside,
        "All that is in PostgreSQL now will be gone: nothing of it is put aside.": not life.aside,
    }  # fmt: skip
    meanwhile(paragraphs("\n".join(sentence for sentence, holds in said.items() if holds)))


def _spoken(restored: Restored) -> list[str]:
    told, settled = restored.manifest, restored.settled
    on_their_way = settled["letters_to_ask_about"]
    said = {
        f"Restored as of {told.made_at:%Y-%m-%d %H:%M} UTC ({_ago(told.made_at)}): {what_is_in(told)}.": True,
        "Everybody signs in once more, and programs need a new token.": True,
        f"On their way: {many(on_their_way, 'letter')}. Whoever wrote is asked whether it arrived.": on_their_way,
        f"Erased since, and erased again: {many(settled['erased'], 'person', 'people')}.": settled["erased"],
        _BACK: restored.erased_unknown,
        f"Of what was sealed, {settled['locked']} do not open with its key.": settled["locked"],
        f"What was here lies in {restored.aside}. Delete that when all is well.": restored.aside,
    }  # fmt: skip
    return [sentence for sentence, holds in said.items() if holds]


def _values(restored: Restored) -> dict[str, object]:
    told = restored.manifest
    return {
        "made_at": told.made_at.isoformat(),
        "version": told.version,
        "rows": told.rows,
        "aside": str(restored.aside) if restored.aside else None,
        "settled": restored.settled,
        "erased_unknown": restored.erased_unknown,
    }


_BACK = (
    "Nothing here told who was erased since, so whoever was is back. Erase them again: “Take away everything about "
    "them”, on the page of each."
)


def _ago(made_at: datetime) -> str:
    days = (datetime.now(UTC) - made_at).days
    return f"{many(days, 'day')} ago" if days > 0 else "less than a day ago"
