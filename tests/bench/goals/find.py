"""P14: what finding takes among 500,000 moments of ten members, each with 50,000 of their own (decision 35)."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from itertools import accumulate, islice
from random import Random
from statistics import median, quantiles
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db import connection, transaction

from bothways.accounts.models import Member
from bothways.ground.finding import sought
from bothways.ground.pouring import pour_values
from bothways.ground.records import new_id
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.street.finding import found
from tests.bench.apart import on_postgresql
from tests.bench.door import visitor
from tests.bench.lives import lived
from tests.bench.place import Place
from tests.bench.row import Row

MEMBERS, OWN = 10, 50_000
ASKED = 300
VOCABULARY = 20_000


def p14(place: Place) -> list[Row]:
    """Words drawn as they are written, the common ones often, asked for whole and as somebody types them."""
    place.open(place.home / "find.sqlite3")
    return [*here(place), *on_postgresql("find.here")]


def here(place: Place) -> list[Row]:
    """The same member, first alone in the house, then with nine others who keep as much."""
    call_command("migrate", verbosity=0)
    chance = Random(14)
    words = Words(chance)
    one = lived("m@example.org", is_open=False, today=place.today)
    _write(one, place, chance, words)
    texts = list(islice(_asked(chance, words), ASKED))
    alone = _spent(one, texts)
    for n in range(MEMBERS - 1):
        _write(lived(f"m{n}@example.org", is_open=False, today=place.today), place, chance, words)
    spent, someone = _spent(one, texts), visitor(one)
    page = [_milliseconds(partial(someone.post, "/find/", {"q": text})) for text in texts]
    beside = f"p95 {quantiles(spent, n=20)[-1]:.2f} ms; the whole page p50 {median(page):.2f} ms"
    what, grown = f"finding in 50,000 own moments of 500,000, p50, {connection.vendor}", median(spent) / median(alone)
    return [
        Row("P14", what, median(spent), " ms", 5, beside=beside),
        Row("P14", f"500,000 ÷ 50,000, {connection.vendor}", grown, " times", 1.5),
    ]


def _spent(member: Member, texts: Sequence[str]) -> list[float]:
    """By the wall clock where the database is a process of its own."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [_milliseconds(partial(found, member, text)) for text in texts]


class Words:
    """Words of nobody, the second half as often as the first, the third a third as often (Zipf)."""

    def __init__(self, chance: Random) -> None:
        parts = [f"{a}{b}" for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in")]
        made = ("".join(chance.choices(parts, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(VOCABULARY))
        self.all = sorted(set(made))
        chance.shuffle(self.all)
        self.often = list(accumulate(1 / n for n in range(1, len(self.all) + 1)))

    def drawn(self, chance: Random, many: int) -> list[str]:
        return chance.choices(self.all, cum_weights=self.often, k=many)


def _asked(chance: Random, words: Words) -> Iterable[str]:
    """One word, its beginning, or two words of which the second is still being typed."""
    while True:
        first, second = words.drawn(chance, 2)
        yield first
        yield first[: max(1, len(first) // 2)]
        yield f"{first} {second[:3]}"


@transaction.atomic
def _write(member: Member, place: Place, chance: Random, words: Words) -> None:
    people = list(Person.objects.of(member).values_list("pk", flat=True))
    names = (
        "id", "member_id", "person_id", "lane", "kind", "earliest", "latest", "precision", "deed", "words", "cost",
        "effect", "note", "sought", "contact", "source", "source_key", "version",
    )  # fmt: skip
    had = len(people) * 10
    pour_values(Moment, names, (_row(member, people, place, chance, words) for _ in range(OWN - had)))


def _row(member: Member, people: Sequence[UUID], place: Place, chance: Random, words: Words) -> tuple[Any, ...]:
    on = place.today - timedelta(days=chance.randrange(12_000))
    deed, note = " ".join(words.drawn(chance, 8)), " ".join(words.drawn(chance, 5))
    return (
        new_id(), member.pk, chance.choice(people), "theirs", "taught", on, on, "day", deed, "", "", "", note,
        sought(deed, note), False, "typed", "", 1,
    )  # fmt: skip


def _milliseconds(call: Callable[[], object]) -> float:
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    began = clock()
    call()
    return (clock() - began) * 1000
