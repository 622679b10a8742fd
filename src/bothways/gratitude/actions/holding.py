"""A letter and whom it is about, as they stand now, and on which nobody else writes until this transaction ends."""

from uuid import UUID

from bothways.gratitude.models import Letter
from bothways.ground.records import find, hold
from bothways.ground.refusals import NotHere
from bothways.people.models import Person


def hold_people(letter: Letter) -> None:
    """Held before the letter, as by whoever writes of them: so no two wait for each other. They stand on it anew."""
    about = {one for one in (letter.person_id, letter.in_memory_of_id) if one}
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=about).order_by("pk")
    held = {one.pk: one for one in rows}
    if held.keys() != about:
        raise NotHere
    letter.person = held[letter.person_id]
    if letter.in_memory_of_id:
        letter.in_memory_of = held[letter.in_memory_of_id]


def held_letter(letter_id: UUID) -> Letter:
    """Or NotHere."""
    hold_people(find(Letter.objects.all(), letter_id))
    hold(Letter(pk=letter_id))
    return find(Letter.objects.select_related("person", "in_memory_of"), letter_id)
