"""What holds on Today whatever a life looks like."""

import random
from datetime import date, timedelta
from itertools import chain
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bothways.people.rules import may_suggest
from bothways.rhythm.rules import Tie
from bothways.today.rules.cards import (
    Act,
    Code,
    Loop,
    Promised,
    PutOff,
    Relation,
    RememberedDay,
    Telling,
    TheirNews,
)
from bothways.today.rules.suggest import suggest

TODAY = date(2026, 11, 22)
PEOPLE = [UUID(int=n) for n in range(1, 9)]
RECORDS = [UUID(int=n) for n in range(100, 130)]

days = st.dates(TODAY - timedelta(days=1500), TODAY) | st.dates(date(1950, 1, 1), TODAY)
maybe = st.none() | days
soon = st.none() | st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40))
people, records = st.sampled_from(PEOPLE), st.sampled_from(RECORDS)
roles = st.sampled_from(["mentor", "mentee", "peer"])
relation = st.builds(
    Relation,
    id=people,
    life=st.sampled_from(["living", "living", "living", "unknown", "died"]),
    contact=st.sampled_from(["open", "open", "open", "paused", "ended"]),
    paused_until=soon,
    ties=st.lists(st.builds(Tie, roles, maybe, maybe), max_size=3).map(tuple),
    last_contact=maybe,
    heard_on=maybe,
    ahead_on=soon,
    ahead_id=st.none() | records,
    every_days=st.none() | st.integers(1, 400),
    remembered=st.lists(st.builds(RememberedDay, records, st.just(11), st.integers(15, 30)), max_size=2).map(tuple),
    done_on=soon.map(lambda day: day if day and day <= TODAY else None),
)
relations = st.lists(relation, max_size=8, unique_by=lambda one: one.id)
lying = st.tuples(
    st.lists(st.builds(TheirNews, records, people, days), max_size=8),
    st.lists(st.builds(Promised, records, people, days), max_size=4),
    st.lists(st.builds(Telling, records, people, days, st.none() | records), max_size=8),
    st.lists(st.builds(Loop, records, people, days), max_size=8),
).map(lambda some: [*chain(*some)])
put_offs = st.lists(st.builds(PutOff, people, st.sampled_from(list(Act)), soon, days), max_size=4)
lives = st.tuples(relations, lying, put_offs)
THEIRS = (Act.CONGRATULATE, Act.CELEBRATE)


def by_id(life) -> dict[UUID, Relation]:
    return {one.id: one for one in life[0]}


@given(lives, st.integers(0, 9))
def test_never_the_died_the_ended_the_paused_or_someone_without_a_role(life, answered):
    for card in suggest(*life, answered, TODAY):
        person = by_id(life)[card.person]
        paused = person.contact == "paused" and (person.paused_until is None or person.paused_until > TODAY)
        assert person.ties
        assert person.contact != "ended"
        assert not paused
        assert (person.life == "died") == (card.act == Act.REMEMBER)
        assert {one.act == Act.REMEMBER for one in card.reasons} == {card.act == Act.REMEMBER}


@given(lives, st.integers(0, 9))
def test_the_budget_of_the_week_holds_and_nobody_has_two_cards(life, answered):
    cards = suggest(*life, answered, TODAY)

    assert len(cards) <= max(0, 3 - answered)
    assert len({card.person for card in cards}) == len(cards)


@given(lives)
def test_in_the_quiet_no_thanks_no_question_and_no_rhythm_but_for_what_came_up_since(life):
    for card in suggest(*life, 0, TODAY):
        person = by_id(life)[card.person]
        for reason in card.reasons:
            if reason.act in (*THEIRS, Act.KEEP_PROMISE, Act.TELL, Act.REMEMBER):
                continue
            quiet = min(30, person.every_days or 30) if reason.code is Code.RHYTHM else 30  # a wish shortens its own
            assert person.done_on is None or (TODAY - person.done_on).days >= quiet
            if person.last_contact and (TODAY - person.last_contact).days < quiet:
                assert reason.day >= person.last_contact


@given(relation, lives)
def test_any_contact_today_restarts_the_rhythm(person, life):
    seen_today = Relation(**{name: getattr(person, name) for name in Relation.__slots__} | {"last_contact": TODAY})

    cards = suggest([seen_today], life[1], (), 0, TODAY)

    assert not {one.act for card in cards for one in card.reasons} & {Act.MEET, Act.RECONNECT}


