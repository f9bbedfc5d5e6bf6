"""How Chinese words are read where they stand: by the dictionary, and by their neighbors where one sign has more."""

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from redbridge.language import dictionary

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_WHO = {"我", "你", "您", "他", "她", "它", "我们", "你们", "他们", "她们", "咱们", "大家", "谁"}
_ADVERBS = {"就", "还", "也", "都", "总", "可", "真", "必", "一定", "肯定", "又", "只", "不"}
_GIVEN_BACK = {"书", "钱", "债", "给", "你", "我", "他", "她", "东西", "清", "完"}
_NUMBER = re.compile(r".*[一二两三四五六七八九十百千几每这那多\d]")
_ALWAYS = {"的": "de", "了": "le", "着": "zhe", "地": "de", "得": "de", "吗": "ma", "呢": "ne", "吧": "ba", "啊": "a"}
_ALWAYS |= {"们": "men", "么": "me", "嘛": "ma", "还": "hái", "都": "dōu", "给": "gěi", "个": "gè", "会": "huì"}
_ALWAYS |= {"和": "hé", "为": "wèi", "只": "zhǐ", "没": "méi", "长": "cháng", "好": "hǎo", "过": "guò", "看": "kàn"}

# Words of the lower levels with more entries, whose usual reading is not the first by the alphabet.
USUAL: Final = {
    "东西": "dōng xi", "便宜": "pián yi", "告诉": "gào su", "妻子": "qī zi", "地方": "dì fang", "故事": "gù shi",
    "大夫": "dài fu", "好处": "hǎo chu", "教学": "jiào xué", "生意": "shēng yi", "结果": "jié guǒ", "说法": "shuō fa",
    "重点": "zhòng diǎn", "多少": "duō shao",
}  # fmt: skip


def syllables(word: str, before: str = "", after: str = "") -> list[tuple[str, int]]:
    """The syllables of a word with their tones, 0 for the light one; signs that nobody can read are left out."""
    if len(word) == 1:
        found = _alone(word, before, after)
        return [_with_tone(found)] if found else []
    known = _known(word)
    return [_with_tone(each) for each in known] if known else [one for part in parts(word) for one in syllables(part)]


def written(found: Sequence[tuple[str, int]]) -> str:
    """As one word: a mark stands where the next syllable could be read into the one before."""
    return "".join(part for part, _tone in joined(found))


def joined(found: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The syllables as they are written after one another."""
    return [
        (f"'{syllable}" if place and _plain(syllable[:1]) in {"a", "e", "o"} else syllable, tone)
        for place, (syllable, tone) in enumerate(found)
    ]


def tone_of(syllable: str) -> int:
    """1 to 4, or 0 for a syllable without a mark."""
    return next((_TONES[mark] for mark in unicodedata.normalize("NFD", syllable) if mark in _TONES), 0)


@lru_cache(maxsize=8192)
def _known(word: str) -> tuple[str, ...]:
    if word in USUAL:
        return tuple(USUAL[word].split())
    found = (tuple(entry.pinyin.split()) for entry in dictionary.look_up(word))
    return next((each for each in found if len(each) == len(word)), ())


def _with_tone(syllable: str) -> tuple[str, int]:
    return syllable, tone_of(syllable)


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1].lower()


def _alone(sign: str, before: str, after: str) -> str:
    if sign == "得" and (before in _WHO or before in _ADVERBS):
        return "děi"
    if sign == "还" and after in _GIVEN_BACK:
        return "huán"
    if sign == "只" and _NUMBER.fullmatch(before):
        return "zhī"
    if sign == "地" and not (len(before) > 1 and before[0] == before[1]) and not before.endswith("然"):
        return "dì"
    return _ALWAYS.get(sign) or _signs().get(ord(sign), "").partition(",")[0]


def parts(word: str) -> list[str]:
    """The longest words of the dictionary within one that it has not."""
    found, at = [], 0
    while at < len(word):
        end = len(word) - (at == 0)
        while end > at + 1 and not dictionary.look_up(word[at:end]):
            end -= 1
        found.append(word[at:end])
        at = end
    return found


@cache
def _signs() -> Mapping[int, str]:
    """Every sign with its readings, the most usual first; its table of phrases would cost each process 45 MB."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - read only where words are read aloud

    return pinyin_dict
