import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image

from redbridge.media import pictures, placeholders
from tests.media import bombs

FULL = {"128.webp", "360.webp", "480.webp", "1080.webp", "2048.webp", "full.jpg"}
CORNERS = {"top left": "red", "top right": "lime", "bottom left": "blue", "bottom right": "white"}
NEAR = 60
# What the standard says of each orientation: where the first stored row and the first stored column belong.
STORED = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}
OPPOSITE = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}


def derive(tmp_path: Path, data: bytes, **options: Any) -> tuple[pictures.Derived, Path]:
    source = tmp_path / "upload"
    source.write_bytes(data)
    return pictures.derive(source, tmp_path / "shelf" / "7", **options), tmp_path / "shelf" / "7"


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
    return image


def colors(image: Image.Image) -> dict[str, Any]:
    width, height = image.size
    across, down = {"left": width // 4, "right": width * 3 // 4}, {"top": height // 4, "bottom": height * 3 // 4}
    return {f"{v} {h}": image.getpixel((x, y)) for v, y in down.items() for h, x in across.items()}


def near(one: Any, name: str) -> bool:
    wanted: Any = Image.new("RGB", (1, 1), name).getpixel((0, 0))
    return all(abs(a - b) < NEAR for a, b in zip(one, wanted, strict=True))


def cornered(orientation: int) -> Image.Image:
    """As a camera stores an upright picture of four colors, 600 wide and 800 high, in that orientation."""
    row, column = STORED[orientation]
    size = (600, 800) if row in {"top", "bottom"} else (800, 600)
    image = Image.new("RGB", size)
    for y, side in ((0, row), (size[1] // 2, OPPOSITE[row])):
        for x, other in ((0, column), (size[0] // 2, OPPOSITE[column])):
            name = f"{side} {other}" if side in {"top", "bottom"} else f"{other} {side}"
            image.paste(CORNERS[name], (x, y, x + size[0] // 2, y + size[1] // 2))
    return image


def test_a_photo_becomes_three_widths_and_one_jpeg(tmp_path: Path) -> None:
    data = bombs.jpeg((4000, 3000))
    derived, folder = derive(tmp_path, data)
    assert {file.name for file in folder.iterdir()} == FULL
    assert (derived.width, derived.height, derived.ratio, derived.format) == (4000, 3000, "43", "jpeg")
    assert derived.sha256 == hashlib.sha256(data).hexdigest()
    for width, true_width in zip(pictures.WIDTHS, derived.widths, strict=True):
        image = opened(folder / f"{width}.webp")
        assert image.format == "WEBP"
        assert image.width == true_width <= width
        assert abs(image.height - image.width * 3 / 4) <= 1
    assert derived.widths[0] == 480
    assert derived.widths[2] >= 0.95 * 2048
    full = opened(folder / "full.jpg")
    assert (full.format, full.width) == ("JPEG", derived.widths[2])


def test_the_preview_is_one_small_file_and_the_rest_joins_it(tmp_path: Path) -> None:
    data = bombs.jpeg((4000, 3000))
    preview, folder = derive(tmp_path, data, preview_only=True)
    assert {file.name for file in folder.iterdir()} == {"128.webp", "360.webp", "480.webp"}
    assert opened(folder / "480.webp").size == (480, 360)
    full, _ = derive(tmp_path, data)
    assert {file.name for file in folder.iterdir()} == FULL
    assert preview.widths == (480,)
    assert (preview.width, preview.ratio, preview.sha256) == (full.width, full.ratio, full.sha256)


def test_a_small_picture_is_never_blown_up(tmp_path: Path) -> None:
    derived, folder = derive(tmp_path, bombs.jpeg((300, 400)))
    assert derived.widths == (300, 300, 300)
    assert all(opened(folder / name).size == (300, 400) for name in FULL - {"128.webp"})
    assert opened(folder / "128.webp").size == (128, 171)


def test_a_long_screenshot_keeps_its_text_readable(tmp_path: Path) -> None:
    derived, folder = derive(tmp_path, bombs.encoded(bombs.scene((1200, 9000)), "PNG"))
    assert derived.widths == (480, 1080, 1080)
    assert derived.ratio == "34"
    assert opened(folder / "2048.webp").size == (1080, 8100)


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_orientation_stands_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    derived, folder = derive(tmp_path, bombs.encoded(cornered(orientation), kind, exif=exif))
    assert (derived.width, derived.height, derived.ratio) == (600, 800, "34")
    for name in FULL:
        seen = colors(opened(folder / name))
        assert all(near(seen[corner], color) for corner, color in CORNERS.items()), (name, seen)


def test_the_place_where_it_was_taken_is_gone(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Telltale Phone"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (30.0, 39.0, 36.0)
    data = bombs.jpeg(exif=exif, comment=b"Telltale comment", xmp=b"<x:xmpmeta>Telltale</x:xmpmeta>", dpi=(300, 300))
    with Image.open(io.BytesIO(data)) as image:
        assert image.getexif().get_ifd(0x8825)
    _, folder = derive(tmp_path, data)
    for name in FULL:
        made = opened(folder / name)
        assert not made.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "dpi"} & set(made.info)
        assert b"Telltale" not in (folder / name).read_bytes()


def test_a_foreign_color_space_is_brought_to_srgb(tmp_path: Path) -> None:
    data = bombs.encoded(Image.new("RGB", (400, 400), "red"), "PNG", icc_profile=bombs.swapped_profile())
    _, folder = derive(tmp_path, data)
    seen: Any = opened(folder / "480.webp").getpixel((200, 200))
    red, green, _ = seen
    assert green > 200
    assert red < 60


def test_a_broken_color_profile_does_not_spoil_a_picture(tmp_path: Path) -> None:
    data = bombs.encoded(Image.new("RGB", (400, 400), "red"), "PNG", icc_profile=b"nonsense" * 40)
    _, folder = derive(tmp_path, data)
    assert near(opened(folder / "480.webp").getpixel((200, 200)), "red")


@pytest.mark.parametrize(
    ("image", "options"),
    [
        (Image.new("RGBA", (400, 400), (0, 0, 0, 0)), {}),
        (Image.new("LA", (400, 400), (0, 0)), {}),
        (Image.new("RGB", (400, 400), "black").quantize(4), {"transparency": 0}),
        (Image.new("RGB", (400, 400), "black"), {"transparency": (0, 0, 0)}),
        (Image.new("L", (400, 400), 0), {"transparency": 0}),
        (Image.new("I;16", (400, 400), 65_535), {}),
        (Image.new("1", (400, 400), 1), {}),
    ],
    ids=["rgba", "gray with alpha", "palette", "one color", "one gray", "sixteen bits", "one bit"],
)
def test_what_can_be_seen_through_lies_on_white(tmp_path: Path, image: Image.Image, options: dict[str, object]) -> None:
    _, folder = derive(tmp_path, bombs.encoded(image, "PNG", **options))
    assert near(opened(folder / "480.webp").getpixel((200, 200)), "white")


def test_sixteen_bits_keep_their_tones(tmp_path: Path) -> None:
    _, folder = derive(tmp_path, bombs.encoded(Image.new("I;16", (400, 400), 32_768), "PNG"))
    assert near(opened(folder / "480.webp").getpixel((200, 200)), "gray")


def test_a_print_shop_jpeg_keeps_its_colors(tmp_path: Path) -> None:
    _, folder = derive(tmp_path, bombs.encoded(Image.new("CMYK", (400, 400), (0, 255, 255, 0)), "JPEG"))
    seen: Any = opened(folder / "480.webp").getpixel((200, 200))
    red, green, blue = seen
    assert red > 200
    assert max(green, blue) < 80


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_shows_its_first_frame(tmp_path: Path, kind: str) -> None:
    options = {} if kind == "GIF" else {"lossless": True} if kind == "WEBP" else {"compress_level": 1}
    derived, folder = derive(tmp_path, bombs.animation(kind, **options))
    assert derived.format == kind.lower()
    seen, first = colors(opened(folder / "480.webp")), colors(bombs.scene())
    assert all(abs(a - b) < NEAR for corner in seen for a, b in zip(seen[corner], first[corner], strict=True))


def test_an_iphone_picture_is_read(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    pillow_heif.register_heif_opener()
    image = cornered(6)
    image.info["exif"] = exif.tobytes()
    try:
        data = bombs.encoded(image, "HEIF")
    except (KeyError, RuntimeError, OSError) as error:
        pytest.skip(f"This build of libheif cannot write HEIC: {error}")
    derived, folder = derive(tmp_path, data)
    assert (derived.format, derived.width, derived.height) == ("heic", 600, 800)
    seen = colors(opened(folder / "full.jpg"))
    assert all(near(seen[corner], color) for corner, color in CORNERS.items())


@pytest.mark.parametrize(
    ("crop", "size"),
    [("34", (600, 800)), ("45", (640, 800)), ("11", (800, 800)), ("43", (1066, 800)), (None, (1600, 800))],
)
def test_a_crop_keeps_the_middle(tmp_path: Path, crop: str | None, size: tuple[int, int]) -> None:
    image = Image.new("RGB", (1600, 800), "blue")
    image.paste("red", (700, 0, 900, 800))
    derived, folder = derive(tmp_path, bombs.encoded(image, "JPEG"), crop=crop)
    assert abs(derived.width - size[0]) <= 1
    assert derived.height == size[1]
    assert derived.ratio == (crop or "43")
    middle = opened(folder / "full.jpg")
    assert near(middle.getpixel((middle.width // 2, middle.height // 2)), "red")
    assert near(middle.getpixel((10, middle.height // 2)), "blue")


def test_a_crop_follows_the_upright_picture(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    derived, folder = derive(tmp_path, bombs.jpeg((4000, 2000), exif=exif), crop="34", preview_only=True)
    assert (derived.width, derived.height) == (2000, 2667)
    assert opened(folder / "480.webp").size == (480, 640)


@pytest.mark.parametrize(
    ("width", "height", "ratio"),
    [(3, 4, "34"), (9, 16, "34"), (4, 5, "45"), (1, 1, "11"), (11, 10, "11"), (4, 3, "43"), (21, 9, "43")],
)
def test_the_nearest_card_shape_is_found(width: int, height: int, ratio: str) -> None:
    assert pictures.nearest_ratio(width, height) == ratio


def test_the_placeholder_is_like_the_picture(tmp_path: Path) -> None:
    assert len(set(placeholders.COLORS)) == 32
    for place, color in enumerate(placeholders.COLORS):
        red, green, blue = bytes.fromhex(color)
        assert placeholders.nearest((red, green, blue)) == place
    derived, _ = derive(tmp_path, bombs.encoded(Image.new("RGB", (400, 400), "#5b927a"), "PNG"), preview_only=True)
    assert placeholders.COLORS[derived.color] == "5b927a"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_the_first_bytes_tell_the_format(kind: str) -> None:
    assert pictures.sniff(bombs.encoded(bombs.scene(), kind)[: pictures.HEAD]) == kind.lower()


@pytest.mark.parametrize(
    ("head", "format_"),
    [
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", "heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "avif"),
        (b"\0\0\0\x1cftypisom\0\0\0\0isomavc1mp41", None),
        (b"\0\0\0\x10ftypisom\0\0\0\0heic", None),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"", None),
    ],
)
def test_containers_are_told_apart(head: bytes, format_: str | None) -> None:
    assert pictures.sniff(head) == format_


def test_several_threads_may_derive_at_once(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}").write_bytes(bombs.jpeg((400 + number, 300)))
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda n: pictures.derive(tmp_path / f"{n}", tmp_path / "out" / f"{n}"), range(6)))
    assert [derived.width for derived in done] == [400, 401, 402, 403, 404, 405]
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"0", "1", "2", "3", "4", "5"}
