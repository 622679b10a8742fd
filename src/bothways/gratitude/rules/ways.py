"""In which ways thanks can reach someone (GRAT-7). Nothing leaves by itself: each is a deed of the member's own."""

from dataclasses import dataclass

from bothways.formats.language import gettext as _
from bothways.formats.language import marked


@dataclass(frozen=True, slots=True)
class Way:
    slug: str
    english: str
    english_hint: str

    @property
    def word(self) -> str:
        return _(self.english)

    @property
    def hint(self) -> str:
        return _(self.english_hint)


WAYS: tuple[Way, ...] = (
    Way(
        "send",
        marked("Send it from here"),
        marked("A mail from you with the whole letter in it; the answer comes to you."),
    ),
    Way(
        "say",
        marked("I will say it"),
        marked("In person or on the telephone, read aloud if you dare: it is what people keep longest."),
    ),
    Way("print", marked("Print it"), marked("A letter or a folded card with its envelope; or copy it out by hand.")),
    Way(
        "mail",
        marked("Open in my mail program"),
        marked("The whole letter stands in the mail, and the answer comes to you."),
    ),
    Way("copy", marked("Copy the words"), marked("To paste them wherever the two of you talk.")),
)

_LIKED = {"person": "say", "phone": "say", "paper": "print", "text": "copy"}


def ways_for(channel: str, *, has_mail: bool, from_here: bool) -> list[Way]:
    """
    The ways, the one they like first: by mail where an address is kept, from here where a server is there for it.

    Where nobody knows what they like it is mail, or paper where no address is kept.
    """
    by_mail = "send" if from_here else "mail" if has_mail else "print"
    there = {"send": from_here, "mail": has_mail}
    possible = [way for way in WAYS if there.get(way.slug, True)]
    return sorted(possible, key=lambda way: way.slug != _LIKED.get(channel, by_mail))
