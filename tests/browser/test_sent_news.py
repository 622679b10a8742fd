"""News told in other words: before it is sent from here, the page asks whether they will know it by this letter."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import MailServer, Member
from bothways.gratitude.actions import writing
from bothways.gratitude.models import Letter, Telling
from bothways.gratitude.tests.make import NOW, help_of, news_of
from bothways.ground import clock
from bothways.people import actions as people
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts
from tests.postbox import HERE, Postbox, postbox

pytestmark = pytest.mark.browser

OTHERWISE = "Since last week the whole place answers to me."


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as one:
        yield one


@pytest.fixture
def letter(ada: Member, box: Postbox) -> Letter:
    """Begun to Rosa, to tell her what came of her help."""
    MailServer.objects.create(
        member=ada, address=ada.email, host=HERE, port=box.port, secured="none", tested_at=clock.now()
    )
    rosa = people.keep(ada, name="Rosa Ortega", address_as="Rosa", addresses=["rosa@hospital.example"])
    people.say_role(rosa, "mentor")
    return writing.start(ada, rosa, telling=news_of(help_of(rosa)).tellings.get(), at=NOW)


def _send_it(me: Mouse, page: Page, letter: Letter, box: Postbox) -> None:
    page.goto(f"/letters/{letter.pk}/")
    me.write("Where are you now?", OTHERWISE)
    me.press("Send it from here")

    expect(page.get_by_text("Will they know it by this letter?")).to_be_in_viewport()
    expect(page.get_by_label("Where are you now?")).to_have_value(OTHERWISE)
    assert box.letters == []
    me.press("They will know it: send it")


def test_on_a_telephone_the_question_is_in_sight(opens: Opens, ada: Member, letter: Letter, box: Postbox):
    page = opens(ada, viewport={"width": 390, "height": 700})
    _send_it(Mouse(page), page, letter, box)

    expect(page.get_by_role("heading", name="Sent from here")).to_be_visible()


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_news_in_other_words_is_told_once(page: Page, letter: Letter, box: Postbox, hands: type[Mouse]):
    _send_it(hands(page), page, letter, box)

    expect(page.get_by_role("heading", name="Sent from here")).to_be_visible()
    assert len(box.letters) == 1
    assert Telling.objects.get().told_on is not None
    page.goto("/untold/")
    expect(page.get_by_role("heading", name="They do not know what came of it")).not_to_be_visible()


def test_without_scripts_it_is_asked_as_well(opens: Opens, ada: Member, letter: Letter, box: Postbox):
    page = opens(ada, java_script_enabled=False)
    _send_it(NoScripts(page), page, letter, box)

    assert Letter.objects.get().state in ("queued", "given")
