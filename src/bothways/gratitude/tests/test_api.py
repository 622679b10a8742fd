"""Letters and news for programs: each check of the page holds, and each of its questions has a field to answer it."""

import pytest
import time_machine
from tests.program import program_of

from bothways.accounts.models import Scope
from bothways.gratitude.models import Letter, Loop, News, Outgoing, Telling
from bothways.gratitude.tests import make
from bothways.ground.environment import environment
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(make.NOW, tick=False):
        yield


@pytest.fixture
def program(ada):
    return program_of(ada)


@pytest.fixture
def helped(grace):
    people.say_life(grace, "living", today=make.TODAY)
    return make.help_of(grace)


def _begun(program, helped, **more):
    return program.write("letters", {"person": str(helped.person_id), "moment": [str(helped.pk)], **more}).json()


def _send(program, letter, **said):
    return program.write(f"letters/{letter['id']}/send", said or None)


def test_a_letter_goes_from_the_first_answer_to_the_mail_server(ada, program, helped, box):
    begun = _begun(program, helped)
    answers = [{"kind": "cost", "text": "An evening a week."}, {"kind": "now", "text": "I teach."}]
    written = program.write(f"letters/{begun['id']}", {"version": begun["version"], "facts": answers}, "PATCH").json()

    sent = _send(program, written, version=written["version"])

    assert (begun["kind"], begun["state"], begun["facts"][0]["text"]) == ("thanks", "draft", helped.deed)
    assert written["body"].startswith("Dear Dr. Hill,")
    assert "An evening a week." in written["body"]
    assert (sent.status_code, sent.json()["state"]) == (200, "queued")
    make.work(ada)
    assert program.read(f"letters/{begun['id']}").json()["state"] == "given"
    assert [one.recipients for one in box.letters] == [["grace@example.edu"]]
    assert Loop.objects.get().thanked_on == make.TODAY


def test_sent_twice_is_sent_once_and_can_be_taken_back(program, helped, box):
    letter = _begun(program, helped)

    assert [_send(program, letter).json()["state"] for _ in range(2)] == ["queued", "queued"]
    assert Outgoing.objects.count() == 1
    assert program.write(f"letters/{letter['id']}/take-back").json()["state"] == "draft"


def test_without_a_mail_server_it_is_refused_with_what_to_do(program, helped):
    refused = _send(program, _begun(program, helped))

    assert refused.status_code == 409
    assert "a mail server of yours" in refused.json()["detail"]
    assert Letter.objects.get().state == "draft"


def test_thirty_a_day_are_the_most(program, helped, box, monkeypatch):
    monkeypatch.setattr(environment(), "letters_a_day", 0)

    refused = _send(program, _begun(program, helped))

    assert refused.status_code == 429
    assert Letter.objects.get().state == "draft"


@pytest.mark.parametrize("rest", ["paused", "ended", "died", "asked not to"])
def test_to_whom_nothing_is_sent_nothing_is_sent(program, helped, box, rest):
    letter, path = _begun(program, helped), f"people/{helped.person_id}"
    person = program.read(path).json()
    if rest == "died":
        program.write(f"{path}/life", {"life": "died", "died_on": "2026"}, "PUT")
    elif rest == "asked not to":
        program.write(path, {"version": person["version"], "not_from_here": True}, "PATCH")
    else:
        program.write(f"{path}/contact", {"contact": rest}, "PUT")

    refused = _send(program, letter, life="living")

    assert refused.status_code == 409
    assert refused.json()["detail"]
    assert not Outgoing.objects.exists()


def test_of_whom_nobody_knows_it_is_asked_first_and_a_field_answers(program, grace, helped, box):
    people.say_life(grace, "unknown", today=make.TODAY)
    letter = _begun(program, helped)

    asked = _send(program, letter)
    assert (asked.status_code, asked.json()["asks"]) == (409, "life")
    assert not Outgoing.objects.exists()

    assert _send(program, letter, life="living").json()["state"] == "queued"
    assert Person.objects.get(pk=grace.pk).life == "living"


def test_an_answer_with_which_it_still_cannot_go_changes_nothing(program, grace, helped):
    people.say_life(grace, "unknown", today=make.TODAY)
    letter = _begun(program, helped)

    assert _send(program, letter, life="living").status_code == 409
    assert Person.objects.get(pk=grace.pk).life == "unknown"


def test_news_that_its_words_do_not_say_is_asked_about_and_a_field_answers(program, helped, box):
    kept = program.write("news", {"what": "I became director.", "on": "2026-11", "moment": str(helped.pk)}).json()
    telling = kept["tellings"][0]["id"]
    letter = program.write("letters", {"person": str(helped.person_id), "telling": telling}).json()
    now = [{"kind": "now", "text": "I teach."}]
    program.write(f"letters/{letter['id']}", {"version": letter["version"], "facts": now}, "PATCH")

    asked = _send(program, letter)
    assert (asked.status_code, asked.json()["asks"]) == (409, "knows")
    assert "I became director." in asked.json()["detail"]

    assert _send(program, letter, knows=False).json()["state"] == "queued"
    assert Telling.objects.get().told_by is None


def test_a_letter_after_long_that_asks_for_something_is_held_back_and_a_field_answers(program, helped, box):
    letter = program.write("letters", {"person": str(helped.person_id), "kind": "reconnect"}).json()
    facts = [{"kind": "deed", "text": "Could you please write me a letter of recommendation?"}]
    program.write(f"letters/{letter['id']}", {"version": letter["version"], "facts": facts}, "PATCH")

    asked = _send(program, letter)

    assert (asked.status_code, asked.json().get("asks")) == (409, "asks_nothing")
    assert _send(program, letter, asks_nothing=True).json()["state"] == "queued"


