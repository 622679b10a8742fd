"""A small life with one of each thing in it, and all that is kept of it."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from bothways.accounts import queries as accounts
from bothways.accounts.actions import claim
from bothways.accounts.models import MailServer, Member
from bothways.exchange.models import Carded
from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving, loops, outbox, sending, writing
from bothways.gratitude.models import Letter, Outgoing, Telling
from bothways.ground.clock import now
from bothways.ground.mail import Server
from bothways.ground.records import change, new_id
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Erased, Person, RememberedDay
from bothways.rhythm import actions as rhythm
from bothways.street import actions as street
from tests.concurrency.acts import ACTS

ROOMS = ("people", "moments", "gratitude", "rhythm", "today", "exchange")
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
        chapter = people.begin_chapter(member, name="Residency", begins=in_year(1990))
        role = people.say_role(grace, "mentor", chapter=chapter)
        remember = partial(street.remember, grace, lane="theirs", today=today)
        helped = remember(kind="time", on=in_year(1996), deed="You let me stay.", words="Look again.")
        good = remember(kind="milestone", on=exactly(today), deed="You won the prize.")
        told = loops.tell_of(member, what="I am a doctor.", on=exactly(today), because_of=[helped], today=today)
        promise = rhythm.promise(grace, promise_id=new_id(), lane="mine", what="The slides", on=None)
        sent = _sent(remember(kind="decision", on=in_year(1999), deed="You told me to go."))
        people.say_contact(grace, "paused", until=today + timedelta(days=30))
        people.say_contact(grace, "open")
        lin, day = _dead(member, today)
        letter = writing.start(member, grace, kind="thanks", moments=[helped], at=now())
        if is_ready:
            leaving.make_ready(letter, "copy", now())
        self.member, self.versions = member, {"version": letter.version, "of_the_person": grace.version}
        self.ids: dict[str, UUID] = {
            "person": grace.pk, "role": role.pk, "help": helped.pk, "good": good.pk, "news": told.pk,
            "telling": Telling.objects.get(news=told).pk, "promise": promise.pk, "letter": letter.pk,
            "chapter": chapter.pk, "said": grace.said.latest("id").pk, "sent": sent.pk, "dead": lin.pk, "day": day.pk,
            "entry": _of_the_address_book(member).pk,
        }  # fmt: skip

    def act(self, name: str) -> tuple[str, dict[str, str]]:
        """Its address, and what its form says."""
        path, typed = ACTS[name]
        new = UUID(int=self.new.int + [*ACTS].index(name))  # of each form its own; sent twice, it is the same
        known = {**self.ids, **self.versions, "new": new}
        return path.format(**known), {field.format(**known): said.format(**known) for field, said in typed.items()}

    def rows(self) -> dict[str, list[str]]:
        """All that is kept of it but marks of who was erased; of ids and instants only whether there is one."""
        kept = (model for room in ROOMS for model in apps.get_app_config(room).get_models() if model is not Erased)
        return {model.__name__: sorted(map(_plain, _of(model, self.member))) for model in kept}


def _sent(helped: Moment) -> Letter:
    """From here, and the mail server has it: by one that is named for this moment only, nothing leaves."""
    letter = writing.start(helped.member, helped.person, kind="thanks", moments=[helped], at=now())
    leaving.make_ready(letter, "send", now())
    change(letter, state="queued")
    outbox.put_in(letter, accounts.Sender(Server("localhost", 25), letter.member.email, is_own=False), now())
    row = Outgoing.objects.get(letter=letter)
    outbox.take_in_hand(row, now())
    sending.accept(row, at=now())
    return letter


def _dead(member: Member, today: date) -> tuple[Person, RememberedDay]:
    """Somebody who died, with a day on which they are remembered."""
    lin = people.keep(member, name="Lin Okafor")
    people.say_role(lin, "mentor")
    writing.say_life(lin, "died", died=in_year(2020), today=today, at=now())
    return lin, people.remember_on(lin, month=11, day=1)


def _of_the_address_book(member: Member) -> Person:
    """Under the name of Grace, who is kept."""
    entry = people.keep(member, name="Grace Hill", addresses=["hill@example.net"], note="Of the card")
    Carded.objects.create(member=member, key="a card", person=entry)
    return entry


_OF_IMPORT = dict.fromkeys(["File", "Trouble", "Sender", "Again"], "brought__member")
_OF_PERSON = dict.fromkeys(["Said", "RememberedDay"], "person__member")
_THROUGH = {**_OF_IMPORT, **_OF_PERSON, "Part": "letter__member"}


def _of(model: type[models.Model], member: Member) -> Any:
    return model._default_manager.filter(**{_THROUGH.get(model.__name__, "member"): member})


_ONLY_WHETHER = (models.UUIDField, models.BigAutoField, models.DateTimeField, models.ForeignKey)


def _plain(row: models.Model) -> str:
    kept = [field for field in row._meta.concrete_fields if field.name not in UNLIKE]
    values = {field.name: getattr(row, field.attname) for field in kept}
    only_whether = {field.name for field in kept if isinstance(field, _ONLY_WHETHER)}
    return str({name: (value is not None) if name in only_whether else value for name, value in values.items()})
