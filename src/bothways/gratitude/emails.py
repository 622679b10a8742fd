"""A letter on its way by the member's own hand: a mailto link (RFC 6068), a message file, or paper."""

from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from bothways.formats.days import exactly, spoken
from bothways.formats.paper import sheets
from bothways.formats.text import one_line
from bothways.gratitude import queries
from bothways.gratitude.models import Letter
from bothways.gratitude.rules.compose import compose
from bothways.gratitude.rules.letter import Composed
from bothways.people.models import Person

LONGEST_LINK = 2000  # signs: browsers on Windows hand no longer link to another program
LONGEST_SUBJECT = 200


def mailto(to: str, subject: str, composed: Composed) -> str:
    """A link that opens a new mail with the whole letter; nothing where it would be too long for some computers."""
    link = f"{empty_mailto(to, subject)}&body={quote(_crlf(composed.text), safe='')}"
    return link if len(link) <= LONGEST_LINK else ""


def empty_mailto(to: str, subject: str) -> str:
    """A link that opens a new mail without words, to paste them into. A subject is one line (RFC 6068, 7)."""
    return f"mailto:{quote(to, safe='@')}?subject={quote(one_line(subject, LONGEST_SUBJECT), safe='')}"


def message(*, sender: tuple[str, str], to: tuple[str, str], subject: str, composed: Composed) -> bytes:
    """
    The letter as a message file that mail programs open as a new mail; name and address of each end.

    The whole letter stands in it and nothing else: no footer, no list headers (decision 3).
    """
    mail = EmailMessage(policy=SMTP.clone(utf8=not (to[1] + sender[1]).isascii()))
    mail["From"] = _address(*sender)
    if to[1]:
        mail["To"] = _address(*to)
    mail["Subject"] = one_line(subject, LONGEST_SUBJECT)
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft of one's own
    mail.set_content(composed.text)
    return mail.as_bytes()


def as_file(letter: Letter) -> bytes:
    member, to = letter.member, letter.person
    sender, receiver = (letter.signature or member.name, member.email), (to.name, queries.recipient(to))
    return message(sender=sender, to=receiver, subject=subject_of(letter), composed=queries.composed(letter))


def _address(name: str, address: str) -> Address:
    """A name can hold anything; in a header it is one line."""
    local, _, domain = address.rpartition("@")
    return Address(display_name=one_line(name, LONGEST_SUBJECT), username=local.strip('"'), domain=domain)


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def sheet(letter: Letter, kind: str, today: date) -> sheets.Sheet:
    """
    The letter on paper: `letter`, `card`, `envelope`, or `print` for its own form with the envelope.

    Without a postal address there is no envelope; the form alone is printed.
    """
    member, to = letter.member, letter.person
    sender = (member.name, *_lines(member.sender_address))
    postal = _lines(to.postal)
    mailing = sheets.Mailing(sender, (on_envelope(to), *postal), to.care_of) if postal or to.care_of else None
    values = queries.values(letter)
    composed = compose(values)
    words = sheets.Words(
        composed.greeting, composed.paragraphs, composed.close, composed.signature, dated=spoken(exactly(today)),
        sender=sender if len(sender) > 1 else (), front=values.addressed, language=to.language,
    )  # fmt: skip
    match kind:
        case "envelope":
            return sheets.envelope(mailing or sheets.Mailing(sender, (on_envelope(to),)), member.paper)
        case "print":
            return sheets.bundle(words, mailing, letter.form, member.paper)
        case _:
            return (sheets.card if kind == "card" else sheets.letter)(words, member.paper)


def on_envelope(person: Person) -> str:
    """Title and whole name."""
    return person.titled


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def subject_of(letter: Letter) -> str:
    return letter.subject or subject(letter.person.language)


def subject(language: str) -> str:
    """What stands over a mail where the member wrote nothing else."""
    return "Gracias" if language.lower().startswith("es") else "Thank you"
