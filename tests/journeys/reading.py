"""Reads a page as a browser does: which fields its forms have, and what stands in them."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.inside = ""  # the name of the textarea or select that is open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "input" and (said.get("type") not in ("radio", "checkbox") or "checked" in said):
            self.found[name] = value
        elif tag in ("textarea", "select"):
            self.inside = name
            self.found.setdefault(name, "")
        elif tag == "option" and "selected" in said:
            self.found[self.inside] = value

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.inside = ""

    def handle_data(self, text: str) -> None:
        if self.inside and self.lasttag == "textarea":
            self.found[self.inside] += text


def fields(page: str) -> dict[str, str]:
    """All that a browser would send if nothing was typed, whichever form of the page it stands in."""
    reader = _Fields()
    reader.feed(page)
    return {name: text.removeprefix("\n") for name, text in reader.found.items() if name}
