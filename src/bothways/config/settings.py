"""Django's settings, made from the environment (`environment.py`)."""

from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from bothways.ground import sqlite
from bothways.ground.environment import environment
from bothways.ground.key import secret_key

ENVIRONMENT = environment()

SECRET_KEY = secret_key(ENVIRONMENT)
DEBUG = ENVIRONMENT.debug
PUBLIC = ENVIRONMENT.public_address
ALLOWED_HOSTS = [
    name
    for name in {
        "localhost",
        "127.0.0.1",
        "[::1]",
        ENVIRONMENT.host,
        urlsplit(PUBLIC).hostname,
        *ENVIRONMENT.hosts.split(","),
    }
    if name
]
CSRF_TRUSTED_ORIGINS = [PUBLIC] if PUBLIC else []
_SECURE = PUBLIC.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "bothways.design",
    "bothways.ground",
    "bothways.accounts",
    "bothways.people",
    "bothways.moments",
    "bothways.gratitude",
    "bothways.rhythm",
    "bothways.today",
    "bothways.street",
    "bothways.exchange",
    "bothways.vault",
]

MIDDLEWARE = [
    "bothways.accounts.middleware.AsTheBrowser",
    "django.middleware.security.SecurityMiddleware",
    "bothways.api.middleware.Programs",  # answers below /api/ by itself: what follows is about browsers
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bothways.accounts.middleware.TurnedAway",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bothways.accounts.middleware.ExampleLife",
    "bothways.accounts.middleware.Speaking",
    "bothways.ground.middleware.FromHere",
    "bothways.ground.middleware.Readable",
    "bothways.accounts.middleware.Whose",
    "bothways.accounts.middleware.SignedIn",
    "bothways.accounts.middleware.Acting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bothways.ground.middleware.Quiet",
    "bothways.ground.middleware.Refusals",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "bothways.config.urls"
WSGI_APPLICATION = "bothways.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "bothways.config.jinja.environment",
            "context_processors": ["bothways.config.nav.frame"],
        },
    },
]

if ENVIRONMENT.database_url:
    DATABASES: dict[str, Any] = {
        "default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=60, conn_health_checks=True)
    }
else:
    sqlite.use_a_sound_sqlite()
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": ENVIRONMENT.database_file,
            "OPTIONS": dict(sqlite.OPTIONS),
            "CONN_MAX_AGE": None,
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Member"
LOGIN_URL = "accounts:sign_in"
# Pages that rooms below may lead to, by the word they use for them (`ground.pages.to`)
ADDRESSES = {
    "home": "today:page",
    "reach": "today:reach",
    "first": "street:first",
    "person": "street:person",
    "about": "street:about",
    "remembrance": "street:remembrance",
    "moment": "street:moment",
    "people": "street:people",
    "find": "street:find",
    "add_moment": "street:add",
    "promise": "street:promise",
    "promises": "street:promises",
    "add_promise": "street:add_promise",
    "letters": "gratitude:letters",
    "letter": "gratitude:letter",
    "news": "gratitude:one_news",
    "own_addresses": "exchange:own",
    "bring_in": "exchange:start",
    "story": "street:story",
    "start_mine": "street:start_mine",
    "settings": "accounts:settings",
    "take_out": "exchange:take_out",
    "backup": "vault:page",
    "mail_server": "accounts:mail_server",
    "sign_in": "accounts:sign_in",
    "sign_out": "accounts:sign_out",
}
# Of allauth: passkeys, codes, and the list of sessions. Its pages, its mails and its sign-up are not in use.
ACCOUNT_ADAPTER = "bothways.accounts.keyring.Door"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "bothways.accounts.keyring.Keyring"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Bothways"
# Rooms of whose tables a member can take their rows out (`ground.taken`), each behind those that it points at
TAKEN_OUT = [
    "bothways.accounts.taken",
    "bothways.people.taken",
    "bothways.moments.taken",
    "bothways.gratitude.taken",
    "bothways.rhythm.taken",
    "bothways.today.taken",
    "bothways.exchange.taken",
]
PASSWORD_HASHERS = ["bothways.ground.hashing.ByOneThread"]
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]

SESSION_ENGINE = "bothways.accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
# A neighbour under the same domain can set no such cookie; browsers take it over https only.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-sessionid", "__Host-csrftoken") if _SECURE else ("sessionid", "csrftoken")
)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _SECURE else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # who may frame a page: nobody, by the content security policy
    "security.W005",  # what lies below our name is not ours to speak of,
    "security.W021",  # nor is the list that browsers come with
    "security.W008",  # the proxy leads from http to https: one that does not say what it got would be sent in circles
]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
# `no-referrer` would make browsers send "Origin: null" with our own forms, which the CSRF check rightly refuses.
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "bothways.ground.pages.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False  # our sentences are our own (`formats.language`), and Django's lock for it costs every page
LANGUAGE_CODE = "en"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = ENVIRONMENT.home / "files"
FILE_UPLOAD_HANDLERS = ["bothways.ground.nofiles.TakesNone"]  # but where files are asked for: exchange/uploads.py
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FILES = 100
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "in_a_line": {"()": "bothways.ground.logs.InALine"},
        "by_its_place": {"()": "bothways.ground.logs.ByItsPlace"},
    },
    "formatters": {"without_words": {"()": "bothways.ground.logs.WithoutWords"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["in_a_line", "by_its_place"],
            "formatter": "without_words",
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
