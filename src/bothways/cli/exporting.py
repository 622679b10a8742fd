"""`bothways export`: takes everything of a member out, into one ZIP."""

import importlib
from pathlib import Path
from typing import Annotated

import typer

from bothways.accounts.queries import member_by_email
from bothways.cli.saying import AsJson, ForMember, many, refuse, say
from bothways.cli.tables import ready
from bothways.exchange import files
from bothways.exchange.actions.taking_out import take_out
from bothways.formats.language import sized
from bothways.ground.environment import environment

File = Annotated[Path, typer.Argument(metavar="FILE.zip", help="Where the ZIP shall lie.")]


def export(file: File, member: ForMember, as_json: AsJson = False) -> None:
    """Takes everything of a member out. `bothways import` brings it into an empty Bothways again."""
    ready(environment())
    keeper = member_by_email(member)
    if file.is_dir():
        refuse(f"{file} is a folder. Name the file: {file / 'bothways.zip'}, for example.")
    being_made = file.with_name(file.name + files.BEING_MADE)
    bar = importlib.import_module("bothways.cli.bar").bar
    try:
        with bar("Taking out") as tell, files.written_anew(being_made) as into:
            counts = take_out(keeper, into, tell=tell)
        being_made.replace(file)
    finally:
        files.let_go(being_made)
    size = file.stat().st_size
    people, moments = many(counts["people"], "person", "people"), many(counts["moments"], "moment")
    said = f"{file}: {people}, {moments}, {many(counts['letters'], 'letter')}; {sized(size)}."
    say(said, {"file": str(file), "bytes": size, "records": counts}, as_json=as_json)
