"""What is kept already and may stand in a letter."""

from datetime import date, timedelta

from bothways.gratitude.rules.kept import Kept, answers_from, find_out_first, is_said, prefers_card

TODAY = date(2026, 11, 22)


def test_kept_words_answer_the_questions_and_nothing_is_added() -> None:
    one = Kept("You stayed.", "You missed your bus.", "", "Careful hands can be taught.")
    other = Kept("You wrote for me.")

    assert answers_from([one, other], "I teach.") == {
        "deed": "You stayed.\n\nYou wrote for me.",
        "cost": "You missed your bus.",
        "words": "“Careful hands can be taught.”",
        "now": "I teach.",
    }


def test_their_words_are_a_quotation_in_the_signs_of_the_language_and_never_twice() -> None:
    assert answers_from([Kept(words="Eres médica.")], language="es") == {"words": "«Eres médica.»"}
    assert answers_from([Kept(words="“Go on.”")]) == {"words": "“Go on.”"}
    assert "words" not in answers_from([Kept("You said to go on.", words="Go on.")])


def test_words_are_said_already_whatever_marks_stand_around_them() -> None:
    assert is_said("“Careful hands can be taught.”", ["You wrote: “careful hands can be taught”, in red."])
    assert not is_said("“Careful hands can be taught.”", ["You wrote."])
    assert not is_said("I am a doctor.", ["I am a doctoral student's mother by now."])
    assert is_said("I am a doctor.", ["Imagine: I am a doctor (at last)"])
    assert is_said("成为医生。", ["我想成为医生。"]) is False  # beside it no space says where a word ends


def test_how_they_are_is_found_out_after_three_years_without_a_sign_or_where_nobody_knows() -> None:
    almost = TODAY - timedelta(days=1094)

    assert not find_out_first("living", [None, almost], TODAY)
    assert find_out_first("living", [almost - timedelta(days=1)], TODAY)
    assert find_out_first("living", [None], TODAY)
    assert find_out_first("unknown", [TODAY], TODAY)
    assert find_out_first("living", [TODAY + timedelta(days=9)], TODAY)


def test_paper_is_for_those_who_like_it_and_those_without_mail() -> None:
    assert prefers_card("paper", has_mail=True)
    assert prefers_card("", has_mail=False)
    assert not prefers_card("mail", has_mail=True)
