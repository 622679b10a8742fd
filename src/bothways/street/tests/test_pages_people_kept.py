"""What is typed about somebody is kept whole, or it is said why not."""

import pytest

from bothways.people import actions as people
from bothways.people.models import Person

WELL = {
    "version": "1", "name": "Grace Hill", "language": "en", "emails": "", "phones": "", "channel": "",
}  # fmt: skip


def test_a_number_longer_than_one_can_be_is_still_there_and_none_is_cut(as_ada, grace):
    long = "+51 1 555 0000, extension 1234, ask for the secretary of the third floor, else call +51 1 555 9999"

    answer = as_ada.post(f"/people/{grace.pk}/change/", {**WELL, "phones": f"555 1\n{long}"})

    assert answer.status_code == 422
    assert f"“{long}” is too long for a number: 60 letters at most." in answer.text
    assert f"555 1\n{long}</textarea>" in answer.text
    assert not grace.phones.exists()


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2060", "\u00ad"])
def test_a_sign_nobody_sees_that_came_along_with_an_address_is_left_out(as_ada, grace, sign):
    as_ada.post(f"/people/{grace.pk}/change/", {**WELL, "emails": f"grace{sign}@hill.example.org"})

    assert grace.addresses.get().address == "grace@hill.example.org"


@pytest.mark.parametrize(
    ("name", "typed"),
    [('O\'Brien, "Bo"', "O’Brien, “Bo”"), ("\u0301", "\u0301"), ("İbrahim Işık", "ibrahim ışık"), ("***", "***")],
)
def test_whoever_is_to_be_forgotten_is_named_as_a_keyboard_can(as_ada, ada, name, typed):
    person = people.keep(ada, name=name)
    for other in ("", "Brien", "x", "\u0302"):
        as_ada.post(f"/people/{person.pk}/forget/", {"name": other})
    assert Person.objects.exists()

    as_ada.post(f"/people/{person.pk}/forget/", {"name": typed})

    assert not Person.objects.exists()
