"""Tags of languages: one way to write each, and which two are the same for a reader."""

from redbridge.language.names import NAMES, UNKNOWN

_BY_FOLDED = {tag.lower(): tag for tag in NAMES} | {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "pinyin": "zh-Latn",
}


def tag_of(language: str) -> str:
    """The tag as it is written here: `zh-Hans` for the interface's `zh-hans`, `es` for `es-MX`; `und` for nothing."""
    folded = language.strip().lower().replace("_", "-")
    if folded in _BY_FOLDED:
        return _BY_FOLDED[folded]
    return _BY_FOLDED.get(folded.split("-", maxsplit=1)[0], folded[:12]) or UNKNOWN


def base(language: str) -> str:
    """The language without its script: `zh` for both ways to write Chinese."""
    return language.split("-", maxsplit=1)[0].lower()


def is_same(one: str, other: str) -> bool:
    """Whether who reads the one reads the other. Pinyin is Chinese that few Chinese readers like to read."""
    if "zh-Latn" in {one, other}:
        return one == other
    return base(one) == base(other)


def needs_words(language: str, into: str) -> bool:
    """Whether a text in a language may be translated into another at all."""
    return language not in {"", UNKNOWN} and not is_same(language, into)
