"""Writes a large TikTok export of the newest generation: `python -m tests.arrival.exports.large --mb 1000 OUT`.

Mostly watched videos, as in real exports. OUT ends in .json or .zip. Beside the file it prints the numbers in it.
"""

import argparse
import json
import random
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

NEWEST = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)
SHARES = {"watched": 0.80, "likes": 0.12, "saved": 0.04, "following": 0.01, "posts": 0.03}
SIZES = {"watched": 101, "likes": 101, "saved": 101, "following": 62, "posts": 1_020}
TOGETHER = 2_000


def rows(section: str, count: int, chance: random.Random) -> Iterator[bytes]:
    """The entries of a list, newest first, in pieces of JSON."""
    at, part = NEWEST, []
    step = timedelta(seconds=max(1, min(600, 60 * 60 * 24 * 365 * 3 // max(count, 1))))
    for number in range(count):
        at -= step
        moment = at.strftime("%Y-%m-%d %H:%M:%S")
        part.append(row(section, number, moment, at, chance))
        if len(part) == TOGETHER:
            yield (",".join(part) + ("," if number + 1 < count else "")).encode()
            part = []
    yield ",".join(part).encode()


def row(section: str, number: int, moment: str, at: datetime, chance: random.Random) -> str:
    """One entry."""
    item = (int(at.timestamp()) - 1000 << 32) + chance.getrandbits(32)
    link = f"https://www.tiktokv.com/share/video/{item}/"
    if section == "watched":
        return f'{{"Date":"{moment}","Link":"{link}"}}'
    if section == "likes":
        return f'{{"date":"{moment}","link":"{link}"}}'
    if section == "saved":
        return f'{{"Date":"{moment}","Link":"{link}"}}'
    if section == "following":
        return f'{{"Date":"{moment}","UserName":"somebody.{number}"}}'
    path = f"https://video-useast5.tiktokv.us/storage/v1/tos-useast5-ve-0068/{chance.getrandbits(128):032x}/"
    query = "&".join(f"{name}={chance.getrandbits(160):040x}" for name in ("x-tos-signature", "x-tos-x", "x-tos-y"))
    said = {
        "Date": moment,
        "Link": f"{path}?a=1233&mime_type=video_mp4&x-tos-expires=1737000000&{query}",
        "Likes": str(chance.randrange(5_000)),
        "WhoCanView": "Everyone" if number % 40 else "Only You",
        "AllowComments": "Yes",
        "AllowStitches": "Yes",
        "AllowDuets": "Yes",
        "AIGeneratedContent": "No",
        "Sound": "original sound",
        "Location": "",
        "Title": f"Day {number} with the cat #cats #day{number % 7}",
        "AddYoursText": "",
        "AlternateText": "",
    }
    return json.dumps(said, separators=(",", ":"))


def write(out: IO[bytes], size: int) -> dict[str, int]:
    """The whole export; gives how many rows each list has."""
    chance = random.Random(4)
    counts = {name: max(1, int(size * share / SIZES[name])) for name, share in SHARES.items()}

    def fill(section: str) -> None:
        for part in rows(section, counts[section], chance):
            out.write(part)

    out.write(b'{"Profile And Settings":{"Profile Info":{"ProfileMap":{"userName":"large.one"}},')
    out.write(b'"Following":{"Following":[')
    fill("following")
    out.write(b']},"Block List":{"BlockList":null}},"Likes and Favorites":{"Like List":{"ItemFavoriteList":[')
    fill("likes")
    out.write(b']},"Favorite Videos":{"FavoriteVideoList":[')
    fill("saved")
    out.write(b']}},"Your Activity":{"Watch History":{"VideoList":[')
    fill("watched")
    out.write(b']}},"Post":{"Posts":{"VideoList":[')
    fill("posts")
    out.write(b"]}}}")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, required=True)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    size = asked.mb * 1_000_000
    if asked.out.suffix == ".zip":
        with (
            zipfile.ZipFile(asked.out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open("TikTok/user_data_tiktok.json", "w", force_zip64=True) as member,
        ):
            counts = write(member, size)
    else:
        with asked.out.open("wb") as file:
            counts = write(file, size)
    sys.stdout.write(json.dumps({"bytes": asked.out.stat().st_size, "sections": {**counts, "blocked": 0}}) + "\n")


if __name__ == "__main__":
    main()
