"""What lies beside media: texts, notes of downloaders, tables. Each becomes a `Beside` with what it says of a post."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from redbridge.arrival.reading.values import fold_key, when
from redbridge.arrival.reading.walker import Choice, Whole, texts, walk
from redbridge.arrival.sources.folder_names import evident_order, written_date
from redbridge.arrival.sources.shape import VISIBILITIES, Box
from redbridge.arrival.sources.tables import table
from redbridge.arrival.sources.words import named_tags
from redbridge.kit.text import tidy, tidy_line

LONGEST_TEXT = 200_000
HEADINGS = {
    "file": "file files filename filenames name media path picture pictures image images video "
    "文件 文件名 图片 视频 作品文件",
    "text": "caption captions text description desc body content message 文案 正文 内容 描述 作品描述 说明",
    "title": "title headline 标题 作品标题",
    "date": "date time datetime published publishedat publishdate created createdat timestamp posted uploaddate "
    "日期 时间 发布时间 发布日期",
    "alt": "alt alttext alternativetext imagedescription 替代文字 图片描述",
    "tags": "tags tag hashtags hashtag keywords 标签 话题 作品标签",
    "language": "language lang 语言",
    "place": "place location 地点 位置",
    "visibility": "visibility audience privacy whocanview 可见范围",
    "url": "url link address permalink 链接 作品链接",
    "id": "id postid noteid videoid 作品id",
    "sensitive": "sensitive nsfw",
}
_FIELD = {fold_key(word): field for field, words in HEADINGS.items() for word in words.split()}
_INFO = frozenset(
    (
        *("id", "title", "description", "upload_date", "timestamp", "release_timestamp", "tags", "webpage_url"),
        *("age_limit", "availability", "language", "track", "artist", "_type", "location", "caption", "content"),
        *("desc", "hashtags", "date", "photoTakenTime", "creationTime", "display_id", "original_url"),
    )
)
_AUDIENCES = {
    **{name: name for name in VISIBILITIES},
    **dict.fromkeys(("public", "all", "everybody", "公开", "公开可见"), "everyone"),
    **dict.fromkeys(("private", "onlyme", "onlyyou", "onlymyself", "needsauth", "premiumonly", "私密"), "me"),
    "subscriberonly": "followers",
    "friends": "mutuals",
    "mutualfollowers": "mutuals",
}
ADULT = 18


@dataclass
class Beside:
    """What one sidecar says; what is empty it does not say."""

    text: str = ""
    title: str = ""
    at: datetime | None = None
    tags: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()
    language: str = ""
    place: str = ""
    visibility: str = ""
    claimed: str = ""
    url: str = ""
    id: str = ""
    sound: str = ""
    is_sensitive: bool = False
    is_collection: bool = False  # of a channel or a list, not of a post

    def join(self, other: "Beside") -> None:
        """Take over what the other says and this one does not."""
        for field in fields(self):
            if not getattr(self, field.name):
                setattr(self, field.name, getattr(other, field.name))


def from_text(box: Box, name: str) -> Beside:
    """A file of words alone."""
    parts, length = [], 0
    with box.open(name) as stream:
        for part in texts(stream):
            parts.append(part)
            length += len(part)
            if length > LONGEST_TEXT:
                break
    return Beside(text=tidy(b"".join(parts).decode(errors="replace")))


def from_info(box: Box, name: str) -> Beside:
    """The notes of a downloader, or of a photo service, about one file."""
    said: dict[str, Any] = {}
    for seen in walk(lambda: box.open(name), _chosen, at=name):
        if isinstance(seen, Whole) and seen.path:
            said[seen.path[0]] = seen.value
    if not said.keys() & {
        "id",
        "title",
        "description",
        "timestamp",
        "upload_date",
        "caption",
        "content",
        "desc",
        "date",
    }:
        return Beside()
    service = "photoTakenTime" in said or "creationTime" in said  # whose title is the name of the file
    words = next(
        (tidy(said[key]) for key in ("description", "caption", "content", "desc") if _is_text(said.get(key))), ""
    )
    title = "" if service else tidy_line(_text(said.get("title")))
    audience = _text(said.get("availability"))
    limit = said.get("age_limit")
    return Beside(
        text=words,
        title="" if words and tidy_line(words).startswith(title.rstrip("….").rstrip()) else title,
        at=_info_date(said),
        tags=named_tags(said.get("tags")) or named_tags(said.get("hashtags")),
        language=_text(said.get("language"))[:12],
        place=tidy_line(_text(said.get("location"))),
        visibility=_AUDIENCES.get(fold_key(audience), "me" if audience else ""),
        claimed=audience[:20],
        url=(_text(said.get("webpage_url")) or _text(said.get("original_url")))[:600],
        id=_identity(said.get("id")),
        sound=" - ".join(filter(None, (_text(said.get("track")), _text(said.get("artist")))))[:200],
        is_sensitive=isinstance(limit, int | float) and limit >= ADULT,
        is_collection=_text(said.get("_type")) in ("playlist", "channel", "multi_video"),
    )


@dataclass
class Line:
    """A row of a table: the files that it names, and what it says of them."""

    files: str
    said: Beside
    at: str  # where it stands


def columns(box: Box, name: str) -> dict[str, int]:
    """Which column of a table is which; empty when it has no headings that say what a post is."""
    first = next((cells for _, cells in table(box, name)), [])
    found: dict[str, int] = {}
    for place, cell in enumerate(first):
        field = _FIELD.get(fold_key(cell))
        if field:
            found.setdefault(field, place)
    return found if found.keys() & {"file", "text"} and len(found) > 1 else {}


def from_table(box: Box, name: str, unclear: Callable[[str], None]) -> Iterator[Line]:
    """Rows of a table with headings; `unclear` hears of dates that could be two different days."""
    places = columns(box, name)
    orders = {evident_order(cells[places["date"]]) for cells in _cells(box, name, places, "date")} - {None}
    day_first = orders.pop() if len(orders) == 1 else None
    for number, (line, cells) in enumerate(table(box, name)):
        if number == 0:
            continue
        said = {field: cells[place] for field, place in places.items() if place < len(cells) and cells[place]}
        at = written_date(said["date"], day_first=day_first) if "date" in said else None
        if "date" in said and at is None:
            unclear(f"{name}:{line}")
        audience = said.get("visibility", "")
        beside = Beside(
            text=tidy(said.get("text", "")),
            title=tidy_line(said.get("title", "")),
            at=at,
            tags=named_tags(said.get("tags", "")),
            alts=tuple(tidy(alt) for alt in said.get("alt", "").split("|")) if "alt" in said else (),
            language=said.get("language", "")[:12],
            place=tidy_line(said.get("place", "")),
            visibility=_AUDIENCES.get(fold_key(audience), "me") if audience else "",
            claimed=audience[:20],
            url=said["url"][:600] if said.get("url", "").startswith(("http://", "https://")) else "",
            id=_identity(said.get("id", "")),
            is_sensitive=fold_key(said.get("sensitive", "")) in ("1", "true", "yes", "x", "是"),
        )
        yield Line(said.get("file", ""), beside, f"{name}:{line}")


def _cells(box: Box, name: str, places: dict[str, int], field: str) -> Iterator[list[str]]:
    if field in places:
        yield from (
            cells for number, (_, cells) in enumerate(table(box, name)) if number and len(cells) > places[field]
        )


def _chosen(path: tuple[str, ...], kind: str) -> Choice:
    if not path:
        return Choice.INTO
    if len(path) == 1 and path[0] in _INFO and (kind == "value" or path[0] not in ("title", "description", "id")):
        return Choice.WHOLE
    return Choice.SKIP


def _info_date(said: dict[str, Any]) -> datetime | None:
    for key in ("timestamp", "release_timestamp", "date"):
        if at := when(said.get(key)):
            return at
    for key in ("photoTakenTime", "creationTime"):
        inner = said.get(key)
        if isinstance(inner, dict) and (at := when(inner.get("timestamp"))):
            return at
    day = str(said.get("upload_date") or "")
    return when(f"{day[:4]}-{day[4:6]}-{day[6:]}") if len(day) == len("20240501") and day.isdecimal() else None


def _identity(value: Any) -> str:
    said = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return said if 0 < len(said) <= 64 and said.isprintable() and " " not in said else ""  # noqa: PLR2004 - of a column


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
