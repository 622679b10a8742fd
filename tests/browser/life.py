"""A life with something of everything in it, and the address of every page that shows it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Count
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bothways.accounts.actions import add_member, welcome_link
from bothways.accounts.models import MailServer, Member
from bothways.example.actions import begin_example
from bothways.example.files import ARCHIVE, PEOPLE, write_files
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.actions.bringing import bring_in
from bothways.exchange.models import File, Import
from bothways.formats.days import exactly
from bothways.gratitude.actions import leaving, sending, writing
from bothways.gratitude.models import Letter, News, Outgoing
from bothways.ground.records import new_id
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Chapter, Person
from bothways.rhythm import actions as rhythm
from bothways.rhythm.models import Promise
from bothways.street import actions as street
from tests.postbox import HERE, postbox

LETTERS, CARDS = 200, 40  # enough for years of folded mail, and for more than a page of people
BROKEN = (
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Nora Vale\nEMAIL:not an address\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
)


def live(folder: Path) -> Member:
    """The example life with its files brought in, and letters in every state they can have."""
    at = datetime.now(UTC)
    member = begin_example(at=at)
    write_files(folder, at.date(), messages=LETTERS)
    every = (folder / PEOPLE).read_bytes().split(b"END:VCARD\r\n")
    (folder / PEOPLE).write_bytes(b"".join(card + b"END:VCARD\r\n" for card in every[:CARDS]))
    (folder / "broken.vcf").write_bytes(BROKEN)
    brought = begin(member, [Source(folder / name, name) for name in (PEOPLE, ARCHIVE, "broken.vcf")], at=at)
    while bring_in(brought.pk, at=at):
        continue
    for state in ("reading", "stopped", "failed"):
        other = Import.objects.create(member=member, started_at=at, state=state)
        File.objects.create(brought=other, name="older.mbox", kind="mbox", size=4000, read_to=1500, items=12)
    _letters_by_mail(member, at, _letters_of_every_state(member, at))
    _promises_of_every_state(member, at)
    return member


def _promises_of_every_state(member: Member, at: datetime) -> None:
    """One of mine and one of theirs kept, one released; one whose day has passed; and more than three of mine open."""
    person = Promise.objects.filter(member=member, lane="mine")[0].person
    passed = exactly(at.date() - timedelta(days=5))
    rhythm.promise(person, promise_id=new_id(), lane="mine", what="A book on time", on=passed)
    made = [
        rhythm.promise(person, promise_id=new_id(), lane=lane, what=f"A book on {number}", on=None)
        for number, lane in enumerate(("mine", "theirs", "mine", "mine", "mine", "mine"))
    ]
    street.keep_promise(made[0], today=at.date())
    street.keep_promise(made[1], today=at.date())
    rhythm.settle(made[2], "released", on=at.date())


def _letters_of_every_state(member: Member, at: datetime) -> list[Moment]:
    """Says for which help there is no letter yet."""
    had = Letter.objects.filter(member=member).values("person")
    helps = Moment.objects.filter(member=member, lane="theirs", person__life="living").exclude(person__in=had)
    by_person = {one.person_id: one for one in helps.exclude(deed="").order_by("pk")}
    chosen = list(by_person.values())
    for by, moment in zip(("print", "mail", "copy", "say"), chosen, strict=False):
        letter = writing.start(member, moment.person, moments=[moment], at=at)
        leaving.make_ready(letter, by, at - timedelta(days=9))
    gone = Person.objects.filter(member=member, life="died").first()
    assert gone is not None
    writing.start(member, gone, at=at)
    given = writing.start(member, chosen[4].person, moments=[chosen[4]], form="letter", at=at)
    leaving.make_ready(given, "say", at)
    leaving.give(given, exactly(at.date()), at.date())
    asked = people.keep(member, name="Ilse Wagner")
    people.say_life(asked, "unknown", today=at.date())
    writing.start(member, asked, at=at)
    return chosen[5:]


def _letters_by_mail(member: Member, at: datetime, helps: list[Moment]) -> None:
    """One that was taken, one that came back, one that waits for a server, and one that nobody tried yet."""
    with postbox() as box:
        MailServer.objects.create(
            member=member, address=member.email, host=HERE, port=box.port, secured="none", tested_at=at
        )
        can = [one for one in helps if one.person.contact == "open" and one.person.addresses.exists()]
        for says, moment in zip(("", "550 5.1.1 no such user", "451 try later", None), can, strict=False):
            letter = writing.start(member, moment.person, moments=[moment], at=at)
            writing.find_out(letter, "living", today=at.date(), at=at)
            sending.send(letter, at=at, today=at.date())
            if says is not None:
                box.says["RCPT"] = [says]
                sending.send_on(member.pk, at=at)


def _shown() -> Iterator[tuple[str, bool]]:
    """The name of every page that can be looked at, and whether it needs no id; from the list of addresses itself."""
    for resolver in get_resolver().url_patterns:
        assert isinstance(resolver, URLResolver)
        for pattern in resolver.url_patterns:
            assert isinstance(pattern, URLPattern)
            allowed = pattern.callback(RequestFactory().delete("/"))["Allow"]
            if "GET" in allowed:
                yield f"{resolver.namespace}:{pattern.name}", not pattern.pattern.converters


DOWNLOADS = {
    "accounts:codes_picture",  # a picture, and it waits for the secret that it shows
    "gratitude:paper",
    "gratitude:mail_file",
    "gratitude:sent_copy",
    "today:appointment_file",
    "exchange:download",
}
STRANGERS = {"accounts:join", "accounts:sign_in", "accounts:welcome"}  # for who is not signed in
PAGES = {name: alone for name, alone in _shown() if name not in DOWNLOADS | STRANGERS}
EMPTY = {name for name, alone in PAGES.items() if alone} - {"street:story"}


def address_of(name: str) -> str:
    return reverse(name)


def pages(member: Member) -> dict[str, list[str]]:
    """The addresses of each page, in all the states it can be in, in the life that was lived above."""
    found: dict[str, list[str]] = {name: [reverse(name)] for name in EMPTY}
    for name, several in _arguments(member).items():
        found[name] = [reverse(name, args=some) for some in several]
    someone = _street(member)
    found["street:person"] += [f"{found['street:person'][0]}?after={_deep(someone)}"]
    found["street:add"] += [f"{reverse('street:add')}?person={someone.pk}"]
    found["street:add_received"] += [f"{reverse('street:add_received')}?person={someone.pk}"]
    found["street:add_promise"] += [f"{reverse('street:add_promise')}?person={someone.pk}"]
    found["street:story"] = [reverse("street:story")]
    found["street:find"] += [f"{reverse('street:find')}?q={words}" for words in ("clinic", "nobody")]
    found["exchange:who"] += [f"{reverse('exchange:who')}?stretch=aside"]
    found["today:reach"] = [f"{reverse('today:reach', args=[someone.pk])}?act=ask"]
    return found


def _arguments(member: Member) -> dict[str, list[list[object]]]:
    someone, gone = _street(member), Person.objects.filter(member=member, life="died").first()
    assert gone is not None
    help_of = Moment.objects.filter(member=member, person=someone, lane="theirs", loop__isnull=False).first()
    assert help_of is not None
    moment = Moment.objects.filter(member=member, lane="mine").exclude(source="mail").first()
    assert moment is not None
    chapters = Chapter.objects.filter(member=member)
    mail = Moment.objects.filter(member=member, source="mail").first()
    assert mail is not None
    year = mail.latest.year
    return {
        "street:person": [[someone.pk], [gone.pk], [_newcomer(member)]],
        "street:about": [[someone.pk], [gone.pk]],
        "street:remembrance": [[gone.pk]],
        "street:good_news": [[someone.pk]],
        "street:mail": [[mail.person_id, year, year]],
        "street:moment": [[help_of.pk], [moment.pk]],
        "street:first_deed": [[someone.pk]],
        "street:first_words": [[someone.pk]],
        "street:first_life": [[someone.pk]],
        "street:promise": [[one] for one in _promises(member)],
        "people:chapter": [[chapters[0].pk]],
        "gratitude:letter": [[one] for one in _letters(member)],
        "gratitude:on_its_way": [[_letters(member)[0]]],
        "gratitude:came_of_it": [[help_of.pk]],
        "gratitude:one_news": [[one.pk] for one in News.objects.filter(member=member).order_by("pk")[:2]],
        "exchange:brought": [[one.pk] for one in Import.objects.filter(member=member).order_by("pk")],
    }


def _street(member: Member) -> Person:
    """A mentor on whose street is something of every lane, and not more than that takes."""
    mentors = Person.objects.filter(member=member, life="living", roles__role="mentor")
    lanes = Moment.objects.filter(person__in=mentors).exclude(source="mail").values("person")
    full = lanes.annotate(lanes=Count("lane", distinct=True), many=Count("id")).filter(lanes=3, many__gt=4)
    return Person.objects.get(pk=full.order_by("many", "person")[0]["person"])


def _deep(person: Person) -> UUID:
    return Moment.objects.filter(person=person).exclude(source="mail").order_by("-latest", "-id")[3].pk


def _newcomer(member: Member) -> UUID:
    """Somebody of the address book, of whom nothing is said."""
    return Person.objects.filter(member=member, roles=None).order_by("name")[0].pk


def _promises(member: Member) -> list[UUID]:
    """One of each state and side."""
    rows = Promise.objects.filter(member=member).order_by("pk")
    return list({(one.lane, one.state, one.latest): one.pk for one in rows}.values())


def _letters(member: Member) -> list[UUID]:
    """One of each state, and one that asks first how somebody is."""
    rows = Letter.objects.filter(member=member).select_related("person").order_by("pk")
    came_back = set(Outgoing.objects.filter(state="refused").values_list("letter", flat=True))
    kinds = {
        (one.state, one.ready_by, one.kind, one.form, one.person.life, one.pk in came_back): one.pk for one in rows
    }
    return list(kinds.values())


def stranger_pages() -> dict[str, str]:
    """What somebody sees who is not signed in, in a house with members."""
    invited = add_member(email="new@example.org", name="Nell New")
    return {"accounts:sign_in": "/sign-in/", "accounts:welcome": welcome_link(invited)}
