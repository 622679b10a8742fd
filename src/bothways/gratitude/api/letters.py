"""Letters, from the first answer to the mail server, for programs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db import transaction
from ninja import Query, Router, Status
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from bothways.accounts.asking import Asking
from bothways.formats.days import exactly
from bothways.formats.language import gettext as _
from bothways.gratitude import emails
from bothways.gratitude.actions import leaving, opening, outbox, sending, writing
from bothways.gratitude.forms import AROUND, AboutForm, GivenForm, LetterForm, filled
from bothways.gratitude.models import Letter
from bothways.gratitude.queries import beside
from bothways.gratitude.queries import letters as queries
from bothways.ground.answering import A_DAY, Asks, Page, RowId, Sent, Some, Truth, VersionRead, answers, read, some
from bothways.ground.answering import typed as as_typed
from bothways.ground.clock import now, today_in
from bothways.ground.refusals import ChangedMeanwhile, Refusal
from bothways.people import queries as people

letters = Router()
OfKind = Literal["thanks", "progress", "congratulation", "reconnect", "mentee", "family"]
OfForm = Literal["letter", "card"]
_NAMES = {"shape": "form"}


class Fact(TypedDict):
    id: UUID
    kind: str
    text: str


class LetterOut(TypedDict):
    id: UUID
    person: UUID
    kind: OfKind
    language: str
    subject: str
    body: str
    facts: list[Fact]
    state: Literal["draft", "ready", "queued", "given"]
    form: OfForm
    greeting: str
    close: str
    signature: str
    unsent: bool
    in_memory_of: UUID | None
    given_on: str | None
    version: int


class FactIn(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"id"})

    kind: str = Field(description="A question of this kind of letter: `deed`, `cost`, `effect`, `now`, `words` …")
    text: str


class LetterIn(Sent):
    person: UUID
    kind: OfKind | None = Field(None, description="Left out: the one that fits what it is about.")
    moment: list[UUID] = Field([], description="Help of theirs that it thanks for.")
    telling: UUID | None = Field(None, description="News of yours that it tells them.")
    theirs: UUID | None = Field(None, description="A moment of theirs that it is glad of.")
    in_memory_of: UUID | None = Field(None, description="Of a letter to their family: who has died.")
    turn: Truth = Field(False, description="One of another kind that is begun becomes this one, with every word.")


class LetterChange(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset(
        {"id", "person", "language", "body", "state", "unsent", "in_memory_of", "given_on"}
    )

    kind: OfKind | None = Field(None, description="Another one: no word is lost.")
    form: OfForm = "letter"
    subject: str = ""
    greeting: str = Field("", description="Nothing: as proposed.")
    close: str = Field("", description="Nothing: as proposed.")
    signature: str = ""
    facts: list[FactIn] = Field([], description="Answers to put in; those that are not named stay.")
    version: VersionRead


class Found(BaseModel):
    rule: str
    at: str = Field(description="The answer it is about; nothing where it is about the whole.")
    says: str


class Looked(BaseModel):
    findings: list[Found]


class SendIn(Sent):
    version: VersionRead | None = None
    life: Literal["living", "unknown"] | None = Field(
        None, description="What you found out, where it is asked first how they are: they live, or nobody could say."
    )
    asks_nothing: Truth = Field(False, description="You say so of words that look like a request.")
    knows: Truth | None = Field(None, description="Whether they know by it the news that its words do not say.")


class ReadyIn(Sent):
    way: Literal["print", "mail", "copy", "say"]
    life: Literal["living", "unknown"] | None = None
    asks_nothing: Truth = False


class GivenIn(Sent):
    on: str | None = Field(None, description=f"{A_DAY.description} Nothing: today.")
    knows: Truth | None = Field(None, description="Whether they know by it the news that its words do not say.")


@letters.get("letters", response=answers(Some[LetterOut]), summary="All letters, the last touched first")
def everything(request: Asking, page: Query[Page]) -> Any:
    rows = queries.letters(request.user).select_related("person", "in_memory_of").prefetch_related("parts")
    return some(rows, page, _shown)


@letters.post("letters", response=answers(LetterOut, status=201), summary="Begin a letter, or go on with one")
def begin(request: Asking, sent: LetterIn) -> Any:
    """
    To each person there is one draft at most: where one is begun, that is the answer. It begins with what is kept, word
    for word. Where a letter that is ready or given says it already, that one is the answer.
    """
    person, said = people.person(request.user, sent.person), sent.said
    said.pop("person")
    about = AboutForm(person, as_typed(said)).chosen()
    try:
        letter = opening.begin(request.user, person, **about, today=_today(request), at=now())
    except opening.BegunOtherwise as asks:
        raise Asks(asks.says, "turn") from None
    return Status(201, one(request, letter.pk))


@letters.get("letters/{letter_id}", response=answers(LetterOut), summary="One letter")
def one(request: Asking, letter_id: RowId) -> Any:
    """`body` is made of `facts`, the member's own words, and what stands round them."""
    return _shown(queries.letter(request.user, letter_id))


