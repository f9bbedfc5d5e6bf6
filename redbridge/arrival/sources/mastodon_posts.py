"""Posts of the fediverse: ActivityPub objects of outboxes, and statuses as programs are given them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from redbridge.arrival.reading.values import made_id, when
from redbridge.arrival.sources.markup import plain
from redbridge.arrival.sources.shape import Medium, Post
from redbridge.arrival.sources.shelves import kind_of
from redbridge.arrival.sources.words import named_tags
from redbridge.kit.text import tidy, tidy_line

PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
LOCAL = "#Public"  # the public of one server alone, as Akkoma names it
POSTS = ("Note", "Article", "Page", "Image", "Video")
LONGEST_TITLE = 100
LONGEST_LANGUAGE = 12
MOST_MEDIA = 40
Finder = Callable[[str], str]


def visibility_of(thing: dict[str, Any], activity: dict[str, Any], followers: str) -> tuple[str, str]:
    """Who could see it and how that was said; "" for what was sent to single people."""
    to, cc = (_ids(thing.get(key)) or _ids(activity.get(key)) for key in ("to", "cc"))
    if not to and not cc:
        return "me", "unknown"
    if any(one in PUBLIC for one in to):
        return "everyone", "public"
    if any(one in PUBLIC for one in cc):
        return "unlisted", "unlisted"
    everybody = [*to, *cc]
    if any(one.endswith(LOCAL) for one in everybody):
        return "followers", "local"
    if any(one == followers or one.rstrip("/").endswith("/followers") for one in everybody):
        return "followers", "followers"
    return "", "direct"


def post_of(
    thing: dict[str, Any], activity: dict[str, Any], *, actor: str, followers: str, find: Finder
) -> Post | None:
    """A post from an object; None for what was never anybody else's to read: a message to single people."""
    visibility, claimed = visibility_of(thing, activity, followers)
    if not visibility:
        return None
    language, html = _content(thing)
    tags, people = _tags(thing.get("tag"))
    answers_to = _id(thing.get("inReplyTo"))
    is_own_thread = bool(actor) and (answers_to == actor or answers_to.startswith(actor.rstrip("/") + "/"))
    title, text = _titled(thing, plain(html, people))
    return Post(
        title=title,
        text=text,
        visibility=visibility,
        claimed=claimed,
        media=tuple(_media(thing, find)),
        tags=tags,
        mentions=tuple(dict.fromkeys(name.lstrip("@").lower() for name in people.values())),
        language=language,
        place=_place(thing.get("location")),
        url=_address(thing),
        is_sensitive=thing.get("sensitive") is True,
        answers_to="" if is_own_thread else answers_to[:500],
        own={"continues": source_id_of(answers_to)} if is_own_thread and answers_to else {},
    )


def status_of(status: dict[str, Any], *, find: Finder) -> tuple[Post, str, datetime | None] | None:
    """A post, its id and moment from a status as the API gives it; None for messages."""
    words = {"public": "everyone", "unlisted": "unlisted", "private": "followers", "local": "followers"}
    claimed = text(status.get("visibility")) or text(status.get("scope"))
    if claimed == "direct":
        return None
    html = text(status.get("content"))
    people = {text(one.get("url")): text(one.get("acct")) for one in _dicts(status.get("mentions"))}
    shown = tidy(plain(html, people) if "<" in html or "&" in html else html or text(status.get("content_text")))
    title = tidy_line(plain(text(status.get("spoiler_text"))))
    if len(title) > LONGEST_TITLE:
        title, shown = "", f"{title}\n\n{shown}".strip()
    media = [
        _medium(text(one.get("url")) or text(one.get("remote_url")), one.get("description"), one.get("type"), find)
        for one in _dicts(status.get("media_attachments"))[:MOST_MEDIA]
    ]
    address = text(status.get("url")) or text(status.get("uri"))
    place = status.get("place") or status.get("location")
    post = Post(
        title=title,
        text=shown,
        visibility=words.get(claimed, "me"),
        claimed=claimed or "unknown",
        media=tuple(medium for medium in media if medium),
        tags=named_tags([one.get("name") for one in _dicts(status.get("tags"))]),
        mentions=tuple(name.lower() for name in people.values() if name),
        language=text(status.get("language"))[:LONGEST_LANGUAGE],
        place=_place(place),
        url=address[:600],
        is_sensitive=status.get("sensitive") is True,
        answers_to=str(status.get("in_reply_to_id") or "")[:500],
    )
    key = text(status.get("uri")) or address or str(status.get("id") or "")
    return post, source_id_of(key or f"{status.get('created_at')}{shown}"), when(status.get("created_at"))


