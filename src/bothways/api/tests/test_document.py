"""The document of the API: current, whole, and said in plain words."""

import json

from tests.openapi import DOCUMENT, described

from bothways.api.door import api

STATUSES = {"400", "401", "404", "409", "411", "413", "422", "429", "503"}


def _operations():
    paths = json.loads(described())["paths"]
    return [(f"{method} {path}", one) for path, ways in paths.items() for method, one in ways.items()]


def test_the_one_in_docs_is_current():
    assert DOCUMENT.read_text(encoding="utf-8") == described(), "run bin/openapi"


def test_every_operation_says_what_it_does_and_what_can_be_the_matter():
    for name, one in _operations():
        assert set(one["responses"]) >= STATUSES, name
        assert one["security"], name
        assert len(one["summary"].split()) > 1, name


def test_no_two_operations_have_one_name():
    names = [one["operationId"] for _, one in _operations()]

    assert len(set(names)) == len(names)


def test_what_others_rely_on_is_there():
    """As it was promised: addresses, and the names of fields."""
    document = json.loads(described())
    shapes = {name: set(shape["properties"]) for name, shape in document["components"]["schemas"].items()
              if "properties" in shape}  # fmt: skip

    assert document["openapi"].startswith("3.1")
    for path in ("people", "people/{person_id}", "people/{person_id}/street", "chapters", "moments", "news", "promises",
                 "today", "letters", "letters/{letter_id}", "letters/{letter_id}/check",
                 "letters/{letter_id}/send"):  # fmt: skip
        assert f"/api/v1/{path}" in document["paths"]
    assert {"id", "name", "given", "family", "prefix", "emails", "phones", "language", "roles", "life", "died_on",
            "contact"} <= shapes["PersonOut"]  # fmt: skip
    assert {"role", "from", "to", "chapter"} <= shapes["RoleOut"]
    assert {"id", "person", "lane", "kind", "on", "words", "minutes", "source"} <= shapes["MomentOut"]
    assert {"id", "person", "kind", "language", "subject", "body", "facts", "state"} <= shapes["LetterOut"]
    assert shapes["Fact"] == {"id", "kind", "text"}
    assert shapes["Found"] == {"rule", "at", "says"}
    assert shapes["TodayOut"] == {"act", "person", "title", "because", "evidence", "url"}


def test_nothing_is_open_without_a_token_but_the_document():
    assert api.docs_url is None
    assert all(operation.auth_callbacks for bound in api._get_bound_routers()
               for view in bound.path_operations.values() for operation in view.operations)  # fmt: skip
