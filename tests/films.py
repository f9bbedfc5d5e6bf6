"""Small real videos, as a phone would save them."""

from pathlib import Path

import av
from PIL import Image


def film(path: Path, *, seconds: int = 2, size: tuple[int, int] = (240, 426), color: int = 90) -> Path:
    """A small real video, as a phone would save it."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=10, options={"preset": "ultrafast", "crf": "35"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(seconds * 10):
            picture = Image.new("RGB", size, (color, 10 * number % 256, 160))
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]  # PyAV's
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path
