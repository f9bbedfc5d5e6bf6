"""A folder of pictures and videos, with what lies beside them: texts, notes of downloaders, tables, names of files."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.values import hashtags, made_id, mentions
from redbridge.arrival.sources import folder_names as names
from redbridge.arrival.sources.folder_sidecars import Beside, columns, from_info, from_table, from_text
from redbridge.arrival.sources.shape import (
    Box,
    Fault,
    Found,
    Kin,
    Medium,
    Missed,
    Post,
    Row,
    Section,
    Unknown,
    Unreadable,
)
from redbridge.arrival.sources.shelves import Shelf, kind_of
from redbridge.arrival.sources.words import joined, plain_topics

TABLES = (".csv", ".tsv")
SUBTITLES = re.compile(r"(.+)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.(?:vtt|srt)$")
_APART = re.compile(r"[;|\n]+")
MOST_TABLES = 20
MOST_MEDIA = 40


class Folder:
    """One post for each file, or for each row of files that were numbered, or as a table says."""

    name = "folder"
    platform = ""

    def recognize(self, box: Box) -> Kin | None:
        """Whatever nobody else knows and holds pictures, videos or a table of captions."""
        shelf = Shelf(box)
        if any(_is_table(box, name) for name in shelf.ending(*TABLES)[:MOST_TABLES]):
            return Kin(50, "table")
        if shelf.ending(".info.json", ".description"):
            return Kin(45, "sidecars")
        if any(kind_of(member.name) for member in shelf.members):
            return Kin(30, "sidecars" if shelf.ending(".txt", ".json") else "names")
        return None

    def read(self, box: Box, kin: Kin, tell: Callable[[int], None]) -> Iterator[Found]:  # noqa: ARG002 - files tell enough
        """Posts in the order of their names."""
        yield from _Reading(box, tell).everything()


@dataclass
class Bundle:
    """Files of one post and what is said of it."""

    key: str
    media: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    said: Beside = field(default_factory=Beside)
    subtitles: list[tuple[str, str]] = field(default_factory=list)
    is_told: bool = False  # something beside it says what it is


class _Reading:
    """One folder on its way."""

    def __init__(self, box: Box, tell: Callable[[int], None]) -> None:
        self.box, self.tell = box, tell
        self.shelf = Shelf(box)
        self.media: dict[str, list[str]] = defaultdict(list)  # by folder and name without ending
        self.sidecars: dict[str, list[tuple[str, str]]] = defaultdict(list)  # the same: (what, member)
        self.others: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.top = ""
        self.beyond = 0  # rows of tables that are more than anybody keeps
        self.by_id: dict[str, list[str]] | None = None
        self.known_rows: dict[str, list[str]] | None = None

    def everything(self) -> Iterator[Found]:
        yield Section("posts")
        tables = [name for name in self.shelf.ending(*TABLES) if self._columns(name)]
        self._sort_out(set(tables))
        self.top = _common_folder([*self.media, *self.sidecars])
        taken: set[str] = set()
        for bundle in self._told_by(tables):
            taken.update(bundle.media)
            yield from self._post(bundle)
        for said, bundle in enumerate(self._bundles(taken)):
            yield from self._post(bundle)
            self.tell(said)
        if self.beyond:
            yield Missed("posts", "too_many", self.beyond)
        yield from self.faults
        yield from (Unknown(name, count) for name, count in sorted(self.others.items()))

    def _columns(self, name: str) -> bool:
        try:
            return bool(columns(self.box, name))
        except Unreadable as error:
            self.faults.append(Fault(error.code, error.at or name))
            return False

    def _sort_out(self, tables: set[str]) -> None:
        for member in self.shelf.members:
            name, lower = member.name, member.name.lower()
            subtitle = SUBTITLES.fullmatch(name)
            if kind_of(name):
                self.media[_key(name)].append(name)
            elif lower.endswith(".info.json"):
                self.sidecars[name[: -len(".info.json")]].append(("info", name))
            elif lower.endswith(".description"):
                self.sidecars[_key(name)].append(("description", name))
            elif lower.endswith((".json", ".txt")):
                plain = _key(name)
                of_file = plain if not kind_of(plain) else _key(plain)
                self.sidecars[of_file].append(("info" if lower.endswith(".json") else "text", name))
            elif subtitle:
                self.sidecars[subtitle[1]].append((f"vtt {subtitle[2]}", name))
            elif name not in tables:
                self._count(PurePosixPath(lower).suffix)

    def _told_by(self, tables: list[str]) -> Iterator[Bundle]:
        """Bundles as the rows of tables say; rows of the same file or the same id are one."""
        found: dict[str, Bundle] = {}
        for name in tables:
            try:
                for line in from_table(self.box, name, lambda at: self.faults.append(Fault("unclear_date", at))):
                    media, missing = self._files(line.files)
                    if not media and not missing and line.said.id:
                        media = self._with_id(line.said.id)
                    if len(found) >= limits.now().kept["posts"]:
                        self.beyond += 1
                        continue
                    key = media[0] if media else line.said.id or (missing[0] if missing else line.at)
                    bundle = found.setdefault(line.said.id or key, Bundle(_key(key), is_told=True))
                    bundle.media += [file for file in media if file not in bundle.media]
                    bundle.missing += missing
                    alts = bundle.said.alts + line.said.alts
                    bundle.said.join(line.said)
                    bundle.said.alts = alts
            except Unreadable as error:
                self.faults.append(Fault(error.code, error.at or name))
        for bundle in found.values():
            if len(bundle.media) == 1 and (row := self._row_of(bundle.media[0])):
                bundle.media = row
            for file in bundle.media:
                self._listen(bundle, _key(file))
            yield bundle

    def _files(self, said: str) -> tuple[list[str], list[str]]:
        """Members and missing names of a cell with one file or several."""
        if whole := self.shelf.find(said):
            return [whole], []
        several = [name.strip() for name in _APART.split(said) if name.strip()]
        if len(several) == 1 and "," in said and kind_of(said.split(",", 1)[0]):
            several = [name.strip() for name in said.split(",") if name.strip()]
        found = [(self.shelf.find(name), name) for name in several[:MOST_MEDIA]]
        return [member for member, _ in found if member], [name[:200] for member, name in found if not member]

    def _with_id(self, identity: str) -> list[str]:
        """Files with an id in their names."""
        if self.by_id is None:
            self.by_id = defaultdict(list)
            for file in (file for files in self.media.values() for file in files):
                for one in names.ids_of(PurePosixPath(file).stem):
                    self.by_id[one].append(file)
        return self.by_id.get(identity.lower(), [])[:MOST_MEDIA]

    def _row_of(self, file: str) -> list[str]:
        """All files of a numbered row that a table names by its first one."""
        number = names.numbered(_key(file))
        rows = self._rows() if number else {}
        return rows.get(number.name, []) if number else []

    def _bundles(self, taken: set[str]) -> Iterator[Bundle]:
        """Bundles of everything that no table named."""
        rows = self._rows()
        together = {_key(file): name for name, files in rows.items() for file in files}
        left = {key: [file for file in files if file not in taken] for key, files in self.media.items()}
        bundles: dict[str, Bundle] = {}
        for key in sorted({*(key for key, files in left.items() if files), *self._alone(left)}):
            name = together.get(key, key)
            bundle = bundles.setdefault(name, Bundle(name))
            bundle.media += _chosen_of(key, left.get(key, []))
        for key, bundle in bundles.items():
            for said in dict.fromkeys((key, *(_key(file) for file in bundle.media))):
                self._listen(bundle, said)
            if bundle.media or (bundle.is_told and not bundle.said.is_collection):
                bundle.media.sort(key=lambda file: (_place(file), file))
                bundle.missing += [] if bundle.media else [PurePosixPath(key).name]
                yield bundle
        loose = self.sidecars.keys() - bundles.keys() - {_key(file) for file in taken} - together.keys()
        for key in loose:
            for what, name in self.sidecars[key]:
                if what == "text" or (what == "info" and not name.lower().endswith(".info.json")):
                    self._count(PurePosixPath(name.lower()).suffix)

    def _alone(self, left: dict[str, list[str]]) -> Iterator[str]:
        """Notes of downloaders whose video is not there: a post that waits for it."""
        rows = self._rows()
        for key, found in self.sidecars.items():
            sure = any(name.lower().endswith((".info.json", ".description")) for _, name in found)
            if sure and key not in rows and not left.get(key) and not self.media.get(key):
                yield key

    def _rows(self) -> dict[str, list[str]]:
        """Numbered files that are one post, by the name in front of the number."""
        if self.known_rows is None:
            found: dict[str, dict[int, list[str]]] = defaultdict(dict)
            for key, files in self.media.items():
                if number := names.numbered(key):
                    found[number.name].setdefault(number.number, []).extend(_chosen_of(key, files))
            self.known_rows = {
                name: [file for place in sorted(places) for file in places[place]]
                for name, places in found.items()
                if names.is_row(list(places), PurePosixPath(name).name, is_told=name in self.sidecars)
            }
        return self.known_rows

    def _listen(self, bundle: Bundle, key: str) -> None:
        """Take over what lies beside these files, the surest first."""
        order = ("description", "info", "text")
        for what, name in sorted(self.sidecars.get(key, ()), key=lambda one: (one[0] not in order, one)):
            if what.startswith("vtt "):
                bundle.subtitles.append((what.removeprefix("vtt "), name))
                continue
            try:
                said = from_info(self.box, name) if what == "info" else from_text(self.box, name)
            except Unreadable as error:
                self.faults.append(Fault(error.code, error.at or name))
                continue
            bundle.is_told = bundle.is_told or said != Beside()
            bundle.said.join(said)

    def _post(self, bundle: Bundle) -> Iterator[Found]:
        said, name = bundle.said, PurePosixPath(bundle.key).name
        text = plain_topics(said.text)
        title = said.title or ("" if text else names.words_of(name))
        identity = said.id or names.id_of(name)
        alts = (*said.alts, *[""] * len(bundle.media))
        media = [Medium(member=file, kind=kind_of(file), alt=alts[place]) for place, file in enumerate(bundle.media)]
        media += [Medium(url=missing, kind=kind_of(missing)) for missing in bundle.missing]
        if not (title or text or media):
            self._count("row")
            return
        own: dict[str, Any] = {}
        if bundle.subtitles:
            own["captions"] = [{"language": language, "file": file} for language, file in sorted(bundle.subtitles)]
        post = Post(
            title=title,
            text=text,
            visibility=said.visibility or ("everyone" if bundle.is_told else "me"),
            claimed=said.claimed or ("" if bundle.is_told else "unsaid"),
            media=tuple(media[:MOST_MEDIA]),
            tags=joined(hashtags(text), said.tags),
            mentions=mentions(text),
            language=said.language,
            place=said.place,
            url=said.url,
            sound=said.sound,
            is_sensitive=said.is_sensitive,
            own=own,
        )
        at = (
            said.at
            or names.date_of(name)
            or next((at for file in bundle.media if (at := names.date_of(_key(file)))), None)
        )
        yield Row("posts", identity or made_id(bundle.key.removeprefix(self.top).lower()), at, post=post)

    def _count(self, what: str) -> None:
        what = what if what == "row" or re.fullmatch(r"\.[a-z0-9]{1,8}", what) else "other"
        self.others[what] = self.others.get(what, 0) + 1


def _is_table(box: Box, name: str) -> bool:
    try:
        return bool(columns(box, name))
    except Unreadable:
        return False


def _key(name: str) -> str:
    """The folder and the name of a file without its ending."""
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{PurePosixPath(last).stem if last else ''}"


def _chosen_of(stem: str, files: list[str]) -> list[str]:
    """Of files with one name: a video without its still, or a picture without the second before it."""
    videos = [file for file in files if kind_of(file) == "video"]
    pictures = [file for file in files if kind_of(file) == "picture"]
    if videos and pictures:
        last = PurePosixPath(stem).name
        return pictures[:1] if names.is_moving_picture(last, pictures[0], videos[0]) else videos[:1]
    return files


def _place(file: str) -> int:
    number = names.numbered(_key(file))
    return number.number if number else 0


def _common_folder(keys: list[str]) -> str:
    """The folders that everything lies in, so that a copy in another folder is the same."""
    folders = [key.rpartition("/")[0] for key in keys]
    if not folders:
        return ""
    common = folders[0].split("/")
    for folder in folders:
        parts = folder.split("/")
        common = [one for place, one in enumerate(common) if parts[: place + 1] == common[: place + 1]]
    joined_ = "/".join(common)
    return f"{joined_}/" if joined_ else ""
