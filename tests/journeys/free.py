"""Whatever a member can write in words of their own, all of it said anew."""

from bothways.accounts.models import MailServer, Member, TriedServer
from bothways.exchange.models import File, Trouble
from bothways.gratitude.models import Letter, News, Outgoing, Part
from bothways.ground.clock import now
from bothways.moments.models import Mail, MailParty, Moment
from bothways.people.models import Chapter, Person, RememberedDay
from bothways.rhythm.models import Promise
from tests.journeys.life import Life

FREE = {
    Member: ["name", "called", "signs_as", "sender_address"],
    Chapter: ["name", "place"],
    Person: ["name", "given", "family", "prefix", "address_as", "reach", "postal", "care_of", "organisation", "work",
             "note"],
    RememberedDay: ["word"],
    Moment: ["deed", "words", "cost", "effect", "note"],
    Mail: ["subject"],
    MailParty: ["name"],
    News: ["what"],
    Letter: ["greeting", "close", "signature", "subject"],
    Part: ["text"],
    Outgoing: ["said", "sender", "recipient"],
    MailServer: ["host", "user", "address"],
    TriedServer: ["host", "user", "address", "says"],
    Promise: ["what"],
    File: ["name"],
    Trouble: ["why"],
}  # fmt: skip


def say_everywhere(life: Life, text: str) -> None:
    for model, at in ((MailServer, "tested_at"), (TriedServer, "asked_at")):
        model.objects.create(member=life.member, port=25, secured="none", **{at: now()})
    for model, columns in FREE.items():
        if model is not Trouble:
            model.objects.update(**dict.fromkeys(columns, text))
    Trouble.objects.filter(at="card 0").update(why=text)