def test_one_that_was_changed_since_it_was_read_is_not_sent(program, helped, box):
    letter = _begun(program, helped)

    assert _send(program, letter, version=letter["version"] + 7).status_code == 409
    assert not Outgoing.objects.exists()


def test_a_letter_of_another_kind_that_is_begun_is_asked_about_and_turned(program, helped):
    letter = _begun(program, helped)

    asked = program.write("letters", {"person": str(helped.person_id), "kind": "progress"})
    turned = program.write("letters", {"person": str(helped.person_id), "kind": "progress", "turn": True})

    assert (asked.status_code, asked.json()["asks"]) == (409, "turn")
    assert (turned.status_code, turned.json()["id"], turned.json()["kind"]) == (201, letter["id"], "progress")


def test_what_it_may_still_want_is_pointed_out(program, helped):
    letter = _begun(program, helped)

    findings = program.read(f"letters/{letter['id']}/check").json()["findings"]

    assert {tuple(one) for one in findings} == {("rule", "at", "says")}
    assert {"GRAT-1"} <= {one["rule"] for one in findings}
    assert program.write(f"letters/{letter['id']}/check").json()["findings"] == findings


def test_to_look_is_no_deed_also_by_post(ada, program, helped):
    letter = _begun(program, helped)
    type(ada).objects.update(acted_on=None)

    program.write(f"letters/{letter['id']}/check")

    assert type(ada).objects.get().acted_on is None


def test_a_question_that_its_kind_does_not_ask_is_refused_with_those_it_does(program, helped):
    letter = _begun(program, helped)
    facts = [{"kind": "weather", "text": "Fine."}]

    refused = program.write(f"letters/{letter['id']}", {"version": letter["version"], "facts": facts}, "PATCH")

    assert refused.status_code == 422
    assert "“weather”" in refused.json()["detail"]
    assert "deed" in refused.json()["detail"]


def test_said_aloud_it_is_ready_and_then_given(program, helped):
    letter = _begun(program, helped)

    ready = program.write(f"letters/{letter['id']}/ready", {"way": "say"}).json()
    given = program.write(f"letters/{letter['id']}/given").json()

    assert (ready["state"], given["state"], given["given_on"]) == ("ready", "given", str(make.TODAY))
    assert Moment.objects.get(lane="mine").kind == "thanked"


def test_news_is_kept_put_right_and_taken_away(program, helped):
    kept = program.write("news", {"what": "I moved.", "on": "2026-11", "also": [str(helped.person_id)]}).json()
    right = program.write(f"news/{kept['id']}", {"what": "I moved to Lima.", "version": kept["version"]}, "PATCH")

    assert (right.json()["what"], right.json()["on"]) == ("I moved to Lima.", "2026-11")
    assert [one["person"] for one in right.json()["tellings"]] == [str(helped.person_id)]
    assert program.write(f"news/{kept['id']}", method="DELETE").status_code == 204
    assert not News.objects.exists()


@pytest.mark.parametrize("on", ["", "2027", "soon", "--04-12", "1066"])
def test_news_of_no_day_is_refused_by_its_field(program, on):
    refused = program.write("news", {"what": "I moved.", "on": on})

    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("“on”: ")


def test_adas_letters_and_news_are_not_there_for_cleo(cleo, program, helped):
    letter = _begun(program, helped)
    news = program.write("news", {"what": "I moved.", "on": "2020"}).json()
    stranger = program_of(cleo, Scope.WRITE)

    for path in (f"letters/{letter['id']}", f"letters/{letter['id']}/check", f"news/{news['id']}"):
        theirs, missing = stranger.read(path), stranger.read(path.replace(path.split("/")[1], str(helped.pk)))
        assert (theirs.status_code, theirs.content) == (404, missing.content)
    assert stranger.read("letters").json() == {"items": [], "count": 0}


def test_help_is_laid_down_and_taken_up_again(program, helped):
    [open_still] = program.read("helps").json()["items"]
    down = program.write(f"helps/{helped.pk}/let-go", {"how": "done"})

    assert (open_still["moment"], open_still["thanked_on"], open_still["let_go"]) == (str(helped.pk), None, "")
    assert down.json() == {**open_still, "let_go": "done"} == program.read("helps").json()["items"][0]
    assert Loop.objects.get().let_go == "done"
    assert program.write(f"helps/{helped.pk}/let-go", {"how": "bored"}).status_code == 422
    assert program.write(f"helps/{helped.pk}/take-up").json() == open_still


def test_a_letter_comes_on_paper_and_as_a_mail_when_it_may_leave(program, helped):
    letter = _begun(program, helped)
    paper, card, mail = (
        program.read(f"letters/{letter['id']}/{what}") for what in ("paper", "paper?sheet=card", "mail")
    )

    assert (paper.status_code, paper["Content-Type"], paper.content[:4]) == (200, "application/pdf", b"%PDF")
    assert card.content != paper.content
    assert mail["Content-Type"] == "message/rfc822"
    assert b"To: Grace Hill <grace@example.edu>" in mail.content
    assert Letter.objects.get().state == "draft"
    people.say_life(helped.person, "unknown", today=make.TODAY)
    assert program.read(f"letters/{letter['id']}/paper").status_code == 409
    assert program.read(f"letters/{letter['id']}/paper?sheet=poster").status_code == 422
