"""Rows of TikTok's lists, whatever their fields are called this year."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from redbridge.arrival.reading.values import (
    fold_key,
    hashtags,
    is_missing,
    item_id,
    link_id,
    made_id,
    mentions,
    path_of,
    stamp,
    tidy,
    when,
)
from redbridge.arrival.sources.shape import Found, Many, Medium, Missed, Post, Row

EARLIEST = "2014"  # nothing of TikTok is older
ITEMS: Final = {"watched", "likes", "saved", "reposts"}
EVERYONE: Final = {"everyone", "public", "iedereen", "openbaar"}
ONLY_ME: Final = {"onlyyou", "onlyme", "private", "self", "alleenjij", "alleenik"}
VISIBILITIES: Final = {
    **dict.fromkeys(EVERYONE, "everyone"),
    **dict.fromkeys(ONLY_ME, "me"),
    **dict.fromkeys(("friends", "friend", "mutualfriends", "vrienden"), "mutuals"),
    **dict.fromkeys(("followers", "follower", "volgers"), "followers"),
}
YES: Final = {"yes", "true", "1", "on", "ja", "enabled"}
PICTURES = re.compile(r"\.(?:jpe?g|png|webp|heic|avif|gif|image)(?:$|[~?])", re.IGNORECASE)
TAG = re.compile(r"/tag/([^/?#]+)")
MOST_MEDIA, MOST_NAME = 60, 200


def rows_of(section: str, key: str, rows: list[Any]) -> Iterator[Found]:
    """What the entries of one list are; each of them is counted, whatever it holds."""
    if section in ITEMS:
        yield from items(section, rows)
        return
    reader = READERS[section]
    for entry in rows:
        name, row = entry if isinstance(entry, tuple) else (None, entry)
        if isinstance(row, str) and section in {"following", "followers", "blocked", "searches", "collections"}:
            row = dict.fromkeys(("username", "searchterm", "favoritecollection"), row)
        if not isinstance(row, dict):
            yield Missed(section, "odd_row")
            continue
        fields = {fold_key(each): value for each, value in row.items()}
        if name is not None:
            fields.setdefault("ordernumber", name)
        yield reader(section, key, fields)


def items(section: str, rows: list[Any]) -> Iterator[Found]:
    """Rows that hold a moment and a link; there may be millions, so they stay plain pairs."""
    found: list[tuple[str, str]] = []
    missed = 0
    link_key, date_key = _keys_of(rows)
    for row in rows:
        if type(row) is not dict:
            missed += 1
            continue
        link = row.get(link_key)
        if link is None:
            link_key, date_key = _keys_of([row])
            link = row.get(link_key)
        if type(link) is not str or "/" not in link:
            missed += 1
            continue
        at = stamp(row.get(date_key))
        at = at if at >= EARLIEST else ""
        found.append((item_id(link) or link_id(link, at), at))
    if found:
        yield Many(section, found)
    if missed:
        yield Missed(section, "no_link", missed)


def _keys_of(rows: list[Any]) -> tuple[str, str]:
    """What the link and the moment are called in these rows."""
    names = {fold_key(name): name for name in rows[0]} if rows and isinstance(rows[0], dict) else {}
    link = names.get("link") or names.get("videolink") or names.get("url") or "Link"
    return link, names.get("date") or names.get("time") or "Date"


def moment(fields: dict[str, Any]) -> Any:
    """The first field that says when."""
    for name in ("date", "browsingdate", "orderdate", "createtime", "time", "datetime"):
        if not is_missing(fields.get(name)):
            return _at(fields[name])
    return None


def _at(value: Any) -> Any:
    at = when(value)
    return at if at is not None and at.year >= int(EARLIEST) else None


def person(section: str, _key: str, fields: dict[str, Any]) -> Found:
    handle = tidy(fields.get("username"), MOST_NAME).removeprefix("@")
    if not handle:
        return Missed(section, "nameless")
    return Row(section, "", moment(fields), handle=handle)


def search(section: str, _key: str, fields: dict[str, Any]) -> Found:
    text = tidy(fields.get("searchterm"), MOST_NAME)
    at = moment(fields)
    return Row(section, made_id(str(at), text), at, text=text) if text else Missed(section, "no_text")


def hashtag(section: str, _key: str, fields: dict[str, Any]) -> Found:
    link = tidy(fields.get("hashtaglink") or fields.get("link"))
    text = tidy(fields.get("hashtagname"), MOST_NAME).removeprefix("#")
    if not text and (found := TAG.search(link)) and not found[1].removesuffix(".html").isdigit():
        text = tidy(unquote(found[1], errors="replace"), MOST_NAME)
    return Row(section, made_id(text.casefold()), moment(fields), text=text) if text else Missed(section, "no_name")


def collection(section: str, _key: str, fields: dict[str, Any]) -> Found:
    text = tidy(fields.get("favoritecollection") or fields.get("favouritecollection") or fields.get("name"), MOST_NAME)
    return Row(section, made_id(text), moment(fields), text=text) if text else Missed(section, "no_name")


def comment(section: str, _key: str, fields: dict[str, Any]) -> Found:
    text, at = tidy(fields.get("comment")), moment(fields)
    url = tidy(fields.get("url") or fields.get("originalposturl") or fields.get("originalpostlink"), 2000)
    if not text and at is None:
        return Missed(section, "no_text")
    return Row(section, made_id(str(at), text, path_of(url) if url else ""), at, text=text, url=url)


def product(section: str, key: str, fields: dict[str, Any]) -> Found:
    """Something looked at, kept or ordered: names alone, never a price, a number or an address."""
    at = moment(fields)
    named = [fields]
    bought = fields.get("products")
    if isinstance(bought, list):
        named += [{fold_key(name): value for name, value in each.items()} for each in bought if isinstance(each, dict)]
    names = [tidy(each.get("productname") or each.get("product"), MOST_NAME) for each in named]
    text = ", ".join(dict.fromkeys(name for name in names if name))[:MOST_NAME]
    number = tidy(fields.get("ordernumber"), MOST_NAME)
    if not text and not number:
        return Missed(section, "no_name")
    return Row(section, made_id(key, number, str(at), text), at, text=text)


def post(section: str, _key: str, fields: dict[str, Any]) -> Found:
    links = tidy(fields.get("link") or fields.get("videolink") or fields.get("url")).split()[:MOST_MEDIA]
    at = moment(fields)
    text = tidy(fields.get("title") or fields.get("caption") or fields.get("description"))
    if not links and at is None and not text:
        return Missed(section, "empty_row")
    when_said = str(at) if at else tidy(fields.get("date"), 40)
    source_id = link_id(links[0], when_said) if links else made_id(when_said, text)
    claimed = tidy(fields.get("whocanview"), MOST_NAME)
    media = _media(links, tidy(fields.get("alternatetext")))
    kinds = {medium.kind for medium in media}
    sound = tidy(fields.get("sound"), MOST_NAME)
    return Row(
        section,
        source_id,
        at,
        post=Post(
            text=text,
            visibility=VISIBILITIES.get(fold_key(claimed), "me"),
            claimed=claimed,
            media=media,
            tags=hashtags(text),
            mentions=mentions(text),
            place=tidy(fields.get("location"), MOST_NAME),
            url=links[0] if links and item_id(links[0]) else "",
            sound=sound,
            is_ai=_is_yes(fields.get("aigeneratedcontent")),
            is_ad=_is_yes(fields.get("contentdisclosure")),
            kind={frozenset({"picture"}): "photo", frozenset({"video"}): "video"}.get(frozenset(kinds), ""),
        ),
    )


def _media(links: list[str], alt: str) -> tuple[Medium, ...]:
    pictures = len(links) > 1
    return tuple(
        Medium(url=link[:4000], kind="picture" if pictures else _kind_of(link), alt=alt if number == 0 else "")
        for number, link in enumerate(links)
    )


def _kind_of(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    if "/photo/" in parts.path or "mime_type=image" in parts.query or PICTURES.search(parts.path):
        return "picture"
    return "video" if "video" in parts.path or "mime_type=video" in parts.query or "video" in parts.netloc else ""


def _is_yes(value: Any) -> bool:
    return fold_key(str(value)[:20]) in YES


READERS: Final[dict[str, Callable[[str, str, dict[str, Any]], Found]]] = {
    **dict.fromkeys(("following", "followers", "blocked"), person),
    "searches": search,
    "hashtags": hashtag,
    "collections": collection,
    "comments": comment,
    "shop": product,
    **dict.fromkeys(("posts", "deleted"), post),
}