def source_id_of(address: str) -> str:
    """The id of a post: its address, or made of that where it is too long to keep."""
    return address if 0 < len(address) <= 80 and address.isprintable() else made_id(address)  # noqa: PLR2004 - of a column


def text(value: Any) -> str:
    """A text, or nothing."""
    return value if isinstance(value, str) else ""


def _content(thing: dict[str, Any]) -> tuple[str, str]:
    """The language and the words; of several translations the one that the author wrote."""
    content = text(thing.get("content"))
    found = thing.get("contentMap")
    versions = {key: value for key, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}
    language = next((key for key, value in versions.items() if value == content), next(iter(versions), ""))
    content = content or versions.get(language, "")
    language = language or text(thing.get("language"))
    return ("" if language in ("und", "zxx") else language[:LONGEST_LANGUAGE]), content


def _titled(thing: dict[str, Any], words: str) -> tuple[str, str]:
    """A title is the name of an article or the warning in front of a note; one too long for that leads the text."""
    words = tidy(words)
    named = tidy_line(plain(text(thing.get("name")))) if thing.get("type") != "Note" else ""
    summary = tidy_line(plain(text(thing.get("summary"))))
    title = named or summary
    before = [line for line in (title if len(title) > LONGEST_TITLE else "", summary if named else "") if line]
    return ("" if len(title) > LONGEST_TITLE else title), "\n\n".join([*before, *([words] if words else [])])


def _tags(value: Any) -> tuple[tuple[str, ...], dict[str, str]]:
    """Hashtags, and people by the addresses of their profiles."""
    hashtags: list[str] = []
    people: dict[str, str] = {}
    for tag in _dicts(value):
        name = text(tag.get("name")).strip()
        if tag.get("type") == "Hashtag":
            hashtags.append(name)
        elif tag.get("type") == "Mention" and name:
            href = text(tag.get("href"))
            people[href] = name if name.count("@") > 1 or not _host(href) else f"{name}@{_host(href)}"
    return named_tags(hashtags), people


def _media(thing: dict[str, Any], find: Finder) -> Iterator[Medium]:
    attached = _dicts(thing.get("attachment"))
    if thing.get("type") in ("Image", "Video"):
        attached = [{**thing, "name": ""}, *attached]
    for one in attached[:MOST_MEDIA]:
        address, media_type = _file(one)
        if one.get("type") in ("Document", "Image", "Video", "Audio") or media_type:
            medium = _medium(address, one.get("name") or one.get("summary"), media_type or one.get("type"), find)
            if medium:
                yield medium


def _medium(address: str, alt: Any, media_type: Any, find: Finder) -> Medium | None:
    said = text(media_type).lower().replace("document", "").replace("gifv", "video")
    if not address or said.startswith("audio"):
        return None
    member = find(address)
    kind = kind_of(member or address, said)
    return Medium(member=member, url="" if member else address[:1000], kind=kind, alt=tidy(plain(text(alt))))


def _file(attached: dict[str, Any]) -> tuple[str, str]:
    """Address and media type of an attachment; of several files the first that is a picture or a video."""
    address, media_type = attached.get("url") or attached.get("href"), text(attached.get("mediaType"))
    if isinstance(address, dict):
        address = [address]
    if isinstance(address, list):
        links = [(text(one.get("href")) or text(one.get("url")), text(one.get("mediaType"))) for one in _dicts(address)]
        links = links or [(one, media_type) for one in address if isinstance(one, str)]
        known = [link for link in links if kind_of(link[0], link[1])]
        return next(iter(known or links), ("", media_type))
    return text(address), media_type


def _address(thing: dict[str, Any]) -> str:
    address = thing.get("url")
    found = next((text(one.get("href")) for one in _dicts(address)), "") if isinstance(address, list) else text(address)
    return (found if found.startswith(("http://", "https://")) else _id(thing))[:600]


def _place(value: Any) -> str:
    return tidy_line(text(value.get("name")))[:60] if isinstance(value, dict) else ""


def _id(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("id")
    return text(value).strip()


def _ids(value: Any) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [found for one in several if (found := _id(one))]


def _dicts(value: Any) -> list[dict[str, Any]]:
    several = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    return [one for one in several if isinstance(one, dict)]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
