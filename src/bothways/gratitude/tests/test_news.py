"""News of mine that came of nobody's help in particular."""

from datetime import timedelta

import pytest
from tests.program import program_of

from bothways.formats.days import in_year
from bothways.gratitude.actions import loops
from bothways.gratitude.models import News, Telling
from bothways.gratitude.queries import loops as queries
from bothways.gratitude.tests import make
from bothways.ground.records import change, new_id
from bothways.people.models import Person


def test_news_waits_for_those_it_concerns_and_nobody_else(as_ada, ada, grace, lin):
    typed = {"what": "I became director of the clinic.", "on": "2026-10", "also": [str(grace.pk)]}

    as_ada.post("/news/keep/", typed)

    assert [(one.kind, one.person) for one in queries.open_loops(ada, News.objects.get().latest)] == [("untold", grace)]


def test_the_same_news_sent_twice_is_told_once(as_ada, ada, grace):
    typed = {"what": "I became director of the clinic.", "on": "2026-10", "also": [str(grace.pk)]}

    as_ada.post("/news/keep/", typed)
    as_ada.post("/news/keep/", typed)

    assert News.objects.count() == 1


def test_news_that_was_put_right_stands_and_the_old_form_makes_no_second(as_ada, grace):
    typed = {"id": str(new_id()), "what": "I became direktor.", "on": "2026-10", "also": [str(grace.pk)]}
    as_ada.post("/news/keep/", typed)
    change(News.objects.get(), what="I became director.")

    late = as_ada.post("/news/keep/", typed)

    assert late.status_code == 409
    assert "Kept now: I became director." in late.text
    assert "I became direktor.</textarea>" in late.text
    assert typed["id"] not in late.text
    assert News.objects.get().what == "I became director."
    assert Telling.objects.count() == 1


def test_what_came_of_a_help_sent_again_is_one_as_it_was_put_right(as_ada, grace):
    moment = make.help_of(grace)
    typed = {"id": str(new_id()), "what": "I became direktor.", "on": "2026"}
    path = f"/came-of-it/{moment.pk}/tell/"
    first, again = as_ada.post(path, typed), as_ada.post(path, typed)
    change(News.objects.get(), what="I became director.")

    late = as_ada.post(path, typed)

    assert (first.status_code, again.status_code, late.status_code) == (302, 302, 409)
    assert News.objects.get().what == "I became director."


def test_whoever_knows_what_came_of_one_help_is_not_told_again_because_of_another(ada, grace, today):
    news = {"what": "I became director.", "on": in_year(2026), "today": today}
    loops.tell_of(ada, because_of=[make.help_of(grace)], **news)
    Telling.objects.update(told_on=today)

    loops.tell_of(ada, because_of=[make.help_of(grace, deed="You wrote for me.")], **news)
    loops.tell_of(ada, also=[grace], **news)

    assert [one.told_on for one in Telling.objects.all()] == [today, today]


def test_news_of_the_year_that_goes_on_is_the_same_on_a_later_day(ada, grace, today):
    first, second = make.help_of(grace), make.help_of(grace, deed="You read my drafts.")
    for because, day in ((first, today), (second, today + timedelta(days=2))):
        loops.tell_of(ada, what="I became director.", on=in_year(today.year), because_of=[because], today=day)

    assert News.objects.get().what == "I became director."


def test_news_that_a_program_sends_again_late_changes_nothing(ada):
    program = program_of(ada)
    sent = {"id": str(new_id()), "what": "I became direktor.", "on": "2026-10"}
    made, again = program.write("news", sent).json(), program.write("news", sent).json()
    program.write(f"news/{made['id']}", {"what": "I became director.", "version": 1}, "PATCH")

    late = program.write("news", sent)

    assert made == again
    assert made["id"] == sent["id"]
    assert (late.status_code, late.json()["kept"]) == (409, {"what": "I became director."})
    assert News.objects.get().what == "I became director."


def test_news_of_a_day_to_come_is_refused_with_the_text_kept(as_ada, grace):
    answer = as_ada.post("/news/keep/", {"what": "I shall retire.", "on": "2199"})

    assert answer.status_code == 422
    assert "I shall retire." in answer.content.decode()


def test_people_of_another_member_cannot_be_told(as_cleo, grace):
    answer = as_cleo.post("/news/keep/", {"what": "Mine.", "on": "2020", "also": [str(grace.pk)]})

    assert answer.status_code == 422
    assert not News.objects.exists()


