"""The passphrase of a backup: from the settings, or asked of whoever sits there."""

import sys
from getpass import getpass

from bothways.cli.saying import refuse
from bothways.ground.environment import Environment


def passphrase(here: Environment, *, new: bool) -> str:
    """`new`: nothing is locked with it yet, so it is typed twice."""
    if here.passphrase:
        return here.passphrase
    if not sys.stdin.isatty():
        refuse(
            "Bothways asks for a passphrase, and nobody is there to type one. "
            "Let BOTHWAYS_PASSPHRASE_FILE name a file in which it stands."
        )
    said = getpass("Passphrase: ", sys.stderr)
    if new and getpass("Once more: ", sys.stderr) != said:
        refuse("These are two passphrases. Nothing was done: begin again.")
    return said
