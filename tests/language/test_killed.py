"""A worker that dies in the middle of a batch translates nothing twice and loses nothing."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from redbridge.language import actions, endpoints
from redbridge.language.engines import registry
from redbridge.language.models import Attempt, Translation
from redbridge.language.queries import Text
from tests.file_database import file_database
from tests.language.elsewhere import service
from tests.waiting import wait_until

__all__ = ["file_database"]
COUNT, A_REQUEST = 60, 25


def texts() -> list[Text]:
    return [Text(f"The house with the number {number} is big", "en") for number in range(COUNT)]


@pytest.mark.usefixtures("file_database")
def test_a_killed_worker_repeats_at_most_what_was_under_way() -> None:
    with service() as elsewhere:
        url = f"libretranslate+http://127.0.0.1:{elsewhere.port}"
        elsewhere.last = 1
        worker = _worker(url)
        try:
            wait_until(lambda: len(elsewhere.asked) == 2 or worker.poll() is not None, 30)
        finally:
            worker.send_signal(signal.SIGKILL)
        assert worker.wait(30) == -signal.SIGKILL
        elsewhere.last = None
        assert Translation.objects.count() == A_REQUEST
        assert Attempt.objects.exclude(owner="").count() == COUNT - A_REQUEST
        with registry.only(registry.made(endpoints.parse(url)[0])):
            found = actions.translate(None, texts=texts(), into="es", in_background=True)
        assert all(found)
        assert Translation.objects.count() == Translation.objects.values("text_hash").distinct().count() == COUNT
        assert not Attempt.objects.exists()
        times = Counter(elsewhere.texts)
        assert len(times) == COUNT
        assert Counter(times.values()) == {1: COUNT - A_REQUEST, 2: A_REQUEST}  # only what nobody had answered


def _worker(url: str) -> "subprocess.Popen[bytes]":
    names = [str(connections[alias].settings_dict["NAME"]) for alias in ("default", "cache") if alias in connections]
    environment = {
        "REDBRIDGE_DATA": str(settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "redbridge.settings",
        "PATH": "/usr/bin:/bin",
        "APERTIUM": "false",
        **{name: os.environ[name] for name in ("DATABASE_URL", "CACHE_URL") if name in os.environ},
    }
    command = [sys.executable, "-m", "tests.language.killed", url, *names, ""]
    return subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
