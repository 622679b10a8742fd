"""The member says who mentored them: people come into being where needed, with their role, and letters follow."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bothways.accounts.models import Member
from bothways.exchange.actions.letters import go_through_letters
from bothways.exchange.actions.reading import hold
from bothways.exchange.actions.same import join
from bothways.exchange.models import Asked, Bookmark
from bothways.exchange.queries import who as queries
from bothways.exchange.rules.who import Candidate
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.people.models import Chapter, Person
from bothways.people.rules import days_of_role, in_order

ROLES = ("mentor", "mentee", "peer")
NOT_HERE = "no"
SAME = "same"  # the one who is kept under that name already
ANSWERS = (*ROLES, NOT_HERE, SAME)


@transaction.atomic
def answer(member: Member, answers: Mapping[str, str], *, chapter: Chapter | None) -> list[Candidate]:
    """
    What the member chose, by the key of the row. Says who was answered.

    Sent twice it changes nothing more: who has an answer is no candidate any longer.
    """
    hold(member.pk)
    found = queries.everybody(member)
    asked = [*found.asked_about, *found.aside]
    chosen = sorted((one for one in asked if answers.get(one.key) in ANSWERS), key=lambda one: one.place)
    kept = [_answer(member, one, answers[one.key], chapter) for one in chosen]
    # the newest letters at once, so that Today knows the last contact before all of them have found their streets
    moments.take_up(moments.newest_letters(member, [person for person in kept if person]))
    if any(one.key.startswith("a-") and answers[one.key] != NOT_HERE for one in chosen):
        go_through_letters(member)
    return chosen


def _answer(member: Member, one: Candidate, said: str, chapter: Chapter | None) -> Person | None:
    """Who is kept by it, if somebody is."""
    what, _, whom = one.key.partition("-")
    about: dict[str, Any] = {"person_id": whom} if what == "p" else {"address": whom}
    if said == NOT_HERE:
        Asked.objects.get_or_create(member=member, **about)
        return None
    Asked.objects.filter(member=member, **about).delete()
    if said == SAME:
        return _join(member, one)
    person = Person.objects.of(member).get(pk=whom) if what == "p" else _keep(member, one, whom)
    begins, ends = days_of_role(chapter.begins, chapter.ends, one.first) if chapter else (None, None)
    people.say_role(person, said, chapter=chapter, begins=begins, ends=ends)
    return person


def _keep(member: Member, one: Candidate, address: str) -> Person:
    """Somebody known by mail only, under the name that stands on it."""
    name, given, family = in_order(one.name)
    said = {"name": name[:300], "given": given[:300], "family": family[:300]}
    return people.keep(member, **said, addresses=[address], source="mail")


def _join(member: Member, one: Candidate) -> Person | None:
    """The entry or the address is one more of somebody who is kept under the same name, where there is exactly one."""
    if one.key.startswith("p-"):
        pair = join(member, one.key.removeprefix("p-"))
        return pair.kept if pair else None
    namesakes = list(Person.objects.of(member).filter(folded=one.folded[:300])[:2])
    if len(namesakes) != 1:
        return None
    people.reach_at(namesakes[0], one.addresses)
    return namesakes[0]


def someone_else(member: Member, *, name: str, role: str, chapter: Chapter | None) -> None:
    """Somebody who stands in no file. Sent twice, it is one person."""
    people.keep_known(member, name=name, role=role, chapter=chapter)


def mark(member: Member, *, stretch: str, after: str) -> None:
    """Where to go on next time."""
    Bookmark.objects.update_or_create(member=member, defaults={"stretch": stretch[:60], "after": after[:700]})
