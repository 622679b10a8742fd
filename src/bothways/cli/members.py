"""`bothways member add` and `bothways member link`."""

from typing import Annotated

import typer
from django.core.exceptions import ValidationError

from bothways.accounts import actions, queries
from bothways.accounts.models import Member
from bothways.cli import house
from bothways.cli.saying import AsJson, refuse, say
from bothways.cli.tables import ready
from bothways.formats.text import one_line
from bothways.ground.environment import environment
from bothways.ground.writing import LONGEST_LINE, MailAddress, cleaned

app = typer.Typer(help="The members of this Bothways.", no_args_is_help=True)


@app.command()
def add(email: str, name: Annotated[str, typer.Option()] = "", as_json: AsJson = False) -> None:
    """Adds a member, and prints a link by which they choose a password."""
    ready(environment())
    try:
        email = MailAddress().clean(email)
    except ValidationError:
        refuse(f"“{one_line(email, 254)}” is not a mail address. It looks like name@example.org.")
    name.encode()  # bytes that are no letters are refused, not left out
    name = cleaned(" ".join(name.split())).strip()
    if len(name) > LONGEST_LINE:
        refuse(f"That name is too long: {LONGEST_LINE} letters at most.")
    _show_link(actions.add_member(email=email, name=name), as_json=as_json)


@app.command()
def link(
    email: str,
    without_code: Annotated[
        bool, typer.Option("--without-code", help="Asks for no code any more: it is lost.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Prints a link by which a member chooses a new password."""
    ready(environment())
    member = queries.member_by_email(email)
    if without_code:
        actions.turn_off_codes(member)
    _show_link(member, as_json=as_json)


def _show_link(member: Member, *, as_json: bool) -> None:
    address = house.address(environment()) + actions.welcome_link(member)
    text = f"{member.name} ({member.email}) chooses a password at\n{address}\nThe link works once, for seven days."
    say(text, {"id": member.pk, "email": member.email, "name": member.name, "link": address}, as_json=as_json)
