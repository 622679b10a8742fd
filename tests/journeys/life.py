"""A life with every kind of row in it, as small or as full as a test wants it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from bothways.accounts import queries as accounts
from bothways.accounts.models import Member
from bothways.exchange.models import File, Import, Sender, Trouble
from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving, loops, outbox, sending, writing
from bothways.gratitude.models import Letter, Outgoing, Telling
from bothways.ground.mail import Server
from bothways.ground.records import change, new_id
from bothways.moments import actions as moments
from bothways.moments.models import Mail, MailParty, Moment
from bothways.people import actions as people
from bothways.people.models import Chapter, Person
from bothways.rhythm import actions as rhythm
from bothways.street import actions as street
from bothways.today import actions as answers

KINDS = 8  # of people, so that each number of them is one kind


@dataclass
class Life:
    """Ids by the name that addresses have for them."""

    member: Member
    today: date
    ids: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))

    @property
    def at(self) -> datetime:
        return datetime.combine(self.today, time(9), UTC)

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


def a_life(member: Member, today: date, *, people: int = KINDS, each: int = 3) -> Life:
    """`people` of all kinds, each with `each` further moments and as many letters by mail."""
    life = Life(member, today)
    chapters = [_chapter(life, number) for number in range(max(2, people // 4))]
    for number in range(people):
        person = _person(life, number, chapters[number % len(chapters)])
        _fill(life, person, each)
        if number % KINDS in (2, 3):
            _promises(life, person)
        (_HOW_IT_IS[number % KINDS])(life, person)
    _import(life, each)
    member.welcomed_at = life.at
    member.save(update_fields=["welcomed_at"])
    return life


def _chapter(life: Life, number: int) -> Chapter:
    chapter = people.begin_chapter(
        life.member, name=f"Chapter {number}", kind="college", begins=in_year(1980 + number % 40)
    )
    life.ids["chapter_id"].append(chapter.pk)
    return chapter


def _person(life: Life, number: int, chapter: Chapter) -> Person:
    name = f"{life.member.name}'s {number}"
    person = people.keep(life.member, name=name, addresses=[f"p{number}@example.edu"], phones=[f"+1 555 {number:04}"])
    life.ids["person_id"].append(person.pk)
    if number % KINDS != 5:
        role = people.say_role(
            person, ("mentor", "mentee", "peer")[number % 3], chapter=chapter, begins=in_year(2001), ends=in_year(2009)
        )
        life.ids["role_id"].append(role.pk)
    return person


def _fill(life: Life, person: Person, each: int) -> None:
    rows = [
        Moment(member=life.member, person=person, lane=lane, kind=kind, earliest=on, latest=on, contact=kind == "met",
               deed=f"{kind} {number}", words="Careful hands can be taught." if number % 3 == 0 else "")
        for number in range(each)
        for on in [life.ago(400 + 50 * number)]
        for lane, kind in [(("together", "met"), ("mine", "milestone"), ("theirs", "kept_words"))[number % 3]]
    ]  # fmt: skip
    Moment.objects.bulk_create(rows)
    known = len(life.ids["person_id"])
    sent = [life.at - timedelta(days=500 + 30 * number) for number in range(each)]
    letters = [
        Mail(member=life.member, message_id=f"{known}.{number}@example.edu", sent_at=at, subject=f"About {number}")
        for number, at in enumerate(sent)
    ]
    Mail.objects.bulk_create(letters)
    who = [(person.addresses.values_list("address", flat=True)[0], True), (life.member.email, False)]
    MailParty.objects.bulk_create(
        MailParty(mail=mail, member=life.member, address=address, name=person.name, wrote=wrote)
        for mail in letters
        for address, wrote in who
    )
    moments.take_up_mail(life.member, person)
    moments.rebuild([person.pk])
    life.ids["moment_id"] += [rows[0].pk] if rows else []


def _help(life: Life, person: Person) -> Moment:
    moment = street.remember(
        person, lane="theirs", kind="time", on=in_year(2016), today=life.today,
        deed="You let me stay after class.", words="Careful hands can be taught.",
    )  # fmt: skip
    life.ids["moment_id"].append(moment.pk)
    return moment


def _letter(life: Life, person: Person, helps: Sequence[Moment] = (), telling: Telling | None = None) -> Letter:
    letter = writing.start(life.member, person, moments=helps, telling=telling, at=life.at)
    life.ids["letter_id"].append(letter.pk)
    return letter


def _news(life: Life, person: Person, helped: Moment) -> Telling:
    news = loops.tell_of(
        life.member, what=f"I became director, thanks to {person.name}.", on=exactly(life.ago(5)), because_of=[helped],
        today=life.today,
    )  # fmt: skip
    telling = Telling.objects.get(news=news, person=person)
    life.ids["news_id"].append(news.pk)
    life.ids["telling_id"].append(telling.pk)
    return telling


def _with_a_draft(life: Life, person: Person) -> None:
    _letter(life, person, [_help(life, person)])


def _with_a_letter_ready(life: Life, person: Person) -> None:
    letter = _letter(life, person, [_help(life, person)])
    leaving.make_ready(letter, "print", life.at - timedelta(days=5))


def _told_of_something_ahead(life: Life, person: Person) -> None:
    for kind, lane, on in (("ahead", "theirs", life.ago(4)), ("meeting_planned", "together", life.ago(-7))):
        moment = street.remember(person, lane=lane, kind=kind, on=exactly(on), today=life.today, deed="The interview")
        life.ids["moment_id"].append(moment.pk)
    rhythm.wish(person, 30)
    _send(life, _letter(life, person, [_help(life, person)]))


def _send(life: Life, letter: Letter) -> None:
    """From here, by a server that is named for this moment only: nothing leaves in these tests."""
    leaving.make_ready(letter, "send", life.at)
    change(letter, state="queued")
    outbox.put_in(letter, accounts.Sender(Server("localhost", 25), life.member.email, is_own=False), life.at)


def _died(life: Life, person: Person) -> None:
    _letter(life, person, [_help(life, person)])
    writing.say_life(person, "died", died=in_year(2020), today=life.ago(100), at=life.at)
    day = people.remember_on(person, month=life.today.month, day=life.today.day, word="Her birthday")
    life.ids["day_id"].append(day.pk)


def _told_what_came_of_it(life: Life, person: Person) -> None:
    letter = _letter(life, person, telling=_news(life, person, _help(life, person)))
    _send(life, letter)
    row = Outgoing.objects.get(letter=letter)
    outbox.take_in_hand(row, life.at)
    sending.accept(row, at=life.at)


def _address_book_only(life: Life, person: Person) -> None:
    answers.put_off(person, "thank", days=14, today=life.ago(10))


def _paused(life: Life, person: Person) -> None:
    _help(life, person)
    people.say_contact(person, "paused", until=life.ago(-60))


def _to_be_told(life: Life, person: Person) -> None:
    _news(life, person, _help(life, person))
    good = street.remember(
        person, lane="theirs", kind="milestone", on=exactly(life.ago(3)), today=life.today, deed="You won the prize.",
    )  # fmt: skip
    life.ids["moment_id"].append(good.pk)


_HOW_IT_IS = (
    _with_a_draft, _with_a_letter_ready, _told_of_something_ahead, _died, _told_what_came_of_it, _address_book_only,
    _paused, _to_be_told,
)  # fmt: skip


def _promises(life: Life, person: Person) -> None:
    """Mine and theirs, with a day that has been, one ahead and none; one of them kept."""
    for lane, on in (("mine", exactly(life.ago(3))), ("mine", in_year(2027)), ("theirs", None), ("mine", None)):
        made = rhythm.promise(person, promise_id=new_id(), lane=lane, what=f"The slides {on}", on=on)
        life.ids["promise_id"].append(made.pk)
    street.keep_promise(made, today=life.today)


def _import(life: Life, each: int) -> None:
    brought = Import.objects.create(member=life.member, started_at=life.at, state="done", ended_at=life.at)
    file = File.objects.create(brought=brought, name="friends.vcf", kind="cards", size=100, read_to=100, done=True)
    for number in range(each):
        Trouble.objects.create(brought=brought, file=file, at=f"card {number}", why="It has no name.")
        Sender.objects.create(brought=brought, address=f"p{number}@example.edu", last_on=life.today)
    life.ids["import_id"].append(brought.pk)
