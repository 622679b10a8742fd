"""Writes: a stated wish, or none."""

from bothways.people.models import Person
from bothways.rhythm.models import Rhythm


def wish(person: Person, every_days: int | None) -> None:
    """How often they would like to hear from each other; None: as the phase of the relation has it."""
    if every_days is None:
        Rhythm.objects.filter(pk=person.pk).delete()
        return
    Rhythm.objects.update_or_create(person=person, defaults={"member_id": person.member_id, "every_days": every_days})