@letters.patch("letters/{letter_id}", response=answers(LetterOut), summary="Write on a letter")
def write(request: Asking, letter_id: RowId, sent: LetterChange) -> Any:
    """What is not sent stays."""
    found = queries.letter(request.user, letter_id)
    form = _filled_in(found, sent)
    around: dict[str, Any] = queries.own_words(found, form.around)
    with transaction.atomic():
        try:
            writing.save(found, version=sent.version, answers=form.answers, **around, at=now())
        except ChangedMeanwhile:
            raise _what_stands(queries.letter(request.user, letter_id), form) from None
        if sent.kind and sent.kind != found.kind:
            writing.turn(found, sent.kind, at=now())
    return one(request, letter_id)


@letters.delete("letters/{letter_id}", response=answers(None, status=204), summary="Throw a draft away")
def throw_away(request: Asking, letter_id: RowId) -> Any:
    """What it was about stays, and is open as before."""
    writing.throw_away(queries.letter(request.user, letter_id))
    return Status(204, None)


@letters.get("letters/{letter_id}/check", response=answers(Looked), summary="What a letter may still want")
def check(request: Asking, letter_id: RowId) -> Any:
    """Calm questions, and no marks. An empty list: nothing to point out."""
    found = queries.letter(request.user, letter_id)
    tells = tuple(beside.whats(beside.to_tell(found)))
    findings = emails.findings(found, replace(queries.values(found), tells=tells))
    return {"findings": [{"rule": one.rule, "at": one.at, "says": one.says} for one in findings]}


@letters.post(
    "letters/{letter_id}/check", response=answers(Looked), summary="What a letter may still want, asked by POST"
)
def check_again(request: Asking, letter_id: RowId) -> Any:
    """The same: nothing is changed."""
    request.is_a_deed = False
    return check(request, letter_id)


@letters.post("letters/{letter_id}/send", response=answers(LetterOut), summary="Send a letter by mail, from here")
def send(request: Asking, letter_id: RowId, sent: SendIn | None = None) -> Any:
    """
    It is then queued, and given when the mail server has it. Sent twice is sent once. Whatever its page would ask
    first is a 409 whose `asks` names the field that answers it.
    """
    said = sent.said if sent else {}
    found = _as_read(request, letter_id, said.get("version"))
    asks_nothing, knows = said.get("asks_nothing", False), said.get("knows")
    with transaction.atomic():
        _look_first(request, found, said.get("life"))
        try:
            sending.send(found, at=now(), today=_today(request), asks_nothing=asks_nothing, knows=knows)
        except leaving.AsksTooEarly as asks:
            raise Asks(asks.says, "asks_nothing") from None
        except sending.NewsUnsaid as asks:
            raise _unsaid([one.news.what for one in asks.tellings]) from None
    return one(request, letter_id)


@letters.post(
    "letters/{letter_id}/take-back", response=answers(LetterOut), summary="Take back one that waits to be sent"
)
def take_back(request: Asking, letter_id: RowId) -> Any:
    outbox.take_back(queries.letter(request.user, letter_id), at=now())
    return one(request, letter_id)


@letters.post(
    "letters/{letter_id}/ready", response=answers(LetterOut), summary="A letter leaves by the member's own hands"
)
def ready(request: Asking, letter_id: RowId, sent: ReadyIn) -> Any:
    """Printed, copied, opened in a mail program or to be said. Ready is not given."""
    found = queries.letter(request.user, letter_id)
    with transaction.atomic():
        _look_first(request, found, sent.life)
        try:
            leaving.make_ready(found, sent.way, at=now(), asks_nothing=sent.asks_nothing)
        except leaving.AsksTooEarly as asks:
            raise Asks(asks.says, "asks_nothing") from None
    return one(request, letter_id)


