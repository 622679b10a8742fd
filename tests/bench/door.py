"""The application as a web server calls it, without a server: one request of one member after the other."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
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
        body = self.call(self.application, path)
        if not self.status.startswith("200"):
            message = f"{path} answered {self.status}"
            raise RuntimeError(message)
        return body

    def call(self, application: Application, path: str) -> bytes:
        path, _, query = path.partition("?")
        answer = application(
            {
                "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
                "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": "localhost:8000", "HTTP_COOKIE": self.cookies, "REMOTE_ADDR": "127.0.0.1",
                "HTTP_ACCEPT": "text/html", "HTTP_ACCEPT_ENCODING": "gzip, br", "HTTP_ACCEPT_LANGUAGE": "en",
                "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(),
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
