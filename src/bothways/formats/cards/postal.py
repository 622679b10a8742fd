"""Lays out a postal address as it stands on an envelope."""

from bothways.formats.cards.properties import Property

_PARTS = 7  # post office box, extended, street, city, region, code, country
_LONGEST = 4_000


def postal_text(field: Property) -> str:
    """The lines of ADR; the layout that the card itself brings (LABEL, vCard 4) goes first."""
    laid_out = field.params.get("LABEL", "")
    if laid_out:
        return _tidy(laid_out.replace("\\n", "\n").replace("\\,", ","))
    box, extended, street, city, region, code, country = (field.parts + [""] * _PARTS)[:_PARTS]
    if region and code:
        place = f"{city}, {region} {code}" if city else f"{region} {code}"
    else:
        place = " ".join(filter(None, (code, city, region)))
    return _tidy("\n".join(filter(None, (box, extended, street, place, country))))


def _tidy(text: str) -> str:
    return "\n".join(filter(None, (line.strip(" \t,") for line in text.split("\n"))))[:_LONGEST]
