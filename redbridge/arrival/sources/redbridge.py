"""Redbridge's own archive, as docs/archive.md describes it: everything comes back that was in it.

What other sources have no word for stands in `own` of a post: card_text, card_style, quoting, cover, edited_at,
picture_ids (in their order, as `details` names them), video_id, captions (language and member), poster_at,
versions (with members for files), answers, quotes, pinned_at, is_draft, visibility of a draft, publish_at,
published_at or updated_at with all their digits, and platform, first_published_at, url, origin of a note brought from
elsewhere.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from redbridge.arrival.reading.values import mentions, when
from redbridge.arrival.sources.jsonrows import START, document, json_lines, rows
from redbridge.arrival.sources.mastodon_lists import item, read_list
from redbridge.arrival.sources.shape import (
    VISIBILITIES,
    Box,
    Fault,
    Found,
    Kin,
    Medium,
    Missed,
    Post,
    Profile,
    Row,
    Section,
    Unreadable,
)
from redbridge.arrival.sources.shelves import Shelf
from redbridge.arrival.sources.words import named_tags
from redbridge.kit.text import tidy, tidy_line

MANIFEST, FORMAT, VERSION = "redbridge.json", "redbridge-archive", 1
KINDS = ("photo", "text", "video", "itinerary", "tutorial", "review")
LISTS = ("blocked_accounts", "muted_accounts", "following_accounts", "followers")
PLAIN = (
    *("card_text", "card_style", "quoting", "cover", "is_pinned", "publish_at"),
    *("published_at", "updated_at", "edited_at", "pinned_at"),
)
FORMER = ("title", "caption", "language", "place", "card_text", "audience", "at")
ELSEWHERE = ("platform", "first_published_at", "url", "origin")
MOST_MEDIA, MOST_VERSIONS = 40, 200
Line = dict[str, Any]


class Redbridge:
    """Notes of every kind with their versions, drafts, comments, likes, saved notes, collections, people."""

    name = "redbridge"
    platform = "redbridge"

    def recognize(self, box: Box) -> Kin | None:
        """By the manifest, which is written last: an archive without it is not whole."""
        for name in Shelf(box).named(MANIFEST)[:1]:
            if FORMAT.encode() in box.head(name):
                return Kin(100, str(VERSION))
        return None

    def read(self, box: Box, kin: Kin, tell: Callable[[int], None]) -> Iterator[Found]:  # noqa: ARG002 - one version so far
        """Who, then people with the blocked ones in front, then notes and drafts, then the rest."""
        yield from _Reading(box, tell).everything()


class _Reading:
    """One archive on its way."""

    def __init__(self, box: Box, tell: Callable[[int], None]) -> None:
        self.box, self.tell, self.said = box, tell, 0
        self.shelf = Shelf(box)
        self.odd: set[str] = set()
        manifest = self.shelf.named(MANIFEST)[0]
        self.top = manifest.removesuffix(MANIFEST)
        about = document(box, manifest)
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            raise Unreadable("unknown_export", manifest)
        if isinstance(about.get("version"), int) and about["version"] > VERSION:
            raise Unreadable("newer_archive", manifest)
        self.about: Line = about
        self.site = _text(about.get("site")).rstrip("/")

    def everything(self) -> Iterator[Found]:
        person = self.about.get("person")
        if isinstance(person, dict):
            yield _profile(person, self.site, self.shelf, self.top)
        for name in LISTS:
            yield from self._part(f"csv/{name}.csv", lambda found: read_list(self.box, found))
        yield from self._part("notes.jsonl", self._notes)
        yield from self._part("drafts.jsonl", self._drafts)
        yield from self._part("data/interactions.Collection.json", self._collections)
        yield from self._items("data/interactions.NoteLike.json", "likes.json", "likes")
        yield from self._items("data/interactions.Save.json", "bookmarks.json", "saved")
        yield from self._part("comments.jsonl", self._comments)

    def _has(self, name: str) -> bool:
        return any(member.name == self.top + name for member in self.shelf.members)

    def _part(self, name: str, read: Callable[[str], Iterator[Found]]) -> Iterator[Found]:
        """A file of the archive, if that part was asked for."""
        found = self.top + name
        size = next((member.size for member in self.shelf.members if member.name == found), None)
        if size is None:
            return
        try:
            yield from read(found)
        except Unreadable as error:
            yield Fault(error.code, error.at or found)
        self.said += size
        self.tell(self.said)

    def _find(self, name: Any) -> str:
        """A member that a line names by its path from the top; "" for one that is not there."""
        path = _text(name)
        return self.top + path if path and self._known(self.top + path) else self.shelf.find(path)

    def _known(self, name: str) -> bool:
        return self.shelf.find(name) == name

    def _notes(self, name: str) -> Iterator[Found]:
        yield Section("posts")
        for number, line in json_lines(self.box, name):
            note_id = _id(line)
            if not note_id:
                yield from self._odd(name, number)
                continue
            post = self._post(line)
            hidden = line.get("standing") not in (None, "", "visible")
            if hidden:
                post = _changed(post, visibility="me", claimed="hidden", own={**post.own, "is_draft": True})
            yield Row("posts", note_id, when(line.get("published_at")), post=post)

    def _drafts(self, name: str) -> Iterator[Found]:
        yield Section("posts")
        for number, line in json_lines(self.box, name):
            draft_id = _id(line)
            if not draft_id:
                yield from self._odd(name, number)
                continue
            post = self._post(line)
            if not (post.title or post.text or post.media or post.details or post.own.get("card_text")):
                yield Missed("posts", "empty_row")
                continue
            own = {**post.own, "is_draft": True, "visibility": post.visibility}
            post = _changed(post, visibility="me", claimed="draft", own=own)
            yield Row("posts", f"draft-{draft_id}", when(line.get("updated_at")), post=post)

    def _odd(self, name: str, number: int) -> Iterator[Found]:
        """A line that cannot be read; the first of a file is shown."""
        if name not in self.odd:
            self.odd.add(name)
            yield Fault("odd_row", f"{name}:{number}")
        yield Missed("posts", "odd_row")

    def _post(self, line: Line) -> Post:
        kind = line.get("kind") if line.get("kind") in KINDS else ""
        visibility = line.get("visibility") if line.get("visibility") in VISIBILITIES else "me"
        pictures = _dicts(line.get("pictures"))[:MOST_MEDIA]
        video = line.get("video") if isinstance(line.get("video"), dict) else None
        media = [] if kind == "text" or video else [self._picture(picture) for picture in pictures]
        if video:
            media = [self._film(video, pictures)]
        own = self._own(line, video)
        if pictures:
            own["picture_ids"] = [_id(picture) for picture in pictures]
        if video and _id(video):
            own["video_id"] = _id(video)
        text = tidy(_text(line.get("caption")))
        return Post(
            title=tidy_line(_text(line.get("title"))),
            text=text,
            visibility=str(visibility),
            claimed=_text(line.get("visibility"))[:20],
            media=tuple(media),
            tags=named_tags(line.get("tags")),
            mentions=mentions(text),
            language=_text(line.get("language"))[:12],
            place=tidy_line(_text(line.get("place"))),
            url=_text(line.get("address"))[:600],
            kind=str(kind),
            details=line["details"] if isinstance(line.get("details"), dict) else {},
            own=own,
        )

    def _picture(self, picture: Line) -> Medium:
        return Medium(member=self._find(picture.get("file")), kind="picture", alt=tidy(_text(picture.get("alt"))))

    def _film(self, video: Line, pictures: list[Line]) -> Medium:
        """A video; what its cover shows is said beside it or, in archives before that, with the picture."""
        alt = _text(video.get("alt")) or _text(pictures[0].get("alt") if pictures else "")
        return Medium(member=self._find(video.get("file")), kind="video", alt=tidy(alt))

    def _former(self, said: Line) -> Line:
        """How a note read once, with the members that it showed."""
        found: Line = {name: said[name] for name in FORMER if _says(said.get(name))}
        if isinstance(said.get("details"), dict) and said["details"]:
            found["details"] = said["details"]
        if pictures := [self._shown(picture) for picture in _dicts(said.get("pictures"))[:MOST_MEDIA]]:
            found["pictures"] = pictures
        if isinstance(video := said.get("video"), dict) and _id(video):
            found["video"] = {**self._shown(video), **self._spoken(video)}
        return found

    def _shown(self, file: Line) -> Line:
        words = {name: tidy(_text(file.get(name))) for name in ("alt", "alt_language")}
        found = {"id": _id(file), "member": self._find(file.get("file")), **words}
        return {name: value for name, value in found.items() if value}

    def _spoken(self, video: Line) -> Line:
        """What else is to be known of a video: its captions, and the moment of its cover."""
        found = [(_text(one.get("language")), self._find(one.get("file"))) for one in _dicts(video.get("captions"))]
        captions = [{"language": language, "file": member} for language, member in found if language and member]
        said: Line = {"captions": captions} if captions else {}
        if isinstance(video.get("poster_at"), int):
            said["poster_at"] = video["poster_at"]
        return said

    def _own(self, line: Line, video: Line | None) -> Line:
        own = {key: line[key] for key in PLAIN if _says(line.get(key))}
        if _text(line.get("platform")) or _text(line.get("origin")):
            own.update({key: line[key] for key in ELSEWHERE if _says(line.get(key))})
        for key in ("answers", "quotes"):
            tied = line.get(key)
            if isinstance(tied, dict) and _id(tied):
                own[key] = {"id": _id(tied), "address": _text(tied.get("address"))[:600]}
        if versions := _dicts(line.get("versions"))[:MOST_VERSIONS]:
            own["versions"] = [self._former(said) for said in versions]
        spoken = [picture.get("alt_language") for picture in _dicts(line.get("pictures"))[:MOST_MEDIA]]
        if video and _text(video.get("alt_language")):
            spoken = [video["alt_language"]]
        if any(_text(language) for language in spoken):
            own["alt_languages"] = [_text(language) for language in spoken]
        return {**own, **self._spoken(video)} if video else own

    def _collections(self, name: str) -> Iterator[Found]:
        yield Section("collections")
        for _key, row in rows(self.box, name):
            words = tidy_line(_text(row.get("name"))) if isinstance(row, dict) else ""
            if words:
                yield Row("collections", _id(row) or words, when(row.get("created_at")), text=words)

    def _items(self, data: str, collection: str, section: str) -> Iterator[Found]:
        """What was liked or saved, with its moment where the tables are in the archive, else by address alone."""
        if self._has(data):
            yield from self._part(data, lambda found: self._tied(found, section))
        else:
            yield from self._part(collection, lambda found: self._listed(found, section))

    def _tied(self, name: str, section: str) -> Iterator[Found]:
        yield Section(section)
        for _key, row in rows(self.box, name):
            if row is START:
                continue
            note = _text(row.get("note")) or str(row.get("note") or "") if isinstance(row, dict) else ""
            address = f"{self.site}/n/{note}" if note.isdecimal() else ""
            if address:
                yield Row(section, address, when(row.get("created_at")), ref=address, url=address)
            else:
                yield Missed(section, "nameless")

    def _listed(self, name: str, section: str) -> Iterator[Found]:
        yield Section(section)
        for key, row in rows(self.box, name):
            if key == "orderedItems" and row is not START:
                address = _text(row)
                yield item(section, address) if address else Missed(section, "nameless")

    def _comments(self, name: str) -> Iterator[Found]:
        yield Section("comments")
        for _number, line in json_lines(self.box, name):
            words, comment_id = tidy(_text(line.get("text"))) if isinstance(line, dict) else "", _id(line)
            if not words or not comment_id:
                yield Missed("comments", "nameless")
                continue
            note = line.get("note")
            address = _text(note.get("address")) if isinstance(note, dict) else ""
            yield Row("comments", comment_id, when(line.get("created_at")), text=words, url=address[:600])


def _profile(person: Line, site: str, shelf: Shelf, top: str) -> Profile:
    handle, host = _text(person.get("handle")).strip().lower(), _host(site)
    portrait = _text(person.get("portrait"))
    member = shelf.find(top + portrait) if portrait else ""
    languages = [*_texts(person.get("reads")), *_texts(person.get("writes"))]
    return Profile(
        handle=f"{handle}@{host}" if handle and host else handle,
        name=tidy_line(_text(person.get("name"))),
        bio=tidy(_text(person.get("bio"))),
        portrait=Medium(member=member, kind="picture") if member else None,
        links=tuple(_texts(person.get("links"))),
        languages=tuple(dict.fromkeys(languages)),
        region=_text(person.get("region")),
    )


def _changed(post: Post, **changes: Any) -> Post:
    return Post(**{**{name: getattr(post, name) for name in Post.__dataclass_fields__}, **changes})


def _id(value: Any) -> str:
    """An id: digits, as a text or a number."""
    found = value.get("id") if isinstance(value, dict) else None
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    said = str(found)
    return said if said.isdecimal() and said.isascii() and len(said) <= 20 else ""  # noqa: PLR2004 - 64 bits


def _says(value: Any) -> bool:
    return isinstance(value, str | int) and value != "" and value is not False


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str) and one.strip()] if isinstance(value, list) else []


def _dicts(value: Any) -> list[Line]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
