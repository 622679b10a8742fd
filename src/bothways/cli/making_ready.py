"""`bothways make-ready`: what `up` asks of the Bothways that is installed now, before it goes on with it (SIGHUP)."""

import importlib

from bothways.cli.house import CannotStart
from bothways.cli.laying_out import lay_out
from bothways.cli.saying import AsJson, say
from bothways.cli.tables import are_to_change
from bothways.ground.environment import environment


def make_ready(as_json: AsJson = False) -> None:
    """Whether what is installed now can take over from what runs; its styles are laid out beside those of that one."""
    if are_to_change():
        raise CannotStart("What is installed now changes the tables, so nothing was started anew. Restart Bothways.")
    importlib.import_module("bothways.config.wsgi")  # what would not start does not take over
    importlib.import_module("bothways.config.urls")
    lay_out(environment(), beside_old=True)
    say("What is installed now can take over.", {"ready": True}, as_json=as_json)
