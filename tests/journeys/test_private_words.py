"""No word of a member's in a title, an address, or a log (quality, S17): one that is nowhere else is put everywhere."""

import logging
import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from bothways.accounts.actions import welcome_link
from tests.journeys import canary
from tests.journeys.canary import CANARY
from tests.journeys.forms import WORDS, chosen, forms, send
from tests.journeys.free import say_everywhere
from tests.journeys.life import a_life
from tests.journeys.test_forms import undone
from tests.journeys.walk import addresses, pages

told = canary.told
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# What leads out of the house is the member's own to follow: a mail to an address, a number to ring
LEADS = re.compile(
    r'\b(?:href|src|action|formaction|hx-(?:get|post|push-url|replace-url))="(?!mailto:|tel:|sms:)([^"]*)"'
)


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


def test_no_title_and_no_address_says_what_somebody_wrote(life, as_ada, told):
    say_everywhere(life, CANARY)
    shown, wrong = 0, []
    for name, path in pages(as_ada, life):
        answer = as_ada.get(path)
        places = [answer.headers.get("Location", "")]
        if answer["Content-Type"].startswith("text/html"):
            shown += CANARY in answer.text
            places += TITLE.findall(answer.text) + LEADS.findall(answer.text)
        wrong += [(name, place) for place in places if CANARY in place]

    assert wrong == []
    assert shown > 30, "it is not put everywhere"
    assert CANARY not in told.getvalue()


def test_no_form_tells_a_log_or_an_address_what_was_typed(life, as_ada, told):
    asked, wrong = forms(life), []
    for one in addresses():
        if one.name not in asked:
            continue
        well = asked[one.name]
        for typed in (
            {field: CANARY if field in WORDS else value for field, value in well.items()},
            {field: value if field in WORDS else CANARY for field, value in well.items()},
        ):
            with undone():
                answer = send(as_ada, one.at(**chosen(one, life)), typed)
                wrong += [one.name for _ in range(CANARY in answer.headers.get("Location", ""))]

    assert wrong == []
    assert "Unprocessable" in told.getvalue(), "nobody is told anything"
    assert CANARY not in told.getvalue()


def _asked_wrongly():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {CANARY} FROM accounts_member")


@pytest.mark.parametrize(
    ("breaks", "kind"),
    [
        (_asked_wrongly, DatabaseError),
        (lambda: int(CANARY), ValueError),
        (lambda: {}[CANARY], KeyError),
        (lambda: Path(f"/{CANARY}").read_text(), OSError),
    ],
)
def test_a_fault_is_told_by_its_kind_and_its_place_and_not_by_what_it_says(db, told, breaks, kind):
    with pytest.raises(kind, match=CANARY) as broke:
        breaks()

    logging.getLogger("bothways").error("something broke", exc_info=broke.value)

    assert CANARY not in told.getvalue()
    assert "something broke" in told.getvalue()
    assert "test_private_words.py" in told.getvalue()


def test_no_line_of_the_log_opens_anything_or_repeats_what_an_address_was_made_of(ada, told):
    link = welcome_link(ada)
    stranger = Client(enforce_csrf_checks=True, headers={"Referer": f"https://{CANARY}.example/?search={CANARY}"})
    assert stranger.post(link, {"password": "short"}).status_code == 403
    assert Client().post(link, {"password": "short"}).status_code == 422
    assert stranger.post(link, {}, headers={"Origin": f"https://{CANARY}.example"}).status_code == 403
    assert Client().get(f"/{CANARY}/").status_code in {302, 404}
    assert Client().post(f"/{CANARY}/").status_code == 404

    lines = told.getvalue()
    assert link.rstrip("/").rpartition("/")[2] not in lines
    assert CANARY not in lines
    assert lines.count(f"/welcome/{ada.pk}/<token>/") >= 3
    assert "an address that is not here" in lines
