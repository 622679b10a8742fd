"""Reads for what stands beside a letter: where its answers come from, and what is kept that it does not say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from bothways.gratitude.models import Letter, Loop, News, Part, Telling, TheirNews
from bothways.gratitude.rules import kept
from bothways.gratitude.rules.questions import Question
from bothways.moments.models import Moment
from bothways.moments.rules import KINDS, Lane, is_their_news

LEFT_OUT = 6  # of what is kept beside a letter, at once


def says(letter: Letter) -> tuple[list[Moment], list[UUID], list[Moment]]:
    """
    What stands in its words, since whoever typed them meant them.

    Help without thanks, news of mine they have not heard, and news of theirs.
    """
    texts = letter.answers().values()
    helps = Loop.objects.filter(person=letter.person, thanked_on=None, let_go="").select_related("moment")
    tellings = Telling.objects.filter(person=letter.person, told_on=None, let_go="").select_related("news")
    theirs = TheirNews.objects.filter(person=letter.person, congratulated_on=None, let_go="").select_related("moment")
    return (
        [one.moment for one in helps if kept.names_it(one.moment.deed, texts)],
        [one.news_id for one in tellings if kept.names_it(one.news.what, texts)],
        [one.moment for one in theirs if kept.names_it(one.moment.deed, texts)],
    )


def to_tell(letter: Letter) -> list[Telling]:
    """The news that it was begun to tell, or that was woven into it; a letter of another kind has no place for any."""
    if not letter.of_kind.place_of("now"):
        return []
    return list(Telling.objects.filter(told_by=letter, told_on=None).select_related("news").order_by("news_on", "id"))


def unsaid(letter: Letter) -> list[Telling]:
    """Of those, what does not stand in its words: it may be said otherwise, so the member is asked."""
    texts = letter.answers().values()
    return [one for one in to_tell(letter) if not kept.is_said(one.news.what, texts)]


def whats(tellings: Iterable[Telling]) -> list[str]:
    """The news that is told, each once."""
    return list(dict.fromkeys(one.news.what for one in tellings))


def is_belated(letter: Letter, today: date) -> bool:
    """Whether what it is glad of lies further back than the first days (GRAT-9)."""
    if not letter.of_kind.place_of(kept.OF_THEIR_NEWS):
        return False
    theirs = TheirNews.objects.filter(congratulated_by=letter, congratulated_on=None).order_by("-since").first()
    return theirs is not None and kept.is_belated(theirs.since, today)


@dataclass(frozen=True)
class Answered:
    """A question of the interview, and where its answer comes from."""

    question: Question
    has_text: bool
    moment: Moment | None = None  # that it is kept with
    is_kept: bool = False  # it stands in that moment already
    fills: bool = False  # what the moment does not say yet, and will
    news: News | None = None


def answered(letter: Letter, tells: Iterable[Telling]) -> list[Answered]:
    """The questions beside the paper; those that a letter can do without only where they have an answer."""
    parts = {part.question: part for part in letter.parts.all()}
    rows = []
    for question in letter.of_kind.questions:
        part = parts.get(question.slug)
        if part and part.text:
            news = next((one.news for one in tells if question.slug == "now" and one.news.what in part.text), None)
            rows.append(Answered(question, True, part.moment, _is_kept(part), _fills(part), news))
        elif question.needed:
            rows.append(Answered(question, False))
    return rows


def _is_kept(part: Part) -> bool:
    """Whether the words stand in the moment already, rather than having been written here."""
    return part.moment is not None and bool(was := _said_of(part)) and was in part.text


def _fills(part: Part) -> bool:
    """What a moment says already stays as it is (`moments.add_words`)."""
    return part.moment is not None and part.question in kept.OF_A_MOMENT and not _said_of(part)


def _said_of(part: Part) -> str:
    """What the moment of an answer says itself."""
    field = kept.field_of(part.question)
    return str(getattr(part.moment, field)) if field else ""


@dataclass(frozen=True)
class LeftOut:
    """Something kept that does not stand in the letter; `kind` and `id` name it to weave it in, below `to`."""

    kind: str  # deed | words | theirs | news | now | answer
    id: UUID
    text: str
    to: str  # a question of the letter
    moment: Moment | None = None


def left_out(letter: Letter) -> list[LeftOut]:
    """What is kept and the letter does not say, as far as it has a place for it; to be woven in or not."""
    rows = (*_of_other_kinds(letter), *_of_moments(letter), *_of_news(letter))
    texts = letter.answers().values()
    return [one for one in rows if one.text and one.to and not kept.is_said(one.text, texts)][:LEFT_OUT]


def _of_other_kinds(letter: Letter) -> list[LeftOut]:
    """Answers from when it was a letter of another kind."""
    first = letter.of_kind.slugs[0]
    return [LeftOut("answer", one.pk, one.text, first) for one in letter.of_other_kinds().values()]


def _of_moments(letter: Letter) -> list[LeftOut]:
    rows = Moment.objects.filter(member=letter.member, person=letter.stands_with, lane=Lane.THEIRS).exclude(
        source="mail"
    )
    rows = rows.filter(~Q(deed="") | ~Q(words="")).order_by("-latest", "-id")[: 3 * LEFT_OUT]
    place_of = letter.of_kind.place_of
    deed, words, theirs = place_of("deed"), place_of("words"), place_of(kept.OF_THEIR_NEWS)
    return [
        LeftOut(kind, row.pk, text, to, row)
        for row in rows
        for kind, text, to in (
            ("words", row.words, words),
            ("deed", row.deed if KINDS[row.kind].loop else "", deed),
            ("theirs", row.deed if is_their_news(row.kind, Lane.THEIRS) else "", theirs),
        )
    ]


def _of_news(letter: Letter) -> list[LeftOut]:
    now = letter.of_kind.place_of("now")
    open_news = Telling.objects.filter(member=letter.member, person=letter.person, told_on=None, let_go="")
    rows = [
        LeftOut("news", one.news_id, one.news.what, now)
        for one in open_news.select_related("news").order_by("-news_on", "id")
    ]
    left = Part.objects.filter(letter__member=letter.member, letter__unsent=False).exclude(letter__state="draft")
    before = left.filter(question="now").exclude(letter=letter).exclude(text="")
    last = before.order_by("-letter__saved_at", "-id").first()
    if last is None or any(kept.is_said(last.text, [one.text]) for one in rows):
        return rows
    return [*rows, LeftOut("now", last.pk, last.text, now)]
