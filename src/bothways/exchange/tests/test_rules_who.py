"""Rules of "Who of these mentored you?": whom to ask about in which stretch of a life, and with what evidence."""

from bothways.exchange.rules.who import (
    AT_A_TIME,
    REST,
    Candidate,
    Stretch,
    by_stretch,
    decades,
    evidence,
    page_of,
    place_in,
)

RESIDENCY = Stretch("r", "Residency", 2009, 2012, "Residency at Mercy General\nBoston")
PRACTICE = Stretch("p", "Practice", 2012, None, "Practice\n")


def _one(key: str, first: int | None = None, last: int | None = None, **values: object) -> Candidate:
    return Candidate(key=key, name=key, folded=key, first=first, last=last or first, **values)  # type: ignore[arg-type]


def test_whoever_wrote_through_many_years_is_asked_about_once_where_it_began() -> None:
    placed = by_stretch([RESIDENCY, PRACTICE], [_one("rosa", 2010, 2019), _one("hill", 2013)], 2026)

    assert [[one.key for one in ones] for _, ones in placed] == [["rosa"], ["hill"], []]


def test_a_chapter_without_an_end_goes_on_until_this_year() -> None:
    placed = by_stretch([PRACTICE], [_one("now", 2026), _one("before", 2008)], 2026)

    assert [(stretch.key, [one.key for one in ones]) for stretch, ones in placed] == [
        ("p", ["now"]),
        (REST, ["before"]),
    ]


def test_a_workplace_that_the_chapter_names_counts_without_any_letter() -> None:
    by_card = _one("amadi", organisation="Mercy General Hospital")
    by_mail = _one("hill", addresses=("hill@mercygeneral.org",))

    placed = by_stretch([RESIDENCY], [by_card, by_mail, _one("other", organisation="City Clinic")], 2026)

    assert [one.key for one in placed[0][1]] == ["amadi", "hill"]
    assert evidence(by_card, RESIDENCY, []) == ["same workplace: Mercy General Hospital"]


def test_letters_of_other_years_weigh_more_than_a_name_that_sounds_alike() -> None:
    school = Stretch("s", "Millbrook Elementary", 1984, 1990, "Millbrook Elementary")

    placed = by_stretch([school], [_one("amadi", 2012, 2026, organisation="Millbrook Family Practice")], 2026)

    assert [[one.key for one in ones] for _, ones in placed] == [[], ["amadi"]]


def test_whoever_worked_there_is_not_buried_under_all_who_wrote_in_those_years() -> None:
    before = [_one(f"n{number:02}", 2009) for number in range(30)]
    hill = _one("hill", 2012, organisation="Mercy General Hospital")

    placed = by_stretch([RESIDENCY], [*before, hill], 2026)

    assert [one.key for one in placed[0][1]][:2] == ["hill", "n00"]


def test_they_stand_by_their_first_year_and_then_by_name_and_by_no_number_of_letters() -> None:
    many = _one("a-many", 2011, theirs=900, mine=900)
    placed = by_stretch([RESIDENCY], [_one("zoe", 2009), _one("bea", 2010), _one("ann", 2010), many], 2026)

    assert [one.key for one in placed[0][1]] == ["zoe", "ann", "bea", "a-many"]


def test_without_chapters_it_goes_by_the_decades_of_letters() -> None:
    found = [_one("old", 1998), _one("new", 2014)]

    placed = by_stretch(decades(found), [*found, _one("card")], 2026)

    assert [(stretch.name, [one.key for one in ones]) for stretch, ones in placed] == [
        ("1990 to 1999", ["old"]),
        ("2000 to 2009", []),
        ("2010 to 2019", ["new"]),
        ("Everyone else", ["card"]),
    ]


def test_evidence_is_said_in_words_with_years() -> None:
    both = _one("rosa", 2009, 2014, theirs=38, mine=21)

    assert evidence(both, RESIDENCY, []) == ["59 letters both ways, 2009 to 2014"]
    assert evidence(_one("x", 2009, theirs=1), RESIDENCY, []) == ["one letter from them, 2009"]


def test_a_workplace_of_mine_is_told_by_the_domain_of_our_addresses() -> None:
    colleague = _one("lee", 2020, theirs=2, mine=2, addresses=("lee@cityclinic.org",))

    assert "same workplace: cityclinic.org" in evidence(colleague, PRACTICE, ["cityclinic.org"])


def test_the_list_goes_on_behind_the_bookmark_even_where_that_row_is_gone() -> None:
    ones = sorted((_one(f"n{number:02}", 2010) for number in range(45)), key=lambda one: one.place)

    first = page_of(PRACTICE, ones, "")
    second = page_of(PRACTICE, [one for one in ones if one is not first[-1]], place_in(PRACTICE, first[-1]))

    assert len(first) == AT_A_TIME
    assert [one.key for one in second][:2] == ["n20", "n21"]
