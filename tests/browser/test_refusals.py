"""What cannot be taken is said on the page itself, and that page is as open as any other."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser import life
from tests.browser.axe import looked_over
from tests.browser.conftest import Opens
from tests.browser.house import House

pytestmark = pytest.mark.browser

FORM = """(action) => [...document.forms].find((one) =>
  new RegExp(action).test(one.getAttribute("action") || location.pathname)
  || [...one.elements].some((it) => (it.getAttribute("formaction") || "").match(action)))"""
# As a browser that checks nothing itself would send it.
SEND = f"""([action, typed]) => {{
  const form = ({FORM})(action), fields = [...form.elements];
  form.noValidate = true;
  for (const [name, text] of Object.entries(typed)) {{
    const field = fields.find((one) => one.name === name && !["radio", "checkbox"].includes(one.type));
    field.value = text;
  }}
  form.requestSubmit(fields.find((one) => (one.getAttribute("formaction") || "").match(action)));
}}"""
NEVER = "the day before"
WRONG = {  # page, the form's action, and what is typed into it
    "a chapter without a name": ("people:chapters", "begin/", {"name": ""}),
    "a chapter that ends before it begins": ("people:chapter", "change/", {"begins": "2010", "ends": "2001"}),
    "somebody without a name in a chapter": ("people:chapter", "who/", {"name": ""}),
    "nobody comes to mind": ("street:first", "first/", {"name": ""}),
    "nothing was done": ("street:first_deed", "what/", {"deed": "You", "on": ""}),
    "a death on no day": ("street:first_life", "life/", {"died": NEVER}),
    "a person without a name": ("street:about", "change/", {"name": "", "emails": "no address"}),
    "a role since no day": ("street:about", "role/", {"begins": NEVER}),
    "a death without a day": ("street:about", "life/", {"died": NEVER}),
    "a moment on no day": ("street:add", "remember/", {"on": NEVER}),
    "a moment changed to no day": ("street:moment", "change/", {"on": NEVER}),
    "an outcome without words": ("gratitude:came_of_it", "tell/", {"what": "", "on": NEVER}),
    "news without words": ("gratitude:news", "keep/", {"what": ""}),
    "a letter longer than a book": ("gratitude:letter", "save/", {"cost": "a" * 20_001}),
    "a letter that reached them tomorrow": ("gratitude:letter", "/given/", {"on": "2999-01-01"}),
    "settings without a name": ("accounts:settings", "change/", {"name": ""}),
    "no file": ("exchange:start", "files/", {}),
    "an own address that is none": ("exchange:own", "say/", {"more": "no address"}),
    "someone else without a name": ("exchange:who", "someone-else/", {"else_name": ""}),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_taken_is_said_where_it_was_typed(opens: Opens, lucia: Member, what: str):
    name, action, typed = WRONG[what]
    page = opens(lucia)

    _go_where_it_is_asked(page, life.pages(lucia)[name], action)
    with page.expect_navigation() as sent:
        page.evaluate(SEND, [action, typed])

    assert sent.value.status == 422
    expect(page.locator("main")).to_be_visible()
    looked_over(page)


def _go_where_it_is_asked(page: Page, addresses: list[str], action: str) -> None:
    for address in addresses:
        page.goto(address)
        if page.evaluate(f"(action) => !!({FORM})(action)", action):
            return
    message = f"no form for {action}"
    raise AssertionError(message)


def test_whoever_cannot_come_in_is_told_so(opens: Opens, house: House):
    page = opens()

    page.goto("/welcome/")
    _refused(page, "welcome", {"name": "", "email": "no", "password": "short"})
    invitation = life.stranger_pages()["accounts:welcome"]
    page.goto(invitation)
    _refused(page, "welcome", {"password": "short"})
    page.goto("/sign-in/")
    _refused(page, "sign-in", {"email": "new@example.org", "password": "not hers"})


def _refused(page: Page, action: str, typed: dict[str, str]) -> None:
    with page.expect_navigation() as sent:
        page.evaluate(SEND, [action, typed])
    assert sent.value.status == 422
    looked_over(page)


def test_what_a_page_of_another_site_sends_is_refused_in_words(opens: Opens, house: House, ada: Member):
    page = opens(ada)
    form = f'<form method=post action="{house.address}/people/keep/"><input name=name value="Eve Stone"></form>'

    page.goto(f"data:text/html,{quote(form)}")
    with page.expect_navigation() as sent:
        page.evaluate("document.forms[0].submit()")

    assert sent.value.status == 403
    expect(page.get_by_text("This was sent by a page of another site, so nothing was done.")).to_be_visible()
    looked_over(page)
    assert not Person.objects.exists()


def test_an_address_where_nothing_of_mine_is_says_so(opens: Opens, ada: Member):
    page = opens(ada)

    page.goto("/letters/01a20000-0000-7000-8000-00000000ada1/")

    expect(page.get_by_text("There is nothing of yours at this address.")).to_be_visible()
    looked_over(page)


def test_what_is_too_long_is_said_before_it_is_sent_and_cut_by_nobody(opens: Opens, ada: Member):
    people.keep(ada, name="Rosa Ortega")
    page = opens(ada)
    page.goto("/moments/add/")
    what = page.get_by_label("What happened", exact=True)

    what.click()
    page.keyboard.insert_text("a" * 5000 + " THE END")
    page.get_by_role("button", name="Keep", exact=True).click()

    expect(what).to_have_value("a" * 5000 + " THE END")
    assert what.evaluate("it => it.validationMessage") == "That is too long: 5,000 letters at most."
    assert Moment.objects.count() == 0
    what.fill("You waited.")
    assert what.evaluate("it => it.validity.valid")


def test_whoever_leaves_words_behind_that_were_not_kept_is_asked_first(opens: Opens, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega")
    page, asked = opens(ada), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"/people/{rosa.pk}/about/")

    notes = page.get_by_label("Notes")
    notes.fill("Met at the clinic.")
    page.get_by_role("link", name="People", exact=True).click()

    expect(notes).to_have_value("Met at the clinic.")
    assert asked == ["beforeunload"]
    page.locator("form", has=notes).get_by_role("button").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    assert asked == ["beforeunload"]
