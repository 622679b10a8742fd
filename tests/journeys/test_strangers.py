"""Cleo, a stranger, walks every address with every id of Ada's."""

from wsgiref.util import setup_testing_defaults

import pytest

from bothways.config.wsgi import application
from tests.journeys.life import a_life
from tests.journeys.walk import addresses, of_life, tables


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


def test_ids_of_adas_in_cleos_forms_reach_nothing_of_adas(life, as_cleo, cleo, today):
    """The id of a row can be in the form as well as in the address."""
    own = a_life(cleo, today)
    besides = ("django_session", "exchange_bookmark")  # a bookmark is a text of the page, looked up among one's own
    before = tables(besides=besides)
    adas = {str(row) for rows in life.ids.values() for row in rows}
    theirs = {
        table: [row for row in rows if any(one in row or one.replace("-", "") in row for one in adas)]
        for table, rows in before.items()
    }
    stolen = {
        "person": life.ids["person_id"][0], "moment": life.ids["moment_id"][0], "telling": life.ids["telling_id"][0],
        "chapter": life.ids["chapter_id"][0], "also": life.ids["person_id"][7], "about": life.ids["moment_id"][0],
        "stretch": life.ids["chapter_id"][0], "role": "mentor", "name": "Someone",
        "act": "thank", "days": "7", "how": "wrote", "what": "News", "on": "2020", "lane": "theirs", "kind": "time",
        "deed": "You stood by me.", "life": "died", "contact": "ended", "month": "1", "day": "1", "version": "1",
        f"p-{life.ids['person_id'][0]}": "mentor", "else_name": "Someone", "else_role": "mentor", "shape": "letter",
    }  # fmt: skip

    new = {"street:first": life.ids["person_id"][0]}
    answers = [
        as_cleo.post(path, {**stolen, "id": new.get(address.name, life.ids["moment_id"][0])})
        for address in addresses()
        for path in of_life(address, own)[:3]
        if address.name != "accounts:sign_out"
    ]

    after = tables(besides=besides)
    assert max(answer.status_code for answer in answers) < 500
    for table, rows in theirs.items():
        mine = [row for row in after.get(table, []) if any(one in row or one.replace("-", "") in row for one in adas)]
        assert mine == rows, table


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary*=nope''x", "text/plain; x*=nope''y"])
def test_a_form_in_a_charset_that_nobody_knows_is_refused_in_words(ada, kind):
    sent = {"REQUEST_METHOD": "POST", "PATH_INFO": "/sign-in/", "CONTENT_TYPE": kind, "HTTP_ACCEPT_LANGUAGE": "es"}
    setup_testing_defaults(sent)
    statuses = []

    page = b"".join(application(sent, lambda status, _: statuses.append(status))).decode()

    assert statuses == ["400 Bad Request"]
    assert "El navegador envió algo que no se pudo leer." in page
