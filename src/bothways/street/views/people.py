"""The list of people, and what a member says of one: their fields, roles, life and contact."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.days import exactly, spoken
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import writing
from bothways.gratitude.forms import SaidLifeForm
from bothways.gratitude.queries import letters
from bothways.gratitude.views.said import after_saying, is_leaving
from bothways.ground.clock import now, today_in
from bothways.ground.folding import parts_of
from bothways.ground.meanwhile import over_what_stands, unless_of_before
from bothways.ground.pages import go, show
from bothways.ground.records import as_id
from bothways.ground.refusals import ChangedMeanwhile, KeptAlready
from bothways.people import actions as people_actions
from bothways.people import queries as people
from bothways.people.forms import ContactForm, LifeForm, PersonForm, RoleForm, WhoForm
from bothways.people.models import IN_ORDER, Person, Role, Said
from bothways.people.rules import Contact, Life, contact_now
from bothways.rhythm import queries as rhythm
from bothways.street import actions, queries
from bothways.street.forms import WishForm

A_PAGE = 60


@require_safe
def everyone(request: Asking) -> HttpResponse:
    """People by chapter; below them the rest of the address book."""
    return _show_everyone(request, WhoForm())


def _show_everyone(request: Asking, form: WhoForm, *, status: int = 200) -> HttpResponse:
    rest = Paginator(people.without_role(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "chapters": queries.by_chapter(request.user, today=today_in(request.user.timezone)),
        "rest": rest,
        "form": form,
    }
    return show(request, "street/people.html", "rest", context, status=status)


@require_POST
def keep(request: Asking) -> HttpResponse:
    form = WhoForm(request.POST)
    if not form.is_valid():
        return _show_everyone(request, form, status=422)
    said = form.cleaned_data
    try:
        person = people_actions.keep_known(request.user, name=said["name"], role=said["role"], person_id=said["id"])
    except KeptAlready as problem:
        over_what_stands(form, problem)
        return _show_everyone(request, form, status=problem.status)
    return redirect("street:about", person.pk)


@require_safe
def about(request: Asking, person_id: UUID) -> HttpResponse:
    """All that can be said of one person."""
    return _show_about(request, people.person(request.user, person_id))


@require_POST
def change(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    form = PersonForm(request.POST, **_around(request, person))
    if not form.is_valid():
        return _show_about(request, person, form=form, status=422)
    said = dict(form.cleaned_data)
    version, emails, phones = said.pop("version"), said.pop("emails"), said.pop("phones")
    try:
        leaving = actions.amend_person(
            person, version=version, values=said, addresses=emails, phones=phones,
            today=today_in(request.user.timezone), at=now(),
        )  # fmt: skip
    except ChangedMeanwhile as problem:
        over_what_stands(form, problem)
        return _show_about(request, people.person(request.user, person_id), form=form, status=problem.status)
    messages.success(request, _("Kept."))
    if leaving:
        is_leaving(request, person)
    return redirect("street:person", person.pk)


@require_POST
def say_role(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    form = _sent_role(request)
    if not form.is_valid():
        return _show_about(request, person, sent_role={None: form}, status=422)
    try:
        people_actions.say_role(person, role_id=form.cleaned_data["id"], **_said_of_role(request, form))
    except KeptAlready as problem:
        over_what_stands(form, problem)
        return _show_about(request, person, sent_role={None: form}, status=problem.status)
    return redirect("street:about", person.pk)


@require_POST
def change_role(request: Asking, role_id: UUID) -> HttpResponse:
    role = people.role(request.user, role_id)
    form = _sent_role(request, role)
    if not form.is_valid():
        return _show_about(request, role.person, sent_role={role.pk: form}, status=422)
    try:
        version = form.cleaned_data["version"]
        people_actions.change_role(role, version=version, values=_said_of_role(request, form))
    except ChangedMeanwhile as problem:
        over_what_stands(form, problem)
        return _show_about(request, role.person, sent_role={role.pk: form}, status=problem.status)
    messages.success(request, _("Kept."))
    return redirect("street:about", role.person_id)


def _said_of_role(request: Asking, form: RoleForm) -> dict[str, Any]:
    said = {name: form.cleaned_data[name] for name in ("role", "chapter", "begins", "ends")}
    chapter = people.chapter(request.user, UUID(said["chapter"])) if said["chapter"] else None
    return {**said, "chapter": chapter}


@require_POST
def take_back_role(request: Asking, role_id: UUID) -> HttpResponse:
    role = people.role(request.user, role_id)
    with unless_of_before(request) as read:
        people_actions.take_back_role(role, read=read)
    return redirect("street:about", role.person_id)


@require_POST
def say_life(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    today = today_in(request.user.timezone)
    form = SaidLifeForm(request.POST, today=today, of=person)
    if not form.is_valid():
        return _show_about(request, person, life=form, status=422)
    said, was = form.cleaned_data, person.life
    leaving = writing.say_life(person, said["life"], died=said["died"], today=today, at=now())
    for says in _of_family_letters(request, person, was):
        messages.info(request, says)
    return after_saying(request, person, leaving=leaving)


@require_POST
def say_contact(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    today = today_in(request.user.timezone)
    form = ContactForm(request.POST, today=today)
    if not form.is_valid():
        return _show_about(request, person, contact=form, status=422)
    contact = form.cleaned_data["contact"]
    leaving = writing.say_contact(person, contact, until=form.last_day, today=today, at=now())
    return after_saying(request, person, leaving=leaving)


@require_POST
def undo(request: Asking, person_id: UUID) -> HttpResponse:
    """What was said last of life or contact is taken back; nothing is sent by it."""
    person = people.person(request.user, person_id)
    today = today_in(request.user.timezone)
    was, last = person.life, people.last_said(person)
    if not writing.undo(person, as_id(request.POST.get("said", "")), today=today, at=now()):
        messages.info(request, _("Nothing was undone: it was undone before, or something else was said since."))
    else:
        messages.success(request, " ".join([_("Undone."), *_now(request, person, was, last)]))
    return redirect("street:about", person.pk)


def _now(request: Asking, person: Person, was: str, last: Said | None) -> list[str]:
    """What holds after `last` was undone, in sentences; `was`: their life, as it was said till then."""
    of_life = last is not None and last.word in set(Life)
    says = [_life_now(person) if of_life else _contact_now(person, today_in(request.user.timezone))]
    if person.life != Life.DIED and letters.was_held_back(person):
        says.append(_("The letter that was on its way lies on your desk, and is not sent by itself."))
    says += _of_family_letters(request, person, was)
    return [one for one in says if one] or [_("All is as it was.")]


def _life_now(person: Person) -> str:
    """Where the last of several sayings was undone, the one before it holds."""
    if person.life == Life.DIED and person.died:
        return _("They are remembered as before (died {day}).").format(day=spoken(person.died))
    if person.life == Life.DIED:
        return _("They are remembered as before, without a day of death.")
    return _("As before, you do not know whether they live.") if person.life == Life.UNKNOWN else ""


def _contact_now(person: Person, today: date) -> str:
    contact = contact_now(person.contact, person.paused_until, today)
    if contact == Contact.PAUSED:
        return _("Contact rests as before: nothing here brings them up.")
    return _("Contact has ended, as before: nothing here brings them up.") if contact == Contact.ENDED else ""


def _of_family_letters(request: Asking, person: Person, was: str) -> list[str]:
    """Where a death was taken back: what is kept, what may still arrive, and what has gone."""
    if was != Life.DIED or person.life == Life.DIED:
        return []
    found, says = list(queries.to_family(request.user, person)), []
    if any(one.state == "ready" for one in found):
        says.append(_("The letter to their family is kept among those never sent."))
    for one in found:
        if one.state == "queued":
            leaving = _("The letter to {name} is being handed to the mail server at this moment, and may reach them.")
            says.append(leaving.format(name=one.person.name))
        elif one.given_on:
            gone = _("{name} was given your letter on {day}.")
            says.append(gone.format(name=one.person.name, day=spoken(exactly(one.given_on))))
    return says


@require_POST
def say_wish(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    form = WishForm(request.POST)
    if not form.is_valid():
        return _show_about(request, person, wish=form, status=422)
    try:
        actions.say_wish(person, form.cleaned_data["every"])
    except actions.DiedMeanwhile as refusal:
        messages.info(request, refusal.says)
        return _show_about(request, person, status=refusal.status)
    return redirect("street:about", person.pk)


@require_POST
def forget_notes(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    actions.forget_notes(person)
    messages.success(request, _("Your notes are gone. The moments stay."))
    return redirect("street:about", person.pk)


def _is_named(person: Person, typed: str) -> bool:
    """By its words, whatever marks a keyboard sets between them; a name of no words by its signs."""
    words = parts_of(person.name)
    return parts_of(typed) == words if words else typed.strip() == person.name


@require_POST
def forget(request: Asking, person_id: UUID) -> HttpResponse:
    """For good: asked for by typing the name."""
    person = people.person(request.user, person_id)
    if not _is_named(person, request.POST.get("name", "")):
        messages.error(request, _("Nothing was taken away: type the name exactly to do it."))
        return redirect("street:about", person.pk)
    leaving = letters.in_hand(request.user, at=now()).filter(letter__person=person).exists()
    actions.forget(person)
    messages.success(request, _("Taken away, with their letters and all that was said of them."))
    if leaving:
        messages.warning(request, _("A letter to them was being handed to the mail server, and may still reach them."))
    return go(request, "people")


def _sent_role(request: Asking, role: Role | None = None) -> RoleForm:
    return RoleForm(request.POST, auto_id=_apart(role), **_around_roles(request))


def _role_forms(request: Asking, roles: Iterable[Role]) -> dict[UUID | None, RoleForm]:
    """One to add a role, and one for each of these with what is said of it."""
    around = _around_roles(request)
    forms: dict[UUID | None, RoleForm] = {None: RoleForm(auto_id=_apart(None), **around)}
    for role in roles:
        said = {"role": role.role, "chapter": str(role.chapter_id or ""), "version": role.version}
        said |= {"begins": str(role.begins or ""), "ends": str(role.ends or "")}
        forms[role.pk] = RoleForm(initial=said, auto_id=_apart(role), **around)
    return forms


def _apart(role: Role | None) -> str:
    """Several of these forms stand on one page."""
    return f"role_{role.pk}_%s" if role else "role_%s"


def _around_roles(request: Asking) -> dict[str, Any]:
    chapters = [(str(one.pk), one.name) for one in people.chapters(request.user)]
    return {"chapters": chapters, "today": today_in(request.user.timezone)}


def _person_form(request: Asking, person: Person) -> PersonForm:
    said = {name: getattr(person, name) for name in PersonForm.base_fields if hasattr(person, name)}
    reach = {
        "born": str(person.born or ""),
        "emails": "\n".join(people.addresses(person)),
        "phones": "\n".join(person.phones.order_by(*IN_ORDER).values_list("number", flat=True)),
    }
    return PersonForm(initial={**said, **reach}, **_around(request, person))


def _around(request: Asking, person: Person) -> dict[str, Any]:
    kept = {"was_born": person.born, "died": person.died, "kept": people.addresses(person)}
    return {**kept, "today": today_in(request.user.timezone)}


def _show_about(
    request: Asking,
    person: Person,
    *,
    sent_role: Mapping[UUID | None, RoleForm] | None = None,
    status: int = 200,
    **forms: object,
) -> HttpResponse:
    today, roles = today_in(request.user.timezone), people.roles(person)
    context = {
        "person": person,
        "today": today,
        "roles": roles,
        "said": queries.holds_still(person, today),
        "takes_no_letters": letters.takes_no_letters(person),
        "role_forms": {**_role_forms(request, roles), **(sent_role or {})},
        "form": _person_form(request, person) if "form" not in forms else forms["form"],
        "life": forms.get("life")
        or LifeForm(initial={"life": person.life, "died": str(person.died or "")}, today=today),
        "contact": forms.get("contact")
        or ContactForm(
            initial={
                "contact": contact_now(person.contact, person.paused_until, today),
                "until": str(person.paused_until or ""),
            },
            today=today,
        ),
        "wish": forms.get("wish") or WishForm(initial={"every": rhythm.wish(person)}),
    }
    return show(request, "street/about.html", context=context, status=status)
