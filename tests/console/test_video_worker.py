"""A worker that is killed in the middle of a video: another one begins again and ends well."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psutil

from tests.console.conftest import ROOT, House
from tests.media.clips import put
from tests.waiting import wait_until

UPLOAD = """
import sys, django
from pathlib import Path
django.setup()
from redbridge.accounts import actions as accounts
from redbridge.media import actions as media
said = {"password": "a long quiet river", "email": "", "language": "en", "birth_month": "1990-05", "region": "GB"}
person = accounts.join(handle="mei", name="Mei", reads=["en"], **said).person
print(media.upload_video(person, source=Path(sys.argv[1]), name="clip.mp4").id)
"""


def upload(house: House, clip: Path) -> int:
    environment = {**house.environment, "REDBRIDGE_DATA": str(house.folder)}
    environment["DJANGO_SETTINGS_MODULE"] = "redbridge.settings"
    done = subprocess.run(
        [sys.executable, "-c", UPLOAD, str(clip)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def worker(house: House) -> psutil.Popen:
    return psutil.Popen(
        [sys.executable, "-m", "redbridge.console", "worker", "--queue", "bulk", "--data", str(house.folder)],
        env=house.environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def video(house: House, video_id: int) -> tuple[str, int, list[str]]:
    with closing(sqlite3.connect(house.folder / "redbridge.sqlite3")) as database:
        columns = "progress, percent, sources"
        progress, percent, sources = database.execute(
            f"SELECT {columns} FROM media_video WHERE id = ?",  # noqa: S608 - our own words
            [video_id],
        ).fetchone()
    return progress, percent, [made["name"] for made in json.loads(sources)]


def test_a_killed_worker_leaves_nothing_that_the_next_one_does_not_end(house: House, tmp_path: Path) -> None:
    clip = put(tmp_path / "clip.mp4", size=(1280, 720), codec="mpeg4", seconds=12)
    video_id = upload(house, clip)
    media = house.folder / "media"
    first = worker(house)
    try:
        wait_until(lambda: video(house, video_id)[1] > 0, 120)  # it encodes
        children = first.children(recursive=True)
        assert children
        assert list(media.glob("*/.making-*/*.mp4"))
    finally:
        first.kill()
        first.wait(20)
    wait_until(lambda: not any(child.is_running() and child.status() != "zombie" for child in children), 30)
    assert video(house, video_id)[0] == "working"
    second = worker(house)
    try:
        wait_until(lambda: video(house, video_id)[0] == "ready", 120)
        progress, percent, names = video(house, video_id)
        assert (progress, percent, names) == ("ready", 100, ["720.mp4", "480.mp4"])
    finally:
        second.terminate()
        second.wait(60)
    assert not list(media.glob("*/.making-*"))
    assert not list(media.glob("incoming/*"))
    assert len(list(media.glob(f"*/{video_id}-*"))) == 1
