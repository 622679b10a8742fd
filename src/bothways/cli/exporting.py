"""`bothways export`: takes everything of a member out, into one ZIP."""

import importlib
from pathlib import Path
from typing import Annotated

import typer

from bothways.accounts.queries import member_by_email
from bothways.cli.saying import AsJson, ForMember, many, refuse, say
from bothways.cli.tables import ready
from bothways.exchange.actions.taking_out import take_out
from bothways.formats.language import sized
from bothways.ground.environment import environment
from bothways.ground.lasting import bring_to_the_disk, lay_down
from bothways.vault.room import new_file

File = Annotated[Path, typer.Argument(metavar="FILE.zip", help="Where the ZIP shall lie.")]


def export(file: File, member: ForMember, as_json: AsJson = False) -> None:
    """Takes everything of a member out. `bothways import` brings it into an empty Bothways again."""
    ready(environment())
    keeper = member_by_email(member)
    if file.is_dir():
        refuse(f"{file} is a folder. Name the file: {file / 'bothways.zip'}, for example.")
    if file.exists():
        refuse(f"{file} is there already, and is not written over. Name another file.")
    bar = importlib.import_module("bothways.cli.bar").bar
    with bar("Taking out") as tell, new_file(file.parent) as (being_made, into):
        counts = take_out(keeper, into, tell=tell)
        bring_to_the_disk(into)
        being_made.replace(file)
        lay_down(file.parent)
    size = file.stat().st_size
    people, moments = many(counts["people"], "person", "people"), many(counts["moments"], "moment")
    said = f"{file}: {people}, {moments}, {many(counts['letters'], 'letter')}; {sized(size)}."
    say(said, {"file": str(file), "bytes": size, "records": counts}, as_json=as_json)
