"""What a reader could not understand: where it stands in the file, and why, in a sentence for a person."""

from dataclasses import dataclass

NAMED = 1_000  # of one file; what is made of nothing else is not copied into an answer


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """`at` names the place as a person would look it up: `card 3`, `card 3, line 41`, `message 12`."""

    at: str
    why: str
