"""The pages of letters and of what is untold."""

from django.test import Client
from django.urls import reverse

from bothways.accounts.models import Member
from bothways.gratitude.actions import leaving
from bothways.gratitude.models import Letter, Loop, Telling
from bothways.gratitude.tests import make
from bothways.moments.models import Moment
from bothways.people.models import Person

HTMX = {"HX-Request": "true"}


def at(name: str, *arguments: object) -> str:
    return reverse(f"gratitude:{name}", args=arguments)


def test_the_first_look_at_letters_and_loops_invites(as_ada: Client) -> None:
    assert "Whose sentence do you still carry?" in as_ada.get(at("letters")).text
    assert "Everyone knows" in as_ada.get(at("untold")).text


def test_thanks_go_from_the_list_to_the_street_and_the_list_is_shorter(as_ada: Client, grace: Person) -> None:
    helped = make.help_of(grace)
    assert make.DEED in as_ada.get(at("untold")).text

    begun = as_ada.post(at("start", grace.pk), {"moment": str(helped.pk)})
    letter = Letter.objects.get()
    page = as_ada.get(begun["Location"]).text
    typed = make.as_typed(letter, cost="You missed your bus.", effect="I chose medicine.", now="I teach.")
    as_ada.post(at("ready", letter.pk, "say"), typed)
    gone = as_ada.post(at("given", letter.pk), {"on": ""})

    assert make.DEED in page
    assert gone.status_code == 302
    assert Moment.objects.get(lane="mine").source_key == str(letter.pk)
    assert "Thanked. Did anything come of it?" in as_ada.get(at("untold")).text


def test_what_came_of_it_is_kept_and_stands_as_untold(as_ada: Client, grace: Person, lin: Person) -> None:
    helped = make.help_of(grace)
    form = as_ada.get(at("came_of_it", helped.pk)).text

    as_ada.post(at("tell", helped.pk), {"what": "I became director.", "on": "2026-10", "also": [str(lin.pk)]})

    assert "What came of it?" in form
    assert f'action="{at("tell", helped.pk)}"' in form
    assert "I became director." not in form
    assert "I became director." in as_ada.get(at("came_of_it", helped.pk)).text, "so that one goes on from there"
    page = as_ada.get(at("untold")).text
    assert page.count("I became director.") == 2


def test_an_outcome_without_a_day_is_refused_with_the_words_still_there(as_ada: Client, grace: Person) -> None:
    answer = as_ada.post(at("tell", make.help_of(grace).pk), {"what": "I became director.", "on": "some day"})

    assert answer.status_code == 422
    assert "I became director." in answer.text


