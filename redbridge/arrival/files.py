"""The pictures and videos of posts: inside of an upload, or given beside it."""

import contextlib
import secrets
from pathlib import Path
from typing import Self

from redbridge.arrival import folders
from redbridge.arrival.models import Arrival
from redbridge.arrival.reading.box import OpenBox, open_box
from redbridge.arrival.sources.shape import Medium, Unreadable
from redbridge.media import pictures, videos

CHUNK = 1024 * 1024
MOST_MEDIUM = 500 * 1024 * 1024


class Files:
    """What an upload holds in files; each one is copied out under a name of ours, as long as it is needed."""

    def __init__(self, arrival: Arrival) -> None:
        self._work = folders.work(arrival.id)
        self._box: OpenBox | None = None
        with contextlib.suppress(Unreadable, FileNotFoundError):
            self._box = open_box(folders.upload(arrival.id), name=arrival.name, scratch=self._work)
        self._members = {member.name for member in self._box.members()} if self._box else set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._box is not None:
            self._box.close()

    def has(self, medium: Medium) -> bool:
        return bool(medium.member) and medium.member in self._members

    def take(self, medium: Medium) -> Path | None:
        """The file of a medium, for whoever removes it afterwards; None when it is not here or cannot be read."""
        if self._box is None or not self.has(medium):
            return None
        target = self._work / secrets.token_hex(8)
        try:
            with self._box.open(medium.member) as stream, target.open("xb") as file:
                while part := stream.read(CHUNK):
                    file.write(part)
        except Unreadable:
            target.unlink(missing_ok=True)
            return None
        return target


def sort_of(path: Path) -> str:
    """What a file is by its first bytes, whatever its name: "picture", "video" or neither."""
    with path.open("rb") as file:
        head = file.read(videos.HEAD)
    if pictures.sniff(head[: pictures.HEAD]) is not None:
        return "picture"
    return "video" if videos.sniff(head) is not None else ""
