"""Reads a page as a browser would, and says what in it should not be there."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.conf import settings

ADDRESSES = {"src", "href", "action", "formaction", "poster", "data", "cite", "background", "ping", "manifest"}
Attributes = list[tuple[str, str | None]]


@dataclass
class Markup:
    """The elements of a page in order, each with its attributes."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    title: str = ""

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def faults(self) -> list[str]:
        """Everything that runs or loads what is not ours, and whatever somebody's words became markup of."""
        found = []
        for tag, attributes in self.elements:
            found += [f"<{tag} {name}={value!r}>" for name, value in attributes.items() if _is_wrong(tag, name, value)]
            is_data = attributes.get("type") in {"application/ld+json", "application/json"}
            if tag in {"style", "iframe", "object", "embed", "base", "zq"} or (
                tag == "script" and "src" not in attributes and not is_data
            ):
                found.append(f"<{tag}>")
            if tag == "a" and _is_foreign(attributes.get("href", "")):
                kept = set(attributes.get("rel", "").split())
                found += [f"<a rel> without {word}" for word in ("nofollow", "noopener") if word not in kept]
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Markup()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.page.title += data


def read(text: str) -> Markup:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


def _is_wrong(tag: str, name: str, value: str) -> bool:
    if name.startswith(("on", "zq", "hx-on", "data-hx-on")) or name in {"style", "srcdoc"}:
        return True
    if name == "srcset":
        return any(_is_foreign(part.split()[0]) for part in value.split(",") if part.strip())
    if name not in ADDRESSES:
        return False
    scheme = urlsplit(value.strip()).scheme
    # Made by the server: the code for an authenticator app, and recovery codes as a file to keep.
    if value.startswith({"img": "data:image/svg+xml;base64,", "a": "data:text/plain;"}.get(tag, "\0")):
        return False
    if scheme and scheme not in {"http", "https"}:
        return True
    return _is_foreign(value) and tag != "a"


def _is_foreign(address: str) -> bool:
    """Leads to another site. An address without a scheme may still name another host."""
    address = address.strip().replace("\\", "/")
    if address.startswith("//"):
        return True
    parts = urlsplit(address)
    return bool(parts.netloc) and f"{parts.scheme}://{parts.netloc}" not in {settings.SITE_URL, "http://testserver"}
