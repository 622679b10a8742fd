"""News of mine that came of nobody's help in particular."""

from bothways.gratitude import queries
from bothways.gratitude.models import News


def test_news_waits_for_those_it_concerns_and_nobody_else(as_ada, ada, grace, lin):
    typed = {"what": "I became director of the clinic.", "on": "2026-10", "also": [str(grace.pk)]}

    as_ada.post("/news/keep/", typed)

    assert [(one.kind, one.person) for one in queries.open_loops(ada, News.objects.get().latest)] == [("untold", grace)]


def test_the_same_news_sent_twice_is_told_once(as_ada, ada, grace):
    typed = {"what": "I became director of the clinic.", "on": "2026-10", "also": [str(grace.pk)]}

    as_ada.post("/news/keep/", typed)
    as_ada.post("/news/keep/", typed)

    assert News.objects.count() == 1


def test_news_of_a_day_to_come_is_refused_with_the_text_kept(as_ada, grace):
    answer = as_ada.post("/news/keep/", {"what": "I shall retire.", "on": "2199"})

    assert answer.status_code == 422
    assert "I shall retire." in answer.content.decode()


def test_people_of_another_member_cannot_be_told(as_cleo, grace):
    answer = as_cleo.post("/news/keep/", {"what": "Mine.", "on": "2020", "also": [str(grace.pk)]})

    assert answer.status_code == 422
    assert not News.objects.exists()
