"""The people a member keeps, for programs."""

from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
from ninja import Query, Router, Status
from pydantic import Field
from typing_extensions import TypedDict

from bothways.accounts.asking import Asking
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import writing
from bothways.gratitude.forms import SaidLifeForm
from bothways.ground.answering import (
    A_DAY,
    Page,
    RowId,
    Sent,
    Some,
    Truth,
    VersionRead,
    answers,
    day,
    read,
    renamed,
    some,
)  # fmt: skip
from bothways.ground.answering import typed as as_typed
from bothways.ground.clock import now, today_in
from bothways.ground.records import find, must_say, new_id
from bothways.ground.refusals import ChangedMeanwhile, Refusal
from bothways.people import actions as people_actions
from bothways.people import queries
from bothways.people.forms import ContactForm, PersonForm, RememberForm
from bothways.people.models import IN_ORDER, Address, Person, PersonSet, Phone, RememberedDay, Role, Said
from bothways.people.rules import contact_now
from bothways.street import actions
from bothways.street.api.roles import OF_ROLE, RoleChange, RoleIn, RoleOut, RoleSaid, of_role, shown_role

people = Router()
OfLife = Literal["living", "unknown", "died"]
OfContact = Literal["open", "paused", "ended"]
_OF_LIFE = {"died": "died_on"}


class SaidOut(TypedDict):
    id: UUID
    word: str


class DayOut(TypedDict):
    id: UUID
    on: str
    word: str


class PersonOut(TypedDict):
    id: UUID
    name: str
    given: str
    family: str
    prefix: str
    address_as: str
    emails: list[str]
    phones: list[str]
    language: str
    roles: list[RoleOut]
    life: OfLife
    died_on: str | None
    contact: OfContact
    contact_until: str | None
    channel: str
    reach: str
    reach_is_guess: bool
    not_from_here: bool
    postal: str
    care_of: str
    organisation: str
    work: str
    born: str | None
    note: str
    said: SaidOut | None  # last of their life or of contact, and can be undone
    remembered_days: list[DayOut]
    version: int


class _About(Sent):
    given: str = ""
    family: str = ""
    prefix: str = Field("", description="A title: `Dr.`")
    address_as: str = Field("", description="What stands after “Dear”: `Mr. Bell`.")
    emails: list[str] = Field([], description="The first one is written to.")
    phones: list[str] = []
    language: Literal["en", "es"] = Field("en", description="Of letters to them; left out, that of the member.")
    channel: Literal["", "mail", "paper", "phone", "person", "text"] = ""
    reach: str = ""
    reach_is_guess: Truth = True
    not_from_here: Truth = Field(False, description="They asked not to be written to through Bothways.")
    postal: str = ""
    care_of: str = ""
    organisation: str = ""
    work: str = ""
    born: str | None = Field(None, description="`1950-04-12`, or `--04-12` without the year.")
    note: str = ""


class PersonIn(_About):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"version", "contact", "contact_until", "said", "remembered_days"})

    id: UUID | None = Field(None, description="Drawn by the program: sent twice, it is one person.")
    name: str
    roles: list[RoleIn] = []
    life: OfLife = "living"
    died_on: str | None = Field(None, description=str(A_DAY.description))


class PersonChange(_About):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset(
        {"id", "roles", "life", "died_on", "contact", "contact_until", "said", "remembered_days"}
    )

    name: str = ""
    version: VersionRead


class LifeIn(Sent):
    life: OfLife
    died_on: str | None = Field(None, description=str(A_DAY.description))


class ContactIn(Sent):
    contact: OfContact
    until: str | None = Field(None, description="Of a pause: nothing, until it is opened again.")


class UndoIn(Sent):
    id: UUID = Field(description="Of what was said last, as the person shows it.")


class DayIn(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"id"})

    on: str = Field(
        pattern=r"^--[0-9]{2}-[0-9]{2}$", description="`--04-12`: a day of every year.", examples=["--04-12"]
    )
    word: str = Field("", description="What day it is.")


@people.get("people", response=answers(Some[PersonOut]), summary="Everyone who is kept, by name")
def everyone(request: Asking, page: Query[Page]) -> Any:
    today = today_in(request.user.timezone)
    return some(_whole(queries.people(request.user)), page, lambda one: _shown(one, today=today))


