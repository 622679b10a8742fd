"""A moment that is said a second time: by the same id, or in the same words."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from bothways.formats.days import Day
from bothways.ground.records import change, must_say
from bothways.moments.models import Moment

_BESIDE = ("cost", "effect", "minutes")


def as_it_stands(moment: Moment, said: Mapping[str, Any]) -> Moment:
    """
    The moment whose id came again, where it says what was `said` (by the fields of its form); else KeptAlready. What is
    blank says nothing.
    """
    stands = {name: getattr(moment, name) for name in said if name != "name"}
    filled_in = {name: value for name, value in said.items() if value not in (None, "")}
    must_say(moment.version, {**stands, "name": moment.person.name}, filled_in)
    return moment


def said_before(among: QuerySet[Moment], lane: str, kind: str, on: Day, values: Mapping[str, Any]) -> Moment | None:
    """What the same words of the same day are already."""
    said = {name: values.get(name, "") for name in ("deed", "words", "note")}
    if not any(said.values()):
        return None  # two calls on one day, of which nothing is told, may well be two
    day = {"earliest": on.earliest, "precision": on.precision.value}
    alike = among.filter(source="typed", lane=lane, kind=kind, **day, **said).order_by("id")
    return next((one for one in alike if _agrees(one, values)), None)


def _agrees(moment: Moment, values: Mapping[str, Any]) -> bool:
    return all(values.get(name) in (None, "", getattr(moment, name)) or _is_blank(moment, name) for name in _BESIDE)


def _is_blank(moment: Moment, name: str) -> bool:
    return getattr(moment, name) in (None, "")


def completed(moment: Moment, values: Mapping[str, Any]) -> Moment:
    """With what is said beyond it where it says nothing."""
    more = {name: values[name] for name in _BESIDE if values.get(name) and _is_blank(moment, name)}
    if more:
        change(moment, **more)
    return moment
