"""What is said after a death was taken back is what holds, also of a letter to the family."""

from datetime import timedelta

import pytest

from bothways.formats.days import in_year
from bothways.gratitude.actions import outbox, sending
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.tests import make
from bothways.gratitude.tests.conftest import box as _box
from bothways.ground import clock
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.street import actions

box = _box
LOSS = "I was sorry to hear that Grace has died."
KEPT = "The letter to their family is kept among those never sent."


def _say(client, person, **said):
    return client.post(f"/people/{person.pk}/life/", {"died": "", **said}, follow=True)


def _undo(client, person):
    said = person.said.order_by("-id").first()
    return client.post(f"/people/{person.pk}/undo/", {"said": str(said.pk)}, follow=True)


@pytest.fixture
def begun(as_ada, ada, grace, today):
    """A letter of condolence to Tom, begun after Grace was said to have died."""
    actions.remember(grace, lane="theirs", kind="time", on=in_year(1996), today=today, deed="You let me stay.")
    people.keep(ada, name="Tom Hill", addresses=["tom@example.org"])
    _say(as_ada, grace, life="died")
    as_ada.post(f"/people/{grace.pk}/family/", {"to": "Tom Hill"})
    letter = Letter.objects.get()
    make.save(letter, loss=LOSS)
    return letter


def _paper(letter):
    letter.refresh_from_db()
    return {**make.as_typed(letter), "kind": "family", "greeting": "", "close": "", "subject": ""}


def _state():
    return Letter.objects.values_list("state", "unsent").get(kind="family")


def test_undone_a_letter_of_condolence_is_put_by_and_can_leave_in_no_way(as_ada, ada, grace, begun, box):
    undone = _undo(as_ada, grace)

    page = as_ada.get(f"/letters/{begun.pk}/").text
    for way in ("send", "print", "mail", "copy", "say"):
        as_ada.post(f"/letters/{begun.pk}/ready/{way}/", _paper(begun))
    files = [as_ada.get(f"/letters/{begun.pk}/{name}").status_code for name in ("letter.pdf", "letter.eml")]
    given = as_ada.post(f"/letters/{begun.pk}/given/", {"on": "2026-11-01"})
    make.work(ada, clock.now())

    assert f"Undone. {KEPT}" in undone.text
    assert "All is as it was" not in undone.text
    assert "You took back that Grace Hill has died." in page
    assert LOSS in page
    assert [word for word in ("Send it from here", "mail program", "Print", "reach them") if word in page] == []
    assert files == [409, 409]
    assert given.status_code == 409
    assert box.letters == []
    assert _state() == ("ready", True)


def test_it_stands_among_those_never_sent_and_in_no_other_letters_way(as_ada, grace, begun):
    _undo(as_ada, grace)
    tom = begun.person

    letters = as_ada.get("/letters/").text
    as_ada.post(f"/people/{tom.pk}/contact/", {"contact": "paused", "until": ""})
    _undo(as_ada, tom)
    as_ada.post(f"/people/{tom.pk}/write/")
    other = Letter.objects.exclude(pk=begun.pk).get()

    assert letters.index("Never sent") < letters.index(f"/letters/{begun.pk}/")
    assert (other.state, other.unsent) == ("draft", False)
    assert _state() == ("ready", True)


def test_where_the_death_is_true_after_all_it_is_written_on(as_ada, grace, begun):
    _undo(as_ada, grace)
    _say(as_ada, grace, life="died")

    assert _state() == ("draft", False)
    assert LOSS in as_ada.get(f"/letters/{begun.pk}/").text


@pytest.mark.parametrize("life", ["living", "unknown"])
def test_said_in_another_way_that_they_have_not_died_it_is_put_by_and_said(as_ada, grace, begun, life):
    said = _say(as_ada, grace, life=life)

    assert KEPT in said.text
    assert _state() == ("ready", True)


def test_one_that_waits_to_be_sent_is_put_by_and_never_goes(as_ada, ada, grace, begun, box):
    as_ada.post(f"/letters/{begun.pk}/ready/send/", _paper(begun))
    queued = Letter.objects.get().state

    undone = _undo(as_ada, grace)
    make.work(ada, clock.now())

    assert queued == "queued"
    assert KEPT in undone.text
    assert (box.letters, _state()) == ([], ("ready", True))


def test_one_that_was_put_off_while_it_was_leaving_is_not_tried_again(as_ada, ada, grace, begun, box):
    as_ada.post(f"/letters/{begun.pk}/ready/send/", _paper(begun))
    row = Outgoing.objects.get()
    outbox.take_in_hand(row, clock.now())
    _undo(as_ada, grace)
    outbox.put_off(row, "Not now.", at=clock.now() - timedelta(hours=1), for_all=False, unsure=False)

    make.work(ada, clock.now())

    assert (box.letters, _state()) == ([], ("ready", True))


