"""What tests of files share: a folder of their own for what is brought in."""

from pathlib import Path

import pytest

from bothways.gratitude.tests.conftest import box  # noqa: F401 - a fixture
from bothways.ground.environment import environment


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(environment(), "home", tmp_path / "home")
    return tmp_path / "home" / "files" / "imports"
