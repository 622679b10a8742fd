"""A card in human words: what to do, a sentence of what is recorded, and why now. Names and "they", never he or she."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bothways.formats.days import Day
from bothways.today.rules.cards import Act, Card, Code, Reason
from bothways.today.rules.spoken import closed, how_often, on_the_day, quoted, when


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
    last_contact: date | None = None
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
    Code.FRESH: "Congratulate {name}",
    Code.WELCOME: "Congratulate {name}",
    Code.PROMISE: "Keep your promise to {name}",
    Code.OUTCOME: "Tell {name} what came of it",
    Code.NEWS: "Tell {name} your news",
    Code.HELP: "Thank {name}",
    Code.AHEAD: "Ask {name} how it went",
    Code.REMEMBERED: "Remember {name}",
}
_NOTHING = Recorded()


def worded(card: Card, known: Known) -> Worded:
    first, *others = card.reasons
    others = [one for one in others if one.id != first.help]  # that help stands in the sentence
    because = [_beside(reason, known) for reason in others[:SHOWN_BESIDE]]
    if len(others) > SHOWN_BESIDE:
        because.append("There is more, on their page.")
    because += _circumstances(card, known)
    return Worded(
        title=_title(card, known).format(name=known.name),
        sentence=_sentence(first, known),
        because=tuple(dict.fromkeys(line for line in because if line)),
        deed=_deed(card, known),
    )


def _title(card: Card, known: Known) -> str:
    if card.act == Act.CELEBRATE:
        return "Be glad with {name}"
    if title := _TITLES.get(card.reasons[0].code):
        return title
    if card.act == Act.MEET:
        return "Make time for {name}"
    return "Write to {name} again" if known.last_contact else "Write to {name}"


def _sentence(reason: Reason, known: Known) -> str:
    """The first reason, whole."""
    record = known.records.get(reason.id, _NOTHING)
    match reason.code:
        case Code.PROMISE:
            return _spaced(f"You promised {known.name}:", quoted(record.what), _meant(record, known))
        case Code.OUTCOME:
            return _outcome(reason, record, known)
        case Code.NEWS:
            return _spaced(
                quoted(record.what),
                f"That was {when(record.on, known.today)}." if record.on else "",
                f"{known.name} has not heard yet.",
            )
        case Code.FRESH | Code.WELCOME:
            return _their_news(reason, record, known)
        case Code.HELP:
            return _help(record, known)
        case Code.AHEAD:
            what = quoted(record.what, stop=False) or "What was ahead"
            return closed(f"{what}: it was {_day(reason, record, known)}")
        case Code.REMEMBERED:
            return _remembered(reason, record, known)
        case _:
            return _silence(reason, known)


def _outcome(reason: Reason, record: Recorded, known: Known) -> str:
    deed = known.records.get(reason.help, _NOTHING).what if reason.help else ""
    then = f"{when(record.on, known.today)} this came of it:" if record.on else "This came of it:"
    came = f"{then[0].upper()}{then[1:]} {quoted(record.what)}"
    return _spaced(quoted(deed), came, f"{known.name} has not heard yet.")


def _meant(record: Recorded, known: Known) -> str:
    return f"You meant to do it {when(record.on, known.today)}." if record.on else ""


def _help(record: Recorded, known: Known) -> str:
    what = quoted(record.what) or f"{known.name} helped you."
    said = f"They said: {quoted(record.words)}" if record.words else ""
    return _spaced(
        what,
        f"That was {when(record.on, known.today)}." if record.on else "",
        said,
        "You have not thanked them for it yet.",
    )


def _their_news(reason: Reason, record: Recorded, known: Known) -> str:
    welcome = "A belated word is welcome too." if reason.code is Code.WELCOME else ""
    what = quoted(record.what) or f"Something good happened to {known.name}."
    return _spaced(what, f"That was {when(record.on, known.today)}." if record.on else "", welcome)


def _remembered(reason: Reason, record: Recorded, known: Known) -> str:
    day = on_the_day(reason.day, known.today) if reason.day else "This is a day"
    return _spaced(f"{day} on which you remember {known.name}.", quoted(record.what))


def _silence(reason: Reason, known: Known) -> str:
    if reason.code is Code.NO_CONTACT or known.last_contact is None:
        return f"Nothing is kept here yet of a letter to {known.name}, or of a talk."
    return _spaced(last_contact(known), _wish(known))


def _wish(known: Known) -> str:
    return f"You wanted to be in touch {how_often(known.every_days)}." if known.every_days else ""


def last_contact(known: Known) -> str:
    """Who wrote last, or when they met: a fact, and never a number of months."""
    if known.last_contact is None:
        return ""
    last = "" if known.last_contact == known.today else " last"
    told = {"mine": f"You wrote{last}", "theirs": f"{known.name} wrote{last}", "together": f"You{last} met or spoke"}
    return f"{told.get(known.last_lane, f'You were{last} in touch')} {when(known.last_contact, known.today)}."


def _beside(reason: Reason, known: Known) -> str:
    """A further reason, in short."""
    record = known.records.get(reason.id, _NOTHING)
    at = f" ({when(record.on, known.today)})" if record.on else ""
    what = quoted(record.what, stop=False)
    match reason.code:
        case Code.PROMISE:
            return f"You promised this, too: {what}{at}." if what else ""
        case Code.OUTCOME | Code.NEWS:
            return f"They have not heard of this either: {what}{at}." if what else ""
        case Code.FRESH | Code.WELCOME:
            return f"And something good happened to them: {what}{at}." if what else ""
        case Code.HELP:
            return f"Without thanks so far: {what}{at}." if what else ""
        case Code.AHEAD | Code.REMEMBERED:
            return _sentence(reason, known)
        case Code.RHYTHM:
            return _wish(known)
        case _:
            return ""  # the line about the last contact says it


def _circumstances(card: Card, known: Known) -> list[str]:
    """What to know before the deed: when one last heard, whether to ask first how they are, how to reach them."""
    if card.act == Act.REMEMBER:
        return []
    lines = []
    if card.reasons[0].code not in (Code.RHYTHM, Code.QUIET, Code.NO_CONTACT):
        lines.append(last_contact(known))
    if card.find_out_first:
        lines.append("Nothing is kept of how they are now: look or ask gently before you write.")
    lines.append(_reach(known, is_letter=card.act in LETTERS))
    return lines


def _reach(known: Known, *, is_letter: bool) -> str:
    care = f", care of {known.care_of}" if known.care_of else ""
    match known.channel:
        case "paper":
            return f"They like paper best: a card can be printed{care}."
        case "phone":
            return "They like a call best."
        case "person":
            return "They like to be told in person."
        case _ if not known.has_mail and is_letter:
            return f"No e-mail address of theirs is kept: a card can be printed{care}."
    return ""


def _deed(card: Card, known: Known) -> str:
    if card.act == Act.KEEP_PROMISE:
        return "Kept, or another day"
    if card.find_out_first:
        return "Find out gently"
    if card.act == Act.REMEMBER:
        return "Add a remembrance"
    if card.act == Act.MEET:
        return "Suggest a time"
    if card.act == Act.ASK:
        return f"Reach {known.name}"
    if known.begun:
        return "Write on"
    return "Start the card" if known.channel == "paper" or not known.has_mail else f"Write to {known.name}"


def _day(reason: Reason, record: Recorded, known: Known) -> str:
    day = record.on or reason.day
    return when(day, known.today) if day else "some time ago"


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)
