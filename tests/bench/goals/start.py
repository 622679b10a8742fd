"""P17: from the command to the first answer, in a data folder that is there already."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

from tests.bench.place import Place
from tests.bench.row import Row

ROUNDS = 5


def p17(place: Place) -> list[Row]:
    home = place.home / "started"
    environment = {**os.environ, "BOTHWAYS_HOME": str(home)}
    environment.pop("DJANGO_SETTINGS_MODULE")
    _started(environment)  # the first time makes the tables and lays out the styles
    seconds = [_started(environment) for _ in range(ROUNDS)]
    bare = [_timed([sys.executable, "-c", "import django; django.setup()"], environment) for _ in range(ROUNDS)]
    beside = f"django.setup() alone {median(bare):.2f} s"
    return [Row("P17", "bothways up to its first answer", median(seconds), " s", 3, beside=beside)]


def _started(environment: dict[str, str]) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    up = subprocess.Popen(
        [Path(sys.executable).parent / "bothways", "up", "--port", str(port)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        return _first_answer(f"http://127.0.0.1:{port}/welcome/", began)
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(timeout=30)


def _first_answer(address: str, began: float) -> float:
    while (spent := time.perf_counter() - began) < 60:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
        else:
            return time.perf_counter() - began
    return spent


def _timed(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env={**environment, "DJANGO_SETTINGS_MODULE": "bothways.config.settings"}, check=True)
    return time.perf_counter() - began
