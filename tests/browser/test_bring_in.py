"""Files that are brought in: dropped on the page or chosen, read in the background, reported, and never twice."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bothways.accounts.models import Member
from bothways.exchange.tests.make import archive, card
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts
from tests.browser.house import House

pytestmark = pytest.mark.browser

CARDS = card("Rosa Ortega", "rosa@hospital.example", uid="1") + card("Homer Bell", "bell@school.example", uid="2")
BROKEN = "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"
DROP = """async ([files]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  const how = { dataTransfer: carried, bubbles: true, cancelable: true };
  for (const kind of ["dragenter", "dragover", "drop"])
    document.querySelector("main").dispatchEvent(new DragEvent(kind, how));
}"""


def _report(page: Page) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name="What came in")).last


def test_dropped_files_are_read_while_one_watches_and_again_changes_nothing(page: Page, ada: Member):
    mail = archive("ada@example.org", ["rosa@hospital.example"], 60)
    files = [["people.vcf", CARDS + BROKEN], ["mail.mbox", mail]]
    me = Mouse(page)

    page.goto("/bring-in/")
    page.evaluate(DROP, [files])
    expect(page.get_by_label("Drop files on this page, or choose them")).to_have_value("C:\\fakepath\\people.vcf")
    me.press("Bring in")

    expect(_report(page)).to_contain_text("New people2")
    expect(page.locator("#troubles")).to_contain_text("people.vcf")
    kept, letters = Person.objects.count(), Moment.objects.count()
    page.goto("/bring-in/")
    page.evaluate(DROP, [files])
    me.press("Bring in")
    expect(_report(page)).to_contain_text("New people0")
    expect(_report(page)).to_contain_text("Unchanged2")
    assert (Person.objects.count(), Moment.objects.count()) == (kept, letters)
    assert letters > 0


@pytest.mark.parametrize("hands", [Keys, NoScripts])
def test_chosen_files_come_in_too_and_own_addresses_are_asked_once(
    house: House, opens: Opens, tmp_path: Path, hands: type[Mouse]
):
    ada = house.member("Ada")
    (tmp_path / "people.vcf").write_text(CARDS)
    (tmp_path / "mail.mbox").write_text(archive("lovelace@work.example", ["rosa@hospital.example"], 60))
    page = opens(ada, java_script_enabled=hands.scripts)
    me = hands(page)

    page.goto("/bring-in/")
    me.bring("Drop files on this page, or choose them", list(tmp_path.glob("*.*")))
    me.press("Bring in")
    _until_read(page, hands.scripts)
    me.follow("Say which addresses are yours")
    me.take("lovelace@work.example")
    me.press("These are mine")

    expect(page.get_by_role("status").first).to_contain_text("Kept.")
    page.goto("/bring-in/")
    expect(page.get_by_role("heading", name="Which addresses are yours?")).to_have_count(0)
    rosa = Person.objects.get(name="Rosa Ortega")
    _until_letters_stand(page, rosa)


def _until_read(page: Page, scripts: bool) -> None:
    """By itself, or by looking again where there are no scripts."""
    done = page.get_by_role("heading", name="What came in")
    while not scripts and not done.is_visible():
        page.get_by_role("link", name="Look again").click()
    expect(done).to_be_visible()


def _until_letters_stand(page: Page, person: Person) -> None:
    """They find their street in the background."""
    for _ in range(60):
        page.goto(f"/people/{person.pk}/")
        if page.locator(".mails").count():
            return
        page.wait_for_timeout(250)
    expect(page.locator(".mails").first).to_be_visible()


def test_a_file_of_no_kind_we_read_is_refused_in_words(page: Page, ada: Member, tmp_path: Path):
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))

    page.goto("/bring-in/")
    page.get_by_label("Drop files on this page, or choose them").set_input_files(tmp_path / "holiday.jpg")
    page.get_by_role("button", name="Bring in").click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).not_to_be_empty()


def test_who_stands_in_the_address_book_too_is_said_to_be_one_by_keys(page: Page, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega")
    people.say_role(rosa, "mentor")
    people.keep(ada, name="Rosa Ortega", addresses=["rosa@hospital.example"])

    page.goto("/bring-in/same/")
    Keys(page).press("The same")

    expect(page.get_by_text("Nobody stands here twice.")).to_be_visible()
    assert [one.address for one in rosa.addresses.all()] == ["rosa@hospital.example"]
    assert Person.objects.get() == rosa
