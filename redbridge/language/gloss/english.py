"""English words to Chinese ones."""

from functools import lru_cache

from redbridge.language import dictionary, jieba, slang
from redbridge.language.gloss import chineseorder, forms
from redbridge.language.gloss.pieces import Span, Word, free, kept, runs

LONGEST = 4
_ADJECTIVES = {
    "美",
    "搞笑",
    "可爱",
    "有才华",
    "好看",
    "好玩",
    "好吃",
    "酷",
    "帅",
    "怕",
    "骄傲",
    "单身",
}  # tagged otherwise
_MARKS = {",": "，", ".": "。", "!": "！", "?": "？", ":": "：", ";": "；"}


def render(text: str) -> tuple[str, list[Word]]:
    """Chinese for the text, and the words it was made of."""
    words = _chosen(_segmented(text))
    return _write(chineseorder.apply(words)), words


def traditional(text: str) -> str:
    """The same in traditional characters: by words where the dictionary has them, 头发 is 頭髮, else sign by sign."""
    parts = jieba.cut(text, hmm=False)
    known = dictionary.traditional_forms(part for part in parts if len(part) > 1)
    return "".join(known.get(part) or part.translate(dictionary.tradition()) for part in parts)


def _segmented(text: str) -> list[Word]:
    spans: list[Span] = [(word.start, word.end, [word]) for word in kept(text)]
    for hit in slang.find(text, "en"):
        if hit.entry.is_plain:
            term = Word(hit.start, hit.end, hit.term, "latin", "slang", hit.entry.short, is_slang=True)
            spans.append((hit.start, hit.end, [term]))
    found: list[Word] = []
    at = 0
    for start, end, words in free(spans, len(text)):
        found += [*runs(text, at, start), *words]
        at = end
    return [*found, *runs(text, at, len(text))]


def _chosen(words: list[Word]) -> list[Word]:
    """The longest phrases that the dictionary has, then single words and their plain forms."""
    said = [word for word in words if word.kind != "space" or "\n" in word.text]
    phrases: dict[tuple[int, int], str] = {}
    for at in range(len(said)):
        for to in range(at, min(at + LONGEST, len(said))):
            if said[to].kind != "latin" or said[to].meaning:
                break
            phrases[at, to] = " ".join(word.text.lower().replace("’", "'") for word in said[at : to + 1])
    forms_of = {phrase: forms.plain(phrase) for phrase in phrases.values() if " " not in phrase}
    known = dictionary.meanings(
        (*phrases.values(), *(one for some in forms_of.values() for one in some)), table="reverse"
    )
    found: list[Word] = []
    at = 0
    while at < len(said):
        word = said[at]
        if word.kind != "latin" or word.meaning:
            follows_number = bool(found) and found[-1].kind == "number"
            word.meaning = word.meaning or (word.text if follows_number else _MARKS.get(word.text, word.text))
            found.append(word)
            at += 1
            continue
        to = next((to for to in range(at + LONGEST - 1, at, -1) if phrases.get((at, to)) in known), at)
        phrase = phrases[at, to]
        if to > at:
            word = Word(word.start, said[to].end, phrase, "latin")
        _mean(word, phrase, known, forms_of.get(phrase, ()))
        found.append(word)
        at = to + 1
    return found


def _mean(word: Word, phrase: str, known: dict[str, tuple[str, ...]], plain: tuple[str, ...]) -> None:
    form = phrase if phrase in known else next((one for one in plain if one in known), "")
    if not form:
        word.meaning, word.is_known = word.text, False
        return
    word.choices = known[form]
    word.meaning = word.choices[0]
    word.tag = _tag(word.meaning)
    if form != phrase and phrase.endswith("ed") and word.tag.startswith("v") and not word.meaning.endswith("了"):
        word.meaning += "了"


@lru_cache(maxsize=2048)
def _tag(chinese: str) -> str:
    """What sort of word the rendering is."""
    if chinese in _ADJECTIVES:
        return "a"
    parts = jieba.tag(chinese, hmm=False)
    return str(parts[-1][1]) if parts else ""


def _write(words: list[Word]) -> str:
    """Without spaces, except around what is kept and between words that stayed Latin."""
    out, last = "", ""
    for word in words:
        if word.meaning in {"", "-"}:
            continue
        spaced = "kept" in {word.kind, last} and "mark" not in {word.kind, last} and "space" not in {word.kind, last}
        if out and (spaced or (_is_latin(out[-1]) and _is_latin(word.meaning[0]))):
            out += " "
        out += word.meaning
        last = word.kind
    return out


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
