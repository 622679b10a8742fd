"""A letter as it leaves: a mail from here, a mailto link (RFC 6068), a message file, or paper."""

from datetime import date, datetime
from html import escape
from urllib.parse import quote

from bothways.formats.addresses import in_a_link
from bothways.formats.days import exactly, spoken
from bothways.formats.language import known, speaking
from bothways.formats.mail.written import LONGEST_SUBJECT, Mailbox, Sent, written
from bothways.formats.paper import sheets
from bothways.formats.paper.press import NoRoom
from bothways.formats.text import one_line
from bothways.gratitude.models import Letter
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.rules import paper
from bothways.gratitude.rules.checks import checks
from bothways.gratitude.rules.compose import compose
from bothways.gratitude.rules.kits import subject
from bothways.gratitude.rules.letter import Composed, Finding
from bothways.gratitude.rules.letter import Letter as Values
from bothways.ground.clock import there
from bothways.ground.refusals import Refusal
from bothways.people.models import Person

LONGEST_LINK = 2000  # signs: browsers on Windows hand no longer link to another program


def mailto(to: str, subject: str, composed: Composed) -> str:
    """A link that opens a new mail with the whole letter; nothing where it would be too long for some computers."""
    link = f"{empty_mailto(to, subject)}&body={quote(_crlf(composed.text), safe='')}"
    return link if len(link) <= LONGEST_LINK else ""


def empty_mailto(to: str, subject: str) -> str:
    """A link that opens a new mail without words, to paste them into. A subject is one line (RFC 6068, 7)."""
    return f"mailto:{in_a_link(to)}?subject={quote(one_line(subject, LONGEST_SUBJECT), safe='')}"


def message(*, sender: tuple[str, str], to: tuple[str, str], subject: str, composed: Composed) -> bytes:
    """The letter as a message file that mail programs open as a new mail; name and address of each end (decision 3)."""
    return written(Mailbox(*sender), Mailbox(*to), subject=subject, text=composed.text)


def as_file(letter: Letter) -> bytes:
    member, to = letter.member, letter.person
    sender, receiver = (letter.signature or member.name, member.email), (to.name, queries.recipient(to))
    return message(sender=sender, to=receiver, subject=subject_of(letter), composed=queries.composed(letter))


def outgoing(letter: Letter, *, sender: str, to: str, message_id: str, at: datetime) -> bytes:
    """The letter as it is sent from here: the whole of it, as plain text and as a page of the same words."""
    composed = queries.composed(letter)
    return written(
        Mailbox(letter.signature or letter.member.name, sender), Mailbox(letter.person.name, to),
        subject=subject_of(letter), text=composed.text, html=_page(composed, letter.person.language),
        sent=Sent(message_id, there(letter.member.timezone, at)),
    )  # fmt: skip


def _page(composed: Composed, language: str) -> str:
    """Nothing but the words: no style, no picture, no link."""
    paragraphs = (composed.greeting, *composed.paragraphs, composed.close, composed.signature)
    words = "\n".join(f"<p>{escape(one).replace(chr(10), '<br>')}</p>" for one in paragraphs if one)
    head = f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8"></head>'
    return f"{head}<body>\n{words}\n</body></html>\n"


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


class TooLong(Refusal):
    """Nothing leaves cut short: the sheet is refused, in words that say what to do instead."""

    status = 409


def sheet(letter: Letter, kind: str, today: date) -> bytes:
    """
    The letter on paper: `letter`, `card`, `envelope`, or `print` for its own form with the envelope.

    Without a postal address, or with one that no envelope can hold, the form alone is printed.
    """
    try:
        return _printed(letter, kind, today)
    except NoRoom as error:
        raise TooLong(paper.no_room(error.what)) from error


def _printed(letter: Letter, kind: str, today: date) -> bytes:
    size, mailing = letter.member.paper, _mailing(letter)
    words = _words(letter, dated=_dated(letter, today))
    match kind:
        case "envelope":
            return sheets.envelope(mailing or _name_alone(letter), size, letter.form)
        case "print":
            return sheets.bundle(words, None if envelope_refused(letter) else mailing, letter.form, size)
        case _:
            return (sheets.card if kind == "card" else sheets.letter)(words, size)


def _dated(letter: Letter, today: date) -> str:
    """As they say it, whatever the page speaks."""
    with speaking(letter.person.language):
        return spoken(exactly(today))


def fits_a_card(letter: Letter) -> bool:
    return sheets.fits_a_card(_words(letter), letter.member.paper)


def envelope_refused(letter: Letter) -> str:
    """Why its envelope cannot be printed, in words; nothing where it can."""
    try:
        sheets.envelope(_mailing(letter) or _name_alone(letter), letter.member.paper, letter.form)
    except NoRoom as error:
        return paper.no_room(error.what)
    return ""


def unprintable(letter: Letter) -> tuple[str, ...]:
    """The signs of the letter and its envelope that no font at hand can print."""
    return sheets.unprintable(_words(letter), _mailing(letter))


def findings(letter: Letter, values: Values) -> list[Finding]:
    """What stands beside its words: calm questions, and what paper cannot hold; nothing of one that never leaves."""
    if letter.unsent:
        return []
    too_long = letter.form == "card" and not fits_a_card(letter)
    return [
        *checks(values),
        *paper.findings(unprintable(letter), too_long=too_long),
    ]


def _words(letter: Letter, dated: str = "") -> sheets.Words:
    values = queries.values(letter)
    composed = compose(values)
    sender = _sender(letter)
    return sheets.Words(
        composed.greeting, composed.paragraphs, composed.close, composed.signature, dated=dated,
        sender=sender if len(sender) > 1 else (), front=values.addressed, language=known(values.language),
    )  # fmt: skip


def _mailing(letter: Letter) -> sheets.Mailing | None:
    to = letter.person
    postal = _lines(to.postal)
    if not postal and not to.care_of:
        return None
    return sheets.Mailing(_sender(letter), (on_envelope(to), *postal), to.care_of, known(to.language))


def _name_alone(letter: Letter) -> sheets.Mailing:
    return sheets.Mailing(_sender(letter), (on_envelope(letter.person),))


def _sender(letter: Letter) -> tuple[str, ...]:
    return (letter.member.name, *_lines(letter.member.sender_address))


def on_envelope(person: Person) -> str:
    """Title and whole name."""
    return person.titled


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def subject_of(letter: Letter) -> str:
    return letter.subject or subject(letter.person.language, letter.kind)
