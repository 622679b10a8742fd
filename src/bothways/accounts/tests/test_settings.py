"""Settings: who a member is, what stands on their letters, and how pages look to them."""

from datetime import time

import pytest

WELL = {
    "name": "Ada Stone", "called": "", "signs_as": "", "timezone": "Pacific/Auckland", "language": "en",
    "paper": "us-letter", "sender_address": "Elm 1\nLakeside",
}  # fmt: skip
LOOKS = {"theme": "dark", "quiet_from": "21:30", "quiet_until": "07:00"}


def test_settings_are_kept(as_ada, ada):
    answer = as_ada.post("/settings/change/", {**WELL, "version": 1})

    ada.refresh_from_db()
    assert answer.status_code == 302
    assert {name: getattr(ada, name) for name in WELL} == WELL
    assert "Elm 1\nLakeside" in as_ada.get("/settings/").text


@pytest.mark.parametrize(
    "typed",
    [
        {"timezone": "Mars/Olympus"},
        {"language": "tlh"},
        {"paper": "papyrus"},
        {"name": ""},
        {"sender_address": "x" * 2001},  # it is looked through for every envelope
    ],
)
def test_settings_that_cannot_be_are_refused(as_ada, ada, typed):
    assert as_ada.post("/settings/change/", {**WELL, "version": 1, **typed}).status_code == 422
    ada.refresh_from_db()
    assert (ada.name, ada.timezone, ada.language, ada.paper) == ("Ada", "UTC", "en", "a4")


def test_pages_speak_the_language_that_was_chosen_from_the_answer_on(as_ada, ada):
    as_ada.post("/settings/change/", {**WELL, "language": "es", "version": 1})

    page = as_ada.get("/settings/").text
    assert '<html lang="es"' in page
    assert ">Hoy</a>" in page
    assert '<p class="note">Guardado.</p>' in page

    as_ada.post("/settings/change/", {**WELL, "language": "en", "version": 2})
    page = as_ada.get("/settings/").text
    assert '<html lang="en"' in page
    assert ">Today</a>" in page


@pytest.mark.parametrize("typed", ["٢١:٣٠", "２１：３０", "\u200f21:30\u200b", " 21\ufe5530 "])
def test_quiet_hours_are_read_in_digits_of_any_script(as_ada, ada, typed):
    as_ada.post("/settings/looks/", {**LOOKS, "quiet_from": typed, "version": 1})

    ada.refresh_from_db()
    assert ada.quiet_from == time(21, 30)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"theme": "sepia"}, "none of the choices"),
        ({"quiet_until": ""}, "Say both times, or neither."),
        ({"quiet_from": "", "quiet_until": "07:00"}, "Say both times, or neither."),
        ({"quiet_until": "21:30"}, "no time at all"),
        ({"quiet_from": "25:00"}, "Write a time as 18:00."),
    ],
)
def test_looks_that_cannot_be_are_refused_in_words(as_ada, ada, typed, says):
    answer = as_ada.post("/settings/looks/", {**LOOKS, "version": 1, **typed})

    ada.refresh_from_db()
    assert answer.status_code == 422
    assert says in answer.text
    assert (ada.theme, ada.quiet_from) == ("", None)


def test_a_second_window_shows_both_texts_and_keeps_what_is_sent_once_more(as_ada, ada):
    as_ada.post("/settings/change/", {**WELL, "signs_as": "A. Stone", "version": 1})

    second = as_ada.post("/settings/change/", {**WELL, "signs_as": "Dr. Stone", "version": 1})
    assert second.status_code == 409
    assert "Kept now: A. Stone" in second.text
    assert 'value="Dr. Stone"' in second.text

    as_ada.post("/settings/change/", {**WELL, "signs_as": "Dr. Stone", "version": 2})
    ada.refresh_from_db()
    assert ada.signs_as == "Dr. Stone"


def test_a_page_is_light_or_dark_as_the_member_says_and_else_as_their_computer(as_ada, ada):
    assert "data-theme" not in as_ada.get("/people/").text

    as_ada.post("/settings/looks/", {**LOOKS, "version": 1})

    assert 'data-theme="dark"' in as_ada.get("/people/").text
    assert 'data-theme="dark"' in as_ada.get("/nothing-here/").text


def test_bothways_calls_a_member_as_they_like(as_ada, ada):
    as_ada.post("/settings/change/", {**WELL, "called": "Dr. Stone", "version": 1})

    assert "Dr. Stone" in as_ada.get("/").text
