"""What calls itself a form and is none that a browser sends."""

import pytest


@pytest.mark.parametrize(
    ("sent", "as_type"),
    [
        (b"name=Rosa", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"name=Rosa", "application/x-www-form-urlencoded; charset=utf-7"),
        (b'{"name": "Rosa"}', "application/json"),
        (b"name=Rosa", "text/plain"),
        (b"name=Rosa", "multipart/form-data"),
        (b"name=Rosa", "multipart/form-data; boundary="),
        (b"name=Rosa", "multipart/form-data; boundary=x"),
        (b"name=Rosa", "multipart/form-data; boundary=\xe4"),
        (b"name=Rosa", ""),  # as the web server hands on what is not in ASCII
    ],
)
@pytest.mark.parametrize("address", ["/people/keep/", "/bring-in/files/"])
def test_what_is_no_form_of_a_browser_is_refused_in_words(as_ada, address, sent, as_type):
    answer = as_ada.post(address, sent, content_type=as_type)

    assert answer.status_code in (400, 422)
    assert "<h1" in answer.text
