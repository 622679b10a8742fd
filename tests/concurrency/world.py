"""A small life with one of each thing in it, all that can be done with these, and all that is kept of it."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from bothways.accounts.actions import claim
from bothways.accounts.models import MailServer, Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving, loops, writing
from bothways.gratitude.models import Telling
from bothways.ground.clock import now
from bothways.ground.records import new_id
from bothways.people import actions as people
from bothways.people.models import Erased
from bothways.rhythm import actions as rhythm
from bothways.street import actions as street

ROOMS = ("people", "moments", "gratitude", "rhythm", "today")
# What differs between two lives in which the same was done: how often a row was saved, and what has an id in it.
UNLIKE = {"version", "source_key", "message_id", "message", "sender"}


class World:
    """`is_ready`: the letter is written and copied; else it is a draft."""

    @transaction.atomic
    def __init__(self, today: date, *, is_ready: bool) -> None:
        self.new = new_id()
        member = Member.objects.create_user(f"{self.new}@example.org", None, name="Ada")
        claim(member, [member.email])
        MailServer.objects.create(
            member=member, host="127.0.0.1", port=25, secured="starttls", address=member.email, tested_at=now()
        )
        grace = people.keep(member, name="Grace Hill", note="A note", addresses=["grace@example.edu"])
        role = people.say_role(grace, "mentor")
        remember = partial(street.remember, grace, lane="theirs", today=today)
        helped = remember(kind="time", on=in_year(1996), deed="You let me stay.", words="Look again.")
        good = remember(kind="milestone", on=exactly(today), deed="You won the prize.")
        told = loops.tell_of(member, what="I am a doctor.", on=exactly(today), because_of=[helped], today=today)
        promise = rhythm.promise(grace, promise_id=new_id(), lane="mine", what="The slides", on=None)
        letter = writing.start(member, grace, kind="thanks", moments=[helped], at=now())
        if is_ready:
            leaving.make_ready(letter, "copy", now())
        self.member, self.version = member, letter.version
        self.ids: dict[str, UUID] = {
            "person": grace.pk, "role": role.pk, "help": helped.pk, "good": good.pk, "news": told.pk,
            "telling": Telling.objects.get(news=told).pk, "promise": promise.pk, "letter": letter.pk,
        }  # fmt: skip

    def act(self, name: str) -> tuple[str, dict[str, str]]:
        """Its address, and what its form says."""
        path, typed = ACTS[name]
        known = {**self.ids, "version": self.version, "new": self.new}
        return path.format(**known), {field: value.format(**known) for field, value in typed.items()}

    def rows(self) -> dict[str, list[str]]:
        """All that is kept of it but marks of who was erased; of ids and instants only whether there is one."""
        kept = (model for room in ROOMS for model in apps.get_app_config(room).get_models() if model is not Erased)
        return {model.__name__: sorted(map(_plain, _of(model, self.member))) for model in kept}


_THROUGH = {"Said": "person__member", "RememberedDay": "person__member", "Part": "letter__member"}


def _of(model: type[models.Model], member: Member) -> Any:
    return model._default_manager.filter(**{_THROUGH.get(model.__name__, "member"): member})


_ONLY_WHETHER = (models.UUIDField, models.DateTimeField, models.ForeignKey)


def _plain(row: models.Model) -> str:
    kept = [field for field in row._meta.concrete_fields if field.name not in UNLIKE]
    values = {field.name: getattr(row, field.attname) for field in kept}
    only_whether = {field.name for field in kept if isinstance(field, _ONLY_WHETHER)}
    return str({name: (value is not None) if name in only_whether else value for name, value in values.items()})


_WORDS = {
    "kind": "thanks", "shape": "letter", "greeting": "Dear Dr. Hill,", "close": "Yours,", "signature": "Ada",
    "subject": "", "deed": "You stayed late.", "cost": "An evening.", "effect": "I am a doctor.", "now": "",
    "words": "", "passed_on": "", "version": "{version}",
}  # fmt: skip
_MOMENT = {
    "lane": "theirs", "kind": "time", "deed": "You stayed late.", "words": "", "on": "1996", "cost": "", "effect": "",
    "minutes": "", "note": "", "version": "1",
}  # fmt: skip
_PROMISE = {"lane": "mine", "what": "The book", "on": ""}
_PERSON = {
    "name": "Grace Hill", "prefix": "", "given": "", "family": "", "address_as": "", "language": "en",
    "channel": "paper", "reach": "", "emails": "grace@example.org", "phones": "", "postal": "", "care_of": "",
    "organisation": "", "work": "", "born": "", "note": "Another note", "version": "1",
}  # fmt: skip
ACTS: dict[str, tuple[str, dict[str, str]]] = {
    "remember": ("/moments/remember/", {**_MOMENT, "id": "{new}", "person": "{person}", "name": ""}),
    "change the help": ("/moments/{help}/change/", _MOMENT),
    "it was no help": ("/moments/{help}/change/", {**_MOMENT, "kind": "met", "lane": "together"}),
    "take the help away": ("/moments/{help}/take-away/", {}),
    "take their news away": ("/moments/{good}/take-away/", {}),
    "thank for it": ("/moments/{help}/thank/", {}),
    "be glad of it": ("/moments/{good}/thank/", {}),
    "write the news": ("/letters/to/{person}/start/", {"telling": "{telling}"}),
    "save the letter": ("/letters/{letter}/save/", _WORDS),
    "turn the letter": ("/letters/{letter}/turn/", {**_WORDS, "into": "progress"}),
    "copy the letter": ("/letters/{letter}/ready/copy/", _WORDS),
    "send the letter": ("/letters/{letter}/ready/send/", _WORDS),
    "take it back": ("/letters/{letter}/take-back/", {}),
    "it was given": ("/letters/{letter}/given/", {"on": ""}),
    "it was not given": ("/letters/{letter}/not-given/", {}),
    "throw the letter away": ("/letters/{letter}/delete/", {}),
    "let the help go": ("/untold/help/{help}/let-go/", {"how": "done"}),
    "take the help up": ("/untold/help/{help}/take-up/", {}),
    "let the news go": ("/untold/news/{telling}/let-go/", {"how": "too_late"}),
    "take the news up": ("/untold/news/{telling}/take-up/", {}),
    "let theirs go": ("/untold/theirs/{good}/let-go/", {"how": "done"}),
    "tell what came of it": ("/came-of-it/{help}/tell/", {"what": "I teach now.", "on": "2026-11"}),
    "change the news": ("/news/{news}/change/", {"what": "I am a surgeon.", "on": "2026-11", "version": "1"}),
    "take the news away": ("/news/{news}/take-away/", {}),
    "promise": ("/promises/make/", {**_PROMISE, "id": "{new}", "person": "{person}"}),
    "change the promise": ("/promises/{promise}/change/", {**_PROMISE, "version": "1"}),
    "keep the promise": ("/promises/{promise}/keep/", {}),
    "release the promise": ("/promises/{promise}/release/", {}),
    "open the promise again": ("/promises/{promise}/open-again/", {}),
    "change the person": ("/people/{person}/change/", _PERSON),
    "say a role": ("/people/{person}/role/", {"role": "peer", "chapter": "", "begins": "2010", "ends": ""}),
    "take the role back": ("/roles/{role}/take-back/", {}),
    "they died": ("/people/{person}/life/", {"life": "died", "died": "2026-11"}),
    "it rests": ("/people/{person}/contact/", {"contact": "paused", "until": "2027-01-01"}),
    "wish": ("/people/{person}/wish/", {"every": "30"}),
    "forget the notes": ("/people/{person}/forget-notes/", {}),
    "forget them": ("/people/{person}/forget/", {"name": "Grace Hill"}),
    "it was done": ("/today/{person}/done/", {"act": "meet", "how": "spoke"}),
    "not now": ("/today/{person}/not-now/", {"act": "meet", "days": "7"}),
}
