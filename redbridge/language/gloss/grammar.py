"""What English wants beside the words: cases, copulas, tenses, articles. Only rules that measurably help."""

from collections.abc import Sequence

from redbridge.language.gloss import forms
from redbridge.language.gloss.pieces import Word

_OWN = {
    "我": "my", "你": "your", "您": "your", "他": "his", "她": "her", "它": "its", "我们": "our", "咱们": "our",
    "咱": "our", "你们": "your", "他们": "their", "她们": "their", "它们": "their", "谁": "whose",
    "大家": "everyone's", "别人": "other people's", "自己": "my own", "人家": "other people's",
}  # fmt: skip
_OBJECT = {
    "我": "me", "他": "him", "她": "her", "我们": "us", "咱们": "us", "他们": "them", "她们": "them",
    "它们": "them",
}  # fmt: skip
_BE = {
    "我": "am", "你": "are", "您": "are", "我们": "are", "咱们": "are", "你们": "are", "他们": "are", "她们": "are",
    "它们": "are", "大家": "are", "这些": "are", "那些": "are",
}  # fmt: skip
_DEGREE = {
    "很", "太", "真", "真的", "非常", "好", "超", "超级", "特别", "挺", "蛮", "有点", "比较", "更", "最", "这么",
    "那么", "都", "也", "确实", "实在", "还", "已经", "最近", "还是", "一直", "十分", "极", "不", "不太", "越来越",
}  # fmt: skip
_PAIRED = {
    "让", "叫", "帮", "陪", "教", "送", "给", "带", "请", "祝", "问", "告诉", "跟", "和", "对", "为", "替", "把",
    "被", "像", "比",
}  # fmt: skip
_KIN = set("妈爸家哥姐弟妹娃狗猫手脸头心") | {
    "妈妈",
    "爸爸",
    "奶奶",
    "爷爷",
    "老公",
    "老婆",
    "朋友",
    "男友",
    "女友",
    "儿子",
    "女儿",
}
_MANY = {
    "很多", "许多", "这些", "那些", "一些", "好多", "各种", "几个", "两个", "三个", "太多", "多个", "所有",
}  # fmt: skip
_NO_PAST = {"有", "是", "会", "能", "要", "想", "可以", "完", "爱", "喜欢"}
_SOMEBODY = set("人员师生友板客娘妈爸爷奶哥姐弟妹公婆子女孩娃猫狗主家粉")
_RELATIVES = set("妈爸爷奶哥姐弟妹公婆舅姨姑叔伯侄孙蜜友")
_NO_ARTICLE = {"alone", "everyone", "nobody", "someone", "anyone", "everybody", "light", "something", "nothing"}
_NOT_YET = {"别", "不要", "没", "没有", "想", "要", "会", "不"}
_WISHES = {
    "想",
    "想要",
    "觉得",
    "感觉",
    "喜欢",
    "希望",
    "不想",
    "不知道",
    "决定",
    "打算",
    "准备",
    "羡慕",
    "后悔",
    "终于",
}
_ASPECT = {"了", "过"}


def apply(words: list[Word]) -> list[Word]:
    """The words with their English forms, and those that English adds."""
    said = [word for word in words if word.kind != "space" or "\n" in word.text]
    for at, word in enumerate(said):
        if word.kind != "han" or word.is_slang:
            continue
        _pronoun(said, at)
        _particle(said, at)
        _tense(said, at)
        _number(said, at)
    return _added(said)


