"""The pictures and videos of posts: inside of an upload, or given beside it."""

import contextlib
import secrets
import shutil
from pathlib import Path
from typing import Self

from redbridge.arrival import folders
from redbridge.arrival.models import Arrival
from redbridge.arrival.picks import Picks
from redbridge.arrival.reading.box import ZIP_START, OpenBox, open_box
from redbridge.arrival.sources.shape import Medium, Unreadable
from redbridge.media import pictures, videos

CHUNK = 1024 * 1024


class Files:
    """What an upload holds in files; each one is copied out under a name of ours, as long as it is needed."""

    def __init__(self, arrival: Arrival) -> None:
        self._work = folders.work(arrival.id)
        self._box: OpenBox | None = None
        with contextlib.suppress(Unreadable, FileNotFoundError):
            # What a packed tar unfolds to lies in the same folder as when it was read.
            self._box = open_box(folders.upload(arrival.id), name=arrival.name, scratch=folders.folder(arrival.id))
        self._members = {member.name for member in self._box.members()} if self._box else set()
        self._places: dict[tuple[int, int], str] = {}
        with contextlib.suppress(FileNotFoundError), Picks(folders.picks(arrival.id)) as picks:
            self._places = {(each.ordinal, each.place or 0): each.file for each in picks.beside() if each.ordinal}
        self._beside = Beside(arrival)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        if self._box is not None:
            self._box.close()
        self._beside.close()

    def has(self, medium: Medium) -> bool:
        return bool(medium.member) and medium.member in self._members

    def take(self, medium: Medium) -> Path | None:
        """The file of a medium, for whoever removes it afterwards; None when it is not here or cannot be read."""
        if self._box is None or not self.has(medium):
            return None
        target = self._work / secrets.token_hex(8)
        try:
            _copy(self._box, medium.member, target)
        except Unreadable:
            target.unlink(missing_ok=True)
            return None
        return target

    def take_beside(self, ordinal: int, place: int) -> Path | None:
        """The file that was given beside the export for this place of a post."""
        file = self._places.get((ordinal, place))
        return self._beside.take(file) if file else None


class Beside:
    """Files given beside an export: single ones, and those inside of zips."""

    def __init__(self, arrival: Arrival) -> None:
        self._folder, self._work = folders.media(arrival.id), folders.work(arrival.id)
        self._names = folders.names(arrival.id)
        self._boxes: dict[str, OpenBox] = {}

    def close(self) -> None:
        for box in self._boxes.values():
            box.close()

    def list(self) -> list[tuple[str, str]]:
        """How each file is called here, and how its owner called it."""
        found: list[tuple[str, str]] = []
        for digest, name in sorted(self._names.items()):
            if not self._is_box(digest):
                found.append((digest, name))
                continue
            with contextlib.suppress(Unreadable):
                found += [(f"{digest}/{member.name}", member.name) for member in self._open(digest).members()]
        return found

    def take(self, file: str) -> Path | None:
        digest, _, member = file.partition("/")
        if digest not in self._names:
            return None
        target = self._work / secrets.token_hex(8)
        try:
            if member:
                _copy(self._open(digest), member, target)
            else:
                shutil.copyfile(self._folder / digest, target)
        except (Unreadable, FileNotFoundError):
            target.unlink(missing_ok=True)
            return None
        return target

    def _is_box(self, digest: str) -> bool:
        try:
            with (self._folder / digest).open("rb") as file:
                return file.read(len(ZIP_START)) == ZIP_START
        except FileNotFoundError:
            return False

    def _open(self, digest: str) -> OpenBox:
        if digest not in self._boxes:
            self._boxes[digest] = open_box(self._folder / digest, name=self._names[digest], scratch=self._work)
        return self._boxes[digest]


def _copy(box: OpenBox, member: str, target: Path) -> None:
    with box.open(member) as stream, target.open("xb") as file:
        while part := stream.read(CHUNK):
            file.write(part)


def sort_of(path: Path) -> str:
    """What a file is by its first bytes, whatever its name: "picture", "video" or neither."""
    with path.open("rb") as file:
        head = file.read(videos.HEAD)
    if pictures.sniff(head[: pictures.HEAD]) is not None:
        return "picture"
    return "video" if videos.sniff(head) is not None else ""
