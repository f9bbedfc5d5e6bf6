"""Writes a heavy Instagram export: `python -m tests.arrival.exports.heavy --posts 5000 OUT.zip`.

Every picture is another one, of the size and weight that such exports have.
"""

import argparse
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw

NEWEST = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)
SIZE, QUALITY = (1080, 1350), 80


def picture(base: Image.Image, number: int) -> bytes:
    """A photograph that no other post has."""
    image = base.copy()
    draw = ImageDraw.Draw(image)
    for place in range(12):
        left, top = number * 97 * (place + 3) % SIZE[0], number * 61 * (place + 5) % SIZE[1]
        color = (number * 7 % 256, place * 20, number // 7 % 256)
        draw.ellipse((left - 90, top - 90, left + 90, top + 90), fill=color)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def write(path: Path, posts: int) -> None:
    """The whole export."""
    coarse = (SIZE[0] // 3, SIZE[1] // 3)
    base = Image.merge("RGB", [Image.effect_noise(coarse, 36) for _ in range(3)]).resize(SIZE)
    said = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(posts):
            at = NEWEST - timedelta(hours=5 * number)
            name = f"media/posts/{at:%Y%m}/{number}_{int(at.timestamp())}.jpg"
            archive.writestr(name, picture(base, number))
            title = f"Day {number} with the cat #cats #day{number % 7}"
            said.append({"media": [{"uri": name, "creation_timestamp": int(at.timestamp()), "title": title}]})
        archive.writestr("your_instagram_activity/media/posts_1.json", json.dumps(said))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, required=True)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    write(asked.out, asked.posts)


if __name__ == "__main__":
    main()
