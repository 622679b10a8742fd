"""Settings from the environment, and the key that is made once."""

import pytest

from bothways.ground import sqlite
from bothways.ground.environment import Environment, KeyMissing, secret_key


def _environment(monkeypatch, tmp_path, **values):
    for name in ("BOTHWAYS_SECRET_KEY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOTHWAYS_HOME", str(tmp_path / "home"))
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Environment.model_validate({})


def test_the_key_is_made_once_and_for_its_owner_alone(monkeypatch, tmp_path):
    here = _environment(monkeypatch, tmp_path)

    key = secret_key(here)

    assert len(key) >= 50
    assert secret_key(here) == key
    assert (here.home / "secret-key").stat().st_mode & 0o777 == 0o600
    assert here.home.stat().st_mode & 0o777 == 0o700


def test_data_without_its_key_is_never_given_another_one(monkeypatch, tmp_path):
    here = _environment(monkeypatch, tmp_path)
    here.home.mkdir()
    here.database_file.write_bytes(b"data")

    with pytest.raises(KeyMissing, match="Put the key back"):
        secret_key(here)

    assert not (here.home / "secret-key").exists()


def test_a_secret_can_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from the file\n")

    here = _environment(monkeypatch, tmp_path, BOTHWAYS_SECRET_KEY_FILE=str(tmp_path / "key"))

    assert secret_key(here) == "from the file"


def test_the_database_address_has_its_usual_name(monkeypatch, tmp_path):
    assert _environment(monkeypatch, tmp_path, DATABASE_URL="postgres://x/y").database_url == "postgres://x/y"


def test_the_address_is_the_public_one_where_there_is_one(monkeypatch, tmp_path):
    assert _environment(monkeypatch, tmp_path).address == "http://localhost:8000"
    public = _environment(monkeypatch, tmp_path, BOTHWAYS_PUBLIC_ADDRESS="https://bothways.example.org/")
    assert public.address == "https://bothways.example.org"


def test_an_old_sqlite_is_refused_with_what_to_do(monkeypatch):
    class Old:
        sqlite_version, sqlite_version_info = "3.40.1", (3, 40, 1)

    monkeypatch.setattr(sqlite.importlib, "import_module", lambda name: Old)

    with pytest.raises(sqlite.TooOld, match=r"3\.40\.1") as refusal:
        sqlite.use_a_sound_sqlite()

    assert "DATABASE_URL" in str(refusal.value)
