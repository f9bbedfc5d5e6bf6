"""Videos that nobody should have to open, and a few that look odd but are fine. All are made here, none is found."""

import io
import random
import struct
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av

from tests.media import bombs
from tests.media.clips import clip


def whole(**said: Any) -> bytes:
    return clip(seconds=1, **said).getvalue()


def html_behind_a_head() -> bytes:
    return b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bombs.html() * 50


def noise_behind_a_head() -> bytes:
    return whole()[:32] + random.Random(4).randbytes(50_000)


def sound_alone() -> bytes:
    return whole(picture=False)


def cut_in_half() -> bytes:
    """Its table of contents is at the end, and so is gone."""
    return whole()[: len(whole()) // 2]


def cut_behind_the_contents() -> bytes:
    """Its table of contents says more than is there."""
    file = io.BytesIO()
    with av.open(io.BytesIO(whole()), "r") as source, av.open(file, "w", format="mp4") as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    said = file.getvalue()
    at = said.index(b"moov") - 4
    length = int.from_bytes(said[at : at + 4], "big")
    contents = said[at : at + length]
    moved = _shifted(contents, length)
    media = said.index(b"mdat") - 4
    return said[:media] + moved + said[media : media + 60]


def _shifted(contents: bytes, by: int) -> bytes:
    """A table of contents whose offsets count from where it comes first."""
    at = contents.index(b"stco")
    count = int.from_bytes(contents[at + 8 : at + 12], "big")
    places = struct.unpack(f">{count}I", contents[at + 12 : at + 12 + 4 * count])
    return (
        contents[: at + 12]
        + struct.pack(f">{count}I", *(place + by for place in places))
        + contents[at + 12 + 4 * count :]
    )


def without_frames() -> bytes:
    """Its tables of samples are empty."""
    said = bytearray(whole(sound=""))
    for name in (b"stsz", b"stts"):
        at = said.index(name)
        said[at + 8 : at + 16] = bytes(8)
    return bytes(said)


def wide_as_a_street() -> bytes:
    return whole(size=(4112, 64), codec="mpeg4", sound="")


def wide_as_it_says() -> bytes:
    """Only its head says that it has four billion pixels."""
    said = bytearray(whole(sound=""))
    at = said.index(b"avc1", said.index(b"stsd"))
    said[at + 28 : at + 32] = struct.pack(">HH", 65_535, 65_535)
    return bytes(said)


def small_as_a_dot() -> bytes:
    return whole(size=(16, 16), codec="mpeg4", sound="")


def narrow_as_a_thread() -> bytes:
    return whole(size=(1280, 64), codec="mpeg4", sound="")


def long_as_a_film() -> bytes:
    return clip(size=(32, 32), seconds=605, rate=1, sound="").getvalue()


def long_as_it_says() -> bytes:
    """Its one long frame lasts for years."""
    return _timed([0, 1, 2, 2**31])


def back_and_forth() -> bytes:
    """Its frames are shown in an order that leaps."""
    return _timed([0, 3, 1, 90, 2, 60, 30])


def _timed(times: list[int]) -> bytes:
    """Frames at odd moments, in thirtieths of a second."""
    file = io.BytesIO()
    with (
        av.open(io.BytesIO(whole(sound="", codec="mpeg4")), "r") as source,
        av.open(file, "w", format="matroska") as out,
    ):
        stream = out.add_stream_from_template(source.streams.video[0])
        packets = [packet for packet in source.demux(source.streams.video[0]) if packet.dts is not None]
        for number, (packet, at) in enumerate(zip(packets, times, strict=False)):
            packet.stream, packet.time_base = stream, Fraction(1, 30)
            packet.dts, packet.pts = max(times[: number + 1]) + number, max(at, 0)
            packet.pts = max(packet.pts, packet.dts)
            out.mux(packet)
    return file.getvalue()


def short_as_a_blink() -> bytes:
    return clip(seconds=0.2).getvalue()


def playlist() -> bytes:
    return b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"


def list_of_files() -> bytes:
    return b"ffconcat version 1.0\nfile /etc/passwd\nfile subfile,,start,0,end,9,,:/etc/hostname\n"


def of_another_file() -> bytes:
    """Its samples are said to lie in another file, as QuickTime allows."""
    said = whole(sound="")
    at = said.index(b"url \x00\x00\x00\x01") - 4
    return said[: at + 4] + b"url \x00\x00\x00\x00" + said[at + 12 :]


def huge_box() -> bytes:
    """A table of contents that says it has four billion entries."""
    said = bytearray(whole(sound=""))
    at = said.index(b"stsz")
    said[at + 12 : at + 16] = b"\xff\xff\xff\xf0"
    return bytes(said)


def torn(seed: int, **said: Any) -> bytes:
    """A good video with some bytes wrong."""
    chance = random.Random(seed)
    found = bytearray(whole(**said))
    for _ in range(chance.choice([1, 20, 400])):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "nothing": (lambda: b"", {"empty"}),
    "text": (lambda: b"no video at all " * 9, {"not_a_video"}),
    "a page": (bombs.html, {"not_a_video"}),
    "a picture": (bombs.jpeg, {"not_a_video"}),
    "a playlist": (playlist, {"not_a_video"}),
    "a list of files": (list_of_files, {"not_a_video"}),
    "a page behind a head": (html_behind_a_head, {"broken"}),
    "noise behind a head": (noise_behind_a_head, {"broken"}),
    "sound alone": (sound_alone, {"no_picture"}),
    "half of it": (cut_in_half, {"broken"}),
    "no frames": (without_frames, {"broken"}),
    "too wide": (wide_as_a_street, {"too_many_pixels"}),
    "too small": (small_as_a_dot, {"too_small"}),
    "too narrow": (narrow_as_a_thread, {"too_narrow"}),
    "too long": (long_as_a_film, {"too_long"}),
    "long as it says": (long_as_it_says, {"too_long"}),
    "too short": (short_as_a_blink, {"too_short"}),
    "a huge box": (huge_box, {"broken", "too_heavy"}),
}
