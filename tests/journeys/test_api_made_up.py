"""Requests made up from the API's own document, well and badly, over a whole life: each is answered as it says."""

import pytest
import schemathesis
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation as Place
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)  # fmt: skip

from bothways.config.wsgi import application
from bothways.ground.environment import environment
from tests.journeys.life import a_life
from tests.journeys.test_forms import undone
from tests.program import API, secret_of

EACH = 40  # requests of an operation, half of them made up badly
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, negative_data_rejection, allow_header_conformance,
]  # fmt: skip
MADE_UP = (Place.PATH, Place.QUERY, Place.BODY)
# What names a row in a body, and whose ids it takes: made up, nearly all would lead nowhere.
IN_BODIES = {
    "person": "person_id", "moment": "moment_id", "telling": "telling_id", "theirs": "moment_id",
    "in_memory_of": "person_id", "also": "person_id", "chapter": "chapter_id",
}  # fmt: skip


pytestmark = pytest.mark.skipif(bool(environment().database_url), reason="on SQLite only: it takes a minute")


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


@pytest.fixture
def document():
    return schemathesis.openapi.from_wsgi(f"{API}openapi.json", application)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["well", "badly"])
def test_whatever_is_asked_is_answered_as_the_document_says(ada, life, document, mode):
    shown = {"Authorization": f"Bearer {secret_of(ada)}"}

    for found in document.get_all_operations():
        operation = found.ok()

        @seed(7)
        @settings(max_examples=EACH // 2, database=None)
        @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
        def asked(case, data):
            badly = {place for place in MADE_UP if case.meta.is_negative_at(place)}
            _name_rows_of(life, case, data, besides=badly)
            with undone():
                case.validate_response(case.call(headers=shown), checks=_checks(case, badly))

        asked()


def _checks(case, badly):
    """
    What is asked badly is refused: in its address or its body, or behind the question mark. There a name that nobody
    knows is passed over, like on pages (quality, row 39); and the token is always shown.
    """
    passed_over = set(case.query or {}) - {"limit", "offset", "on"}
    is_refused = badly - ({Place.QUERY} if passed_over else set())
    return CHECKS if is_refused else [one for one in CHECKS if one is not negative_data_rejection]


def _name_rows_of(life, case, data, *, besides):
    """In the place of ids that nobody has, where these were not made up badly."""
    for name in () if Place.PATH in besides else case.path_parameters or ():
        case.path_parameters[name] = str(data.draw(st.sampled_from(life.ids[name])))
    if isinstance(case.body, dict) and Place.BODY not in besides:
        for name in case.body.keys() & IN_BODIES.keys():
            rows = st.sampled_from([str(row) for row in life.ids[IN_BODIES[name]]])
            several = isinstance(case.body[name], list)
            case.body[name] = data.draw(st.lists(rows, max_size=2, unique=True) if several else rows)
