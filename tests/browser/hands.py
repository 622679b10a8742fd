"""The ways in which somebody uses a page: by mouse, by keyboard alone, or without scripts."""

import re
from datetime import time
from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator, Page, expect

Role = Literal["button", "link"]
STEPS = 120  # presses of Tab after which something cannot be reached

SEEN = """() => {
  for (let it = document.activeElement; it && it !== document.body; it = it.parentElement) {
    const look = getComputedStyle(it);
    if (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2) return true;
    if (it.matches("label, p, li")) break;
  }
  return document.activeElement === document.body || document.activeElement.matches("[tabindex='-1']");
}"""


def settled(page: Page) -> None:
    """Nothing is on its way, and what came has found its place."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def said(page: Page, words: str) -> None:
    """The page tells what was done. Who goes elsewhere before that breaks off the answer, and the browser says so."""
    expect(page.locator("#notices")).to_contain_text(words)


class Mouse:
    """Points and types."""

    scripts = True

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def take(self, label: str) -> None:
        """A radio button or a box to tick."""
        self.page.get_by_label(label, exact=True).check()

    def choose(self, label: str, word: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=word)

    def bring(self, label: str, files: list[Path]) -> None:
        """Chooses files in the field."""
        self.page.get_by_label(label, exact=True).set_input_files(files)

    def press(self, name: str, role: Role = "button") -> None:
        self._press(self._named(name, role))

    def _named(self, name: str, role: Role) -> Locator:
        """By what can be read on it; what is added for screen readers stands behind a colon."""
        return self.page.get_by_role(role, name=re.compile(rf"^{re.escape(name)}( ?: .*)?$")).first

    def press_within(self, form: str, name: str) -> None:
        """Where several forms of a page have a button of that name: in the one that has a field labelled `form`."""
        self._press(self.page.locator("form", has=self.page.get_by_label(form)).get_by_role("button", name=name))

    def _press(self, wanted: Locator) -> None:
        wanted.click()

    def follow(self, name: str) -> None:
        self.press(name, "link")

    def unfold(self, says: str) -> None:
        self._summary(says).click()

    def _summary(self, says: str) -> Locator:
        return self.page.locator("summary", has_text=says).first


class NoScripts(Mouse):
    scripts = False


class Keys(Mouse):
    """Tab, arrows, Enter and letters; wherever the focus stops on the way it can be seen."""

    def reach(self, wanted: Locator) -> None:
        expect(wanted).to_be_visible()
        for _ in range(STEPS):
            if wanted.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(SEEN), f"no focus to be seen at {self._here()}"
        message = f"{wanted} is not reached by Tab"
        raise AssertionError(message)

    def _here(self) -> str:
        return str(self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))

    def write(self, label: str, text: str) -> None:
        wanted = self.page.get_by_label(label, exact=True)
        self.reach(wanted)
        if wanted.get_attribute("type") == "time":  # hours, minutes, and which half of the day, each a field
            text = time.fromisoformat(text).strftime("%I%M%p")
        else:
            self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def take(self, label: str) -> None:
        wanted = self.page.get_by_label(label, exact=True)
        if wanted.get_attribute("type") == "checkbox":
            self.reach(wanted)
            self.page.keyboard.press("Space")
            return
        group = wanted.get_attribute("name")
        chosen = self.page.locator(f"input[name='{group}']:checked, input[name='{group}']").first
        self.reach(self.page.locator(f"input[name='{group}']:checked").or_(chosen).first)
        while not wanted.is_checked():
            self.page.keyboard.press("ArrowRight")

    def choose(self, label: str, word: str) -> None:
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(word)

    def bring(self, label: str, files: list[Path]) -> None:
        self.reach(self.page.get_by_label(label, exact=True))
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(files)

    def _press(self, wanted: Locator) -> None:
        self.reach(wanted)
        self.page.keyboard.press("Enter")

    def unfold(self, says: str) -> None:
        self.reach(self._summary(says))
        self.page.keyboard.press("Enter")
