"""What people write: hashtags and mentions found in it, and the markup that pages show."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from redbridge.kit.sanitize import clean
from redbridge.kit.text import tidy

MOST_HASHTAGS = 30
MOST_MENTIONS = 20
LONGEST_HASHTAG = 60

# A tag may follow a word directly where the script has no spaces, as in 今天吃了#美食; after Latin it is C#major.
_SPACELESS = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef\u0e00-\u0eff"
_JOINERS = "\u200c\u200d\u00b7\u30fb"  # of Persian and Indic words, and the middle dots of Catalan and Japanese


def _marks() -> str:
    """Vowel signs and accents that stand as characters of their own; a regular expression's word leaves them out."""
    marks = {code for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M")}
    starts = sorted(code for code in marks if code - 1 not in marks)
    ends = sorted(code for code in marks if code + 1 not in marks)
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


_WORD = rf"[\w{_JOINERS}{_marks()}]+"
_SIGN = re.compile(
    rf"(?:(?<![\w&/#＃])|(?<=[{_SPACELESS}]))[#＃](?P<tag>{_WORD})"
    rf"|(?:(?<![\w@/.+-])|(?<=[{_SPACELESS}]))[@＠](?P<handle>[A-Za-z0-9_]{{2,30}})(?![A-Za-z0-9_]|[@＠]|[.-]\w)"
)
_NEXT_TAG = re.compile(rf"[#＃](?P<tag>{_WORD})")
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])https?://[^\s<>\"'`{}|\\^\u3000-\u303f\uff00-\uff0f\uff1a-\uff1f]+", re.IGNORECASE
)
_ENDS = ".,:;!?*_~…"
_PAIRS = {")": "(", "]": "["}
_PARAGRAPHS = re.compile(r"\n{2,}")
LONGEST_SHOWN_ADDRESS = 48


def fold(tag: str) -> str:
    """The one name of a hashtag however it is written: compatible forms and case are one."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold())
    return folded.lstrip("#").strip(_JOINERS)


def find_hashtags(text: str) -> list[str]:
    """Hashtags as they are written, without the sign; each folded name once, in order."""
    found: dict[str, str] = {}
    for kind, part in _parts(text):
        if kind == "tag":
            found.setdefault(fold(part), part[1:])
    return list(found.values())


def find_mentions(text: str) -> list[str]:
    """Handles that are mentioned, in lower case, each once, in order."""
    return list(dict.fromkeys(part[1:].lower() for kind, part in _parts(text) if kind == "mention"))


def to_html(text: str, *, mentions: dict[str, str] | None = None) -> SafeString:
    """Paragraphs with links, hashtags and mentions.

    `mentions` maps handles in lower case to addresses of people; others stay plain words. Each paragraph finds its own
    direction.
    """
    known = mentions or {}
    paragraphs = (part.strip("\n") for part in _PARAGRAPHS.split(tidy(text)))
    html = "".join(f'<p dir="auto">{_inline(part, known)}</p>' for part in paragraphs if part.strip())
    return mark_safe(clean(html))  # noqa: S308 - the sanitiser is the last step


def _inline(text: str, mentions: dict[str, str]) -> str:
    return "".join(_markup(kind, part, mentions) for kind, part in _parts(text)).replace("\n", "<br>")


def _markup(kind: str, part: str, mentions: dict[str, str]) -> str:
    if kind == "tag":
        return f'<a href="/tags/{quote(fold(part), safe="")}" class="hashtag" dir="auto">{escape(part)}</a>'
    if kind == "mention" and (address := mentions.get(part[1:].lower())):
        return f'<a href="/@{quote(address, safe="@")}" class="mention" dir="ltr">{escape(part)}</a>'
    if kind == "address":
        return f'<a href="{escape(part)}" dir="ltr">{escape(_shown(part))}</a>'
    return escape(part)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in order as words, addresses, hashtags and mentions; joined they are the text again."""
    at = 0
    for found in _ADDRESS.finditer(text):
        address = _trimmed(found.group())
        if not _has_host(address):
            continue
        yield from _tags_and_mentions(text, at, found.start())
        yield "address", address
        at = found.start() + len(address)
    yield from _tags_and_mentions(text, at, len(text))


def _tags_and_mentions(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    found = _SIGN.search(text, start, end)
    while found:
        if found["tag"] and not _is_tag(found["tag"]):
            found = _SIGN.search(text, found.end(), end)
            continue
        yield "text", text[start : found.start()]
        yield "tag" if found["tag"] else "mention", found.group()
        start = found.end()
        after = _NEXT_TAG.match(text, start, end)
        found = after if after and _is_tag(after["tag"]) else _SIGN.search(text, start, end)
    yield "text", text[start:end]


def _is_tag(word: str) -> bool:
    """Not a number, as in #1, and short enough to be a word somebody looks for."""
    name = fold(word)
    return len(name) <= LONGEST_HASHTAG and any(letter.isalpha() for letter in name)


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence around it."""
    while address:
        last = address[-1]
        if last in _ENDS or (last in _PAIRS and address.count(_PAIRS[last]) < address.count(last)):
            address = address[:-1]
        else:
            break
    return address


def _has_host(address: str) -> bool:
    rest = address.split("://", 1)[-1] if "://" in address else ""
    return bool(rest) and (rest[0].isalnum() or rest[0] == "[") and "@" not in rest.split("/", 1)[0]


def _shown(address: str) -> str:
    short = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return short if len(short) <= LONGEST_SHOWN_ADDRESS else short[: LONGEST_SHOWN_ADDRESS - 1] + "…"
