"""What holds for every page: it can be read, shows words as words, and what is no id leads nowhere."""

import pytest

from tests.journeys.free import say_everywhere
from tests.journeys.life import a_life
from tests.journeys.walk import addresses, of_life, pages

NO_IDS = [
    str(2**63),
    str(2**64),
    "-1",
    "1e3",
    "0",
    "null",
    "%00",
    "..",
    "a%20b",
    "00000000000000000000000000000000",
    "é",
]
# Of a link that is sent, and of a secret that is drawn on the page before it
ONLY_ON_THE_WAY = {"accounts:welcome", "accounts:codes_picture"}
TYPED_INTO_ADDRESSES = ["", "0", "-1", str(2**63), "1e3", "null", "\x00", "\ud800", "<b>", "a" * 5000, "[]", "٣"]


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


def test_every_page_of_a_whole_life_can_be_read(life, as_ada):
    read = {(name, as_ada.get(path).status_code) for name, path in pages(as_ada, life)}

    broken = {(name, status) for name, status in read if status >= 500}
    unread = {name for name, _ in read} - {name for name, status in read if status < 400}
    assert broken == set()
    assert unread <= ONLY_ON_THE_WAY


def test_every_page_of_a_life_without_anything_in_it_can_be_read(as_ada):
    of_others = {"street:story", *ONLY_ON_THE_WAY}  # the story is of the example only
    plain = [one for one in addresses() if not one.arguments and one.name not in of_others]

    answers = {one.name: as_ada.get(one.at()).status_code for one in plain}

    assert {name for name, status in answers.items() if status not in (200, 302, 405)} == set()


CODE = """<img src=x onerror=alert(1)>"'&{{ 7 * 7 }}%s"""


def test_code_in_any_words_is_code_on_no_page(life, as_ada):
    say_everywhere(life, CODE)

    shown = [(name, as_ada.get(path)) for name, path in pages(as_ada, life)]

    html = [(name, answer.text) for name, answer in shown if answer["Content-Type"].startswith("text/html")]
    assert {answer.status_code for _, answer in shown} <= {200, 302, 404, 409}
    assert {name for name, page in html if "<img src=x" in page} == set()
    assert sum("&lt;img src=x onerror=alert(1)&gt;" in page for _, page in html) > 10


@pytest.mark.parametrize("address", [one for one in addresses() if one.ids], ids=lambda one: one.name)
def test_what_is_no_id_is_nobodys(address, as_ada, life):
    path = of_life(address, life)[0]
    row = path
    for part in path.split("/"):
        if len(part) == 36:
            row = part

    answers = {as_ada.get(path.replace(row, no_id, 1)).status_code for no_id in NO_IDS}

    assert answers <= {404, 405}


def test_what_is_typed_behind_an_address_breaks_no_page(life, as_ada):
    asked = ("after", "person", "kind", "page", "stretch", "act", "next", "brought")
    broken = []
    for name, path in dict(pages(as_ada, life)).items():
        for typed in TYPED_INTO_ADDRESSES:
            query = {key: typed.encode("utf-8", "surrogatepass") for key in asked}
            if (status := as_ada.get(path, query).status_code) >= 500:
                broken.append((name, typed, status))

    assert broken == []


def test_years_of_mail_that_no_calendar_has_are_empty(life, as_ada):
    person = life.ids["person_id"][0]

    for first, last in ((0, 0), (0, 10**30), (10**30, 0), (2025, 2010), (9999, 10_000)):
        assert as_ada.get(f"/people/{person}/mail/{first}/{last}/").status_code in (200, 404)
