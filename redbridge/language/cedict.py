"""Reads the lines of CC-CEDICT, and tells which of a word's senses can stand in a sentence."""

import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(r"(\S+) (\S+) \[([^\]]+)\] /(.+)/\s*$")
_TONE = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ"}
# Senses that point elsewhere, name a family or belong in an encyclopaedia: never the word meant in a chat.
_ELSEWHERE = re.compile(
    r"(?:old |japanese |erhua |nonstandard |archaic )*(?:variant of|form of)|surname |see (?:also )?\S*[\u3400-\u9fff]"
    r"|CL:|classifier|abbr\.|(?:Japanese|Cantonese): |also (?:written|pr|called)|Taiwan pr|used in |same as "
    r"|equivalent (?:of|to)|also known|Kangxi radical|radical in|(?:two-character|name of|personal name)",
    re.IGNORECASE,
)
_LEARNED = re.compile(
    r"\b(?:county|district|dynasty|prefecture|historical|archaic|literary|euphemism|vulgar|dialect|Buddhism|old term)\b"
    r"|\(\d{3,4}"
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u3400-\u9fff|]+")
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*(?= (?:[a-z]|Province|City|County|District)|$)")
_LEADING = re.compile(r"^(?:to be |to |the |an? |sb |sth )", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:sb(?: or sth)?|sth|sb's|one's|oneself|etc|esp|fig|lit|i\.e|e\.g|usu)\b\.?")
MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Line:
    simplified: str
    traditional: str
    pinyin: str
    senses: tuple[str, ...]

    @property
    def is_name(self) -> bool:
        """Written with a capital: a person, a place, a book."""
        return self.pinyin[:1].isupper()


def opened(path: Path) -> Iterator[str]:
    """The lines of a dictionary file, compressed or plain."""
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as file:
            yield from file
    else:
        with path.open(encoding="utf-8") as file:
            yield from file


def read(lines: Iterable[str]) -> Iterator[Line]:
    """Every entry; lines that are none are passed over."""
    for line in lines:
        found = _LINE.match(line)
        if found:
            traditional, simplified, pinyin, senses = found.groups()
            yield Line(simplified, traditional, pinyin, tuple(senses.split("/")))


def usable(line: Line) -> list[str]:
    """Short renderings for use within a sentence, likeliest first; none for a name's other lives."""
    found: list[str] = []
    for sense in line.senses:
        if _ELSEWHERE.match(sense) or _LEARNED.search(sense):
            continue
        plain = sense if sense.isascii() and "(" not in sense else _ASIDE.sub(" ", sense)
        for part in re.split("[;,]", plain):
            short = (line.is_name and _proper(part)) or rendering(part)
            if short and short not in found:
                found.append(short)
    return found


def _proper(sense: str) -> str:
    """The name that a sense begins with: `Suzhou prefecture-level city in Jiangsu` is Suzhou."""
    found = _NAME.match(sense.strip())
    return found[0] if found else ""


def rendering(sense: str) -> str:
    """At most three words, without what a dictionary adds; empty when nothing short is left."""
    if sense.count(" ") > 2 * MOST_WORDS:
        return ""
    words = _SOMEBODY.sub(" ", sense).strip(" .!?:").split()
    sense = _LEADING.sub("", " ".join(words))
    return sense if any(letter.isalpha() for letter in sense) and sense.count(" ") < MOST_WORDS else ""


def toned(pinyin: str) -> str:
    """Numbered syllables with their marks: `ni3 hao3` becomes `nǐ hǎo`."""
    return " ".join(_marked(syllable) for syllable in pinyin.split())


def _marked(syllable: str) -> str:
    syllable = syllable.replace("u:", "ü").replace("v", "ü")
    if not syllable[-1:].isdigit():
        return syllable
    tone, letters = int(syllable[-1]), syllable[:-1]
    if not 1 <= tone <= 4:  # noqa: PLR2004 - the four tones; the fifth has no mark
        return letters
    lower = letters.lower()
    place = next((lower.find(vowel) for vowel in ("a", "e", "ou") if vowel in lower), -1)
    if place < 0:
        place = max((lower.rfind(vowel) for vowel in "iouü"), default=-1)
    if place < 0:
        return letters
    mark = _TONE[lower[place]][tone - 1]
    return letters[:place] + (mark.upper() if letters[place].isupper() else mark) + letters[place + 1 :]
