"""Loaded before Django's settings: the suite gets a data folder of its own and nothing of the developer's switches.

A plugin and not part of conftest.py, because pytest-django reads the settings before any conftest is loaded.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

KEPT = {"DATABASE_URL", "CACHE_URL"}
DROPPED = {
    "SITE_URL", "WORKER_URL", "MEDIA_URL", "MAIL_URL", "MAIL_FROM", "SIGN_UP", "TRUSTED_PROXIES", "WEB_PROCESSES",
    "API_PACE", "DEBUG", "GRACE_DAYS", "ARRIVAL_KEY", "ARRIVAL_LIMITS", "FETCHES", "HANDLE_APPS", "TRANSLATE_URL",
    "TRANSLATE_BUDGET", "APERTIUM", "DETECTOR",
}  # fmt: skip


def _own_folder() -> str:
    if shared := os.environ.get("REDBRIDGE_TEST_DATA"):  # a test process of xdist, beside others of the same run
        return str(Path(shared) / os.environ.get("PYTEST_XDIST_WORKER", "main"))
    fresh = tempfile.mkdtemp(prefix="redbridge-tests-")
    os.environ["REDBRIDGE_TEST_DATA"] = fresh
    atexit.register(shutil.rmtree, fresh, ignore_errors=True)
    return str(Path(fresh) / "main")


for name in DROPPED:
    os.environ.pop(name, None)
os.environ["HANDLE_APPS"] = "tiktok=key:secret"  # so that every page that knows of it is looked at
os.environ["APERTIUM"] = "false"  # else pages would differ by what the machine has installed
os.environ["REDBRIDGE_DATA"] = _own_folder()
Path(os.environ["REDBRIDGE_DATA"]).mkdir(parents=True, exist_ok=True)
(Path(os.environ["REDBRIDGE_DATA"]) / "static").mkdir(exist_ok=True)  # whitenoise warns where nothing was collected
