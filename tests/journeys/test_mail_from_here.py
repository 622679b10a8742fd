"""What is said of a person on their page holds for letters that are sent from here."""

import pytest

from bothways.gratitude.models import Letter
from bothways.gratitude.tests import make
from bothways.gratitude.tests.conftest import box as _box
from bothways.people.models import Person

box = _box
ABOUT = {
    "name": "Grace Hill", "prefix": "Dr.", "given": "Grace", "family": "Hill", "language": "en", "channel": "",
    "emails": "grace@example.edu", "not_from_here": "on",
}  # fmt: skip


@pytest.mark.parametrize(
    ("act", "said", "after"),
    [
        ("life", {"life": "died", "died": ""}, ("draft", True)),
        ("contact", {"contact": "ended"}, ("draft", False)),
        ("contact", {"contact": "paused", "until": ""}, ("draft", False)),
        ("contact", {"contact": "open"}, ("queued", False)),
        ("life", {"life": "unknown", "died": ""}, ("draft", False)),
    ],
)
def test_with_a_death_or_where_contact_rests_what_is_queued_lies_on_the_desk(as_ada, ada, grace, box, act, said, after):
    make.sent_letter(grace)

    as_ada.post(f"/people/{grace.pk}/{act}/", said)

    assert (Letter.objects.get().state, Letter.objects.get().unsent) == after
    make.work(ada)
    assert len(box.letters) == (after[0] == "queued")


def test_who_asked_not_to_be_written_to_through_bothways_is_not(as_ada, ada, grace, box):
    make.sent_letter(grace)

    answer = as_ada.post(f"/people/{grace.pk}/change/", {**ABOUT, "version": grace.version})

    assert answer.status_code == 302
    assert Person.objects.get().not_from_here
    assert "checked" in as_ada.get(f"/people/{grace.pk}/about/").text.partition("not_from_here")[2][:120]
    make.work(ada)
    assert (Letter.objects.get().state, box.letters) == ("draft", [])
    page = as_ada.get(f"/letters/{Letter.objects.get().pk}/").text
    assert "Send it from here" not in page
    assert "asked not to be written to through Bothways" in page
