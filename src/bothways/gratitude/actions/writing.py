"""Writes: letters, from the first answer to a draft that is done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from bothways.accounts.models import Member
from bothways.formats.days import Day
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.gratitude.actions import outbox
from bothways.gratitude.actions.holding import held_letter, hold_people
from bothways.gratitude.actions.loops import about
from bothways.gratitude.actions.loops import follow as follow_moment
from bothways.gratitude.models import Letter, Loop, Part, Telling, TheirNews, on_its_way
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.beside import LeftOut
from bothways.gratitude.rules import kept
from bothways.gratitude.rules.kinds import FAMILY, SLUGS, THANKS
from bothways.gratitude.rules.questions import LONGEST_ANSWER
from bothways.gratitude.rules.sending import find_out_first, mourns_the_living
from bothways.ground.records import change, hold_as_read
from bothways.ground.refusals import ChangedMeanwhile, Refusal
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.people.queries import last_said
from bothways.people.rules import Life


class NotADraft(Refusal):
    status = 409


class AnswerIsFull(Refusal):
    status = 422


class WasGiven(Refusal):
    status = 409


class InMemoryOfWhom(Refusal):
    pass


_BEGUN_THERE = marked("A letter to the family is begun on the page on which you remember who has died.")


@transaction.atomic
def start(
    member: Member, person: Person, *, kind: str = "", moments: Sequence[Moment] = (), telling: Telling | None = None,
    theirs: TheirNews | None = None, in_memory_of: Person | None = None, form: str = "", at: datetime,
) -> Letter:  # fmt: skip
    """
    The draft to this person: the unfinished one where there is one, else a new one with what is kept, word for word.

    It is of this kind from now on; where none is named, of the kind it has. And it is about these moments and this
    news, so that they close when it is given.
    """
    people.hold_as_it_stands(person)
    in_memory_of = in_memory_of if kind == FAMILY else None
    helps = [telling.moment] if telling and telling.moment and not moments else list(moments)
    begun = {
        "kind": kind or THANKS, "unsent": person.life == Life.DIED, "form": form or _form(person, kind), "saved_at": at,
        "signature": _signature(member, person), "in_memory_of": in_memory_of,
    }  # fmt: skip
    if kind == FAMILY and not _has_died(in_memory_of):
        raise InMemoryOfWhom(_(_BEGUN_THERE))
    letter, is_new = Letter.objects.get_or_create(member=member, person=person, state="draft", defaults=begun)
    if kind and (letter.kind != kind or (in_memory_of and letter.in_memory_of_id != in_memory_of.pk)):
        turn(letter, kind, in_memory_of=in_memory_of, at=at)
    fresh = _fresh(letter, helps, telling, theirs)
    if fresh and not is_new:
        change(letter, saved_at=at)
    _write_answers(letter, fresh, helps[0] if helps else theirs.moment if theirs else None)
    _will_thank(letter, helps)
    if telling:
        _will_tell(letter, telling.news_id)
    if theirs:
        _will_congratulate(letter, [theirs.moment])
    return letter


def _has_died(person: Person | None) -> bool:
    return person is not None and person.life == Life.DIED


def _form(person: Person, kind: str) -> str:
    if kind == FAMILY:
        return "letter"
    is_card = kind == "mentee" or kept.prefers_card(person.channel, has_mail=person.addresses.exists())
    return "card" if is_card else "letter"


def _fresh(
    letter: Letter, helps: Sequence[Moment], telling: Telling | None, theirs: TheirNews | None
) -> dict[str, str]:
    """What is kept of all this and stands in no answer yet."""
    news, had = telling.news.what if telling else "", letter.answers()
    known = kept.answers_from([_kept(one) for one in helps], news, letter.person.language)
    if theirs:
        known[kept.OF_THEIR_NEWS] = theirs.moment.deed
    asked = {slug: text for slug, text in known.items() if slug in letter.of_kind.slugs}
    fresh = {slug: text for slug, text in asked.items() if not had.get(slug) and not kept.is_said(text, had.values())}
    if telling and telling.told_by_id != letter.pk and had.get("now") and not kept.is_said(news, had.values()):
        fresh["now"] = f"{had['now']}\n\n{news}"
    return {slug: text for slug, text in fresh.items() if len(text) <= LONGEST_ANSWER}  # the rest is laid out beside it


@transaction.atomic
def turn(letter: Letter, kind: str, *, in_memory_of: Person | None = None, at: datetime) -> None:
    """
    Into a letter of another kind. No word is lost: what its questions do not ask is kept beside it.

    What it was begun for and has no place in it any more is open as before; turned back, it is about that again. But
    whom it was in memory of it forgets: it is its reader's own letter now, and goes by nobody else.
    """
    hold_people(letter)
    _must_be_draft(letter)
    about = (in_memory_of or letter.in_memory_of) if kind == FAMILY else None
    if kind == FAMILY and not _has_died(about):
        raise InMemoryOfWhom(_(_BEGUN_THERE))
    change(letter, kind=kind, in_memory_of=about, saved_at=at)
    letter.forget_answers()
    asks = letter.of_kind.place_of
    if asks("deed"):
        _will_thank(letter, _rested_on(letter, kept.OF_A_MOMENT))
    else:
        Loop.objects.filter(thanked_by=letter, thanked_on=None).update(thanked_by=None)
    if asks(kept.OF_THEIR_NEWS):
        _will_congratulate(letter, _rested_on(letter, (kept.OF_THEIR_NEWS,)))
    else:
        TheirNews.objects.filter(congratulated_by=letter, congratulated_on=None).update(congratulated_by=None)


def _rested_on(letter: Letter, questions: Sequence[str]) -> list[Moment]:
    return [part.moment for part in letter.parts.filter(question__in=questions).select_related("moment") if part.moment]


@transaction.atomic
def find_out(letter: Letter, life: str, *, died: Day | None = None, today: date, at: datetime) -> bool:
    """What was found out before writing: they live, they have died, or nobody could say (CAD-5)."""
    hold_people(letter)
    leaving = say_life(letter.person, life, died=died, today=today, at=at)
    change(letter, found_out=True)
    return leaving


@transaction.atomic
def say_life(person: Person, life: str, *, died: Day | None = None, today: date, at: datetime) -> bool:
    """
    Living, unknown or died. With a death every draft becomes an unsent letter in the same transaction (CAD-5).

    Says whether a letter was leaving at that very moment, which nobody can hold.
    """
    people.hold_as_it_stands(person)  # before its letters, as whoever writes one does
    if life == Life.UNKNOWN and person.life != Life.UNKNOWN:  # an older answer says nothing about today
        Letter.objects.filter(person=person).update(found_out=False)
    people.say_life(person, life, died=died, today=today)
    return follow(person, today=today, at=at)


@transaction.atomic
def say_contact(person: Person, contact: str, *, until: date | None = None, today: date, at: datetime) -> bool:
    """Open, paused or ended (MENT-9). Where it rests, what waits to be sent from here lies on the desk again."""
    people.say_contact(person, contact, until=until)
    return follow(person, today=today, at=at)


@transaction.atomic
def undo(person: Person, said_id: UUID, *, today: date, at: datetime) -> bool:
    """
    What was said last of life or contact is taken back, and with it what followed; whether it was.

    Where somebody looked how they are (CAD-5) and that is taken back, it is asked again.
    """
    last = last_said(person)
    undone = people.undo(person, said_id)
    if undone and last and last.word in set(Life):
        Letter.objects.filter(person=person).update(found_out=False)
    if undone:
        follow(person, today=today, at=at)
    return undone


def follow(person: Person, *, today: date, at: datetime) -> bool:
    """
    What letters become by what is said of a person (CAD-5, decision 14); whether one was leaving at that very moment.

    With a death those not given are unsent, and undone, they are what they were. One that was queued lies on the desk
    then: nothing is sent that the member does not send. So does one to whom nobody knows whether they live, until the
    member has looked. Letters to the family of somebody who lives are unsent, too.
    """
    not_given = Letter.objects.exclude(state="given")
    to_them, for_family = not_given.filter(person=person), not_given.filter(in_memory_of=person, kind=FAMILY)
    if person.life == Life.DIED:
        begun = for_family.filter(state="ready", ready_by="")  # put by when it was taken back, and said again now
    else:
        outbox.withdraw(for_family, mourns_the_living(person.name), at=at)
        begun = for_family.filter(state="draft")
    for letter in begun.select_related("in_memory_of"):
        outbox.to_the_desk(letter, at)
    for_the_living = Q(kind=FAMILY, in_memory_of__life__in=[Life.LIVING, Life.UNKNOWN])
    never = for_the_living | Q(person__life=Life.DIED)
    for some in (to_them, for_family):
        some.filter(never, unsent=False).update(unsent=True)
        some.filter(unsent=True).exclude(never).update(unsent=False)
    if why := queries.not_from_here(person, today):
        return outbox.withdraw(to_them, why, at=at)
    not_asked = to_them.filter(found_out=False).exclude(kind=FAMILY)
    return person.life == Life.UNKNOWN and outbox.withdraw(not_asked, find_out_first(person.name), at=at)


def _kept(moment: Moment) -> kept.Kept:
    return kept.Kept(moment.deed, moment.cost, moment.effect, moment.words)


def _signature(member: Member, person: Person) -> str:
    """As the last letter to them, else as the member says, else the whole name: the first alone may not be known."""
    last = queries.letters(member).filter(person=person).exclude(signature="").first()
    return last.signature if last else member.signs_as or member.name


def will_close(letter: Letter, helps: Iterable[Moment], news: Iterable[UUID], theirs: Iterable[Moment]) -> None:
    """What its words say closes with it, whether or not it was begun for that."""
    _will_thank(letter, helps)
    _will_congratulate(letter, theirs)
    for news_id in news:
        _will_tell(letter, news_id)


def _will_thank(letter: Letter, helps: Iterable[Moment]) -> None:
    """Not for what a letter that is ready thanks for already: that one closes it (decision 5)."""
    Loop.objects.filter(moment__in=helps, thanked_on=None).exclude(on_its_way("thanked_by")).update(thanked_by=letter)


def _will_tell(letter: Letter, news_id: UUID) -> None:
    """Not what a letter that is ready tells already."""
    same = Telling.objects.filter(news=news_id, person=letter.person_id, told_on=None)
    same.exclude(on_its_way("told_by")).update(told_by=letter)


def _will_congratulate(letter: Letter, moments: Iterable[Moment]) -> None:
    """Once: not for what a letter that is ready is glad of already (GRAT-9)."""
    same = TheirNews.objects.filter(moment__in=moments, congratulated_on=None)
    same.exclude(on_its_way("congratulated_by")).update(congratulated_by=letter)


@transaction.atomic
def save(
    letter: Letter, *, version: int, answers: Mapping[str, str], greeting: str, close: str, signature: str, form: str,
    subject: str = "", at: datetime,
) -> None:  # fmt: skip
    """
    Saves what the interview says if nobody saved since this version was read; else ChangedMeanwhile.

    The same words again (a double click, an answer that got lost on the way) are saved already.
    """
    hold_people(letter)
    said = {"greeting": greeting, "close": close, "signature": signature, "form": form, "subject": subject}
    if _says(letter, answers, said):
        return
    _must_be_draft(letter)
    try:
        change(letter, version=version, **said, saved_at=at)
    except ChangedMeanwhile:
        letter.refresh_from_db()
        if not _says(letter, answers, said):
            raise
        return
    _write_answers(letter, answers)


def _says(letter: Letter, answers: Mapping[str, str], said: Mapping[str, str]) -> bool:
    had = {part.question: part.text for part in letter.parts.all()}
    same = all(had.get(slug, "") == text for slug, text in answers.items())
    return same and all(getattr(letter, name) == text for name, text in said.items())


def _write_answers(letter: Letter, answers: Mapping[str, str], moment: Moment | None = None) -> None:
    """Each answer in its place; those about the help know its moment, so that their words are kept with it."""
    had = {part.question: part for part in letter.parts.all()}
    for place, slug in enumerate(SLUGS):
        text, part = answers.get(slug), had.get(slug)
        rests_on = moment.pk if moment and kept.field_of(slug) else _rests_on(slug, had.values())
        if part is None and text:
            Part.objects.create(letter=letter, question=slug, text=text, moment_id=rests_on, place=place)
        elif part is not None and text is not None and part.text != text:
            Part.objects.filter(pk=part.pk).update(text=text, moment=part.moment_id or rests_on)
    letter.forget_answers()


def _rests_on(slug: str, parts: Iterable[Part]) -> UUID | None:
    """The moment that an answer is about: that of the help, or that of their news."""
    alike = kept.OF_A_MOMENT if slug in kept.OF_A_MOMENT else (slug,)
    return next((part.moment_id for part in parts if part.moment_id and part.question in alike), None)


@transaction.atomic
def weave_in(letter: Letter, left: LeftOut, *, at: datetime) -> None:
    """
    Adds something kept to the answer it belongs to, below what stands there; its loop or telling comes along.

    Raises AnswerIsFull.
    """
    hold_people(letter)
    _must_be_draft(letter)
    before = letter.answers().get(left.to, "")
    both = f"{before}\n\n{left.text}" if before else left.text
    if len(both) > LONGEST_ANSWER:
        message = _("There is no room for it below this answer. Shorten the answer first; what you typed is saved.")
        raise AnswerIsFull(message)
    change(letter, saved_at=at)
    _write_answers(letter, {left.to: both}, left.moment)
    if left.moment and left.kind != "theirs":
        _will_thank(letter, [left.moment])
    if left.moment and left.kind == "theirs":
        _will_congratulate(letter, [left.moment])
    if left.kind == "news":
        _will_tell(letter, left.id)


def show_calm_line(letter: Letter) -> bool:
    """Whether the calm line is to be shown now: once a draft (GRAT-6)."""
    return bool(Letter.objects.filter(pk=letter.pk, calm_line_shown=False).update(calm_line_shown=True))


@transaction.atomic
def throw_away(letter: Letter, *, read: int | None = None) -> None:
    """A letter that was not given. What it was about stays, and is open as before."""
    letter = held_letter(letter.pk)
    hold_as_read(letter, read)
    if letter.state == "given":
        message = _("This letter was given. It stays, as what you gave stays.")
        raise WasGiven(message)
    if letter.state == "queued":
        message = _("This letter is on its way. Take it back first.")
        raise NotADraft(message)
    moments = about(letter)
    letter.delete()
    for moment in moments:
        follow_moment(moment)


def forget_what_is_put_by(person: Person) -> None:
    """A letter that mourns them while they live never leaves, and is with nobody else: it goes with them."""
    put_by = Letter.objects.filter(in_memory_of=person, kind=FAMILY, unsent=True)
    put_by.exclude(person__life=Life.DIED).delete()


def _must_be_draft(letter: Letter) -> None:
    if letter.state != "draft":
        message = _("This letter has left the desk. Take it back to the draft to change it.")
        raise NotADraft(message)
