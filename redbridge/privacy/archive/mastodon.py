"""The archive as Mastodon writes one: ActivityStreams 2.0, with the media named by their path in it."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.utils.html import escape, urlize

from redbridge.accounts.models import Person
from redbridge.interactions.models import NoteLike, Save
from redbridge.notes.models import Visibility
from redbridge.privacy.archive.values import batches, host, moment, note_address, outside, person_address

STREAMS = "https://www.w3.org/ns/activitystreams"
PUBLIC = f"{STREAMS}#Public"
CONTEXT = [STREAMS, {"toot": "http://joinmastodon.org/ns#", "sensitive": "as:sensitive", "Hashtag": "as:Hashtag"}]
TYPES = {".jpg": "image/jpeg", ".webp": "image/webp", ".mp4": "video/mp4"}
Line = dict[str, Any]


def actor(person: Person, *, portrait: str, cover: str, moved_to: str) -> Line:
    """Who wrote all this."""
    home = person_address(person.address)
    found: Line = {
        "@context": CONTEXT,
        "id": home,
        "type": "Person",
        "preferredUsername": person.handle,
        "name": person.name,
        "summary": _html(person.bio),
        "url": home,
        "inbox": f"{home}/inbox",
        "outbox": "outbox.json",
        "likes": "likes.json",
        "bookmarks": "bookmarks.json",
        "followers": f"{home}/followers",
        "following": f"{home}/following",
        "manuallyApprovesFollowers": person.is_private,
        "published": _second(person.created_at),
        "attachment": [{"type": "PropertyValue", "name": "", "value": _html(link)} for link in person.links],
        "webfinger": outside(person.address),
    }
    if portrait:
        found["icon"] = _image(portrait)
    if cover:
        found["image"] = _image(cover)
    if moved_to.startswith("https://"):
        found["movedTo"] = moved_to
    return found


def outbox(person: Person, notes: Iterable[Line], total: int) -> Iterator[str]:
    """Every note as the activity that made it."""
    yield _head("outbox.json", total)
    yield from _items(create(person, note) for note in notes)


def likes(person: Person, total: int) -> Iterator[str]:
    """What the person liked, by address."""
    yield _head("likes.json", total)
    yield from _items(_marked(NoteLike.objects.filter(person=person)))


def bookmarks(person: Person, total: int) -> Iterator[str]:
    """What the person saved, by address."""
    yield _head("bookmarks.json", total)
    yield from _items(_marked(Save.objects.filter(person=person)))


def create(person: Person, note: Line) -> Line:
    """One note of `notes.jsonl`."""
    home = person_address(person.address)
    to, cc = _audience(home, note["visibility"])
    activity = {"id": f"{note['address']}#create", "type": "Create", "actor": home, "to": to, "cc": cc}
    thing = {
        "id": note["address"],
        "type": "Note",
        "summary": None,
        "inReplyTo": note["answers"]["address"] if note["answers"] else None,
        "published": _second(datetime.fromisoformat(note["published_at"])),
        "updated": _second(datetime.fromisoformat(note["edited_at"])) if note["edited_at"] else None,
        "url": note["address"],
        "attributedTo": home,
        "to": to,
        "cc": cc,
        "sensitive": False,
        "name": note["title"] or None,
        "content": _content(note),
        "contentMap": {note["language"]: _content(note)} if note["language"] else {},
        "attachment": [found for found in _attachments(note) if found["url"]],
        "tag": [{"type": "Hashtag", "href": f"https://{host()}/tags/{tag}", "name": f"#{tag}"} for tag in note["tags"]],
    }
    return {**activity, "published": thing["published"], "object": thing}


def _audience(home: str, visibility: str) -> tuple[list[str], list[str]]:
    followers = f"{home}/followers"
    if visibility == Visibility.EVERYONE:
        return [PUBLIC], [followers]
    if visibility == Visibility.UNLISTED:
        return [followers], [PUBLIC]
    # There is no word for mutuals, and something only for oneself is a message to nobody.
    return ([followers], []) if visibility == Visibility.FOLLOWERS else ([home], [])


def _content(note: Line) -> str:
    title = f"<p><strong>{escape(note['title'])}</strong></p>" if note["title"] else ""
    return title + _html(note["caption"] or note["card_text"])


def _attachments(note: Line) -> Iterator[Line]:
    if note["video"]:
        yield _document(note["video"]["file"], note["title"], note["video"])
        return
    for picture in note["pictures"]:
        yield _document(picture["file"], picture["alt"], picture)


def _document(file: str | None, name: str, size: Line) -> Line:
    kind = TYPES.get(PurePosixPath(file or "").suffix, "application/octet-stream")
    place = f"/{file}" if file else ""
    return {
        "type": "Document",
        "mediaType": kind,
        "url": place,
        "name": name,
        "width": size["width"],
        "height": size["height"],
    }


def _image(file: str) -> Line:
    return {"type": "Image", "mediaType": TYPES.get(PurePosixPath(file).suffix, "image/jpeg"), "url": file}


def _html(text: str) -> str:
    """Paragraphs as they were written; text stays text."""
    parts = [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return "".join(f"<p>{urlize(part.strip(), autoescape=True)}</p>".replace("\n", "<br>") for part in parts)


def _marked(rows: Any) -> Iterator[str]:
    for batch in batches(rows):
        yield from (note_address(row.note_id) for row in batch)


def _head(name: str, total: int) -> str:
    return f'{{"@context":"{STREAMS}","id":"{name}","type":"OrderedCollection","totalItems":{total},"orderedItems":['


def _items(items: Iterable[Any]) -> Iterator[str]:
    comma = "\n"
    for item in items:
        yield comma + json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        comma = ",\n"
    yield "\n]}\n"


def _second(at: datetime) -> str:
    """As Mastodon writes moments: whole seconds, Z."""
    return (moment(at) or "")[:19] + "Z"
