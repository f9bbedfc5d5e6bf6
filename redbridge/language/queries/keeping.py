"""What there is already of texts in another language."""

from collections.abc import Iterable, Sequence

from redbridge.language.models import Improvement, Translation
from redbridge.language.readings import Piece, Reading, Text, prepare
from redbridge.language.rungs import Rung
from redbridge.language.tags import needs_words, tag_of

DOUBTS_TO_HIDE = 3
VOTES_TO_APPROVE = 2


def kept(texts: Sequence[Text], *, into: str) -> list[Reading | None]:
    """The best that is there for each text, in order; two queries for any number of texts, and nothing is computed."""
    into = tag_of(into)
    pieces = [prepare(text) if text.words and needs_words(tag_of(text.language), into) else None for text in texts]
    return find(pieces, into)


def find(pieces: Sequence[Piece | None], into: str) -> list[Reading | None]:
    """The same for texts that are prepared already; None stays None."""
    hashes = {piece.hash for piece in pieces if piece is not None and piece.is_translatable}
    if not hashes:
        return [None] * len(pieces)
    by_people = _by_hash(
        Improvement.objects.filter(text_hash__in=hashes, target=into, state=Improvement.State.APPROVED).order_by("-id")
    )
    by_machines = _by_hash(
        Translation.objects.filter(text_hash__in=hashes, target=into).order_by("rung", "-made_at", "-id")
    )
    return [
        None if piece is None else _of_people(piece, by_people, into) or _of_machines(piece, by_machines, into)
        for piece in pieces
    ]


def _by_hash(rows: Iterable[Improvement] | Iterable[Translation]) -> dict[str, list[Improvement | Translation]]:
    found: dict[str, list[Improvement | Translation]] = {}
    for row in rows:
        found.setdefault(row.text_hash, []).append(row)
    return found


def _of_people(piece: Piece, rows: dict[str, list[Improvement | Translation]], into: str) -> Reading | None:
    """The author's own words before those that others agreed on; an author decides for their own texts only."""
    best: tuple[int, int, Reading] | None = None
    for row in rows.get(piece.hash, ()):
        assert isinstance(row, Improvement)  # noqa: S101 - only these were asked for
        is_own = row.author_id == piece.text.author_id
        if row.source != piece.source or not (is_own or (row.votes >= VOTES_TO_APPROVE and not row.is_authors)):
            continue
        words = piece.masked.fill(row.words)
        if words is None:
            continue
        rung = Rung.AUTHOR if row.is_authors and is_own else Rung.MEMORY
        reading = Reading(words, into, rung, engine="people", place="here", id=row.id, by=row.person_id)
        if best is None or (int(rung), -row.votes) < best[:2]:
            best = (int(rung), -row.votes, reading)
    return best[2] if best else None


def _of_machines(piece: Piece, rows: dict[str, list[Improvement | Translation]], into: str) -> Reading | None:
    found = [row for row in rows.get(piece.hash, ()) if row.source == piece.source]
    for is_doubted in (False, True):  # what many doubt is shown only where there is nothing else
        for row in found:
            assert isinstance(row, Translation)  # noqa: S101 - only these were asked for
            if (row.doubts >= DOUBTS_TO_HIDE) is not is_doubted:
                continue
            words = piece.masked.fill(row.words)
            if words is not None:
                return reading_of(row, words, into)
    return None


def reading_of(row: Translation, words: str, into: str) -> Reading:
    """A kept translation as a page shows it."""
    return Reading(
        words,
        into,
        Rung(row.rung),
        engine=row.engine,
        place=row.place,
        version=row.engine_version,
        glossary_version=row.glossary_version,
        via=row.via,
        id=row.id,
    )
