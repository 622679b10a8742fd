"""A letter goes out from here: by the member's own mail server, tried first; and one that nobody takes comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import MailServer, Member
from bothways.gratitude.models import Letter
from bothways.gratitude.tests.make import DEED, help_of, letter_to
from bothways.moments.models import Moment
from bothways.people import actions as people
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts
from tests.postbox import HERE, Postbox, postbox

pytestmark = pytest.mark.browser

PASSWORD = "careful hands can be taught"
COST = "You missed your bus home for it."


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox(users={"ada@example.org": PASSWORD}) as one:
        yield one


@pytest.fixture
def letter(ada: Member) -> Letter:
    """Begun to Rosa, about one help of hers."""
    rosa = people.keep(ada, name="Rosa Ortega", address_as="Rosa", addresses=["rosa@hospital.example"])
    people.say_role(rosa, "mentor")
    return letter_to(rosa, help_of(rosa))


def _name_the_server(me: Mouse, box: Postbox) -> None:
    me.follow("which mail server is yours")
    me.write("Mail server", HERE)
    me.write("Port", str(box.port))
    me.choose("How it is secured", "Not at all: only for a server on this computer")
    me.write("Password of the mail account", PASSWORD)
    me.press("Try it, and use it")
    while isinstance(me, NoScripts) and me.page.get_by_role("link", name="Look again").is_visible():
        me.follow("Look again")
    expect(me.page.get_by_text("It works: it took a message to ada@example.org.")).to_be_visible()


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_a_letter_goes_out_and_is_given_when_the_mail_server_has_it(
    page: Page, letter: Letter, box: Postbox, hands: type[Mouse]
):
    me = hands(page)
    page.goto(f"/letters/{letter.pk}/")
    _name_the_server(me, box)

    page.goto(f"/letters/{letter.pk}/")
    me.write("What did it cost them?", COST)
    me.press("Send it from here")

    expect(page.get_by_role("heading", name="Sent from here")).to_be_visible()
    expect(page.get_by_text("Given on")).to_be_visible()
    to_herself, to_rosa = box.letters
    assert (to_herself.recipients, to_rosa.recipients) == (["ada@example.org"], ["rosa@hospital.example"])
    words = to_rosa.mail.get_body(("plain",)).get_content()
    assert DEED in words
    assert COST in words
    assert Moment.objects.filter(lane="mine", kind="thanked").count() == 1
    with page.expect_download() as copy:
        me.follow("Your copy (message file)")
    assert copy.value.path().read_bytes() == to_rosa.content


def test_a_letter_that_nobody_takes_comes_back_with_its_words_and_the_reason(
    opens: Opens, ada: Member, letter: Letter, box: Postbox
):
    page = opens(ada, java_script_enabled=False)
    me = NoScripts(page)
    page.goto(f"/letters/{letter.pk}/")
    _name_the_server(me, box)
    box.says["RCPT"] = ["550 5.1.1 nobody of that name"]

    page.goto(f"/letters/{letter.pk}/")
    me.press("Send it from here")
    while page.get_by_role("link", name="Look again").is_visible():
        me.follow("Look again")

    expect(page.get_by_role("alert")).to_contain_text("The mail server takes no letters for rosa@hospital.example.")
    expect(page.get_by_role("alert")).to_contain_text("550 5.1.1 nobody of that name")
    expect(page.get_by_label("What did they do?", exact=True)).to_have_value(DEED)
    me.press("Send it from here")
    while page.get_by_role("link", name="Look again").is_visible():
        me.follow("Look again")
    expect(page.get_by_role("heading", name="Sent from here")).to_be_visible()
    assert box.letters[-1].recipients == ["rosa@hospital.example"]


def test_what_waits_for_a_server_says_so_and_is_taken_back(page: Page, ada: Member, letter: Letter, box: Postbox):
    me = Mouse(page)
    page.goto(f"/letters/{letter.pk}/")
    _name_the_server(me, box)
    box.close()

    page.goto(f"/letters/{letter.pk}/")
    me.press("Send it from here")
    expect(page.locator("main").get_by_text("does not answer")).to_be_visible()
    me.press("Take it back")

    expect(page.get_by_label("What did they do?", exact=True)).to_have_value(DEED)
    assert MailServer.objects.get().member == ada
