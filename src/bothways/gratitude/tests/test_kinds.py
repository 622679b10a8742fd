"""Letters of several kinds: one draft a person, and no word lost between them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving, loops, writing
from bothways.gratitude.models import Letter, Telling, TheirNews
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.beside import left_out, to_tell, unsaid
from bothways.gratitude.tests import make
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person

PRIZE = "You were given the Hollis Medal."


def good_news(person: Person) -> TheirNews:
    moment = moments.record(
        person, lane="theirs", kind="milestone", on=exactly(make.TODAY), today=make.TODAY, deed=PRIZE
    )
    loops.follow(moment)
    return TheirNews.objects.get(pk=moment.pk)


def start(client: Client, person: Person, **about: object) -> str:
    """The page that comes, or the address that one is sent on to."""
    answer = client.post(reverse("gratitude:start", args=[person.pk]), about)
    return answer.headers.get("Location") or answer.content.decode()


def test_their_news_begins_a_congratulation_and_of_a_mentee_a_card(
    as_ada: Client, ada: Member, grace: Person, lin: Person
) -> None:
    people.say_role(lin, "mentee")
    for person in (grace, lin):
        start(as_ada, person, theirs=good_news(person).pk)

    begun = {one.person_id: (one.kind, one.answers()) for one in Letter.objects.all()}

    assert begun[grace.pk] == ("congratulation", {"achievement": PRIZE})
    assert begun[lin.pk] == ("mentee", {"achievement": PRIZE})
    assert Letter.objects.get(person=lin).form == "card"


def test_news_without_help_behind_it_begins_a_note_of_how_it_goes(as_ada: Client, ada: Member, grace: Person) -> None:
    loops.tell_of(ada, what="I moved to Lima.", on=exactly(make.TODAY), also=[grace], today=make.TODAY)

    start(as_ada, grace, telling=Telling.objects.get().pk)

    assert (Letter.objects.get().kind, Letter.objects.get().answers()) == ("progress", {"now": "I moved to Lima."})


def test_a_letter_begun_as_another_kind_says_so_and_is_about_nothing_more(as_ada: Client, grace: Person) -> None:
    make.save(make.letter_to(grace), deed="You stayed late.")
    theirs = good_news(grace)

    page = start(as_ada, grace, theirs=theirs.pk)

    theirs.refresh_from_db()
    assert "You have begun a thank-you" in page
    assert theirs.congratulated_by is None
    assert Letter.objects.get().kind == "thanks"


def test_it_becomes_the_other_kind_without_losing_a_word(as_ada: Client, ada: Member, grace: Person) -> None:
    make.save(make.letter_to(grace), deed="You stayed late.", now="I teach.")

    start(as_ada, grace, theirs=good_news(grace).pk, turn="yes")

    letter = queries.letter(ada, Letter.objects.get().pk)
    assert (letter.kind, letter.answers()) == ("congratulation", {"achievement": PRIZE})
    assert [one.text for one in left_out(letter) if one.kind == "answer"] == ["You stayed late.", "I teach."]
    writing.turn(letter, "thanks", at=make.NOW)
    assert queries.letter(ada, letter.pk).answers() == {"deed": "You stayed late.", "now": "I teach."}


def test_what_another_kind_has_no_place_for_is_open_again(grace: Person) -> None:
    help_ = make.help_of(grace)
    letter = make.letter_to(grace, help_)

    writing.turn(letter, "congratulation", at=make.NOW)

    help_.loop.refresh_from_db()
    assert help_.loop.thanked_by is None


def test_turned_back_it_is_about_the_same_again_in_whatever_words(grace: Person) -> None:
    help_ = make.help_of(grace)
    letter = make.letter_to(grace, help_)
    writing.turn(letter, "congratulation", at=make.NOW)
    writing.turn(letter, "thanks", at=make.NOW)
    make.save(letter, deed="That night you showed me the ropes.")

    leaving.make_ready(letter, "say", make.NOW)

    help_.loop.refresh_from_db()
    assert help_.loop.thanked_by == letter


def test_turned_back_it_tells_the_same_again_and_says_where_its_words_do_not(ada: Member, grace: Person) -> None:
    news = make.news_of(make.help_of(grace)).tellings.get()
    letter = writing.start(ada, grace, telling=news, at=make.NOW)
    writing.turn(letter, "congratulation", at=make.NOW)
    as_another = to_tell(letter)
    writing.turn(letter, "thanks", at=make.NOW)
    make.save(letter, now="These days I lead the whole place.")

    assert as_another == []
    assert unsaid(letter) == [news]


def test_a_letter_that_leaves_as_another_kind_tells_nothing(ada: Member, grace: Person) -> None:
    news = make.news_of(make.help_of(grace)).tellings.get()
    letter = writing.start(ada, grace, telling=news, at=make.NOW)
    writing.turn(letter, "congratulation", at=make.NOW)
    make.save(letter, achievement="What you have done there!")

    leaving.make_ready(letter, "say", make.NOW)

    news.refresh_from_db()
    assert news.told_by is None


def test_news_that_a_letter_of_another_kind_says_is_told_by_it(ada: Member, grace: Person) -> None:
    news = make.news_of(make.help_of(grace)).tellings.get()
    letter = writing.start(ada, grace, kind="congratulation", theirs=good_news(grace), at=make.NOW)
    make.save(letter, achievement=f"{PRIZE} And hear this: {news.news.what}")

    leaving.make_ready(letter, "say", make.NOW)

    news.refresh_from_db()
    assert news.told_by == letter


def test_turned_back_it_is_glad_of_the_same_again_in_whatever_words(ada: Member, grace: Person) -> None:
    theirs = good_news(grace)
    letter = writing.start(ada, grace, kind="congratulation", theirs=theirs, at=make.NOW)
    writing.turn(letter, "thanks", at=make.NOW)
    writing.turn(letter, "congratulation", at=make.NOW)
    make.save(letter, achievement="What you have done there!")

    leaving.make_ready(letter, "say", make.NOW)

    theirs.refresh_from_db()
    assert theirs.congratulated_by == letter


def test_an_answer_of_another_kind_is_woven_in(as_ada: Client, ada: Member, grace: Person) -> None:
    letter = make.letter_to(grace)
    make.save(letter, deed="You stayed late.")
    writing.turn(letter, "congratulation", at=make.NOW)
    (left,) = left_out(queries.letter(ada, letter.pk))

    writing.weave_in(queries.letter(ada, letter.pk), left, at=make.NOW)

    assert queries.letter(ada, letter.pk).answers() == {"achievement": "You stayed late."}
    assert left_out(queries.letter(ada, letter.pk)) == []


def test_what_was_typed_is_saved_before_the_kind_changes(as_ada: Client, ada: Member, grace: Person) -> None:
    letter = make.letter_to(grace)

    as_ada.post(
        reverse("gratitude:turn", args=[letter.pk]), {**make.as_typed(letter, deed="You stayed."), "into": "reconnect"}
    )

    after = queries.letter(ada, letter.pk)
    assert (after.kind, after.answers()) == ("reconnect", {"deed": "You stayed."})


def test_a_window_that_shows_the_old_kind_loses_nothing(as_ada: Client, ada: Member, grace: Person) -> None:
    letter = make.letter_to(grace)
    typed = {**make.as_typed(letter, cost="Your evening."), "kind": "thanks"}
    writing.turn(queries.letter(ada, letter.pk), "congratulation", at=make.NOW)

    page = as_ada.post(reverse("gratitude:save", args=[letter.pk]), typed)

    assert page.status_code == 409
    assert "Your evening." in page.content.decode()


def test_given_it_stands_on_the_street_and_is_congratulated_once(ada: Member, grace: Person) -> None:
    theirs = good_news(grace)
    letter = writing.start(ada, grace, kind="congratulation", theirs=theirs, at=make.NOW)
    leaving.make_ready(letter, "print", make.NOW)

    leaving.give(letter, exactly(make.TODAY), make.TODAY)

    theirs.refresh_from_db()
    given = Moment.objects.get(source="letter")
    assert (given.kind, given.lane, given.deed) == ("congratulated", "mine", "Congratulation by letter")
    assert theirs.congratulated_on == make.TODAY


def test_after_one_note_the_page_offers_who_hears_it_next(
    as_ada: Client, ada: Member, grace: Person, lin: Person
) -> None:
    loops.tell_of(ada, what="I moved to Lima.", on=exactly(make.TODAY), also=[grace, lin], today=make.TODAY)
    start(as_ada, grace, telling=Telling.objects.get(person=grace).pk)
    letter = Letter.objects.get()
    leaving.make_ready(letter, "print", make.NOW)

    answer = as_ada.post(reverse("gratitude:given", args=[letter.pk]), {"on": ""}, follow=True)

    assert "Who hears it next?" in answer.content.decode()
    assert f"Write to {lin.name}" in answer.content.decode()


def test_a_death_keeps_the_kind_and_undone_the_letter_is_what_it_was(ada: Member, grace: Person) -> None:
    writing.start(ada, grace, kind="congratulation", theirs=good_news(grace), at=make.NOW)

    writing.say_life(grace, "died", today=make.TODAY, at=make.NOW)
    dead = Letter.objects.get()
    writing.say_life(grace, "living", today=make.TODAY, at=make.NOW)
    living = Letter.objects.get()

    assert (dead.kind, dead.unsent) == ("congratulation", True)
    assert (living.kind, living.unsent) == ("congratulation", False)


def test_a_moment_that_is_no_news_of_theirs_any_more_leaves_nothing_to_be_glad_of(grace: Person) -> None:
    moment = good_news(grace).moment
    moments.amend(moment, version=1, lane="mine", kind="milestone", on=exactly(make.TODAY), today=make.TODAY)

    loops.follow(moment)

    assert not TheirNews.objects.exists()


def test_laid_down_it_can_be_taken_up_again(as_ada: Client, grace: Person) -> None:
    theirs = good_news(grace)

    page = as_ada.post(reverse("gratitude:let_go_of_theirs", args=[theirs.pk]), {"how": "done"}, follow=True)
    assert PRIZE in page.content.decode()

    as_ada.post(reverse("gratitude:take_up_theirs", args=[theirs.pk]))
    theirs.refresh_from_db()
    assert theirs.let_go == ""


@pytest.mark.parametrize(
    ("role", "years_ago", "kind"),
    [("mentor", 1, "thanks"), ("mentor", 4, "reconnect"), ("mentee", 1, "mentee"), ("mentee", 4, "mentee")],
)
def test_write_on_a_persons_page_begins_what_fits_them(
    as_ada: Client, ada: Member, role: str, years_ago: int, kind: str, today: date
) -> None:
    person = people.keep(ada, name="Rosa Quispe", addresses=["rosa@example.org"])
    people.say_role(person, role)
    moments.record(person, lane="together", kind="met", on=in_year(today.year - years_ago), today=today)

    as_ada.post(f"/people/{person.pk}/write/")

    assert Letter.objects.get().kind == kind


def test_unknown_said_anew_asks_anew_before_a_letter_goes_on(ada: Member, grace: Person, today: date) -> None:
    letter = make.letter_to(grace)
    moments.record(grace, lane="together", kind="met", on=exactly(today), today=today)
    writing.find_out(letter, "living", today=today, at=make.NOW)
    assert not queries.find_out_first(Letter.objects.get(), today)

    writing.say_life(grace, "unknown", today=today, at=make.NOW)
    assert queries.find_out_first(Letter.objects.get(), today)

    writing.find_out(Letter.objects.get(), "unknown", today=today, at=make.NOW)
    assert not queries.find_out_first(Letter.objects.get(), today), "asked and answered: nobody could say"
