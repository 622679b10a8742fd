"""What stands in deploy/ does on a server what the guide says."""

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.house import ROOT

SETTINGS = {
    "DATABASE_URL": "postgres:///bothways?sslmode=verify-full&sslrootcert=/etc/bothways/database.crt",
    "BOTHWAYS_SMTP_PASSWORD": "two words; $HOME `id` and a ' #",
}


def test_commands_have_the_settings_of_the_service_as_they_stand(tmp_path: Path):
    """
    Cut off at a sign that a shell knows, DATABASE_URL would be lost, and a backup be made of a SQLite file of before.

    `env` stands where Bothways is installed, and in the place of sudo is what it does: it runs the rest.
    """
    settings, sudo = tmp_path / "settings", tmp_path / "sudo"
    settings.write_text("# of the service\n\n" + "\n".join(f"{name}={value}" for name, value in SETTINGS.items()))
    sudo.write_text('#!/bin/sh\nshift 2\nexec "$@"\n')
    sudo.chmod(0o755)
    command = (ROOT / "deploy" / "bothways").read_text(encoding="utf-8")
    for installed, here in (("/etc/bothways/settings", settings), ("/opt/bothways/bin/bothways", "/usr/bin/env")):
        assert installed in command
        command = command.replace(installed, str(here))
    says = [sys.executable, "-c", "import os, sys; print(dict(os.environ), sys.argv[1:])", "two words"]

    told = subprocess.run(
        ["/bin/sh", "-c", command, "bothways", *says],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip

    assert all(repr(value) in told for value in SETTINGS.values())
    assert told.endswith("['two words']\n")
