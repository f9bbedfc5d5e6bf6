"""What the frame of every page needs: language, theme, who is looking, unread counts, alternate addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from redbridge.accounts import queries as accounts
from redbridge.cards import people as people_cards
from redbridge.notifications import queries as notifications
from redbridge.web.formtoken import form_token
from redbridge.web.viewers import viewer_of

THEMES = ("system", "light", "dark")
# Choices for one's own eyes are kept in the browser, so that pages for everybody stay free of a look-up.
SHORTCUTS_COOKIE, SAVER_COOKIE = "shortcuts", "data-saver"
OWN_NAMES = dict(settings.LANGUAGES)
# `lang` attributes of the interface languages; the codes of the catalogues are lower case.
LANG_ATTRIBUTES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


@dataclass(frozen=True, slots=True)
class Alternate:
    """One language of the interface and this page in it."""

    code: str
    lang: str
    name: str
    href: str
    url: str
    is_current: bool
    is_reviewed: bool


class Shell:
    """Read by `base.html`; everything that costs a query is looked up only when it is shown."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def language(self) -> str:
        """Code of the interface language."""
        return str(getattr(self._request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))

    @property
    def lang(self) -> str:
        """The same as a `lang` attribute."""
        return LANG_ATTRIBUTES.get(self.language, self.language)

    @property
    def is_rtl(self) -> bool:
        """Whether it is read from right to left."""
        return get_language_bidi()

    @property
    def language_name(self) -> str:
        """Its own name."""
        return str(OWN_NAMES.get(self.language, self.language))

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`, by cookie."""
        return theme_of(self._request)

    @property
    def shortcuts(self) -> bool:
        """Whether single keys do things."""
        return self._request.COOKIES.get(SHORTCUTS_COOKIE) != "off"

    @property
    def site_name(self) -> str:
        """What the operator called this place."""
        return accounts.site().name

    @property
    def section(self) -> str:
        """Which entry of the navigation is the current one."""
        path = self._request.path
        if path in {"/", "/follow"} or path.startswith("/t/"):
            return "explore"
        if path.startswith("/watch"):
            return "watch"
        if path.startswith("/inbox"):
            return "inbox"
        if path.startswith(("/new", "/drafts")):
            return "new"
        return "me" if self.me and path == self.me.href else ""

    @cached_property
    def me(self) -> "people_cards.PersonCard | None":
        """The signed-in person."""
        viewer = viewer_of(self._request)
        return people_cards.card_of(viewer) if viewer else None

    @cached_property
    def is_moderator(self) -> bool:
        """Whether the queue is shown in the menu."""
        return bool(getattr(self._request.user, "is_moderator", False) or self.is_operator)

    @cached_property
    def is_operator(self) -> bool:
        """Whether the operator's pages are shown in the menu."""
        return bool(getattr(self._request.user, "is_operator", False))

    @cached_property
    def unread(self) -> SafeString:
        """The badge on the bell, or nothing."""
        viewer = viewer_of(self._request)
        return unread_badge(notifications.bell(viewer).total) if viewer else SafeString("")

    @property
    def csrf(self) -> str:
        """The token; reading it sets the cookie, so pages for signed-out readers do not."""
        return form_token(self._request)

    @property
    def next(self) -> str:
        """The address of this page, to come back to after signing in."""
        return urlencode({"next": self._request.get_full_path()})

    @property
    def canonical(self) -> str:
        """The address of this page without the language switch."""
        return settings.SITE_URL + self._request.path

    @cached_property
    def alternates(self) -> list[Alternate]:
        """The same page in every language of the interface."""
        return alternates(self._request)


def context(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `shell` in every template."""
    return {"shell": getattr(request, "_shell", None) or Shell(request)}


def whole_page(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A page with its frame: what the frame needs is asked first, so that drawing it asks nothing more."""
    shell = Shell(request)
    _ = shell.me, shell.unread, shell.site_name, shell.is_moderator, accounts.languages()
    request._shell = shell  # type: ignore[attr-defined]  # noqa: SLF001 - our own slot on Django's object
    return render(request, template, dict(context), status=status)


def theme_of(request: HttpRequest) -> str:
    """The chosen theme; anything unknown means the device's own."""
    theme = request.COOKIES.get("theme", "system")
    return theme if theme in THEMES else "system"


def saves_data(request: HttpRequest) -> bool:
    """Whether pictures come in their smallest size: the browser asks for it, or the reader chose it."""
    return request.headers.get("Save-Data") == "on" or request.COOKIES.get(SAVER_COOKIE) == "on"


def unread_badge(count: int) -> SafeString:
    """A small number beside the inbox."""
    return format_html('<span class="count num">{}</span>', "99+" if count > 99 else count) if count else SafeString("")  # noqa: PLR2004


def alternates(request: HttpRequest, *, keep_query: bool = True) -> list[Alternate]:
    """Links to this page in each language; the query string stays unless the links are kept for others."""
    current = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    found = []
    for code, name in accounts.languages():
        query = request.GET.copy() if keep_query else QueryDict(mutable=True)
        query["hl"] = code
        href = f"?{query.urlencode()}"
        url = f"{settings.SITE_URL}{request.path}?hl={code}"
        lang, is_reviewed = LANG_ATTRIBUTES.get(code, code), code in settings.REVIEWED_LANGUAGES
        found.append(Alternate(code, lang, str(name), href, url, code == current, is_reviewed))
    return found
