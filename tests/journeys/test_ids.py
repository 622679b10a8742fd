"""A row that a form or a program offers an id for: whether somebody else's row has it already is told by no answer."""

import json
from uuid import UUID

import pytest

from bothways.accounts.models import Token
from bothways.gratitude.models import News
from bothways.ground.records import drawn_for
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.rhythm.models import Promise
from tests.journeys import api, forms
from tests.journeys.life import a_life
from tests.journeys.test_forms import undone
from tests.journeys.walk import addresses
from tests.program import Program, secret_of

OF = {
    "accounts:make_token": Token, "street:first": Person, "street:make_promise": Promise, "people_keep": Person,
    "promises_promise": Promise, "gratitude:keep_news": News, "gratitude:tell": News, "news_keep": News,
}  # fmt: skip
AT_FIRST = "01970bad-0bad-7bad-8bad-0bad0bad0bad"


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


@pytest.fixture
def bens(ben, today):
    """Of each kind of rows, the id of one of Ben's."""
    a_life(ben, today)
    secret_of(ben)
    kinds = {*OF.values(), Moment}
    return {kind: kind.objects.filter(member=ben).values_list("pk", flat=True)[0] for kind in kinds}


def _rows(kind, member):
    return set(kind.objects.filter(member=member).values_list("pk", flat=True))


def _is_like_a_free_one(kind, life, theirs, send):
    """
    `send` says what is told by the answer, and leaves out the id itself.

    Also where the other's row has the id that is drawn in the place of one: anybody can work that out beforehand.
    """
    before, whole = _rows(kind, life.member), kind.objects.filter(pk=theirs).values().get()
    drawn = drawn_for(life.member.pk, UUID(AT_FIRST))
    with undone():
        told = [send(UUID(AT_FIRST)), send(UUID(AT_FIRST))]
        made = _rows(kind, life.member) - before
    with undone():
        told_of_theirs = [send(theirs), send(theirs)]
        made_of_theirs = _rows(kind, life.member) - before
    with undone():
        kind.objects.filter(pk=theirs).update(id=drawn)
        told_of_drawn = [send(UUID(AT_FIRST)), send(UUID(AT_FIRST))]
        assert kind.objects.filter(pk=drawn).values().get() == {**whole, "id": drawn}

    assert made in ({UUID(AT_FIRST)}, {drawn})  # in an address it is another one
    assert told_of_drawn == told
    assert len(made_of_theirs) == 1
    assert theirs not in made_of_theirs
    assert kind.objects.filter(pk=theirs).values().get() == whole
    assert told_of_theirs == told


FORMS = (
    "accounts:make_token", "street:first", "street:first_deed", "street:keep_memory", "street:remember",
    "street:keep_received", "street:keep_good_news", "street:make_promise", "gratitude:keep_news", "gratitude:tell",
)  # fmt: skip


def test_every_form_with_an_id_is_tried_here(life):
    assert {name for name, typed in forms.forms(life).items() if "id" in typed} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_no_form_tells_that_an_id_is_anothers_and_sent_twice_it_is_one(life, bens, as_ada, name):
    kind = OF.get(name, Moment)
    [address] = [one for one in addresses() if one.name == name]
    path, typed = address.at(**forms.chosen(address, life)), forms.forms(life)[name]

    def send(row_id):
        by_address = f"{path}?moment={row_id}" if name == "street:first_deed" else path
        answer = forms.send(as_ada, by_address, {**typed, "id": row_id})
        return answer.status_code

    _is_like_a_free_one(kind, life, bens[kind], send)


@pytest.mark.parametrize("name", ["people_keep", "moments_remember", "promises_promise", "news_keep"])
@pytest.mark.parametrize("says", ["all of it", "next to nothing"])
def test_no_program_is_told_that_an_id_is_anothers_and_sent_twice_it_is_one(life, bens, name, says):
    kind = OF.get(name, Moment)
    [operation] = [one for one in api.operations() if one.name == name]
    typed, program = api.well(life)[name], Program(secret_of(life.member))
    if says == "next to nothing":
        few = {"people_keep": ("name",), "promises_promise": ("person", "lane", "what"), "news_keep": ("what", "on")}
        kept = few.get(name, ("person", "on"))
        typed = {one: typed[one] for one in kept} | ({} if name in few else {"lane": "together", "kind": "met"})

    def send(row_id):
        answer = program.write(operation.path.lstrip("/"), {**typed, "id": str(row_id)})
        told = json.loads(answer.text)
        return answer.status_code, {one: told[one] for one in told if one not in {"id", "roles", "tellings"}}

    _is_like_a_free_one(kind, life, bens[kind], send)
