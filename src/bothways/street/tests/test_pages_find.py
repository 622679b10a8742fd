"""People and memories by words in them: every sort, marked, one's own alone, and the words asked for stay private."""

import re
from urllib.parse import urlencode

import pytest

from bothways.formats.days import in_year
from bothways.gratitude.actions import loops
from bothways.gratitude.tests import make as letters
from bothways.ground.folding import fold
from bothways.moments import actions as moments
from bothways.moments.tests import make
from bothways.people import actions as people
from bothways.street.finding import A_FEW, found

CANARY = "xylophonquartz"


@pytest.fixture
def life(ada, grace, today):
    """Something of every sort with the word clinic in it."""
    people.begin_chapter(ada, name="The clinic", begins=in_year(2020))
    rosa = people.keep(ada, name="Rosa Ortega", organisation="Clínica del Sur", addresses=["rosa@clinic.example"])
    moment = letters.help_of(grace, deed="You let me lead the Clinic.", words="A clinic is people.")
    letters.save(letters.letter_to(grace, moment), now="I direct the clinic.")
    loops.tell_of(ada, what="I became director of the clinic.", on=in_year(2025), because_of=[moment], today=today)
    make.mail(ada, "grace@example.edu", "ada@example.org", about="Re: clinic rota")
    moments.take_up_mail(ada, grace)
    return rosa, moment


def _marks(page):
    return re.findall("<mark>(.*?)</mark>", page)


def test_every_sort_is_found_with_the_words_marked_and_leads_to_its_page(as_ada, life):
    page = as_ada.post("/find/", {"q": "clinic"}).text

    headings = re.findall(r'<h2 id="sort-(\w+)"', page)
    assert headings == ["people", "moments", "letters", "mail", "news", "chapters"]
    assert {fold(one) for one in _marks(page)} == {"clinic"}
    leads = [one for one in re.findall(r'<li><a href="(.*?)"', page) if not one.startswith("/find/")]
    assert len(leads) == 6
    assert {as_ada.get(one).status_code for one in leads} == {200}


@pytest.mark.parametrize(
    "typed, shown",
    [
        ("ortega", "Rosa <mark>Ortega</mark>"),
        ("CLINICA", "<mark>Clínica</mark> del Sur"),
        ("rosa@clinic.example", "<mark>rosa</mark>@<mark>clinic</mark>.<mark>example</mark>"),
        ("lead clin", "let me <mark>lead</mark> the <mark>Clin</mark>ic."),
        ("rota", "Re: clinic <mark>rota</mark>"),
    ],
)
def test_the_words_are_marked_as_they_were_written(as_ada, life, typed, shown):
    assert shown in as_ada.post("/find/", {"q": typed}).text


def test_who_is_named_so_comes_before_those_of_whom_it_is_said(ada):
    said = people.keep(ada, name="Anna Abel", note="Knows Rosa well")
    named = people.keep(ada, name="Zoe Rosa")

    assert [hit.of for hit in found(ada, "rosa")[0].hits] == [(str(named.pk),), (str(said.pk),)]


def test_nobody_finds_anything_of_anothers(as_cleo, as_ada, life):
    nothing = as_cleo.post("/find/", {"q": "clinic"}).text

    assert "Nothing found." in nothing
    assert "Nothing found." not in as_ada.post("/find/", {"q": "clinic"}).text


def test_of_many_a_few_are_shown_and_the_rest_of_a_sort_by_itself(as_ada, grace):
    for number in range(A_FEW + 4):
        make.moment(grace, deed=f"The garden {number}")

    page = as_ada.post("/find/", {"q": "garden"}).text
    rest = as_ada.post("/find/", {"q": "garden", "sort": "moments"}).text

    assert (len(_marks(page)), len(_marks(rest))) == (A_FEW, A_FEW + 4)
    assert f"{A_FEW} found, and there is more." in page
    assert 'name="q" value="garden"><input type="hidden" name="sort" value="moments">' in page
    assert f"{A_FEW + 4} found." in rest


def test_a_part_for_htmx_says_how_much_it_found_and_brings_no_frame(as_ada, life):
    part = as_ada.post("/find/", {"q": "ortega"}, headers={"HX-Request": "true"}).text

    assert "<html" not in part
    assert '<span hx-swap-oob="innerHTML:#found-says">1 found.</span>' in part


def test_where_nothing_is_found_somebody_of_that_name_can_be_kept(as_ada, ada):
    page = as_ada.post("/find/", {"q": "Ilse Wagner"}).text
    assert "Nothing that you keep says “Ilse Wagner”" in page
    assert 'name="name" value="Ilse Wagner"' in page

    as_ada.post("/people/keep/", {"name": "Ilse Wagner", "role": "mentor"})

    assert _marks(as_ada.post("/find/", {"q": "ilse"}).text) == ["Ilse"]


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a", "é", "a" * 5000, '"', "'", "AND", "clinic AND", "NEAR(a b)", "a* -b ^c", '"clinic', "a:b", "%",
     "{a b}: c", "_", "\\", "<script>",
     "🎉", "👨‍👩‍👧‍👦" * 300, "محمد بن راشد", "\u202ecinilc", "\x00", "clinic\x00", "\ud800", "ﷺ" * 900,
     "王", "𠮷野家", "ก" * 400, "\u0301" * 400, "a\n\r\tb", "'; DROP TABLE moments_moment; --",
     "a & b | !c <-> d:*"],
)  # fmt: skip
def test_whatever_is_asked_for_is_answered(as_ada, life, typed):
    for more in ({}, {"sort": "moments"}, {"sort": typed}):
        query = {name: text.encode("utf-8", "surrogatepass") for name, text in {"q": typed, **more}.items()}
        answer = as_ada.post("/find/", urlencode(query), content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
        assert "<script>" not in answer.text.replace("<script src", "")


def test_what_was_asked_for_stands_in_no_address(as_ada, life):
    page = as_ada.post("/find/", {"q": CANARY}).text

    assert "<title>Find · Bothways</title>" in page
    assert re.findall(f'(?:href|action|hx-\\w+)="[^"]*{CANARY}', page) == []
    assert CANARY not in as_ada.get(f"/find/?q={CANARY}").text


def test_the_words_of_a_letter_are_read_in_the_order_in_which_they_stand_in_it(as_ada, grace):
    letter = letters.letter_to(grace)
    letters.save(letter, now="The clinic is mine to lead.")
    letter.refresh_from_db()
    letters.save(letter, deed="You showed me the clinic.")

    page = as_ada.post("/find/", {"q": "clinic", "sort": "letters"}).text
    first, last = page.index("You showed me the <mark>clinic"), page.index("The <mark>clinic</mark> is mine")
    assert first < last
