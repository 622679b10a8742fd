"""What is said beside pages: commands tell their member alone, and no mail says more than what kind it is (S17)."""

import email
from email.policy import default

import pytest
from django.db import DataError, IntegrityError

from bothways.accounts import emails as of_the_member
from bothways.accounts.alarms import Change, tell_now
from bothways.accounts.models import FormerServer, MailServer, Member
from bothways.cli import today as command
from bothways.cli.tests.conftest import run as _run
from bothways.exchange.tests import make
from bothways.exchange.tests.conftest import own_folder as _own_folder
from bothways.gratitude import emails as of_letters
from bothways.gratitude.models import Letter
from bothways.gratitude.tests.conftest import box as _box
from bothways.moments.models import State
from tests.journeys import canary
from tests.journeys.canary import CANARY
from tests.journeys.free import say_everywhere
from tests.journeys.life import a_life

run, own_folder, box, told = _run, _own_folder, _box, canary.told


@pytest.fixture
def life(ada, today):
    life = a_life(ada, today)
    say_everywhere(life, CANARY)
    return life


def test_whoever_checks_the_house_reads_no_word_of_its_members(life, run, told):
    State.objects.update(last_theirs="2001-01-01")

    said = [run("check"), run("check", "--json")]

    assert [one.status for one in said] == [1, 1]
    assert "Summed up wrongly" in said[0].err
    assert CANARY not in "".join([told.getvalue(), *(one.out + one.err for one in said)])


def test_what_a_command_says_is_for_whoever_asked_and_the_log_hears_nothing(life, ada, run, own_folder, told, tmp_path):
    broken = make.written(tmp_path, f"{CANARY}.vcf", make.card(CANARY, BDAY=CANARY) + "BEGIN:VCARD\r\n")

    said = [run("today", "--member", ada.email, "--on", "2026-11-23")]
    said += [run("import", "--member", ada.email, broken), run("read", broken)]

    assert [(one.status, CANARY in one.out) for one in said] == [(0, True)] * 3
    assert CANARY not in "".join([told.getvalue(), *(one.err for one in said)])


@pytest.mark.parametrize("kind", [KeyError, ValueError, DataError, IntegrityError])
def test_a_command_that_breaks_says_its_kind_and_place_and_not_what_it_was_about(
    life, ada, run, monkeypatch, told, kind
):
    def breaks(*_):
        raise kind(f"Key (name)=({CANARY}) already exists.") from ValueError(CANARY)

    monkeypatch.setattr(command, "page", breaks)

    said = run("today", "--member", ada.email)

    assert said.status == 1
    assert f"{kind.__module__}.{kind.__name__}" in said.err
    assert "today.py" in said.err
    assert CANARY not in said.out + said.err + told.getvalue()


def _subject(message):
    return str(email.message_from_bytes(message, policy=default)["Subject"])


def test_no_mail_says_in_its_subject_what_somebody_wrote(life, ada, now):
    Letter.objects.update(subject="")  # its member chose none: what they choose is theirs to say
    Member.objects.update(sender_address=CANARY)
    ada.refresh_from_db()

    subjects = {_subject(of_letters.as_file(one)) for one in Letter.objects.of(ada)}
    subjects |= {
        _subject(of_letters.outgoing(one, sender=ada.email, to="grace@example.edu", message_id="<a@b.example>", at=now))
        for one in Letter.objects.of(ada)
    }
    subjects |= {_subject(of_the_member.to_oneself(ada, ada.email, unique="a", at=now))}

    assert {one for one in subjects if CANARY in one} == set()
    assert all(subjects)


def test_no_notice_says_in_its_subject_what_somebody_wrote(life, ada, now, box):
    for model in (FormerServer, MailServer):
        model.objects.filter(member=ada).delete()  # so that it leaves by the server of the house

    for change in Change:
        tell_now(ada.pk, change, now)

    assert len(box.letters) == len(Change)
    assert {one.mail["Subject"] for one in box.letters if CANARY in one.mail["Subject"]} == set()
