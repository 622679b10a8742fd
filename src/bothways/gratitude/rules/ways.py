"""In which ways thanks can reach someone (GRAT-7). Nothing leaves by itself: each is a deed of the member's own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    slug: str
    word: str
    hint: str


WAYS: tuple[Way, ...] = (
    Way("send", "Send it from here", "A mail from you with the whole letter in it; the answer comes to you."),
    Way(
        "say", "I will say it", "In person or on the telephone, read aloud if you dare: it is what people keep longest."
    ),
    Way("print", "Print it", "A letter or a folded card with its envelope; or copy it out by hand."),
    Way("mail", "Open in my mail program", "The whole letter stands in the mail, and the answer comes to you."),
    Way("copy", "Copy the words", "To paste them wherever the two of you talk."),
)
IN_PUBLIC = "A public word of thanks is for them to agree to first (PRIV-6)."

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
