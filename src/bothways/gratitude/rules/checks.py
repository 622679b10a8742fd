"""What a thank-you may still want (GRAT-1 to 8): calm questions beside the text, never blocking."""

from bothways.gratitude.rules.letter import Finding, Letter


def checks(letter: Letter) -> list[Finding]:
    raise NotImplementedError
