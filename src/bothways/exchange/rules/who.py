"""Who of these mentored you? Whom to ask about, in which stretch of a life, with what evidence; never by weight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bothways.exchange.rules.workplaces import named_in, same_organisation, workplaces
from bothways.formats.language import gettext as _
from bothways.formats.language import grouped, ngettext

AT_A_TIME = 20
REST = "rest"
ASIDE = "aside"
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody without a role, or an address nobody is kept for. `theirs` and `mine` count letters: facts to show."""

    key: str  # p- and the person's id, or a- and the address
    name: str
    folded: str
    addresses: tuple[str, ...] = ()
    organisation: str = ""
    theirs: int = 0
    mine: int = 0
    first: int | None = None  # year of the first letter
    last: int | None = None

    @property
    def place(self) -> str:
        """Where they stand in a list: by their first year, then by name. Text, so that it can be in a bookmark."""
        return f"{self.first or _LAST_YEAR:04}|{self.folded[:300]}|{self.key}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A chapter of the member's life, a decade, or what is left. `text` is what may name a workplace."""

    key: str
    name: str
    first: int | None = None
    last: int | None = None
    text: str = ""

    @property
    def years(self) -> str:
        if self.first is None or self.key.isdigit():
            return ""
        return _years(self.first, self.last) if self.last else _("from {year}").format(year=self.first)


def _years(first: int, last: int) -> str:
    return str(first) if first == last else _("{first} to {last}").format(first=first, last=last)


def decades(candidates: Iterable[Candidate]) -> list[Stretch]:
    """Where no chapters are told: the decades in which letters begin or go on."""
    years = {year for one in candidates for year in (one.first, one.last) if year}
    if not years:
        return []
    span = range(min(years) // 10 * 10, max(years) + 1, 10)
    return [Stretch(str(ten), _years(ten, ten + 9), ten, ten + 9) for ten in span]


def belongs(one: Candidate, stretch: Stretch, this_year: int) -> bool:
    """Letters in the years of the stretch; where years tell nothing, a workplace that it names."""
    if stretch.first is not None and one.first is not None:
        end = stretch.last if stretch.last is not None else this_year
        return one.first <= end and (one.last or one.first) >= stretch.first
    return bool(shared_with(one, stretch.text))


def place_in(stretch: Stretch, one: Candidate) -> str:
    """Where they stand in this stretch: whoever worked where it was comes first, and is not buried under the others."""
    return f"{1 if shared_with(one, stretch.text) else 2}|{one.place}"


def by_stretch(
    stretches: Sequence[Stretch], candidates: Iterable[Candidate], this_year: int
) -> list[tuple[Stretch, list[Candidate]]]:
    """Whom to ask about in which stretch: once, in the first they belong to; whoever is in none stands in the last."""
    left, placed = list(candidates), []
    for stretch in stretches:
        here = [one for one in left if belongs(one, stretch, this_year)]
        placed.append((stretch, sorted(here, key=partial(place_in, stretch))))
        left = [one for one in left if not belongs(one, stretch, this_year)]
    rest = Stretch(REST, _("Everyone else") if stretches else _("Everyone"))
    return [*placed, (rest, sorted(left, key=partial(place_in, rest)))]


def shared_with(one: Candidate, text: str) -> str:
    """The workplace of theirs that a chapter's name or place speaks of, or nothing."""
    lines = [line for line in text.split("\n") if line.strip()]
    if one.organisation and any(same_organisation(one.organisation, line) for line in lines):
        return one.organisation
    return next((place for place in workplaces(one.addresses) if any(named_in(place, line) for line in lines)), "")


def evidence(one: Candidate, stretch: Stretch, own_places: Iterable[str]) -> list[str]:
    """What speaks for it, in words: letters with their years, and a workplace that was the member's too."""
    workplace = shared_with(one, stretch.text)
    if not workplace:
        mine = set(own_places)
        workplace = next((place for place in workplaces(one.addresses) if place in mine), "")
    said = [_letters(one), _("same workplace: {name}").format(name=workplace) if workplace else ""]
    if one.organisation and one.organisation != workplace:
        said.append(one.organisation)
    return [words for words in said if words]


def _letters(one: Candidate) -> str:
    if one.first is None or not (one.theirs or one.mine):
        return ""
    if one.theirs and one.mine:
        says = _("{n} letters both ways, {years}")
    elif one.theirs:
        says = ngettext("one letter from them, {years}", "{n} letters from them, {years}", one.theirs)
    else:
        says = ngettext("one letter from you, {years}", "{n} letters from you, {years}", one.mine)
    return says.format(n=grouped(one.theirs + one.mine), years=_years(one.first, one.last or one.first))


def page_of(stretch: Stretch, ones: Sequence[Candidate], after: str) -> list[Candidate]:
    """About twenty, from behind the bookmark on."""
    return [one for one in ones if place_in(stretch, one) > after][:AT_A_TIME]
