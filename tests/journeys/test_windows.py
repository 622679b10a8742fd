"""A letter in two windows: what was saved or shown is there, or was left out by somebody who had it before them."""

from collections import Counter

from hypothesis.stateful import run_state_machine_as_test

from tests.journeys.windows import Windows, interleaved

INTERLEAVINGS = 100


def test_of_one_letter_in_two_windows_no_word_is_lost(ada, as_ada):
    class OfAda(Windows):
        member, client, met = ada, as_ada, Counter()

    run_state_machine_as_test(OfAda, settings=interleaved(INTERLEAVINGS))

    assert min(OfAda.met[answer] for answer in ("kept", "both", "finished")) > INTERLEAVINGS / 10, OfAda.met
