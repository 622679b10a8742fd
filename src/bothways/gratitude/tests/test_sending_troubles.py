"""Whatever a mail server does: nothing is lost, nothing is given that did not leave, and it is said in words (R7)."""

from datetime import timedelta

import pytest
from tests.postbox import BREAKS_OFF, HANGS, HERE, TAKES_AND_BREAKS_OFF, TAKES_AND_HANGS, Postbox

from bothways.accounts.models import MailServer, Member
from bothways.gratitude.actions import leaving, outbox, sending, writing
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.rules import sending as rules
from bothways.gratitude.tests import make
from bothways.ground.environment import environment
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person

MINUTE = timedelta(minutes=1)


def _states() -> set[tuple[str, str]]:
    return {(one.letter.state, one.state) for one in Outgoing.objects.select_related("letter")}


def _friends(ada: Member, many: int) -> list[Person]:
    return [people.keep(ada, name=f"Friend {n}", addresses=[f"f{n}@example.net"]) for n in range(many)]


@pytest.mark.parametrize("says", ["421 closing", "451 greylisted", BREAKS_OFF, HANGS])
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_after_not_now_it_arrives_once_and_under_the_same_id(
    ada: Member, grace: Person, box: Postbox, impatient: None, step: str, says: str
) -> None:
    make.sent_letter(grace)
    box.says[step] = [says]

    make.work(ada)
    assert (_states(), box.letters) == ({("queued", "waiting")}, [])
    assert "mail server" in Outgoing.objects.get().said
    make.work(ada, make.NOW + 30 * MINUTE / 60)
    assert box.letters == []
    make.work(ada, make.NOW + MINUTE)

    assert _states() == {("given", "taken")}
    assert box.message_ids == [Outgoing.objects.get().message_id]
    assert Moment.objects.filter(lane="mine").count() == 1


@pytest.mark.parametrize("says", ["550 5.1.1 no such user", "553 no"])
@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("MAIL", "no letters from ada@example.org"),
        ("RCPT", "no letters for grace@example.edu"),
        ("DATA", "did not take"),
    ],
)
def test_a_no_for_good_comes_back_in_words_and_the_letter_can_be_written_on(
    ada: Member, grace: Person, box: Postbox, step: str, words: str, says: str
) -> None:
    letter = make.sent_letter(grace)
    before = letter.answers()
    box.says[step] = [says]

    make.work(ada)
    make.work(ada, make.NOW + timedelta(hours=1))

    assert (_states(), box.letters) == ({("draft", "refused")}, [])
    assert words in Outgoing.objects.get().said
    assert says in Outgoing.objects.get().said
    assert queries.takes_no_letters(grace) == ["grace@example.edu"] * (step == "RCPT")
    found = queries.letter(ada, letter.pk)
    assert (found.answers(), found.ready_at) == (before, None)
    make.save(found, cost="You missed your bus.")
    sending.send(queries.letter(ada, letter.pk), at=make.NOW, today=make.TODAY)
    make.work(ada)
    assert "missed your bus" in box.letters[0].mail.get_body(("plain",)).get_content()
    assert queries.takes_no_letters(grace) == []


