"""Lists that Mastodon and its relatives export as tables: known by their headings, or by the names of their files."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from redbridge.arrival.reading.values import fold_key, made_id
from redbridge.arrival.sources.shape import Box, Found, Missed, Row, Section, Unknown
from redbridge.arrival.sources.shelves import stem
from redbridge.arrival.sources.tables import table

_ADDRESS = re.compile(r"'?@?([\w.-]{1,100})@((?:[\w-]+(?:\.[\w-]+)+|localhost)(?::\d{1,5})?)")
_BY_HEADING = {"showboosts": "following", "notifyonnewposts": "following", "hidenotifications": "muted"}
_BY_NAME = (  # the first word that a name holds decides
    ("domain", ""),
    ("block", "blocked"),
    ("mute", "muted"),
    ("follower", "followers"),
    ("follow", "following"),
    ("bookmark", "bookmarks"),
    ("favourite", "likes"),
    ("favorite", "likes"),
    ("like", "likes"),
    ("list", "following"),
)
_ACCOUNT = ("accountaddress", "account", "address", "handle", "acct")


def section_of(box: Box, name: str) -> str:
    """What a table holds, by its headings first; "" when neither they nor its name say.

    A list of accounts that does not say what it is could be one of people to stay away from: it is never guessed.
    """
    first = next((cells for _, cells in table(box, name)), [])
    headings = [fold_key(cell) for cell in first]
    by_heading = next((_BY_HEADING[heading] for heading in headings if heading in _BY_HEADING), "")
    return by_heading or next((section for word, section in _BY_NAME if word in stem(name)), "")


def is_list(box: Box, name: str) -> bool:
    """Whether a table is one of these: accounts or addresses in its first rows."""
    for number, (_, cells) in enumerate(table(box, name)):
        if any(handle_of(cell) or _is_link(cell) for cell in cells[:2]):
            return bool(section_of(box, name)) or number == 0 or fold_key(cells[0]) in _ACCOUNT
        if number or not {fold_key(cell) for cell in cells} & {*_ACCOUNT, *_BY_HEADING}:
            return False
    return bool(section_of(box, name))


def read_list(box: Box, name: str) -> Iterator[Found]:
    """Rows of a table, with or without headings."""
    section = section_of(box, name)
    if not section:
        yield Unknown(stem(name), sum(1 for _ in table(box, name)))
        return
    yield Section(section)
    column: int | None = None
    for number, (_, cells) in enumerate(table(box, name)):
        if number == 0 and _is_heading(cells):
            column = next((at for at, cell in enumerate(cells) if fold_key(cell) in _ACCOUNT), None)
            continue
        yield _row(section, cells if column is None else cells[column : column + 1])


def handle_of(text: str) -> str:
    """`name@host` of an account as people and programs write it, or ""."""
    text = text.strip()
    if found := _ADDRESS.fullmatch(text):
        return f"{found[1]}@{found[2]}".lower()
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    *before, last = [part for part in parts.path.split("/") if part] or [""]
    is_profile = last.startswith("@") or (before and before[-1] in ("users", "u", "profile"))
    name = last.lstrip("@")
    if parts.scheme in ("http", "https") and host and is_profile and re.fullmatch(r"[\w.-]{1,100}", name):
        return f"{name}@{host}".lower()
    return ""


def item(section: str, address: str) -> Row:
    """A row that names a post by its address."""
    address = address.strip()[:2000]
    return Row(section, made_id(address) if address else "", ref=address, url=address)


def _row(section: str, cells: list[str]) -> Found:
    if section in ("bookmarks", "likes"):
        address = next((cell for cell in cells if _is_link(cell)), "")
        return item(section, address) if address else Missed(section, "nameless")
    handle = next((found for cell in cells if (found := handle_of(cell))), "")
    return Row(section, "", handle=handle) if handle else Missed(section, "nameless")


def _is_heading(cells: list[str]) -> bool:
    return not any(handle_of(cell) or _is_link(cell) for cell in cells)


def _is_link(text: str) -> bool:
    return text.startswith(("http://", "https://")) and " " not in text
