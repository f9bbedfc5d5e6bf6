"""Languages by their own names, so that everybody finds theirs."""

from types import MappingProxyType
from typing import Final

UNKNOWN: Final = "und"
NAMES: Final = MappingProxyType(
    {
        "en": "English",
        "zh-Hans": "简体中文",
        "zh-Hant": "繁體中文",
        "es": "Español",
        "fr": "Français",
        "de": "Deutsch",
        "pt": "Português",
        "it": "Italiano",
        "nl": "Nederlands",
        "pl": "Polski",
        "tr": "Türkçe",
        "vi": "Tiếng Việt",
        "id": "Bahasa Indonesia",
        "sv": "Svenska",
        "ru": "Русский",
        "uk": "Українська",
        "el": "Ελληνικά",
        "ar": "العربية",
        "fa": "فارسی",
        "ur": "اردو",
        "he": "עברית",
        "hi": "हिन्दी",
        "bn": "বাংলা",
        "ta": "தமிழ்",
        "th": "ไทย",
        "ja": "日本語",
        "ko": "한국어",
        "zh-Latn": "Hànyǔ Pīnyīn",
    }
)
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "ur", "he"})


def own_name(language: str) -> str:
    """The language in its own words; the bare tag for one that we have no name of, nothing for an unknown one."""
    return "" if language in {"", UNKNOWN} else NAMES.get(language, language)


def is_known(language: str) -> bool:
    return language in NAMES


def direction(language: str) -> str:
    """`rtl` or `ltr`; `auto` where the text has to say it itself."""
    if language in {"", UNKNOWN}:
        return "auto"
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
