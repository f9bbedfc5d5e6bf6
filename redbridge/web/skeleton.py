"""Hot pages: a template is rendered once per language and kind of viewer, and filled per request.

Rendering the frame of a page costs more than everything in it. So the template is rendered with marks where something
personal stands, cut at the marks and kept; a request joins the pieces with its own values. Values must be escaped.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from redbridge.accounts import queries as accounts
from redbridge.web.shell import Shell

_MARK = re.compile("\x01([a-z_.]+)\x02")
MOST_PAGES, MOST_PARTS = 400, 4_000
Pieces = tuple[list[str], list[str]]


class Kept:
    """The most recently used pieces of this process; several threads share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Pieces] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Pieces]) -> Pieces:
        """The pieces under a key, made outside the lock when they are not there."""
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
                return found
        found = make()
        with self._lock:
            self._found[key] = found
            if len(self._found) > self._most:
                self._found.popitem(last=False)
        return found

    def __contains__(self, key: Hashable) -> bool:
        return key in self._found

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._found.clear()


_pages, _parts = Kept(MOST_PAGES), Kept(MOST_PARTS)


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


def fill(
    request: HttpRequest,
    template: str,
    *,
    key: Hashable,
    values: Mapping[str, str],
    context: Callable[[], Any] | None = None,
) -> HttpResponse:
    """The page from its kept pieces. `key` names what else the template depends on beside language and viewer."""
    shell = Shell(request)
    kind = (shell.me is not None, shell.is_moderator, shell.is_operator) if shell.me else (False, False, False)
    whole = (template, key, shell.language, shell.theme, shell.shortcuts, kind, accounts.site().name)
    kept = _pages.get(whole, lambda: _cut_page(request, template, kind, context() if context else {}))
    return HttpResponse(_join(kept, {**_personal(shell), **values}))


def has(template: str, key: Hashable) -> bool:
    """Whether a part is kept in the reader's language."""
    return (template, key, get_language()) in _parts


def part(template: str, *, key: Hashable, values: Mapping[str, str], context: Callable[[], Any]) -> SafeString:
    """A part of a page from its kept pieces; `key` must change whenever what it shows does."""
    whole = (template, key, get_language())
    kept = _parts.get(whole, lambda: _cut(render_to_string(template, {**context(), "slots": Slots()})))
    return mark_safe(_join(kept, values))  # noqa: S308 - a rendered template and escaped values


def _cut_page(request: HttpRequest, template: str, kind: tuple[bool, bool, bool], context: Any) -> Pieces:
    shell = MarkedShell(request)
    shell.__dict__["me"] = MarkedPerson() if kind[0] else None
    shell.__dict__["is_moderator"], shell.__dict__["is_operator"] = kind[1], kind[2]
    text = render_to_string(template, {**context, "slots": Slots(), "shell": shell, "LANGUAGE_BIDI": False})
    return _cut(text)


def _cut(text: str) -> Pieces:
    parts = _MARK.split(text)
    return parts[0::2], parts[1::2]


def _join(kept: Pieces, values: Mapping[str, str]) -> str:
    texts, names = kept
    found = [texts[0]]
    for text, name in zip(texts[1:], names, strict=True):
        found.append(values[name])
        found.append(text)
    return "".join(found)


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
