"""CAD-5: what was found out before a letter, and taken back, is asked again."""

from uuid import UUID

import pytest

from bothways.formats.days import in_year
from bothways.gratitude.actions import leaving
from bothways.gratitude.models import Letter
from bothways.gratitude.tests import make

ASKED = "find-out/"


@pytest.mark.parametrize("answer", ["died", "unknown"])
def test_an_answer_that_is_taken_back_was_none(as_ada, grace, answer):
    letter = make.letter_to(grace, make.help_of(grace, on=in_year(1999)))
    page = f"/letters/{letter.pk}/"
    before = as_ada.get(page).text

    as_ada.post(f"{page}find-out/", {"life": answer, "died": ""})
    answered = as_ada.get(page).text
    as_ada.post(f"/people/{grace.pk}/undo/", {"said": str(_last(grace))})

    assert ASKED in before
    assert ASKED not in answered
    assert ASKED in as_ada.get(page).text
    assert Letter.objects.values_list("state", "unsent").get() == ("draft", False)


def test_an_answer_of_before_says_nothing_once_nobody_knows_also_of_a_letter_that_was_ready(as_ada, grace):
    letter = make.letter_to(grace, make.help_of(grace, on=in_year(1999)))
    page = f"/letters/{letter.pk}/"
    as_ada.post(f"{page}find-out/", {"life": "living", "died": ""})
    leaving.make_ready(Letter.objects.get(), "print", make.NOW)
    as_ada.post(f"/people/{grace.pk}/life/", {"life": "unknown", "died": ""})

    as_ada.post(f"{page}not-given/")

    assert ASKED in as_ada.get(page).text


def _last(person) -> UUID:
    return person.said.order_by("-id").values_list("pk", flat=True).first()
