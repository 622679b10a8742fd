"""Looks a page over for what would keep somebody out of it: axe-core, and what axe does not measure."""

from collections import defaultdict
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
WIDTHS, THEMES = (320, 1280), ("light", "dark")

# Of two themes at one width only the colours differ, so the other rules are asked once.
ASK_AXE = """async (rules) => {
  const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false, ...only });
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.html.slice(0, 160)}`));
}"""

MEASURE = """() => {
  const said = [], root = document.documentElement, beyond = root.scrollWidth - innerWidth;
  const shown = (it) => it.outerHTML.slice(0, 160);
  if (beyond > 0) {
    const reaches = (it) => it.getBoundingClientRect().right > innerWidth + 1;
    const wide = [...document.querySelectorAll("body *")].filter(reaches);
    said.push(`${beyond} pixels beyond the page: ${wide.slice(0, 3).map(shown)}`);
  }
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) said.push(`${headings} main headings`);
  for (const it of document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")) {
    if (!it.checkVisibility({ visibilityProperty: true }) || it.matches(".skip")) continue;
    if (it.matches("a") && getComputedStyle(it).display === "inline") continue; // within a sentence, as WCAG has it
    const ticks = it.matches("[type=radio], [type=checkbox]") && it.labels[0];
    const { width, height } = (ticks || it).getBoundingClientRect();
    if (width < 24 || height < 24) said.push(`${width | 0} by ${height | 0} pixels small: ${shown(it)}`);
  }
  return said;
}"""
UNFOLD = "document.querySelectorAll('details.unfold, .unfold > details').forEach((it) => { it.open = true })"


def looked_over(page: Page) -> None:
    """Refuses the page if anything is wrong with it in one of both themes, on a telephone or on a desk."""
    page.evaluate(AXE)
    page.evaluate(UNFOLD)
    found: dict[str, list[str]] = defaultdict(list)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            first = theme == THEMES[0]
            said: Any = page.evaluate(ASK_AXE, [] if first else ["color-contrast"])
            said += page.evaluate(MEASURE) if first else []
            for one in said:
                found[one].append(f"{width} {theme}")
    if found:
        lines = [f"{one} ({', '.join(where)})" for one, where in found.items()]
        raise AssertionError("\n".join([f"{page.url} {page.title()}", *lines]))
