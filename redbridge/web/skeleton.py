"""Hot pages: a template is rendered once per language and kind of viewer, and filled per request.

Rendering the frame of a page costs more than everything in it. So the template is rendered with marks where something
personal stands, cut at the marks and kept; a request joins the pieces with its own values. Values must be escaped.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from sys import getsizeof
from types import MappingProxyType
from typing import Any

from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from redbridge.accounts import queries as accounts
from redbridge.kit.kept import Kept
from redbridge.web.shell import Alternate, Shell, alternates

MESSAGES_COOKIE = CookieStorage.cookie_name
_MARK = re.compile("\x01([a-z_.]+)\x02")
MOST_OF_PAGES, MOST_OF_PARTS = 8_000_000, 40_000_000  # bytes of text in each process
Pieces = tuple[list[bytes], list[str]]  # as they are sent: one byte a letter where text has two or four


def _weight(pieces: Pieces) -> int:
    return sum(map(getsizeof, pieces[0]))


_pages, _parts = Kept(MOST_OF_PAGES, _weight), Kept(MOST_OF_PARTS, _weight)


def mark(name: str) -> SafeString:
    """The place of a value in a template that is rendered once."""
    return mark_safe(f"\x01{name}\x02")  # noqa: S308 - a constant of ours


class Slots:
    """`{{ slots.cards }}` in a template stands for the value `cards` of each request."""

    def __getattr__(self, name: str) -> SafeString:
        return mark(name)


class MarkedPerson:
    """The signed-in person as marks."""

    address = mark("me_address")
    name = mark("me_name")
    portrait = mark("me_portrait")


class MarkedShell(Shell):
    """The frame with marks instead of anything personal or of this one address."""

    unread = mark("unread")
    csrf = mark("csrf")
    next = mark("next")
    me = None
    is_moderator = False
    is_operator = False

    @property
    def section(self) -> str:
        """As for the reader for whom it is rendered: one's own profile is kept apart from those of others."""
        return Shell(self._request).section

    @cached_property
    def alternates(self) -> list[Alternate]:
        """Without the query string, which is one visitor's own."""
        return alternates(self._request, keep_query=False)


def fill(
    request: HttpRequest,
    template: str,
    *,
    key: Hashable,
    values: Mapping[str, str | bytes],
    context: Callable[[], Any] | None = None,
) -> HttpResponse:
    """The page from its kept pieces. `key` names what else the template depends on beside language and viewer."""
    shell = Shell(request)
    kind = (shell.me is not None, shell.is_moderator, shell.is_operator) if shell.me else (False, False, False)
    whole = (
        template,
        key,
        shell.language,
        shell.theme,
        shell.shortcuts,
        kind,
        accounts.site().name,
        len(accounts.languages()),
    )
    kept = _pages.get(whole, lambda: _cut_page(request, template, kind, context() if context else {}))
    flash = flashed(request) if "flash" in kept[1] else ""
    return HttpResponse(join(kept, {**_personal(shell), "flash": flash, **values}))


def flashed(request: HttpRequest) -> str:
    """What the page before had to say, once."""
    if MESSAGES_COOKIE not in request.COOKIES:
        return ""
    return render_to_string("kit/_flash.html", {"messages": get_messages(request)})


class Parts:
    """The kept parts of one template in the reader's language; `key` must change whenever what a part shows does."""

    def __init__(self, template: str) -> None:
        self._template = template
        self._language = get_language()

    def find(self, key: Hashable) -> Pieces | None:
        """A part that is kept."""
        return _parts.find((self._template, key, self._language))

    def make(self, key: Hashable, context: Mapping[str, Any]) -> Pieces:
        """Render a part and keep it."""
        text = render_to_string(self._template, {**context, "slots": Slots()})
        return _parts.keep((self._template, key, self._language), _cut(text))

    def get(self, key: Hashable, context: Callable[[], Mapping[str, Any]]) -> Pieces:
        """A part that is kept, or else rendered now."""
        return self.find(key) or self.make(key, context())


def part(
    template: str,
    *,
    key: Hashable,
    context: Callable[[], Mapping[str, Any]],
    values: Mapping[str, str | bytes] = MappingProxyType({}),
) -> bytes:
    """A part of a page from its kept pieces; `key` must change whenever what it shows does."""
    return join(Parts(template).get(key, context), values)


def finished(name: str, *, key: Hashable, make: Callable[[], bytes]) -> bytes:
    """Something that is kept as a whole; `key` must change whenever it does."""
    return _parts.get((name, key, get_language()), lambda: ([make()], []))[0][0]


def _cut_page(request: HttpRequest, template: str, kind: tuple[bool, bool, bool], context: Any) -> Pieces:
    shell = MarkedShell(request)
    shell.__dict__["me"] = MarkedPerson() if kind[0] else None
    shell.__dict__["is_moderator"], shell.__dict__["is_operator"] = kind[1], kind[2]
    text = render_to_string(template, {**context, "slots": Slots(), "shell": shell})
    return _cut(text)


def _cut(text: str) -> Pieces:
    parts = _MARK.split(text)
    return [each.encode() for each in parts[0::2]], parts[1::2]


def join_all(kept: Iterable[tuple[Pieces, Mapping[str, str | bytes]]]) -> bytes:
    """Many pieces one after the other, each with its own values."""
    found: list[bytes] = []
    for (texts, names), values in kept:
        found.append(texts[0])
        for place, name in enumerate(names, 1):
            value = values[name]
            found += (value if type(value) is bytes else value.encode(), texts[place])  # type: ignore[union-attr]
    return b"".join(found)


def join(kept: Pieces, values: Mapping[str, str | bytes]) -> bytes:
    """The pieces with the values in their places."""
    texts, names = kept
    found = [texts[0]]
    for text, name in zip(texts[1:], names, strict=True):
        value = values[name]
        found.append(value if type(value) is bytes else value.encode())  # type: ignore[union-attr]  # bytes is final
        found.append(text)
    return b"".join(found)


def _personal(shell: Shell) -> dict[str, str]:
    values = {"next": escape(shell.next), "unread": "", "csrf": ""}
    if shell.me:
        values |= {
            "unread": shell.unread,
            "csrf": shell.csrf,
            "me_address": escape(shell.me.address),
            "me_name": escape(shell.me.name),
            "me_portrait": escape(shell.me.portrait),
        }
    return values


def clear() -> None:
    """Forget every kept page, as after a change of the site's name or in tests."""
    _pages.clear()
    _parts.clear()
