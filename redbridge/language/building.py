"""Writes the dictionary file: entries, short meanings both ways, readings of characters."""

import json
import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from redbridge.language import cedict, lexicon
from redbridge.language.cedict import Line

VERSION = "4"  # of what is made out of the data; a change makes every site build anew
CHOICES = 4
REVERSED = 5
LONG = 3  # signs: what no dictionary lists and is as long is better read by its parts
_TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, simplified TEXT, traditional TEXT, pinyin TEXT, senses TEXT, band INTEGER,
    is_name INTEGER);
CREATE TABLE meaning (word TEXT PRIMARY KEY, choices TEXT) WITHOUT ROWID;
CREATE TABLE reverse (word TEXT PRIMARY KEY, choices TEXT) WITHOUT ROWID;
CREATE TABLE reading (sign TEXT PRIMARY KEY, pinyin TEXT) WITHOUT ROWID;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX entry_simplified ON entry (simplified);
CREATE INDEX entry_traditional ON entry (traditional) WHERE traditional <> simplified;
"""


def build(target: Path, *, source: Path, data: Path) -> None:
    """Everything in one new file."""
    lines = list(cedict.read(cedict.opened(source)))
    learned = list(lexicon.read(data / "lexicon" / "zh-en.tsv.xz"))
    own = dict(own_words(data / "words" / "zh-en.tsv"))
    back = dict(own_words(data / "words" / "en-zh.tsv"))
    connection = sqlite3.connect(target)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, 0, ?)", _entries(lines))
    meanings = _meanings(lines, learned, own)
    connection.executemany(
        "INSERT INTO meaning VALUES (?, ?)", ((one, "|".join(some)) for one, some in meanings.items())
    )
    reverse = _reverse(meanings, learned, own, back)
    connection.executemany(
        "INSERT INTO reverse VALUES (?, ?)", ((one, "|".join(some)) for one, some in reverse.items())
    )
    connection.executemany("INSERT INTO reading VALUES (?, ?)", _readings(lines))
    for name, signs in (("simplification", simplification(lines)), ("tradition", tradition(lines))):
        pairs = json.dumps("".join(one + other for one, other in signs.items()), ensure_ascii=False)
        connection.execute("INSERT INTO fact VALUES (?, ?)", (name, pairs))
    connection.executescript(_INDEXES)
    connection.commit()
    connection.close()


def own_words(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Our own list: a word, a tab, its renderings between bars; `-` says that the word is left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, choices = line.partition("\t")
        if choices and not line.startswith("# "):
            yield word, tuple(choices.split("|"))


def simplification(lines: Sequence[Line]) -> dict[str, str]:
    """Which simplified character usually stands for a traditional one."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if len(line.simplified) == len(line.traditional):
            for one, other in zip(line.traditional, line.simplified, strict=True):
                seen[one][other] += 1
    best = {one: counts.most_common(1)[0][0] for one, counts in seen.items()}
    itself = Counter(sign for line in lines for sign in line.simplified)
    return {one: other for one, other in best.items() if one != other and seen[one][other] > itself[one]}


def tradition(lines: Sequence[Line]) -> dict[str, str]:
    """Which traditional character a simplified one usually stands for."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if len(line.simplified) == len(line.traditional) and not line.is_name:
            for one, other in zip(line.traditional, line.simplified, strict=True):
                seen[other][one] += 1
    best = {one: counts.most_common(1)[0][0] for one, counts in seen.items()}
    return {one: other for one, other in best.items() if one != other}


def _entries(lines: Iterable[Line]) -> Iterator[tuple[object, ...]]:
    for number, line in enumerate(lines, 1):
        yield number, line.simplified, line.traditional, line.pinyin, "/".join(line.senses), line.is_name


def _readings(lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    """The reading of each character that most words give it."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        syllables = line.pinyin.lower().split()
        if len(syllables) == len(line.simplified):
            for sign, syllable in zip(line.simplified, syllables, strict=True):
                seen[sign][re.sub("[1-5]", "", syllable).replace("u:", "v")] += 1
    return ((sign, counts.most_common(1)[0][0]) for sign, counts in seen.items())


