"""The limited process that opens somebody else's picture. It knows Pillow and nothing of Redbridge.

It is started by `pictures` for one picture: the file is its standard input, the job (JSON) its first argument, and
its working directory the folder for what it makes. Its whole environment is that file, so everything here may fail.
"""

import errno
import importlib
import io
import json
import math
import os
import sys
import warnings
from typing import TYPE_CHECKING, Any, BinaryIO

from PIL import Image, ImageFile, JpegImagePlugin, WebPImagePlugin  # noqa: F401 - WebP announces its encoder

if TYPE_CHECKING:
    from redbridge.media import confine
else:  # where it runs, nothing of Redbridge is there
    import confine

Size = tuple[int, int]

READERS = {
    "jpeg": ("PIL.JpegImagePlugin", "JpegImageFile"),
    "png": ("PIL.PngImagePlugin", "PngImageFile"),
    "webp": ("PIL.WebPImagePlugin", "WebPImageFile"),
    "gif": ("PIL.GifImagePlugin", "GifImageFile"),
    "avif": ("PIL.AvifImagePlugin", "AvifImageFile"),
    "heic": ("pillow_heif", "HeifImageFile"),
}
ORIENTATION = 0x0112
FIRST_TURNED = 5  # orientations 5 to 8 lie on their side
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
OUR_TROUBLE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}  # the disk is at fault, not the picture
NEARLY = 0.95  # a picture this near to its wanted width stays as the decoder scaled it
SHARP = 1.5  # decode this much larger than wanted, so that the last step still filters
MOST_PROFILE = 4 * 1024 * 1024
JPEG_QUALITY = 84
SMALL, FACE = 360, 128  # as in `pictures`
WEBP_QUALITY = 78
WEBP_EFFORT = 1  # efforts 2 to 4 give no better picture for its bytes, at up to three times the work


class RefusedError(Exception):
    """The picture is not taken; the code says why."""


def main() -> None:
    """Do the job and write one JSON answer."""
    job = json.loads(sys.argv[1])
    confine.submit(job["limits"])
    try:
        with os.fdopen(0, "rb") as stream:
            answer = _make(job, stream)
    except RefusedError as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "too_heavy"}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        answer = {"refused": "too_many_pixels"}
    except Exception as error:  # noqa: BLE001 - a hostile file may break a decoder in any way
        answer = {"refused": _blame(error)}
    sys.stdout.write(json.dumps(answer))


