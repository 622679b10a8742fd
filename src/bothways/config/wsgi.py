"""The door of the web server."""

import contextlib
import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

from bothways.ground.whole import Whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bothways.config.settings")
_answer = get_wsgi_application()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Django reads what kind of form it is before anything could refuse it in words; what cannot be read is of none."""
    try:
        parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    except ValueError:  # in a charset that nobody knows
        environ["CONTENT_TYPE"] = "unreadable"
    with contextlib.suppress(ValueError):  # of what is no number Django reads nothing
        environ["wsgi.input"] = Whole(environ["wsgi.input"], max(0, int(environ.get("CONTENT_LENGTH") or 0)))
    return _answer(environ, start_response)
