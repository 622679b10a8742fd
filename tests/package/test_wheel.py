"""What `pip install` of the wheel gives: the whole of Bothways, on a computer that has never seen this folder."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import urljoin

import pytest
from packaging.requirements import Requirement

from tests.architecture.house import ROOT, SOURCE
from tests.browser.house import free_port

PATIENCE = 120.0  # seconds, on a computer with much else to do
HASH = r"\.[0-9a-f]{12}\."
NOT_FOR_USERS = re.compile(r"/tests/|/__pycache__/|\.po$")
PRINTS = """
import sys
from bothways.formats.paper.sheets import Words, letter
sys.stdout.buffer.write(letter(Words("Dear Mr. Bell,", ("You let me stay after class.",), "With gratitude,", "Ada")))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made of this folder, by the builder that requirements pin."""
    folder = tmp_path_factory.mktemp("wheel")
    _uv("build", "--wheel", "--no-build-isolation", "--out-dir", folder, ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def computer(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One with Python and the wheel on it, and of other packages only what `requirements/run.txt` pins."""
    folder = tmp_path_factory.mktemp("computer")
    _uv("venv", "--python", sys.executable, folder / "venv")
    _bring_pinned(next((folder / "venv").glob("lib/python*/site-packages")))
    _uv("pip", "install", "--no-deps", "--no-index", "--python", folder / "venv", wheel)
    return folder


@pytest.fixture(scope="module")
def address(computer: Path) -> Iterator[str]:
    """`bothways up`, as it is typed there for the first time."""
    command = [computer / "venv" / "bin" / "bothways", "up", "--port", str(free_port()), "--json"]
    said = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=computer, env=_nothing_set(computer), **said) as up:  # type: ignore[call-overload]
        told = json.loads(up.stdout.readline() or "{}")
        assert told, up.stderr.read()
        yield told["address"]
        up.send_signal(signal.SIGTERM)
        up.wait(timeout=PATIENCE)


def test_every_file_of_ours_that_is_read_is_in_it(wheel):
    ours = {str(path.relative_to(SOURCE.parent)) for path in SOURCE.rglob("*") if path.is_file()}
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert packed == {name for name in ours if not NOT_FOR_USERS.search(name)}


def test_whoever_builds_it_uses_the_same_builder():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    pinned = (ROOT / "requirements" / "setup.txt").read_text(encoding="utf-8")

    assert wanted
    assert all(f"\n{one} " in pinned for one in wanted)


def test_what_requirements_pin_is_what_it_asks_for(computer):
    _uv("pip", "check", "--python", computer / "venv")


def test_it_is_the_wheel_that_runs(computer):
    where = _python(computer, "import bothways; print(bothways.__file__, end='')").decode()

    assert Path(where).is_relative_to(computer / "venv")


def test_it_answers_with_its_first_page_in_the_language_of_the_browser(address):
    assert "Remember who helped you" in _get(f"{address}/", "en").decode()
    assert "Recuerde a quienes le ayudaron" in _get(f"{address}/", "es").decode()


def test_styles_scripts_and_fonts_come_under_names_that_change_with_them(address):
    page = _get(f"{address}/").decode()
    sheets = [address + path for path in re.findall(rf'href="(/static/[^"]+{HASH}css)"', page)]
    scripts = [address + path for path in re.findall(rf'src="(/static/[^"]+{HASH}(?:min\.)?js)"', page)]
    fonts = [
        urljoin(sheet, font)
        for sheet in sheets
        for font in re.findall(rf'url\("([^"]+{HASH}woff2)"\)', _get(sheet).decode())
    ]

    assert sheets
    assert scripts
    assert all(_get(script) for script in scripts)
    assert fonts
    assert all(_get(font).startswith(b"wOF2") for font in fonts)


def test_a_letter_is_printed_in_its_own_fonts(computer):
    sheet = _python(computer, PRINTS)

    assert sheet.startswith(b"%PDF")
    assert b"Literata" in sheet


def test_data_lies_where_the_platform_keeps_it_for_its_owner_alone(computer, address):
    [database] = computer.rglob("bothways.sqlite3")

    assert database.relative_to(computer / "home").parts[-2] == "bothways"
    assert database.stat().st_mode & 0o077 == 0


def _uv(*words: object) -> None:
    """Nothing is fetched: what it needs was there when the tests were set up."""
    done = subprocess.run(
        [Path(sys.executable).parent / "uv", "--quiet", "--offline", *map(str, words)],
        env={**os.environ, "VIRTUAL_ENV": sys.prefix}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _bring_pinned(packages: Path) -> None:
    """Linked, not copied: the same files as are tested everywhere else, and none that only tests have."""
    lines = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.rstrip("\\ ")) for line in lines if line[0] not in " #"]
    for pin in pins:
        if pin.marker is None or pin.marker.evaluate():
            package = distribution(pin.name)
            for top in {file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}:
                there, here = Path(str(package.locate_file(top))), packages / top
                if top.endswith(".dist-info"):  # uv overlooks one that is a link
                    shutil.copytree(there, here)
                elif not here.exists():
                    here.symlink_to(there)


def _nothing_set(computer: Path) -> dict[str, str]:
    (computer / "home").mkdir(exist_ok=True)
    return {"HOME": str(computer / "home"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


def _python(computer: Path, program: str) -> bytes:
    command = [computer / "venv" / "bin" / "python", "-c", program]
    return subprocess.run(command, cwd=computer, env=_nothing_set(computer), capture_output=True, check=True).stdout


def _get(url: str, language: str = "en") -> bytes:
    asked = urllib.request.Request(url, headers={"Accept-Language": language})
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        return bytes(answer.read())
