"""People, moments and promises for programs."""

import pytest
from tests.program import program_of

from bothways.gratitude.models import Letter, Loop
from bothways.gratitude.tests import make
from bothways.moments.models import Moment, State
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.rhythm.models import Promise


@pytest.fixture
def program(ada):
    return program_of(ada)


ROSA = {
    "name": "Rosa Quispe", "given": "Rosa", "family": "Quispe", "prefix": "Dra.", "language": "es",
    "emails": ["rosa@example.edu", "rosa@example.org"], "phones": ["+51 1 555 0100"], "born": "--02-29",
    "roles": [{"role": "mentor", "from": "1996", "to": "2001-06"}, {"role": "peer"}], "life": "died", "died_on": "2026",
}  # fmt: skip


def test_somebody_is_kept_whole(program):
    made = program.write("people", ROSA)

    shown = made.json()
    roles = [(one["role"], one["from"], one["to"], one["chapter"]) for one in shown["roles"]]
    assert made.status_code == 201
    assert {name: shown[name] for name in ROSA if name != "roles"} == {k: v for k, v in ROSA.items() if k != "roles"}
    assert roles == [("mentor", "1996", "2001-06", None), ("peer", None, None, None)]
    assert shown["contact"] == "open"
    assert program.read(f"people/{shown['id']}").json() == shown
    assert program.read("people").json() == {"items": [shown], "count": 1}


def test_where_a_part_of_it_cannot_be_nothing_of_it_is_kept(program):
    for wrong in ({"emails": ["nobody"]}, {"died_on": "2999"}, {"roles": [{"role": "mentor", "from": "soon"}]}):
        assert program.write("people", {**ROSA, **wrong}).status_code == 422

    assert not Person.objects.exists()


def test_the_mail_that_is_kept_comes_onto_the_street_of_somebody_new(ada, program, now):
    from bothways.moments.models import Mail, MailParty

    mail = Mail.objects.create(member=ada, message_id="1@example.edu", sent_at=now, subject="Hello")
    for address, wrote in (("rosa@example.edu", True), ("ada@example.org", False)):
        MailParty.objects.create(mail=mail, member=ada, address=address, wrote=wrote)

    rosa = program.write("people", {"name": "Rosa", "emails": ["rosa@example.edu"]}).json()

    [letter] = program.read(f"people/{rosa['id']}/street").json()["items"]
    assert (letter["source"], letter["lane"], letter["kind"]) == ("mail", "theirs", "wrote")


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"name": " "}, "name"), ({"emails": ["a@b@c"]}, "emails"), ({"language": "fr"}, "language"),
     ({"born": "31 February"}, "born"), ({"langauge": "es"}, "langauge"), ({"life": "gone"}, "life"),
     ({"phones": ["5" * 61]}, "phones"), ({"reach_is_guess": "yes"}, "reach_is_guess"),
     ({"emails": "a@b.c"}, "emails")],
)  # fmt: skip
def test_what_is_wrong_with_somebody_is_told_by_its_field(program, sent, field):
    refused = program.write("people", {"name": "Rosa", **sent})

    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(f"“{field}”: "), refused.content
    assert not Person.objects.exists()


def test_what_is_not_sent_stays_and_the_order_of_addresses_is_that_of_the_list(program, grace):
    path = f"people/{grace.pk}"
    two = ["grace@example.org", "grace@example.edu"]

    changed = program.write(path, {"version": grace.version, "emails": two}, "PATCH").json()

    assert (changed["emails"], changed["name"], changed["prefix"]) == (two, "Grace Hill", "Dr.")
    assert changed["version"] == grace.version + 1


def test_with_a_death_what_waits_is_held_back_and_drafts_never_leave(ada, program, grace):
    make.letter_to(grace, make.help_of(grace))

    died = program.write(f"people/{grace.pk}/life", {"life": "died", "died_on": "2026-11"}, "PUT").json()

    assert (died["life"], died["died_on"]) == ("died", "2026-11")
    assert Letter.objects.get().unsent
    assert program.read("letters").json()["items"][0]["unsent"] is True


def test_nobody_dies_before_they_wrote(program, grace):
    program.write("moments", {"person": str(grace.pk), "lane": "theirs", "kind": "wrote", "on": "2025-06-01"})

    refused = program.write(f"people/{grace.pk}/life", {"life": "died", "died_on": "2024"}, "PUT")

    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("“died_on”: ")


def test_somebody_is_forgotten_with_all_that_was_said(program, grace):
    make.letter_to(grace, make.help_of(grace))

    assert program.write(f"people/{grace.pk}", method="DELETE").status_code == 204

    assert not Person.objects.exists()
    assert not Letter.objects.exists()
    assert program.read(f"people/{grace.pk}").status_code == 404


def test_a_moment_opens_its_loop_and_is_on_the_street(program, grace):
    sent = {"person": str(grace.pk), "lane": "theirs", "kind": "time", "on": "2014-06", "deed": "You stayed."}

    made = program.write("moments", sent).json()

    assert (made["on"], made["source"], made["minutes"]) == ("2014-06", "typed", None)
    assert Loop.objects.get().moment_id == Moment.objects.get().pk
    assert program.read(f"people/{grace.pk}/street").json() == {"items": [made], "count": 1}
    assert program.write("moments", sent).json()["id"] == made["id"]


