"""Every page is said whole in the language of whoever reads it."""

import re
from gettext import NullTranslations
from html.parser import HTMLParser
from zoneinfo import available_timezones

import pytest

from bothways.accounts.models import Member
from bothways.formats import language
from bothways.formats.days import NAMES as OF_DAYS
from bothways.formats.days import exactly
from bothways.rhythm.rules import said_now
from tests.journeys.life import a_life
from tests.journeys.walk import pages, tables

SHOWN = {"aria-label", "placeholder", "title", "alt"}
WORD = re.compile(r"[^\W\d_]{3,}")
NAMES = {
    "Bothways",
    *language.LANGUAGES.values(),
    *(
        one
        for months, weekdays in OF_DAYS.values()
        for name in (*months, *weekdays)
        for one in (name, name.capitalize())
    ),
    *WORD.findall(" ".join(available_timezones())),
    *(month[:3] for months, _ in OF_DAYS.values() for month in months),
    "bin",  # of `bin/up`
}


class Marked(NullTranslations):
    """A language whose every sentence is the English one in brackets, so that what nobody marked stands outside."""

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, msgid1, msgid2, n):
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context, message):
        return f"⟦{message}⟧"

    def npgettext(self, context, msgid1, msgid2, n):
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def in_brackets(monkeypatch):
    of_others = language._book
    monkeypatch.setattr(language, "_book", lambda spoken: Marked() if spoken == "es" else of_others(spoken))


class Outside(HTMLParser):
    """What a page shows that stands in no bracket; a sentence can hold links, whose ends then stand in other pieces."""

    def __init__(self, page):
        super().__init__()
        self.depth, self.said = 0, []
        self.feed(page)

    def handle_data(self, data):
        if self.cdata_elem is None:
            self.said.append(self._outside(data))

    def handle_starttag(self, tag, attrs):
        self.said += [self._outside(said) for name, said in attrs if name in SHOWN and said]

    def _outside(self, text):
        left = []
        for letter in text:
            self.depth += (letter == "⟦") - (letter == "⟧")
            left.append(letter if self.depth == 0 else " ")
        return "".join(left)


def test_no_page_of_a_whole_life_says_what_stands_in_no_book(ada, as_ada, today, in_brackets):
    paths = pages(as_ada, a_life(ada, today))
    for_them = said_now("", exactly(today))  # words to be said to somebody, in their language
    of_the_member = set(WORD.findall(" ".join(" ".join(rows) for rows in tables().values()) + for_them))
    Member.objects.filter(pk=ada.pk).update(language="es")

    unmarked: dict[str, set[str]] = {}
    for name, path in paths:
        page = as_ada.get(path)
        if page["Content-Type"].startswith("text/html"):
            words = set(WORD.findall(" ".join(Outside(page.text).said))) - of_the_member - NAMES
            unmarked.setdefault(name, set()).update(words)

    assert {name: words for name, words in unmarked.items() if words} == {}
