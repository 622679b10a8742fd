"""How the command line speaks: refusals on standard error, results as text or as JSON."""

import json
import sys
from typing import Annotated, Any, NoReturn

import typer

from bothways.formats.text import paragraphs
from bothways.vault.rules import Manifest

AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]
ForMember = Annotated[str, typer.Option("--member", help="The e-mail address that the member signs in with.")]


def refuse(says: str) -> NoReturn:
    print(paragraphs(says), file=sys.stderr)
    raise SystemExit(1)


def meanwhile(text: str) -> None:
    """What is going on, for whoever waits; not part of the result."""
    print(text, file=sys.stderr, flush=True)


def many(count: int, one: str, more: str = "") -> str:
    """“1 letter” and “2 letters”; `more` where it is not said by an s."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def what_is_in(told: Manifest) -> str:
    rows = told.rows
    members, moments = many(rows["accounts_member"], "member"), many(rows["moments_moment"], "moment")
    return f"{members}, {many(rows['people_person'], 'person', 'people')}, {moments}"


def say(text: str, values: Any, *, as_json: bool) -> None:
    """The text for people, in which no sign steers their terminal; or the values for machines."""
    try:
        print(json.dumps(values, ensure_ascii=False, default=str) if as_json else paragraphs(text), flush=True)
    except OSError as problem:
        refuse(f"What Bothways says could not be written there: {problem.strerror}.")
