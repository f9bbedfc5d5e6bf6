"""Which font can show a text: our own for Latin, Greek and Cyrillic, those of the machine for the rest."""

import functools
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import ImageFont, features

FOLDER: Final = Path(__file__).with_name("fonts")
SERIF: Final = (str(FOLDER / "SourceSerifPro-Semibold.ttf"),)
SANS: Final = (str(FOLDER / "Manrope-Bold.ttf"),)
SERIF_HAN: Final = ("NotoSerifCJK-Bold.ttc", "NotoSerifSC-Bold.otf", "SourceHanSerifSC-Bold.otf", "Songti.ttc")
SANS_HAN: Final = (
    *("NotoSansCJK-Bold.ttc", "NotoSansSC-Bold.otf", "SourceHanSansSC-Bold.otf", "NotoSansCJK-Regular.ttc"),
    *("PingFang.ttc", "Hiragino Sans GB.ttc", "STHeiti Medium.ttc", "msyhbd.ttc", "msyh.ttc", "simhei.ttf"),
    *("wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf"),
)
OTHERS: Final = (
    *("NotoSansArabic-Bold.ttf", "NotoNaskhArabic-Bold.ttf", "NotoSansHebrew-Bold.ttf", "NotoSansDevanagari-Bold.ttf"),
    *("NotoSansThai-Bold.ttf", "NotoSansBengali-Bold.ttf", "NotoSansTamil-Bold.ttf", "DejaVuSans-Bold.ttf"),
    *("NotoSans-Bold.ttf", "LiberationSans-Bold.ttf", "Arial Unicode.ttf", "Arial.ttf", "seguisb.ttf", "Nirmala.ttf"),
)
# Noto's CJK collections hold the same characters in the forms of each country.
PLACES: Final = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4}
MEASURE: Final = 100
ENOUGH: Final = 0.6  # with fewer of its letters a text is not worth setting
UNKNOWN: Final = "\U0010fffe"


@dataclass(frozen=True)
class Face:
    """One font file, at any size."""

    name: str
    place: int = 0

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The font at a size in pixels."""
        return _load(self, size) or _load(Face(SANS[0]), size) or _last_resort(size)

    @property
    def is_bold(self) -> bool:
        """Whether the strokes are heavy enough for a title as they are."""
        return any(word in self.name.lower() for word in ("bold", "bd", "hei.ttf"))

    def length(self, text: str) -> float:
        """How long a text is, as a multiple of the font's size."""
        return _length(self, text)

    def shows(self, character: str) -> bool:
        """Whether the font has this character."""
        return character.isspace() or _shows(self, character)


def is_wide(text: str) -> bool:
    """Whether there are Chinese, Japanese or Korean characters."""
    return any(unicodedata.east_asian_width(c) in "WF" and unicodedata.category(c)[0] in "LNP" for c in text)


def runs_left(text: str) -> bool:
    """Whether the first letter belongs to a script that is written from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction != "L" for direction in directions if direction in {"L", "R", "AL"}), False)


def choose(text: str, language: str, *, sans: bool) -> Face | None:
    """The best font for a text, or None when the machine has none for most of its letters."""
    letters = _letters(text)
    if not letters:
        return None
    best, most = None, ENOUGH
    for face in _candidates(language.lower(), wide=is_wide(text), sans=sans):
        share = sum(map(face.shows, letters)) / len(letters)
        if share == 1:
            return face
        if share > most:
            best, most = face, share
    return best


def can_show(text: str, language: str = "en") -> bool:
    """Whether a card can show every letter and digit of a text; pictographs are left out of cards."""
    face = choose(text, language, sans=True)
    return face is not None and all(map(face.shows, _letters(text)))


def _letters(text: str) -> set[str]:
    return {character for character in text if unicodedata.category(character)[0] in "LN"}


def _candidates(language: str, *, wide: bool, sans: bool) -> Iterator[Face]:
    latin, han = (SANS + SERIF, SANS_HAN + SERIF_HAN) if sans else (SERIF + SANS, SERIF_HAN + SANS_HAN)
    names: Iterable[str] = (*han, *latin, *OTHERS) if wide else (*latin, *OTHERS, *han)
    for name in names:
        place = PLACES.get(language, PLACES.get(language[:2], PLACES["zh"])) if "CJK" in name else 0
        face = Face(name, place)
        if _load(face, MEASURE) is not None:
            yield face


@functools.lru_cache(maxsize=256)
def _load(face: Face, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(face.name, size, index=face.place)
    except OSError:
        return None


def _last_resort(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType; text cards need it.")
    return font


@functools.lru_cache(maxsize=8192)
def _length(face: Face, text: str) -> float:
    return face.at(MEASURE).getlength(text) / MEASURE


@functools.lru_cache(maxsize=16384)
def _shows(face: Face, character: str) -> bool:
    font = face.at(MEASURE)
    return _stamp(font, character) != _stamp(font, UNKNOWN)


def _stamp(font: ImageFont.FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


@functools.cache
def has_shaping() -> bool:
    """Whether Pillow can join and order letters of scripts that need it."""
    return bool(features.check("raqm"))