@given(roles, maybe, st.none() | st.just(date(1996, 6, 1)), st.none() | st.integers(1, 3660))
def test_someone_never_contacted_or_silent_for_thirty_years_does_appear(role, begins, last, every):
    silent = Relation(PEOPLE[0], ties=(Tie(role, begins),), last_contact=last, every_days=every)

    (card,) = suggest([silent], (), (), 0, TODAY)

    assert card.person == silent.id


@given(lives, st.randoms(use_true_random=False))
def test_the_same_day_and_the_same_life_give_the_same_cards_in_any_order_of_rows(life, chance):
    shuffled = [chance.sample(rows, len(rows)) for rows in life]

    assert suggest(*shuffled, 0, TODAY) == suggest(*life, 0, TODAY)


@given(lives)
def test_every_reason_leads_to_a_record_that_was_there_and_its_persons(life):
    for card in suggest(*life, 0, TODAY):
        person = by_id(life)[card.person]
        there = {_record(one) for one in life[1] if one.person == person.id}
        there |= {("moment", person.ahead_id, None), ("person", person.id, None), ("rhythm", person.id, None)}
        there |= {("remembered_day", one.id, None) for one in person.remembered}
        assert card.reasons
        assert card.act == card.reasons[0].act
        assert {(one.kind, one.id, one.help) for one in card.reasons} <= there


def _record(one):
    match one:
        case Telling():
            return "news", one.news, one.help
        case Promised():
            return "promise", one.promise, None
    return "moment", one.moment, None


@given(lives)
def test_what_is_put_off_does_not_come_back_before_its_day(life):
    for card in suggest(*life, 0, TODAY):
        for reason in card.reasons:
            for put_off in life[2]:
                held = put_off.until is None or put_off.until > TODAY
                assert not (held and put_off.person == card.person and put_off.act == reason.act)


@given(lives)
def test_a_promise_of_mine_whose_day_has_come_passes_the_quiet_and_only_fresh_news_stands_before_it(life):
    cards = suggest(*life, 0, TODAY)

    shown, able = {card.person for card in cards}, by_id(life)
    held = {one.person for one in life[2]}
    due = {one.person for one in life[1] if isinstance(one, Promised)} & able.keys() - held
    due = {who for who in due if able[who].ties and may_suggest(*_says(able[who]), TODAY)}
    assert due <= shown or {card.reasons[0].code for card in cards} <= {Code.FRESH, Code.PROMISE}


def _says(relation):
    return relation.life, relation.contact, relation.paused_until


@given(lives)
def test_the_deeds_come_in_their_order(life):
    order = [
        [Code.FRESH], [Code.PROMISE], [Code.OUTCOME, Code.NEWS], [Code.WELCOME], [Code.HELP], [Code.AHEAD],
        [Code.RHYTHM, Code.QUIET, Code.NO_CONTACT], [Code.REMEMBERED],
    ]  # fmt: skip
    tier = {code: place for place, codes in enumerate(order) for code in codes}

    tiers = [tier[card.reasons[0].code] for card in suggest(*life, 0, TODAY)]

    assert tiers == sorted(tiers)


@given(lives)
def test_news_of_theirs_is_fresh_for_a_week_welcome_for_sixty_days_and_then_rests(life):
    for card in suggest(*life, 0, TODAY):
        for reason in card.reasons:
            if reason.act in THEIRS:
                ago = (TODAY - reason.day).days
                assert ago <= 60
                assert (reason.code is Code.FRESH) == (ago <= 7)


@given(lives)
def test_answering_one_card_after_another_comes_to_an_end(life):
    """Each card put off or done makes way: within as many rounds as there are people and deeds, nothing is left."""
    rows, put_offs = life[:2], list(life[2])
    for _ in range(len(PEOPLE) * len(Act)):
        cards = suggest(*rows, put_offs, 0, TODAY)
        put_offs += [PutOff(card.person, card.act) for card in cards]

    assert suggest(*rows, put_offs, 0, TODAY) == []


def test_a_large_life_is_decided_alike_on_every_run():
    chance = random.Random(7)
    many = [
        Relation(
            UUID(int=n),
            ties=(Tie("mentor", TODAY - timedelta(days=chance.randrange(9000))),),
            last_contact=TODAY - timedelta(days=chance.randrange(4000)),
        )
        for n in range(1, 501)
    ]
    loops = [Loop(UUID(int=1000 + n), UUID(int=chance.randrange(1, 501)), TODAY) for n in range(200)]

    assert suggest(many, loops, (), 0, TODAY) == suggest(many[::-1], loops[::-1], (), 0, TODAY)
