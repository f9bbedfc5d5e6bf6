"""HTML of other places as plain text: paragraphs, links, hashtags and mentions stay, everything else goes.

It reads sign by sign and builds no tree: neither nesting nor unclosed tags cost more than their length, which cannot be
said of the parser of the standard library.
"""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urlsplit

LONGEST = 200_000
_PARAGRAPHS = frozenset(("p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure"))
_LINES = frozenset(("br", "tr", "dt", "dd"))
_SILENT = frozenset(("script", "style", "template", "head", "title", "noscript", "iframe", "object", "svg", "math"))
_LONG_GAPS = re.compile(r"\n{3,}")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,30})(?![A-Za-z0-9])([^>]*)>?")
_ATTRIBUTE = re.compile(r"([A-Za-z-]{1,30})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
LONGEST_TAG = 4_096
_SPACES = re.compile(r"[ \t\r\n\f]+")


def plain(html: str, people: Mapping[str, str] | None = None) -> str:
    """The words of a piece of HTML; `people` maps addresses of profiles to full names such as `ann@there.example`."""
    if "<" not in html and "&" not in html:
        return _LONG_GAPS.sub("\n\n", html[:LONGEST]).strip()
    reader = _Reader(people or {})
    reader.feed(html[:LONGEST])
    return reader.words()


def links(html: str) -> list[str]:
    """Addresses that a piece of HTML links to, each once, in order."""
    reader = _Reader({})
    reader.feed(html[:LONGEST])
    return list(dict.fromkeys(reader.addresses))


class _Reader:
    def __init__(self, people: Mapping[str, str]) -> None:
        self.people = people
        self.addresses: list[str] = []
        self._parts: list[str] = []
        self._silent = 0
        self._kept = 0  # depth of pre
        self._link: tuple[str, bool, int] | None = None

    def feed(self, html: str) -> None:
        """Take the whole of it, tag by tag."""
        at = 0
        while (start := html.find("<", at)) >= 0:
            self._write(html[at:start])
            if html.startswith("<!--", start):
                end = html.find("-->", start)
                at = end + len("-->") if end >= 0 else len(html)
                continue
            end = html.find(">", start)
            if end < 0:
                self._write(html[start:])
                return
            found = _TAG.match(html, start, min(end + 1, start + LONGEST_TAG))
            if found:
                self._end(found[2].lower()) if found[1] else self._start(found[2].lower(), found[3])
            elif html[start + 1] not in "!?/":
                self._write("<")
                end = start
            at = end + 1
        self._write(html[at:])

    def _start(self, tag: str, rest: str) -> None:
        if tag in _SILENT:
            self._silent += not rest.endswith("/")
        elif tag == "a":
            self._end_link()
            self._start_link(_attributes(rest))
        elif tag == "img":
            self._write(_attributes(rest).get("alt", ""))
        elif tag == "li":
            self._break("\n")
            self._say("- ")
        elif tag in _LINES:
            self._break("\n", always=tag == "br")
        elif tag in _PARAGRAPHS:
            self._kept += tag == "pre"
            self._break("\n\n")

    def _end(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            self._end_link()
        elif tag in _PARAGRAPHS:
            self._kept = max(0, self._kept - (tag == "pre"))
            self._break("\n\n")

    def _write(self, data: str) -> None:
        if data and not self._silent:
            data = unescape(data)
            self._say(data if self._kept else _SPACES.sub(" ", data))

    def words(self) -> str:
        self._end_link()
        lines = "".join(self._parts).split("\n")
        return _LONG_GAPS.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()

    def _say(self, words: str) -> None:
        self._parts.append(words)

    def _break(self, gap: str, *, always: bool = False) -> None:
        if always or (self._parts and not self._parts[-1].endswith(gap)):
            self._parts.append(gap)

    def _start_link(self, attributes: dict[str, str]) -> None:
        address = attributes.get("href", "").strip()
        is_named = not {"mention", "hashtag"}.isdisjoint(attributes.get("class", "").split())
        is_named = is_named or attributes.get("rel", "") == "tag"
        self._link = (address, is_named, len(self._parts))
        if not is_named and _scheme(address) in ("http", "https"):
            self.addresses.append(address)

    def _end_link(self) -> None:
        if self._link is None:
            return
        (address, is_named, start), self._link = self._link, None
        shown = "".join(self._parts[start:])
        if is_named:
            self._replace(start, self._named(shown, address))
        elif _scheme(address) in ("http", "https"):
            self._replace(start, _linked(shown, address))

    def _replace(self, start: int, words: str) -> None:
        del self._parts[start:]
        self._parts.append(words)

    def _named(self, shown: str, address: str) -> str:
        """A mention by its full name: a short one would name somebody else here."""
        if not shown.strip().startswith("@"):
            return shown
        name = self.people.get(address)
        if name:
            return f"@{name.lstrip('@')}"
        host = _host(address)
        short = shown.strip()
        return f"{short}@{host}" if host and short.count("@") == 1 else short


def _attributes(tag: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(tag)
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}


def _linked(shown: str, address: str) -> str:
    """A link as its address, after its words where they say more than the address."""
    words = shown.strip()
    bare = address.split("://", 1)[1].rstrip("/")
    if not words or words.rstrip("/") in (address.rstrip("/"), bare, bare.removeprefix("www.")):
        return address
    if words.endswith("…") and bare.startswith(words.rstrip("…").split("://", 1)[-1]):
        return address
    return f"{words} ({address})"


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
