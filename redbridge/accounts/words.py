"""Names and other words that people write about themselves: any script, nothing that plays tricks on the eye."""

import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redbridge.kit.errors import Refused

MOST_LINKS = 5
LONGEST_LINK = 200
# They turn the direction of the text around them, so a name could rewrite the line it stands in.
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufff9-\ufffb\U000e0000-\U000e007f]")
# Marks that come along when one copies; joiners stay, because Persian, Indic scripts and emoji need them.
_STRAY = re.compile(r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+")
_MANY_LINES = re.compile(r"\n{3,}")
_HOST = re.compile(r"[^\s@:/?#\[\]\\]+(\.[^\s@:/?#\[\]\\]+)+")
# More marks above one letter than any language writes.
_PILED = 6


def clean_line(text: str, *, field: str, longest: int) -> str:
    """One line as it is stored; Refused when it is too long or holds what nobody can see."""
    line = _BLANKS.sub(" ", " ".join(_clean(text, field=field).splitlines())).strip()
    return _within(line, field=field, longest=longest)


def clean_lines(text: str, *, field: str, longest: int) -> str:
    """The same for text of several lines."""
    lines = "\n".join(_BLANKS.sub(" ", line).strip() for line in _clean(text, field=field).splitlines())
    return _within(_MANY_LINES.sub("\n\n", lines).strip(), field=field, longest=longest)


def clean_name(text: str) -> str:
    """A name as it is stored; Refused when nothing visible is left of it."""
    name = clean_line(text, field="name", longest=50)
    if not any(unicodedata.category(letter)[0] in "LNSP" for letter in name):
        raise Refused(_("A name needs at least one letter, digit or sign."), field="name", code="empty")
    return name


def name_key(name: str) -> str:
    """What a name is looked up by."""
    return unicodedata.normalize("NFKC", name).casefold()[:100]


def clean_links(links: list[str]) -> list[str]:
    """Addresses of the web, at most five."""
    found = [_clean_link(link) for link in links if link.strip()]
    if len(found) > MOST_LINKS:
        raise Refused(_("Add up to five links."), field="links", code="many")
    return list(dict.fromkeys(found))


def _clean_link(text: str) -> str:
    link = text.strip()
    if "://" not in link and not link.lower().startswith(("javascript:", "data:", "vbscript:", "mailto:")):
        link = f"https://{link}"
    problem = Refused(
        _("A link looks like https://example.org, with at most 200 characters."), field="links", code="link"
    )
    if len(link) > LONGEST_LINK or re.search(r"[\s\\<>\"'`]", link) or _CONTROL.search(link) or _TURNING.search(link):
        raise problem
    try:
        parts = urlsplit(link)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise problem from None
    is_web = parts.scheme in {"http", "https"} and parts.username is None and port_is_fine
    if not is_web or not _HOST.fullmatch(parts.hostname or ""):
        raise problem
    return link


def _clean(text: str, *, field: str) -> str:
    if _CONTROL.search(text) or _TURNING.search(text) or _is_piled(text):
        raise Refused(
            _("Some of these characters cannot be seen, or would change the words around them. Type it by hand."),
            field=field,
            code="unseen",
        )
    return _STRAY.sub("", unicodedata.normalize("NFC", text))


def _is_piled(text: str) -> bool:
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if run > _PILED:
            return True
    return False


def _within(text: str, *, field: str, longest: int) -> str:
    if len(text) > longest:
        over = len(text) - longest
        raise Refused(
            ngettext("That is %(over)s character too long.", "That is %(over)s characters too long.", over)
            % {"over": over},
            field=field,
            code="long",
        )
    return text
