"""Lives to measure with: five hundred relations, everything that a life here has, and nobody real."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import connection, transaction

from bothways.accounts.models import Member
from bothways.formats.days import Day, exactly, in_year
from bothways.gratitude.models import Letter, Loop, News, Part, Telling
from bothways.moments.actions import rebuild
from bothways.moments.models import Moment
from bothways.people.models import Address, Chapter, Person, RememberedDay, Role
from bothways.people.rules import sort_key
from bothways.rhythm.models import Promise, Rhythm
from bothways.today.models import Answer
from tests.bench.names import name

RELATIONS = 500
MOMENTS_EACH = 10
HELP = ("taught", "opened_door", "listened", "believed", "chance")


@dataclass
class Life:
    """`is_open`: help without thanks and news untold by the dozen; else all of it is done, and only silence speaks."""

    member: Member
    today: date
    is_open: bool
    relations: int = RELATIONS
    chance: Random = field(default_factory=lambda: Random(36))
    people: list[Person] = field(default_factory=list)
    last: dict[int, date] = field(default_factory=dict)  # the last contact, by number of the person

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


@transaction.atomic
def lived(
    email: str, *, is_open: bool, today: date, relations: int = RELATIONS, moments_each: int = MOMENTS_EACH
) -> Member:
    member = Member.objects.create_user(
        email, None, name="Robin Vale", timezone="Europe/Berlin", welcomed_at=_at(today - timedelta(days=900))
    )
    life = Life(member, today, is_open, relations)
    _people(life)
    moments = Moment.objects.bulk_create(_moments(life, moments_each), batch_size=2000)
    _thanks(life, [one for one in moments if one.kind in HELP])
    _promises(life)
    _answers(life)
    rebuild([one.pk for one in life.people])
    return member


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def _people(life: Life) -> None:
    years = [(1996, 2002), (2002, 2008), (2008, 2015), (2015, None)]
    chapters = Chapter.objects.bulk_create(
        Chapter(member=life.member, name=f"Chapter {n}", begins=in_year(a), ends=in_year(b) if b else None)
        for n, (a, b) in enumerate(years, 1)
    )
    life.people = Person.objects.bulk_create(_person(life, n) for n in range(life.relations))
    Address.objects.bulk_create(
        Address(member=life.member, person=one, address=f"p{n}@example.org") for n, one in enumerate(life.people)
    )
    Role.objects.bulk_create(role for one in life.people for role in _roles(life, one, chapters))
    Rhythm.objects.bulk_create(
        Rhythm(person=one, member=life.member, every_days=life.chance.choice([30, 60, 90, 180, 365]))
        for one in life.chance.sample(life.people, life.relations // 5)
    )
    dead = [one for one in life.people if one.life == "died"]
    RememberedDay.objects.bulk_create(
        RememberedDay(person=one, month=1 + n % 12, day=1 + n % 28, word="Their birthday") for n, one in enumerate(dead)
    )


def _person(life: Life, number: int) -> Person:
    given, family = name(number)
    return Person(
        member=life.member, name=f"{given} {family}", given=given, family=family, folded=sort_key("", given, family),
        prefix="Dr." if number % 3 == 0 else "", channel=("mail", "paper", "")[number % 3],
        life={0: "died", 1: "unknown"}.get(number % 25, "living"),
        contact={2: "paused", 3: "ended"}.get(number % 50, "open"),
    )  # fmt: skip


def _roles(life: Life, person: Person, chapters: Sequence[Chapter]) -> list[Role]:
    roles = []
    for _ in range(life.chance.choice([1, 1, 1, 2])):
        begins = life.chance.randrange(1996, life.today.year)
        ends = in_year(life.chance.randrange(begins, life.today.year)) if life.chance.random() < 0.6 else None
        role = life.chance.choice(["mentor", "mentor", "mentee", "peer"])
        chapter = life.chance.choice(chapters)
        roles.append(
            Role(member=life.member, person=person, role=role, chapter=chapter, begins=in_year(begins), ends=ends)
        )
    return roles


def _moments(life: Life, each: int) -> Iterable[Moment]:
    for number, person in enumerate(life.people):
        life.last[number] = life.ago(2 + int(life.chance.expovariate(1 / 500)))
        yield _moment(life, person, "together", "met", exactly(life.last[number]))
        for n in range(1, each):
            on = exactly(life.last[number] - timedelta(days=life.chance.randrange(1, 6000)))
            if n % 3 == 0:
                yield _moment(
                    life, person, "theirs", HELP[(number + n) % len(HELP)], on, deed=f"You stood by me, time {n}."
                )
            elif n % 3 == 1:
                yield _moment(life, person, "mine", "wrote", on)
            else:
                yield _moment(life, person, "theirs", "kept_words", on, words="Begin where you are. The rest follows.")
        if number % 30 == 7:
            yield _moment(life, person, "theirs", "ahead", exactly(life.ago(400 + number)), deed="Their defence")
        if number in (10, 20):
            yield _moment(life, person, "together", "meeting_planned", exactly(life.ago(-number)), deed="Coffee")


def _moment(life: Life, person: Person, lane: str, kind: str, on: Day, **said: str) -> Moment:
    contact = kind in ("met", "wrote")
    return Moment(
        member=life.member,
        person=person,
        lane=lane,
        kind=kind,
        earliest=on.earliest,
        latest=on.latest,
        contact=contact,
        **said,
    )


def _thanks(life: Life, helps: Sequence[Moment]) -> None:
    """A loop for every help; news of some; letters that were given."""
    first = {one.person_id: one for one in reversed(helps)}
    letters = Letter.objects.bulk_create(
        Letter(
            member=life.member, person_id=who, state="given", saved_at=_at(life.ago(60 + n)), given_on=life.ago(60 + n)
        )
        for n, who in enumerate(list(first)[:100])
    )
    Part.objects.bulk_create(Part(letter=one, question="deed", text="You stood by me.") for one in letters)
    unthanked = {one.pk for one in list(first.values())[: life.relations * 3 // 10]} if life.is_open else set()
    Loop.objects.bulk_create(
        Loop(
            moment=one, member=life.member, person_id=one.person_id, since=one.latest,
            thanked_on=None if one.pk in unthanked else life.ago(70),
        )
        for one in helps
    )  # fmt: skip
    news = News.objects.bulk_create(
        News(
            member=life.member,
            what=f"I finished piece of work {n}.",
            earliest=life.ago(90 + n),
            latest=life.ago(90 + n),
        )
        for n in range(20)
    )
    Telling.objects.bulk_create(
        Telling(
            member=life.member, news=news[n % 20], person_id=one.person_id, moment=one, news_on=news[n % 20].latest,
            told_on=None if life.is_open else life.ago(30),
        )
        for n, one in enumerate(list(first.values())[-life.relations // 10 :])
    )  # fmt: skip


def _promises(life: Life) -> None:
    """One to every fifth, most of them kept long ago; those that are open are for days ahead, or for none."""
    for number, person in enumerate(life.people[::5]):
        on = None if number % 3 == 0 else life.ago(200 + number if number % 3 == 1 else -number)
        kept = {"state": "kept", "settled_on": life.ago(190)} if number % 3 == 1 else {}
        Promise.objects.create(
            member=life.member, person=person, lane=("mine", "theirs")[number % 2], what="The slides of my talk",
            earliest=on, latest=on, precision="day" if on else "", **kept,
        )  # fmt: skip


def _answers(life: Life) -> None:
    """Cards of earlier weeks: the most silent were put off, others done."""
    silent = sorted(range(life.relations), key=lambda number: life.last[number])
    held = [
        Answer(
            member=life.member,
            person=life.people[n],
            act="reconnect",
            answer="put_off",
            on=life.ago(20),
            until=life.ago(-70),
        )
        for n in silent[: life.relations // 20]
    ]
    done = [
        Answer(member=life.member, person=life.people[n], act="reconnect", answer="done", on=life.ago(8 + n % 200))
        for n in range(0, life.relations, 5)
    ]
    Answer.objects.bulk_create([*held, *done])


def neighbours(today: date) -> list[UUID]:
    """Ten members with 5,000 moments each."""
    return [lived(f"n{n}@example.org", is_open=False, today=today).pk for n in range(10)]


def lived_longer(times: int, members: Sequence[UUID]) -> None:
    """Every moment of these again and again, from further back, so that all else stays as it is."""
    columns = [field.column for field in Moment._meta.concrete_fields]
    changed = _AGAIN[connection.vendor]
    names = ", ".join(columns)
    values = ", ".join(changed.get(one, f"moment.{one}") for one in columns)
    for member in members:
        own = Moment.objects.filter(member=member).order_by()
        with connection.cursor() as cursor:
            asked, given = own.query.sql_with_params()
            cursor.execute(
                f"WITH RECURSIVE again(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM again WHERE n < {times - 1}), "
                f"own AS MATERIALIZED ({asked}) "
                f"INSERT INTO moments_moment ({names}) SELECT {values} FROM own moment, again",
                given,
            )


_AGAIN = {
    "sqlite": {
        "id": "lower(hex(randomblob(16)))",
        "earliest": "date(earliest, '-' || (again.n * 3) || ' days')",
        "latest": "date(latest, '-' || (again.n * 3) || ' days')",
    },
    "postgresql": {
        "id": "gen_random_uuid()",
        "earliest": "earliest - again.n * 3",
        "latest": "latest - again.n * 3",
    },
}
