"""The order that Chinese wants: time first, place before the verb, what is asked where the answer would stand."""

from redbridge.language.gloss.pieces import Word

_BE = {"am", "is", "are", "was", "were", "be", "been"}
_SHORT_BE = {"it's", "i'm", "you're", "he's", "she's", "we're", "they're"}
_HELPERS = {"do", "does", "did"}
_ASKING = _HELPERS | {"is", "are", "am", "was", "were", "can", "could", "will", "would", "should", "have", "has"}
_SUBJECTS = {"i", "you", "he", "she", "it", "we", "they", "this", "that", "these", "those", "everyone", "people"}
_BEFORE_VERB = {"in", "at", "from", "with", "on"}
_FAMILY = {
    "妈妈", "爸爸", "奶奶", "爷爷", "哥哥", "姐姐", "老公", "老婆", "儿子", "女儿", "男朋友", "女朋友", "家", "家人",
    "父母",
}  # fmt: skip
_DEGREE = {"so", "very", "too", "really", "super", "quite", "most", "more", "always", "pretty", "not", "almost", "just"}
_ANIMALS = {"猫", "狗", "小猫", "小狗", "兔子", "鸟", "动物"}
_TIMES = {"现在", "早上", "晚上", "下午", "一整天", "一整晚", "最近", "一直", "以前", "一起", "第一次"}
_TIME_SIGNS = ("每", "今天", "今晚", "今年", "这周", "昨", "明", "上周", "上个月", "下周", "去年")
_NUMBERS = set("一两三四五六七八九十")


def apply(words: list[Word]) -> list[Word]:
    """The words in Chinese order, clause by clause; marks and kept pieces stay where they stand."""
    found: list[Word] = []
    clause: list[Word] = []
    for word in words:
        if word.kind in {"mark", "kept", "space"} and word.text not in {"-", "'"}:
            found += _ordered(clause, asks=word.text in {"?", "？"})
            found.append(word)
            clause = []
        else:
            clause.append(word)
    return found + _ordered(clause, asks=False)


def _ordered(clause: list[Word], *, asks: bool) -> list[Word]:
    words = [word for word in clause if word.meaning != "-" or word.text.lower() in _HELPERS | {"to"}]
    if not words:
        return clause
    if asks:
        words = _question(words)
    words = _of(words)
    words = _place(words)
    words = _time(words)
    _joints(words)
    return [word for word in words if word.meaning != "-"]


def _low(words: list[Word], at: int) -> str:
    return words[at].text.lower() if 0 <= at < len(words) else ""


def _tag(words: list[Word], at: int) -> str:
    return words[at].tag if 0 <= at < len(words) else ""


def _question(words: list[Word]) -> list[Word]:
    first, second = _low(words, 0), _low(words, 1)
    if first in _ASKING and len(words) > 1:
        end = Word(words[-1].end, words[-1].end, "", "han", "y", "吗")
        helper = [] if first in _HELPERS | _BE else [words[0]]
        size = _noun_phrase(words, 1)
        be = [words[0]] if first in _BE and not _tag(words, 1 + size).startswith(("a", "d", "v")) else []
        return [*words[1 : 1 + size], *helper, *be, *words[1 + size :], end]
    asked = next((size for size in (1, 2) if _low(words, size) in _ASKING), 0)
    if not asked or not first.startswith(("wh", "how")):
        return words
    what, helper_word, rest = words[:asked], words[asked], words[asked + 1 :]
    size = _noun_phrase(rest, 0)
    helper = [] if helper_word.text.lower() in _HELPERS else [helper_word]
    if first in {"where", "how much", "how old", "how long", "how far"} and helper_word.text.lower() in _BE:
        what[0].meaning = "在哪里" if first == "where" else what[0].meaning
        return [*rest, *what]
    if first in {"why", "when", "how", "where", "how often"}:
        return [*rest[:size], *what, *helper, *rest[size:]]
    if second in _BE:
        return [*rest, helper_word, *what]
    return [*rest[:size], *helper, *rest[size : size + 1], *what, *rest[size + 1 :]]


