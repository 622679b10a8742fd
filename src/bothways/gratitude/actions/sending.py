"""Writes: letters that go out from here by mail, and are given when the mail server has accepted them (decision 27)."""

import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction

from bothways.accounts import queries as accounts
from bothways.formats.days import exactly
from bothways.formats.language import gettext as _
from bothways.formats.language import speaking
from bothways.gratitude.actions import leaving, outbox
from bothways.gratitude.actions.holding import hold_people
from bothways.gratitude.models import Letter, Outgoing, Telling
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.beside import unsaid
from bothways.gratitude.rules import sending as rules
from bothways.ground.clock import there
from bothways.ground.database import open_anew, shown_there
from bothways.ground.environment import environment
from bothways.ground.later import TaskContext, is_queued, later, next_job, patient, task
from bothways.ground.mail import NotNow, Refused, hand_over
from bothways.ground.records import change, hold
from bothways.ground.refusals import Refusal

INSIST_FOR = timedelta(minutes=1)  # on writing down what a server has taken: unwritten, it would be sent twice


class NotFromHere(Refusal):
    status = 409


class EnoughToday(Refusal):
    status = 429


class NewsUnsaid(Refusal):
    """`tellings`: news that it was begun to tell, and that its words do not say."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        super().__init__(_("Say whether they will know by this letter what its words do not say."))
        self.tellings = tellings


@transaction.atomic
def send(letter: Letter, *, at: datetime, today: date, asks_nothing: bool = False, knows: bool | None = None) -> None:
    """
    Queued with its Message-ID, and handed over by a worker. Sent twice is sent once.

    `knows`: whether by this letter they know its news also where the words do not say it, or say it otherwise; None
    where nobody was asked yet: then it is not sent where there is such news.

    Beyond those of a day it is refused, and does not wait: what leaves tomorrow by itself was sent by nobody.
    """
    hold(letter.member)
    hold_people(letter)
    letter.refresh_from_db()  # all of it: the message is made of what is kept, not of what was read before
    if letter.state == "queued":
        return
    sender, why = accounts.sender(letter.member), queries.not_from_here(letter.person, today)
    if why or sender is None or not queries.recipient(letter.person):
        message = why or _("It needs a mail address of theirs, and a mail server of yours (in the settings).")
        raise NotFromHere(message)
    if queries.may_have_died(letter):
        raise NotFromHere(rules.find_out_first(letter.person.name))
    most = environment().letters_a_day
    if room := queries.room_again(letter.member, most, at):
        raise EnoughToday(rules.enough(most, there(letter.member.timezone, room)))
    leaving.make_ready(letter, "send", at, asks_nothing=asks_nothing)
    if knows is None and (tellings := unsaid(letter)):
        raise NewsUnsaid(tellings)
    if not knows:
        leaving.tells_no_more_than_it_says(letter)
    change(letter, state="queued")
    outbox.put_in(letter, sender, at)
    later(send_on_later, str(letter.member_id))


def send_on(member_id: UUID, *, at: datetime) -> bool:
    """
    Hands over one letter that is due; whether another is. Can be killed at any moment and run twice at once.

    Killed between the server's yes and ours, the letter is sent once more under the same Message-ID, and never lost.
    """
    due = queries.due_letters(member_id, at)
    row = next((one for one in due if outbox.take_in_hand(one, at)), None)
    if row is None:
        return False
    with speaking(row.member.language):  # whoever reads what is said of it, and what it is called on the street
        _send_on(row, at)
    return queries.due_letters(member_id, at).exists()


def _send_on(row: Outgoing, at: datetime) -> None:
    person = row.letter.person  # read after the letter was in hand: who has died by now is not written to
    sender = accounts.sender(row.member)
    why = queries.not_from_here(person, there(row.member.timezone, at).date()) or leaving.is_put_by(row.letter)
    if not why and queries.may_have_died(row.letter):
        why = rules.find_out_first(person.name)
    if outbox.has_been_given_enough(row, at):
        return
    if why:
        outbox.hold_back(row, why, at=at)
    elif not person.addresses.filter(address=row.recipient).exists():
        outbox.come_back(row, rules.went_elsewhere(person.name, row.recipient), at=at)
    elif sender is not None and sender.address != row.sender:
        outbox.come_back(row, rules.comes_from_elsewhere(row.sender, sender.address), at=at)
    elif sender is None:
        says = _("No mail server is named any more. Name one in the settings.")
        outbox.put_off(row, says, at=at, for_all=True, unsure=False)
    else:
        _hand_over(row, sender, at)


def _hand_over(row: Outgoing, sender: accounts.Sender, at: datetime) -> None:
    try:
        hand_over(sender.server, sender=row.sender, to=row.recipient, message=bytes(row.message))
    except Refused as problem:
        says = rules.came_back(problem.what, problem.says, sender=row.sender, to=row.recipient)
        nobody = problem.what == "recipient"
        _insist(lambda: outbox.come_back(row, says, at=at, nobody_there=nobody))
    except NotNow as problem:
        for_all, unsure, says = problem.for_all, problem.unsure, problem.says
        _insist(lambda: outbox.put_off(row, says, at=at, for_all=for_all, unsure=unsure))
    else:
        _insist(lambda: accept(row, at=at))


@transaction.atomic
def accept(row: Outgoing, *, at: datetime) -> None:
    """The mail server has it: given, and a moment (decision 5)."""
    ended = {"state": "taken", "said": "", "ended_at": at, "in_hand_until": None}
    if outbox.hold_people_of(row) and Outgoing.objects.waiting().filter(pk=row.pk).update(**ended):
        today = there(row.member.timezone, at).date()
        letter = Letter.objects.select_for_update(no_key=True).get(pk=row.letter_id)
        leaving.reached(letter, exactly(today), today, knows=True)  # what it tells was settled when it was sent


def _insist(write: Callable[[], None]) -> None:
    until = time.monotonic() + INSIST_FOR.total_seconds()
    while True:
        try:
            return write()
        except OperationalError as problem:
            if time.monotonic() > until:
                raise
            open_anew(problem)
        time.sleep(1)


@task(takes_context=True)
@patient
def send_on_later(context: TaskContext, member_id: str) -> None:
    if send_on(UUID(member_id), at=shown_there()):
        next_job(send_on_later, member_id, behind=context)


def take_up_due(at: datetime) -> int:
    """Whatever is due and waits in no queue is queued again; says for how many members."""
    due = [str(one) for one in queries.members_with_due_letters(at)]
    left = [one for one in due if not is_queued(send_on_later, one)]
    for one in left:
        later(send_on_later, one)
    return len(left)
