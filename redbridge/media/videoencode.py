"""Encodes a video at smaller sizes and lays out long ones in pieces, in the limited process."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import av
import av.filter

if TYPE_CHECKING:
    from redbridge.media.videochild import RefusedError, Source, Words
    from redbridge.media.videoframes import Painter, goal, size_of
else:  # where it runs, nothing of Redbridge is there
    from videochild import RefusedError, Source, Words
    from videoframes import Painter, goal, size_of

TICKS = 90_000
SOUND_RATE = 48_000
SOUND_FRAME = 1024
SPARE_RATE = 1.05  # a rate this near to the wanted one is kept, so that no frame is dropped for a rounding
PIECE_SECONDS = 4
SOUND_BEHIND = 2.0  # seconds that sound may lie behind the picture in a file
MOST_EARLY = 3_000  # frames of sound before the first picture: a minute


class Picture:
    """One encoded size of a video."""

    def __init__(self, job: dict[str, Any], name: str, size: tuple[int, int], *, has_sound: bool) -> None:
        how = job["encoding"]
        self.name = name
        self.size = size
        self.painter = Painter(size, "yuv420p")
        self.bytes = 0
        self._out = av.open(f"{name}.mp4", "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"})
        self._picture = self._out.add_stream("libx264", rate=how["rate"])
        self._picture.width, self._picture.height, self._picture.pix_fmt = *size, "yuv420p"
        codec = self._picture.codec_context
        codec.time_base = Fraction(1, TICKS)
        codec.thread_count = job["threads"]
        codec.color_primaries = codec.color_trc = codec.colorspace = codec.color_range = 1  # BT.709, as painted
        most = how["most_bits"][name]
        self._picture.options = {
            "preset": how["preset"],
            "profile": "high",
            "crf": str(how["crf"]),
            "maxrate": str(most),
            "bufsize": str(most * 2),
            "g": str(how["rate"] * how["key_seconds"] * 2),
            "forced-idr": "1",
        }
        self._sound = None
        if has_sound:
            self._sound = self._out.add_stream("aac", rate=SOUND_RATE, layout="stereo")
            self._sound.bit_rate = how["sound_bits"]

    def show(self, frame: Any, ticks: int, *, is_key: bool) -> Any:
        """Encode a frame for a moment; gives it as it was painted."""
        painted = self.painter.paint(frame)
        painted.time_base, painted.pts = Fraction(1, TICKS), ticks
        painted.pict_type = av.video.frame.PictureType.I if is_key else av.video.frame.PictureType.NONE
        self._write(self._picture.encode(painted))
        return painted

    def sound(self, frame: Any) -> None:
        if self._sound is not None:
            self._write(self._sound.encode(frame))

    def end(self, seconds: float) -> dict[str, Any]:
        for stream in (self._picture, self._sound):
            if stream is not None:
                self._write(stream.encode(None))
        self._out.close()
        bits = round(self.bytes * 8 / max(seconds, 0.1))
        return {"name": f"{self.name}.mp4", "width": self.size[0], "height": self.size[1], "bits": bits}

    def _write(self, packets: Any) -> None:
        for packet in packets:
            self.bytes += packet.size
            self._out.mux(packet)


class Sound:
    """Sound in the one form that the encoder takes, without holes and from the first moment on."""

    def __init__(self) -> None:
        self._graph: av.filter.Graph | None = None
        self._shape: Any = None
        self._next = 0

    def take(self, frame: Any, seconds: float) -> Any:
        """Frames that are ready after this one, which is heard at that moment."""
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        ready: list[Any] = []
        if shape != self._shape:
            ready += self.end()
            self._shape, self._graph = shape, self._build(frame)
        assert self._graph is not None  # noqa: S101 - for the type checker
        frame.time_base = Fraction(1, frame.sample_rate)
        frame.pts = round(seconds * frame.sample_rate)
        self._graph.push(frame)
        return ready + self._pull()

    def end(self) -> Any:
        """What is left."""
        if self._graph is None:
            return []
        self._graph.push(None)
        ready = self._pull()
        self._graph = None
        return ready

    def _build(self, frame: Any) -> av.filter.Graph:
        graph = av.filter.Graph()
        start = graph.add_abuffer(
            sample_rate=frame.sample_rate,
            format=frame.format.name,
            layout=frame.layout.name,
            time_base=Fraction(1, frame.sample_rate),
        )
        steps = [
            graph.add("aresample", f"{SOUND_RATE}:async=1:first_pts={self._next}"),
            graph.add("aformat", f"sample_fmts=fltp:channel_layouts=stereo:sample_rates={SOUND_RATE}"),
            graph.add("asetnsamples", f"n={SOUND_FRAME}:p=0"),
            graph.add("abuffersink"),
        ]
        for step in steps:
            start.link_to(step)
            start = step
        graph.configure()
        return graph

    def _pull(self) -> list[Any]:
        ready: list[Any] = []
        while True:
            try:
                frame: Any = self._graph.pull()  # type: ignore[union-attr]
            except (av.error.BlockingIOError, av.error.EOFError):
                return ready
            frame.pts, frame.time_base = self._next, Fraction(1, SOUND_RATE)
            self._next += frame.samples
            ready.append(frame)


def encode(job: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    """Encode the video at the wanted sizes in one pass; each smaller picture is made from the next larger one."""
    work = Encoding(job, Source(job, stream))
    return {"made": work.run(), "duration": round(work.seconds * 1000)}


class Encoding:
    """The one pass over a video, from a moment to another one."""

    def __init__(self, job: dict[str, Any], source: Source) -> None:
        self._job = job
        self._source = source
        self._start = source.begin() + job["start"] / 1000
        self._length = (job["end"] / 1000 if job["end"] else job["longest"] + 1) - job["start"] / 1000
        self._pace = Pace(source, job)
        self._sound = Sound()
        self._pictures: list[Picture] = []
        self._early: list[Any] = []
        self.seconds = 0.0

    def run(self) -> list[dict[str, Any]]:
        source, words = self._source, Words()
        expected = min(self._length, max(0.1, source.duration - self._job["start"] / 1000))
        if self._job["start"]:
            source.container.seek(int(self._start * av.time_base), backward=True)
        for frame in source.frames(*(each for each in (source.video, source.audio) if each is not None)):
            seconds = frame.time - self._start
            if isinstance(frame, av.AudioFrame):
                self._hear(frame, seconds)
            elif seconds < self._length:
                self._show(frame, seconds)
                words.say(seconds / expected)
            elif not self._job["end"]:
                raise RefusedError("too_long")
            elif seconds > self._length + SOUND_BEHIND:
                break
        if not self._pictures:
            raise RefusedError("broken")
        self._replay(self._sound.end())
        self.seconds = min(self._length, self._pace.last + self._pace.step)
        return [picture.end(self.seconds) for picture in self._pictures]

    def _show(self, frame: Any, seconds: float) -> None:
        if not self._pace.takes(seconds):
            return
        if not self._pictures:
            self._pictures = self._begin(frame)
            self._replay(self._early)
        is_key = self._pace.is_key(seconds)
        painted = frame
        for picture in self._pictures:
            painted = picture.show(painted, round(max(0.0, seconds) * TICKS), is_key=is_key)

    def _begin(self, frame: Any) -> list[Picture]:
        width, height = size_of(frame, self._source.video.sample_aspect_ratio)
        heights = self._job["heights"]
        # A small video is made once, under the name of the size that holds it.
        smaller = [*heights[1:], 0]
        wanted = [short for short, next_one in zip(heights, smaller, strict=True) if min(width, height) > next_one]
        has_sound = self._source.audio is not None
        return [Picture(self._job, str(short), goal(width, height, short), has_sound=has_sound) for short in wanted]

    def _hear(self, frame: Any, seconds: float) -> None:
        """Encode sound of the wanted part; what comes before the first picture waits for it."""
        if not -frame.samples / frame.sample_rate < seconds < self._length:
            return
        ready = self._sound.take(frame, seconds)
        if self._pictures:
            self._replay(ready)
        else:
            self._early += ready
            if len(self._early) > MOST_EARLY:
                raise RefusedError("broken")

    def _replay(self, frames: list[Any]) -> None:
        for frame in frames:
            for picture in self._pictures:
                picture.sound(frame)


class Pace:
    """Which frames are taken: none before the start, none that goes back in time, and at most so many a second."""

    def __init__(self, source: Source, job: dict[str, Any]) -> None:
        rate = job["encoding"]["rate"]
        is_fast = float(source.video.average_rate or 0) > rate * SPARE_RATE
        self._gap = 1 / rate / SPARE_RATE if is_fast else 1 / TICKS * 2
        self._key_seconds = job["encoding"]["key_seconds"]
        self._next_key = 0.0
        self.last = float("-inf")
        self.step = 0.0

    def takes(self, seconds: float) -> bool:
        if seconds < -1 / TICKS or seconds - self.last < self._gap:
            return False
        self.step = min(1.0, seconds - self.last)
        self.last = seconds
        return True

    def is_key(self, seconds: float) -> bool:
        """The first frame of every two seconds is one from which a player can begin."""
        if seconds < self._next_key:
            return False
        self._next_key = (seconds // self._key_seconds + 1) * self._key_seconds
        return True


def package(job: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    """Lay out an MP4 of ours in pieces: one file, and a playlist that says where in it each piece lies."""
    source = Source(job, stream)
    name = f"hls-{job['name']}"
    options = {
        "hls_time": str(PIECE_SECONDS),
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        "hls_flags": "single_file",
        "hls_segment_filename": f"{name}.m4s",
        "hls_fmp4_init_filename": f"{name}.m4s",
    }
    out = av.open(f"{name}.m3u8", "w", format="hls", options=options)
    wanted = [each for each in (source.video, source.audio) if each is not None]
    streams = {each.index: out.add_stream_from_template(each) for each in wanted}
    for packet in source.container.demux(*wanted):
        if packet.dts is not None:
            packet.stream = streams[packet.stream.index]
            out.mux(packet)
    out.close()
    codecs = _codec(bytes(source.video.codec_context.extradata or b""))
    return {"peak": _peak(Path(f"{name}.m3u8")), "codecs": codecs + (",mp4a.40.2" if source.audio else "")}


def _codec(extradata: bytes) -> str:
    """The name of profile and level as playlists want it, which the stream's own header holds."""
    return f"avc1.{extradata[1:4].hex()}"


def _peak(playlist: Path) -> int:
    """Bits a second of the heaviest piece."""
    most, seconds = 1, 1.0
    for line in playlist.read_text(encoding="ascii").splitlines():
        if line.startswith("#EXTINF:"):
            seconds = max(0.1, float(line.removeprefix("#EXTINF:").split(",")[0]))
        elif line.startswith("#EXT-X-BYTERANGE:"):
            most = max(most, round(int(line.removeprefix("#EXT-X-BYTERANGE:").split("@")[0]) * 8 / seconds))
    return most
