"""From an uploaded file to the pictures that pages show, made in a limited process.

Nothing of the file itself is ever served: it is decoded, turned upright, brought to sRGB and encoded anew.
"""

import functools
import hashlib
import importlib.util
import math
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from redbridge.media.limits import ChildStoppedError, Limits, run_limited
from redbridge.media.placeholders import nearest

WIDTHS: Final = (480, 1080, 2048)
SMALL: Final = 360  # the width for cards on phones
FACE: Final = 128  # the short side for the face beside a name
MAX_BYTES: Final = 30 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000
MAX_FRAMES: Final = 600
MAX_ALL_PIXELS: Final = 300_000_000  # of all frames together
MAX_STRETCH: Final = 10  # the long side by the short one
MIN_SIDE: Final = 32
LARGEST_AREA: Final = 2048 * 1536
RATIOS: Final = MappingProxyType({"34": 3 / 4, "45": 4 / 5, "11": 1.0, "43": 4 / 3})
HEAD: Final = 64  # bytes that sniff wants
PREVIEW_LIMITS: Final = Limits(cpu=15, wall=30)
FULL_LIMITS: Final = Limits(nice=10)
CHILD: Final = Path(__file__).with_name("child.py")

REFUSALS: Final = MappingProxyType(
    {
        "empty": _("This file is empty. Choose the picture again."),
        "too_big": _("This file is larger than 30 MB. Save a smaller copy and choose that one."),
        "not_a_picture": _("This is not a picture that we can open. Choose a JPEG, PNG, WebP, GIF, HEIC or AVIF file."),
        "broken": _("This picture is damaged or incomplete. Open it on your device, save it anew and choose the copy."),
        "too_many_pixels": _("This picture has more than 50 million pixels. Make it smaller and choose it again."),
        "too_many_frames": _("This animation is too long. Save one picture of it and choose that one."),
        "too_long": _("This picture is too long and narrow. Cut it into several pictures."),
        "too_small": _("This picture is too small to be seen. Choose one with at least 32 pixels on each side."),
        "too_heavy": _("This picture takes too long to open. Save it as a JPEG and choose that one."),
    }
)


@dataclass(frozen=True)
class Derived:
    """What became of a picture: its upright size after the crop, and what its card needs to know."""

    width: int
    height: int
    ratio: str
    color: int
    widths: tuple[int, ...]
    sha256: str
    format: str


class PictureRefused(Exception):  # noqa: N818 - it is an answer to the person, not an error of ours
    """The file is not taken; `code` is a key of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sentence(code: str) -> Promise | str:
    """What to tell the person about a refusal, in their language when it is shown."""
    return REFUSALS.get(code, REFUSALS["broken"])


def sniff(head: bytes) -> str | None:
    """The format by the first bytes of a file, whatever its name or sender says."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return _sniff_brands(head) if head[4:8] == b"ftyp" else None


def _sniff_brands(head: bytes) -> str | None:
    """HEIC and AVIF share a container, which names its brand and then the compatible ones."""
    box = head[: max(16, min(int.from_bytes(head[:4], "big"), len(head)))]
    for brand in (box[at : at + 4] for at in (8, *range(16, len(box), 4))):
        if brand in {b"avif", b"avis"}:
            return "avif"
        if brand in {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}:
            return "heic"
    return None


def derive(
    source: Path,
    target: Path,
    *,
    preview_only: bool = False,
    crop: str | None = None,
    limits: Limits | None = None,
) -> Derived:
    """Make the derivatives of a picture into a folder, or only the smallest one, which is there much sooner.

    `crop` is a key of RATIOS. Raises PictureRefused and then leaves the folder as it was.
    """
    kind = _inspect(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest: list[str] = []
    job = _job(kind, crop, preview_only=preview_only)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=target.parent) as making:
        try:
            answer = run_limited(
                CHILD,
                job,
                source=source,
                folder=Path(making),
                limits=limits or (PREVIEW_LIMITS if preview_only else FULL_LIMITS),
                libraries=_libraries(),
                meanwhile=lambda: digest.append(_sha256(source)),
            )
        except ChildStoppedError as stopped:
            raise PictureRefused("too_heavy") from stopped
        if refused := answer.get("refused"):
            raise PictureRefused(refused if refused in REFUSALS else "broken")
        target.mkdir(exist_ok=True)
        for file in Path(making).iterdir():
            file.replace(target / file.name)
    return Derived(
        width=answer["width"],
        height=answer["height"],
        ratio=crop or nearest_ratio(answer["width"], answer["height"]),
        color=nearest(tuple(answer["color"])),
        widths=tuple(answer["widths"]),
        sha256=digest[0],
        format=kind,
    )


def nearest_ratio(width: int, height: int) -> str:
    """The shape of the card that cuts least from a picture."""
    return min(RATIOS, key=lambda ratio: abs(math.log(width / height / RATIOS[ratio])))


def _inspect(source: Path) -> str:
    """The format, when size and first bytes allow a closer look."""
    size = source.stat().st_size
    if size == 0:
        raise PictureRefused("empty")
    if size > MAX_BYTES:
        raise PictureRefused("too_big")
    with source.open("rb") as file:
        kind = sniff(file.read(HEAD))
    if kind is None:
        raise PictureRefused("not_a_picture")
    return kind


def _job(kind: str, crop: str | None, *, preview_only: bool) -> dict[str, Any]:
    return {
        "kind": kind,
        "preview": preview_only,
        "shape": RATIOS[crop] if crop else None,
        "widths": WIDTHS,
        "area": LARGEST_AREA,
        "pixels": MAX_PIXELS,
        "all_pixels": MAX_ALL_PIXELS,
        "frames": MAX_FRAMES,
        "stretch": MAX_STRETCH,
        "side": MIN_SIDE,
    }


@functools.cache
def _libraries() -> list[Path]:
    """Where the child finds its decoders; it is started without site packages, which halves its start."""
    found = []
    for name in ("PIL", "pillow_heif"):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            found.append(Path(spec.origin).parents[1])
    return list(dict.fromkeys(found))


def _sha256(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
