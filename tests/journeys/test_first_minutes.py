"""Someone comes to mind, and half an hour later they are thanked: the main job, with the doors alone."""

from django.test import Client

from bothways.moments.models import Moment
from bothways.people.actions import rename
from bothways.people.models import Person
from tests.journeys.reading import fields

PASSWORD = "careful hands can be taught"


def _join(client):
    return client.post("/welcome/", {"name": "Ada Stone", "email": "ada@example.org", "password": PASSWORD})


def _remember_mr_bell(client):
    """Who, what they did, their words, whether they live; gives the address of the card."""
    address = "/first/"
    for typed in (
        {"name": "Thomas Bell", "address_as": "Mr. Bell"},
        {"deed": "You let me stay after class.", "kind": "time", "on": "1996"},
        {"words": "Careful hands can be taught."},
        {"life": "living"},
    ):
        page = client.get(address, follow=True)
        address = client.post(address, {**fields(page.text), **typed})["Location"]
    return address


def test_the_first_person_is_thanked_within_the_first_minutes(db, client: Client):
    begun = _join(client)
    assert begun["Location"] == "/first/"

    card = _remember_mr_bell(client)

    room = client.get(card).text
    assert "You let me stay after class." in room
    assert "Mr. Bell" in room
    typed = {**fields(room), "cost": "Your bus.", "effect": "I am a doctor.", "now": "I teach."}
    saved = client.post(f"{card}save/", typed)
    ready = client.post(f"{card}ready/say/", fields(client.get(card).text))
    given = client.post(f"{card}given/", {"on": ""})
    street = client.get(given["Location"]).text

    assert (saved.status_code, ready.status_code) == (302, 302)
    thanks = Moment.objects.get(lane="mine")
    assert thanks.kind == "thanked"
    assert thanks.contact
    assert "Thomas Bell" in street
    assert "Did anything come of it?" in client.get("/untold/").text


def test_back_and_on_again_in_the_first_minutes_says_it_anew_and_makes_nothing_twice(db, client: Client):
    _join(client)
    who = fields(client.get("/first/", follow=True).text)
    what = client.post("/first/", {**who, "name": "Thomas Bell"})["Location"]
    what = client.get(what)["Location"]  # the address now names the moment
    client.post(what, {"deed": "You held the dor.", "kind": "time", "on": "1996"})

    back = client.get(what).text
    words = client.post(what, {**fields(back), "deed": "You held the door.", "kind": "time", "on": "1997"})["Location"]
    client.post(words, {**fields(client.get(words).text), "words": "Come in, come in."})
    again = client.get(words).text
    client.post(words, {**fields(again), "words": "Come in."})

    assert "You held the dor." in back
    assert "Come in, come in." in again
    moment = Moment.objects.get()
    assert (moment.deed, str(moment.on), moment.words) == ("You held the door.", "1997", "Come in.")
    assert moment.loop.since == moment.latest


def test_today_moves_on_once_somebody_is_thanked(db, client: Client):
    _join(client)
    card = _remember_mr_bell(client)
    before = client.get("/").text
    room = client.get(card).text

    client.post(f"{card}ready/say/", fields(room))
    asked = client.get("/").text
    client.post(f"{card}given/", {"on": ""})
    after = client.get("/").text

    assert f"/today/{Moment.objects.first().person_id}/begin/" in before
    assert "/begin/" not in asked, "ready is not given, and is not asked for again (decision 5)"
    assert "/begin/" not in after


def test_the_first_page_of_a_new_member_asks_who_comes_to_mind(db, client: Client):
    _join(client)

    assert "Who comes to mind?" in client.get("/").text


def test_going_back_in_the_first_minutes_makes_nobody_twice(db, client: Client):
    _join(client)
    who = client.get("/first/")["Location"]  # the address now names whoever it will be

    first = client.post(who, {**fields(client.get(who).text), "name": "Tomas Bell"})
    back = fields(client.get(who).text)
    corrected = client.post(who, {**back, "name": "Thomas Bell", "address_as": "Mr. Bell"})

    assert first["Location"] == corrected["Location"]
    assert client.get("/people/").text.count("Thomas Bell") >= 1
    assert "Tomas Bell" not in client.get("/people/").text


def test_gone_through_anew_they_ask_before_they_change_how_somebody_is_greeted(db, client: Client):
    _join(client)
    who = client.get("/first/")["Location"]
    client.post(who, {**fields(client.get(who).text), "name": "Thomas Bell", "address_as": "Mr. Bell"})
    person = Person.objects.get()
    rename(person, name=person.name, address_as="Tom")  # as the page of the person does

    anew = client.get("/first/")["Location"]
    typed = {**fields(client.get(anew).text), "name": "Thomas Bell", "address_as": "Mr. Bell"}
    asked = client.post(anew, typed)
    greeted = Person.objects.get().address_as
    shown = fields(asked.text)
    insisted = client.post(anew, shown)

    assert asked.status_code == 409
    assert "changed in another window" in asked.text
    assert "Kept now: Tom" in asked.text
    assert (greeted, shown["address_as"]) == ("Tom", "Mr. Bell")
    assert insisted.status_code == 302
    assert Person.objects.get().address_as == "Mr. Bell"


def test_every_step_refuses_nothing_at_all_in_words(db, client: Client):
    _join(client)

    empty = client.post("/first/", {"name": "", "role": ""})
    blank = client.post("/first/", {"name": "\u200b\u202e ", "role": "mentor"})

    assert empty.status_code == blank.status_code == 422
    assert "required" in empty.text
