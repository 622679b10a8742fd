"""Two windows of one member over one letter, as browsers work them: whatever they do, no word is lost (R6)."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bothways.accounts.models import Member
from bothways.gratitude.actions import writing
from bothways.gratitude.forms import AROUND
from bothways.gratitude.models import Letter
from bothways.gratitude.rules.kinds import SLUGS
from bothways.ground.clock import now
from bothways.people import actions as people
from tests.journeys.reading import fields

STEPS = 10
BOTH = "data-unkept"  # on the page that shows both texts
_WORD, _BESIDE = re.compile(r"\bw\d+x\b"), re.compile(r'name="(\w+)".*?keep-lines">(.*?)</p>', re.DOTALL)
_WRITTEN = {*SLUGS, *AROUND, "subject"}


def interleaved(times: int) -> settings:
    """The same on every run and however slow a computer is. To look for a shorter way to what fails takes minutes."""
    return settings(
        max_examples=times, stateful_step_count=STEPS, phases=[Phase.generate], derandomize=True, deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip


def words(*texts: str) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text)}


@dataclass(frozen=True)
class Page:
    """
    What a window shows. `typed` stands in its fields; `shown`: the words that whoever sits before it has had before
    their eyes, and so may leave out. `beside`: where both texts are shown, what the other window saved.
    """

    typed: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    beside: dict[str, str] = field(default_factory=dict)
    draft: bool = True

    @property
    def words(self) -> set[str]:
        return words(*self.typed.values())

    def places(self) -> list[str]:
        return sorted(self.typed.keys() & _WRITTEN)

    def write(self, place: str, text: str) -> "Page":
        return replace(self, typed={**self.typed, place: text}, shown=self.shown | words(text))


def _page(html: str) -> Page:
    sections = html.split('<section class="card stack">')[1:] if BOTH in html else []
    beside = {name: unescape(text) for one in sections for name, text in _BESIDE.findall(one)}
    return Page(fields(html), words(html), beside, draft="/save/" in html)


class Windows(RuleBasedStateMachine):
    """`member` and `client` are set by whoever runs it. `met`: how often what was sent was answered by which page."""

    member: Member
    client: Client
    met: Counter[str] = Counter()
    window = st.integers(0, 1)
    place = st.integers(0, 9)

    @initialize()
    def begin(self) -> None:
        person = people.keep(self.member, name="Grace Hill", given="Grace")
        people.say_life(person, "living", today=now().date())
        self.letter = writing.start(self.member, person, kind="thanks", at=now())
        self.at, self.count = f"/letters/{self.letter.pk}/", 0
        self.held: set[str] = set()  # every word that was saved, or shown as one of two texts
        self.left_out: set[str] = set()  # by somebody who had it before their eyes
        self.pages = [self._get(), self._get()]
        assert all(page.draft for page in self.pages)
        self.before = list(self.pages)
        for which in (0, 1):  # both have begun to write
            self.type(which, which, 1)

    def _get(self) -> Page:
        return _page(self.client.get(self.at).text)

    def _kept(self) -> dict[str, str]:
        letter = Letter.objects.get(pk=self.letter.pk)
        answers = dict(letter.parts.values_list("question", "text"))  # also those that this kind does not ask
        return {**answers, **{name: getattr(letter, name) for name in (*AROUND, "subject")}}

    @rule(which=window)
    def look_anew(self, which: int) -> None:
        """Whoever goes elsewhere leaves what they typed, also where both texts are: “Keep the other”."""
        self._leave(self.pages[which].words)
        self._turn_to(which, self._get())

    def _leave(self, typed: set[str]) -> None:
        """Words of one's own that were not kept: whoever typed them lets them go."""
        self.left_out |= typed - words(*self._kept().values())

    @rule(which=window)
    def go_back(self, which: int) -> None:
        """To the page before, as the browser had it; only where nothing typed is lost by that."""
        if self.pages[which].words <= words(*self._kept().values()):
            self.pages[which] = self.before[which]

    @rule(which=window, place=place, most=st.integers(1, 2))
    def type(self, which: int, place: int, most: int) -> None:
        for _ in range(most):
            self.count += 1
            self._write(which, place, lambda text: f"{text} w{self.count}x".strip())

    @rule(which=window, place=place)
    def clear(self, which: int, place: int) -> None:
        before = self.pages[which].words
        self._write(which, place, lambda text: "")
        self._leave(before - self.pages[which].words)

    def _write(self, which: int, place: int, how: Any) -> None:
        page = self.pages[which]
        if page.draft and (places := page.places()):
            name = places[place % len(places)]
            self.pages[which] = page.write(name, how(page.typed[name]))

    @rule(which=window, by_itself=st.booleans())
    def save(self, which: int, by_itself: bool) -> None:
        """While typing, or by the button; where both texts are, “Keep what stands here”."""
        self._send(which, "save/", {}, by_itself=by_itself and not self.pages[which].beside)

    @rule(which=window, place=place)
    def write_on(self, which: int, place: int) -> None:
        """As one does: some words, which are saved while one goes on."""
        self.type(which, place, 1)
        self.save(which, by_itself=True)

    @precondition(lambda self: any(page.beside for page in self.pages))
    @rule()
    def keep_both(self) -> None:
        which = 0 if self.pages[0].beside else 1
        page = self.pages[which]
        for name, text in page.beside.items():
            if name in page.typed and not words(text) <= words(page.typed[name]):
                page = page.write(name, f"{page.typed[name]} {text}")
        self.pages[which] = page
        self._send(which, "save/", {})

    @rule(which=window, into=st.sampled_from(["thanks", "progress", "reconnect"]))
    def make_another_kind(self, which: int, into: str) -> None:
        if not self.pages[which].beside:
            self._send(which, "turn/", {"into": into})

    @rule(which=window)
    def finish(self, which: int) -> None:
        """With an answer in it: an empty letter is refused. The other window does not know of it, and saves."""
        page = self.pages[which]
        if not page.beside and page.draft:
            answer = next(place for place in page.places() if place in SLUGS)
            self.type(which, page.places().index(answer), 1)
            self._send(which, "ready/say/", {})
            self.save(1 - which, by_itself=True)

    def _is_finished(self) -> bool:
        return Letter.objects.get(pk=self.letter.pk).state != "draft"

    @precondition(_is_finished)
    @rule(which=window)
    def take_back_and_copy_over(self, which: int) -> None:
        """What was typed into a letter that was finished elsewhere stands on its page, to copy."""
        self.client.post(f"{self.at}take-back/")
        old, page = self.pages[which], self._get()
        for name in sorted(old.words and old.typed.keys() & page.typed.keys() & _WRITTEN):
            if lost := words(old.typed[name]) - words(page.typed[name]):
                page = page.write(name, " ".join([page.typed[name], *sorted(lost)]))
        self._leave(old.words - page.words)  # of a question that is asked no more
        self._turn_to(which, page)

    def _send(self, which: int, to: str, more: dict[str, str], *, by_itself: bool = False) -> None:
        page, headers = self.pages[which], {"HX-Request": "true"} if by_itself else {}
        if not page.draft:
            return
        there = {name: text for name, text in self._kept().items() if name in page.typed}
        answer = self.client.post(f"{self.at}{to}", {**page.typed, **more}, headers=headers)
        self.held |= page.words
        if answer.status_code == 409:
            shown = _page(answer.text)
            if not shown.draft:  # a finished letter shows what it says, and not what is kept of another kind beside it
                there = Letter.objects.get(pk=self.letter.pk).answers()
            assert page.words | words(*there.values()) <= shown.shown, "both texts are shown"
            assert page.words <= shown.words, "what was typed stands in its fields"
            self.met["both" if shown.beside else "finished"] += 1
            self._turn_to(which, shown)
            return
        self.met["kept"] += 1
        self.left_out |= page.shown - page.words
        if by_itself:
            self.pages[which] = replace(page, typed={**page.typed, "version": fields(answer.text)["version"]})
        elif answer.status_code == 302:
            self._turn_to(which, self._get())
        else:  # an empty letter is not finished
            assert (answer.status_code, to) == (400, "ready/say/")
            self._turn_to(which, _page(answer.text))

    def _turn_to(self, which: int, page: Page) -> None:
        self.before[which], self.pages[which] = self.pages[which], page

    @invariant()
    def no_word_is_lost(self) -> None:
        if hasattr(self, "letter"):
            here: Iterable[set[str]] = (page.words for page in self.pages)
            lost = self.held - words(*self._kept().values()) - self.left_out - set().union(*here)
            assert lost == set()
