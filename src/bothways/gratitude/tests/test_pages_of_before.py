"""A page of a letter from before: what it takes away or takes back is what it showed, and nothing else."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.models import Letter
from bothways.gratitude.tests import make
from bothways.moments.models import Moment
from bothways.people.models import Person


def at(name: str, *arguments: object) -> str:
    return reverse(f"gratitude:{name}", args=arguments)


def test_an_older_page_says_nothing_of_a_letter_that_was_sent_again_since(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    """It came back, was put right and sent again; a page of the first sending is pressed once more (row 40)."""
    letter = make.sent_letter(grace)
    on_its_way = {"version": Letter.objects.get().version}
    make.work(ada)
    given = {"version": Letter.objects.get().version}
    as_ada.post(at("came_back", letter.pk), given)
    writing_on = Letter.objects.get()
    as_ada.post(at("ready", letter.pk, "send"), make.as_typed(writing_on, now="I teach."))

    back = as_ada.post(at("take_back", letter.pk), on_its_way, follow=True)
    assert ("nothing was done" in back.text, Letter.objects.get().state) == (True, "queued")

    make.work(ada, make.NOW + timedelta(days=9))
    again = as_ada.post(at("came_back", letter.pk), given, follow=True)
    assert ("nothing was done" in again.text, Letter.objects.get().state) == (True, "given")
    assert Moment.objects.filter(source="letter").count() == 1

    once_more = as_ada.post(at("came_back", letter.pk), {"version": Letter.objects.get().version}, follow=True)
    assert ("nothing was done" in once_more.text, Letter.objects.get().state) == (False, "draft")


def test_a_page_of_before_deletes_no_words_that_it_never_showed(as_ada: Client, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    make.save(letter, now="Written in another window.")

    late = as_ada.post(at("throw_away", letter.pk), {"version": letter.version - 1}, follow=True)

    assert ("nothing was done" in late.text, Letter.objects.exists()) == (True, True)
    as_ada.post(at("throw_away", letter.pk), {"version": Letter.objects.get().version})
    assert not Letter.objects.exists()
