"""Writes: how letters leave, made ready by the member and given when they have reached somebody (decision 5)."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from bothways.formats.days import Day, exactly, spoken
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.gratitude import emails
from bothways.gratitude.actions import loops, outbox, writing
from bothways.gratitude.actions.holding import held_letter, hold_people
from bothways.gratitude.models import Letter, Loop, Outgoing, Telling, TheirNews
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.beside import says, unsaid
from bothways.gratitude.rules import kept
from bothways.gratitude.rules.checks import asks_too_early
from bothways.gratitude.rules.paper import no_room
from bothways.gratitude.rules.sending import bounced, mourns_the_living
from bothways.ground import clock
from bothways.ground.records import change, hold_as_read, is_id
from bothways.ground.refusals import Refusal
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.moments.rules import Lane, unquoted
from bothways.people.rules import Life


class NeverLeaves(Refusal):
    status = 409


class NothingWritten(Refusal):
    pass


class NotLookedFor(Refusal):
    status = 409


class AsksTooEarly(Refusal):
    pass


class NotReady(Refusal):
    status = 409


class WasSent(Refusal):
    status = 409


class WrittenOn(Refusal):
    status = 409


class BeforeItHappened(Refusal):
    pass


class AnotherDraft(Refusal):
    status = 409


def may_leave(letter: Letter) -> None:
    """A letter to someone who has died stays here (CAD-6), and so does one that mourns the living."""
    if says := is_put_by(letter):
        raise NeverLeaves(says)
    if letter.unsent or letter.person.life == "died":
        message = _("{name} has died. This letter stays here, to be read and kept; it never leaves.")
        raise NeverLeaves(message.format(name=letter.person.name))


def was_looked_for(letter: Letter, today: date) -> None:
    """Before it leaves, as before it is written, somebody has looked how they are (CAD-5)."""
    if queries.find_out_first(letter, today):
        message = _("First find out gently how {name} is: open this letter anew. Every word is kept.")
        raise NotLookedFor(message.format(name=letter.person.name))


def is_put_by(letter: Letter) -> str:
    """Why a letter to a family stays here, where it mourns the living; else nothing."""
    if not letter.mourns_the_living or letter.in_memory_of is None:
        return ""
    return mourns_the_living(letter.in_memory_of.name)


@transaction.atomic
def make_ready(letter: Letter, by: str, at: datetime, *, asks_nothing: bool = False) -> None:
    """
    Ready is not given (decision 5). What was written about the help is kept with its moment, where that is blank.

    `asks_nothing`: the member says so of words that look like a request (GRAT-11).
    """
    hold_people(letter)
    may_leave(letter)
    if letter.state in {"queued", "given"}:
        on_its_way = letter.state == "queued"
        message = _("This letter is on its way already.") if on_its_way else _("This letter was given already.")
        raise writing.WasGiven(message)
    if not any(text.strip() for text in letter.answers().values()):
        message = _("There is nothing on the paper yet. Write at least {what}; one sentence makes a card.")
        raise NothingWritten(message.format(what=_(_LEAST[letter.kind])))
    if not asks_nothing and (asked := asks_too_early(queries.values(letter))):
        message = _(
            "The first letter after a long time asks for nothing, and this looks as if it did: “{words}” Keep it for a "
            "letter of its own, or say below that it asks for nothing."
        )
        raise AsksTooEarly(message.format(words=asked))
    if by == "print" and letter.form == "card" and not emails.fits_a_card(letter):
        raise emails.TooLong(no_room("card"))
    if not letter.of_kind.place_of("now"):  # what it was begun to tell, before it became another kind
        Telling.objects.filter(told_by=letter, told_on=None).update(told_by=None)
    writing.will_close(letter, *says(letter))
    change(letter, state="ready", ready_by=by, ready_at=letter.ready_at or at)
    _keep_with_moments(letter)


def _keep_with_moments(letter: Letter) -> None:
    words: dict[Moment, dict[str, str]] = defaultdict(dict)
    for part in letter.parts.select_related("moment"):
        if part.moment and part.question in kept.OF_A_MOMENT and part.question in letter.of_kind.slugs:
            words[part.moment][part.question] = unquoted(part.text) if part.question == "words" else part.text
    for moment, said in words.items():
        moments.add_words(moment, **said)


def may_reach(letter: Letter) -> None:
    """Only what is ready can have reached anybody; what was given stays given."""
    _not_while_on_its_way(letter)
    if letter.state not in {"ready", "given"} or (letter.state == "ready" and not letter.ready_by):
        message = _("This letter is still a draft. Print it, open it in your mail program, copy it or say it first.")
        raise NotReady(message)


def _not_while_on_its_way(letter: Letter) -> None:
    if letter.state == "queued":
        message = _("This letter is on its way. It is given by itself when the mail server has it.")
        raise NotReady(message)


@transaction.atomic
def give(letter: Letter, on: Day, today: date, *, knows: bool = False) -> None:
    """
    It reached them: a moment in my lane, and its loops and tellings closed. Given twice is given once.

    News that the words do not say stays to be told, unless they know it all the same (`knows`).
    A letter that was ready before they died may have reached them; only a draft to them never leaves.
    """
    found = held_letter(letter.pk)
    may_reach(found)
    if found.state == "given":
        return
    if on.latest < today:  # who flew west can give today what they thank for tomorrow
        _not_before(letter, on)
    moments.not_after_death(found.person, on)
    reached(found, on, today, knows=knows)
    letter.refresh_from_db(fields=["state", "unsent", "given_on", "version"])


def reached(letter: Letter, on: Day, today: date, *, knows: bool = False) -> None:
    """A letter that is held by this transaction is given."""
    if not knows:
        tells_no_more_than_it_says(letter)
    tellings = Telling.objects.filter(told_by=letter, told_on=None)
    theirs = TheirNews.objects.filter(congratulated_by=letter, congratulated_on=None)
    kind = "congratulated" if theirs.exists() else "told_outcome" if tellings.exists() else letter.of_kind.becomes
    moment = moments.record(
        letter.stands_with, lane=Lane.MINE, kind=kind, on=on, today=today, deed=_deed(letter, kind),
        source="voice" if letter.ready_by == "say" else "letter", source_key=str(letter.pk),
    )  # fmt: skip
    Loop.objects.filter(thanked_by=letter, thanked_on=None).update(thanked_on=moment.latest)
    tellings.update(told_on=moment.latest)
    theirs.update(congratulated_on=moment.latest)
    # It reads as it was given, whatever its person is called later. One that was ready before they died reached them
    # after all: it is no unsent letter.
    paper = queries.composed(letter)
    change(letter, state="given", unsent=False, given_on=moment.latest, greeting=paper.greeting, close=paper.close)


def tells_no_more_than_it_says(letter: Letter) -> None:
    """News that it was begun to tell, and that its words do not say, stays to be told."""
    Telling.objects.filter(pk__in=[one.pk for one in unsaid(letter)]).update(told_by=None)


def _not_before(letter: Letter, on: Day) -> None:
    """Nobody thanks for what has not happened yet, nor is glad of it, nor reads what is not on paper yet."""
    helps = Loop.objects.filter(thanked_by=letter).select_related("moment")
    news = Telling.objects.filter(told_by=letter).select_related("news")
    theirs = TheirNews.objects.filter(congratulated_by=letter).select_related("moment")
    days = [one.moment.on for one in helps] + [one.moment.on for one in theirs] + [one.news.on for one in news]
    last = max(days, key=lambda one: one.earliest, default=None)
    if last is not None and on.latest < last.earliest:
        message = _("That day is before what it speaks of ({day}). Choose the day on which it reached them.")
        raise BeforeItHappened(message.format(day=spoken(last)))
    ready = clock.there(letter.member.timezone, letter.ready_at).date()
    if on.latest < ready:
        message = _("It was made ready on {day}. Choose that day or a later one.")
        raise BeforeItHappened(message.format(day=spoken(exactly(ready))))


_LEAST = {
    "thanks": marked("what they did"),
    "progress": marked("where you are now"),
    "congratulation": marked("what they achieved"),
    "reconnect": marked("what you remember of them"),
    "mentee": marked("what you saw them do"),
    "family": marked("who they were to you"),
}
_ALOUD = {
    "told_outcome": marked("Told them in my own voice"),
    "thanked": marked("Thanked them in my own voice"),
    "congratulated": marked("Congratulated them in my own voice"),
    "letter": marked("Read to them in my own voice"),
    "to_family": marked("Told their family in my own voice"),
}


def _deed(letter: Letter, kind: str) -> str:
    """What it is called on the street; kept in the language in which it is given."""
    if letter.ready_by == "say":
        return _(_ALOUD[kind])
    if kind == "told_outcome":
        called = _("{Letter}: what came of it") if letter.kind == "thanks" else _("{Letter}: my news")
    else:
        called = _(_CALLED_BY_MOMENT.get(kind) or _CALLED[letter.kind])
    return called.format(Letter=letter.word, letter=letter.word.lower(), name=letter.person.name)


_CALLED_BY_MOMENT = {"thanked": marked("Thank-you {letter}"), "congratulated": marked("Congratulation by {letter}")}
_CALLED = {
    "progress": marked("{Letter}: how it goes"),
    "congratulation": marked("{Letter}: glad with them"),
    "reconnect": marked("{Letter} after a long time"),
    "mentee": marked("{Letter}: I saw what they did"),
    "family": marked("{Letter} to {name}, in their memory"),
}


def not_yet(letter: Letter, at: datetime) -> None:
    """It is on its way; the question is not asked again, and can be answered among the letters at any time."""
    may_reach(letter)
    if letter.state == "given":
        message = _("This letter was given already.")
        raise writing.WasGiven(message)
    Letter.objects.filter(pk=letter.pk, state="ready").update(asked_at=at)


@transaction.atomic
def not_given(letter: Letter, at: datetime, *, read: int | None = None) -> None:
    """It did not go out: back to the draft, or put by; and what it is about is open as before."""
    hold_people(letter)
    if letter.state != "ready":
        return
    hold_as_read(letter, read)
    if letter.mourns_the_living:
        outbox.put_by(letter, at)
        return
    if queries.draft_to(letter.member, letter.person):
        message = _("There is another draft to {name}. Finish that one, or delete it, first.")
        raise AnotherDraft(message.format(name=letter.person.name))
    outbox.to_the_desk(letter, at)


@transaction.atomic
def came_back(letter: Letter, at: datetime, *, nobody_there: bool = False, read: int | None = None) -> None:
    """The mail server took it, and it came back to the member later: not given, and open as before."""
    hold_people(letter)
    _not_while_on_its_way(letter)
    row = Outgoing.objects.filter(letter=letter, state="taken").first()
    if row is None or letter.state != "given":
        return
    hold_as_read(letter, read)
    Outgoing.objects.filter(pk=row.pk).update(state="refused", said=bounced(), ended_at=at, nobody_there=nobody_there)
    for moment in Moment.objects.filter(member=letter.member, source="letter", source_key=str(letter.pk)):
        _nothing_was_added(moment, letter)
        loops.let_news_stay(moment)
        moments.take_away(moment)
    _closed_on(letter, None)
    outbox.to_the_desk(letter, at)


def _nothing_was_added(moment: Moment, letter: Letter) -> None:
    """What the member wrote on the moment of a letter goes only where they put it themselves."""
    beside = (moment.words, moment.cost, moment.effect, moment.note, moment.minutes)
    if moment.version > 1 and (any(beside) or moment.deed not in {"", _deed(letter, moment.kind)}):
        message = _(
            "You wrote something on its moment ({day}) since, which would go with it. Keep that elsewhere and empty "
            "it there first; then say here that the letter came back."
        )
        raise WrittenOn(message.format(day=spoken(moment.on)))


@transaction.atomic
def not_given_after_all(moment: Moment, at: datetime) -> bool:
    """Before the moment of a letter is taken away: the letter lies ready again. Whether it was one."""
    letter = _became(moment)
    if letter is None:
        return False
    if Outgoing.objects.filter(letter=letter, state="taken").exists():
        message = _(
            "The mail server has this letter, so it stays on the street. If it came back to you, say so on its page."
        )
        raise WasSent(message)
    _closed_on(letter, None)
    if letter.mourns_the_living:
        outbox.put_by(letter, at)
    else:
        change(letter, state="ready", unsent=letter.person.life == Life.DIED, given_on=None, asked_at=at)
    return True


def given_on(moment: Moment, today: date) -> None:
    """The day of the moment was corrected: of a letter it is the day on which that was given."""
    letter = _became(moment)
    if letter is not None and letter.given_on != moment.latest:
        if moment.latest < today:
            _not_before(letter, moment.on)
        _closed_on(letter, moment.latest)
        change(letter, given_on=moment.latest)


def _became(moment: Moment) -> Letter | None:
    """The letter that this moment says was given."""
    if moment.source not in loops.BY_LETTER or not is_id(moment.source_key):
        return None
    given = Letter.objects.select_for_update(of=("self",), no_key=True)
    given = given.select_related("person", "in_memory_of", "member")
    return given.filter(member=moment.member_id, pk=moment.source_key, state="given").first()


def _closed_on(letter: Letter, day: date | None) -> None:
    Loop.objects.filter(thanked_by=letter).update(thanked_on=day)
    Telling.objects.filter(told_by=letter).update(told_on=day)
    TheirNews.objects.filter(congratulated_by=letter).update(congratulated_on=day)