def _blame(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in OUR_TROUBLE:
        raise error
    return "too_heavy" if number == errno.EFBIG else "broken"


def _make(job: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    Image.MAX_IMAGE_PIXELS = job["pixels"]
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    image = _open(job, stream)
    if _moves(image, job):
        image = _open(job, stream)
    orientation = _orientation(image)
    turned = orientation >= FIRST_TURNED
    shape = job["shape"]
    if shape and turned:
        shape = 1 / shape
    area = _cropped(image.size, shape)
    width, height = (area[1], area[0]) if turned else area
    _check_shape(width, height, job)
    widths = job["widths"]
    wanted = min(width, widths[0]) if job["preview"] else _largest(width, height, job)
    picture = _scaled(image, shape, wanted / width, SHARP if job["preview"] else NEARLY)
    picture = _plain(picture, image.info.get("icc_profile"))
    if orientation in TURNS:
        picture = picture.transpose(TURNS[orientation])
    made = _write(picture, widths[:1] if job["preview"] else widths, preview=job["preview"])
    return {"width": width, "height": height, **made}


def _open(job: dict[str, Any], stream: BinaryIO) -> ImageFile.ImageFile:
    """The picture, read by the one decoder that its first bytes ask for."""
    kind = job["kind"]
    stream.seek(0)
    if kind == "webp":
        _check_size(_webp_size(stream.read(30)), job)
        stream.seek(0)
    module = importlib.import_module(READERS[kind][0])
    if kind == "heic":
        module.options.DECODE_THREADS = 1
    if kind == "avif":
        setattr(module, "DEFAULT_MAX_THREADS", 1)  # noqa: B010 - the module is known by name only
    image: ImageFile.ImageFile = getattr(module, READERS[kind][1])(stream)
    _check_size(image.size, job)
    return image


def _webp_size(head: bytes) -> Size:
    """The size as the header tells it: the decoder would first make room for it."""
    chunk = head[12:16]
    if chunk == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF


def _check_size(size: Size, job: dict[str, Any]) -> None:
    if min(size) < 1:
        raise RefusedError("broken")
    if size[0] * size[1] > job["pixels"]:
        raise RefusedError("too_many_pixels")


def _moves(image: ImageFile.ImageFile, job: dict[str, Any]) -> bool:
    """Whether there are more frames; each must be as harmless as the first, although only that one is shown."""
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        return False
    frame, pixels = 0, image.size[0] * image.size[1]
    while True:
        try:
            image.seek(frame + 1)
        except EOFError:
            return frame > 0
        frame += 1
        _check_size(image.size, job)
        pixels += image.size[0] * image.size[1]
        if frame >= job["frames"] or pixels > job["all_pixels"]:
            raise RefusedError("too_many_frames")


def _orientation(image: ImageFile.ImageFile) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - broken metadata does not spoil a picture
        return 1


def _cropped(size: Size, shape: float | None) -> Size:
    """The size of the largest centered part of a shape (width by height)."""
    width, height = size
    if not shape:
        return size
    if width > height * shape:
        return max(1, round(height * shape)), height
    return width, max(1, round(width / shape))


def _check_shape(width: int, height: int, job: dict[str, Any]) -> None:
    if min(width, height) < job["side"]:
        raise RefusedError("too_small")
    if max(width, height) > min(width, height) * job["stretch"]:
        raise RefusedError("too_long")


def _largest(width: int, height: int, job: dict[str, Any]) -> int:
    """The width of the largest derivative: a tall one narrower, but text in a long screenshot stays readable."""
    by_area = int(math.sqrt(job["area"] * width / height))
    return int(min(width, job["widths"][-1], max(by_area, job["widths"][-2])))


def _scaled(image: ImageFile.ImageFile, shape: float | None, factor: float, spare: float) -> Image.Image:
    """The centered part of the decoded picture, by that factor smaller and at the least cost.

    A JPEG is decoded smaller in the first place, other pictures are averaged down in whole steps; then one filter.
    """
    whole = image.size
    goal = tuple(max(1, round(side * factor)) for side in _cropped(whole, shape))
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        image.draft(None, (max(1, int(whole[0] * factor * spare)), max(1, int(whole[1] * factor * spare))))
    image.load()
    picture = _direct(image)
    area = _cropped(picture.size, shape)
    if area != picture.size:
        left, top = (picture.width - area[0]) // 2, (picture.height - area[1]) // 2
        picture = picture.crop((left, top, left + area[0], top + area[1]))
    steps = int(picture.width / (goal[0] * spare))
    if steps > 1:
        picture = picture.reduce(steps)
    return _smaller(picture, (goal[0], goal[1]))


def _smaller(picture: Image.Image, goal: Size) -> Image.Image:
    if picture.width <= goal[0]:
        return picture
    return picture.resize(goal, Image.Resampling.HAMMING)


def _direct(image: Image.Image) -> Image.Image:
    """Pixels that may be averaged: no palettes, no bits, eight bits a channel."""
    if image.mode in {"RGB", "L", "CMYK", "RGBA"} and "transparency" not in image.info:
        return image
    if image.mode in {"LA", "La", "PA", "RGBa"} or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("L" if image.mode == "1" else "RGB")


def _plain(picture: Image.Image, profile: Any) -> Image.Image:
    """Opaque sRGB that carries nothing but its pixels."""
    picture.info = {}
    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    if isinstance(profile, bytes) and len(profile) <= MOST_PROFILE and not _is_srgb(profile):
        picture = _in_srgb(picture, profile)
    picture = picture.convert("RGB")
    picture.info = {}
    return picture


def _is_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        cms = importlib.import_module("PIL.ImageCms")
        converted = cms.profileToProfile(picture, io.BytesIO(profile), cms.createProfile("sRGB"), outputMode="RGB")
    except Exception:  # noqa: BLE001 - a broken profile costs the right tone, not the picture
        return picture
    return picture if converted is None else converted


def _write_small(picture: Image.Image) -> None:
    """For cards of phones, and the face beside a name: by its short side, as it is shown in a circle."""
    for name in (SMALL, FACE):
        part = name / (picture.width if name == SMALL else min(picture.size))
        picture = _smaller(picture, (max(1, round(picture.width * part)), max(1, round(picture.height * part))))
        with open(f"{name}.webp", "wb") as file:  # noqa: PTH123
            picture.save(file, "WEBP", quality=WEBP_QUALITY, method=WEBP_EFFORT)


def _webp(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=WEBP_QUALITY, method=WEBP_EFFORT)
    return out.getvalue()


def _write(picture: Image.Image, widths: list[int], *, preview: bool) -> dict[str, Any]:
    """Write the derivatives, each made from the next larger one."""
    true_widths: list[int] = []
    if not preview:
        with open("full.jpg", "wb") as file:  # noqa: PTH123 - pathlib would cost a fifth of the start
            picture.save(file, "JPEG", quality=JPEG_QUALITY)
    encoded = b""
    for width in reversed(widths):
        if picture.width > width or not encoded:  # a picture smaller than several widths is encoded once for all
            picture = _smaller(picture, (width, max(1, round(picture.height * width / picture.width))))
            encoded = _webp(picture)
        with open(f"{width}.webp", "wb") as file:  # noqa: PTH123
            file.write(encoded)
        true_widths.insert(0, picture.width)
    _write_small(picture)
    color = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return {"widths": true_widths, "color": color}