def test_where_another_was_begun_meanwhile_what_comes_back_lies_beside_it(
    ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    other = make.letter_to(grace, make.help_of(grace, deed="You wrote for me."))
    box.says["RCPT"] = ["550 no"]

    make.work(ada)

    assert dict(Letter.objects.values_list("pk", "state")) == {letter.pk: "ready", other.pk: "draft"}
    assert not queries.to_ask_about(ada, make.TODAY + timedelta(days=30)).exists()
    with pytest.raises(leaving.AnotherDraft):
        leaving.not_given(queries.letter(ada, letter.pk), make.NOW)


def test_a_server_that_is_down_for_a_day_gets_everything_once_within_ten_minutes(ada: Member, box: Postbox) -> None:
    for friend in _friends(ada, 6):
        make.sent_letter(friend)
    box.close()
    at, tries = make.NOW, 0
    while at < make.NOW + timedelta(days=1):
        make.work(ada, at)
        tries += 1
        at = max(at + MINUTE / 6, min(Outgoing.objects.values_list("due_at", flat=True)))
    assert _states() == {("queued", "waiting")}
    assert tries < 200

    box.open()
    back = at
    while Outgoing.objects.waiting().exists():
        make.work(ada, at)
        at += MINUTE / 6

    assert at - back < 10 * MINUTE
    assert sorted(box.message_ids) == sorted(Outgoing.objects.values_list("message_id", flat=True))
    assert _states() == {("given", "taken")}


def test_where_the_server_takes_nothing_the_others_wait_with_the_first(ada: Member, box: Postbox) -> None:
    for friend in _friends(ada, 5):
        make.sent_letter(friend)
    box.says["MAIL"] = ["421 closing"] * 9

    make.work(ada)

    assert len(box.says["MAIL"]) == 8
    assert {one.due_at for one in Outgoing.objects.all()} == {make.NOW + MINUTE}


def test_one_that_is_put_off_holds_up_no_other(ada: Member, box: Postbox) -> None:
    for friend in _friends(ada, 3):
        make.sent_letter(friend)
    box.says["RCPT"] = ["451 greylisted"]

    make.work(ada)

    assert len(box.letters) == 2


@pytest.mark.parametrize("says", [TAKES_AND_HANGS, TAKES_AND_BREAKS_OFF])
def test_a_server_that_takes_and_never_says_so_is_not_given_it_for_ever(
    ada: Member, grace: Person, box: Postbox, impatient: None, says: str
) -> None:
    letter = make.sent_letter(grace)
    box.says["DATA"] = [says] * 9

    for minutes in range(0, 60, 2):
        make.work(ada, make.NOW + minutes * MINUTE)

    assert (_states(), len(box.letters)) == ({("ready", "unsure")}, rules.MOST_UNANSWERED)
    assert len(set(box.message_ids)) == 1
    assert "may have arrived" in Outgoing.objects.get().said
    assert list(queries.to_ask_about(ada, make.TODAY + timedelta(days=4))) == [letter]


def test_what_a_server_may_have_is_asked_about_and_not_taken_back(
    ada: Member, grace: Person, box: Postbox, impatient: None
) -> None:
    letter = make.sent_letter(grace)
    box.says["DATA"] = [TAKES_AND_HANGS]
    make.work(ada, make.NOW)

    outbox.take_back(letter, at=make.NOW + MINUTE)
    make.work(ada, make.NOW + 60 * MINUTE)

    assert (_states(), len(box.letters)) == ({("ready", "unsure")}, 1)
    assert "may have arrived" in Outgoing.objects.get().said


def test_with_a_death_what_a_server_may_have_stays_in_question_and_undone_it_does_too(
    ada: Member, grace: Person, box: Postbox, impatient: None
) -> None:
    make.sent_letter(grace)
    box.says["DATA"] = [TAKES_AND_HANGS]
    row = Outgoing.objects.get()
    assert outbox.take_in_hand(row, make.NOW)

    writing.say_life(grace, "died", today=make.TODAY, at=make.NOW)
    outbox.put_off(row, "It said nothing.", at=make.NOW, for_all=False, unsure=True)
    make.work(ada, make.NOW + 60 * MINUTE)
    writing.say_life(grace, "living", today=make.TODAY, at=make.NOW + 60 * MINUTE)

    assert _states() == {("ready", "unsure")}
    assert box.letters == []


def test_after_five_days_it_comes_back(ada: Member, grace: Person, box: Postbox) -> None:
    make.sent_letter(grace)
    box.close()

    make.work(ada, make.NOW + timedelta(days=4))
    assert _states() == {("queued", "waiting")}
    make.work(ada, make.NOW + timedelta(days=5))

    assert _states() == {("draft", "refused")}
    assert "For 5 days" in Outgoing.objects.get().said


def test_a_server_that_is_named_no_more_is_waited_for(ada: Member, grace: Person, box: Postbox, monkeypatch) -> None:
    make.sent_letter(grace)
    monkeypatch.setattr(environment(), "smtp_host", "")

    make.work(ada)

    assert (_states(), "Name one in the settings" in Outgoing.objects.get().said) == ({("queued", "waiting")}, True)


def test_what_was_to_come_from_another_address_than_letters_now_do_comes_back(
    ada: Member, grace: Person, box: Postbox
) -> None:
    make.sent_letter(grace)
    MailServer.objects.create(
        member=ada, address="ada@hospital.example", host=HERE, port=box.port, secured="none", tested_at=make.NOW
    )

    make.work(ada)

    assert (_states(), box.letters) == ({("draft", "refused")}, [])
    assert "come from ada@hospital.example by now" in Outgoing.objects.get().said


def test_it_goes_to_no_address_that_is_theirs_no_more(ada: Member, grace: Person, box: Postbox) -> None:
    """Whether another took its place, or none: only the member knows whether the letter is still meant to go there."""
    people.reach_at(grace, ["grace@new.example"])
    make.sent_letter(grace)
    grace.addresses.filter(address="grace@example.edu").delete()

    make.work(ada)

    assert (_states(), box.letters) == ({("draft", "refused")}, [])
    assert "grace@example.edu, which is no address of Grace Hill any more" in Outgoing.objects.get().said
    sending.send(Letter.objects.get(), at=make.NOW + MINUTE, today=make.TODAY)
    make.work(ada, make.NOW + MINUTE)
    assert [one.recipients for one in box.letters] == [["grace@new.example"]]


def test_an_address_that_came_second_meanwhile_is_still_theirs(ada: Member, grace: Person, box: Postbox) -> None:
    make.sent_letter(grace)
    grace.addresses.all().delete()
    people.reach_at(grace, ["grace@new.example", "grace@example.edu"])

    make.work(ada)

    assert [one.recipients for one in box.letters] == [["grace@example.edu"]]


def test_somebody_who_is_forgotten_while_their_letter_is_in_hand_breaks_nothing(
    ada: Member, grace: Person, box: Postbox
) -> None:
    make.sent_letter(grace)
    row = Outgoing.objects.get()
    grace.delete()

    outbox.put_off(row, "Later.", at=make.NOW, for_all=True, unsure=False)
    outbox.come_back(row, "No.", at=make.NOW)
    sending.accept(row, at=make.NOW)

    assert not Outgoing.objects.exists()


def test_what_is_due_is_queued_for_a_worker_once(
    ada: Member, ben: Member, grace: Person, box: Postbox, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks():
        make.sent_letter(grace)

    with django_capture_on_commit_callbacks(execute=True):
        assert sending.take_up_due(make.NOW) == 1
    assert sending.take_up_due(make.NOW) == 0
    assert sending.take_up_due(make.NOW - MINUTE) == 0


def test_nothing_private_is_said_in_a_log(
    ada: Member, grace: Person, box: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    make.sent_letter(grace)
    for says in ("451 grace@example.edu is careful", "550 grace@example.edu is gone"):
        box.says["RCPT"] = [says]
        make.work(ada, make.NOW + MINUTE * (says.startswith("550")))

    ours = [one.getMessage() for one in caplog.records if one.name.startswith("bothways")]
    assert (_states(), ours) == ({("draft", "refused")}, [])
