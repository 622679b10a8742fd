"""Secrets in the database open with the key of this house, for whom they are, and for nobody else."""

import pytest

from bothways.ground.sealing import Locked, seal, unseal


@pytest.mark.parametrize("secret", ["", "careful hands", "prüfen 🔑", "x" * 5000])
def test_what_was_sealed_opens_again(secret):
    assert unseal(seal(secret, whose="ada"), whose="ada") == secret


def test_the_same_secret_looks_different_each_time_and_like_itself_never():
    one, two = seal("careful hands", whose="ada"), seal("careful hands", whose="ada")

    assert one != two
    assert "careful" not in one


def test_what_was_altered_or_is_somebody_elses_stays_locked():
    bens, adas = seal("careful hands", whose="ben"), seal("careful hands", whose="ada")

    for sealed in ("", "x", "AAAA", "ä", bens, adas[:-4], adas[:20] + "AAAA" + adas[24:]):
        with pytest.raises(Locked):
            unseal(sealed, whose="ada")


def test_another_key_opens_nothing(settings):
    sealed = seal("careful hands", whose="ada")
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz"

    with pytest.raises(Locked):
        unseal(sealed, whose="ada")