def test_one_that_is_leaving_at_that_moment_or_has_gone_is_named(as_ada, ada, grace, begun, box):
    as_ada.post(f"/letters/{begun.pk}/ready/send/", _paper(begun))
    outbox.take_in_hand(Outgoing.objects.get(), clock.now())
    leaving = _undo(as_ada, grace)
    sending.accept(Outgoing.objects.get(), at=make.NOW)
    _say(as_ada, grace, life="died")

    gone = _undo(as_ada, grace)

    assert "The letter to Tom Hill is being handed to the mail server" in leaving.text
    assert "Undone. Tom Hill was given your letter on 22 November 2026." in gone.text
    assert Letter.objects.get().state == "given"


def test_no_letter_to_a_family_is_begun_once_it_was_taken_back(as_ada, ada, grace):
    _say(as_ada, grace, life="died")
    _undo(as_ada, grace)

    answer = as_ada.post(f"/people/{grace.pk}/family/", {"to": "Tom Hill"}, follow=True)
    lin = people.keep(ada, name="Lin")
    begun = as_ada.post(f"/letters/to/{lin.pk}/start/", {"kind": "family", "in_memory_of": str(grace.pk)})

    assert "No letter was begun" in answer.text
    assert begun.status_code == 400
    assert not Letter.objects.exists()
    assert not Person.objects.filter(name="Tom Hill").exists()


def test_on_paper_one_may_have_reached_them_and_is_asked_about(as_ada, grace, begun):
    as_ada.post(f"/letters/{begun.pk}/ready/print/", _paper(begun))
    _undo(as_ada, grace)
    page = as_ada.get(f"/letters/{begun.pk}/").text

    as_ada.post(f"/letters/{begun.pk}/not-given/", {})

    assert "Did it reach them before?" in page
    assert "Did it reach them before?" not in as_ada.get(f"/letters/{begun.pk}/").text
    assert _state() == ("ready", True)


@pytest.mark.parametrize(
    ("before", "last", "says", "holds"),
    [
        ({"life": "died"}, {"life": "died", "died": "2026-02"}, "remembered as before, without a day", "died"),
        ({"life": "died", "died": "2020"}, {"life": "died", "died": "2021"}, "as before (died 2020).", "died"),
        ({"life": "died", "died": "2020"}, {"life": "living"}, "as before (died 2020).", "died"),
        ({"life": "unknown"}, {"life": "died"}, "As before, you do not know whether they live.", "unknown"),
        ({"life": "living"}, {"life": "died"}, "Undone. All is as it was.", "living"),
    ],
)
def test_undone_the_saying_before_holds_and_is_said(as_ada, grace, before, last, says, holds):
    for said in (before, last):
        _say(as_ada, grace, **said)

    undone = _undo(as_ada, grace)

    assert says in undone.text
    assert ("All is as it was" in undone.text) == (holds == "living")
    assert Person.objects.get().life == holds


@pytest.mark.parametrize(
    ("before", "says"),
    [("paused", "Contact rests as before"), ("ended", "Contact has ended, as before"), ("open", "All is as it was.")],
)
def test_undone_the_contact_before_holds_and_is_said(as_ada, grace, before, says):
    for contact, until in ((before, ""), ("paused", "2099-01-01")):
        as_ada.post(f"/people/{grace.pk}/contact/", {"contact": contact, "until": until})

    undone = _undo(as_ada, grace)

    assert f"Undone. {says}" in undone.text
    assert Person.objects.get().contact == before


@pytest.mark.parametrize(
    ("path", "said", "says"),
    [
        ("life", {"life": "died", "died": ""}, "on its way is kept among those never sent"),
        ("life", {"life": "unknown", "died": ""}, "on its way lies on your desk"),
        ("contact", {"contact": "paused", "until": ""}, "on its way lies on your desk"),
        ("contact", {"contact": "ended", "until": ""}, "on its way lies on your desk"),
    ],
)
@pytest.mark.parametrize("by", ["what is said", "the member"])
def test_where_it_held_back_a_letter_it_says_where_that_lies(as_ada, grace, box, path, said, says, by):
    letter = make.sent_letter(grace)
    if by == "the member":
        as_ada.post(f"/letters/{letter.pk}/take-back/")

    answer = as_ada.post(f"/people/{grace.pk}/{path}/", said, follow=True).text

    assert (says in answer) == (by == "what is said")
    assert ("on its way lies on your desk, and is not" in _undo(as_ada, grace).text) == (by == "what is said")


@pytest.mark.parametrize(("died", "asked"), [("2026-11-21", False), ("2026-11-22", True), ("2026", True), ("", True)])
def test_what_was_ready_before_they_died_may_have_reached_them_and_what_came_later_not(as_ada, grace, died, asked):
    letter = make.ready_letter(grace, make.help_of(grace))

    _say(as_ada, grace, life="died", died=died)

    assert ("Did it reach them before?" in as_ada.get(f"/letters/{letter.pk}/").text) == asked
