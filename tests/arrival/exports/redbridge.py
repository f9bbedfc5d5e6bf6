"""Redbridge's own archive, written by hand as docs/archive.md describes it, and one in which everything is wrong."""

import json
from typing import Any

from tests.arrival.exports.making import Export, packed, picture

SITE = "https://first.example"
FOLLOWING = b"Account address,Show boosts,Notify on new posts,Languages\nlin@first.example,true,false,\n"
VIDEO = b"\0\0\0\x18ftypmp42" + bytes(40)


def manifest(**more: Any) -> dict[str, Any]:
    person: dict[str, Any] = {
        "handle": "dana",
        "name": "Dana 🍵",
        "bio": "Tea.",
        "bio_language": "en",
        "links": ["https://dana.example"],
    }
    person.update(reads=["en", "zh-Hans"], writes=["en"], learns=[], region="US", is_private=False)
    person.update(portrait="media_attachments/12.jpg", cover="", created_at="2026-01-01T00:00:00+00:00")
    found: dict[str, Any] = {
        "format": "redbridge-archive",
        "version": 1,
        "site": SITE,
        "made_at": "2026-03-01T08:30:00+00:00",
    }
    return {**found, "parts": ["notes", "media", "data", "lists", "mastodon"], "person": person, "counts": {}, **more}


def note(number: int, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": str(7300 + number),
        "kind": "photo",
        "title": f"Note {number}",
        "caption": "Tea #tea",
        "language": "en",
    }
    found.update(visibility="everyone", place="", published_at=f"2026-01-{number + 1:02}T08:30:00+00:00")
    found.update(
        {"edited_at": None, "address": f"{SITE}/n/{7300 + number}", "platform": "", "first_published_at": None}
    )
    found.update(url="", origin="", details={}, cover=0, card_text="", card_style=0)
    found.update(
        {"quoting": "everyone", "pictures": [], "video": None, "answers": None, "quotes": None, "tags": ["tea"]}
    )
    found.update(is_pinned=False, standing="visible", counts={"likes": 3}, versions=[])
    return {**found, **more}


def shown(number: int, alt: str = "") -> dict[str, Any]:
    file = f"media_attachments/{number}.jpg"
    return {"id": str(number), "file": file, "alt": alt, "alt_language": "en" if alt else "", "width": 48, "height": 32}


