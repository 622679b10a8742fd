"""The pages on which a letter leaves: found out, ready, on paper, by mail, given."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from bothways.accounts.models import Member
from bothways.formats.days import exactly
from bothways.gratitude.actions import leaving, writing
from bothways.gratitude.models import Letter, Telling
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.loops import telling_to
from bothways.gratitude.tests import make
from bothways.people import actions as people
from bothways.people.models import Person

HTMX = {"HX-Request": "true"}


def at(name: str, *arguments: object) -> str:
    return reverse(f"gratitude:{name}", args=arguments)


def test_an_empty_letter_is_not_ready_and_says_why(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace)
    writing.find_out(letter, "living", today=make.TODAY, at=make.NOW)

    answer = as_ada.post(at("ready", letter.pk, "copy"), make.as_typed(letter))

    assert answer.status_code == 400
    assert "nothing on the paper yet" in answer.text


def test_opening_the_mail_program_saves_what_is_typed_and_hands_over_the_whole_letter(
    as_ada: Client, grace: Person
) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    answer = as_ada.post(at("ready", letter.pk, "mail"), make.as_typed(letter, now="I teach & paint."), headers=HTMX)

    opened = unquote(answer["X-Open"])
    assert opened.startswith("mailto:grace@example.edu?subject=Thank you&body=Dear Dr. Hill,\r\n\r\n")
    assert "I teach & paint." in opened
    assert Letter.objects.get().state == "ready"


def test_a_letter_too_long_for_a_link_is_a_message_file(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    long = "I teach. " * 300

    answer = as_ada.post(at("ready", letter.pk, "mail"), make.as_typed(letter, now=long), headers=HTMX)

    assert answer["X-Open"] == at("mail_file", letter.pk)
    mail = message_from_bytes(as_ada.get(answer["X-Open"]).content, policy=default)
    assert (str(mail["To"]), str(mail["Subject"])) == ("Grace Hill <grace@example.edu>", "Thank you")
    assert long.strip() in mail.get_content().replace("\r\n", "\n")


def test_line_ends_in_names_make_no_recipients(as_ada: Client, ada: Member) -> None:
    odd = people.keep(ada, name='O"Brien\r\nBcc: eve@example.org', addresses=["odd@example.org"])
    letter = make.letter_to(odd, make.help_of(odd))
    leaving.make_ready(letter, "mail", make.NOW)
    Letter.objects.update(subject="Hello\r\nBcc: eve@example.org", signature="Ada\r\nBcc: eve@example.org")

    answer = as_ada.get(at("mail_file", letter.pk))

    mail = message_from_bytes(answer.content, policy=default)
    assert mail["Bcc"] is None
    assert [one.addr_spec for one in mail["To"].addresses] == ["odd@example.org"]
    assert "\r" not in answer["Content-Disposition"]


def test_a_name_like_code_is_shown_and_never_read_as_code(as_ada: Client, ada: Member) -> None:
    odd = people.keep(ada, name="<b>Null</b> \u202eO'Brien #{sys}")
    letter = make.letter_to(odd, make.help_of(odd, deed="<script>alert(1)</script> \\ #let x = 1 $a$"))

    page = as_ada.get(at("letter", letter.pk)).text

    assert "<script>alert" not in page
    assert "<b>Null" not in page


def test_a_letter_is_read_with_few_questions_to_the_database(
    as_ada: Client, grace: Person, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for _ in range(20):
        make.news_of(make.help_of(grace), what=str(_))
    letter = make.letter_to(grace, make.help_of(grace))

    with django_assert_max_num_queries(12):
        as_ada.get(at("letter", letter.pk))


@pytest.mark.parametrize("sheet", ["print", "letter", "card", "envelope"])
def test_looking_at_a_letter_on_paper_changes_nothing(as_ada: Client, grace: Person, sheet: str) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    answer = as_ada.get(at("paper", letter.pk, sheet))

    assert answer.content.startswith(b"%PDF-")
    assert Letter.objects.get().state == "draft"


def test_a_letter_ready_for_some_days_is_asked_about_once(
    as_ada: Client, ada: Member, grace: Person, today: date
) -> None:
    letter = make.ready_letter(grace, make.help_of(grace))

    assert not queries.to_ask_about(ada, today)
    assert [*queries.to_ask_about(ada, today.replace(day=25))] == [letter]
    as_ada.post(at("not_yet", letter.pk))

    assert not queries.to_ask_about(ada, today.replace(day=25))
    assert "It waits" in as_ada.get(at("letters")).text


def test_a_letter_just_made_ready_is_not_asked_about(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    as_ada.post(at("ready", letter.pk, "copy"), make.as_typed(letter))

    listed = as_ada.get(at("letters")).text

    assert "It waits. Tell it when it has reached them." in listed
    assert "Did it reach them?" not in listed


def test_where_the_words_do_not_say_the_news_it_is_asked_whether_they_know_it(
    as_ada: Client, ada: Member, grace: Person
) -> None:
    news = make.news_of(make.help_of(grace))
    letter = writing.start(ada, grace, telling=telling_to(ada, grace, news.pk), at=make.NOW)
    make.save(letter, now="")
    beside = as_ada.get(at("letter", letter.pk)).text
    as_ada.post(at("ready", letter.pk, "copy"), make.as_typed(queries.letter(ada, letter.pk)))

    asked = as_ada.post(at("given", letter.pk), {"on": "Nov 2026"})
    still_ready = Letter.objects.get().state
    as_ada.post(at("given", letter.pk), {"on": "Nov 2026", "knows": "no"})

    assert "Do your words say it" in beside
    assert (asked.status_code, still_ready) == (200, "ready")
    assert "Do they know it now?" in asked.text
    assert 'value="Nov 2026"' in asked.text
    assert Telling.objects.get().told_on is None


@pytest.mark.parametrize(
    ("typed", "says", "status"),
    [
        ("2099-01-01", "still to come", 422),
        ("1900", "That day is before what it speaks of (2025).", 400),
        ("2025", "It was made ready on 22 November 2026. Choose that day or a later one.", 400),
        ("21 November 2026", "It was made ready on 22 November 2026.", 400),
        ("30 February 2026", "February 2026 has no day 30.", 422),
        ("soon", "Write a year", 422),
    ],
)
def test_a_day_on_which_it_cannot_have_reached_them_is_refused_and_stays_in_its_field(
    as_ada: Client, grace: Person, typed: str, says: str, status: int
) -> None:
    letter = make.ready_letter(grace, make.help_of(grace))

    answer = as_ada.post(at("given", letter.pk), {"on": typed})

    assert answer.status_code == status
    assert says in answer.text
    assert f'value="{typed}"' in answer.text
    assert Letter.objects.get().state == "ready"


@pytest.mark.parametrize("typed", ["2026", "Nov 2026", "22 de noviembre de 2026"])
def test_a_letter_reached_them_in_the_month_or_year_in_which_it_was_made_ready(
    as_ada: Client, grace: Person, typed: str
) -> None:
    letter = make.ready_letter(grace, make.help_of(grace))

    as_ada.post(at("given", letter.pk), {"on": typed})

    assert Letter.objects.get().state == "given"


@pytest.mark.parametrize("typed", ["soon", "", "2026"])
def test_a_draft_is_not_called_ready_whatever_day_is_typed(as_ada: Client, grace: Person, typed: str) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    answer = as_ada.post(at("given", letter.pk), {"on": typed})

    assert answer.status_code == 409
    assert "still a draft" in answer.text
    assert "Ready" not in answer.text


def test_after_long_silence_a_letter_first_asks_how_they_are(as_ada: Client, ada: Member) -> None:
    bell = people.keep(ada, name="Thomas Bell")
    letter = make.letter_to(bell, make.help_of(bell, on=exactly(make.TODAY.replace(year=1996))))
    assert "First, how is Thomas Bell?" in as_ada.get(at("letter", letter.pk)).text

    wrong = as_ada.post(at("find_out", letter.pk), {"life": "perhaps"})
    as_ada.post(at("find_out", letter.pk), {"life": "died", "died": "2019"})

    page = as_ada.get(at("letter", letter.pk)).text
    assert wrong.status_code == 422
    assert "never leaves" in page
    assert "Open in my mail program" not in page
    assert as_ada.get(at("paper", letter.pk, "card")).status_code == 409
    assert as_ada.get(at("mail_file", letter.pk)).status_code == 409


POEM = "\n".join(f"Line {n} of a poem" for n in range(400))


def test_a_card_that_cannot_hold_its_words_is_refused_in_words_and_the_letter_offered(
    as_ada: Client, grace: Person
) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    typed = make.as_typed(letter, cost=POEM, shape="card")

    answer = as_ada.post(at("ready", letter.pk, "print"), typed)

    letter.refresh_from_db()
    assert answer.status_code == 409
    assert "more than a folded card holds. Make it a letter" in answer.text
    assert "Line 399 of a poem" in answer.text
    assert letter.state == "draft"
    assert as_ada.get(at("paper", letter.pk, "card")).status_code == 409
    assert as_ada.get(at("paper", letter.pk, "letter")).content.startswith(b"%PDF-")


def test_beside_a_card_stands_that_its_words_are_too_many_before_it_is_printed(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    typed = make.as_typed(letter, cost=POEM, shape="card")

    as_card = as_ada.post(at("save", letter.pk), typed, headers=HTMX).text
    letter.refresh_from_db()
    as_letter = as_ada.post(at("save", letter.pk), make.as_typed(letter, cost=POEM, shape="letter"), headers=HTMX).text

    assert "more than a folded card holds" in as_card
    assert "more than a folded card holds" not in as_letter


def test_a_printed_letter_offers_no_card_that_would_be_cut_short(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    as_ada.post(at("ready", letter.pk, "print"), make.as_typed(letter, cost=POEM))

    page = as_ada.get(at("letter", letter.pk)).text
    assert at("paper", letter.pk, "letter") in page
    assert at("paper", letter.pk, "card") not in page


def test_signs_that_no_font_has_are_named_beside_the_letter_and_wherever_it_is_printed(
    as_ada: Client, grace: Person, without_fonts_of_the_computer: None
) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    typed = make.as_typed(letter, cost="日本語 🙂", effect="I chose medicine.")
    says = "On paper there would be empty boxes for 日 本 語 🙂: write these signs in by hand"

    saved = as_ada.post(at("save", letter.pk), typed, headers=HTMX).text
    letter.refresh_from_db()
    made_ready = as_ada.post(at("ready", letter.pk, "print"), {**typed, "version": str(letter.version)}, headers=HTMX)

    assert says in saved
    assert says in made_ready.text
    assert says in as_ada.get(at("letter", letter.pk)).text
    assert as_ada.get(at("paper", letter.pk, "print")).content.startswith(b"%PDF-")


def test_a_letter_of_signs_that_we_have_says_nothing_of_paper(
    as_ada: Client, grace: Person, without_fonts_of_the_computer: None
) -> None:
    letter = make.letter_to(grace, make.help_of(grace, deed="You said “Naïve façades” to Łukasz …"))

    assert "empty boxes" not in as_ada.get(at("letter", letter.pk)).text


def test_an_address_that_no_envelope_holds_is_said_and_the_letter_is_printed_without_it(
    as_ada: Client, grace: Person
) -> None:
    Person.objects.filter(pk=grace.pk).update(postal="\n".join(["A long street"] * 60))
    letter = make.ready_letter(Person.objects.get(pk=grace.pk), make.help_of(grace))

    page = as_ada.get(at("letter", letter.pk)).text

    assert "Their address is longer than an envelope holds" in page
    assert at("paper", letter.pk, "envelope") not in page
    assert as_ada.get(at("paper", letter.pk, "envelope")).status_code == 409
    assert as_ada.get(at("paper", letter.pk, "print")).content.startswith(b"%PDF-")
