"""Posts as JSON and back, equal both ways."""

import json
from dataclasses import asdict, fields
from typing import Any

from redbridge.arrival.sources.shape import Medium, Post

LISTS = ("media", "tags", "mentions")
_PLAIN = Post()
_NO_MEDIUM = Medium()


def post_to_json(post: Post) -> str:
    """A post as JSON, without what is as usual."""
    said = {name: value for name, value in asdict(post).items() if value != getattr(_PLAIN, name)}
    if post.media:
        said["media"] = [
            {name: value for name, value in asdict(medium).items() if value != getattr(_NO_MEDIUM, name)}
            for medium in post.media
        ]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def post_from_json(text: str) -> Post:
    """The post that was written so; what is unknown in it is left out."""
    known = {each.name for each in fields(Post)}
    said: dict[str, Any] = {name: value for name, value in json.loads(text or "{}").items() if name in known}
    said["media"] = tuple(Medium(**medium) for medium in said.get("media", ()))
    for name in LISTS[1:]:
        said[name] = tuple(said.get(name, ()))
    return Post(**said)
