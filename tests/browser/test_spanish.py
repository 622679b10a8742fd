"""Pages in the member's language, a letter in its person's; each chosen apart."""

import pytest
from playwright.sync_api import expect

from bothways.accounts.models import Member
from bothways.gratitude.tests.make import help_of, letter_to
from bothways.people import actions as people
from tests.browser.conftest import Opens
from tests.browser.hands import Mouse, NoScripts, settled

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("hands", [Mouse, NoScripts])
def test_pages_speak_spanish_when_one_says_so_and_each_letter_speaks_to_its_person(
    opens: Opens, ada: Member, hands: type[Mouse]
):
    page = opens(ada, java_script_enabled=hands.scripts)
    me = hands(page)
    ortega = people.keep(ada, name="Rosa Ortega Ruiz", given="Rosa", family="Ortega Ruiz", prefix="Dra.", language="es")
    bell = people.keep(ada, name="Thomas Bell", address_as="Mr. Bell", language="en")
    for one in (ortega, bell):
        people.say_role(one, "mentor")
    letters = [letter_to(one, help_of(one)) for one in (ortega, bell)]

    page.goto("/settings/")
    me.choose("Language of these pages", "Español")
    page.locator("form", has=page.get_by_label("Language of these pages")).get_by_role("button", name="Keep").click()

    expect(page.get_by_role("heading", name="Ajustes")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    for letter, greeting in zip(letters, ("Estimada Dra. Ortega Ruiz:", "Dear Mr. Bell,"), strict=True):
        page.goto(f"/letters/{letter.pk}/")
        expect(page.get_by_label("¿Qué hizo?")).to_be_visible()
        me.unfold("Así se leerá")
        expect(page.locator("#as-read")).to_contain_text(greeting)
        if hands.scripts:
            settled(page)
    page.goto("/settings/")
    me.choose("Idioma de estas páginas", "English")
    page.locator("form", has=page.get_by_label("Idioma de estas páginas")).get_by_role("button").click()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
