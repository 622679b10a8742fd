"""Whom to ask about: people without a role, and addresses that wrote both ways and that nobody is kept for."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet

from bothways.accounts.models import Member
from bothways.accounts.queries import own_addresses
from bothways.exchange.models import Asked, Bookmark
from bothways.exchange.queries.same import twice
from bothways.exchange.rules.who import (
    ASIDE,
    Candidate,
    Stretch,
    by_stretch,
    decades,
    evidence,
    page_of,
    place_in,
)
from bothways.exchange.rules.workplaces import workplaces
from bothways.formats.language import gettext as _
from bothways.gratitude.models import Letter
from bothways.gratitude.rules.kinds import FAMILY
from bothways.ground.clock import there
from bothways.ground.folding import fold
from bothways.moments.models import MailParty
from bothways.people import queries as people
from bothways.people.models import IN_ORDER, Address, Chapter, Person
from bothways.people.rules import in_order


@dataclass(frozen=True, slots=True)
class Row:
    candidate: Candidate
    evidence: list[str]
    namesake: str  # the name of somebody kept already who has the same name, and exactly one


@dataclass(frozen=True, slots=True)
class Sheet:
    """About twenty to ask about, and the stretches of life around them."""

    stretches: list[tuple[Stretch, int, bool]]  # with how many, and whether it is the one shown
    stretch: Stretch | None
    after: str
    rows: list[Row]
    aside: int

    @property
    def last(self) -> str:
        return place_in(self.stretch or stretch_of(None), self.rows[-1].candidate) if self.rows else ""


@dataclass(slots=True)
class _Written:
    theirs: int = 0
    mine: int = 0
    first: int | None = None
    last: int | None = None

    def add(self, other: "_Written") -> None:
        self.theirs += other.theirs
        self.mine += other.mine
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.last = max(filter(None, (self.last, other.last)), default=None)


@dataclass(frozen=True, slots=True)
class Everybody:
    """All who are to be asked about, and those of whom the member said "not for this list"."""

    asked_about: list[Candidate]
    aside: list[Candidate]
    own: list[str]


def everybody(member: Member) -> Everybody:
    own = own_addresses(member)
    written = _written(member, own)
    holding = list(Address.objects.filter(member=member).order_by(*IN_ORDER).values_list("person", "address"))
    held = {address for _, address in holding}
    both = [one for one, said in written.items() if said.theirs and said.mine and one not in held]
    found = [*_people(member, set(own), holding, written), *_addresses(member, both, written)]
    asked = Asked.objects.filter(member=member).values_list("person", "address")
    aside = {f"p-{person}" if person else f"a-{address}" for person, address in asked}
    found.sort(key=lambda one: one.place)
    return Everybody([one for one in found if one.key not in aside], [one for one in found if one.key in aside], own)


def letters_to_go_through(member: Member, import_id: UUID) -> int:
    """How many letters of an import passed between the member and somebody who is still to be asked about."""
    found = everybody(member)
    asked = {address for one in found.asked_about if one.first for address in one.addresses}
    rows = _between(member, found.own).filter(mail__import_id=import_id).values_list("mail", "address")
    return len({mail for mail, address in rows.order_by().iterator() if address in asked})


def _between(member: Member, own: list[str]) -> QuerySet[MailParty]:
    """Whoever wrote to the member or was written to by them, letter by letter."""
    mine = MailParty.objects.filter(mail=OuterRef("mail"), address__in=own).exclude(wrote=OuterRef("wrote"))
    return MailParty.objects.filter(Exists(mine), member=member).exclude(address__in=own)


def _written(member: Member, own: list[str]) -> dict[str, _Written]:
    """By address: how many letters went each way between it and the member, and in which years."""
    rows = (
        _between(member, own)
        .values_list("address", "wrote")
        .annotate(times=Count("id"), first=Min("mail__sent_at"), last=Max("mail__sent_at"))
    )
    found: dict[str, _Written] = {}
    for address, wrote, times, first, last in rows.order_by():
        years = (there(member.timezone, at).year for at in (first, last))
        said = _Written(times if wrote else 0, 0 if wrote else times, *years)
        found.setdefault(address, _Written()).add(said)
    return found


def _people(
    member: Member, own: set[str], holding: Iterable[tuple[UUID, str]], written: dict[str, _Written]
) -> list[Candidate]:
    """
    Those of the address book without a role.

    The member's own card is nobody to ask about, nor is whoever is kept because they mourn somebody else.
    """
    of_family = Letter.objects.filter(person=OuterRef("pk"), kind=FAMILY)
    kept = people.without_role(member).not_ended().exclude(Exists(of_family))
    rows = kept.values_list("id", "name", "folded", "organisation")
    addresses: dict[UUID, list[str]] = {}
    for person_id, address in holding:
        addresses.setdefault(person_id, []).append(address)
    found = []
    for person_id, name, folded, organisation in rows:
        theirs = addresses.get(person_id, [])
        if own & set(theirs):
            continue
        sum_of = _Written()
        for address in theirs:
            sum_of.add(written.get(address, _Written()))
        found.append(_candidate(f"p-{person_id}", name, folded, theirs, organisation, sum_of))
    return found


def _addresses(member: Member, addresses: list[str], written: dict[str, _Written]) -> list[Candidate]:
    names = _names(member, addresses)
    found = []
    for address in addresses:
        name = names.get(address, address)
        said = fold(in_order(name)[0])  # "Hill, Grace" may be the Grace Hill who is kept already
        found.append(_candidate(f"a-{address}", name, said, [address], "", written[address]))
    return found


def _candidate(
    key: str, name: str, folded: str, addresses: Iterable[str], organisation: str, written: _Written
) -> Candidate:
    return Candidate(
        key=key, name=name, folded=folded, addresses=tuple(addresses), organisation=organisation,
        theirs=written.theirs, mine=written.mine, first=written.first, last=written.last,
    )  # fmt: skip


def _names(member: Member, addresses: list[str]) -> dict[str, str]:
    """The name that stands beside each address most often; its own writing counts before what others wrote."""
    rows = MailParty.objects.filter(member=member, address__in=addresses).exclude(name="")
    counted = rows.values_list("address", "name", "wrote").annotate(times=Count("id"))
    best: dict[str, tuple[bool, int, str]] = {}
    for address, name, wrote, times in counted.order_by():
        best[address] = max(best.get(address, (False, 0, "")), (wrote, times, name))
    return {address: name for address, (_, _, name) in best.items()}


def stretches(chapters: Iterable[Chapter], found: Iterable[Candidate]) -> list[Stretch]:
    """The chapters of the member's life, the first one first; without any, decades."""
    told = [stretch_of(one) for one in reversed(list(chapters))]
    return told or decades(found)


