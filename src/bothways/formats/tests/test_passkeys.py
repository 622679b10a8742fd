"""What a browser says of a passkey: only what WebAuthn writes is read, and a number is no text."""

import json
from base64 import urlsafe_b64encode

import pytest

from bothways.formats.passkeys import as_shown

TOLD = {"type": "webauthn.get", "challenge": "AA", "origin": "http://localhost:8000"}
MADE = "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YUEB"  # CBOR: {"fmt": "none", "attStmt": {}, "authData": one byte}
MADE_OF_A_NUMBER = "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YRoX14QA"  # the same, and authData is 400000000
MANY = 400_000_000


def _coded(told):
    return urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


WELL = {"clientDataJSON": _coded(TOLD), "authenticatorData": "AA", "signature": "_-8", "userHandle": "AA"}


def _read(response=WELL, **more):
    return as_shown(json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": response, **more}))


def test_its_parts_are_read_and_nothing_that_came_along():
    more = {"authenticatorAttachment": None, "clientExtensionResults": {"credProps": {"rk": True}}}
    new = {"clientDataJSON": WELL["clientDataJSON"], "attestationObject": MADE}

    well = {"id": "AA", "rawId": "AA", "type": "public-key"}
    assert _read(**more) == well | {"response": WELL}
    assert _read(WELL | {"userHandle": None})["response"].keys() == WELL.keys() - {"userHandle"}
    assert _read(new | {"transports": ["usb"], "publicKeyAlgorithm": -7}) == well | {"response": new}


@pytest.mark.parametrize("name", [*WELL, "attestationObject"])
@pytest.mark.parametrize("part", [MANY, -1, 1.5, True, ["AA"], {"a": 1}, "a b", "ä", "\ud800", "\x00"])
def test_what_is_no_text_of_bytes_is_not_read(name, part):
    assert _read(WELL | {name: part}) == {}


@pytest.mark.parametrize(
    "wrong",
    [{"id": MANY}, {"rawId": MANY}, {"rawId": None}, {"type": 1}, {"response": None}, {"response": []}],
)
def test_what_is_no_answer_is_not_read(wrong):
    response = wrong.pop("response", WELL)

    assert _read(response, **wrong) == {}


@pytest.mark.parametrize("wrong", [{"challenge": MANY}, {"origin": None}, {"type": ["webauthn.get"]}])
def test_a_number_inside_what_the_browser_says_is_not_read_either(wrong):
    assert _read(WELL | {"clientDataJSON": _coded(TOLD | wrong)}) == {}


@pytest.mark.parametrize("made", [MADE_OF_A_NUMBER, "GQ", "AA", "oA", "gYGBgYGB"])
def test_nor_what_a_device_made_of_something_else(made):
    assert _read(WELL | {"attestationObject": made}) == {}
