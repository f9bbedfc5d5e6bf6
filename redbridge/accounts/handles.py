"""Handles: what somebody is called in addresses, and who may not be imitated."""

import re
import unicodedata

from django.utils.translation import gettext as _

from redbridge.kit.errors import Refused

SHORTEST, LONGEST = 2, 30
_SHAPE = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")

# Paths of the site and words that sound as if the site itself spoke.
RESERVED = frozenset(
    """
    about abuse account accounts activity admin administrator administrators all anonymous api app apps arrive
    atom auth blog bot bridge c cards chat closed collections comments community contact cookies deleted demo dev
    discover docs drafts editor email everyone explore faq feed feeds files find follow followers following fonts
    guest guide healthz hello help home host http https i image images img inbox info invite join language legal
    login logout mail maintenance me media messages mfa mod moderation moderator moderators n new news nobody norms
    note notes notifications null official oauth operate operator operators owner password pay payment payments
    people postmaster press privacy profile public redbridge register report reports robots root rss safety search
    security self server service sessions settings setup shop sign-in sign-out sign-up signin signout signup site
    sitemap staff static status store support suspended system t tag tags team terms test theme trust undefined
    user users verify visitor watch web webmaster welcome well-known www you
    """.split()  # noqa: SIM905 - a page of words reads better than a page of quotes
)
# What a reader takes for the letter beside it.
_LOOK_ALIKES = str.maketrans("0134578i", "oleastbl")


def clean_handle(text: str) -> str:
    """The handle as it is stored; Refused with a sentence when its shape or its claim will not do."""
    handle = text.strip().removeprefix("@").lower()
    if not SHORTEST <= len(handle) <= LONGEST:
        raise Refused(_("A handle has 2 to 30 characters."), field="handle", code="length")
    if not _SHAPE.fullmatch(handle):
        raise Refused(
            _("A handle is made of the letters a to z, digits, _ and -, and starts and ends with a letter or digit."),
            field="handle",
            code="shape",
        )
    if is_reserved(handle):
        raise Refused(_("@%(handle)s is kept for the site itself.") % {"handle": handle}, field="handle", code="kept")
    return handle


def is_reserved(handle: str) -> bool:
    """Whether a handle is, or looks like, a word of the site."""
    return handle in RESERVED or _folded(handle) in _RESERVED_FOLDED


def candidates(handle: str, *, name: str = "", place: str = "") -> list[str]:
    """Handles like a taken one, the friendliest first."""
    words = [_plain(part) for part in (*name.split()[:3], place)]
    friendly = [f"{handle[: LONGEST - 1 - len(word)]}-{word}" for word in words if word and word != handle]
    numbered = [f"{handle[: LONGEST - 2]}{number}" for number in range(2, 30)]
    return [text for text in (*friendly, *numbered) if _SHAPE.fullmatch(text) and not is_reserved(text)]


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_PLAIN.sub("", bare.lower())[:12]


def _folded(handle: str) -> str:
    return handle.replace("_", "").replace("-", "").translate(_LOOK_ALIKES).replace("rn", "m").replace("vv", "w")


# Short words are left out: "t" or "you" look like too many honest names.
_RESERVED_FOLDED = frozenset(_folded(word) for word in RESERVED if len(word) > 4)  # noqa: PLR2004
