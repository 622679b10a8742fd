"""The example life: whole, possible, and the same each time it is told."""

from datetime import date

import pytest

from bothways.example.life import example_life
from bothways.example.values import Life
from bothways.moments.rules import KINDS, Lane, opens_loop
from bothways.people.rules import CHANNELS, CHAPTER_KINDS

DAYS = [date(2026, 1, 1), date(2026, 10, 3), date(2026, 11, 22), date(2028, 2, 29), date(2031, 12, 31)]


@pytest.fixture(params=DAYS, ids=str)
def today(request) -> date:
    return request.param


@pytest.fixture
def life(today) -> Life:
    return example_life(today)


def test_the_same_day_tells_the_same_life(today, life):
    assert example_life(today) == life


def test_it_has_twenty_people_over_thirty_years(life):
    assert len(life.people) == len({person.key for person in life.people}) == 20
    assert life.moments[0].on.year == 1996


def test_everybody_in_it_is_told_of_and_nobody_else(life):
    people = {person.key for person in life.people}

    assert {moment.person for moment in life.moments} == people
    assert {telling.person for news in life.news for telling in news.tellings} <= people
    assert {letter.person for letter in life.letters} <= people
    assert {promise.person for promise in life.promises} <= people


def test_every_moment_could_have_happened(today, life):
    for moment in life.moments:
        kind = KINDS[moment.kind]
        assert moment.lane in kind.lanes, moment
        assert moment.on.latest <= today or kind.planned, moment
        assert moment.deed, moment
        assert moment.thanked is None or opens_loop(moment.kind, moment.lane), moment
        assert moment.thanked is None or moment.on.earliest <= moment.thanked.latest <= today, moment


def test_nobody_is_written_to_after_they_died(life):
    for person in life.people:
        if person.died is not None:
            after = [one for one in life.moments if one.person == person.key and one.on.earliest > person.died.latest]
            assert not [one for one in after if KINDS[one.kind].contact]


def test_chapters_and_roles_use_words_that_exist_and_lie_in_order(life):
    chapters = {chapter.key: chapter for chapter in life.chapters}

    assert {chapter.kind for chapter in life.chapters} <= CHAPTER_KINDS.keys()
    assert [chapter.begins.earliest for chapter in life.chapters] == sorted(
        one.begins.earliest for one in life.chapters
    )
    for person in life.people:
        assert person.channel in CHANNELS
        assert person.roles
        for role in person.roles:
            assert role.role in ("mentor", "mentee", "peer")
            assert role.chapter in chapters
            assert role.ends is None or role.begins.earliest <= role.ends.latest


def test_news_points_at_help_that_is_told(today, life):
    helped = {moment.key: moment for moment in life.moments if moment.key}

    for news in life.news:
        assert news.on.latest <= today
        for telling in news.tellings:
            assert not telling.help or helped[telling.help].person == telling.person
            assert telling.told is None or telling.told.latest >= news.on.earliest


def test_its_story_stands_at_the_same_point_whatever_day_it_is(today, life):
    helped = {moment.key: moment for moment in life.moments if moment.key}
    untold = {telling.help for news in life.news for telling in news.tellings if telling.told is None}
    [card] = life.letters

    assert helped["bell_dissection"].words == "Careful hands can be taught."
    assert helped["bell_dissection"].thanked is None
    assert untold == {"bell_dissection", "amadi_journal"}
    assert (card.person, card.form, card.state, card.answers["now"]) == ("bell", "card", "draft", "")
    assert (today - life.news[-1].on.latest).days == 40


def test_all_sorts_of_lives_and_contacts_are_in_it(life):
    assert {person.life for person in life.people} == {"living", "unknown", "died"}
    assert {person.contact for person in life.people} == {"open", "paused", "ended"}
    assert any({role.role for role in person.roles} == {"mentor", "peer"} for person in life.people)
    assert {moment.lane for moment in life.moments} == set(Lane)


def test_only_addresses_that_can_never_be_real_are_used(life):
    everyone = [email.address for person in life.people for email in person.emails]
    everyone += [email.address for email in life.own]

    for address in everyone:
        assert address.rpartition("@")[2].endswith(("example.org", "example.com", "example.edu")), address
