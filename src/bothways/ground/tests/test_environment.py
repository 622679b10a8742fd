"""Settings from the environment."""

import os

import pytest
from pydantic import ValidationError

from bothways.ground import sqlite
from bothways.ground.environment import LONGEST_FILE, Environment
from bothways.ground.refusals import Refusal


def _environment(monkeypatch, tmp_path, **values):
    for name in ("BOTHWAYS_SECRET_KEY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOTHWAYS_HOME", str(tmp_path / "home"))
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Environment.model_validate({})


def test_the_database_address_has_its_usual_name(monkeypatch, tmp_path):
    assert _environment(monkeypatch, tmp_path, DATABASE_URL="postgres://x/y").database_url == "postgres://x/y"


def test_the_address_is_the_public_one_where_there_is_one(monkeypatch, tmp_path):
    assert _environment(monkeypatch, tmp_path).address == "http://localhost:8000"
    public = _environment(monkeypatch, tmp_path, BOTHWAYS_PUBLIC_ADDRESS="https://bothways.example.org/")
    assert public.address == "https://bothways.example.org"


def test_a_variable_that_is_empty_says_nothing(monkeypatch, tmp_path):
    assert _environment(monkeypatch, tmp_path, BOTHWAYS_HOME="", BOTHWAYS_PORT="").home.is_absolute()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("HTTPS://Bothways.Example.org:443/", "https://bothways.example.org"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("http://[2001:db8::1]:8000", "http://[2001:db8::1]:8000"),
    ],
)
def test_the_public_address_is_kept_as_browsers_write_it(monkeypatch, tmp_path, typed, kept):
    assert _environment(monkeypatch, tmp_path, BOTHWAYS_PUBLIC_ADDRESS=typed).address == kept


@pytest.mark.parametrize(
    "typed",
    ["not a url", "http://[bad", "http://a b", "ftp://x.org", "https://x.org/y", "https://me@x.org", "x.org:8000"],
)
def test_what_leads_to_no_server_is_no_public_address(monkeypatch, tmp_path, typed):
    with pytest.raises(ValidationError, match="Write where browsers find this Bothways"):
        _environment(monkeypatch, tmp_path, BOTHWAYS_PUBLIC_ADDRESS=typed)


def test_an_old_sqlite_is_refused_with_what_to_do(monkeypatch):
    class Old:
        sqlite_version, sqlite_version_info = "3.40.1", (3, 40, 1)

    monkeypatch.setattr(sqlite.importlib, "import_module", lambda name: Old)

    with pytest.raises(sqlite.TooOld, match=r"3\.40\.1") as refusal:
        sqlite.use_a_sound_sqlite()

    assert "DATABASE_URL" in str(refusal.value)


def test_a_mail_server_is_named_by_settings_and_its_password_by_a_file(monkeypatch, tmp_path):
    (tmp_path / "password").write_text("careful hands\n")
    told = {
        "BOTHWAYS_SMTP_HOST": "smtp.example.org", "BOTHWAYS_SMTP_PORT": "465", "BOTHWAYS_SMTP_TLS": "tls",
        "BOTHWAYS_SMTP_PASSWORD_FILE": str(tmp_path / "password"),
    }  # fmt: skip

    given = _environment(monkeypatch, tmp_path, **told)

    assert (given.smtp_host, given.smtp_port, given.smtp_tls, given.smtp_password) == (
        "smtp.example.org", 465, "tls", "careful hands",
    )  # fmt: skip
    assert "careful hands" not in repr(given)
    with pytest.raises(ValidationError):
        _environment(monkeypatch, tmp_path, BOTHWAYS_SMTP_TLS="maybe")


@pytest.mark.parametrize("what", ["/dev/zero", "pipe", "folder", "long", "not there"])
def test_what_has_no_end_or_is_waited_for_is_no_file_of_a_setting(monkeypatch, tmp_path, what):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "long").write_bytes(b"x" * (LONGEST_FILE + 1))

    with pytest.raises(Refusal) as refused:
        _environment(monkeypatch, tmp_path, BOTHWAYS_PASSPHRASE_FILE=str(tmp_path / what))

    assert "BOTHWAYS_PASSPHRASE_FILE names" in refused.value.says


@pytest.mark.parametrize("written", ["careful hands", " careful hands\r\n", "\ufeffcareful hands\n"])
def test_a_passphrase_is_the_same_from_a_file_and_from_a_variable(monkeypatch, tmp_path, written):
    (tmp_path / "word").write_bytes(written.encode())

    by_file = _environment(monkeypatch, tmp_path, BOTHWAYS_PASSPHRASE_FILE=str(tmp_path / "word"))
    by_name = _environment(monkeypatch, tmp_path, BOTHWAYS_PASSPHRASE=written.removeprefix("\ufeff"))

    assert by_file.passphrase == by_name.passphrase == "careful hands"
