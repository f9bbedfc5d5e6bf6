"""Files that nobody should have to open, and a few that look odd but are fine. All are made here, none is found."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

PAYLOAD = b"<script>alert('redbridge')</script>"
SOME = (640, 480)
LARGE = (6800, 6800)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def scene(size: tuple[int, int] = SOME, mode: str = "RGB") -> Image.Image:
    """A picture with something in it, so that no encoder can make it trivial."""
    tone = Image.radial_gradient("L").resize(size)
    return Image.merge("RGB", [tone, Image.linear_gradient("L").resize(size), tone.point(lambda v: 255 - v)]).convert(
        mode
    )


def jpeg(size: tuple[int, int] = SOME, **options: Any) -> bytes:
    return encoded(scene(size), "JPEG", **options)


def svg() -> bytes:
    return b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect/></svg>'


def html() -> bytes:
    return b"<!doctype html><title>A cat</title>" + PAYLOAD


def jpeg_with_script() -> bytes:
    """A true JPEG with a script in its comment, its metadata and behind its end."""
    exif = Image.Exif()
    exif[0x010E] = PAYLOAD.decode()
    return jpeg(exif=exif, comment=PAYLOAD, xmp=PAYLOAD) + PAYLOAD


def png_with_script() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", PAYLOAD.decode())
    notes.add_itxt("XML:com.adobe.xmp", PAYLOAD.decode())
    return encoded(scene(), "PNG", pnginfo=notes) + PAYLOAD


def gif_with_script() -> bytes:
    return encoded(scene(), "GIF", comment=PAYLOAD) + PAYLOAD


def webp_with_script() -> bytes:
    return encoded(scene(), "WEBP", exif=b"Exif\0\0" + PAYLOAD, xmp=PAYLOAD)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *chunks: bytes, data: bytes | None = None) -> bytes:
    """A PNG of one bit a pixel, by hand."""
    if data is None:
        packer = zlib.compressobj(9)
        row = bytes(1 + (width + 7) // 8)
        data = b"".join([packer.compress(row * height), packer.flush()])
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def giant_png() -> bytes:
    """400 million pixels in less than 60 kB."""
    return png(20_000, 20_000)


def png_text_bomb() -> bytes:
    """A comment of 200 MB in 200 kB."""
    packer = zlib.compressobj(9)
    text = b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(200)), packer.flush()])
    return png(64, 64, _chunk(b"zTXt", b"Comment\0\0" + text))


def gif_bomb() -> bytes:
    """Opens as 100 by 100; its second frame claims four billion pixels."""
    small = encoded(Image.new("P", (100, 100)), "GIF")
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\x02\x02\x4c\x01\x00"
    return small.removesuffix(b"\x3b") + frame + b"\x3b"


def endless_gif(frames: int = 700) -> bytes:
    small = encoded(Image.new("P", (64, 64)), "GIF")
    at = small.index(b"\x2c\0\0\0\0")
    return small[:at] + small[at:-1] * frames + b"\x3b"


def webp_bomb() -> bytes:
    """A header that asks the decoder for two gigabytes."""
    canvas = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + (16_382).to_bytes(3, "little") * 2
    return b"RIFF" + struct.pack("<I", len(canvas) + 4) + b"WEBP" + canvas


def jpeg_of_many_passes(passes: int = 400) -> bytes:
    """A progressive JPEG that repeats its last pass over and over: small to send, a minute to decode."""
    whole = encoded(Image.new("L", LARGE, 90), "JPEG", progressive=True, quality=60)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * passes + b"\xff\xd9"


def animation(kind: str, **options: Any) -> bytes:
    frames = [scene().rotate(turn) for turn in (0, 90, 180)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=80, **options)


def swapped_profile() -> bytes:
    """A color profile that calls red what everybody else calls green, so that a conversion shows."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name in (b"sRGB", "sRGB".encode("utf-16-be")):
        profile = profile.replace(name, name.replace(b"s", b"z"))
    return profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