def _meanings(
    lines: Sequence[Line], learned: Iterable[lexicon.Learned], own: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    taught: dict[str, list[lexicon.Learned]] = defaultdict(list)
    for row in learned:
        taught[row.chinese].append(row)
    by_word: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_word[line.simplified].append(line)
    found = {}
    alone = (one for one in taught if one not in by_word and len(one) < LONG)
    for word in (*by_word, *alone):
        choices = own.get(word) or _ranked(by_word.get(word, ()), taught.get(word, ()))
        if choices:
            found[word] = choices
    found.update(own)
    return found


def _ranked(lines: Sequence[Line], taught: Sequence[lexicon.Learned]) -> tuple[str, ...]:
    """Senses of the dictionary and words of the sentences in one order."""
    scores: dict[str, float] = {}
    for at, line in enumerate(lines):
        for place, sense in enumerate(cedict.usable(line)):
            score = (0.08 if line.is_name else 0.5) / (1 + place + 0.5 * at) - 0.03 * (len(sense.split()) - 1)
            scores[sense] = max(scores.get(sense, 0.0), score)
    senses = {_plain(sense): sense for sense in reversed(scores)}
    for row in taught:
        sure = math.sqrt(row.forth * row.back) * min(1.0, row.count / 6)
        sense = senses.get(_plain(row.english)) or _holding(row.english, senses.values())
        if sense:
            scores[sense] += 1.5 * sure + 0.1
        elif sure > 0.3:  # noqa: PLR2004 - what only the sentences say has to be sure
            scores[row.english] = sure * 0.9
    best = sorted(scores, key=lambda one: -scores[one])[:CHOICES]
    return tuple(re.sub(r"^i(?=$|[' ])", "I", one.replace("|", " ")) for one in best)


def _holding(word: str, senses: Iterable[str]) -> str:
    """The sense that says the word among others: `post office` for `post`."""
    return next((sense for sense in senses if " " in sense and word in sense.lower().split()), "")


def _plain(word: str) -> str:
    """Forms of one word fall together: likes, liked, liking."""
    word = word.lower()
    for ending, least in (("ing", 6), ("ed", 5), ("es", 5), ("s", 4), ("e", 3)):
        if word.endswith(ending) and len(word) >= least:
            return word.removesuffix(ending)
    return word


def _reverse(
    meanings: Mapping[str, tuple[str, ...]],
    learned: Iterable[lexicon.Learned],
    own: Mapping[str, tuple[str, ...]],
    back: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[str, ...]]:
    scores: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    common: Counter[str] = Counter()
    for row in learned:
        sure = math.sqrt(row.forth * row.back)
        common[row.chinese] = max(common[row.chinese], row.count)
        if sure > 0.1:  # noqa: PLR2004 - below, chance
            scores[row.english][row.chinese] += sure * min(2.0, math.log1p(row.count) / 2)
    for word, choices in meanings.items():
        usual = 0.25 + math.log1p(common[word]) / 6 + (0.8 if word in own else 0.0) - 0.06 * abs(len(word) - 2)
        usual -= 0.5 * (len(word) > 1 and word.endswith("的"))
        for place, sense in enumerate(choices):
            if " " in sense and word not in own and not common[word]:
                continue  # a phrase of a rare word: `your house` is no 覃第
            scores[sense.lower()][word] += usual / (1 + place)
    found = {one: tuple(sorted(some, key=lambda word: -some[word])[:REVERSED]) for one, some in scores.items()}
    found.update(back)
    return found


if __name__ == "__main__":
    build(Path(sys.argv[1]), source=Path(sys.argv[2]), data=Path(sys.argv[3]))