@letters.post(
    "letters/{letter_id}/given", response=answers(LetterOut), summary="A letter that was ready has reached them"
)
def given(request: Asking, letter_id: RowId, sent: GivenIn | None = None) -> Any:
    """It stands on the street then, and what it thanked for or told is closed."""
    found, today = queries.letter(request.user, letter_id), _today(request)
    leaving.may_reach(found)
    said = sent.said if sent else {}
    on = read(GivenForm(as_typed({"on": said.get("on")}), today=today)).cleaned_data["on"] or exactly(today)
    if said.get("knows") is None and (unsaid := beside.unsaid(found)):
        raise _unsaid([one.news.what for one in unsaid])
    leaving.give(found, on, today, knows=bool(said.get("knows")))
    return one(request, letter_id)


@letters.post("letters/{letter_id}/not-given", response=answers(LetterOut), summary="It did not go out")
def not_given(request: Asking, letter_id: RowId) -> Any:
    """A draft again."""
    leaving.not_given(queries.letter(request.user, letter_id), at=now())
    return one(request, letter_id)


class NoSuchQuestion(Refusal):
    status = 422

    def __init__(self, kind: str, asked: Sequence[str]) -> None:
        says = _("This kind of letter asks nothing called “{kind}”. It asks: {asked}.")
        super().__init__(says.format(kind=kind[:40], asked=", ".join(asked)))


def _as_read(request: Asking, letter_id: UUID, version: int | None) -> Letter:
    found = queries.letter(request.user, letter_id)
    if version is not None and version != found.version:
        raise ChangedMeanwhile(found.version)
    return found


def _look_first(request: Asking, letter: Letter, life: str | None) -> None:
    """How they are, where that is asked before a letter to them leaves (CAD-5)."""
    today = _today(request)
    if queries.find_out_first(letter, today) and life:
        writing.find_out(letter, life, today=today, at=now())
        letter.person.refresh_from_db()
    try:
        leaving.was_looked_for(letter, today)
    except leaving.NotLookedFor:
        says = _("First find out gently how {name} is, and say what you found out. Every word is kept.")
        raise Asks(says.format(name=letter.person.name), "life") from None


def _unsaid(news: list[str]) -> Asks:
    says = _(
        "It was begun to tell this, and its words do not say it: {news} Say whether they will know it by this letter."
    )
    return Asks(says.format(news=" ".join(f"“{one}”" for one in dict.fromkeys(news))), "knows")


def _filled_in(letter: Letter, sent: LetterChange) -> LetterForm:
    stands = filled(letter, queries.composed(letter)).initial
    said = sent.said
    own = {"shape" if name == "form" else name: said[name] for name in ("form", "subject", *AROUND) if name in said}
    facts = {one.kind: one.text for one in sent.facts}
    asked = set(letter.of_kind.slugs)
    if unknown := next((kind for kind in facts if kind not in asked), None):
        raise NoSuchQuestion(unknown, letter.of_kind.slugs)
    return read(LetterForm(letter.kind, as_typed({**stands, **own, **facts, "version": sent.version})), _NAMES)


def _what_stands(letter: Letter, form: LetterForm) -> ChangedMeanwhile:
    stands = filled(letter, queries.composed(letter)).initial
    differ = {name: text or "" for name, text in stands.items() if form.cleaned_data.get(name, text) != (text or "")}
    differ.pop("version", None)
    return ChangedMeanwhile(letter.version, {_NAMES.get(name, name): text for name, text in differ.items()})


def _today(request: Asking) -> date:
    return today_in(request.user.timezone)


def _shown(letter: Letter) -> dict[str, Any]:
    composed = queries.composed(letter)
    others = letter.of_other_kinds()
    facts = [one for one in letter.parts.all() if one.text and one.question not in others]
    return {
        "id": letter.pk, "person": letter.person_id, "kind": letter.kind, "language": letter.person.language,
        "subject": emails.subject_of(letter), "body": composed.text,
        "facts": [{"id": one.pk, "kind": one.question, "text": one.text} for one in facts],
        "state": letter.state, "form": letter.form, "greeting": composed.greeting, "close": composed.close,
        "signature": composed.signature, "unsent": letter.unsent, "in_memory_of": letter.in_memory_of_id,
        "given_on": str(letter.given_on) if letter.given_on else None, "version": letter.version,
    }  # fmt: skip
