"""Exports as newcomers bring them, with so many posts of so many kinds."""

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from redbridge.accounts.models import Person
from redbridge.arrival import actions as arrival
from redbridge.arrival.models import Arrival

FIRST = datetime(2023, 4, 1, 12, 0, tzinfo=UTC)
STATES = ("imported", "skipped", "duplicate", "failed")


def picture(shade: int, *, side: int = 64) -> bytes:
    """A small JPEG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), ((shade * 37) % 256, (shade * 91) % 256, (shade * 17) % 256)).save(out, "JPEG")
    return out.getvalue()


def tiktok(
    *, posts: int = 0, private: Iterable[int] = (), following: Iterable[str] = (), liked: int = 0, titles: bool = True
) -> dict[str, Any]:
    """The JSON of a TikTok export of 2025."""
    hidden = set(private)
    rows = [
        {
            "Date": (FIRST + timedelta(days=number)).strftime("%Y-%m-%d %H:%M:%S"),
            "Link": f"https://www.tiktokv.com/share/video/{7300000000000000000 + number}/",
            "Likes": "3",
            "WhoCanView": "Only You" if number in hidden else "Everyone",
            "Title": f"Day {number} #tea" if titles else "",
        }
        for number in range(posts)
    ]
    likes = [
        {"date": "2024-01-01 10:00:00", "link": f"https://www.tiktokv.com/share/video/{7200000000000000000 + number}/"}
        for number in range(liked)
    ]
    people = [{"Date": "2024-01-01 10:00:00", "UserName": name} for name in following]
    return {
        "Profile": {"Profile Info": {"ProfileMap": {"userName": "dana.brews", "displayName": "Dana"}}},
        "Post": {"Posts": {"VideoList": rows}},
        "Your Activity": {"Like List": {"ItemFavoriteList": likes}, "Following": {"Following": people}},
    }


def instagram(folder: Path, numbers: Iterable[int], *, name: str = "instagram.zip", side: int = 64) -> Path:
    """A zip of Instagram posts with one picture each."""
    path = folder / name
    rows = []
    with zipfile.ZipFile(path, "w") as archive:
        for number in numbers:
            uri = f"media/posts/202304/{number:08}_n_17990000000{number:06}.jpg"
            archive.writestr(uri, picture(number, side=side))
            at = int((FIRST + timedelta(hours=number)).timestamp())
            rows.append({"media": [{"uri": uri, "creation_timestamp": at, "title": f"Cup {number} #tea"}]})
        archive.writestr("your_instagram_activity/media/posts_1.json", json.dumps(rows))
    return path


def packed(folder: Path, content: dict[str, Any], *, name: str = "user_data_tiktok.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content))
    return path


def brought(person: Person, source: Path, **wishes: Any) -> Arrival:
    """Everything in one go, as the operator's command does it, with other choices than the usual ones."""
    whole = ready(person, source, **wishes)
    arrival.start_import(person, arrival_id=whole.id)
    while arrival.import_batch(arrival_id=whole.id):
        pass
    whole.refresh_from_db()
    return whole


def ready(person: Person, source: Path, **wishes: Any) -> Arrival:
    """An upload that was read and waits for a choice."""
    whole = arrival.give_file(person, source=source, name=source.name)
    arrival.scan_arrival(arrival_id=whole.id)
    whole.refresh_from_db()
    assert whole.state == Arrival.State.PREVIEWED, (whole.problem, whole.problem_at)
    if wishes:
        arrival.choose(person, arrival_id=whole.id, **wishes)
    return whole


def adds_up(whole: Arrival) -> bool:
    seen: int = sum(whole.report["sections"].values())
    ended: int = sum(getattr(whole, name) for name in STATES)
    return ended == whole.seen == seen
