"""One engine asked for some texts of a pair: what is hidden from it, what it says, and what of that is believed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from redbridge.language import checking
from redbridge.language.engines import glossing
from redbridge.language.engines.openai import INSTRUCTIONS
from redbridge.language.engines.protocol import Engine, EngineFailed, Order, Outcome, Segment
from redbridge.language.masking import AROUND_MARKS, MARK, Masked
from redbridge.language.rungs import PLAIN_MACHINES, Rung

_LIKE_ONE_TEXT = {"broken", "count", "long"}  # failures that one text among many may have caused


@dataclass(frozen=True, slots=True)
class Asked:
    """A masked text and its kind; `needs_proof` where the answer counts only if it comes back as the same."""

    masked: Masked
    kind: str
    needs_proof: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """An engine, the pair, and the moment of the monotonic clock by which it has to answer."""

    engine: Engine
    source: str
    target: str
    until: float

    def give(
        self, segments: Sequence[Segment], *, context: str = "", hints: Sequence[tuple[str, str]] = ()
    ) -> list[Outcome]:
        found = self.engine.translate(Order(segments, self.source, self.target, self.until, context, hints))
        if len(found) != len(segments):
            raise EngineFailed("count")
        return found

    @property
    def is_plain(self) -> bool:
        return self.engine.rung in PLAIN_MACHINES


@dataclass(frozen=True, slots=True)
class Said:
    """A believed translation, still masked and settled, or None and the reason."""

    text: str | None
    fault: str = ""
    confidence: float = 0.0


def ask(
    engine: Engine, asked: Sequence[Asked], source: str, target: str, *, until: float, context: str = ""
) -> list[Said]:
    """What is believed of the engine's answers, in order; EngineFailed where it has none at all."""
    way = Way(engine, source, target, min(until, time.monotonic() + engine.seconds))
    try:
        found = _once(way, asked, context)
    except EngineFailed as failure:
        if len(asked) == 1 or failure.code not in _LIKE_ONE_TEXT:
            raise
        found = [_alone(way, each) for each in asked]
    return _proved(way, asked, found)


def _once(way: Way, asked: Sequence[Asked], context: str) -> list[Said]:
    given = [
        glossing.set_aside(each.masked.text, way.source, way.target) if way.is_plain else (each.masked.text, [])
        for each in asked
    ]
    hints = (
        {}
        if way.is_plain
        else dict(hint for each in asked for hint in glossing.hints(each.masked.text, way.source, way.target))
    )
    segments = [Segment(text, each.kind) for (text, _meanings), each in zip(given, asked, strict=True)]
    outcomes = way.give(segments, context=context, hints=list(hints.items()))
    found = []
    for each, (_text, meanings), outcome in zip(asked, given, outcomes, strict=True):
        text = outcome.text
        if text is not None and meanings:
            text = glossing.put_back(text, len(each.masked.tokens), meanings)
        found.append(_believed(each, text, way, outcome.code, outcome.confidence))
    return _in_pieces(way, asked, found) if way.is_plain else found


def _alone(way: Way, asked: Asked) -> Said:
    try:
        return _once(way, [asked], "")[0]
    except EngineFailed as failure:
        return Said(None, failure.code)


def _believed(asked: Asked, text: str | None, way: Way, code: str = "", confidence: float = 0.0) -> Said:
    if text is None:
        return Said(None, code or "marks")
    settled = asked.masked.settle(text.strip())
    if settled is None:
        return Said(None, "marks")
    told = INSTRUCTIONS if way.engine.rung == Rung.MODEL else ""
    fault = checking.fault(asked.masked, settled, target=way.target, rung=way.engine.rung, told=told)
    return Said(None, fault) if fault else Said(settled, confidence=confidence)


def _in_pieces(way: Way, asked: Sequence[Asked], found: list[Said]) -> list[Said]:
    """What lost its marks once more, in the pieces between them, which then cannot get lost."""
    lost = [place for place, said in enumerate(found) if said.fault == "marks" and asked[place].masked.tokens]
    if not lost or time.monotonic() >= way.until:
        return found
    parts = {place: AROUND_MARKS.split(asked[place].masked.text) for place in lost}
    rows = [(place, number) for place in lost for number, part in enumerate(parts[place]) if _has_words(part)]
    if not rows:
        return found
    segments = [Segment(parts[place][number].strip(), asked[place].kind) for place, number in rows]
    try:
        outcomes = way.give(segments)
    except EngineFailed:
        return found
    for (place, number), outcome in zip(rows, outcomes, strict=True):
        part = parts[place][number]
        words = outcome.text if outcome.text is not None and "⟦" not in outcome.text else None
        head, tail = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
        parts[place][number] = part if words is None else f"{head}{words.strip()}{tail}"
    result = list(found)
    for place in lost:
        result[place] = _believed(asked[place], "".join(parts[place]), way, confidence=0.3)
    return result


def _has_words(part: str) -> bool:
    return not MARK.fullmatch(part) and Masked(part).has_words


def _proved(way: Way, asked: Sequence[Asked], found: list[Said]) -> list[Said]:
    """One word or two are believed only when the same engine turns them back into what was asked."""
    rows = [place for place, each in enumerate(asked) if each.needs_proof and found[place].text is not None]
    if not rows:
        return found
    backs: list[str | None] = [None] * len(rows)
    if way.engine.can(way.target, way.source):
        try:
            segments = [Segment(str(found[place].text), asked[place].kind) for place in rows]
            back = Way(way.engine, way.target, way.source, way.until)
            backs = [outcome.text for outcome in back.give(segments)]
        except EngineFailed:
            backs = [None] * len(rows)
    result = list(found)
    for place, text in zip(rows, backs, strict=False):
        if text is None or not checking.is_round_trip(asked[place].masked.text, text):
            result[place] = Said(None, "short")
    return result
