"""From answers to a letter: greeting, the answers word for word, close and signature; nothing else (decision 2)."""

from bothways.gratitude.rules.kinds import kind_of
from bothways.gratitude.rules.kits import close, greeting
from bothways.gratitude.rules.letter import Composed, Form, Letter
from bothways.gratitude.rules.sentences import has_end


def compose(letter: Letter) -> Composed:
    """The answers keep their words, signs and paragraphs; only where they stand is decided here."""
    return Composed(
        greeting=_one_line(letter.greeting)
        or (greeting(letter.language, letter.addressed, letter.title) if letter.addressed else ""),
        paragraphs=tuple(_paragraphs(letter)),
        close=_one_line(letter.close) or close(letter.language, letter.kind),
        signature=letter.signature.strip(),
    )


def _paragraphs(letter: Letter) -> list[str]:
    given = {answer.question: answer.text.strip() for answer in letter.answers if answer.text.strip()}
    kind = kind_of(letter.kind)
    groups = (kind.slugs,) if letter.form == Form.CARD else kind.together  # on a card there is only one paragraph
    known = {slug for group in groups for slug in group}
    rest = [
        answer.question for answer in letter.answers if answer.question not in known
    ]  # a question asked in the past
    return [
        paragraph
        for group in (*groups, tuple(dict.fromkeys(rest)))
        for paragraph in _joined([given[slug] for slug in group if slug in given])
    ]


def _joined(answers: list[str]) -> list[str]:
    """Answers set into one paragraph, but only after a finished sentence: a missing full stop is not ours to write."""
    paragraphs: list[str] = []
    for answer in answers:
        first, *others = split_paragraphs(answer)
        if paragraphs and has_end(paragraphs[-1]):
            paragraphs[-1] = f"{paragraphs[-1]} {first}"
        else:
            paragraphs.append(first)
        paragraphs += others
    return paragraphs


def split_paragraphs(text: str) -> list[str]:
    """At blank lines. A single line break is kept: somebody may have written a verse or an address."""
    paragraphs: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return ["\n".join(lines) for lines in paragraphs if lines]


def _one_line(text: str) -> str:
    return " ".join(text.split())
