"""A card in human words: what to do, a sentence of what is recorded, and why now. Names and "they", never he or she."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bothways.formats.days import Day, exactly
from bothways.formats.language import gettext as _
from bothways.formats.language import marked, pgettext
from bothways.today.rules.cards import Act, Card, Code, Reason
from bothways.today.rules.spoken import how_often, on_the_day, quoted, when


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record says: a moment's deed and their words, what a piece of news is, the word for a remembered day."""

    what: str = ""
    words: str = ""  # theirs, exactly
    on: Day | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All that the words of one card may use. `records` goes by the ids of the card's reasons and of their helps."""

    name: str  # as addressed: "Mr. Bell"
    today: date
    records: Mapping[UUID, Recorded] = field(default_factory=dict)
    last_contact: Day | None = None
    last_lane: str = ""  # mine: I wrote; theirs: they wrote; together: we met or spoke
    every_days: int | None = None
    channel: str = ""  # a slug of people.rules.CHANNELS
    care_of: str = ""
    has_mail: bool = True
    begun: bool = False  # a letter to them is being written


@dataclass(frozen=True, slots=True)
class Worded:
    title: str  # "Tell Mr. Bell what came of it"
    sentence: str
    because: tuple[str, ...]
    deed: str  # the words of the one button


LETTERS = (Act.CONGRATULATE, Act.CELEBRATE, Act.TELL, Act.THANK, Act.RECONNECT)  # deeds that begin a letter
SHOWN_BESIDE = 3  # further reasons in words; the person's page has them all

_TITLES = {
    Code.FRESH: marked("Congratulate {name}"),
    Code.WELCOME: marked("Congratulate {name}"),
    Code.PROMISE: marked("Keep your promise to {name}"),
    Code.OUTCOME: marked("Tell {name} what came of it"),
    Code.NEWS: marked("Tell {name} your news"),
    Code.HELP: marked("Thank {name}"),
    Code.AHEAD: marked("Ask {name} how it went"),
    Code.REMEMBERED: marked("Remember {name}"),
}
_NOTHING = Recorded()


def worded(card: Card, known: Known) -> Worded:
    first, *others = card.reasons
    others = [one for one in others if one.id != first.help]  # that help stands in the sentence
    because = []
    said = {first.code}
    for reason in others[:SHOWN_BESIDE]:
        because.append(_beside(reason, known, said))
        said.add(reason.code)
    if len(others) > SHOWN_BESIDE:
        because.append(_("There is more, on their page."))
    because += _circumstances(card, known)
    return Worded(
        title=_title(card, known).format(name=known.name),
        sentence=_sentence(first, known),
        because=tuple(dict.fromkeys(line for line in because if line)),
        deed=_deed(card, known),
    )


def _title(card: Card, known: Known) -> str:
    if card.act == Act.CELEBRATE:
        return _("Be glad with {name}")
    if title := _TITLES.get(card.reasons[0].code):
        return _(title)
    if card.act == Act.MEET:
        return _("Make time for {name}")
    return _("Write to {name} again") if known.last_contact else _("Write to {name}")


def _sentence(reason: Reason, known: Known) -> str:
    """The first reason, whole."""
    record = known.records.get(reason.id, _NOTHING)
    match reason.code:
        case Code.PROMISE:
            return _promise(record, known)
        case Code.OUTCOME:
            return _outcome(reason, record, known)
        case Code.NEWS:
            return _spaced(quoted(record.what), _dated(record, known), _unheard(known))
        case Code.FRESH | Code.WELCOME:
            return _their_news(reason, record, known)
        case Code.HELP:
            return _help(record, known)
        case Code.AHEAD:
            what = quoted(record.what, stop=False) or _("What was ahead")
            return _("{what}: it was {when}.").format(what=what, when=_day(reason, record, known))
        case Code.REMEMBERED:
            return _remembered(reason, record, known)
        case _:
            return _silence(reason, known)


def _dated(record: Recorded, known: Known) -> str:
    return _("That was {when}.").format(when=when(record.on, known.today)) if record.on else ""


def _unheard(known: Known) -> str:
    return _("{name} has not heard yet.").format(name=known.name)


def _promise(record: Recorded, known: Known) -> str:
    promised = _("You promised {name}: {what}").format(name=known.name, what=quoted(record.what)).rstrip()
    if record.on is None:
        return promised
    return _spaced(promised, _("You meant to do it {when}.").format(when=when(record.on, known.today)))


def _outcome(reason: Reason, record: Recorded, known: Known) -> str:
    deed = known.records.get(reason.help, _NOTHING).what if reason.help else ""
    came = _("{when} this came of it: {what}") if record.on else _("This came of it: {what}")
    then = when(record.on, known.today) if record.on else ""
    came = came.format(when=f"{then[:1].upper()}{then[1:]}", what=quoted(record.what))
    return _spaced(quoted(deed), came, _unheard(known))


def _help(record: Recorded, known: Known) -> str:
    what = quoted(record.what) or _("{name} helped you.").format(name=known.name)
    said = _("They said: {words}").format(words=quoted(record.words)) if record.words else ""
    return _spaced(what, _dated(record, known), said, _("You have not thanked them for it yet."))


