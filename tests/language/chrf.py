"""chrF as sacrebleu counts it by default: n-grams of one to six signs without spaces, recall twice as heavy."""

from collections import Counter
from collections.abc import Sequence

LONGEST, BETA = 6, 2.0


def chrf(answers: Sequence[str], references: Sequence[str]) -> float:
    """Of a whole sheet, from 0 to 100."""
    matched, answered, wanted = [0] * LONGEST, [0] * LONGEST, [0] * LONGEST
    for answer, reference in zip(answers, references, strict=True):
        for size in range(1, LONGEST + 1):
            ours, theirs = _grams(answer, size), _grams(reference, size)
            matched[size - 1] += sum((ours & theirs).values())
            answered[size - 1] += sum(ours.values()) if theirs else 0
            wanted[size - 1] += sum(theirs.values())
    scores = [
        (one / ours, one / theirs)
        for one, ours, theirs in zip(matched, answered, wanted, strict=True)
        if ours and theirs
    ]
    if not scores:
        return 0.0
    precision = sum(score for score, _ in scores) / len(scores)
    recall = sum(score for _, score in scores) / len(scores)
    if not precision + recall:
        return 0.0
    return 100 * (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)


def _grams(text: str, size: int) -> Counter[str]:
    plain = "".join(text.split())
    return Counter(plain[at : at + size] for at in range(len(plain) - size + 1))
