"""Pictures as people send them, drawn for a test."""

import io

from PIL import Image


def jpeg(width: int = 120, height: int = 160, color: str = "teal", *, exif: Image.Exif | None = None) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (width, height), color).save(file, "JPEG", **({"exif": exif} if exif else {}))
    file.seek(0)
    return file


def located_jpeg() -> io.BytesIO:
    """One that tells where it was taken, and by which camera."""
    exif = Image.Exif()
    exif[0x010F] = "Secretcam"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 3.0)})
    return jpeg(1200, 1600, exif=exif)
