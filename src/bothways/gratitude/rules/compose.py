"""From answers to a letter: greeting, the answers word for word, close and signature; nothing else (decision 2)."""

from bothways.gratitude.rules.letter import Composed, Letter


def compose(letter: Letter) -> Composed:
    raise NotImplementedError
