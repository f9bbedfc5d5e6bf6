"""Chinese words to English ones."""

import re
from collections.abc import Iterator
from itertools import accumulate

from redbridge.language import dictionary, jieba, slang
from redbridge.language.gloss import counting, grammar, writing
from redbridge.language.gloss.pieces import Span, Word, free, kept, runs

LONGEST = 4  # segments that may be one word of the dictionary
SURE = 3  # signs: a term of as many is itself wherever it stands
NAMES = {"nr", "nrt", "nrfg", "nz"}
_LAUGHTER = re.compile(r"(哈|呵|嘿|嘻)\1+|(?<![A-Za-z])[hH]{3,}(?![A-Za-z])|(?<!\d)2333*(?!\d)")
_LAUGHS = {"哈": "ha", "呵": "heh", "嘿": "heh", "嘻": "hee", "h": "ha", "H": "ha"}
_ADJECTIVES = {  # what the segmenter takes for verbs, names or pieces
    "可爱", "好看", "好吃", "好喝", "好玩", "好听", "好用", "好笑", "难吃", "难看", "搞笑", "美", "酷", "帅", "有趣",
    "百搭", "治愈", "感动", "显白", "显瘦", "实用", "精致", "饿", "困", "火", "香", "辣", "不错", "开心", "累",
}  # fmt: skip
_PLACES = {
    "区": "District", "路": "Road", "街": "Street", "市": "City", "县": "County", "镇": "Town", "村": "Village",
    "站": "Station", "巷": "Lane", "山": "Mountain", "寺": "Temple", "桥": "Bridge", "湖": "Lake",
}  # fmt: skip
_KEEPS_ITS_SIGN = re.compile("着(?=[名作称])|(?<=[显名原专编巨土])着")  # 著 is 着 elsewhere


def render(text: str) -> tuple[str, list[Word]]:
    """English for the text, and the words it was made of."""
    plain = _KEEPS_ITS_SIGN.sub("著", text.translate(dictionary.simplification()))
    words = _segmented(plain)
    _choose(words)
    return writing.write(grammar.apply(words)), words


def _segmented(text: str) -> list[Word]:
    """Kept pieces, terms and counts stand first; the segmenter cuts what lies between them."""
    found: list[Word] = []
    at = 0
    for start, end, words in _fixed(text):
        found += _cut(text, at, start)
        found += words
        at = end
    return found + _cut(text, at, len(text))


def _fixed(text: str) -> list[Span]:
    spans: list[Span] = [(word.start, word.end, [word]) for word in (*kept(text), *_laughed(text))]
    hits = [hit for hit in slang.find(text, "zh") if hit.entry.is_plain and len(hit.term) > 1]
    if any(len(hit.term) < SURE for hit in hits):
        edges = {0, *accumulate(len(part) for part in jieba.cut(text, hmm=False))}
        hits = [hit for hit in hits if len(hit.term) >= SURE or {hit.start, hit.end} <= edges]
    for hit in hits:
        term = Word(hit.start, hit.end, hit.term, "han", "slang", hit.entry.short, is_slang=True)
        spans.append((hit.start, hit.end, [term]))
    spans += counting.counted(text)
    return free(spans, len(text))  # the earlier kinds win


def _cut(text: str, start: int, end: int) -> list[Word]:
    found: list[Word] = []
    for piece in runs(text, start, end):
        if piece.kind == "han":
            at = piece.start
            for part, tag in jieba.tag(piece.text, hmm=False):
                found.append(Word(at, at + len(part), part, "han", "a" if part in _ADJECTIVES else tag))
                at += len(part)
        else:
            piece.meaning = piece.text
            found.append(piece)
    return found


def _laughed(text: str) -> Iterator[Word]:
    for found in _LAUGHTER.finditer(text):
        size = max(2, min(4, len(found[0])))
        meaning = "lol" if found[0][0] == "2" else _LAUGHS[found[0][0]] * size
        yield Word(found.start(), found.end(), found[0], "han", "laugh", meaning)


def _choose(words: list[Word]) -> None:
    """Give each word its renderings; neighbours that are one word of the dictionary become one."""
    spans: dict[tuple[int, int], str] = {}
    for at in range(len(words)):
        joined = ""
        for to in range(at, min(at + LONGEST, len(words))):
            if words[to].kind != "han" or words[to].meaning:
                break
            joined += words[to].text
            spans[at, to] = joined
    known = dictionary.meanings(spans.values())
    at, merged = 0, []
    while at < len(words):
        word = words[at]
        if word.kind != "han" or word.meaning:
            merged.append(word)
            at += 1
            continue
        to = next((to for to in range(at + LONGEST - 1, at - 1, -1) if spans.get((at, to)) in known), at)
        if to > at:
            word = Word(word.start, words[to].end, spans[at, to], "han", words[to].tag)
        _mean(word, known)
        merged += [word] if word.meaning else _smaller(word)
        at = to + 1
    words[:] = merged


def _mean(word: Word, known: dict[str, tuple[str, ...]]) -> None:
    if word.text in known:
        word.choices = known[word.text]
        word.meaning = word.choices[0]


def _smaller(word: Word) -> list[Word]:
    """A word that nobody lists: its longest known parts, or the name as it is read."""
    kind = _PLACES.get(word.text[-1])
    if kind and word.tag in NAMES | {"ns", "nt"} and len(word.text) > 2:  # noqa: PLR2004 - a name, and what it is of
        word.meaning, word.is_known = f"{dictionary.readings(word.text[:-1])} {kind}", False
        return [word]
    if word.tag in NAMES:
        word.meaning, word.is_known = dictionary.readings(word.text) or word.text, False
        return [word]
    text, size = word.text, len(word.text)
    parts = dictionary.meanings({text[one:other] for one in range(size) for other in range(one + 1, size + 1)})
    found, at = [], 0
    while at < size:
        to = next((to for to in range(size, at, -1) if text[at:to] in parts), at + 1)
        part = Word(word.start + at, word.start + to, text[at:to], "han", word.tag)
        if part.text in parts:
            part.choices = parts[part.text]
            part.meaning = part.choices[0]
        else:
            part.meaning, part.is_known = dictionary.readings(part.text) or part.text, False
        found.append(part)
        at = to
    return found