def lined(rows: list[Any]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def notes() -> list[dict[str, Any]]:
    version: dict[str, Any] = {
        "version": 1,
        "title": "Note one",
        "caption": "Te",
        "language": "en",
        "place": "",
        "card_text": "",
    }
    version.update(details={}, at="2026-01-02T09:00:00+00:00")
    stops = [{"place": "Old gate", "time": "08:30", "cost": 1250, "picture": 83, "tip": "Early."}]
    review = {"things": [{"name": "Kettle", "brand": "Boil", "rating": 9, "price": 4200, "currency": "USD"}]}
    captions = [{"language": "en", "file": "media_attachments/5.en.vtt"}, {"language": "zh-Hans", "file": None}]
    video = {"id": "5", "file": "media_attachments/5.mp4", "duration": 9000, "width": 720, "height": 1280}
    return [
        note(1, pictures=[shown(81, "A cup of tea"), shown(82)], cover=1, place="Chengdu", versions=[version]),
        note(
            2, kind="itinerary", pictures=[shown(83, "A gate")], details={"currency": "CNY", "days": [{"stops": stops}]}
        ),
        note(3, kind="review", pictures=[shown(84)], details=review, visibility="followers"),
        note(4, kind="text", card_text="Steep twice.", card_style=3, pictures=[shown(85)], caption="Why, below."),
        note(5, kind="video", pictures=[shown(86)], video={**video, "captions": captions}, visibility="unlisted"),
        note(6, visibility="me", pictures=[{**shown(87), "file": None}], standing="visible"),
        note(7, standing="hidden", pictures=[shown(81)]),
        note(8, answers={"id": "7301", "address": f"{SITE}/n/7301"}, pictures=[shown(82)], visibility="mutuals"),
        note(
            9,
            kind="tutorial",
            pictures=[shown(84)],
            details={"steps": [{"text": "Boil", "picture": 84}]},
            platform="tiktok",
            origin="tiktok:7211111111111111111",
            first_published_at="2023-03-01T00:00:00+00:00",
            url="https://www.tiktok.com/@dana/video/7211111111111111111",
            published_at="2023-03-01T00:00:00+00:00",
        ),
    ]


def drafts() -> list[dict[str, Any]]:
    written = {**note(20, visibility="everyone"), "updated_at": "2026-02-01T00:00:00+00:00", "publish_at": None}
    written = {key: value for key, value in written.items() if key not in ("published_at", "tags", "versions")}
    empty = {**written, "id": "7321", "title": "", "caption": ""}
    return [{**written, "note": None}, empty]


def archive(top: str = "") -> Export:
    tied = {"id": "1", "person": "dana", "created_at": "2026-02-02T00:00:00+00:00"}
    comment = {"id": "91", "note": {"id": "9", "address": f"{SITE}/n/9"}, "parent": None, "text": "so good", "likes": 2}
    files = {
        "redbridge.json": packed(manifest()),
        "notes.jsonl": lined(notes()),
        "drafts.jsonl": lined(drafts()),
        "comments.jsonl": lined([{**comment, "created_at": "2026-02-03T00:00:00+00:00"}]),
        "data/interactions.NoteLike.json": packed([{**tied, "note": "9001"}, {**tied, "note": 9002}]),
        "data/interactions.Save.json": packed([{**tied, "note": "9003", "collection": "2"}]),
        "data/interactions.Collection.json": packed([{"id": "2", "name": ""}, {"id": "3", "name": "Kitchens"}]),
        "csv/following_accounts.csv": FOLLOWING,
        "csv/followers.csv": b"Account address\nmei@first.example\n",
        "csv/blocked_accounts.csv": b"angry@first.example\n",
        "csv/muted_accounts.csv": b"Account address,Hide notifications\n",
        "csv/bookmarks.csv": f"{SITE}/n/9003\n".encode(),
        "actor.json": packed({"id": f"{SITE}/@dana", "preferredUsername": "dana"}),
        "outbox.json": packed({"type": "OrderedCollection", "orderedItems": []}),
        "likes.json": packed({"type": "OrderedCollection", "orderedItems": [f"{SITE}/n/9001"]}),
        "index.html": b"<!doctype html>",
        "media_attachments/5.mp4": VIDEO,
        "media_attachments/5.en.vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nTea\n",
        **{f"media_attachments/{number}.jpg": picture(number) for number in (12, *range(81, 87))},
    }
    numbers = {"posts": 10, "comments": 1, "likes": 2, "saved": 1, "collections": 1, "following": 1, "followers": 1}
    numbers.update(blocked=1, muted=0)
    return Export({top + name: content for name, content in files.items()}, numbers, 6)


def odd() -> Export:
    """Values of wrong kinds at every place."""
    wrong: tuple[Any, ...] = (None, 7, "x", [], {}, [None], [[]], [{}], {"a": []}, True, -1.5, "2" * 400)
    rows: list[Any] = [*wrong]
    rows += [note(1, **{key: value}) for key in note(1) for value in wrong]
    rows += [note(2, pictures=[dict.fromkeys(shown(1), value)]) for value in wrong]
    rows += [note(3, kind="video", video={"file": value, "captions": value}) for value in wrong]
    rows += [note(4, video={"captions": [{"language": value, "file": value}]}) for value in wrong]
    content = lined(rows) + b"{not json\n\n" + b"[" * 5000 + b"\n" + b'{"id": "9' + b"\xff\xfe" + b'"}\n{"id": "10"'
    files = {
        "redbridge.json": packed(manifest(person={"links": [7], "reads": "x", "portrait": 5}, site=7)),
        "notes.jsonl": content,
        "drafts.jsonl": content,
        "comments.jsonl": content,
        "data/interactions.NoteLike.json": packed(rows),
        "data/interactions.Collection.json": packed(rows),
        "data/interactions.Save.json": b'[{"note": "1"},',
        "csv/following_accounts.csv": b'"never closed',
    }
    return Export(files)
