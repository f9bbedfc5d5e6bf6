"""Whether Latin letters spell Mandarin."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

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


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


SYLLABLES = frozenset(start + final for start, finals in _FINALS.items() for final in finals.split())


def _one_of(syllables: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(syllables, key=len, reverse=True))})r?[1-5]?"


# A syllable that begins with a vowel follows another only after an apostrophe: xi'an.
_WORD = re.compile(
    rf"{_one_of(SYLLABLES)}(?:{_one_of(s for s in SYLLABLES if s[0] not in 'aoe')}|'{_one_of(SYLLABLES)})*"
)
_TONES = re.compile("[\u0304\u0301\u030c\u0300]")

# What Mandarin in Latin letters is made of all the time; hardly any of it is a word elsewhere.
_OFTEN = _words(
    "wo ni ta women nimen tamen zhe na zhege nage shi bushi de le ma ne ba ya you meiyou mei zai bu hen hao tai dou ye"
    " jiu hai yao xiang xihuan zhen zhende jintian mingtian zuotian xianzai shenme zenme zenmeyang weishenme nali zher"
    " nar duoshao ji ge yi yige liang san xie xiexie nihao zaijian haochi hao kan haokan piaoliang pengyou dajia"
    " women kaixin meishi mei shi duibuqi meiguanxi bukeqi jiayou hui neng keyi qu lai chi he kan shuo ting zuo mai"
    " xue xuexi zhongguo zhongwen yingwen meiguo shang xia li wai zhong guo ren ri yue nian tian ming jin wan zao an"
    " zaoan wanan zhidao juede yinwei suoyi danshi ruguo hen duo ai laoshi xuesheng qing wen jie ke"
    " huoguo baozi jiaozi dongxi shihou difang gaoxing renshi xingqi dian fen kuai qian shuijiao chifan hejiu"
)
_ALONE = _words(
    "nihao nimenhao xiexie xièxie zaijian jiayou duibuqi meiguanxi bukeqi zaoan wanan womende pengyoumen"
    " dajiahao meishi haochi haokan piaoliang wohenhao gongxifacai xinniankuaile shengrikuaile mingtianjian"
    " jintian mingtian zenmeyang weishenme woaini woaizhongguo henhao taihaole taibangle pingan tiananmen"
    " wohenaini"
)
_NAMES = _words(
    "li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han"
    " feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao beijing"
    " shanghai guangzhou shenzhen chengdu chongqing hangzhou nanjing suzhou wuhan tianjin xiamen kunming lijiang dali"
    " sichuan yunnan hunan hubei guangdong taiwan taipei gaoxiong"
)
_BORROWED = _words("taichi fengshui dimsum chowmein lomein")
_ALSO_ELSEWHERE = _words("de la le ma ta na ni ne me da di a e ai he pan dan sa si se te")
_FEWEST = 3
_LONGEST_NAME = 4
_SHARE = 0.8  # of the words have to be syllables
_OF_OFTEN = 0.41
_OF_STRANGE = 0.34


@lru_cache(maxsize=4096)
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


def looks_like_pinyin(words: Sequence[str], is_strange: Callable[[str], bool]) -> float:
    """How sure these words are Mandarin, 0 for not at all; `is_strange` knows the words of others."""
    spelled = [word for word in words if is_pinyin(word) or word.lower() in _ALONE]
    if not spelled or len(spelled) < _SHARE * len(words):
        return 0.0
    if tones := _by_tones(words, spelled):
        return tones if tones > 0 else 0.0
    bare = [plain(word).strip("12345") for word in spelled]
    if _are_names(words, bare):
        return 0.0
    strange = sum(word not in _OFTEN and is_strange(word) for word in bare) + len(words) - len(spelled)
    if len(words) < _FEWEST:
        return 0.75 if not strange and _is_greeting(bare) else 0.0
    often = sum(map(_weight_of, bare))
    if strange > _OF_STRANGE * len(words) or often < _OF_OFTEN * len(words):
        return 0.0
    return min(0.95, 0.6 + 0.4 * (often - strange) / len(words))


def _by_tones(words: Sequence[str], spelled: Sequence[str]) -> float:
    """What the marks above the letters say: sure, below 0 for the accents of Europe, 0 for no marks."""
    marked = sum(has_tones(word) or any(digit in word for digit in "12345") for word in spelled)
    if marked and marked * 4 >= len(words):
        return 0.95
    accents = sum(map(_has_accent, words))
    if len(words) >= _FEWEST and accents > _SHARE * len(words):
        return 0.9
    return -1.0 if accents and not marked else 0.0


def _is_greeting(bare: Sequence[str]) -> bool:
    joined = "".join(bare)
    return joined in _ALONE or (len(bare) > 1 and joined not in _BORROWED and all(word in _OFTEN for word in bare))


def _weight_of(word: str) -> float:
    """1 for a word that Mandarin is full of; less for one that only has its looks."""
    if word in _ALSO_ELSEWHERE:
        return 0.6
    if word in _OFTEN or word in _ALONE:
        return 1.0
    if _is_telling(word):
        return 0.8
    parts = split(word)
    return 0.3 + 0.4 * sum(part in _OFTEN and part not in _ALSO_ELSEWHERE for part in parts) / max(1, len(parts))


def _is_telling(word: str) -> bool:
    """Whether it is spelled as only Mandarin spells."""
    return any(part[0] in "qx" or part.startswith("zh") or part.endswith(("uo", "iao", "iang", "uang", "ei"))
               for part in split(word))  # fmt: skip


def _are_names(words: Sequence[str], bare: Sequence[str]) -> bool:
    """Zhang Wei, Lin Mei Hua, Beijing: capital letters on every word and a surname or a town among them."""
    if len(words) > _LONGEST_NAME or not all(word[0].isupper() for word in words) or "".join(bare) in _ALONE:
        return False
    return has_surname(bare)


def has_surname(bare: Sequence[str]) -> bool:
    """Whether a word is a common surname or town of China, or begins with one."""
    return any(word in _NAMES for word in (*bare, *(part for each in bare for part in split(each)[:1])))


def split(word: str) -> list[str]:
    """The syllables of a plain word, the longest first that leave a whole rest; nothing for another word."""
    if not _WORD.fullmatch(word):
        return []
    found: list[str] = []
    rest = word.replace("'", " ")
    for piece in rest.split():
        found.extend(_pieces(piece))
    return found


def _pieces(piece: str) -> list[str]:
    if not piece:
        return []
    for length in range(min(7, len(piece)), 0, -1):
        head = piece[:length]
        if head.rstrip("12345") in SYLLABLES or (head.endswith("r") and head[:-1] in SYLLABLES):
            rest = _pieces(piece[length:])
            if rest or length == len(piece):
                return [head.rstrip("12345"), *rest]
    return []


def _has_accent(word: str) -> bool:
    return not word.isascii() and plain(word) != word.lower().replace("’", "'")