def test_news_for_nobody_is_kept_where_one_sees_it_and_says_who_another_time(as_ada, ada, grace):
    kept = as_ada.post("/news/keep/", {"what": "I became director.", "on": "2026-10"})
    news = News.objects.get()
    open_ = as_ada.get("/untold/").text

    typed = {"what": "I became the director.", "on": "2026-10", "also": [str(grace.pk)], "version": "1"}
    as_ada.post(f"/news/{news.pk}/change/", typed)

    assert kept["Location"] == f"/news/{news.pk}/"
    assert "I became director." in open_
    assert "News of yours. Who should hear of it?" in open_
    assert [(one.kind, one.person, one.news.what) for one in queries.open_loops(ada, news.latest)] == [
        ("untold", grace, "I became the director.")
    ]


def test_who_helped_stands_first_among_those_who_may_hear_with_what_they_did(as_ada, grace, lin):
    make.help_of(grace)

    page = as_ada.get("/news/").text

    assert page.index("Grace Hill") < page.index(make.DEED) < page.index("<summary>Others") < page.index("Lin Okafor")


def test_of_two_windows_the_second_sees_what_the_first_made_of_the_news(as_ada, grace):
    news = make.news_of(make.help_of(grace), "I became directer.")
    as_ada.post(f"/news/{news.pk}/change/", {"what": "I became director.", "on": "2026-11", "version": "1"})

    second = as_ada.post(f"/news/{news.pk}/change/", {"what": "I lead the clinic.", "on": "2026-11", "version": "1"})
    third = as_ada.post(f"/news/{news.pk}/change/", {"what": "I became director.", "on": "2026-10", "version": "1"})

    assert second.status_code == third.status_code == 409
    assert "Kept now: I became director." in second.text
    assert "Kept now: November 2026" in third.text
    assert "I lead the clinic." in second.text


def test_news_that_is_taken_away_is_told_to_nobody(as_ada, ada, grace):
    news = make.news_of(make.help_of(grace))

    as_ada.post(f"/news/{news.pk}/take-away/")

    assert not News.objects.exists()
    assert "untold" not in [one.kind for one in queries.open_loops(ada, news.latest)]


@pytest.mark.parametrize("also", [False, True])
def test_that_it_was_told_stays_kept_when_one_of_two_helps_is_taken_away(as_ada, grace, also):
    first, second = make.help_of(grace), make.help_of(grace, deed="You wrote for me.")
    news = make.news_of(first)
    make.news_of(second)
    if also:
        loops.tell_of(grace.member, what=news.what, on=news.on, also=[grace], today=make.TODAY)
    Telling.objects.filter(moment=first).update(told_on=make.TODAY)

    as_ada.post(f"/moments/{first.pk}/take-away/")

    told = Telling.objects.exclude(told_on=None)
    assert [(one.person, one.moment, one.told_on) for one in told] == [(grace, None, make.TODAY)]
    assert [one.moment for one in Telling.objects.filter(told_on=None)] == [second]


@pytest.mark.parametrize(
    ("said", "beside"),
    [({"life": "died"}, "has died"), ({"contact": "paused"}, "contact rests"), ({"contact": "ended"}, "contact rests")],
)
def test_of_the_dead_and_of_those_at_rest_its_page_does_not_say_that_they_have_yet_to_hear(as_ada, grace, said, beside):
    as_ada.post("/news/keep/", {"what": "I became director.", "on": "2026-10", "also": [str(grace.pk)]})
    path = f"/news/{News.objects.get().pk}/"
    assert "has not heard yet" in as_ada.get(path).text

    Person.objects.update(**said)

    page = as_ada.get(path).text
    assert "has not heard yet" not in page
    assert beside in page


def test_news_that_no_help_led_to_stands_under_its_true_reason(as_ada, ada, grace, lin):
    as_ada.post("/news/keep/", {"what": "I became director.", "on": "2026-10", "also": [str(grace.pk)]})
    alone = as_ada.get("/untold/").text
    make.news_of(make.help_of(lin), "I passed.")
    both = as_ada.get("/untold/").text

    assert "They do not know what came of it" not in alone
    assert alone.index("You chose them to hear your news") < alone.index("I became director.")
    assert both.index("They do not know what came of it") < both.index("I passed.")
    assert both.index("You chose them to hear your news") < both.index("I became director.")
