"""A member moves: everything is taken out and brought into an empty Bothways, and it is the life they know."""

import re
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse

from bothways.accounts.models import Member
from bothways.example.actions import begin_example
from bothways.exchange.tests.make_life import brought_in, files_of, somebody_new, taken_out
from bothways.gratitude.models import Letter
from bothways.moments.models import State
from bothways.moments.queries import drifted
from bothways.people.models import Person

RELEASED = sorted((Path(__file__).parent / "lives").glob("version-*.zip"))
DRAWN_ANEW = re.compile(r'[A-Za-z0-9]{64}|\b[0-9a-f]{16}\b|(?<=name="id" value=")[0-9a-f-]{36}')


def _pages(member: Member, now) -> dict[str, str]:
    """Today, the lists, and the street, letters and page of everybody."""
    client = Client()
    client.force_login(member)
    people = Person.objects.of(member).order_by("pk").values_list("pk", flat=True)
    letters = Letter.objects.of(member).order_by("pk").values_list("pk", flat=True)
    paths = [reverse(name) for name in ("today:page", "street:people", "gratitude:letters", "gratitude:untold")]
    paths += [reverse("street:person", args=[one]) for one in people]
    paths += [reverse("street:about", args=[one]) for one in people]
    paths += [reverse("gratitude:letter", args=[one]) for one in letters]
    with time_machine.travel(now, tick=False):
        client.force_login(member)
        return {path: DRAWN_ANEW.sub("drawn", client.get(path).text) for path in paths}


def test_the_example_life_looks_the_same_where_it_was_brought_in(db, now, tmp_path):
    lucia = begin_example(at=now)
    before, packed = _pages(lucia, now), taken_out(lucia)
    states = [one.as_values() for one in State.objects.filter(member=lucia).order_by("pk")]
    lucia.delete()

    other = somebody_new()
    brought = brought_in(other, packed, tmp_path, now)

    assert brought.state == "done", brought.why
    other.refresh_from_db()
    after = _pages(other, now)
    assert list(after) == list(before)
    assert [path for path in after if after[path] != before[path]] == []
    assert '<article class="card act"' in before[reverse("today:page")]
    assert drifted(other) == []
    assert [one.as_values() for one in State.objects.filter(member=other).order_by("pk")] == states
    assert taken_out(other) == packed


def test_the_appointment_with_oneself_is_the_same_one_where_it_was_brought_in(as_ada, ada, grace, now, tmp_path):
    def uid(client):
        return re.search(rb"UID:(.+)\r\n", client.get(reverse("today:appointment_file")).content)[1]

    other, before = somebody_new(), uid(as_ada)
    brought_in(other, taken_out(ada), tmp_path, now)
    (client := Client()).force_login(other)

    assert uid(client) == before


def test_an_appointment_that_stands_in_a_calendar_already_stays_the_one_it_is(ada, ben):
    of_the_migration = import_module("bothways.accounts.migrations.0009_the_appointment_with_oneself")

    of_the_migration.as_it_stands_in_calendars(apps, None)

    assert {one.pk: one.appointment for one in Member.objects.all()} == {ada.pk: ada.pk, ben.pk: ben.pk}


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_a_life_of_every_version_is_still_read(path, ada, now, tmp_path):
    """Made by the program itself when that version was new; never made again."""
    brought = brought_in(ada, path.read_bytes(), tmp_path, now)

    assert brought.state == "done", brought.why
    assert brought.people_new == Person.objects.of(ada).count() == 8
    assert Letter.objects.of(ada).filter(state="given").exists()
    assert drifted(ada) == []
    assert files_of(path.read_bytes()).keys() <= files_of(taken_out(ada)).keys()


def test_there_is_a_life_of_every_version():
    from bothways.exchange.rules.life_file import VERSION

    assert [path.stem for path in RELEASED] == [f"version-{number}" for number in range(1, VERSION + 1)]