def stretch_of(chapter: Chapter | None) -> Stretch:
    """Without a chapter one that names no workplace: a decade, or what is left."""
    if chapter is None:
        return Stretch("", "")
    first = chapter.begins or chapter.ends
    return Stretch(
        key=str(chapter.pk), name=chapter.name, first=first.year if first else None,
        last=chapter.ends.year if chapter.ends else None, text=f"{chapter.name}\n{chapter.place}",
    )  # fmt: skip


def sheet(member: Member, chapters: Iterable[Chapter], *, stretch: str, after: str, this_year: int) -> Sheet:
    """Those to ask about next: in the stretch named, from behind `after`; else in the next one that has anybody."""
    found = everybody(member)
    placed = by_stretch(stretches(chapters, found.asked_about), found.asked_about, this_year)
    if stretch == ASIDE:
        aside = Stretch(ASIDE, _("Not for this list"))
        return _sheet(member, placed, aside, page_of(aside, found.aside, after), after, found)
    for one, ones, begin in _from(placed, stretch, after):
        page = page_of(one, ones, begin)
        if page:
            return _sheet(member, placed, one, page, begin, found)
    return _sheet(member, placed, None, [], "", found)


def _from(
    placed: list[tuple[Stretch, list[Candidate]]], stretch: str, after: str
) -> list[tuple[Stretch, list[Candidate], str]]:
    """The stretches in the order they are gone through: the one in hand from the bookmark on, then all others whole."""
    at = next((n for n, (one, _) in enumerate(placed) if one.key == stretch), 0)
    known = bool(placed) and placed[at][0].key == stretch
    first = [(*placed[at], after if known else "")] if placed else []
    return [*first, *((*one, "") for one in (*placed[at + 1 :], *placed[:at]))]


def _sheet(
    member: Member,
    placed: list[tuple[Stretch, list[Candidate]]],
    here: Stretch | None,
    page: list[Candidate],
    after: str,
    found: Everybody,
) -> Sheet:
    own_places = workplaces(found.own)
    namesakes = _namesakes(member, page) | {f"p-{one.entry.pk}": one.kept.name for one in twice(member)}
    place = here or stretch_of(None)
    rows = [
        Row(one, evidence(one, place, own_places), namesakes.get(one.folded if _is_address(one) else one.key, ""))
        for one in page
    ]
    shown = [(one, len(ones), here is not None and one.key == here.key) for one, ones in placed if ones]
    return Sheet(shown, here, after, rows, len(found.aside))


def _is_address(one: Candidate) -> bool:
    return one.key.startswith("a-")


def _namesakes(member: Member, page: list[Candidate]) -> dict[str, str]:
    """Who is kept under the very name of an address; only where it is one person."""
    wanted = {one.folded[:300] for one in page if _is_address(one)}
    rows = Person.objects.of(member).filter(folded__in=wanted).values_list("folded").annotate(many=Count("id"))
    return {folded: name for folded, many, name in rows.annotate(name=Max("name")).order_by() if many == 1}


def bookmark(member: Member) -> Bookmark:
    return Bookmark.objects.filter(member=member).first() or Bookmark(member=member)
