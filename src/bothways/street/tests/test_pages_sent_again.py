"""An old form, sent again later: what was put right since stands, and nothing is there twice (decision 22)."""

import re

import pytest
from tests.journeys.reading import fields

from bothways.ground.records import change, new_id
from bothways.moments.models import Moment
from bothways.moments.tests import make
from bothways.people import actions as people
from bothways.people.models import Person, Role
from bothways.rhythm.models import Promise

SAID = {"lane": "theirs", "kind": "helped", "on": "2020-02-02", "deed": "You read my thesys."}
RECEIVED = {"kind": "letter", "words": "You read my thesys.", "on": "2020-02-02"}
NEWS = {"deed": "You read my thesys.", "on": "2020-02-02"}
MEMORY = {"kind": "story", "deed": "You read my thesys.", "on": "2020-02-02"}
WAYS = {
    "moment": ("/moments/remember/", {**SAID, "person": "{}"}, "deed"),
    "received": ("/received/keep/", {**RECEIVED, "person": "{}"}, "words"),
    "good news": ("/people/{}/good-news/keep/", NEWS, "deed"),
    "memory": ("/people/{}/remembrance/keep/", MEMORY, "deed"),
}


@pytest.fixture(params=WAYS)
def sent(request, as_ada, grace):
    """What sends the form of a way to keep a moment, and the field of its text."""
    path, form, text = WAYS[request.param]
    if request.param == "memory":
        Person.objects.update(life="died")
    form = {"id": str(new_id()), **{name: value.format(grace.pk) for name, value in form.items()}}
    return lambda **more: as_ada.post(path.format(grace.pk), {**form, **more}), text


def test_a_moment_that_was_put_right_stands_and_both_are_shown(sent):
    keep, text = sent
    keep()
    change(Moment.objects.get(), **{text: "You read my thesis."})

    late = keep()

    assert late.status_code == 409
    assert "This was kept already" in late.text
    assert "Kept now: You read my thesis." in late.text
    assert ">\nYou read my thesys.</textarea>" in late.text
    assert [getattr(one, text) for one in Moment.objects.all()] == ["You read my thesis."]


def test_the_same_again_leads_to_what_stands(sent):
    keep, _ = sent

    first, again = keep(), keep()

    assert (first.status_code, again.status_code, again.url) == (302, 302, first.url)
    assert Moment.objects.count() == 1


def test_what_is_another_one_is_kept_by_the_page_that_says_so(sent):
    keep, text = sent
    keep()
    late = keep(**{text: "You wrote for me."})
    drawn = re.findall(r'name="id" value="([^"]+)"', late.text)[0]

    for _ in range(2):
        assert keep(id=drawn, **{text: "You wrote for me."}).status_code == 302

    assert {getattr(one, text) for one in Moment.objects.all()} == {"You read my thesys.", "You wrote for me."}
    assert Moment.objects.count() == 2


def test_somebody_new_whose_name_was_put_right_is_not_there_twice(as_ada):
    form = {**SAID, "id": str(new_id()), "name": "Jon Smiht", "role": "mentor"}
    as_ada.post("/moments/remember/", form)
    change(Person.objects.get(), name="John Smith")

    late = as_ada.post("/moments/remember/", form)

    assert late.status_code == 409
    assert "Kept now: John Smith" in late.text
    assert [one.name for one in Person.objects.all()] == ["John Smith"]
    assert Moment.objects.count() == 1


def test_whose_it_is_now_is_said_by_name(as_ada, grace, lin):
    form = {**SAID, "id": str(new_id())}
    as_ada.post("/moments/remember/", {**form, "person": str(lin.pk)})

    late = as_ada.post("/moments/remember/", {**form, "person": str(grace.pk)})

    assert (late.status_code, f"Kept now: {lin.name}" in late.text) == (409, True)
    assert Moment.objects.get().person == lin


def test_a_promise_that_was_put_right_stands_and_both_are_shown(as_ada, grace):
    form = {"id": str(new_id()), "person": str(grace.pk), "lane": "mine", "what": "Send the bok", "on": "2027"}
    as_ada.post("/promises/make/", form)
    change(Promise.objects.get(), what="Send the book")

    late = as_ada.post("/promises/make/", form)

    assert late.status_code == 409
    assert "Kept now: Send the book" in late.text
    assert "Send the bok</textarea>" in late.text
    assert Promise.objects.get().what == "Send the book"


def test_what_a_page_of_before_never_showed_is_not_taken_away_by_it(as_ada, ada, grace):
    moment = make.moment(grace, lane="theirs", kind="helped")
    people.say_role(grace, "mentor")
    role = Role.objects.get()
    taken = {
        f"/moments/{moment.pk}/take-away/": (moment, {"words": "Books are inherited."}),
        f"/roles/{role.pk}/take-back/": (role, {"role": "peer"}),
    }
    for path, (row, more) in taken.items():
        shown = row.version
        change(row, **more)

        late = as_ada.post(path, {"version": shown}, follow=True)

        assert "This was changed since that page was opened" in late.text
        assert type(row).objects.filter(pk=row.pk).exists()
        as_ada.post(path, {"version": row.version})
        assert not type(row).objects.filter(pk=row.pk).exists()


ROLES = {
    "people": ("/people/keep/", {}),
    "moment": ("/moments/remember/", {**SAID, "person": ""}),
    "received": ("/received/keep/", {**RECEIVED, "person": ""}),
}


@pytest.mark.parametrize(("path", "more"), ROLES.values(), ids=ROLES)
def test_another_role_after_back_is_not_dropped_without_a_word(as_ada, path, more):
    sent = {"id": str(new_id()), "name": "Ann Lee", **more}
    as_ada.post(path, {**sent, "role": "mentor"})
    again = as_ada.post(path, {**sent, "role": "mentor"})

    other = as_ada.post(path, {**sent, "role": "mentee"})

    assert (again.status_code, other.status_code) == (302, 409)
    assert "Kept now: They mentor me" in other.text
    assert [one.role for one in Role.objects.all()] == ["mentor"]


def test_in_the_first_minutes_back_says_another_role(as_ada):
    who = as_ada.get("/first/")["Location"]
    for role in ("mentor", "mentor", "mentee"):
        sent = {**fields(as_ada.get(who).text), "name": "Bea Lee", "address_as": "", "role": role}
        assert as_ada.post(who, sent).status_code == 302

    assert [(one.person.name, one.role) for one in Role.objects.all()] == [("Bea Lee", "mentee")]
