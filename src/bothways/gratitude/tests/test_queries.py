"""Reads of letters and loops, and letters on their way."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from email.utils import getaddresses
from urllib.parse import unquote

import pytest

from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude import emails
from bothways.gratitude.actions import leaving, writing
from bothways.gratitude.models import Letter, Telling
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.beside import answered, left_out, to_tell
from bothways.gratitude.queries.loops import came_of, open_loops, open_rows, telling_to
from bothways.gratitude.rules.letter import Composed
from bothways.gratitude.tests import make
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person

SHORT = Composed("Dear Dr. Hill,", ("You stayed.\nYou missed 100% of your bus & your tea.",), "Yours,", "Ada")


def test_what_is_open_stands_the_oldest_first_and_each_help_once(
    ada: Member, grace: Person, lin: Person, today: date
) -> None:
    make.help_of(grace, on=in_year(2001), deed="You wrote my reference.", words="")
    led_on = make.help_of(grace, on=in_year(1996))
    make.news_of(led_on, also=(lin,))
    thanked = make.ready_letter(grace, make.help_of(grace, on=in_year(1990), deed="You lent me a book."))
    leaving.give(thanked, exactly(today), today)

    rows = open_loops(ada, today)

    assert [(one.kind, one.person) for one in rows] == [
        ("outcome", grace), ("unthanked", grace), ("untold", grace), ("untold", lin),
    ]  # fmt: skip


def test_whoever_has_died_or_asked_for_rest_is_at_rest_in_the_list(ada: Member, grace: Person, today: date) -> None:
    make.help_of(grace)
    people.say_contact(grace, "paused")

    assert [one.at_rest for one in open_loops(ada, today)] == [True]


def test_the_loops_of_one_member_are_not_those_of_another(ada: Member, ben: Member, grace: Person, today: date) -> None:
    make.news_of(make.help_of(grace))
    make.letter_to(grace)

    assert open_loops(ben, today) == []
    assert not queries.letters(ben)
    assert not any(open_rows(ben))


def test_as_many_queries_for_a_hundred_open_loops_as_for_one(  # type: ignore[no-untyped-def]
    ada: Member, grace: Person, today: date, django_assert_num_queries
) -> None:
    for _ in range(30):
        make.news_of(make.help_of(grace), what=str(_))
        make.help_of(grace)

    with django_assert_num_queries(3):
        rows = open_loops(ada, today)
        assert {one.person.name + (one.moment.title if one.moment else "") for one in rows}


def test_what_a_ready_letter_is_about_waits_for_its_question_and_is_open_again_when_it_did_not_go(
    ada: Member, grace: Person
) -> None:
    make.help_of(grace, deed="You wrote my reference.")
    letter = make.ready_letter(grace, make.help_of(grace))

    assert [len(rows) for rows in open_rows(ada)] == [1, 0, 0]
    leaving.not_given(letter, make.NOW)
    assert [len(rows) for rows in open_rows(ada)] == [2, 0, 0]


def test_the_days_of_ready_letters_are_counted_where_the_member_is(ada: Member, grace: Person) -> None:
    ada.timezone = "Pacific/Auckland"
    late = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # 01:00 on the 23rd in Auckland
    make.ready_letter(grace, make.help_of(grace), at=late)

    assert queries.made_ready_since(ada, date(2026, 11, 23)).count() == 1
    assert not queries.made_ready_since(ada, date(2026, 11, 24))
    assert not queries.to_ask_about(ada, date(2026, 11, 25))
    assert queries.to_ask_about(ada, date(2026, 11, 26))


def test_a_letter_to_someone_who_died_is_never_asked_about(ada: Member, grace: Person, today: date) -> None:
    make.ready_letter(grace, make.help_of(grace))
    writing.say_life(grace, "died", today=today, at=make.NOW)

    assert not queries.to_ask_about(ada, today + timedelta(days=30))


def test_each_answer_says_where_it_comes_from(ada: Member, grace: Person) -> None:
    helped = make.help_of(grace)
    news = make.news_of(helped)
    letter = writing.start(ada, grace, telling=telling_to(ada, grace, news.pk), at=make.NOW)
    make.save(letter, cost="You missed your bus.")

    found = {one.question.slug: one for one in answered(letter, to_tell(letter))}

    assert (found["deed"].moment, found["deed"].is_kept) == (helped, True)
    assert (found["cost"].moment, found["cost"].is_kept) == (helped, False)
    assert found["now"].news == news
    assert not found["effect"].has_text


def test_left_out_offers_what_is_kept_and_the_last_words_about_myself_but_nothing_twice(
    ada: Member, grace: Person, lin: Person
) -> None:
    before = make.letter_to(lin)
    make.save(before, now="I teach.")
    assert left_out(make.letter_to(grace)) == [], "what no letter has said yet is not “from your last letter”"
    leaving.make_ready(Letter.objects.get(pk=before.pk), "print", make.NOW)
    helped = make.help_of(grace)
    make.news_of(helped)
    plans = {"lane": "theirs", "kind": "ahead", "earliest": make.NOW.date(), "latest": make.NOW.date()}
    Moment.objects.create(member=ada, person=grace, deed="Their defence", **plans)

    left = left_out(make.letter_to(grace, helped))

    assert [(one.kind, one.text) for one in left] == [("news", "I became director of the clinic."), ("now", "I teach.")]


def test_what_came_of_help_is_a_chain_from_the_first_outcome_to_the_last(grace: Person) -> None:
    helped = make.help_of(grace)
    make.news_of(helped, what="I became director of the clinic.", on=in_year(2020))
    make.news_of(helped, what="We opened a second clinic.", on=in_year(2024))
    make.news_of(helped, what="I passed.", on=in_year(2015))

    told = came_of(grace)

    assert [(one.help and one.help.deed, [outcome.news.what for outcome in one.outcomes]) for one in told] == [
        (make.DEED, ["I passed.", "I became director of the clinic.", "We opened a second clinic."])
    ]


def test_a_mail_link_carries_every_sign_of_the_letter() -> None:
    link = emails.mailto("o'neill+ada@example.org", "Thank you & more", SHORT)

    assert link.startswith("mailto:o%27neill%2Bada@example.org?subject=Thank%20you%20%26%20more&body=Dear%20Dr.%20Hill")
    assert unquote(link.partition("&body=")[2]) == SHORT.text.replace("\n", "\r\n")


def test_a_mail_link_without_an_address_asks_the_mail_program_for_one() -> None:
    assert emails.mailto("", "Thank you", SHORT).startswith("mailto:?subject=Thank%20you&body=")


LONG = " of the department of internal medicine and of whatever else there is"


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien",
        "Zoë, Dr. (x) <y>",
        'Q"uote',
        "王小明",
        "a\r\nBcc: eve@example.org",
        "\u202eHill",
        "n" * 300,
        f"Grace Hill{LONG}, eve@example.org, and more",
        f"Grace Hill, Emerita{LONG}",
        f"Grace <eve@example.org>{LONG}",
        f'Gräce "the\\" Hill, eve@example.org{LONG}',
        "🙂, <eve@example.org>" * 60,
    ],
)
def test_a_message_file_has_one_recipient_whatever_they_are_called(name: str) -> None:
    raw = emails.message(
        sender=("Ada", "ada@example.org"), to=(name, "grace@example.edu"), subject=f"For {name}", composed=SHORT
    )

    mail = message_from_bytes(raw, policy=default)
    older_programs = getaddresses([str(message_from_bytes(raw)["To"])])
    assert [one.addr_spec for one in mail["To"].addresses] == ["grace@example.edu"]
    assert [address for _, address in older_programs] == ["grace@example.edu"]
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert set(mail.keys()) == {
        "From",
        "To",
        "Subject",
        "X-Unsent",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    assert mail.get_content().replace("\r\n", "\n").strip() == SHORT.text
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_an_address_in_quotes_stays_the_same_address() -> None:
    whose = '"quo ted\\"x"@example.org'

    raw = emails.message(sender=("Ada", "ada@example.org"), to=("Grace", whose), subject="Thanks", composed=SHORT)

    assert message_from_bytes(raw, policy=default)["To"].addresses[0].addr_spec == whose


def test_the_envelope_says_title_and_whole_name_once(ada: Member, grace: Person) -> None:
    assert emails.on_envelope(grace) == "Dr. Grace Hill"
    assert emails.on_envelope(people.keep(ada, name="Dr. Omar Said", prefix="Dr.")) == "Dr. Omar Said"


def test_the_last_signature_to_a_person_is_offered_again(ada: Member, grace: Person, today: date) -> None:
    letter = make.ready_letter(grace, make.help_of(grace))
    Letter.objects.update(signature="A.")
    leaving.give(letter, exactly(today), today)

    assert make.letter_to(grace).signature == "A."


def test_a_first_letter_is_signed_as_the_member_says(ada: Member, grace: Person) -> None:
    ada.signs_as = "Dr. A. Stone"

    assert make.letter_to(grace).signature == "Dr. A. Stone"


def test_a_telling_of_a_help_comes_before_one_without(ada: Member, grace: Person) -> None:
    helped = make.help_of(grace)
    news = make.news_of(helped)
    Telling.objects.create(member=ada, news=news, person=grace, news_on=news.latest)

    assert telling_to(ada, grace, news.pk).moment == helped
