"""Moments by words in them: mine alone, and in step with what is written, whoever writes it."""

from datetime import timedelta

import pytest
from django.db import connection

from bothways.formats.days import exactly, in_year
from bothways.ground.finding import asked, find_anew, sought
from bothways.ground.pouring import pour
from bothways.moments import actions, queries
from bothways.moments.apps import lay_index
from bothways.moments.models import Moment
from bothways.moments.tests import make
from bothways.people import actions as people


@pytest.fixture(params=["the newest are looked at", "the index is asked"], autouse=True)
def _both_ways(request, monkeypatch):
    """What is found among the newest, and what only the index knows, is the same."""
    if request.param == "the index is asked":
        monkeypatch.setattr(queries, "_NEWEST", queries._NEWEST.replace("LIMIT", "LIMIT 0 * "))


def _found(member, text, *, by_mail=False, most=9):
    ids = queries.found(member, asked(text), most=most)[by_mail]
    rows = queries.by_id(member, ids)
    return [rows[one] for one in ids]


def test_a_moment_is_found_by_the_beginning_of_any_of_its_words(ada, grace):
    moment = make.moment(
        grace, "theirs", "time", deed="You taught Ägnes in the Straße.", words="Careful hands", cost="An evening",
        effect="I teach", note="王小明 was there",
    )  # fmt: skip

    for text in ("agn", "STRASSE", "straße", "hand", "eve", "teach", "小明", "王小明", "careful agnes", "hands taught"):
        assert _found(ada, text) == [moment], text
    for text in ("gnes", "handsome", "小王", "careful nobody"):
        assert _found(ada, text) == [], text


def test_the_newest_come_first(ada, grace, today):
    on = [exactly(today - timedelta(days=days)) for days in (900, 3, 40)]
    old, new, middle = (make.moment(grace, deed="The clinic", on=one) for one in on)

    assert _found(ada, "clinic") == [new, middle, old]
    assert _found(ada, "clinic", most=2) == [new, middle]


def test_nobody_finds_anothers_words_nor_by_their_id(ada, ben, grace):
    own = make.moment(grace, deed="Careful hands")
    other = make.moment(people.keep(ben, name="Ruth Adler"), deed=f"Careful {ada.pk.hex}0hands {ada.pk.hex}")

    assert _found(ada, "careful hands") == [own]
    assert _found(ben, "careful") == [other]
    assert _found(ada, ada.pk.hex) == []
    assert _found(ben, f"{ada.pk.hex}0careful") == []


def test_subjects_of_mail_are_found_apart_from_what_was_written_here(ada, grace):
    make.mail(ada, "grace@example.edu", "ada@example.org", about="The défense in June")
    actions.take_up_mail(ada, grace)
    written = make.moment(grace, deed="Your defense")

    assert [one.source for one in _found(ada, "defense", by_mail=True)] == ["mail"]
    assert _found(ada, "defense") == [written]


def test_what_is_said_otherwise_is_found_by_the_new_words_alone(ada, grace, today):
    moment = make.moment(grace, "theirs", "time", deed="You waited", note="In the old lab")
    actions.amend(moment, version=1, lane="theirs", kind="time", on=in_year(2001), today=today, deed="You stayed")
    actions.add_words(moment, words="Look again")

    assert _found(ada, "waited") == []
    assert _found(ada, "stayed lab look") == [moment]
    Moment.objects.filter(pk=moment.pk).update(note="In the garden")
    assert _found(ada, "lab") == []
    assert _found(ada, "stayed garden") == [moment]
    actions.take_away(moment)
    assert _found(ada, "garden") == []


def test_what_comes_by_the_hundred_is_found(ada, grace, today):
    rows = [
        Moment(member=ada, person=grace, lane="mine", kind="wrote", earliest=today, latest=today, deed=f"Letter n{n}")
        for n in range(300)
    ]
    pour(rows[:150])
    Moment.objects.bulk_create(rows[150:])

    assert len(_found(ada, "letter", most=400)) == 300
    assert [one.deed for one in _found(ada, "n250")] == ["Letter n250"]
    grace.delete()
    assert _found(ada, "letter") == []


def test_rows_from_before_and_after_a_change_of_folding_are_found_anew(ada, grace):
    moment = make.moment(grace, deed="Careful hands")
    Moment.objects.update(sought=" nothing")

    find_anew(Moment.objects.all())

    assert _found(ada, "nothing") == []
    assert _found(ada, "careful") == [moment]


needs_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its index by itself")


@needs_sqlite
def test_an_index_whose_triggers_a_change_of_tables_took_is_laid_anew(ada, grace):
    gone = make.moment(grace, deed="Taken away meanwhile")
    with connection.cursor() as cursor:
        for name in ("comes", "changes", "goes"):
            cursor.execute(f"DROP TRIGGER moments_sought_{name}")
    moment = make.moment(grace, deed="Written meanwhile")
    gone.delete()

    lay_index()

    assert _found(ada, "meanwhile") == [moment]
    moment.delete()
    assert _terms() == set()


@needs_sqlite
def test_of_what_was_taken_away_no_word_stays_in_the_index(ada, grace):
    for number in range(400):
        make.moment(grace, deed=f"Kept number {number}")
    moment = make.moment(grace, deed="Xylophonquartz")
    for number in range(400):
        make.moment(grace, deed=f"Kept number {number}")
    assert _blocks_with("xylophonquartz") > 0

    moment.delete()

    assert {one[33:] for one in _terms()} == {"kept", "number", *map(str, range(400))}
    assert _blocks_with("xylophonquartz") == 0


def _blocks_with(word):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM moments_sought_data WHERE instr(block, %s)", [word.encode()])
        return cursor.fetchone()[0]


def _terms():
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'moments_sought', 'row')")
        cursor.execute("SELECT term FROM temp.terms")
        found = {term for (term,) in cursor.fetchall()}
        cursor.execute("DROP TABLE temp.terms")
    return found


def test_words_are_kept_with_a_blank_before_each():
    assert sought("Careful hands", "", "careful") == " careful hands"
