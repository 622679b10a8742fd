"""Writes: loops of help, news of mine and who should hear of it, and letters from draft to given."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from bothways.accounts.models import Member
from bothways.formats.days import Day, Precision
from bothways.gratitude import queries
from bothways.gratitude.models import Letter, Loop, News, Part, Telling
from bothways.gratitude.rules import kept
from bothways.gratitude.rules.questions import THANK_YOU
from bothways.ground.records import change
from bothways.ground.refusals import ChangedMeanwhile, Refusal
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.moments.rules import Lane, opens_loop, unquoted
from bothways.people import actions as people
from bothways.people.models import Person

LET_GO = ("done", "not_needed", "too_late")  # CAD-4: they know, not needed, too late


class NotADay(Refusal):
    pass


class NoSuchAnswer(Refusal):
    pass


class NotADraft(Refusal):
    status = 409


class NothingWritten(Refusal):
    pass


class NeverLeaves(Refusal):
    status = 409


class NotReady(Refusal):
    status = 409


class AnotherDraft(Refusal):
    status = 409


class WasGiven(Refusal):
    status = 409


# loops


def follow(moment: Moment) -> None:
    """Makes, moves or removes the open loop of a moment, as its kind and lane say now. Again changes nothing."""
    if not opens_loop(moment.kind, Lane(moment.lane)):
        Loop.objects.filter(pk=moment.pk).delete()
        return
    stands = {"member_id": moment.member_id, "person_id": moment.person_id, "since": moment.latest}
    Loop.objects.update_or_create(moment=moment, defaults=stands)


def let_go(loop: Loop | Telling, how: str) -> None:
    """Closes a loop or a telling without a letter from here: they know already, not needed, or too late (CAD-4)."""
    if how not in LET_GO:
        message = "Say that they know, that it is not needed, or that it is too late."
        raise NoSuchAnswer(message)
    loop.let_go = how
    loop.save(update_fields=["let_go"])


def take_up_again(loop: Loop | Telling) -> None:
    loop.let_go = ""
    loop.save(update_fields=["let_go"])


# news of mine


@transaction.atomic
def tell_of(
    member: Member, *, what: str, on: Day, because_of: Sequence[Moment] = (), also: Sequence[Person] = (), today: date
) -> News:
    """
    News of mine, and who should hear of it: whose help led to it, and others it concerns.

    The same news of the same day is the same news, so that a double click tells nobody twice.
    """
    if on.precision is Precision.YEARLESS or on.earliest > today:
        message = "Say when it happened: a year is enough. It cannot lie ahead."
        raise NotADay(message)
    said = {"what": what, "earliest": on.earliest, "latest": min(on.latest, today), "precision": on.precision.value}
    Member.objects.select_for_update().get(pk=member.pk)
    news = News.objects.filter(member=member, **said).first() or News.objects.create(member=member, **said)
    helped = {moment.person_id for moment in because_of}
    rows = [Telling(person_id=moment.person_id, moment=moment) for moment in because_of]
    rows += [Telling(person=person) for person in also if person.pk not in helped]
    for row in rows:
        row.member, row.news, row.news_on = member, news, news.latest
    Telling.objects.bulk_create(rows, ignore_conflicts=True)
    return news


# letters


@transaction.atomic
def start_letter(
    member: Member, person: Person, *, moments: Sequence[Moment] = (), telling: Telling | None = None, form: str = "",
    at: datetime,
) -> Letter:  # fmt: skip
    """
    The draft to this person: the unfinished one where there is one, else a new one with what is kept, word for word.

    Either way it is about these moments and this news from now on, so that they close when it is given.
    """
    helps = [telling.moment] if telling and telling.moment and not moments else list(moments)
    chosen = form or ("card" if kept.prefers_card(person.channel, has_mail=person.addresses.exists()) else "letter")
    begun = {
        "kind": "unsent" if person.life == "died" else "thanks", "form": chosen, "saved_at": at,
        "signature": _signature(member, person),
    }  # fmt: skip
    letter, is_new = Letter.objects.get_or_create(member=member, person=person, state="draft", defaults=begun)
    news = telling.news.what if telling else ""
    answers = kept.answers_from([_kept(one) for one in helps], news, person.language)
    had = letter.answers()
    fresh = {slug: text for slug, text in answers.items() if not had.get(slug) and not kept.is_said(text, had.values())}
    if fresh and not is_new:
        change(letter, saved_at=at)
    _write_answers(letter, fresh, helps[0] if helps else None)
    Loop.objects.filter(moment__in=helps, thanked_on=None).update(thanked_by=letter)
    _will_tell(letter, telling)
    return letter


@transaction.atomic
def find_out(letter: Letter, life: str, *, died: Day | None = None, today: date, at: datetime) -> None:
    """What was found out before writing: they live, they have died, or nobody could say (CAD-5)."""
    people.say_life(letter.person, life, died=died, today=today)
    change(letter, found_out=True)
    follow_life(letter.person, at=at)


def _kept(moment: Moment) -> kept.Kept:
    return kept.Kept(moment.deed, moment.cost, moment.effect, moment.words)


def _signature(member: Member, person: Person) -> str:
    """As the last letter to them was signed, else the whole name: a teacher may not know the first name alone."""
    last = queries.letters(member).filter(person=person).exclude(signature="").first()
    return last.signature if last else member.name


def _will_tell(letter: Letter, telling: Telling | None) -> None:
    if telling:
        same = Telling.objects.filter(news=telling.news_id, person=letter.person_id, told_on=None)
        same.update(told_by=letter)


@transaction.atomic
def save(
    letter: Letter, *, version: int, answers: Mapping[str, str], greeting: str, close: str, signature: str, form: str,
    subject: str = "", at: datetime,
) -> None:  # fmt: skip
    """
    Saves what the interview says if nobody saved since this version was read; else ChangedMeanwhile.

    The same words again (a double click, an answer that got lost on the way) are saved already.
    """
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
    kept_answers = {slug: text for slug, text in letter.answers().items() if text}
    same = kept_answers == {slug: text for slug, text in answers.items() if text}
    return same and all(getattr(letter, name) == text for name, text in said.items())


def _write_answers(letter: Letter, answers: Mapping[str, str], moment: Moment | None = None) -> None:
    """Each answer in its place; those about the help know its moment, so that their words are kept with it."""
    had = {part.question: part for part in letter.parts.all()}
    about = moment.pk if moment else next((part.moment_id for part in had.values() if part.moment_id), None)
    for place, question in enumerate(THANK_YOU):
        text, part = answers.get(question.slug), had.get(question.slug)
        rests_on = about if question.slug in kept.OF_A_MOMENT else None
        if part is None and text:
            Part.objects.create(letter=letter, question=question.slug, text=text, moment_id=rests_on, place=place)
        elif part is not None and text is not None and part.text != text:
            Part.objects.filter(pk=part.pk).update(text=text, moment=part.moment_id or rests_on)
    letter.forget_answers()


@transaction.atomic
def weave_in(letter: Letter, left: queries.LeftOut, *, at: datetime) -> None:
    """Adds something kept to the answer it belongs to, below what stands there; its loop or telling comes along."""
    _must_be_draft(letter)
    slug = left.kind if left.kind in kept.OF_A_MOMENT else "now"
    before = letter.answers().get(slug, "")
    change(letter, saved_at=at)
    _write_answers(letter, {slug: f"{before}\n\n{left.text}" if before else left.text}, left.moment)
    if left.moment:
        Loop.objects.filter(moment=left.moment, thanked_on=None).update(thanked_by=letter)
    if left.kind == "news":
        Telling.objects.filter(news=left.id, person=letter.person_id, told_on=None).update(told_by=letter)


def show_calm_line(letter: Letter) -> bool:
    """Whether the calm line is to be shown now: once a draft (GRAT-6)."""
    return bool(Letter.objects.filter(pk=letter.pk, calm_line_shown=False).update(calm_line_shown=True))


def may_leave(letter: Letter) -> None:
    """A letter to someone who has died stays here (CAD-6)."""
    if letter.unsent or letter.person.life == "died":
        message = f"{letter.person.name} has died. This letter stays here, to be read and kept; it never leaves."
        raise NeverLeaves(message)


@transaction.atomic
def make_ready(letter: Letter, by: str, at: datetime) -> None:
    """Ready is not given (decision 5). What was written about the help is kept with its moment, where that is blank."""
    may_leave(letter)
    if letter.state == "given":
        message = "This letter was given already."
        raise WasGiven(message)
    if not any(text.strip() for text in letter.answers().values()):
        message = "There is nothing on the paper yet. Write at least what they did; one sentence makes a card."
        raise NothingWritten(message)
    change(letter, state="ready", ready_by=by, ready_at=letter.ready_at or at)
    _keep_with_moments(letter)


def _keep_with_moments(letter: Letter) -> None:
    words: dict[Moment, dict[str, str]] = defaultdict(dict)
    for part in letter.parts.select_related("moment"):
        if part.moment and part.question in kept.OF_A_MOMENT:
            words[part.moment][part.question] = unquoted(part.text) if part.question == "words" else part.text
    for moment, said in words.items():
        moments.add_words(moment, **said)


@transaction.atomic
def give(letter: Letter, on: Day, today: date) -> None:
    """
    It reached them: a moment in my lane, and its loops and tellings closed. Given twice is given once.

    A letter that was ready before they died may have reached them; only a draft to them never leaves.
    """
    found = Letter.objects.select_for_update().get(pk=letter.pk)
    if found.state == "given":
        return
    if found.state != "ready":
        message = "This letter is still a draft. Print it, open it in your mail program, copy it or say it first."
        raise NotReady(message)
    tellings = Telling.objects.filter(told_by=letter, told_on=None)
    kind = "told_outcome" if tellings.exists() else "thanked"
    moment = moments.record(
        letter.person, lane=Lane.MINE, kind=kind, on=on, today=today, deed=_deed(letter, kind), source="letter",
        source_key=str(letter.pk),
    )  # fmt: skip
    Loop.objects.filter(thanked_by=letter, thanked_on=None).update(thanked_on=moment.latest)
    tellings.update(told_on=moment.latest)
    change(letter, version=found.version, state="given", given_on=moment.latest)


def _deed(letter: Letter, kind: str) -> str:
    if letter.ready_by == "say":
        return "Told them in my own voice" if kind == "told_outcome" else "Thanked them in my own voice"
    return f"{letter.word}: what came of it" if kind == "told_outcome" else f"Thank-you {letter.word.lower()}"


def not_yet(letter: Letter, at: datetime) -> None:
    """It is on its way; the question is not asked again, and can be answered among the letters at any time."""
    Letter.objects.filter(pk=letter.pk, state="ready").update(asked_at=at)


@transaction.atomic
def not_given(letter: Letter) -> None:
    """It did not go out: back to the draft, and what it is about is open as before."""
    if letter.state != "ready":
        return
    if queries.draft_to(letter.member, letter.person):
        message = f"There is another draft to {letter.person.name}. Finish that one, or delete it, first."
        raise AnotherDraft(message)
    change(letter, state="draft", ready_at=None, ready_by="", asked_at=None)


def follow_life(person: Person, *, at: datetime) -> None:
    """With a death, letters not given become unsent; undone, they are letters as before (CAD-5, decision 14)."""
    kind = "unsent" if person.life == "died" else "thanks"
    Letter.objects.filter(person=person).exclude(state="given").exclude(kind=kind).update(kind=kind, saved_at=at)


@transaction.atomic
def throw_away(letter: Letter) -> None:
    """A letter that was not given. What it was about stays, and is open as before."""
    if letter.state == "given":
        message = "This letter was given. It stays, as what you gave stays."
        raise WasGiven(message)
    letter.delete()


def _must_be_draft(letter: Letter) -> None:
    if letter.state != "draft":
        message = "This letter is ready. Take it back to the draft to change it."
        raise NotADraft(message)
