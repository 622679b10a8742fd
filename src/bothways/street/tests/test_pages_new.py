"""A moment with somebody who is new, or who seems to be."""

from bothways.ground.records import new_id
from bothways.moments.models import Moment
from bothways.people.models import Person

SAID = {"lane": "theirs", "kind": "time", "deed": "You helpd me.", "on": "2001", "role": "mentor"}


def _keep(client, **more):
    return client.post("/moments/remember/", {**SAID, "id": str(new_id()), **more})


def test_a_name_put_right_after_back_makes_nobody_twice(as_ada):
    _keep(as_ada, name="Rosa Quispe")
    _keep(as_ada, name="Rosa Quispe", deed="You helped me.")

    assert [one.name for one in Person.objects.all()] == ["Rosa Quispe"]
    assert Moment.objects.count() == 2


def test_somebody_chosen_and_a_new_name_are_asked_about(as_ada, grace):
    answer = _keep(as_ada, person=str(grace.pk), name="Rosa Quispe")

    assert answer.status_code == 422
    assert "one of the two" in answer.text
    assert "You helpd me." in answer.text
    assert not Moment.objects.exists()


def test_a_moment_taken_away_in_another_window_is_said_to_be_gone_with_the_text_kept(as_ada, grace):
    _keep(as_ada, person=str(grace.pk))
    moment = Moment.objects.get()
    as_ada.post(f"/moments/{moment.pk}/take-away/")

    answer = as_ada.post(f"/moments/{moment.pk}/change/", {**SAID, "deed": "You helped me.", "version": "1"})

    assert answer.status_code == 404
    assert "taken away since this page was opened" in answer.text
    assert "You helped me." in answer.text


def test_a_name_that_is_kept_already_is_that_person_and_stays_what_they_are(as_ada, lin):
    _keep(as_ada, name="Lin Okafor", role="mentor")

    assert Moment.objects.get().person == lin
    assert [one.role for one in lin.roles.all()] == ["mentee"]
