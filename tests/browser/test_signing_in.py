"""How a member signs in, and likes it here: a passkey, a code, sessions, dark pages and quiet hours."""

import re
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import CDPSession, Page, expect

from bothways.accounts.models import Member
from tests.browser.axe import looked_over
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts, said
from tests.browser.house import House

pytestmark = pytest.mark.browser

PASSWORD = "careful hands can be taught"
A_DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def _join(me: Mouse) -> None:
    me.page.goto("/welcome/")
    me.write("Your name", "Ada Lind")
    me.write("Your e-mail address", "ada@example.org")
    me.write("Password", PASSWORD)
    me.press("Begin")
    expect(me.page.get_by_label("You", exact=True)).to_be_visible()


def _with_a_device(page: Page) -> CDPSession:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": A_DEVICE})
    return device


def _by_password(me: Mouse) -> None:
    me.write("E-mail address", "ada@example.org")
    me.write("Password", PASSWORD)
    me.press("Sign in")


def _sign_out(me: Mouse) -> None:
    me.page.get_by_label("You", exact=True).click()
    me.page.get_by_role("button", name="Sign out").click()
    expect(me.page.get_by_role("heading", name="Welcome back")).to_be_visible()


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_a_passkey_is_made_opens_and_is_taken_away(house: House, opens: Opens, hands: type[Mouse]):
    page = opens()
    me = hands(page)
    _join(me)
    _with_a_device(page)

    page.goto("/settings/")
    me.follow("Look, or change it")
    _make_one(me)
    _sign_out(me)
    looked_over(page)
    page.goto("/sign-in/?next=/people/")
    me.press("Sign in with a passkey")
    expect(page).to_have_url(re.compile(r"\d/people/$"))

    _take_it_away(me)
    _sign_out(me)
    me.press("Sign in with a passkey")
    expect(page.get_by_role("alert").filter(has_text="This passkey is not known here")).to_be_visible()
    _by_password(me)
    expect(page.get_by_label("You", exact=True)).to_be_visible()


def _make_one(me: Mouse) -> None:
    me.follow("Make a passkey")
    me.write("Name of the passkey", "My telephone")
    me.press("Make it")
    expect(me.page.get_by_role("status")).to_contain_text("you can sign in with it")
    expect(me.page.get_by_text("My telephone", exact=True)).to_be_visible()
    looked_over(me.page)


def _take_it_away(me: Mouse) -> None:
    me.page.goto("/settings/signing-in/")
    me.unfold("Rename, or take away")
    me.press("Take it away")
    expect(me.page.get_by_text("None yet.")).to_be_visible()


def test_where_no_device_answers_the_page_says_so(house: House, opens: Opens):
    page = opens()
    me = Mouse(page)
    _join(me)
    device = _with_a_device(page)
    device.send("WebAuthn.disable")
    _sign_out(me)
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error()); }")

    me.press("Sign in with a passkey")

    expect(page.get_by_role("alert").filter(has_text="Try it once more")).to_be_visible()


@pytest.mark.parametrize("hands", [Mouse, Keys, NoScripts])
def test_a_code_is_asked_for_after_the_password(house: House, opens: Opens, hands: type[Mouse]):
    page = opens(java_script_enabled=hands.scripts)
    me = hands(page)
    _join(me)
    page.goto("/settings/signing-in/")
    me.press("Ask for a code, too")
    _looked_over_by(hands, page)
    secret = "".join((page.locator("code").inner_text()).split())
    me.write("Code", _shown(secret))
    me.press("Ask for it from now on")
    first = page.get_by_role("list", name="Codes that were not used yet").get_by_role("listitem").first.inner_text()
    _looked_over_by(hands, page)

    page.context.clear_cookies()
    page.goto("/sign-in/")
    if not hands.scripts:
        expect(page.get_by_text("scripts are off here")).to_be_visible()
    _by_password(me)
    _looked_over_by(hands, page)
    me.write("Code", first)
    me.press("Sign in")

    expect(page.get_by_label("You", exact=True)).to_be_visible()