def _their_news(reason: Reason, record: Recorded, known: Known) -> str:
    welcome = _("A belated word is welcome too.") if reason.code is Code.WELCOME else ""
    what = quoted(record.what) or _("Something good happened to {name}.").format(name=known.name)
    return _spaced(what, _dated(record, known), welcome)


def _remembered(reason: Reason, record: Recorded, known: Known) -> str:
    if reason.day is None:
        return _spaced(_("This is a day on which you remember {name}.").format(name=known.name), quoted(record.what))
    return _spaced(on_the_day(reason.day, known.today, known.name), quoted(record.what))


def _silence(reason: Reason, known: Known) -> str:
    if reason.code is Code.NO_CONTACT or known.last_contact is None:
        return _("Nothing is kept here yet of a letter to {name}, or of a talk.").format(name=known.name)
    return _spaced(last_contact(known), _wish(known))


def _wish(known: Known) -> str:
    if not known.every_days:
        return ""
    return _("You wanted to be in touch {how_often}.").format(how_often=how_often(known.every_days))


_CONTACT_TODAY = {
    "mine": marked("You wrote {when}."),
    "theirs": marked("{name} wrote {when}."),
    "together": marked("You met or spoke {when}."),
    "": marked("You were in touch {when}."),
}
_LAST_CONTACT = {
    "mine": marked("You wrote last {when}."),
    "theirs": marked("{name} wrote last {when}."),
    "together": marked("You last met or spoke {when}."),
    "": marked("You were last in touch {when}."),
}


def last_contact(known: Known) -> str:
    """Who wrote last, or when they met: a fact, and never a number of months."""
    if known.last_contact is None:
        return ""
    told = _CONTACT_TODAY if known.last_contact == exactly(known.today) else _LAST_CONTACT
    says = _(told.get(known.last_lane, told[""]))
    return says.format(name=known.name, when=when(known.last_contact, known.today))


_BESIDE = {
    Code.PROMISE: marked("You promised this: {what}."),
    Code.OUTCOME: marked("They have not heard of this yet: {what}."),
    Code.NEWS: marked("They have not heard of this yet: {what}."),
    Code.FRESH: marked("And something good happened to them: {what}."),
    Code.WELCOME: marked("And something good happened to them: {what}."),
    Code.HELP: marked("Without thanks so far: {what}."),
}


_UNHEARD = {Code.OUTCOME, Code.NEWS}


def _once_more(code: Code, said: AbstractSet[Code]) -> str:
    """How it begins after another of its sort."""
    if code is Code.PROMISE and code in said:
        return _("You promised this, too: {what}.")
    if code in _UNHEARD and said & _UNHEARD:
        return _("They have not heard of this either: {what}.")
    return _(_BESIDE[code])


def _beside(reason: Reason, known: Known, said: AbstractSet[Code]) -> str:
    """A further reason, in short; `said`: of which sorts were those before."""
    match reason.code:
        case Code.AHEAD | Code.REMEMBERED:
            return _sentence(reason, known)
        case Code.RHYTHM:
            return _wish(known)
        case Code.QUIET | Code.NO_CONTACT:
            return ""  # the line about the last contact says it
    record = known.records.get(reason.id, _NOTHING)
    at = f" ({when(record.on, known.today)})" if record.on else ""
    what = quoted(record.what, stop=False)
    return _once_more(reason.code, said).format(what=f"{what}{at}") if what else ""


def _circumstances(card: Card, known: Known) -> list[str]:
    """What to know before the deed: when one last heard, whether to ask first how they are, how to reach them."""
    if card.act == Act.REMEMBER:
        return []
    lines = []
    if card.reasons[0].code not in (Code.RHYTHM, Code.QUIET, Code.NO_CONTACT):
        lines.append(last_contact(known))
    if card.find_out_first:
        lines.append(_("Nothing is kept of how they are now: look or ask gently before you write."))
    lines.append(_reach(known, is_letter=card.act in LETTERS).format(care_of=known.care_of))
    return lines


def _reach(known: Known, *, is_letter: bool) -> str:
    match known.channel:
        case "paper" if known.care_of:
            return _("They like paper best: a card can be printed, care of {care_of}.")
        case "paper":
            return _("They like paper best: a card can be printed.")
        case "phone":
            return _("They like a call best.")
        case "person":
            return _("They like to be told in person.")
    if known.has_mail or not is_letter:
        return ""
    if known.care_of:
        return _("No e-mail address of theirs is kept: a card can be printed, care of {care_of}.")
    return _("No e-mail address of theirs is kept: a card can be printed.")


def _deed(card: Card, known: Known) -> str:
    if card.act == Act.KEEP_PROMISE:
        return _("Kept, or another day")
    if card.find_out_first:
        return _("Find out gently")
    if card.act == Act.REMEMBER:
        return _("Add a remembrance")
    if card.act == Act.MEET:
        return _("Suggest a time")
    if card.act == Act.ASK:
        return pgettext("a button", "Reach {name}").format(name=known.name)
    if known.begun:
        return _("Write on")
    if known.channel == "paper" or not known.has_mail:
        return _("Start the card")
    return pgettext("a button", "Write to {name}").format(name=known.name)


def _day(reason: Reason, record: Recorded, known: Known) -> str:
    day = record.on or reason.day
    return when(day, known.today) if day else _("some time ago")


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)
