"""A house over which another key lies than the one that sealed: it is said everywhere, and nothing is lost (row 72)."""

import json
import re
import signal
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar

import pytest

from bothways.cli.tests.conftest import free_port
from bothways.cli.tests.keeping import PASSPHRASE, new_house

pytestmark = pytest.mark.xdist_group("house")
ANOTHER = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz"
SEALED = ("accounts_mailserver", "mfa_authenticator")


@pytest.fixture
def own(house, tmp_path):
    """Nothing is on its way in it, so that background work has nothing to do."""
    own = new_house(tmp_path / "home", like=house)
    own.within("from bothways.gratitude.models import Outgoing; Outgoing.objects.all().delete()")
    return own


@contextmanager
def _up(own, **settings):
    """What stands there then are its address, and all that it says until it is ended."""
    with own.begin("up", "--port", free_port(), "--json", **settings) as process:
        said = process.stdout.readline()
        assert said, process.stderr.read()
        talk = [json.loads(said)["address"]]
        try:
            yield talk
        finally:
            process.send_signal(signal.SIGTERM)
            talk.append(process.communicate()[1])


def _sign_in(address):
    """By password, and then by a code that cannot be looked at: what is answered to that."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(address + "/sign-in/").read().decode()
    typed = {"email": "ada@example.org", "password": PASSPHRASE, "csrfmiddlewaretoken": _token(page)}
    asks = browser.open(address + "/sign-in/", urllib.parse.urlencode(typed).encode())
    assert urllib.parse.urlsplit(asks.url).path == "/sign-in/code/"
    typed = {"code": "123456", "csrfmiddlewaretoken": _token(asks.read().decode())}
    with pytest.raises(urllib.error.HTTPError) as refused:
        browser.open(asks.url, urllib.parse.urlencode(typed).encode())
    return refused.value.code, refused.value.read().decode()


def _token(page):
    return re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


@pytest.mark.parametrize("by_settings", [False, True], ids=["in the folder", "in the settings"])
def test_it_is_said_at_the_start_and_of_each_page_and_opens_again_once_the_key_is_back(own, by_settings):
    key = own.home / "secret-key"
    before, was = own.rows(), key.read_text()
    settings = {"BOTHWAYS_SECRET_KEY": ANOTHER} if by_settings else {}
    if not by_settings:
        key.write_text(f"{ANOTHER}\n")

    with _up(own, **settings) as talk:
        status, page = _sign_in(talk[0])

    assert (status, "No code can be looked at." in page, "runs with another key" in page) == (422, True, True)
    named = "BOTHWAYS_SECRET_KEY" if by_settings else str(key)
    for said in (talk[1], own.run("check", **settings).err):
        assert f"Sealed with another key than {named}, so that they do not open: 2 " in said
        assert "put the key of before back: each backup holds it (age -d FILE | tar -xO secret-key)" in said
        assert "Traceback" not in said
    is_now = own.rows()
    assert {name: is_now[name] for name in SEALED} == {name: before[name] for name in SEALED}

    key.write_text(was)
    with _up(own) as talk:
        status, page = _sign_in(talk[0])
    assert (status, "That code is not right" in page) == (422, True)
    assert "another key" not in talk[1]
    assert own.run("check").status == 0


def test_what_a_key_of_before_sealed_is_sealed_anew_where_it_is_named_for_one_start(own):
    key = own.home / "secret-key"
    was = key.read_text().strip()
    key.write_text(f"{ANOTHER}\n")

    with _up(own, BOTHWAYS_FORMER_KEYS=f"{ANOTHER[::-1]}\n{was}") as talk:
        status, page = _sign_in(talk[0])

    assert "Sealed anew, by the key of now: 2 secrets." in talk[1]
    assert "another key" not in talk[1]
    assert (status, "That code is not right" in page) == (422, True)
    checked = json.loads(own.run("check", "--json").out)
    assert (checked["whole"], checked["opened"], checked["locked"]) == (True, 2, 0)
    key.write_text(f"{was}\n")
    assert json.loads(own.run("check", "--json").out)["locked"] == 2


def test_the_key_lies_in_each_backup_where_it_is_said_to(own, backup, tmp_path):
    """`age` and `tar` take it out as well: what they take out is in vault/tests/test_packing.py."""
    elsewhere = new_house(tmp_path / "elsewhere", postgres=False)
    assert elsewhere.run("restore", backup).status == 0

    assert (elsewhere.home / "secret-key").read_text() == (own.home / "secret-key").read_text()


def test_what_was_copied_before_an_update_is_said_to_need_the_key_of_then(older, tmp_path):
    own = new_house(tmp_path / "home", like=older)
    assert own.run("member", "add", "new@example.org").status == 0
    [copy] = own.home.glob("backups/before-update-*.age")
    was, before = (own.home / "secret-key").read_text(), own.rows()
    (own.home / "secret-key").write_text(f"{ANOTHER}\n")

    refused = own.run("restore", copy, "--replace")

    assert (refused.status, refused.out) == (1, "")
    assert f"{own.home / 'secret-key'} is another. Put that one back" in refused.err
    assert "passphrase" not in refused.err
    assert own.rows() == before
    (own.home / "secret-key").write_text(was)
    assert own.run("restore", copy, "--replace").status == 0
