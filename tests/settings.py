"""Settings under test: a data folder of their own, a database in memory unless DATABASE_URL names one."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "BOTHWAYS_HOME" not in os.environ:
    os.environ["BOTHWAYS_HOME"] = tempfile.mkdtemp(prefix="bothways-test-")
    atexit.register(shutil.rmtree, os.environ["BOTHWAYS_HOME"], ignore_errors=True)
if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and Path(os.environ["BOTHWAYS_HOME"]).name != worker:
    os.environ["BOTHWAYS_HOME"] = str(Path(os.environ["BOTHWAYS_HOME"], worker))  # two workers are two houses
os.environ.setdefault("BOTHWAYS_SECRET_KEY", "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz")

from bothways.config.settings import *  # noqa: F403
from bothways.config.settings import LOGGING, STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["*"]

STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# Tests ask for what is refused all day long; what went wrong is still said.
LOGGING = {**LOGGING, "loggers": {"django.request": {"level": "ERROR"}}}
