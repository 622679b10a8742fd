"""Every command, by name."""

import typer

from bothways.cli import (
    backing_up,
    checking,
    exporting,
    importing,
    making_ready,
    members,
    reading,
    restoring,
    today,
    token,
    up,
    work,
)

app = typer.Typer(
    help="Bothways: a private home for the people who mentor you and the people you mentor.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("up")(up.up)
app.command("work")(work.work)
app.command("make-ready")(making_ready.make_ready)
app.add_typer(members.app, name="member")
app.command("token")(token.token)
app.command("read")(reading.read)
app.command("import")(importing.import_)
app.command("export")(exporting.export)
app.command("today")(today.today)
app.command("backup")(backing_up.backup)
app.command("restore")(restoring.restore)
app.command("check")(checking.check)
