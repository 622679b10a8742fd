"""What the console is told of an answer."""

import io
import logging
import re
from unittest import mock

import pytest
from django.test import Client

from bothways.ground.logs import ByItsPlace, InALine, WithoutWords

SAVES = "/people/keep/"


@pytest.fixture
def console():
    """What the console is told, as in the settings."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.addFilter(InALine())
    handler.addFilter(ByItsPlace())
    handler.setFormatter(WithoutWords())
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    yield told
    logger.removeHandler(handler)


def test_what_is_refused_on_purpose_is_told_the_console_in_a_line(db, settings, console):
    settings.ALLOWED_HOSTS = ["localhost"]

    Client().get("/sign-in/", headers={"Host": "elsewhere.example"})

    assert len(console.getvalue().splitlines()) == 1
    assert "elsewhere.example" not in console.getvalue()


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=ä"]
)
def test_a_form_that_cannot_be_read_is_told_the_console_in_a_line(as_ada, console, caplog, kind):
    caplog.set_level(logging.WARNING, "django.request")

    answer = as_ada.post(SAVES, b"no parts at all", content_type=kind)

    assert answer.status_code == 400
    assert len(console.getvalue().splitlines()) == 1


def test_a_fault_of_ours_is_told_the_console_with_where_it_was(ada, console):
    client = Client(raise_request_exception=False)
    client.force_login(ada)

    with mock.patch("bothways.people.actions.keep_known", side_effect=RuntimeError("what broke")):
        client.post(SAVES, {"name": "Rosa Quispe", "role": "mentor"})

    assert re.search(r'File ".*people.py", line \d+, in keep\n', console.getvalue())
    assert console.getvalue().endswith("builtins.RuntimeError\n")
