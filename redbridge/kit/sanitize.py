"""The one place where markup written by anybody else is made harmless, last thing before a page."""

import re
from urllib.parse import urlsplit

import nh3

TAGS = frozenset({"a", "b", "bdi", "blockquote", "br", "code", "em", "i", "li", "ol", "p", "strong", "ul"})
ATTRIBUTES = {"a": {"href", "class", "dir", "lang"}, "bdi": {"dir", "lang"}, "p": {"dir", "lang"}}
CLASSES = {"a": {"hashtag", "mention"}}
SCHEMES = frozenset({"http", "https"})
DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
# Browsers drop these inside an address before they look for its scheme.
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
LINKS = "nofollow ugc noopener"
MOST_PASSES = 5


def clean(html: str) -> str:
    """Keep a short list of harmless tags and give links `rel`; everything else goes, its words stay.

    Cleaning what was cleaned changes nothing. Links lead to http, https or a path of this site.
    """
    for _ in range(MOST_PASSES):
        cleaned = _clean_once(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return nh3.clean_text(html)  # no text of ours needs as many passes: show it as it is written


def _clean_once(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags={"script", "style", "title", "textarea", "iframe", "noscript", "xmp", "template"},
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        link_rel=LINKS,
        url_schemes=set(SCHEMES),
        url_relative="pass_through",
    )


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if _is_safe_address(value) else None
    if attribute == "dir":
        return value if value in DIRECTIONS else None
    if attribute == "lang":
        return value if LANGUAGE.fullmatch(value) else None
    if attribute == "class":
        return value if value in CLASSES.get(tag, ()) else None
    return LINKS if attribute == "rel" else None


def _is_safe_address(address: str) -> bool:
    """An address of http or https with a host, or a path below this site's root."""
    if UNSEEN.search(address) or "\\" in address:
        return False
    if address.startswith("/"):
        return not address.startswith("//")
    try:
        parts = urlsplit(address)
        return parts.scheme in SCHEMES and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
