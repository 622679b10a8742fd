"""`bothways import`: brings files in, in the foreground, and says what became of them."""

import importlib
from typing import Any

from bothways.accounts.queries import member_by_email
from bothways.cli.reading import Paths, check
from bothways.cli.saying import AsJson, ForMember, many, refuse, say
from bothways.cli.tables import ready
from bothways.exchange.actions.begin import NothingToRead, Source, begin
from bothways.exchange.actions.bringing import bring_in
from bothways.exchange.models import Import
from bothways.exchange.queries import imports
from bothways.ground.clock import now
from bothways.ground.environment import environment


def import_(paths: Paths, member: ForMember, as_json: AsJson = False) -> None:
    """
    Brings address books and mail archives in. The same files again change nothing.

    What `bothways export` took out comes in whole, where nothing is kept yet.
    """
    ready(environment())
    keeper = member_by_email(member)
    check(paths)
    sources = [Source(path.resolve(), path.name) for path in paths]
    try:
        brought = begin(keeper, sources, at=now())
    except NothingToRead as problem:
        if as_json:
            say("", imports.empty_report(problem.why), as_json=True)
        refuse(problem.says)
    _read(brought)
    brought.refresh_from_db()
    if brought.state != "done":
        refuse(brought.why or "It was stopped. Bothways can let it go on, on the page Bring in.")
    report = imports.report(brought)
    said = _whole(report) if brought.is_life else _spoken(report, imports.mail_read(brought))
    if imports.own_is_unsaid(brought.member):
        said += "\nLetters find their street when you have said which addresses are yours: the page “Bring in” asks it."
    say(said, report, as_json=as_json)


def _read(brought: Import) -> None:
    """Job by job, as the background does it; another worker may take part without harm."""
    bar = importlib.import_module("bothways.cli.bar").bar
    with bar("Reading") as show:
        while bring_in(brought.pk, at=now()):
            brought.refresh_from_db()
            progress = imports.progress(brought, now())
            show(progress.share, progress.words)


def _whole(report: dict[str, Any]) -> str:
    people, moments = many(report["people"]["new"], "person", "people"), many(report["moments"]["new"], "moment")
    return f"Everything came in: {people}, {moments}."


def _spoken(report: dict[str, Any], mail: imports.MailRead | None) -> str:
    people, moments = report["people"], report["moments"]
    lines = [
        f"People: {people['new']} new, {people['joined']} joined to someone known, {people['unchanged']} unchanged.",
        *(_of_mail(mail) if mail else ()),
        f"Letters on a street: {moments['new']} new, {moments['unchanged']} there before.",
        f"Addresses that wrote: {len(report['senders'])}.",
        *(
            f"Not understood: {one['file']}, {one['at'] or 'the file'}: {one['why']}"
            for one in report["not_understood"]
        ),
    ]
    return "\n".join(lines)


def _of_mail(mail: imports.MailRead) -> list[str]:
    return [
        f"Messages: {mail.messages} read, {mail.automatic} of lists or machines, {mail.to_whom_unsaid} to nobody named "
        "or to more than ten: these never count as contact.",
        f"Letters with people to go through on the page “Who of these mentored you?”: {mail.to_go_through}.",
    ]