@people.post("people", response=answers(PersonOut, status=201), summary="Keep somebody new")
def keep(request: Asking, sent: PersonIn) -> Any:
    today, said = today_in(request.user.timezone), sent.said
    roles = [of_role(request, one) for one in sent.roles]
    person_id, life, died = said.pop("id", None) or new_id(), said.pop("life", None), said.pop("died_on", None)
    said.pop("roles", None)
    stands = {"language": request.user.language, "reach_is_guess": True}
    values = _form_of(request, {**stands, **said}, was_born=None, died=None, kept=()).cleaned_data
    values.pop("version")
    typed = {name: values[name] for name in said}
    with transaction.atomic():
        emails, phones = values.pop("emails"), values.pop("phones")
        person, is_new = actions.keep_person(
            request.user, person_id=person_id, values=values, addresses=emails, phones=phones, roles=roles
        )
        if is_new and life:
            _say_life(request, person, life, died)
    shown = _shown(_one(request, person.pk), today=today)
    if not is_new:
        _must_say(shown, typed, roles, _read_life(request, person, life, died) if life else {})
    return Status(201, shown)


def _must_say(stands: dict[str, Any], typed: dict[str, Any], roles: list[dict[str, Any]], life: dict[str, Any]) -> None:
    """Of somebody who came again: what was said of them since, as a death, is not undone by an answer that got lost."""
    born = {"born": day(typed["born"])} if "born" in typed else {}
    said = {"life": life["life"], "died_on": day(life["died"])} if life else {}
    had = [{name: one[name] for name in ("role", "from", "to", "chapter")} for one in stands["roles"]]
    sent = [_of_sent(one) for one in roles]
    are_there = {} if all(one in had for one in sent) else {"roles": sent}
    must_say(stands["version"], stands, {**typed, **born, **said, **are_there})


def _of_sent(role: dict[str, Any]) -> dict[str, Any]:
    chapter = role["chapter"].pk if role["chapter"] else None
    return {"role": role["role"], "from": day(role["begins"]), "to": day(role["ends"]), "chapter": chapter}


@people.get("people/{person_id}", response=answers(PersonOut), summary="One person, by their id")
def one(request: Asking, person_id: RowId) -> Any:
    return _shown(_one(request, person_id), today=today_in(request.user.timezone))


@people.patch("people/{person_id}", response=answers(PersonOut), summary="Say better how somebody is called or reached")
def change(request: Asking, person_id: RowId, sent: PersonChange) -> Any:
    """What is not sent stays. Roles, life and contact have addresses of their own."""
    person, today = _one(request, person_id), today_in(request.user.timezone)
    stands = {name: getattr(person, name) for name in PersonForm.base_fields if hasattr(person, name)}
    stands |= {"emails": queries.addresses(person), "phones": _numbers(person)}
    around = {"was_born": person.born, "died": person.died, "kept": queries.addresses(person)}
    values = _form_of(request, {**stands, **sent.said}, **around).cleaned_data
    emails, phones, version = values.pop("emails"), values.pop("phones"), values.pop("version")
    actions.amend_person(person, version=version, values=values, addresses=emails, phones=phones, today=today, at=now())
    return _shown(_one(request, person_id), today=today)


@people.delete("people/{person_id}", response=answers(None, status=204), summary="Forget somebody, for good")
def forget(request: Asking, person_id: RowId) -> Any:
    """With their moments, their letters, and all that was said of them. There is no way back."""
    actions.forget(queries.person(request.user, person_id))
    return Status(204, None)


@people.put("people/{person_id}/life", response=answers(PersonOut), summary="Say whether somebody lives")
def say_life(request: Asking, person_id: RowId, sent: LifeIn) -> Any:
    """With a death, drafts become letters that are kept and never leave, and what waits to be sent does not go."""
    _say_life(request, queries.person(request.user, person_id), sent.life, sent.died_on)
    return one(request, person_id)


@people.put("people/{person_id}/contact", response=answers(PersonOut), summary="Say whether contact rests or has ended")
def say_contact(request: Asking, person_id: RowId, sent: ContactIn) -> Any:
    person, today = queries.person(request.user, person_id), today_in(request.user.timezone)
    form = read(ContactForm(as_typed(sent.said), today=today))
    writing.say_contact(person, form.cleaned_data["contact"], until=form.last_day, today=today, at=now())
    return one(request, person_id)


@people.post("people/{person_id}/undo", response=answers(PersonOut), summary="Take back what was said last")
def undo(request: Asking, person_id: RowId, sent: UndoIn) -> Any:
    """Of their life or of contact: all is then as it was, and nothing is sent by it."""
    person = queries.person(request.user, person_id)
    if not writing.undo(person, sent.id, today=_today(request), at=now()):
        raise NothingUndone(_("Nothing was undone: it was undone before, or something else was said since."))
    return one(request, person_id)


@people.post(
    "people/{person_id}/remembered-days", response=answers(PersonOut, status=201),
    summary="Choose a day on which to remember somebody who has died",
)  # fmt: skip
def remember_on(request: Asking, person_id: RowId, sent: DayIn) -> Any:
    """Two a year at most. The same day twice is one."""
    month, day_of_month = sent.on[2:].split("-")
    form = RememberForm(as_typed({"month": month.lstrip("0"), "day": day_of_month, "word": sent.word}))
    said = read(form, {"month": "on", "day": "on"}).cleaned_data
    actions.remember_on(queries.person(request.user, person_id), **said)
    return Status(201, one(request, person_id))


