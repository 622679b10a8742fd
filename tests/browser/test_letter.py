"""The thank-you: saved while it is typed, looked over calmly, and handed over in four ways."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, Request, Route, expect

from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.gratitude.models import Letter
from bothways.gratitude.tests.make import DEED, help_of, letter_to
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import Mouse, settled
from tests.browser.house import House

pytestmark = pytest.mark.browser

COST = "You missed your bus home for it."
MINE, OTHER = "I stopped being afraid.", "I learned to wait."


@pytest.fixture
def letter(ada: Member) -> Letter:
    """A card begun to Rosa, about one help of hers."""
    rosa = people.keep(ada, name="Rosa Ortega", address_as="Rosa", addresses=["rosa@hospital.example"])
    people.say_role(rosa, "mentor")
    return letter_to(rosa, help_of(rosa, on=in_year(2025)), form="card")


def _type(page: Page, label: str, text: str) -> None:
    with page.expect_response(re.compile("/save/")):
        page.get_by_label(label, exact=True).fill(text)
    settled(page)


def test_what_is_typed_is_saved_and_looked_over_beside_it(page: Page, letter: Letter):
    page.goto(f"/letters/{letter.pk}/")
    _type(page, "What did it cost them?", COST)
    _type(page, "What did it change?", "I hope to repay this debt one day.")

    expect(page.get_by_label("What did it change?", exact=True)).to_be_focused()
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    expect(page.locator("#beside")).to_contain_text("You may want to look at")
    expect(page.locator("#beside")).to_contain_text("debt")
    page.reload()
    expect(page.get_by_label("What did it cost them?", exact=True)).to_have_value(COST)
    assert letter.parts.get(question="cost").text == COST


def test_the_button_pressed_while_the_letter_saves_itself_saves_what_is_typed_and_stands_in_no_ones_way(
    page: Page, letter: Letter
):
    held: list[Route] = []

    def hold(route: Route) -> None:  # as on a slow line: the first answer waits for the button
        held.append(route)
        if len(held) > 1:
            route.continue_()

    page.goto(f"/letters/{letter.pk}/")
    page.route("**/save/", hold)
    page.get_by_label("What did it cost them?", exact=True).fill(COST)
    page.get_by_label("What did it change?", exact=True).fill(MINE)
    page.get_by_role("button", name="Save", exact=True).click()

    with page.expect_navigation():
        held[0].continue_()

    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert letter.parts.get(question="cost").text == COST
    assert letter.parts.get(question="effect").text == MINE


def test_of_two_windows_neither_loses_a_word(page: Page, letter: Letter):
    page.goto(f"/letters/{letter.pk}/")
    other = page.context.new_page()
    other.goto(f"/letters/{letter.pk}/")
    _type(other, "What did it change?", OTHER)
    _type(page, "What did it change?", MINE)

    expect(page.get_by_role("heading", name="This letter was changed in another window")).to_be_visible()
    expect(page.get_by_label("Here, as you typed it")).to_have_value(MINE)
    expect(page.get_by_text(OTHER)).to_be_visible()
    page.get_by_role("button", name="Keep what stands here").click()
    expect(page.get_by_label("What did it change?", exact=True)).to_have_value(MINE)


def test_the_whole_letter_opens_in_the_members_own_mail_program(page: Page, letter: Letter):
    page.goto(f"/letters/{letter.pk}/")
    _type(page, "What did it cost them?", COST)
    page.get_by_role("button", name="Open in my mail program").click()
    link = page.get_by_role("link", name="Open the mail")
    expect(link).to_be_visible()

    address = unquote(str(link.get_attribute("href")))
    assert address.startswith("mailto:rosa@hospital.example?subject=Thank you&body=Dear Rosa,")
    assert DEED in address
    assert COST in address
    assert "http" not in address


def test_its_words_are_copied(page: Page, letter: Letter):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    me = Mouse(page)

    page.goto(f"/letters/{letter.pk}/")
    me.press("Copy the words")
    me.press("Copy the text")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Dear Rosa,")
    assert DEED in copied


def test_what_will_be_said_is_ready_and_goes_back_to_the_draft_when_it_was_not(page: Page, letter: Letter):
    me = Mouse(page)

    page.goto(f"/letters/{letter.pk}/")
    me.press("I will say it")
    expect(page.get_by_text("Ready, to be said.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    me.press("No, back to the draft")

    expect(page.get_by_label("What did they do?", exact=True)).to_have_value(DEED)


def test_the_text_stays_where_the_writer_was_signed_out_meanwhile(page: Page, letter: Letter):
    page.goto(f"/letters/{letter.pk}/")
    page.context.clear_cookies(name="sessionid")
    _type(page, "What did it cost them?", COST)

    expect(page.locator("#saved")).to_contain_text("Not saved: you were signed out.")
    expect(page.get_by_label("What did it cost them?", exact=True)).to_have_value(COST)


def test_what_could_not_be_saved_is_never_called_saved_and_is_sent_when_it_can_be(
    opens: Opens, ada: Member, letter: Letter
):
    page = opens(ada, expects=("ERR_INTERNET_DISCONNECTED", "htmx:sendError"))
    page.goto(f"/letters/{letter.pk}/")
    page.context.set_offline(offline=True)
    page.get_by_label("What did it cost them?", exact=True).fill(COST)

    expect(page.locator("#saved")).to_contain_text("Not saved: Bothways does not answer.")
    page.context.set_offline(offline=False)
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert letter.parts.get(question="cost").text == COST


def test_a_button_on_which_the_focus_merely_stands_does_nothing_once_the_letter_can_be_saved(
    opens: Opens, ada: Member, letter: Letter
):
    page = opens(ada, expects=("ERR_INTERNET_DISCONNECTED", "htmx:sendError"))
    page.goto(f"/letters/{letter.pk}/")
    page.context.set_offline(offline=True)
    page.get_by_label("What did it cost them?", exact=True).press_sequentially(COST)
    page.get_by_role("button", name="I will say it").focus()

    expect(page.locator("#saved")).to_contain_text("Not saved: Bothways does not answer.")
    page.context.set_offline(offline=False)
    expect(page.locator("#saved")).to_have_text(re.compile("^Saved "), timeout=15_000)
    letter.refresh_from_db()
    assert letter.state == "draft"


def test_what_was_pressed_and_could_not_be_done_is_said_and_not_done_later_by_itself(
    opens: Opens, ada: Member, letter: Letter
):
    page = opens(ada, expects=("ERR_INTERNET_DISCONNECTED", "htmx:sendError"))
    page.goto(f"/letters/{letter.pk}/")
    page.context.set_offline(offline=True)
    page.get_by_role("button", name="I will say it").click()

    expect(page.locator("#saved")).to_contain_text("That was not done: Bothways does not answer.")
    page.context.set_offline(offline=False)
    page.wait_for_timeout(6000)  # after five seconds what was not saved is saved again, and nothing more
    expect(page.locator("#saved")).to_contain_text("That was not done")
    letter.refresh_from_db()
    assert letter.state == "draft"


def test_what_is_refused_while_typing_is_never_called_saved(opens: Opens, ada: Member, letter: Letter):
    page = opens(ada)
    page.goto(f"/letters/{letter.pk}/")
    letter.person.delete()
    _type(page, "What did it cost them?", COST)

    expect(page.locator("#saved")).to_have_text("Not saved. Your text is still here.")
    expect(page.get_by_label("What did it cost them?", exact=True)).to_have_value(COST)


def test_what_is_too_long_to_be_kept_says_so_where_it_would_say_saved(page: Page, letter: Letter):
    page.goto(f"/letters/{letter.pk}/")
    page.get_by_label("What did it cost them?", exact=True).fill("x" * 20_001)

    expect(page.locator("#saved")).to_contain_text("Not saved.")
    expect(page.locator("#saved")).to_contain_text("too long")


def test_whoever_signs_in_again_elsewhere_sends_the_same_form_once(page: Page, letter: Letter):
    page.goto("/moments/add/")
    page.context.clear_cookies(name="csrftoken")
    other = page.context.new_page()
    other.goto("/settings/")
    me = Mouse(page)

    me.write("Or somebody new", "Vera Holm")
    me.write("What happened", "You lent me your microscope.")
    me.press("Keep")

    expect(page.get_by_role("link", name="You lent me your microscope.", exact=True)).to_be_visible()


def test_what_one_member_typed_is_not_saved_for_another_who_signed_in_since(
    opens: Opens, house: House, ada: Member, letter: Letter
):
    page, cleo = opens(ada, expects=("403",)), house.member("Cleo")
    page.goto("/people/")
    page.get_by_label("Who?").fill("Ada's secret")
    page.context.add_cookies([house.pass_of(cleo)])
    page.context.clear_cookies(name="csrftoken")
    other = page.context.new_page()
    other.goto("/people/")  # another window, in which Cleo is signed in: with a token of hers

    Mouse(page).press("Keep")

    expect(page.get_by_text("Somebody else has signed in")).to_be_visible()
    assert not Person.objects.filter(member=cleo).exists()


def test_one_save_at_a_time_leaves_the_browser(page: Page, letter: Letter):
    on_their_way: set[Request] = set()
    most: list[int] = []

    def leaves(request: Request) -> None:
        if "/save/" in request.url:
            on_their_way.add(request)
            most.append(len(on_their_way))

    page.on("request", leaves)
    page.on("requestfinished", lambda request: on_their_way.discard(request))  # noqa: PLW0108 - Playwright marks it

    page.goto(f"/letters/{letter.pk}/")
    box = page.get_by_label("What did it cost them?", exact=True)
    box.press_sequentially(COST, delay=20)
    with page.expect_response(re.compile("/save/")):
        page.get_by_label("What did it change?", exact=True).fill(MINE)
    _type(page, "Where are you now?", "Here.")

    assert max(most) == 1
    letter.forget_answers()
    assert (letter.answers()["cost"], letter.answers()["effect"]) == (COST, MINE)


@pytest.mark.parametrize("leave", ["about:blank", "/people/"])
def test_what_was_typed_a_moment_ago_is_kept_by_whoever_leaves(page: Page, letter: Letter, leave: str):
    page.goto(f"/letters/{letter.pk}/")
    page.get_by_label("What did it cost them?", exact=True).press_sequentially("One evening.")
    page.goto(leave)
    page.goto(f"/letters/{letter.pk}/")

    expect(page.get_by_label("What did it cost them?", exact=True)).to_have_value("One evening.")


def test_whoever_writes_without_a_pause_is_saved_meanwhile(page: Page, letter: Letter):
    page.goto(f"/letters/{letter.pk}/")
    box = page.get_by_label("What did it cost them?", exact=True)
    with page.expect_response(re.compile("/save/")):
        box.press_sequentially("One evening. ", delay=60)
    box.press_sequentially("And then another one, and all of them in winter, by the stove. " * 2, delay=60)
    letter.forget_answers()

    assert "another one" in letter.answers()["cost"]


def test_whoever_leaves_a_text_that_could_not_be_saved_is_asked_first(page: Page, letter: Letter):
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"/letters/{letter.pk}/")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("What did it cost them?", exact=True).press_sequentially("One evening.")
    expect(page.locator("#saved")).to_contain_text("Not saved: you were signed out.")

    page.get_by_role("link", name="People").click()

    expect(page.get_by_label("What did it cost them?", exact=True)).to_have_value("One evening.")
    assert asked == ["beforeunload"]
