"""Bring texts into the reader's language, from the best rung that may see them."""

import time
from collections.abc import Sequence

from redbridge.accounts.models import Person
from redbridge.kit import limits
from redbridge.language import routing
from redbridge.language.actions import climbing, spending
from redbridge.language.engines import glossing, registry
from redbridge.language.queries import keeping
from redbridge.language.readings import Piece, Reading, Text, prepare
from redbridge.language.rungs import Rung
from redbridge.language.tags import needs_words, tag_of

PAGE_SECONDS, WORKER_SECONDS = 8.0, 90.0
LOOK_AGAIN = 0.15
MOST_TEXTS = 200
CALLS_AN_HOUR, CALLS_OF_STRANGERS_AN_HOUR = 600, 3000
HOUR = 3600
PRIVACIES = ("public", "followers", "private")


def translate(
    reader: Person | None,
    *,
    texts: Sequence[Text],
    into: str,
    allow_outside: bool = True,
    in_background: bool = False,
) -> list[Reading | None]:
    """What each text means in a language, in order; None where there is nothing but the original.

    It takes 8 seconds at most for all texts together and then gives what it has, with the gloss for the rest. Without
    `allow_outside` no text leaves this server. Whoever calls has checked that the reader may see the texts.
    """
    into = tag_of(into)
    until = time.monotonic() + (WORKER_SECONDS if in_background else PAGE_SECONDS)
    pieces = [
        prepare(text) if text.words and needs_words(tag_of(text.language), into) else None
        for text in texts[:MOST_TEXTS]
    ]
    found = keeping.find(pieces, into)
    wanted = _wanted(pieces, found)
    spending.note_hits(reading.engine for reading in found if reading is not None and reading.rung > Rung.MEMORY)
    if wanted:
        _climb(reader, wanted, into, until, allow_outside=allow_outside, in_background=in_background)
        found = keeping.find(pieces, into)
    return [*found, *[None] * (len(texts) - len(pieces))]


def _wanted(pieces: Sequence[Piece | None], found: Sequence[Reading | None]) -> list[Piece]:
    """Each text once that has nothing yet or only its gloss; of equal texts the one that most engines may see."""
    wanted: dict[tuple[str, str], Piece] = {}
    for piece, reading in zip(pieces, found, strict=True):
        if piece is None or not piece.is_translatable or (reading is not None and _is_final(piece, reading)):
            continue
        other = wanted.get((piece.hash, piece.source))
        if other is None or _openness(piece) < _openness(other):
            wanted[piece.hash, piece.source] = piece
    return list(wanted.values())


def _is_final(piece: Piece, reading: Reading) -> bool:
    """Whether nothing better can be had now: a gloss is, where no engine knows the pair."""
    if reading.rung < Rung.GLOSS:
        return True
    current = (glossing.VERSION, glossing.glossary_version())
    is_current = (reading.version, reading.glossary_version) == current
    return is_current and not routing.are_any(registry.engines(), piece.source, reading.language)


def _openness(piece: Piece) -> int:
    return PRIVACIES.index(piece.text.privacy) if piece.text.privacy in PRIVACIES else len(PRIVACIES)


def _climb(
    reader: Person | None, wanted: list[Piece], into: str, until: float, *, allow_outside: bool, in_background: bool
) -> None:
    climb = climbing.Climb(into, until, allow_outside)
    if in_background or _may_ask(reader):
        climb.up([piece for piece in wanted if routing.is_settled(piece.text.changed_at)])
        _await(climb, wanted, into, until)
    climbing.gloss([piece for piece in wanted if piece.hash not in climb.made], into)


def _may_ask(reader: Person | None) -> bool:
    """Beyond so many calls an hour a reader gets the gloss; nobody is refused."""
    if reader is None:
        return limits.allow("translate:strangers", limit=CALLS_OF_STRANGERS_AN_HOUR, seconds=HOUR)
    return limits.allow(f"translate:{reader.id}", limit=CALLS_AN_HOUR, seconds=HOUR)


def _await(climb: climbing.Climb, wanted: list[Piece], into: str, until: float) -> None:
    """What somebody else is having translated at this moment is soon there."""
    waiting = [piece for piece in wanted if piece.hash in climb.awaited and piece.hash not in climb.made]
    keys = {piece.hash for piece in waiting}
    while keys and time.monotonic() + LOOK_AGAIN < until:
        time.sleep(LOOK_AGAIN)
        found = keeping.find(waiting, into)
        came = {
            piece.hash
            for piece, reading in zip(waiting, found, strict=True)
            if reading is not None and reading.rung < glossing.RUNG
        }
        climb.made.update(came)
        keys -= came
