"""Settings as people run them, with one page more: the empty one that Today is measured against."""

from pathlib import Path

from bothways.config.settings import *  # noqa: F403
from bothways.config.settings import TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "jinja2"]}]
LOGGING = {
    "version": 1,
    "loggers": {"django.request": {"handlers": [], "propagate": False}},
}  # S3 asks for what is missing
