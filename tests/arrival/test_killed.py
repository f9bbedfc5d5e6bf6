"""A worker that dies in the middle loses nothing and doubles nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from redbridge.arrival import actions as arrival
from redbridge.arrival import folders
from redbridge.arrival.models import Arrival, ArrivedItem
from redbridge.media.models import Picture
from redbridge.notes.models import Note
from tests.arrival import baggage
from tests.waiting import wait_until

POSTS = 45


@pytest.mark.usefixtures("own_folder", "file_database")
def test_a_killed_worker_repeats_at_most_one_batch(tmp_path: Path) -> None:
    from tests.cast import join_cast  # noqa: PLC0415 - in the database of this test

    dana = join_cast(["dana"])["dana"]
    whole = baggage.ready(dana, baggage.instagram(tmp_path, range(POSTS)))
    arrival.start_import(dana, arrival_id=whole.id)
    worker = _worker(whole)
    try:
        wait_until(lambda: Arrival.objects.get(id=whole.id).imported >= 10 or worker.poll() is not None, 60)
    finally:
        worker.send_signal(signal.SIGKILL)
    assert worker.wait(30) == -signal.SIGKILL
    half = Arrival.objects.get(id=whole.id)
    assert half.state == Arrival.State.IMPORTING
    assert 10 <= half.imported < POSTS
    assert half.imported == Note.objects.count() == ArrivedItem.objects.count()
    # A process that the killed one was just starting holds its lock for a few milliseconds more.
    wait_until(lambda: not arrival.import_batch(arrival_id=whole.id) and _state(whole) != Arrival.State.IMPORTING, 60)
    assert _state(whole) == Arrival.State.DONE
    whole.refresh_from_db()
    assert (whole.imported, whole.duplicate, whole.failed) == (POSTS, 0, 0)
    assert baggage.adds_up(whole)
    assert Note.objects.count() == POSTS
    assert Picture.objects.filter(is_attached=True).count() == POSTS
    assert Note.objects.values("position").distinct().count() == POSTS
    assert not folders.upload(whole.id).exists()


def _state(whole: Arrival) -> str:
    return Arrival.objects.get(id=whole.id).state


def _worker(whole: Arrival) -> "subprocess.Popen[bytes]":
    names = [str(connections[alias].settings_dict["NAME"]) for alias in ("default", "cache") if alias in connections]
    environment = {
        "REDBRIDGE_DATA": str(settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "redbridge.settings",
        "PATH": "/usr/bin:/bin",
        **{name: os.environ[name] for name in ("DATABASE_URL", "CACHE_URL") if name in os.environ},
    }
    command = [sys.executable, "-m", "tests.arrival.importer", str(whole.id), *names, ""]
    return subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
