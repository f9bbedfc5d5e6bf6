"""Languages that people say they read, write or learn."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from redbridge.kit.errors import Refused

# In their own names, so that everybody finds their own.
NAMES = {
    "en": "English",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "es": "Español",
    "ja": "日本語",
    "ko": "한국어",
    "fr": "Français",
    "de": "Deutsch",
    "pt": "Português",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "uk": "Українська",
    "ru": "Русский",
    "tr": "Türkçe",
    "sv": "Svenska",
    "el": "Ελληνικά",
    "ar": "العربية",
    "he": "עברית",
    "fa": "فارسی",
    "hi": "हिन्दी",
    "bn": "বাংলা",
    "ur": "اردو",
    "ta": "தமிழ்",
    "th": "ไทย",
    "vi": "Tiếng Việt",
    "id": "Bahasa Indonesia",
    "tl": "Tagalog",
}
MOST = 12
_BY_LOWER = {code.lower(): code for code in NAMES}
_SHORT = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}
_SPLIT = re.compile(r"[-_]")


def clean_tags(codes: Iterable[str]) -> list[str]:
    """Known languages in the order given, each once; Refused for one that we do not know."""
    found = [_known(code) for code in codes if code]
    if len(found) > 2 * MOST:
        raise Refused(_("Choose up to twelve languages."), field="reads", code="many")
    return list(dict.fromkeys(found))[:MOST]


def _known(code: str) -> str:
    lower = code.strip().lower()
    found = _SHORT.get(lower) or _BY_LOWER.get(lower) or _BY_LOWER.get(_SPLIT.split(lower)[0])
    if found is None:
        raise Refused(_("Choose a language from the list."), field="reads", code="language")
    return found
