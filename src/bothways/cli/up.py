"""
`bothways up`: sets up the data folder, then serves web and background work together until it is stopped.

SIGHUP: new processes follow those that run, with what is installed by then (“One door for all who answer”).
"""

import os
import secrets
import signal
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from typing import Annotated

import typer
from django.db import connections

from bothways.accounts import queries as accounts
from bothways.accounts.sealed import seal_all_anew, sealed_secrets
from bothways.cli import house
from bothways.cli.children import GRACE, Children, Kind
from bothways.cli.laying_out import lay_out
from bothways.cli.saying import AsJson, meanwhile, say
from bothways.cli.tables import bring_up_to_date
from bothways.example.actions import begin_example
from bothways.ground.clock import now
from bothways.ground.environment import Environment, environment
from bothways.ground.mail import TAKES_WITHIN

_PROGRAM = [sys.executable, "-m", "bothways"]
PATIENCE = 60.0  # seconds for the web server to answer
LOCAL = {"localhost", "127.0.0.1", "::1"}


def up(
    port: Annotated[int, typer.Option(help="Where to answer.")] = environment().port,
    host: Annotated[str, typer.Option(help="localhost: this computer only.")] = environment().host,
    demo: Annotated[bool, typer.Option(help="An example life, in a data folder of its own.")] = False,
    as_json: AsJson = False,
) -> None:
    """Sets up all it needs and serves Bothways; Ctrl-C stops everything."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL if os.isatty(0) else signal.SIG_IGN)  # it begins with the newest
    here = environment()
    bind = "127.0.0.1" if host == "localhost" else host
    house.enter(here)
    lock = house.claim(here.home)
    house.free_port(bind, port)
    _set_up(here, demo=demo)
    for_others = here.public_address or host not in LOCAL  # behind a proxy it is this computer that asks, for them
    code = (here.setup_code or secrets.token_hex(8)) if for_others and not accounts.anyone() else ""
    connections.close_all()  # nothing that is open may be shared with the processes that start now
    children = Children(_environment(host, port, code), [*_PROGRAM, "make-ready"])
    web = [sys.executable, "-m", "bothways.cli.serving", bind, str(port), str(here.workers)]
    children.start("web", Kind(web, followed=signal.SIGHUP))  # it starts new workers itself: its socket stays open
    if _answers(f"http://{bind}:{port}/static/design/mark.svg", children):
        # After the first page. A mail server that has a letter in hand is waited for: cut off, it would get it twice.
        children.start("work", Kind([*_PROGRAM, "work"], says=False, grace=TAKES_WITHIN + GRACE))
        house.say_address(here.home, f"http://{host}:{port}")
        address = house.address(here)
        _tell(f"{address}/story/" if demo else address, code, as_json=as_json)
    children.watch()
    lock.close()


def _set_up(here: Environment, *, demo: bool) -> None:
    bring_up_to_date(here)
    lay_out(here)
    if (former := here.former_keys.splitlines()) and (many := seal_all_anew(former)):
        meanwhile(f"Sealed anew, by the key of now: {many} secrets. Take the former key out of the settings again.")
    if locked := sealed_secrets()[1]:
        meanwhile(house.another_key(here, locked))
    if demo and not accounts.anyone():
        meanwhile("Writing down an example life of thirty years ...")
        begin_example(at=now())


def _tell(address: str, code: str, *, as_json: bool) -> None:
    told = f"Bothways is at {address}" + (f"\nThe first member is asked for this set-up code: {code}" if code else "")
    say(told, {"address": address, "setup_code": code}, as_json=as_json)
    if os.environ.get("DISPLAY") or sys.platform == "darwin":
        webbrowser.open(address)


def _environment(host: str, port: int, code: str) -> dict[str, str]:
    told = {"BOTHWAYS_HOST": host, "BOTHWAYS_PORT": str(port)}
    if code:
        told["BOTHWAYS_SETUP_CODE"] = code
    return {**os.environ, **told}


def _answers(address: str, children: Children) -> bool:
    """Waits for the web server; false where somebody said stop meanwhile."""
    until = time.monotonic() + PATIENCE
    while not children.stopping:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own address, http
        except (TimeoutError, urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                children.end()
                message = "The web server does not start. What it said about it stands above."
                raise house.CannotStart(message) from None
            children.look()
            time.sleep(0.05)
        else:
            return True
    return False