@people.delete(
    "people/{person_id}/remembered-days/{day_id}", response=answers(None, status=204), summary="Take such a day away"
)
def forget_day(request: Asking, person_id: RowId, day_id: RowId) -> Any:
    find(queries.person(request.user, person_id).remembered_days.all(), day_id).delete()
    return Status(204, None)


@people.post("people/{person_id}/roles", response=answers(PersonOut, status=201), summary="Say what they are to you")
def say_role(request: Asking, person_id: RowId, sent: RoleSaid) -> Any:
    """Several at once are common. The same role in the same chapter is said once."""
    person = queries.person(request.user, person_id)
    try:
        people_actions.say_role(person, role_id=sent.id, **of_role(request, sent))
    except ChangedMeanwhile as problem:
        raise renamed(problem, OF_ROLE) from None
    return Status(201, one(request, person_id))


@people.patch("roles/{role_id}", response=answers(PersonOut), summary="Say better what they are to you, or end it")
def change_role(request: Asking, role_id: RowId, sent: RoleChange) -> Any:
    role = queries.role(request.user, role_id)
    stands = {"role": role.role, "chapter": role.chapter_id, "begins": role.begins, "ends": role.ends}
    said = of_role(request, sent, stands)
    try:
        people_actions.change_role(role, version=sent.version, values=said)
    except ChangedMeanwhile as problem:
        raise renamed(problem, OF_ROLE) from None
    return one(request, role.person_id)


@people.delete("roles/{role_id}", response=answers(None, status=204), summary="Take a role back")
def take_back_role(request: Asking, role_id: RowId) -> Any:
    people_actions.take_back_role(queries.role(request.user, role_id))
    return Status(204, None)


class NothingUndone(Refusal):
    status = 409


def _whole(rows: PersonSet) -> PersonSet:
    """With all that is shown of them, whoever many they are: five more queries."""
    return rows.prefetch_related(
        Prefetch("addresses", Address.objects.order_by(*IN_ORDER)),
        Prefetch("phones", Phone.objects.order_by(*IN_ORDER)),
        Prefetch("roles", Role.objects.order_by("id")),
        Prefetch("said", Said.objects.order_by("-id")),
        Prefetch("remembered_days", RememberedDay.objects.order_by("id")),
    )


def _one(request: Asking, person_id: UUID) -> Person:
    return find(_whole(queries.people(request.user)), person_id)


def _numbers(person: Person) -> list[str]:
    return [one.number for one in person.phones.all()]


def _form_of(request: Asking, said: dict[str, Any], **around: Any) -> PersonForm:
    lines = {name: "\n".join(said[name]) for name in ("emails", "phones") if said.get(name)}
    form = PersonForm(as_typed({**said, "emails": "", "phones": "", **lines}), **around, today=_today(request))
    return read(form)


def _today(request: Asking) -> Any:
    return today_in(request.user.timezone)


def _say_life(request: Asking, person: Person, life: str, died: str | None) -> None:
    said = _read_life(request, person, life, died)
    writing.say_life(person, said["life"], died=said["died"], today=_today(request), at=now())


def _read_life(request: Asking, person: Person, life: str, died: str | None) -> dict[str, Any]:
    form = SaidLifeForm(as_typed({"life": life, "died": died}), today=_today(request), of=person)
    return read(form, _OF_LIFE).cleaned_data


_TEXTS = (
    "name", "given", "family", "prefix", "address_as", "language", "channel", "reach", "postal", "care_of",
    "organisation", "work", "note",
)  # fmt: skip


def _shown(person: Person, *, today: Any) -> dict[str, Any]:
    contact = contact_now(person.contact, person.paused_until, today)
    return {
        "id": person.pk,
        **{name: getattr(person, name) for name in _TEXTS},
        "emails": [one.address for one in person.addresses.all()],
        "phones": _numbers(person),
        "roles": [shown_role(one) for one in person.roles.all()],
        "life": person.life,
        "died_on": day(person.died),
        "contact": contact,
        "contact_until": str(person.paused_until) if contact == "paused" and person.paused_until else None,
        "reach_is_guess": person.reach_is_guess,
        "not_from_here": person.not_from_here,
        "born": day(person.born),
        "said": next(({"id": one.pk, "word": one.word} for one in person.said.all()), None),
        "remembered_days": [
            {"id": one.pk, "on": str(one.on), "word": one.word} for one in person.remembered_days.all()
        ],
        "version": person.version,
    }
