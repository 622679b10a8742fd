"""A peer in the same run: Wagtail, on the same Django and the same web server (`tests/bench/peer.py`)."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench import serving
from tests.bench.load import get, loaded
from tests.bench.measuring import milliseconds
from tests.bench.place import Place
from tests.bench.row import Row

ROOT = Path(__file__).resolve().parents[3]
FIRST_PAGE = "/admin/"


def peers(place: Place) -> list[Row]:
    """What it costs to greet somebody who is signed in; beside it what P4, P16 and P17 are of Bothways."""
    python, told = _installed(place.home / "peer-environment"), {"PEER_HOME": str(place.home / "peer")}
    if not python:
        return [Row("peer", "Wagtail cannot be installed here: nothing to stand beside", 0)]
    (place.home / "peer").mkdir()
    place.open(place.short())
    someone = place.visitors["open"]
    before = milliseconds(lambda: someone.get("/"))
    laid_out = json.loads(_run([python, "-m", "tests.bench.peer"], told).splitlines()[-1])
    ours, theirs = (before + milliseconds(lambda: someone.get("/"))) / 2, laid_out["ms"]
    began = time.perf_counter()
    with serving.granian("tests.bench.peer:application", told, python) as (port, pid):
        serving.first_answer(f"http://127.0.0.1:{port}{FIRST_PAGE}login/")
        seconds = time.perf_counter() - began
        page = get(FIRST_PAGE, laid_out["cookies"])
        alone = loaded(port, page, connections=1, seconds=3)
        loaded(port, page, connections=16, seconds=3)
        memory = serving.memory(pid)
    beside = f"{ours:.1f} ms of processor time against {theirs:.1f}"
    return [
        Row("peer", "Today ÷ the first page of Wagtail", ours / theirs, " times", 1, beside=beside),
        Row("peer", "Wagtail at one connection, p50 (beside P4)", alone.p50, " ms"),
        Row("peer", "Wagtail with its workers, PSS (beside P16)", memory, " MB"),
        Row("peer", "Wagtail to its first answer (beside P17)", seconds, " s"),
    ]


def _installed(environment: Path) -> str:
    """The Python of an environment in which it is; nothing where no registry can be reached."""
    python = str(environment / "bin" / "python")
    wanted = ["--quiet", "--require-hashes", "-r", "requirements/peer.txt"]
    try:
        _run([sys.executable, "-m", "venv", str(environment)], {})
        _run([python, "-m", "pip", "install", "--disable-pip-version-check", *wanted], {})
    except subprocess.CalledProcessError:
        return ""
    return python


def _run(command: list[str], told: dict[str, str]) -> str:
    environment = {**os.environ, **told}
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
