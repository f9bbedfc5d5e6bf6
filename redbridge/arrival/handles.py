"""Places that people come from: how their handles look, and where a profile is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redbridge.arrival.reading.tokens import fold
from redbridge.kit.errors import Refused

LONGEST = 300
LONGEST_URL = 500
ACTOR = "application/activity+json"
HTML = ("text/html", "application/xhtml+xml")
_NAME = r"[a-z0-9._-]{1,60}"
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"


@dataclass(frozen=True, slots=True)
class Platform:
    """`address` makes a profile of a handle, empty where a handle does not lead to one; `hosts` are its own.

    No hosts: everybody may run one. `path` finds the handle in the path of a pasted address. `is_linked`: a profile
    there can link back with rel=me.
    """

    name: str
    label: str | Promise
    shape: re.Pattern[str]
    address: str = ""
    hosts: tuple[str, ...] = ()
    path: re.Pattern[str] | None = None
    types: tuple[str, ...] = HTML
    is_linked: bool = False

    def owns(self, host: str) -> bool:
        """Whether a host is one of this place."""
        return not self.hosts or any(host == own or host.endswith(f".{own}") for own in self.hosts)


def _at(name: str, label: str | Promise, address: str, *hosts: str, shape: str = _NAME) -> Platform:
    """A place with one host, where profiles are at /@name or /name."""
    return Platform(name, label, re.compile(shape), address, hosts, re.compile(rf"/@?({shape})/?", re.IGNORECASE))


_FEDERATED = re.compile(rf"{_NAME}@{_HOST}")
_XHS = "https://www.xiaohongshu.com/user/profile/{}"
PLATFORMS: dict[str, Platform] = {
    each.name: each
    for each in (
        _at("tiktok", "TikTok", "https://www.tiktok.com/@{}", "tiktok.com", shape=r"[a-z0-9._]{2,24}"),
        Platform(
            "xiaohongshu",
            gettext_lazy("Xiaohongshu"),
            re.compile(r"[a-z0-9._-]{2,64}"),
            _XHS,
            ("xiaohongshu.com", "xhslink.com"),
            re.compile(r"/user/profile/([0-9a-f]{24})/?"),
        ),
        _at("instagram", "Instagram", "https://www.instagram.com/{}/", "instagram.com", shape=r"[a-z0-9._]{1,30}"),
        Platform(
            "mastodon",
            gettext_lazy("Mastodon and its relatives"),
            _FEDERATED,
            "https://{host}/@{name}",
            (),
            re.compile(rf"/(?:@|users/|u/)({_NAME})/?", re.IGNORECASE),
            (ACTOR, *HTML),
            is_linked=True,
        ),
        Platform(
            "redbridge",
            gettext_lazy("Another Redbridge"),
            _FEDERATED,
            "https://{host}/@{name}",
            (),
            re.compile(rf"/@({_NAME})/?", re.IGNORECASE),
            is_linked=True,
        ),
        _at("youtube", "YouTube", "https://www.youtube.com/@{}", "youtube.com", shape=r"[\w.·-]{3,60}"),
        _at("x", "X", "https://x.com/{}", "x.com", "twitter.com", shape=r"\w{1,15}"),
        _at("bluesky", "Bluesky", "https://bsky.app/profile/{}", "bsky.app", shape=_HOST),
        _at("pinterest", "Pinterest", "https://www.pinterest.com/{}/", "pinterest.com", shape=r"\w{3,30}"),
        Platform("douyin", gettext_lazy("Douyin"), re.compile(r"[\w.-]{2,64}"), hosts=("douyin.com",)),
        Platform("weibo", gettext_lazy("Weibo"), re.compile(r"[\w.-]{2,64}"), hosts=("weibo.com", "weibo.cn")),
        Platform("web", gettext_lazy("A website of mine"), re.compile(rf"{_HOST}(?:/[^\s?#]*)?"), is_linked=True),
    )
}


@dataclass(frozen=True, slots=True)
class Named:
    """A handle as its owner writes it, as it is compared, and where its profile is ("" when nobody can tell)."""

    platform: Platform
    handle: str
    key: str
    url: str


def named(platform: str, text: str) -> Named:
    """What somebody typed or pasted, a handle or the address of a profile; Refused when it is neither."""
    place = PLATFORMS.get(platform)
    if place is None:
        raise Refused(_("Choose a place from the list."), field="platform", code="platform")
    text = text.strip().replace("\x00", "")
    handle = _from_address(place, text) if "/" in text or place.name == "web" else text.removeprefix("@")
    key = fold(handle)
    if not handle or len(handle) > LONGEST or not place.shape.fullmatch(key):
        raise Refused(_wrong(place), field="handle", code="shape")
    return Named(place, handle, key, _profile(place, handle))


def label_of(platform: str) -> str:
    """How people call a place."""
    place = PLATFORMS.get(platform)
    return str(place.label) if place else platform


def shown(platform: str, handle: str) -> str:
    """A handle as it stands in a sentence."""
    return handle if platform == "web" else f"@{handle}"


def allows(platform: Platform, url: str) -> Callable[[str], bool]:
    """Which hosts may be asked for the profile at `url`: the place's own, or else that of the address and its www."""
    own = (urlsplit(url).hostname or "").removeprefix("www.")
    if platform.hosts:
        return platform.owns
    return lambda host: host.removeprefix("www.") == own


def _from_address(place: Platform, text: str) -> str:
    """The handle in a pasted address; empty when it is none of this place."""
    parts = _parts(text)
    host = (parts.hostname or "").removeprefix("www.") if parts else ""
    if parts is None or not host or not place.owns(host):
        return ""
    if place.name == "web":
        return f"{host}{unquote(parts.path).rstrip('/')}"
    path = parts.path.removeprefix("/profile") if place.name == "bluesky" else parts.path
    found = place.path.fullmatch(unquote(path)) if place.path else None
    if found is None:
        return ""
    return f"{found[1]}@{host}" if place.shape is _FEDERATED else found[1]


def _parts(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        fine = parts.scheme in {"http", "https"} and parts.port in {None, 80, 443} and "@" not in parts.netloc
    except ValueError:
        return None
    return parts if fine else None


def _profile(place: Platform, handle: str) -> str:
    if place.name == "web":
        return f"https://{handle}"[:LONGEST_URL]
    if place.name == "xiaohongshu" and not re.fullmatch(r"[0-9a-f]{24}", handle):
        return ""  # the number that people show each other there does not lead to a profile
    name, _at_sign, host = handle.partition("@")
    return place.address.format(handle, name=name, host=host)[:LONGEST_URL]


def _wrong(place: Platform) -> str:
    if place.shape is _FEDERATED:
        return _("Write it as name@place.example, or paste the address of your profile.")
    if place.name == "web":
        return _("Write the address of the page, such as example.org.")
    return _("This is no handle there. Paste the address of your profile, or write the handle.")
