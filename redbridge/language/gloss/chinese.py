"""Chinese words to English ones."""

import re

import rjieba

from redbridge.language import dictionary, slang
from redbridge.language.gloss import grammar, writing
from redbridge.language.gloss.pieces import Word, pieces

LONGEST = 4  # segments that may be one word of the dictionary
NAMES = {"nr", "nrt", "nrfg", "nz"}
_LAUGHTER = re.compile(r"(哈|呵|嘿|嘻|h|H)\1+|2333+|233")
_LAUGHS = {"哈": "ha", "呵": "heh", "嘿": "heh", "嘻": "hee", "h": "ha", "H": "ha"}
_REPEATED = re.compile(r"(.)\1{2,}")
LEFT_OUT = "-"


def render(text: str) -> tuple[str, list[Word]]:
    """English for the text, and the words it was made of."""
    plain = text.translate(dictionary.simplification())
    words = _segmented(plain)
    _choose(words)
    return writing.write(grammar.apply(words)), words


def _segmented(text: str) -> list[Word]:
    hits = slang.find(text, "zh")
    found: list[Word] = []
    for piece in pieces(text):
        at = max(piece.start, found[-1].end if found else 0)
        if at >= piece.end:  # a term took it
            continue
        if piece.kind not in {"han", "latin", "number"}:
            found.append(piece)
            continue
        for hit in hits:
            if at <= hit.start < piece.end and hit.entry.is_plain:
                found += _plain(piece, at, hit.start)
                found.append(Word(hit.start, hit.end, hit.term, "han", "slang", hit.entry.short, is_slang=True))
                at = hit.end
        found += _plain(piece, at, piece.end)
    return found


def _plain(piece: Word, start: int, end: int) -> list[Word]:
    if start >= end:
        return []
    text = piece.text[start - piece.start : end - piece.start]
    if piece.kind != "han":
        laugh = _laughter(text)
        return [Word(start, end, text, piece.kind, piece.kind, laugh or text)]
    found, at = [], start
    for part, tag in rjieba.tag(text, hmm=False):
        found.append(Word(at, at + len(part), part, "han", tag))
        at += len(part)
    return found


def _laughter(text: str) -> str:
    if not _LAUGHTER.fullmatch(text):
        return ""
    return "lol" if text[0] == "2" else _LAUGHS[text[0]] * max(2, min(4, len(text)))


def _choose(words: list[Word]) -> None:
    """Give each word its renderings; neighbours that are one word of the dictionary become one."""
    spans: dict[tuple[int, int], str] = {}
    for at in range(len(words)):
        joined = ""
        for to in range(at, min(at + LONGEST, len(words))):
            if words[to].kind != "han" or words[to].is_slang:
                break
            joined += words[to].text
            spans[at, to] = joined
    known = dictionary.meanings(spans.values())
    at, merged = 0, []
    while at < len(words):
        word = words[at]
        if word.kind != "han" or word.is_slang:
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
    laugh = _laughter(word.text)
    if laugh:
        word.meaning, word.tag = laugh, "laugh"
    elif word.text in known:
        word.choices = known[word.text]
        word.meaning = word.choices[0]


def _smaller(word: Word) -> list[Word]:
    """A word that nobody lists: its longest known parts, or the name as it is read."""
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
