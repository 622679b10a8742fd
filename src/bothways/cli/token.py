"""`bothways token`: lets a program in for a member."""

from typing import Annotated

import typer

from bothways.accounts.models import Scope
from bothways.accounts.programs import LONGEST_NAME, make_token
from bothways.accounts.queries import member_by_email
from bothways.cli.saying import AsJson, ForMember, refuse, say
from bothways.cli.tables import ready
from bothways.ground.clock import now
from bothways.ground.environment import environment
from bothways.ground.records import new_id
from bothways.ground.writing import cleaned


def token(
    member: ForMember,
    name: Annotated[str, typer.Option(help="By which the member knows the program.")] = "bothways token",
    read_only: Annotated[bool, typer.Option("--read-only", help="The program may change nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Prints a token by which a program comes in for a member: once, as it is kept nowhere."""
    ready(environment())
    who = member_by_email(member)
    name = " ".join(cleaned(name).split())
    if not 0 < len(name) <= LONGEST_NAME:
        refuse(f"Give the program a name of at most {LONGEST_NAME} letters.")
    scope = Scope.READ if read_only else Scope.WRITE
    secret = make_token(who, token_id=new_id(), name=name, scope=scope, at=now())
    say(secret, {"token": secret, "name": name, "scope": scope.value}, as_json=as_json)
