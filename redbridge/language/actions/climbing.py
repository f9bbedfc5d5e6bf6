"""Up the ladder with some texts: engine after engine, each asked once for all that it may see."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from redbridge.language import asking, audiences, routing, spent
from redbridge.language.actions import attempts, spending
from redbridge.language.asking import Asked, Said
from redbridge.language.audiences import Audience
from redbridge.language.engines import glossing, registry
from redbridge.language.engines.protocol import Engine, EngineFailed
from redbridge.language.masking import MARK, Masked
from redbridge.language.models import Attempt, Translation
from redbridge.language.readings import Piece
from redbridge.language.routing import Route
from redbridge.language.rungs import PLAIN_MACHINES

# The engine is to blame and rests; the texts may be asked for again at once.
ENGINE_AT_FAULT = {"slow", "unreachable", "quota", "busy", "key", "status", "type", "gone", "host", "address", "large"}
LONGEST_CONTEXT = 200


@dataclass
class Climb:
    """One call for texts of one page or one batch. `awaited` are texts that somebody else is just having translated.

    `asked` is the engine that was asked last.
    """

    into: str
    until: float
    allow_outside: bool
    awaited: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    asked: Engine | None = None

    def up(self, pieces: Sequence[Piece]) -> None:
        """Have as many of the pieces translated as engines, budgets and time allow."""
        engines = registry.engines()
        if not engines:
            return
        resting = spent.resting(engines)
        audience = audiences.NOBODY
        if self.allow_outside and any(not each.is_local for each in engines):
            audience = audiences.of(piece.text for piece in pieces)
        for source in dict.fromkeys(piece.source for piece in pieces):
            todo = {piece.hash: piece for piece in pieces if piece.source == source}
            for route in routing.routes(engines, source, self.into):
                if any(leg.name in resting for leg in route.legs):
                    continue
                self._go(route, [piece for key, piece in todo.items() if key not in self.made], audience)

    def _go(self, route: Route, pieces: Sequence[Piece], audience: Audience) -> None:
        wanted = {
            self._key(route, piece): piece
            for piece in pieces
            if piece.hash not in self.awaited
            and routing.suits(route, piece, audience, allow_outside=self.allow_outside)
        }
        if not wanted or time.monotonic() >= self.until:
            return
        ours, others = attempts.claim(wanted)
        self.awaited.update(wanted[key].hash for key in others)
        left = {key: piece for key, piece in wanted.items() if key in ours}
        self._drop_what_came_meanwhile(left)
        try:
            for chunk in _chunks(left, route):
                if time.monotonic() >= self.until or not self._try(route, chunk):
                    break
                for key in chunk:
                    del left[key]
        finally:
            attempts.release(left)

    def _drop_what_came_meanwhile(self, left: dict[str, Piece]) -> None:
        """Between our look and our claim somebody else may have finished."""
        there = set(Translation.objects.filter(key__in=list(left)).values_list("key", flat=True))
        attempts.release(there)
        for key in there:
            self.made.add(left.pop(key).hash)

    def _try(self, route: Route, chunk: dict[str, Piece]) -> bool:
        """Whether the route is worth another chunk. What is done with this one is written before the next is begun."""
        pieces = list(chunk.values())
        characters = sum(len(piece.masked.text) for piece in pieces)
        if not all(spending.reserve(leg, characters) for leg in route.legs):
            return False
        for leg in route.legs:
            if not leg.is_local:
                spending.note_sendings(leg, pieces)
        try:
            said = self._travel(route, pieces)
        except EngineFailed as failure:
            spending.note_failure(self.asked or route.engine, failure.code)
            if failure.code not in ENGINE_AT_FAULT:
                attempts.give_up(chunk, failure.code)
                return True
            return False
        spending.note_success(route.engine)
        self._keep(route, chunk, said)
        return True

    def _travel(self, route: Route, pieces: Sequence[Piece]) -> list[Said]:
        source = pieces[0].source
        context = _context(pieces)
        stops = [source, *([route.via] if route.via else []), self.into]
        found = [Said(piece.masked.text) for piece in pieces]
        for leg, start, end in zip(route.legs, stops[:-1], stops[1:], strict=True):
            alive = [place for place, said in enumerate(found) if said.text is not None]
            if not alive:
                break
            asked = [
                Asked(
                    Masked(str(found[place].text), pieces[place].masked.tokens, pieces[place].masked.kinds),
                    pieces[place].text.kind,
                    needs_proof=routing.needs_proof(route, pieces[place]),
                )
                for place in alive
            ]
            hint = context if start == source else ""
            self.asked = leg
            said = asking.ask(leg, asked, start, end, until=self.until, context=hint)
            for place, each in zip(alive, said, strict=True):
                found[place] = each
        return found

    def _keep(self, route: Route, chunk: dict[str, Piece], said: Sequence[Said]) -> None:
        """Each translation with the end of its attempt in one transaction, so that a crash in between loses nothing."""
        rows, faults = [], {}
        for (key, piece), each in zip(chunk.items(), said, strict=True):
            if each.text is None:
                faults[key] = each.fault
                continue
            self.made.add(piece.hash)
            rows.append(
                Translation(
                    key=key,
                    text_hash=piece.hash,
                    source=piece.source,
                    target=self.into,
                    rung=route.engine.rung,
                    engine=route.name,
                    engine_version=route.version,
                    place=route.place,
                    glossary_version=_glossary_version(route, piece, self.into),
                    words=each.text,
                    via=route.via,
                    confidence=each.confidence,
                    author_id=piece.text.author_id or None,
                )
            )
        with transaction.atomic():
            Translation.objects.bulk_create(rows, ignore_conflicts=True)
            Attempt.objects.filter(key__in=[row.key for row in rows]).delete()
        for fault in set(faults.values()):
            attempts.give_up([key for key, code in faults.items() if code == fault], fault)

    def _key(self, route: Route, piece: Piece) -> str:
        glossary = _glossary_version(route, piece, self.into)
        via = route.via + ("?" if routing.needs_proof(route, piece) else "")  # a title of these words needs none
        return key_of(piece, self.into, engine=route.name, version=route.version, glossary=glossary, via=via)


def gloss(pieces: Sequence[Piece], into: str) -> None:
    """Word by word what no engine translated; it needs nothing and sees everything, since it never leaves here."""
    rows = []
    version = glossing.glossary_version()
    for piece in pieces:
        if not glossing.can(piece.source, into):
            continue
        found = glossing.word_by_word(piece.masked.text, piece.source, into)
        settled = piece.masked.settle(found[0]) if found else None
        if found is None or settled is None:
            continue
        rows.append(
            Translation(
                key=key_of(piece, into, engine=glossing.NAME, version=glossing.VERSION, glossary=version),
                text_hash=piece.hash,
                source=piece.source,
                target=into,
                rung=glossing.RUNG,
                engine=glossing.NAME,
                engine_version=glossing.VERSION,
                place="here",
                glossary_version=version,
                words=settled,
                confidence=found[1],
                author_id=piece.text.author_id or None,
            )
        )
    if rows:
        Translation.objects.bulk_create(rows, ignore_conflicts=True)


def key_of(piece: Piece, into: str, *, engine: str, version: str, glossary: str, via: str = "") -> str:
    """The one name of a translation of a text by an engine as it is now."""
    parts = (piece.hash, piece.source, into, engine, version, glossary, via)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _glossary_version(route: Route, piece: Piece, into: str) -> str:
    """Only where a term of the glossary is in the text: else a new glossary would have everything translated again."""
    if any(leg.rung in PLAIN_MACHINES for leg in route.legs):
        has_terms = bool(glossing.set_aside(piece.masked.text, piece.source, into)[1])
    else:
        has_terms = bool(glossing.hints(piece.masked.text, piece.source, into))
    return glossing.glossary_version() if has_terms else ""


def _context(pieces: Sequence[Piece]) -> str:
    """The title helps a model with the comments under it."""
    title = next((piece for piece in pieces if piece.text.kind == "title"), None)
    return MARK.sub(" ", title.masked.text)[:LONGEST_CONTEXT].strip() if title and len(pieces) > 1 else ""


def _chunks(left: dict[str, Piece], route: Route) -> Iterator[dict[str, Piece]]:
    most_texts = min(leg.most_segments for leg in route.legs)
    most_characters = min(leg.most_characters for leg in route.legs)
    chunk: dict[str, Piece] = {}
    size = 0
    for key, piece in list(left.items()):
        length = len(piece.masked.text)
        if chunk and (len(chunk) >= most_texts or size + length > most_characters):
            yield chunk
            chunk, size = {}, 0
        chunk[key] = piece
        size += length
    if chunk:
        yield chunk
