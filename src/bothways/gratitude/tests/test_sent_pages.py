"""The pages of a letter that is sent from here: offered, on its way, come back, given, and kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.actions import outbox, writing
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.tests import make
from bothways.ground import clock
from bothways.ground.environment import environment
from bothways.moments.models import Moment
from bothways.people.models import Person

HTMX = {"HX-Request": "true"}


def at(name: str, *arguments: object) -> str:
    return reverse(f"gratitude:{name}", args=arguments)


def _page(client: Client, letter: Letter) -> str:
    return client.get(at("letter", letter.pk)).text


def test_where_a_server_is_named_it_is_the_first_way_and_says_from_whom_to_whom(
    as_ada: Client, grace: Person, box: Postbox
) -> None:
    page = _page(as_ada, make.letter_to(grace, make.help_of(grace)))

    assert page.index("Send it from here") < page.index("I will say it") < page.index("Open in my mail program")
    assert "From ada@example.org to grace@example.edu." in page


def test_where_none_is_named_one_line_leads_to_the_settings(as_ada: Client, grace: Person) -> None:
    page = _page(as_ada, make.letter_to(grace, make.help_of(grace)))

    assert "Send it from here" not in page
    assert reverse("accounts:mail_server") in page


@pytest.mark.parametrize(
    ("said", "says"),
    [({"not_from_here": True}, "asked not to be written to through Bothways"), ({"contact": "paused"}, "let contact")],
)
def test_to_whom_nothing_is_to_be_sent_it_is_not_offered(
    as_ada: Client, grace: Person, box: Postbox, said: dict[str, object], says: str
) -> None:
    Person.objects.update(**said)
    letter = make.letter_to(grace, make.help_of(grace))

    page = _page(as_ada, letter)

    assert ("Send it from here" in page, says in page, "Open in my mail program" in page) == (False, True, True)
    answer = as_ada.post(at("ready", letter.pk, "send"), make.as_typed(letter))
    assert (answer.status_code, says in answer.text) == (409, True)
    assert Letter.objects.get().state == "draft"


def test_sending_saves_what_is_typed_and_shows_that_it_is_on_its_way(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    answer = as_ada.post(at("ready", letter.pk, "send"), make.as_typed(letter, now="I teach."), headers=HTMX)

    assert (answer.status_code, "On its way" in answer.text) == (200, True)
    assert "On its way by mail" in as_ada.get(at("letters")).text
    make.work(ada, make.NOW + timedelta(days=9))
    assert "I teach." in box.letters[0].mail.get_body(("plain",)).get_content()
    assert "Sent from here" in _page(as_ada, letter)


def test_the_part_on_its_way_asks_by_itself_until_the_whole_page_is_another(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    box.says["RCPT"] = ["451 greylisted"]
    make.work(ada)

    waiting = as_ada.get(at("on_its_way", letter.pk), headers=HTMX)
    make.work(ada, make.NOW + timedelta(minutes=1))
    done = as_ada.get(at("on_its_way", letter.pk), headers=HTMX)

    assert ("451 greylisted" in waiting.text, 'hx-trigger="every 3s"' in waiting.text) == (True, True)
    assert (done.status_code, done["HX-Refresh"]) == (204, "true")
    assert as_ada.get(at("on_its_way", letter.pk)).status_code == 302


def test_it_is_taken_back_with_every_word(as_ada: Client, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)

    as_ada.post(at("take_back", letter.pk))

    assert make.DEED in _page(as_ada, letter)
    assert "Send it from here" in _page(as_ada, letter)


def test_what_is_in_hand_is_not_taken_back_and_that_is_said(as_ada: Client, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    before = _page(as_ada, letter)
    outbox.take_in_hand(Outgoing.objects.get(), clock.now())

    page, answer = _page(as_ada, letter), as_ada.post(at("take_back", letter.pk))

    assert ["Take it back" in one for one in (before, page)] == [True, False]
    assert "at this very moment" in page
    assert (answer.status_code, "at this very moment" in answer.text) == (409, True)


def test_to_someone_said_to_have_died_meanwhile_it_is_on_its_way_until_that_is_over(
    as_ada: Client, grace: Person, box: Postbox
) -> None:
    make.sent_letter(grace)
    outbox.take_in_hand(Outgoing.objects.get(), clock.now())
    as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": ""})

    page = as_ada.get(at("letters")).text

    assert "On its way by mail" in page
    assert "Never sent" not in page


def test_why_it_came_back_stands_on_its_page_and_among_the_letters(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    box.says["RCPT"] = ["550 5.1.1 <grace@example.edu> unknown"]

    make.work(ada)

    for page in (_page(as_ada, letter), as_ada.get(at("letters")).text):
        assert "It came back." in page
        assert "550 5.1.1 &lt;grace@example.edu&gt; unknown" in page
    assert make.DEED in _page(as_ada, letter)


def test_beside_another_draft_what_came_back_says_so_too(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    make.letter_to(grace, make.help_of(grace, deed="You wrote for me."))
    box.says["RCPT"] = ["550 unknown"]

    make.work(ada)

    assert "It came back" in _page(as_ada, letter)
    assert "550 unknown" in as_ada.get(at("letters")).text
    assert "another draft" in as_ada.post(at("not_given", letter.pk)).text


def test_where_nobody_knows_the_member_is_asked_whether_it_arrived(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    row = Outgoing.objects.get()
    for minutes in range(3):
        when = make.NOW + timedelta(minutes=10 * minutes)
        assert outbox.take_in_hand(row, when)
        outbox.put_off(row, "It may have arrived.", at=when, for_all=False, unsure=True)

    page = _page(as_ada, letter)

    assert ("It may have arrived." in page, "Did it reach them?" in page) == (True, True)
    as_ada.post(at("given", letter.pk), {"on": ""})
    assert Letter.objects.get().state == "given"


def test_the_copy_stays_with_the_member_also_when_they_have_died(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    make.work(ada)
    writing.say_life(grace, "died", today=make.TODAY, at=make.NOW)

    copy = as_ada.get(at("sent_copy", letter.pk))

    assert (copy["Content-Type"], copy.content) == ("message/rfc822", box.letters[0].content)
    assert "Letter to Grace Hill.eml" in copy["Content-Disposition"]


def test_what_came_back_to_the_member_is_a_draft_again(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    make.work(ada)

    as_ada.post(at("came_back", letter.pk))

    assert "Look at their address, then send it again" in _page(as_ada, letter)


def test_what_was_written_on_its_moment_is_named_on_the_page_of_the_letter(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    make.work(ada)
    Moment.objects.filter(source="letter").update(note="She rang me that evening.", version=2)

    page = as_ada.post(at("came_back", letter.pk), {"nobody_there": "yes"}, follow=True)

    assert "You wrote something on its moment" in page.text
    assert "It came back to me as undeliverable" in page.text


@pytest.mark.parametrize("said", [{"nobody_there": "yes"}, {}])
def test_where_nobody_was_to_be_reached_the_next_letter_says_so_before_it_is_written(
    as_ada: Client, ada: Member, grace: Person, box: Postbox, said: dict[str, str]
) -> None:
    letter = make.sent_letter(grace)
    make.work(ada)
    assert "there is nobody at grace@example.edu" in _page(as_ada, letter)

    as_ada.post(at("came_back", letter.pk), said)
    Letter.objects.update(state="given")  # in another way
    outbox.take_back(make.sent_letter(grace), at=make.NOW + timedelta(days=999))

    page = _page(as_ada, make.letter_to(grace))
    assert ("came back: there is nobody at it." in page, "Send it from here" in page) == (bool(said), True)
    assert ("takes no letters for grace@example.edu" in as_ada.get(f"/people/{grace.pk}/about/").text) == bool(said)


@pytest.mark.parametrize("way", ["print", "mail", "copy", "say", "send"])
def test_what_is_on_its_way_leaves_in_no_second_way(as_ada: Client, grace: Person, box: Postbox, way: str) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    typed = make.as_typed(letter)
    as_ada.post(at("ready", letter.pk, "send"), typed)

    as_ada.post(at("ready", letter.pk, way), typed)
    as_ada.post(at("throw_away", letter.pk))
    as_ada.post(at("given", letter.pk), {"on": ""})

    assert (Letter.objects.get().state, Letter.objects.get().ready_by) == ("queued", "send")


def test_the_last_letter_of_a_day_is_told_so(
    as_ada: Client, ada: Member, grace: Person, box: Postbox, monkeypatch
) -> None:
    monkeypatch.setattr(environment(), "letters_a_day", 0)
    letter = make.letter_to(grace, make.help_of(grace))

    answer = as_ada.post(at("ready", letter.pk, "send"), make.as_typed(letter, now="I teach."))

    assert (answer.status_code, "all for one day" in answer.text, "I teach." in answer.text) == (429, True, True)


def test_all_that_was_typed_in_another_window_is_there_to_copy(as_ada: Client, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    around = {one: f"My {one} & more" for one in ("subject", "greeting", "close", "signature")}

    answer = as_ada.post(at("save", letter.pk), make.as_typed(letter, deed="My deed & more", **around))

    assert (answer.status_code, "finished in another window" in answer.text) == (409, True)
    assert [one for one in (*around, "deed") if f"My {one} &amp; more" not in answer.text] == []


@pytest.mark.parametrize("act", ["came_back", "not_yet"])
def test_from_an_old_page_nothing_false_is_said_of_a_letter_on_its_way(
    as_ada: Client, grace: Person, box: Postbox, act: str
) -> None:
    letter = make.sent_letter(grace)

    answer = as_ada.post(at(act, letter.pk))

    assert (answer.status_code, "This letter is on its way." in answer.text) == (409, True)
    assert (Letter.objects.get().state, Letter.objects.get().asked_at) == ("queued", None)


@pytest.mark.parametrize("state", ["draft", "given"])
def test_not_yet_is_no_answer_where_nothing_waits(as_ada: Client, grace: Person, state: str) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    Letter.objects.update(state=state)

    assert as_ada.post(at("not_yet", letter.pk)).status_code == 409