def test_saving_while_typing_answers_with_all_but_the_paper(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    answer = as_ada.post(at("save", letter.pk), make.as_typed(letter, now="I teach."), headers=HTMX)

    assert "Saved" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert "<textarea" not in answer.text


def test_the_save_button_works_without_scripts(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    answer = as_ada.post(at("save", letter.pk), make.as_typed(letter, now="I teach.", greeting="Dear Grace,"))

    assert answer["Location"] == at("letter", letter.pk)
    assert "I teach." in as_ada.get(answer["Location"]).text
    assert Letter.objects.get().greeting == "Dear Grace,"


def test_a_greeting_as_proposed_goes_with_the_person(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    as_ada.post(at("save", letter.pk), make.as_typed(letter, now="I teach.", greeting="Dear Dr. Hill,"))

    assert Letter.objects.get().greeting == ""


def test_two_windows_show_both_texts_and_lose_no_word(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace)
    as_ada.post(at("save", letter.pk), make.as_typed(letter, now="I teach."))

    for way in (at("save", letter.pk), at("ready", letter.pk, "print")):
        answer = as_ada.post(way, make.as_typed(letter, now="I paint."), headers=HTMX)

        assert (answer.status_code, answer["HX-Retarget"]) == (409, "#room")
        assert "I teach." in answer.text
        assert "I paint." in answer.text
        assert 'name="version" value="2"' in answer.text


def test_text_typed_into_a_letter_that_was_finished_elsewhere_is_shown_to_copy(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    typed = make.as_typed(letter, now="I paint.")
    leaving.make_ready(letter, "say", make.NOW)

    answer = as_ada.post(at("save", letter.pk), typed, headers=HTMX)

    assert answer.status_code == 409
    assert "I paint." in answer.text


def test_an_answer_that_is_too_long_is_not_saved_and_stays(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace)
    long = "a" * 20_001

    typing = as_ada.post(at("save", letter.pk), make.as_typed(letter, now=long), headers=HTMX)
    sent = as_ada.post(at("save", letter.pk), make.as_typed(letter, now=long))

    assert (typing.status_code, typing["HX-Reswap"]) == (422, "none")
    assert "Not saved" in typing.text
    assert long in sent.text


def test_whoever_was_signed_out_while_writing_keeps_their_text(grace: Person) -> None:
    letter = make.letter_to(grace)
    typed = make.as_typed(letter, now="I teach.")

    typing = Client().post(at("save", letter.pk), typed, headers=HTMX)
    sent = Client().post(at("save", letter.pk), typed)

    assert (typing.status_code, typing["HX-Reswap"]) == (401, "none")
    assert "I teach." in sent.text
    assert Letter.objects.get().answers() == {}


def test_fields_that_are_not_on_the_paper_change_nothing(as_ada: Client, grace: Person, ben: Member) -> None:
    letter = make.letter_to(grace)

    as_ada.post(
        at("save", letter.pk),
        {**make.as_typed(letter, now="I teach."), "member": str(ben.pk), "state": "given", "kind": "unsent"},
    )

    found = Letter.objects.get()
    assert (found.member_id, found.state, found.kind) == (grace.member_id, "draft", "thanks")


def test_a_loop_let_go_is_off_the_list_and_can_be_taken_up_again(as_ada: Client, grace: Person) -> None:
    helped = make.help_of(grace)
    make.news_of(helped)
    telling = Telling.objects.get()

    as_ada.post(at("let_go_of_news", telling.pk), {"how": "done"})
    as_ada.post(at("let_go_of_help", helped.pk), {"how": "not_needed"})
    laid_down = as_ada.get(at("untold")).text
    as_ada.post(at("take_up_help", helped.pk))
    as_ada.post(at("take_up_news", telling.pk))

    assert "Laid down (2)" in laid_down
    assert Loop.objects.get().let_go == Telling.objects.get().let_go == ""


def test_what_was_left_out_is_woven_in_together_with_what_is_typed(as_ada: Client, grace: Person) -> None:
    helped = make.help_of(grace)
    letter = make.letter_to(grace)

    as_ada.post(at("weave", letter.pk, "deed", helped.pk), make.as_typed(letter, now="I teach."))

    assert Letter.objects.get().answers() == {"deed": make.DEED, "now": "I teach."}


def test_a_deleted_draft_is_gone(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace)

    as_ada.post(at("throw_away", letter.pk))

    assert not Letter.objects.exists()


def test_help_of_somebody_else_is_not_thanked_for_in_a_letter_to_this_person(
    as_ada: Client, grace: Person, lin: Person
) -> None:
    helped = make.help_of(lin)

    assert as_ada.post(at("start", grace.pk), {"moment": str(helped.pk)}).status_code == 404
    assert as_ada.post(at("start", grace.pk), {"moment": "1e3"}).status_code == 404


def test_a_stranger_finds_nothing_at_any_address(as_cleo: Client, grace: Person) -> None:
    helped = make.help_of(grace)
    make.news_of(helped)
    letter, telling = make.letter_to(grace, helped), Telling.objects.get()
    of_letter = ("find_out", "save", "given", "not_yet", "not_given", "throw_away")

    seen = [as_cleo.get(at(name, letter.pk)) for name in ("letter", "mail_file")]
    seen += [as_cleo.get(at("paper", letter.pk, "print")), as_cleo.get(at("came_of_it", helped.pk))]
    done = [as_cleo.post(at(name, letter.pk), {"life": "died", "on": ""}) for name in of_letter]
    done += [as_cleo.post(at("ready", letter.pk, "copy")), as_cleo.post(at("weave", letter.pk, "deed", helped.pk))]
    done += [as_cleo.post(at(name, helped.pk), {"how": "done"}) for name in ("let_go_of_help", "take_up_help", "tell")]
    done += [as_cleo.post(at(name, telling.pk), {"how": "done"}) for name in ("let_go_of_news", "take_up_news")]
    done += [as_cleo.post(at("start", grace.pk))]

    assert {answer.status_code for answer in (*seen, *done)} == {404}
    assert (Letter.objects.get().state, Loop.objects.get().let_go) == ("draft", "")