def test_a_meeting_that_is_corrected_is_the_last_contact(program, grace):
    sent = {"person": str(grace.pk), "lane": "together", "kind": "met", "on": "2026-11-03", "minutes": 60}
    made = program.write("moments", sent).json()

    program.write(f"moments/{made['id']}", {"version": 1, "on": "2026-11-02"}, "PATCH")

    assert str(State.objects.get().last_contact) == "2026-11-02"
    assert program.write(f"moments/{made['id']}", method="DELETE").status_code == 204
    assert State.objects.get().last_contact is None


def test_a_moment_with_somebody_new_keeps_them(program):
    sent = {"name": "Rosa", "role": "mentor", "lane": "theirs", "kind": "time", "on": "1996", "deed": "You stayed."}

    made = program.write("moments", sent)

    assert made.status_code == 201
    assert program.read("people").json()["items"][0]["roles"][0]["role"] == "mentor"


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"kind": "dreamt"}, "kind"), ({"lane": "mine", "kind": "kept_words", "on": ""}, "on"), ({"on": "2999"}, "on"),
     ({"lane": "up"}, "lane"), ({"minutes": "5"}, "minutes"), ({"minutes": 0}, "minutes"), ({"deed": ""}, "deed"),
     ({"on": "--04-12"}, "on"), ({"kind": "met", "lane": "mine", "on": "2999-01-01"}, "on")],
)  # fmt: skip
def test_what_is_wrong_with_a_moment_is_told_by_its_field(program, grace, sent, field):
    well = {"person": str(grace.pk), "lane": "theirs", "kind": "time", "on": "2014", "deed": "You stayed."}

    refused = program.write("moments", {**well, **sent})

    assert refused.status_code == 422
    assert f"“{field}”: " in refused.json()["detail"], refused.content
    assert not Moment.objects.exists()


def test_a_promise_is_made_kept_and_opened_again(program, grace):
    made = program.write("promises", {"person": str(grace.pk), "lane": "mine", "what": "The slides"}).json()
    path = f"promises/{made['id']}"

    assert program.write(f"{path}/keep").json()["state"] == "kept"
    assert Moment.objects.get().deed == "The slides"
    assert program.write(f"{path}/release").status_code == 409
    assert program.write(f"{path}/open").json()["settled_on"] is None
    assert not Moment.objects.exists()


def test_nothing_new_is_promised_to_the_dead(program, grace, today):
    people.say_life(grace, "died", today=today)

    refused = program.write("promises", {"person": str(grace.pk), "lane": "mine", "what": "The slides"})

    assert refused.status_code == 409
    assert "has died" in refused.json()["detail"]
    assert not Promise.objects.exists()


def test_how_often_is_said_and_taken_back(program, grace):
    path = f"rhythms/{grace.pk}"

    assert program.write(path, {"every_days": 30}, "PUT").json() == {"person": str(grace.pk), "every_days": 30}
    assert program.read("rhythms").json()["count"] == 1
    assert program.write(path, {"every_days": 31}, "PUT").json()["detail"].startswith("“every_days”: ")
    assert program.write(path, {"every_days": None}, "PUT").json()["every_days"] is None
    assert program.read("rhythms").json()["count"] == 0


def test_what_was_said_last_is_taken_back_by_its_id_and_once(program, grace):
    path = f"people/{grace.pk}"
    before = program.read(path).json()
    said = program.write(f"{path}/life", {"life": "died", "died_on": "2026-05"}, "PUT").json()["said"]

    undone = program.write(f"{path}/undo", {"id": said["id"]})
    again = program.write(f"{path}/undo", {"id": said["id"]})

    assert said["word"] == "died"
    assert {**undone.json(), "version": 1} == before
    assert (again.status_code, again.json()["detail"][:20]) == (409, "Nothing was undone: ")


def test_two_days_a_year_remember_somebody_who_has_died(program, grace):
    path = f"people/{grace.pk}/remembered-days"
    living = program.write(path, {"on": "--04-12"})
    people.say_life(grace, "died", today=make.TODAY)

    shown = [program.write(path, {"on": on, "word": "Her day"}) for on in ("--04-12", "--12-24", "--12-25")]
    [april, christmas] = program.read(f"people/{grace.pk}").json()["remembered_days"]

    assert living.status_code == 409
    assert [one.status_code for one in shown] == [201, 201, 409]
    assert (april["on"], april["word"], christmas["on"]) == ("--04-12", "Her day", "--12-24")
    assert program.write(f"{path}/{april['id']}", method="DELETE").status_code == 204
    assert program.read(f"people/{grace.pk}").json()["remembered_days"] == [christmas]


@pytest.mark.parametrize("on", ["--02-30", "--13-01", "--00-00", "04-12", "2026-04-12", "--٠٤-١٢"])
def test_a_day_that_is_in_no_year_is_refused_by_its_name(program, grace, on):
    people.say_life(grace, "died", today=make.TODAY)

    answer = program.write(f"people/{grace.pk}/remembered-days", {"on": on})

    assert (answer.status_code, "“on”" in answer.json()["detail"]) == (422, True)