def _noun_phrase(words: list[Word], start: int) -> int:
    """How many words the subject has: a pronoun, or what leads up to a noun."""
    if _low(words, start) in _SUBJECTS and not _tag(words, start + 1).startswith("n"):
        return 1
    at = start
    while at < len(words) and not words[at].tag.startswith(("n", "v")):
        at += 1
    while at < len(words) and words[at].tag.startswith("n"):
        at += 1
    return max(1, at - start)


def _of(words: list[Word]) -> list[Word]:
    """`the color of the walls` is 墙的颜色."""
    at = next((at for at in range(1, len(words) - 1) if _low(words, at) == "of"), 0)
    if not at or not _tag(words, at - 1).startswith("n"):
        return words
    end = at + 1
    while end < len(words) - 1 and not words[end].tag.startswith("n"):
        end += 1
    if not words[end].tag.startswith(("n", "r")):
        return words
    return [*words[: at - 1], *words[at + 1 : end + 1], words[at], words[at - 1], *words[end + 1 :]]


def _place(words: list[Word]) -> list[Word]:
    """`I sleep in bed`: 我在床上睡, the place before the verb."""
    verb = next((at for at, word in enumerate(words) if word.tag.startswith("v") and _low(words, at) not in _BE), 0)
    at = next((at for at in range(verb + 1, len(words)) if _low(words, at) in _BEFORE_VERB), 0)
    if not verb or not at or not _tag(words, len(words) - 1).startswith(("n", "r", "t", "s")):
        return words
    return [*words[:verb], *words[at:], *words[verb:at]]


def _time(words: list[Word]) -> list[Word]:
    """`... every day`: 每天 stands behind the subject."""
    last = words[-1]
    if len(words) == 1 or not (last.meaning in _TIMES or last.meaning.startswith(_TIME_SIGNS)):
        return words
    at = 1 if _low(words, 0) in _SUBJECTS | {"i'm", "i've", "we've"} else 0
    if _low(words, len(words) - 2) in _BE or words[-2].meaning.endswith("的"):
        return words
    return [*words[:at], last, *words[at:-1]]


def _joints(words: list[Word]) -> None:
    """The small words between: 很 for a plain `is`, 的 after what is owned or long, measure words after numbers."""
    for at, word in enumerate(words):
        low, following = word.text.lower(), _tag(words, at + 1)
        if low in _HELPERS | {"to", "and", "first"}:
            _small(word, low, following)
        elif low in _BE or low in _SHORT_BE:
            _copula(words, at)
        elif following and word.meaning.endswith("的"):
            if words[at + 1].meaning in _FAMILY:
                word.meaning = word.meaning.removesuffix("的")
        elif following.startswith("n"):
            word.meaning += _joint(word, words[at + 1])


def _small(word: Word, low: str, following: str) -> None:
    is_verb = following.startswith("v")
    if (low in _HELPERS and (is_verb or following[:1] == "r" or low != "do")) or (
        low == "to" and (is_verb or following[:1] == "a")
    ):
        word.meaning = "-"
    elif low == "and" and following.startswith(("v", "r")):
        word.meaning = "，"
    elif low == "first" and following.startswith("n"):
        word.meaning = "第一个"


def _joint(word: Word, noun: Word) -> str:
    if word.meaning in _NUMBERS:
        return "只" if noun.meaning in _ANIMALS else "个"
    owns = word.text.lower().endswith("'s") and word.tag.startswith("n")
    return "的" if owns or (word.tag == "a" and len(word.meaning) > 1) else ""


def _copula(words: list[Word], at: int) -> None:
    word, low, following = words[at], words[at].text.lower(), _tag(words, at + 1)
    is_plain, is_doing = low in _BE, _low(words, at + 1).endswith("ing")
    if is_plain and _low(words, at - 1) in {"this", "that"}:
        words[at - 1].meaning = words[at - 1].meaning.removesuffix("个")
    ending = "是" if following.startswith(("n", "r", "m")) else ""
    if is_doing:
        ending = "在"
    elif following.startswith("a") and not _tag(words, at + 2).startswith("n"):
        ending = "" if words[at + 1].meaning.startswith(("很", "太", "最", "好")) else "很"
    elif _low(words, at + 1) in _DEGREE:
        ending = ""
    elif is_plain:
        return
    word.meaning = (ending if is_plain else word.meaning.removesuffix("-") + ending) or "-"
