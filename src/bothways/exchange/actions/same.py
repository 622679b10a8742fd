"""The member says whether an entry of the address book is somebody they keep already."""

from django.db import transaction

from bothways.accounts.models import Member
from bothways.exchange.actions.letters import go_through_letters
from bothways.exchange.actions.reading import hold
from bothways.exchange.models import Asked, Carded
from bothways.exchange.queries.same import Pair, twice
from bothways.exchange.rules.cards import WORDS
from bothways.formats.days import spoken
from bothways.formats.language import LANGUAGES, marked
from bothways.formats.language import gettext as _
from bothways.ground.records import change, is_id
from bothways.ground.refusals import Refusal
from bothways.ground.writing import LONGEST_TEXT
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.people.models import IN_ORDER, Person
from bothways.people.rules import Life


class NoRoomForBoth(Refusal):
    status = 422


_FILLED = ("given", "family", "prefix", "organisation", "work", "born", "postal")
_BIRTHDAY, _LANGUAGE = marked("birthday"), marked("language")


@transaction.atomic
def join(member: Member, entry_id: str) -> Pair | None:
    """
    The entry comes to the one who is kept: its addresses, its note, and what was empty. What was typed stays as it is;
    what the entry says otherwise, which may have been typed there, is added to the note in words, so that none is lost.

    Its card finds them from now on, and its letters stand on their street. Nothing where they do not stand here twice:
    whoever writes of the entry at that moment is waited for, and what was written stays, with the entry.
    """
    hold(member.pk)
    _wait_for_whoever_writes_of(member, entry_id)
    pair = pair_of(member, entry_id)
    if pair is None:
        return None
    kept, entry = pair.kept, pair.entry
    blank = {name: said for name in _FILLED if (said := getattr(entry, name)) and not getattr(kept, name)}
    if kept.life == Life.DIED and not kept.died and entry.died:
        blank["died"] = entry.died
    fresh = [said for said in (entry.note, _otherwise(kept, entry)) if said and not _stands_in(kept.note, said)]
    if fresh:
        blank["note"] = "\n\n".join(filter(None, (kept.note, *fresh)))
        if len(blank["note"]) > LONGEST_TEXT:
            raise NoRoomForBoth(
                _("Their two notes are too long for one. Shorten one of them first; nothing was joined.")
            )
    if blank:
        change(kept, **blank)
    addresses = entry.addresses.order_by(*IN_ORDER).values_list("address", flat=True)
    people.reach_at(kept, list(addresses), list(entry.phones.order_by(*IN_ORDER).values_list("number", flat=True)))
    Carded.objects.filter(person=entry).update(person=kept)
    entry.delete()
    moments.take_up(moments.newest_letters(member, [kept]))
    go_through_letters(member)
    return pair


def _stands_in(note: str, said: str) -> bool:
    """Whole, and not as a piece of other words."""
    return f"\n{said.strip()}\n" in f"\n{note.strip()}\n"


def _otherwise(kept: Person, entry: Person) -> str:
    told = ("name", *_FILLED)
    said = {name: (word, getattr(kept, name), getattr(entry, name)) for name, word in WORDS.items() if name in told}
    if kept.born and entry.born:
        said["born"] = _BIRTHDAY, spoken(kept.born), spoken(entry.born)
    if entry.language != entry.member.language:  # else nobody chose it
        said["language"] = _LANGUAGE, LANGUAGES[kept.language], LANGUAGES[entry.language]
    lines = [f"{_(word)}: {other}" for word, own, other in said.values() if own and other and own != other]
    lines += _of_a_death(kept, entry)
    return "\n".join([_("In the address book"), *lines]) if lines else ""


def _of_a_death(kept: Person, entry: Person) -> list[str]:
    """Which the card knows. It stays the member's to say."""
    if entry.life != Life.DIED:
        return []
    if kept.life == Life.DIED and (not kept.died or entry.died in (None, kept.died)):  # an empty day is filled
        return []
    return [_("died: {day}").format(day=spoken(entry.died)) if entry.died else _("has died")]


def _wait_for_whoever_writes_of(member: Member, entry_id: str) -> None:
    if is_id(entry_id):
        held = Person.objects.select_for_update(of=("self",), no_key=False)
        held.of(member).filter(pk=entry_id).values_list("pk").first()


def are_two(member: Member, pair: Pair) -> None:
    """Two people of one name: the entry stays in the address book, and is not asked about again."""
    Asked.objects.get_or_create(member=member, person=pair.entry)


def pair_of(member: Member, entry: str) -> Pair | None:
    return next((one for one in twice(member) if str(one.entry.pk) == entry), None)
