"""Somebody is forgotten while something is written of them: one of the two waits, and nothing breaks."""

import pytest
from django.test import Client

from bothways.people import actions as people
from bothways.people.models import Person
from tests.concurrency.conftest import at_once

ROUNDS = 5
WRITES = {
    "moments/remember/": {
        "lane": "theirs", "kind": "time", "deed": "You let me stay.", "words": "", "on": "2014", "cost": "",
        "effect": "", "minutes": "", "note": "", "name": "",
    },
    "promises/make/": {"lane": "mine", "what": "The book", "on": ""},
    "people/{}/write/": {},
    "people/{}/life/": {"life": "unknown", "died": ""},
    "people/{}/role/": {"role": "mentee", "chapter": "", "begins": "", "ends": ""},
}  # fmt: skip


@pytest.mark.parametrize("path", WRITES)
def test_forgotten_while_something_is_written_of_them_they_are_gone_and_it_is_said(ada, path):
    def post(address, typed):
        client = Client()
        client.force_login(ada)
        return lambda: client.post(f"/{address}", typed)

    for number in range(ROUNDS):
        person = people.keep(ada, name=f"Grace {number}")
        people.say_role(person, "mentor")
        typed = {**WRITES[path], "person": str(person.pk)}
        forget = post(f"people/{person.pk}/forget/", {"name": person.name})

        forgotten, written = at_once(forget, post(path.format(person.pk), typed))

        assert forgotten.status_code in (302, 503), forgotten
        assert written.status_code in (302, 404, 422, 503), written
        assert forgotten.status_code == 503 or not Person.objects.filter(pk=person.pk).exists()
