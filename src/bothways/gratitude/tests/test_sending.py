"""A letter sent from here is queued, handed to a real mail server, and given only then; or it can be taken back."""

from datetime import date, timedelta

import pytest
from django.db import OperationalError
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.actions import leaving, outbox, sending, writing
from bothways.gratitude.models import Letter, Loop, Outgoing, Telling
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.loops import open_rows, telling_to
from bothways.gratitude.tests import make
from bothways.ground.environment import environment
from bothways.ground.records import change
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person

SOON = make.NOW + timedelta(minutes=1)


def _state() -> tuple[str, str]:
    return Letter.objects.get().state, Outgoing.objects.latest("queued_at").state


def test_it_is_given_when_the_mail_server_has_it_and_not_before(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    assert (_state(), Loop.objects.get().thanked_on) == (("queued", "waiting"), None)
    assert not Moment.objects.filter(lane="mine").exists()

    make.work(ada)

    assert (_state(), Loop.objects.get().thanked_on) == (("given", "taken"), make.TODAY)
    assert [(one.kind, one.source_key) for one in Moment.objects.filter(lane="mine")] == [("thanked", str(letter.pk))]


def test_the_whole_letter_arrives_from_the_member_and_the_copy_is_what_arrived(
    ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)

    make.work(ada)

    (arrived,) = box.letters
    text = arrived.mail.get_body(("plain",)).get_content()
    assert (arrived.sender, arrived.recipients) == ("ada@example.org", ["grace@example.edu"])
    assert (arrived.mail["From"], arrived.mail["Reply-To"]) == ("Ada <ada@example.org>",) * 2
    assert arrived.mail["To"] == "Grace Hill <grace@example.edu>"
    assert text.splitlines() == queries.composed(letter).text.splitlines()
    assert all(one in arrived.mail.get_body(("html",)).get_content() for one in (make.DEED, make.WORDS))
    assert not {one for one in arrived.mail if one.startswith(("List-", "X-", "Precedence"))}
    assert bytes(queries.sent_copy(letter).message) == arrived.content


def test_sent_twice_is_sent_once(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)

    sending.send(Letter.objects.get(), at=make.NOW, today=make.TODAY)
    make.work(ada)
    make.work(ada)

    assert box.message_ids == [Outgoing.objects.get().message_id]
    with pytest.raises(writing.WasGiven):
        sending.send(letter, at=make.NOW, today=make.TODAY)


def test_news_that_the_words_do_not_say_stays_to_be_told(ada: Member, grace: Person, box: Postbox) -> None:
    news = make.news_of(make.help_of(grace))
    letter = writing.start(ada, grace, telling=telling_to(ada, grace, news.pk), at=make.NOW)
    make.save(letter, now="I draw every day.")

    sending.send(letter, at=make.NOW, today=make.TODAY, knows=False)
    make.work(ada)

    assert (Telling.objects.get().told_on, Moment.objects.get(lane="mine").kind) == (None, "thanked")


def test_it_is_taken_back_while_nobody_has_it_in_hand(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)

    outbox.take_back(letter, at=SOON)
    outbox.take_back(letter, at=SOON)
    make.work(ada, SOON)

    assert (_state(), box.letters) == (("draft", "withdrawn"), [])
    assert queries.room_again(ada, 1, SOON) is None


def test_what_is_being_handed_over_cannot_be_taken_back(grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    assert outbox.take_in_hand(Outgoing.objects.get(), make.NOW)

    with pytest.raises(outbox.InHand):
        outbox.take_back(letter, at=SOON)
    assert not outbox.take_in_hand(Outgoing.objects.get(), SOON)
    assert _state() == ("queued", "waiting")


def test_what_a_queued_letter_thanks_for_is_open_for_no_other(ada: Member, grace: Person, box: Postbox) -> None:
    helped = make.help_of(grace)
    letter = make.sent_letter(grace, helped)

    make.letter_to(grace, helped)

    assert Loop.objects.get().thanked_by == letter
    assert not open_rows(ada)[0].exists()


def test_with_a_death_it_does_not_go_and_undone_it_is_a_draft(ada: Member, grace: Person, box: Postbox) -> None:
    make.sent_letter(grace)

    writing.say_life(grace, "died", today=make.TODAY, at=SOON)
    make.work(ada, SOON)

    assert (Letter.objects.get().unsent, *_state()) == (True, "draft", "withdrawn")
    writing.say_life(grace, "living", today=make.TODAY, at=SOON)
    make.work(ada, SOON)
    assert (Letter.objects.get().unsent, Letter.objects.get().state, box.letters) == (False, "draft", [])


@pytest.mark.parametrize("contact", ["paused", "ended"])
def test_where_contact_rests_it_lies_on_the_desk_again(ada: Member, grace: Person, box: Postbox, contact: str) -> None:
    make.sent_letter(grace)

    writing.say_contact(grace, contact, today=make.TODAY, at=SOON)
    make.work(ada, SOON)

    assert (_state(), box.letters) == (("draft", "withdrawn"), [])


@pytest.mark.parametrize(
    "said",
    [{"life": "died"}, {"contact": "ended"}, {"contact": "paused"}, {"not_from_here": True}],
    ids=lambda said: next(iter(said)),
)
def test_right_before_it_goes_it_is_asked_once_more_whether_it_may(
    ada: Member, grace: Person, box: Postbox, said: dict[str, object]
) -> None:
    """Whatever act forgot to take it out."""
    make.sent_letter(grace)
    Person.objects.update(**said)

    make.work(ada, SOON)

    assert (_state(), box.letters) == (("draft", "withdrawn"), [])
    assert "Grace Hill" in Outgoing.objects.get().said
    with pytest.raises((sending.NotFromHere, leaving.NeverLeaves)):
        sending.send(Letter.objects.get(), at=SOON, today=make.TODAY)


def test_a_pause_that_is_over_holds_nothing_back(ada: Member, grace: Person, box: Postbox) -> None:
    people.say_contact(grace, "paused", until=make.TODAY)

    make.sent_letter(grace)
    make.work(ada)

    assert len(box.letters) == 1


def test_without_a_server_or_an_address_nothing_is_queued(grace: Person, box: Postbox, monkeypatch) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    grace.addresses.all().delete()
    with pytest.raises(sending.NotFromHere):
        sending.send(letter, at=make.NOW, today=make.TODAY)
    people.reach_at(grace, ["grace@example.edu"])
    monkeypatch.setattr(environment(), "smtp_host", "")
    with pytest.raises(sending.NotFromHere):
        sending.send(letter, at=make.NOW, today=make.TODAY)

    assert (Letter.objects.get().state, Outgoing.objects.exists()) == ("draft", False)


def test_an_empty_letter_is_not_sent(grace: Person, box: Postbox) -> None:
    with pytest.raises(leaving.NothingWritten):
        sending.send(make.letter_to(grace), at=make.NOW, today=make.TODAY)


def test_an_example_life_writes_to_nobody(grace: Person, box: Postbox, monkeypatch) -> None:
    monkeypatch.setattr(environment(), "demo", True)

    with pytest.raises(sending.NotFromHere):
        make.sent_letter(grace)


def test_beyond_the_letters_of_a_day_it_is_refused_in_words_and_tomorrow_there_is_room(
    ada: Member, box: Postbox, monkeypatch
) -> None:
    monkeypatch.setattr(environment(), "letters_a_day", 2)
    friends = [people.keep(ada, name=f"Friend {n}", addresses=[f"f{n}@example.net"]) for n in range(4)]
    for friend in friends[:2]:
        make.sent_letter(friend)
    make.work(ada)

    third = make.letter_to(friends[2], make.help_of(friends[2]))
    with pytest.raises(sending.EnoughToday, match=r"2 letters went out .* on 23 November 2026 at 09:12"):
        sending.send(third, at=make.NOW, today=make.TODAY)

    assert Letter.objects.get(pk=third.pk).state == "draft"
    sending.send(third, at=make.NOW + timedelta(days=1), today=date(2026, 11, 23))
    assert len(box.letters) == 2


def test_another_time_zone_brings_no_other_day(ada: Member, box: Postbox, monkeypatch) -> None:
    monkeypatch.setattr(environment(), "letters_a_day", 1)
    friends = [people.keep(ada, name=f"Friend {n}", addresses=[f"f{n}@example.net"]) for n in range(2)]
    make.sent_letter(friends[0])
    ada.timezone = "Pacific/Kiritimati"  # 23:12, and soon tomorrow
    ada.save()
    letter = make.letter_to(friends[1], make.help_of(friends[1]))

    at = make.NOW + timedelta(hours=1)
    with pytest.raises(sending.EnoughToday, match="on 23 November 2026 at 23:12"):
        sending.send(letter, at=at, today=date(2026, 11, 23))

    sending.send(letter, at=make.NOW + timedelta(hours=24), today=date(2026, 11, 23))


def test_what_the_server_took_is_written_down_though_the_database_was_busy(
    ada: Member, grace: Person, box: Postbox, monkeypatch
) -> None:
    make.sent_letter(grace)
    troubles, real = [OperationalError("database is locked")] * 2, leaving.reached
    monkeypatch.setattr(sending.time, "sleep", lambda seconds: None)

    def busy(*given, **named):
        if troubles:
            raise troubles.pop()
        real(*given, **named)

    monkeypatch.setattr(leaving, "reached", busy)

    make.work(ada)

    assert (_state(), len(box.letters)) == (("given", "taken"), 1)


def test_what_came_back_to_the_member_is_not_given_and_open_as_before(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    make.work(ada)

    for _ in range(2):
        leaving.came_back(queries.letter(ada, letter.pk), at=SOON)

    assert (_state(), Loop.objects.get().thanked_on) == (("draft", "refused"), None)
    assert not Moment.objects.filter(lane="mine").exists()
    sending.send(queries.letter(ada, letter.pk), at=SOON, today=make.TODAY)
    make.work(ada, SOON)
    assert len(set(box.message_ids)) == 2
    assert Loop.objects.get().thanked_on == make.TODAY


def test_what_came_back_after_they_died_is_an_unsent_letter(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    make.work(ada)
    writing.say_life(grace, "died", today=make.TODAY, at=SOON)

    leaving.came_back(queries.letter(ada, letter.pk), at=SOON)

    letter.refresh_from_db()
    assert (letter.state, letter.unsent) == ("draft", True)


@pytest.mark.parametrize("added", [{"note": "She rang me that evening."}, {"deed": "The letter of my life"}])
def test_what_was_written_on_its_moment_does_not_go_with_a_letter_that_came_back(
    ada: Member, grace: Person, box: Postbox, added: dict[str, str]
) -> None:
    letter = make.sent_letter(grace)
    make.work(ada)
    change(Moment.objects.get(source="letter"), **added)

    with pytest.raises(leaving.WrittenOn):
        leaving.came_back(queries.letter(ada, letter.pk), at=SOON)

    assert _state() == ("given", "taken")
    change(Moment.objects.get(source="letter"), note="", deed="")
    leaving.came_back(queries.letter(ada, letter.pk), at=SOON)
    assert _state() == ("draft", "refused")


def test_news_that_came_of_a_letter_stays_when_that_came_back(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    make.work(ada)
    news = make.news_of(Moment.objects.get(source="letter"))

    leaving.came_back(queries.letter(ada, letter.pk), at=SOON)

    assert [(one.person, one.moment) for one in Telling.objects.filter(news=news)] == [(grace, None)]
