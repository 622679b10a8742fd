"""The application as a web server calls it, without a server: one request of one member after the other."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.wsgi import get_wsgi_application
from django.test import Client

from bothways.accounts.models import Member

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def visitor(member: Member) -> "Visitor":
    """Somebody who has signed in and has the cookies that a browser would have."""
    client = Client()
    client.force_login(member)
    someone = Visitor(get_wsgi_application(), member.pk, client.cookies["sessionid"].value)
    someone.take_cookie()
    return someone


class Visitor:
    def __init__(self, application: Application, member_id: UUID, session: str) -> None:
        self.application, self.member_id, self.session = application, member_id, session
        self.cookies = f"sessionid={session}"
        self.headers: list[tuple[str, str]] = []
        self.status = ""

    def take_cookie(self) -> None:
        """The token of the forms, which stays with the browser from its first page on."""
        self.get("/bench/empty/")
        given = [value for name, value in self.headers if name == "Set-Cookie" and "csrftoken=" in value]
        self.cookies += f"; {given[0].strip().split(';')[0]}"

    def get(self, path: str) -> bytes:
        return self._well(path, self.call(self.application, path))

    def post(self, path: str, fields: dict[str, str]) -> bytes:
        """A form of a page, sent as a browser sends it: answered by a page, or led on to one."""
        token = dict(part.split("=", 1) for part in self.cookies.split("; "))["csrftoken"]
        body = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        return self._well(path, self.call(self.application, path, body))

    def _well(self, path: str, body: bytes) -> bytes:
        if self.status[:3] not in {"200", "302", "303"}:
            message = f"{path} answered {self.status}"
            raise RuntimeError(message)
        return body

    def call(self, application: Application, path: str, form: bytes = b"") -> bytes:
        path, _, query = path.partition("?")
        answer = application(
            {
                "REQUEST_METHOD": "POST" if form else "GET", "PATH_INFO": path, "QUERY_STRING": query,
                "SCRIPT_NAME": "",
                "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": "localhost:8000", "HTTP_COOKIE": self.cookies, "REMOTE_ADDR": "127.0.0.1",
                "HTTP_ACCEPT": "text/html", "HTTP_ACCEPT_ENCODING": "gzip, br", "HTTP_ACCEPT_LANGUAGE": "en",
                "HTTP_ORIGIN": "http://localhost:8000", "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(form)),
                "wsgi.url_scheme": "http", "wsgi.input": BytesIO(form), "wsgi.errors": BytesIO(),
                "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
            },
            self._begin,
        )  # fmt: skip
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        return body

    def _begin(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        self.status, self.headers = status, headers
