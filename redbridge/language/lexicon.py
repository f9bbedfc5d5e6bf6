"""Learns which word stands for which out of sentences in two languages.

IBM Model 1 both ways; a pair is kept as far as both ways agree on it.
"""

import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from redbridge.language import jieba

if TYPE_CHECKING:
    pass

SHIPPED = Path(__file__).parent / "data" / "lexicon"
ROUNDS = 8
MOST_PAIRS = 400_000
MOST_WORDS = 60  # of a sentence; longer ones say little about single words and cost most
FEWEST = 2
KEPT = 4
LEAST = 0.08
_ENGLISH = re.compile(r"[a-z]+(?:['’][a-z]+)*|\d+")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Learned:
    chinese: str
    english: str
    forth: float
    back: float
    count: int


def read_pairs(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """English and Chinese out of tab-separated lines, whichever column is which."""
    for path in paths:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                columns = line.rstrip("\n").split("\t")
                if len(columns) < 2:  # noqa: PLR2004 - a pair
                    continue
                left, right = columns[0], columns[1]
                yield (right, left) if _HAN.search(left) and not _HAN.search(right) else (left, right)


def english_words(text: str) -> list[str]:
    return _ENGLISH.findall(text.lower().replace("’", "'"))


def learn(pairs: Iterable[tuple[str, str]], simplify: dict[int, str] | None = None) -> list[Learned]:
    """What the sentences teach, by Chinese word."""
    chinese, english = [], []
    for left, right in pairs:
        one = [word for word in jieba.cut(right.translate(simplify or {})) if _HAN.search(word)][:MOST_WORDS]
        other = english_words(left)[:MOST_WORDS]
        if one and other:
            chinese.append(one)
            english.append(other)
        if len(chinese) >= MOST_PAIRS:
            break
    forth = _model(chinese, english)
    back = {(one, other): share for (other, one), share in _model(english, chinese).items()}
    seen = Counter(word for words in chinese for word in set(words))
    found = [
        Learned(one, other, round(share, 3), round(back.get((one, other), 0.0), 3), seen[one])
        for (one, other), share in forth.items()
        if one and seen[one] >= FEWEST and (share >= LEAST or back.get((one, other), 0.0) >= LEAST)
    ]
    found.sort(key=lambda row: (row.chinese, -(row.forth * row.back), row.english))
    return [row for place, row in _ranked(found) if place < KEPT]


def _ranked(rows: Sequence[Learned]) -> Iterator[tuple[int, Learned]]:
    place, last = 0, ""
    for row in rows:
        place = place + 1 if row.chinese == last else 0
        last = row.chinese
        yield place, row


def _model(sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> dict[tuple[str, str], float]:
    """p(target | source) of Model 1; the empty word takes what no word explains."""
    import numpy as np  # noqa: PLC0415 - 12 MB that only learning needs

    source_ids: dict[str, int] = {"": 0}
    target_ids: dict[str, int] = {}
    links: list[np.ndarray] = []
    slots: list[np.ndarray] = []
    slot = 0
    for source, target in zip(sources, targets, strict=True):
        ones = np.array([0, *(source_ids.setdefault(word, len(source_ids)) for word in source)], dtype=np.int64)
        others = np.array([target_ids.setdefault(word, len(target_ids)) for word in target], dtype=np.int64)
        links.append(((ones[None, :] << 32) | others[:, None]).ravel())
        slots.append(np.repeat(np.arange(slot, slot + len(others)), len(ones)))
        slot += len(others)
    if not links:
        return {}
    keys, link = np.unique(np.concatenate(links), return_inverse=True)
    owner = (keys >> 32).astype(np.int64)
    where = np.concatenate(slots)
    chance = np.full(len(keys), 1.0 / len(target_ids))
    for _ in range(ROUNDS):
        weight = chance[link]
        weight /= np.bincount(where, weights=weight, minlength=slot)[where]
        expected = np.bincount(link, weights=weight, minlength=len(keys))
        chance = expected / np.bincount(owner, weights=expected, minlength=len(source_ids))[owner]
    by_source, by_target = list(source_ids), list(target_ids)
    likely = np.flatnonzero(chance >= 0.02)  # noqa: PLR2004 - far below what is kept
    return {(by_source[owner[at]], by_target[keys[at] & 0xFFFFFFFF]): float(chance[at]) for at in likely if owner[at]}


def write(rows: Iterable[Learned], path: Path) -> int:
    """Keep what was learned; how many words that are."""
    words = set()
    with lzma.open(path, "wt", encoding="utf-8") as file:
        for row in rows:
            words.add(row.chinese)
            file.write(f"{row.chinese}\t{row.english}\t{row.forth}\t{row.back}\t{row.count}\n")
    return len(words)


def read(path: Path) -> Iterator[Learned]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            chinese, english, forth, back, count = line.rstrip("\n").split("\t")
            yield Learned(chinese, english, float(forth), float(back), int(count))