def _text(words: Sequence[Word], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""


def _tag(words: Sequence[Word], at: int) -> str:
    return words[at].tag if 0 <= at < len(words) and words[at].kind == "han" else ""


def _pronoun(words: list[Word], at: int) -> None:
    word, following = words[at], _text(words, at + 1)
    if word.text not in _OWN:
        return
    if (following == "的" and _tag(words, at + 2)) or following in _KIN or _is_relative(words, at + 1):
        word.meaning = _OWN[word.text]
        if following == "家" and _tag(words, at + 2).startswith("n"):
            words[at + 1].meaning = "-"
    elif word.text in _OBJECT:
        before, after = _text(words, at - 1), _tag(words, at + 1)
        if before in _PAIRED or (_tag(words, at - 1).startswith(("v", "p")) and not after.startswith(("v", "d", "a"))):
            word.meaning = _OBJECT[word.text]


def _particle(words: list[Word], at: int) -> None:
    word, before, after = words[at], _tag(words, at - 1), _tag(words, at + 1)
    if word.text in {"在", "正在"} and after == "v":
        word.meaning = _be(words[at - 1]) if at and before.startswith(("r", "n")) else "-"
        words[at + 1].meaning = forms.ing(words[at + 1].meaning)
    elif word.text == "给":
        word.meaning = "to" if before.startswith("v") else "for" if _tag(words, at + 2).startswith("v") else "give"
    elif word.text == "对" and after[:1] in {"r", "n"}:
        word.meaning = "to"
    elif word.text == "又" and before.startswith("a"):
        word.meaning = "and"
    elif word.text == "的" and after[:1] == "n" and _is_somebody(words, at - 1):
        word.meaning = "'s"
    elif word.text == "去" and after.startswith("n"):
        word.meaning = "go to"
    elif word.text == "好" and after.startswith("a"):
        word.meaning = "so"


def _is_relative(words: Sequence[Word], at: int) -> bool:
    return _tag(words, at) == "n" and len(_text(words, at)) > 1 and _text(words, at)[-1] in _RELATIVES


def _is_somebody(words: Sequence[Word], at: int) -> bool:
    """What may own: people, animals of the house and names; `white's clothes` is nothing."""
    text = _text(words, at)
    return _tag(words, at) in {"nr", "ns"} or (_tag(words, at)[:1] == "n" and text[-1:] in _SOMEBODY)


def _tense(words: list[Word], at: int) -> None:
    word = words[at]
    is_done = _text(words, at + 1) in _ASPECT and _text(words, at - 1) not in _NOT_YET | _DEGREE - {
        "都",
        "也",
        "还",
        "已经",
    }
    if is_done and word.tag.startswith("v") and word.text not in _NO_PAST:
        word.meaning = forms.past(word.meaning)


def _number(words: list[Word], at: int) -> None:
    word = words[at]
    if (
        word.tag == "q"
        and word.meaning.endswith(" of")
        and not _tag(words, at + 1).startswith(("n", "a", "v", "i", "l"))
    ):
        word.meaning = word.meaning.removesuffix(" of")
    if not word.tag.startswith("n"):
        return
    before = at - 1
    while _tag(words, before).startswith(("q", "a")) or _text(words, before) == "的":
        before -= 1
    many = _text(words, before)
    counted = _tag(words, before) == "m" and many != "一" and words[before].meaning not in {"one", "a"}
    if many in _MANY or _text(words, at + 1) == "们" or (counted and not many.startswith("第")):
        word.meaning = forms.plural(word.meaning)


def _added(words: list[Word]) -> list[Word]:
    """With what Chinese leaves unsaid: an article, the speaker, the copula before an adjective."""
    found: list[Word] = []
    begins, before = True, ""
    for at, word in enumerate(words):
        silent = word.meaning in {"", "-"}
        if word.kind == "han" and not word.is_slang and not silent:
            extra = _before(word, before, begins=begins)
            if extra:
                found.append(Word(word.start, word.start, "", "han", "added", extra))
        found.append(word)
        if _wants_copula(words, at):
            found.append(Word(word.end, word.end, "", "han", "added", _be(word)))
        if not (silent and word.kind == "han"):
            begins = word.kind in {"mark", "kept", "space"}
            before = word.tag if word.kind == "han" else ""
    return found


def _before(word: Word, before: str, *, begins: bool) -> str:
    if begins and word.text in _WISHES:
        return "I"
    if word.tag == "n" and (begins or before[:1] in {"v", "p"}) and " " not in word.meaning:
        return "the" if forms.is_counted(word.meaning) and word.meaning not in _NO_ARTICLE else ""
    return ""


def _wants_copula(words: list[Word], at: int) -> bool:
    word = words[at]
    if word.kind != "han" or word.is_slang or not word.tag.startswith(("n", "r")) or word.meaning == "-":
        return False
    to = at + 1
    while _text(words, to) in _DEGREE:
        to += 1
    if not _tag(words, to).startswith("a") or _text(words, to + 1) in {"的", "地", "得"}:
        return False
    return to > at + 1 or not _tag(words, to + 1).startswith(("n", "v"))


def _be(subject: Word) -> str:
    if subject.tag.startswith("r"):
        return _BE.get(subject.text, "is")
    return "are" if subject.meaning.endswith("s") and not subject.meaning.endswith("ss") else "is"