def _shown(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def _looked_over_by(hands: type[Mouse], page: Page) -> None:
    if hands is Mouse:
        looked_over(page)


@pytest.mark.parametrize("address", ["password/", "passkeys/new/", "confirm/"])
def test_what_is_behind_the_question_who_it_is_is_open_to_everybody(house: House, opens: Opens, address: str):
    page = opens()
    _join(Mouse(page))

    page.goto(f"/settings/{address}")

    expect(page.locator("main form").first).to_be_visible()
    looked_over(page)


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_sessions_are_ended_from_another_browser(house: House, opens: Opens, hands: type[Mouse]):
    page, other = opens(), opens()
    _join(Mouse(page))
    me = hands(other)
    other.goto("/sign-in/")
    _by_password(me)
    expect(other.get_by_label("You", exact=True)).to_be_visible()

    other.goto("/settings/signing-in/")
    expect(other.get_by_text("this one")).to_have_count(1)
    me.press("End all others")
    said(other, "All others are ended.")
    page.goto("/people/")

    assert urlsplit(page.url).path == "/sign-in/"
    assert parse_qs(urlsplit(page.url).query) == {"next": ["/people/"]}


def test_going_back_shows_nobody_what_another_member_typed_looked_for_or_was_told(
    house: House, opens: Opens, ada: Member
):
    eve = house.member("Eve")
    page = opens(ada)
    page.goto("/moments/add/")
    page.get_by_label("What happened", exact=True).fill("You sat with me all night.")
    page.on("dialog", lambda dialog: dialog.accept())  # asked whether these words are to be left
    page.goto("/find/")
    page.keyboard.type("night")
    expect(page.locator("#found-says")).to_contain_text("ound")
    page.goto("/people/")
    page.get_by_label("You", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    page.context.add_cookies([house.pass_of(eve)])
    page.goto("/people/")

    _back_to(page, "/find/")
    expect(page.locator(".finding [type=search]")).to_have_value("")
    _back_to(page, "/moments/add/")
    expect(page.get_by_label("What happened", exact=True)).to_have_value("")


@pytest.mark.parametrize("comes", ["nobody", "Eve"])
def test_what_waits_for_one_who_was_signed_out_is_shown_to_nobody_who_goes_back(
    house: House, opens: Opens, ada: Member, comes: str
):
    words = "You sat with me all night."
    page = opens(ada, expects=("403", "405"))
    page.goto("/moments/add/")
    Mouse(page).write("Or somebody new", "Vera Holm")
    Mouse(page).write("What happened", words)
    page.context.clear_cookies(name="sessionid")
    Mouse(page).press("Keep")
    expect(page.get_by_text("You were signed out")).to_be_visible()
    expect(page.get_by_label("Text 2")).to_have_value(words)

    if comes == "Eve":
        page.context.add_cookies([house.pass_of(house.member("Eve"))])
    page.goto("/people/")
    page.go_back()
    page.reload()
    expect(page.locator("main")).to_be_visible()
    assert words not in page.content()
    page.go_back()
    if comes == "Eve":
        expect(page.get_by_label("What happened", exact=True)).to_have_value("")
    else:
        expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()


def test_whoever_finds_another_signed_in_comes_back_to_the_own_words(house: House, opens: Opens, ada: Member):
    eve, words = house.member("Eve"), "You sat with me all night."
    page = opens(ada, expects=("403",))
    page.goto("/moments/add/")
    Mouse(page).write("Or somebody new", "Vera Holm")
    Mouse(page).write("What happened", words)
    page.context.add_cookies([house.pass_of(eve)])
    page.context.new_page().goto("/people/")
    Mouse(page).press("Keep")
    expect(page.get_by_text("shown only to whoever typed it")).to_be_visible()
    assert words not in page.content()

    page.context.add_cookies([house.pass_of(ada)])
    page.context.new_page().goto("/people/")
    page.go_back()
    expect(page.get_by_label("What happened", exact=True)).to_have_value(words)
    Mouse(page).press("Keep")
    expect(page.get_by_role("link", name=words, exact=True)).to_be_visible()


def _back_to(page: Page, path: str) -> None:
    for _ in range(6):
        page.go_back()
        if urlsplit(page.url).path == path:
            page.wait_for_load_state()
            return
    message = f"Going back does not lead to {path}"
    raise AssertionError(message)


@pytest.mark.parametrize(("theme", "machine"), [("Dark", "light"), ("Light", "dark")])
def test_pages_are_light_or_dark_as_one_says_whatever_the_machine_says(
    house: House, opens: Opens, theme: str, machine: str
):
    page = opens(color_scheme=machine)
    me = Mouse(page)
    _join(me)
    paper: Callable[[], str] = lambda: page.evaluate("getComputedStyle(document.body).backgroundColor")  # noqa: E731
    page.goto("/settings/")
    before = paper()

    me.choose("Light or dark", theme)
    page.locator("form", has=page.get_by_label("Light or dark")).get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status")).to_contain_text("Kept.")

    assert paper() != before
    looked_over(page)


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_today_is_quiet_and_dark_when_one_asked_for_it(house: House, opens: Opens, hands: type[Mouse]):
    page = opens(color_scheme="light")
    me = hands(page)
    _join(me)
    page.goto("/settings/")
    me.choose("Light or dark", "Dark")
    me.write("Quiet from", "00:00")
    me.write("Quiet until", "23:59")
    me.press_within("Quiet from", "Keep")
    said(page, "Kept.")
    assert Member.objects.get().theme == "dark"

    page.goto("/")
    expect(page.get_by_role("heading", name="It is quiet here")).to_be_visible()
    looked_over(page)
    me.follow("Look all the same")
    expect(page.get_by_role("heading", name="Who comes to mind?")).to_be_visible()
