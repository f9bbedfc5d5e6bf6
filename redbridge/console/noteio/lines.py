"""One line of an export: read without believing any of it."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

WORDS = ("kind", "title", "caption", "language", "visibility", "place", "card_text", "quoting")
FORMER = ("title", "caption", "language", "place", "card_text")
MOST_PICTURES, MOST_CAPTIONS, MOST_VERSIONS = 18, 12, 500
LONGEST_VIDEO = 600_000  # milliseconds
LONGEST_ID = 60
FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_UNSEEN = re.compile("[\x00\ud800-\udfff]")


class BadLine(Exception):  # noqa: N818 - a sentence for the operator
    """The line is no note that can be taken; its text says why."""


@dataclass(frozen=True, slots=True)
class Film:
    """The video of a note: its file, captions by language, and the moment of its poster with its description."""

    file: str
    captions: dict[str, str]
    poster_at: int
    alt: str
    alt_language: str


@dataclass(frozen=True, slots=True)
class Line:
    """A note as it came."""

    number: int
    origin: str
    author: str
    words: dict[str, Any]
    details: dict[str, Any]
    pictures: list[dict[str, str]]
    cover: int
    at: datetime
    edited_at: datetime | None
    video: "Film | None"
    former: list[dict[str, Any]]
    ties: dict[str, str]


def read_line(number: int, text: bytes | None, site: str) -> Line | None:
    """The note in a line, None for an empty one; BadLine for anything else."""
    if text is None:
        raise BadLine("it is too long for a note.")
    if not text.strip():
        return None
    try:
        found = json.loads(text.decode())
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON.") from None
    if not isinstance(found, dict):
        raise BadLine("it is not an object.")
    _check_texts(found)
    kind = found.get("kind")
    words: dict[str, Any] = {name: _text(found, name) for name in WORDS if found.get(name) is not None}
    if isinstance(style := found.get("card_style", 0), int):
        words["card_style"] = style
    details = found.get("details") or {}
    if not isinstance(details, dict):
        raise BadLine("details is not an object.")
    is_drawn = kind in {"text", "video"}  # its picture is drawn anew
    return Line(
        number=number,
        origin=f"{site}#{_id(found)}",
        author=_text(found, "author").removeprefix("@").lower(),
        words=words,
        details=details,
        pictures=[] if is_drawn else _pictures(found),
        cover=found["cover"] if isinstance(found.get("cover"), int) and found["cover"] >= 0 else 0,
        at=_moment(found, "published_at"),
        edited_at=_moment(found, "edited_at") if found.get("edited_at") else None,
        video=_film(found) if kind == "video" else None,
        former=_former(found),
        ties={name: f"{site}#{found[name]}" for name in ("answers", "quotes") if isinstance(found.get(name), str)},
    )


def _check_texts(found: dict[str, Any]) -> None:
    try:
        text = json.dumps(found, ensure_ascii=False)
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON.") from None
    if _UNSEEN.search(text) or "\\u0000" in text.replace("\\\\", ""):
        raise BadLine("it holds characters that cannot be kept.")


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise BadLine(f"{name} is not a text.")
    return value


def _id(found: dict[str, Any]) -> str:
    value = str(found.get("id") or "")
    if not value or len(value) > LONGEST_ID or not value.isprintable():
        raise BadLine("it has no id.")
    return value


def _film(found: dict[str, Any]) -> Film:
    said = found.get("video")
    if not isinstance(said, dict) or not _text(said, "file"):
        raise BadLine("the file of its video is missing.")
    rows = said.get("captions") or []
    if not isinstance(rows, list) or len(rows) > MOST_CAPTIONS or not all(isinstance(row, dict) for row in rows):
        raise BadLine("captions is not a list of up to 12 files.")
    at = said.get("poster_at")
    captions = {_text(row, "language"): _text(row, "file") for row in rows}
    shown = _pictures(found)[:1] or [{}]
    about = shown[0].get("alt", ""), shown[0].get("alt_language", "")
    return Film(_text(said, "file"), captions, at if isinstance(at, int) and 0 <= at <= LONGEST_VIDEO else 0, *about)


def _former(found: dict[str, Any]) -> list[dict[str, Any]]:
    """How it read before, oldest first; who could see that is its author alone where nothing is said of it."""
    rows = found.get("versions") or []
    if not isinstance(rows, list) or len(rows) > MOST_VERSIONS or not all(isinstance(row, dict) for row in rows):
        raise BadLine("versions is not a list of up to 500 versions.")
    made = []
    for row in rows:
        details = row.get("details") or {}
        if not isinstance(details, dict):
            raise BadLine("details is not an object.")
        words = {name: _text(row, name) for name in FORMER}
        made.append({**words, "details": details, "audience": _text(row, "audience"), "at": _moment(row, "at")})
    return sorted(made, key=lambda row: row["at"])


def _moment(found: dict[str, Any], name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(found, name))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if FIRST <= moment <= datetime.now(UTC):
            return moment
    except (ValueError, OverflowError):
        pass
    raise BadLine(f"{name} is no moment of the past.")


def _pictures(found: dict[str, Any]) -> list[dict[str, str]]:
    rows = found.get("pictures") or []
    if not isinstance(rows, list) or len(rows) > MOST_PICTURES or not all(isinstance(row, dict) for row in rows):
        raise BadLine("pictures is not a list of up to 18 pictures.")
    made = [{name: _text(row, name) for name in ("id", "file", "alt", "alt_language") if row.get(name)} for row in rows]
    if not all(row.get("file") for row in made):
        raise BadLine("the file of one of its pictures is missing.")
    return [{"alt": "", "alt_language": "", "id": row["file"], **row} for row in made]
