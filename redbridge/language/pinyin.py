"""Whether Latin letters spell Mandarin."""

import re
import unicodedata
from collections.abc import Iterable

_FINALS = {
    "": "a o e ai ei ao ou an en ang eng er yi ya yo ye yao you yan yin yang ying yong yu yue yuan yun wu wa wo wai wei"
    " wan wen wang weng",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve ue",
    "l": "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve ue",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "e i ao ou an en ang eng ong u ua uo ui uan un",
    "z": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "a e i ai ao ou an en ang eng ong u uo ui uan un",
    "s": "a e i ai ao ou an en ang eng ong u uo ui uan un",
}
SYLLABLES = frozenset(start + final for start, finals in _FINALS.items() for final in finals.split())


def _one_of(syllables: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(syllables, key=len, reverse=True))})r?[1-5]?"


# A syllable that begins with a vowel follows another only after an apostrophe: xi'an.
_WORD = re.compile(
    rf"{_one_of(SYLLABLES)}(?:{_one_of(s for s in SYLLABLES if s[0] not in 'aoe')}|'{_one_of(SYLLABLES)})*"
)
_TONES = re.compile("[\u0304\u0301\u030c\u0300]")


def is_pinyin(word: str) -> bool:
    """Whether the word is a row of Mandarin syllables, with or without tones."""
    return _WORD.fullmatch(plain(word)) is not None


def has_tones(word: str) -> bool:
    """Whether the word carries the flat or hooked tone mark, which no European language here shares."""
    return is_pinyin(word) and any(mark in unicodedata.normalize("NFD", word) for mark in "\u0304\u030c")


def plain(word: str) -> str:
    """Without tone marks, ü as v."""
    spelled = _TONES.sub("", unicodedata.normalize("NFD", word.lower()))
    return spelled.replace("u\u0308", "v").replace("’", "'")
