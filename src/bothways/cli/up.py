"""`bothways up`: sets up the data folder, then serves web and background work together until it is stopped."""

import os
import secrets
import shutil
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from typing import Annotated

import typer
from django.core.management import call_command
from django.db import connections

from bothways.accounts import queries as accounts
from bothways.cli import house
from bothways.cli.children import GRACE, Children
from bothways.cli.saying import AsJson, meanwhile, say
from bothways.cli.tables import bring_up_to_date
from bothways.example.actions import begin_example
from bothways.ground.clock import now
from bothways.ground.environment import Environment, environment

UNUSED = ["htmx-4*", "htmax-*", "htmx-2.js", "ext"]  # what the htmx package brings and no page of ours loads
PATIENCE = 60.0  # seconds for the web server to answer
LOCAL = {"localhost", "127.0.0.1", "::1"}


def up(
    port: Annotated[int, typer.Option(help="Where to answer.")] = environment().port,
    host: Annotated[str, typer.Option(help="localhost: this computer only.")] = environment().host,
    demo: Annotated[bool, typer.Option(help="An example life, in a data folder of its own.")] = False,
    as_json: AsJson = False,
) -> None:
    """Sets up all it needs and serves Bothways; Ctrl-C stops everything."""
    here = environment()
    bind = "127.0.0.1" if host == "localhost" else host
    house.enter(here)
    lock = house.claim(here.home)
    house.free_port(bind, port)
    _set_up(here, demo=demo)
    for_others = here.public_address or host not in LOCAL  # behind a proxy it is this computer that asks, for them
    code = (here.setup_code or secrets.token_hex(8)) if for_others and not accounts.anyone() else ""
    connections.close_all()  # nothing that is open may be shared with the processes that start now
    children = Children(_environment(host, port, code))
    children.start("web", [sys.executable, "-m", "granian", *_web(here, bind, port)])
    if _answers(f"http://{bind}:{port}/static/design/mark.svg", children):
        children.start("work", [sys.executable, "-m", "bothways", "work"], says=False)  # after the first page
        house.say_address(here.home, f"http://{host}:{port}")
        address = house.address(here)
        _tell(f"{address}/story/" if demo else address, code, as_json=as_json)
    children.watch()
    lock.close()


def _set_up(here: Environment, *, demo: bool) -> None:
    bring_up_to_date(here)
    _collect_static(here)
    if demo and not accounts.anyone():
        meanwhile("Writing down an example life of thirty years ...")
        begin_example(at=now())


def _tell(address: str, code: str, *, as_json: bool) -> None:
    told = f"Bothways is at {address}" + (f"\nThe first member is asked for this set-up code: {code}" if code else "")
    say(told, {"address": address, "setup_code": code}, as_json=as_json)
    if os.environ.get("DISPLAY") or sys.platform == "darwin":
        webbrowser.open(address)


def _web(here: Environment, bind: str, port: int) -> list[str]:
    """
    One worker a core and one thread each: more only hand each other the interpreter (decision 25).

    A worker that is told to stop while it starts does not hear it, so it is killed some seconds later.
    """
    return [
        "--interface", "wsgi", "--host", bind, "--port", str(port), "--workers", str(here.workers),
        "--blocking-threads", "1", "--backpressure", "64", "--respawn-failed-workers", "--no-ws",
        "--workers-kill-timeout", str(int(GRACE) - 2),
        "--log-level", "warning",
        "bothways.config.wsgi:application",
    ]  # fmt: skip


def _environment(host: str, port: int, code: str) -> dict[str, str]:
    told = {"BOTHWAYS_HOST": host, "BOTHWAYS_PORT": str(port)}
    if code:
        told["BOTHWAYS_SETUP_CODE"] = code
    return {**os.environ, **told}


def _collect_static(here: Environment) -> None:
    """Styles, fonts and scripts beside the data, compressed; made anew only when the program changed."""
    ours = Path(__file__).resolve().parent.parent
    newest = max(path.stat().st_mtime_ns for path in ours.glob("*/static/**/*"))
    stamp, told = here.home / "static" / "made-of", f"{ours} {newest}"
    if stamp.exists() and stamp.read_bytes() == told.encode():
        return
    meanwhile("Laying out styles and fonts ...")
    shutil.rmtree(here.home / "static", ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    stamp.write_text(told, encoding="utf-8")


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
