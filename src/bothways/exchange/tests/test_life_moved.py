"""A life that came from elsewhere: by a ZIP that a computer packed anew, with letters that a mail server may have."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.journeys.life import a_life

from bothways.accounts.actions import welcome_link
from bothways.exchange.tests.make_life import brought_in, files_of, records_of, repacked, somebody_new, taken_out
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.ground.records import change

HELD = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize("said", [{"unanswered": 1}, {"in_hand_until": HELD}])
def test_what_a_mail_server_may_have_is_asked_about_there_too(ada, today, now, tmp_path, said):
    a_life(ada, today)
    waiting = Outgoing.objects.waiting()
    letters = {one.letter_id for one in waiting}
    assert letters
    waiting.update(**said)
    packed = taken_out(ada)
    ada.delete()

    brought_in(somebody_new(), packed, tmp_path, now)

    there = Letter.objects.filter(pk__in=letters)
    assert {(one.state, queries.sending(one).state) for one in there} == {("ready", "unsure")}
    assert all("may have arrived" in queries.sending(one).said for one in there)


def test_whoever_chooses_their_password_after_their_life_came_in_keeps_what_they_had_chosen(ada, ben, now, tmp_path):
    change(ada, language="es", timezone="America/Lima")
    ben.set_unusable_password()
    ben.save()
    brought_in(ben, taken_out(ada), tmp_path, now)

    Client().post(welcome_link(ben), {"password": "a long one of their own", "timezone": "Europe/Oslo"})

    ben.refresh_from_db()
    assert ben.has_usable_password()
    assert (ben.language, ben.timezone) == ("es", "America/Lima")


@pytest.mark.parametrize("folder", ["bothways/", ""])
def test_a_life_that_a_computer_unpacked_and_packed_again_comes_in(ada, ben, grace, now, tmp_path, folder):
    packed = taken_out(ada)
    files = {".DS_Store": b"\x00", **files_of(packed), "records/Thumbs.db": b"\x00"}
    about = {"__MACOSX/._README.txt": b"\x00"}
    again = repacked({f"{folder}{name}": content for name, content in files.items()} | about, sealed=False)

    assert brought_in(ben, again, tmp_path, now).state == "done"

    assert records_of(taken_out(ben), "people")[0]["name"] == grace.name
