"""Settings as people run them, with one page more: the empty one that Today is measured against."""

from pathlib import Path

from bothways.config.settings import *  # noqa: F403
from bothways.config.settings import TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "jinja2"]}]
