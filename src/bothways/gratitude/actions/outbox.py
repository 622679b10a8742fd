"""Writes: what waits to be handed to a mail server, and how it comes back to the desk."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, F, PositiveSmallIntegerField, When

from bothways.accounts.emails import message_id
from bothways.accounts.queries import Sender
from bothways.formats.language import gettext as _
from bothways.gratitude import emails
from bothways.gratitude.actions.holding import hold_people
from bothways.gratitude.actions.loops import about, follow
from bothways.gratitude.models import Letter, LetterSet, Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.rules import sending as rules
from bothways.ground.records import change, hold_as_read, new_id
from bothways.ground.refusals import Refusal
from bothways.people.rules import Life


class InHand(Refusal):
    status = 409


def put_in(letter: Letter, sender: Sender, at: datetime) -> Outgoing:
    """The message as it stands now, under an id that every try has (R7)."""
    row_id, to = new_id(), queries.recipient(letter.person)
    named = message_id(row_id.hex, sender.address)
    return Outgoing.objects.create(
        id=row_id, member=letter.member, letter=letter, message_id=named, sender=sender.address, recipient=to,
        message=emails.outgoing(letter, sender=sender.address, to=to, message_id=named, at=at),
        queued_at=at, due_at=at,
    )  # fmt: skip


def take_in_hand(row: Outgoing, at: datetime) -> bool:
    """
    Whether it is ours to hand over; for some minutes it is then nobody else's.

    Whoever had it in hand before and wrote nothing down was killed, and the server may have got it from them.
    """
    free = Outgoing.objects.due(at).filter(pk=row.pk)
    left_in_hand = When(in_hand_until__isnull=False, then=F("unanswered") + 1)
    known = Case(left_in_hand, default=F("unanswered"), output_field=PositiveSmallIntegerField())
    return bool(free.update(in_hand_until=at + rules.IN_HAND, tries=F("tries") + 1, unanswered=known))


@transaction.atomic
def has_been_given_enough(row: Outgoing, at: datetime) -> bool:
    """Whether the server may have got it so often that it is asked about, and not given it once more."""
    row.refresh_from_db(fields=["unanswered"])
    if row.unanswered < rules.MOST_UNANSWERED:
        return False
    _end(row, "unsure", rules.may_have_it(), at)
    return True


@transaction.atomic
def put_off(row: Outgoing, says: str, *, at: datetime, for_all: bool, unsure: bool) -> None:
    """Another time; where no letter of the member would be taken, the others wait with it."""
    if not hold_people_of(row):
        return
    held = Outgoing.objects.waiting().select_for_update(no_key=True).defer("message").filter(pk=row.pk).first()
    if held is None:  # the person was taken away meanwhile
        return
    held.queued_at = min(held.queued_at, at)  # by a clock that stood ahead it would be tried for as long as that
    held.due_at, held.said, held.in_hand_until = rules.next_try(held.tries, at), says, None
    held.unanswered += unsure
    held.save(update_fields=["queued_at", "due_at", "said", "in_hand_until", "unanswered"])
    if held.unanswered >= rules.MOST_UNANSWERED:
        _end(held, "unsure", says, at)
    elif at - held.queued_at >= rules.GIVE_UP:
        _end(held, "refused", rules.gave_up(says), at)
    elif for_all:
        others = Outgoing.objects.free(at).filter(member=held.member_id, due_at__lt=held.due_at)
        others.update(due_at=held.due_at, said=says)


@transaction.atomic
def come_back(row: Outgoing, says: str, *, at: datetime, nobody_there: bool = False) -> None:
    """It is not sent: it lies on the desk again, and says why. An address that takes nothing is marked as one."""
    Outgoing.objects.waiting().filter(pk=row.pk).update(nobody_there=nobody_there)
    _end(row, "refused", says, at)


@transaction.atomic
def take_back(letter: Letter, *, at: datetime, read: int | None = None) -> None:
    """
    The member thought better of it. What a server is being given at this moment cannot be held; and what one may have,
    since it took the whole of it and then said nothing, is asked about: from the desk it would be sent a second time.
    """
    hold_people(letter)
    row = Outgoing.objects.waiting().filter(letter=letter).first()
    if row is None:
        return
    hold_as_read(letter, read)
    if not _withdraw(row, "", at):
        message = _("It is being handed to the mail server at this very moment. Look again in a minute.")
        raise InHand(message)


@transaction.atomic
def ask_about_all(*, at: datetime) -> int:
    """
    In a house that comes from a backup, whatever waited then may have gone out since; says how many letters.

    Nothing goes out twice: each member is asked whether it arrived.
    """
    waiting = list(Outgoing.objects.waiting().defer("message"))
    for row in waiting:
        _end(row, "unsure", rules.may_have_it(), at)
    return len(waiting)


@transaction.atomic
def withdraw(letters: LetterSet, says: str, *, at: datetime) -> bool:
    """None of these goes out from here any more, and why; whether one was being handed over at this very moment."""
    waiting = Outgoing.objects.waiting().filter(letter__in=letters)
    for row in waiting:
        _withdraw(row, says, at)
    return waiting.all().exists()


@transaction.atomic
def hold_back(row: Outgoing, says: str, *, at: datetime) -> None:
    """Nothing goes to them from here, as was said since it was queued: taken back, as by `withdraw`."""
    _end(row, "withdrawn", says, at)


def _withdraw(row: Outgoing, says: str, at: datetime) -> bool:
    held = Outgoing.objects.free(at).select_for_update(no_key=True).defer("message").filter(pk=row.pk).first()
    if held is not None:
        _end(held, "withdrawn", says, at)
    return held is not None


def _end(row: Outgoing, state: str, says: str, at: datetime) -> None:
    """Over, one way or another; where a server may have it from an earlier try, only the member can find out."""
    if not hold_people_of(row):
        return
    held = Outgoing.objects.waiting().select_for_update(no_key=True).defer("message").filter(pk=row.pk).first()
    if held is None:
        return
    was_left_in_hand = held.in_hand_until is not None and rules.is_over(held.in_hand_until, at, rules.IN_HAND)
    if state != "unsure" and (held.unanswered or was_left_in_hand):
        says = rules.may_have_it(says if state == "refused" else "")
        state = "unsure"
    held.state, held.said, held.ended_at, held.in_hand_until = state, says, at, None
    held.save(update_fields=["state", "said", "ended_at", "in_hand_until"])
    if state == "unsure":
        Letter.objects.filter(pk=row.letter_id, state="queued").update(state="ready", version=F("version") + 1)
    else:
        _to_the_desk(row, at)


def hold_people_of(row: Outgoing) -> bool:
    """Before the row itself; whether its letter is there still."""
    letter = Letter.objects.filter(pk=row.letter_id).first()
    if letter is not None:
        hold_people(letter)
    return letter is not None


def _to_the_desk(row: Outgoing, at: datetime) -> None:
    to_the_desk(Letter.objects.select_for_update(no_key=True).get(pk=row.letter_id), at)


def put_by(letter: Letter, at: datetime) -> None:
    """Ready by no way: it leaves by none, and is in no other letter's way."""
    since = letter.ready_at or at
    change(letter, state="ready", unsent=True, ready_at=since, ready_by="", asked_at=None, given_on=None)


def to_the_desk(letter: Letter, at: datetime) -> None:
    """
    A draft again, with every word. Where another was begun to the same person meanwhile, it lies beside that.

    Ready by no way then, so that nobody asks whether it reached them: it did not. To someone who has died it is an
    unsent letter. One that mourns the living is put by instead, and is in no other letter's way.
    """
    if letter.mourns_the_living:
        put_by(letter, at)
        return
    unsent = letter.person.life == Life.DIED
    try:
        with transaction.atomic():
            around: dict[str, Any] = queries.own_words(letter, {"greeting": letter.greeting, "close": letter.close})
            none: dict[str, Any] = {"ready_at": None, "ready_by": "", "asked_at": None, "given_on": None}
            change(letter, state="draft", unsent=unsent, **around, **none)
    except IntegrityError:
        change(letter, state="ready", unsent=unsent, ready_by="", asked_at=at, given_on=None)
    else:
        for moment in about(letter):
            follow(moment)
