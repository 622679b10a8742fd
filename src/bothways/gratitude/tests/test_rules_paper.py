"""What paper cannot hold is named, with what to do; what it can hold is not spoken of."""

import pytest

from bothways.gratitude.rules.paper import empty_boxes, findings, no_room


def test_nothing_is_said_where_paper_holds_everything():
    assert empty_boxes([]) == ""
    assert findings([], too_long=False) == []


def test_signs_are_named_up_to_a_dozen_and_the_rest_counted():
    assert "for 日 本: write" in empty_boxes("日本")
    assert "for a b c d e f g h i j k l and 2 more: write" in empty_boxes("abcdefghijklmn")


@pytest.mark.parametrize(
    ("what", "cure"), [("card", "Make it a letter"), ("recipient", "their page"), ("sender", "Settings")]
)
def test_what_is_refused_says_what_to_do_instead(what, cure):
    assert cure in no_room(what)


def test_a_card_too_long_stands_before_the_signs():
    said = findings(["日"], too_long=True)

    assert [one.rule for one in said] == ["PAPER", "PAPER"]
    assert [one.says for one in said] == [no_room("card"), empty_boxes(["日"])]
