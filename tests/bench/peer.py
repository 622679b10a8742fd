"""
Wagtail, with nothing in it but one member: `python -m tests.bench.peer` lays it out and tells the cookie of whoever is
signed in and the milliseconds of processor time of their first page; `application` is what a web server runs.

It runs in the environment of `requirements/peer.txt`, so nothing of Bothways is imported here.
"""

import json
import os
import time
from io import BytesIO
from pathlib import Path
from statistics import median

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import include, path

FIRST_PAGE = "/admin/"
BLOCKS, CALLS = 12, 20

_HOME = Path(os.environ["PEER_HOME"])
_SESSIONS = "django.contrib.sessions.middleware.SessionMiddleware"
_SIGNED_IN = "django.contrib.auth.middleware.AuthenticationMiddleware"
_MESSAGES = "django.contrib.messages.middleware.MessageMiddleware"
_PROCESSORS = [
    f"django.{one}"
    for one in (
        "template.context_processors.request", "contrib.auth.context_processors.auth",
        "contrib.messages.context_processors.messages",
    )
]  # fmt: skip

settings.configure(
    SECRET_KEY="measured and thrown away",
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    STATIC_URL="/static/",
    STATIC_ROOT=str(_HOME / "static"),
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    WAGTAIL_SITE_NAME="A peer",
    WAGTAILADMIN_BASE_URL="http://localhost",
    WAGTAIL_ENABLE_UPDATE_CHECK=False,
    INSTALLED_APPS=[
        *(
            f"wagtail.{one}" if one else "wagtail"
            for one in ("users", "snippets", "documents", "images", "search", "admin", "sites", "")
        ),
        "modelcluster", "taggit",
        *(f"django.contrib.{one}" for one in ("auth", "contenttypes", "sessions", "messages", "staticfiles")),
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware", _SESSIONS, "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware", _SIGNED_IN, _MESSAGES,
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": _PROCESSORS},
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3", "NAME": str(_HOME / "peer.sqlite3"), "CONN_MAX_AGE": None,
        }
    },
)  # fmt: skip
application = get_wsgi_application()
urlpatterns = [path("admin/", include("wagtail.admin.urls")), path("", include("wagtail.urls"))]


def _lay_out() -> str:
    """Everything that it needs, and the cookie of its only member."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    member = get_user_model().objects.create_superuser("ada", "ada@example.org", "the long words of a peer")
    client = Client()
    client.force_login(member)
    return f"sessionid={client.cookies['sessionid'].value}"


def _get(cookies: str) -> None:
    told: list[str] = []
    answer = application(
        {
            "REQUEST_METHOD": "GET", "PATH_INFO": FIRST_PAGE, "QUERY_STRING": "", "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000", "HTTP_COOKIE": cookies, "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), "wsgi.version": (1, 0),
            "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
        },
        lambda status, *_: told.append(status),
    )  # fmt: skip
    b"".join(answer)
    answer.close()
    assert told[0].startswith("200"), told


def _milliseconds(cookies: str) -> float:
    def block() -> float:
        _get(cookies)
        began = time.process_time()
        for _ in range(CALLS):
            _get(cookies)
        return (time.process_time() - began) * 1000 / CALLS

    return median(block() for _ in range(BLOCKS))


if __name__ == "__main__":
    cookies = _lay_out()
    print(json.dumps({"cookies": cookies, "ms": _milliseconds(cookies)}))
