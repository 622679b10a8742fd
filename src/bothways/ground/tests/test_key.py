"""The key that is made once."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from bothways.ground.environment import Environment
from bothways.ground.key import KeyMissing, secret_key

OWN = "drawn-by-somebody-0123456789-abcdefghijklmn"


@pytest.fixture
def here(monkeypatch, tmp_path):
    for name in ("BOTHWAYS_SECRET_KEY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return Environment.model_validate({"home": tmp_path / "home"})


def test_the_key_is_made_once_and_for_its_owner_alone(here):
    key = secret_key(here)

    assert len(key) >= 50
    assert secret_key(here) == key
    assert [path.name for path in here.home.iterdir()] == ["secret-key"]
    assert (here.home / "secret-key").stat().st_mode & 0o777 == 0o600
    assert here.home.stat().st_mode & 0o777 == 0o700


def test_a_disk_that_is_full_leaves_no_half_of_a_key(here):
    """A limit on what this process may write to a file stands for a full disk."""
    words = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20));"
        "from bothways.ground.environment import Environment; from bothways.ground.key import secret_key;"
        f"secret_key(Environment.model_validate(dict(home={str(here.home)!r})))"
    )
    ended = subprocess.run([sys.executable, "-B", "-c", words], env={}, capture_output=True, text=True, check=False)

    assert "OSError" in ended.stderr
    assert list(here.home.iterdir()) == []
    assert len(secret_key(here)) == 64


def test_data_without_its_key_is_never_given_another_one(here):
    here.home.mkdir()
    here.database_file.write_bytes(b"data")

    with pytest.raises(KeyMissing, match="Put the key back"):
        secret_key(here)

    assert not (here.home / "secret-key").exists()


def test_a_folder_whose_data_lies_elsewhere_is_given_no_other_key_either(here):
    here.home.mkdir()
    (here.home / "began").touch()

    with pytest.raises(KeyMissing, match="Put the key back"):
        secret_key(here)


@pytest.mark.parametrize("change", [lambda key: key[:1], lambda key: key[:-1], lambda key: key + b"k", lambda _: b"",
                                    lambda key: b"\0" * len(key), lambda _: b"\0" * 20_000_000,
                                    lambda key: b"\xff" + key[1:]])  # fmt: skip
def test_a_key_that_is_not_whole_is_refused_and_left_as_it_is(here, change):
    secret_key(here)
    damaged = change((here.home / "secret-key").read_bytes())
    (here.home / "secret-key").write_bytes(damaged)

    with pytest.raises(KeyMissing, match="is damaged"):
        secret_key(here)

    assert (here.home / "secret-key").read_bytes() == damaged


def test_a_line_that_an_editor_ended_is_the_same_key(here):
    key = secret_key(here)
    (here.home / "secret-key").write_text(key + "\n")

    assert secret_key(here) == key


def test_a_key_can_come_from_a_file_elsewhere(monkeypatch, tmp_path):
    monkeypatch.delenv("BOTHWAYS_SECRET_KEY", raising=False)
    monkeypatch.setenv("BOTHWAYS_SECRET_KEY_FILE", str(tmp_path / "key"))
    (tmp_path / "key").write_text(OWN + "\n")

    assert secret_key(Environment.model_validate({})) == OWN


@pytest.mark.parametrize("key", ["k", OWN[:39], "\0" * 64])
def test_a_key_of_ones_own_that_is_easily_guessed_is_refused_with_the_length_it_needs(monkeypatch, tmp_path, key):
    monkeypatch.delenv("BOTHWAYS_SECRET_KEY", raising=False)
    monkeypatch.setenv("BOTHWAYS_SECRET_KEY_FILE", str(tmp_path / "key"))
    (tmp_path / "key").write_text(key)

    with pytest.raises(ValidationError, match="at least 40 letters"):
        Environment.model_validate({})
