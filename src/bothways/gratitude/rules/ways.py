"""In which ways thanks can reach someone (GRAT-7). Nothing leaves by itself: each is a deed of the member's own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    slug: str
    word: str
    hint: str


WAYS: tuple[Way, ...] = (
    Way(
        "say", "I will say it", "In person or on the telephone, read aloud if you dare: it is what people keep longest."
    ),
    Way("print", "Print it", "A letter or a folded card with its envelope; or copy it out by hand."),
    Way("mail", "Open in my mail program", "The whole letter stands in the mail, and the answer comes to you."),
    Way("copy", "Copy the words", "To paste them wherever the two of you talk."),
)
IN_PUBLIC = "A public word of thanks is for them to agree to first (PRIV-6)."

_LIKED = {"person": "say", "phone": "say", "paper": "print", "mail": "mail", "text": "copy"}


def ways_for(channel: str, has_mail: bool) -> list[Way]:
    """The ways, the one they like first, or paper where nobody knows; by mail only where an address is kept."""
    possible = [way for way in WAYS if has_mail or way.slug != "mail"]
    return sorted(possible, key=lambda way: way.slug != _LIKED.get(channel, "mail" if has_mail else "print"))
