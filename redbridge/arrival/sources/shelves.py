"""Where the files of a box are: an export names them by paths that are right, half right, or of another folder."""

from collections import defaultdict
from urllib.parse import unquote, urlsplit

from redbridge.arrival.sources.shape import Box, Member

PICTURES = frozenset(("jpg", "jpeg", "png", "webp", "heic", "heif", "gif", "avif", "bmp", "tif", "tiff"))
VIDEOS = frozenset(("mp4", "mov", "m4v", "webm", "mkv"))
MOST_ALIKE = 200


class Shelf:
    """Members of a box by their paths and by their last names."""

    def __init__(self, box: Box) -> None:
        self.members: list[Member] = box.members()
        self._exact = {member.name: member.name for member in self.members}
        self._by_last: dict[str, list[str]] = defaultdict(list)
        for member in self.members:
            self._by_last[last(member.name)].append(member.name)

    def find(self, path: str) -> str:
        """The member that a path of the export means, or "": the one that agrees longest, counted from the end."""
        path = _cleaned(path)
        if not path:
            return ""
        if path in self._exact:
            return path
        alike = self._by_last.get(last(path), [])[:MOST_ALIKE]
        if len(alike) <= 1:
            return alike[0] if alike else ""
        scored = sorted(((_agreement(path, name), name) for name in alike), key=lambda one: (-one[0], one[1]))
        return scored[0][1] if scored[0][0] > scored[1][0] else ""

    def named(self, *names: str) -> list[str]:
        """Members whose last name, in lower case, is one of these; shallow ones first."""
        found = [name for one in names for name in self._by_last.get(one, ())]
        return sorted(found, key=lambda name: (name.count("/"), name))

    def ending(self, *endings: str) -> list[str]:
        """Members whose name ends so, in order."""
        return [member.name for member in self.members if member.name.lower().endswith(endings)]


def last(path: str) -> str:
    """The last part of a path, in lower case."""
    return path.rsplit("/", 1)[-1].lower()


def stem(path: str) -> str:
    """The last part of a path without its ending, in lower case."""
    name = last(path)
    return name.rpartition(".")[0] or name


def kind_of(name: str, media_type: str = "") -> str:
    """Picture or video by a media type or the end of a name; "" when neither says."""
    family = media_type.split("/", 1)[0].strip().lower()
    if family in ("image", "video"):
        return "picture" if family == "image" else "video"
    ending = last(name.split("?", 1)[0]).rpartition(".")[2]
    return "picture" if ending in PICTURES else "video" if ending in VIDEOS else ""


def _cleaned(path: str) -> str:
    try:
        path = urlsplit(path).path if "://" in path else path
    except ValueError:
        return ""
    return unquote(path.split("?", 1)[0]).replace("\\", "/").lstrip("/").removeprefix("./").removeprefix("system/")


def _agreement(path: str, name: str) -> int:
    count = 0
    for one, other in zip(reversed(path.split("/")), reversed(name.split("/")), strict=False):
        if one.lower() != other.lower():
            break
        count += 1
    return count
