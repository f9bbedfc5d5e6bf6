"""Which engines a text may go to, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from redbridge.language import checking, spent
from redbridge.language.audiences import Audience
from redbridge.language.engines.protocol import Engine
from redbridge.language.readings import Piece
from redbridge.language.rungs import PLAIN_MACHINES, Rung

BRIDGE = "en"
DEBOUNCE = timedelta(seconds=30)
FEWEST_WORDS = 3  # of a comment that a machine without context is trusted with


@dataclass(frozen=True, slots=True)
class Route:
    """One way from a language into another: an engine, or two of them with English between."""

    legs: tuple[Engine, ...]
    via: str = ""

    @property
    def engine(self) -> Engine:
        """The leg that counts: the worse of two."""
        return max(self.legs, key=lambda leg: leg.rung)

    @property
    def is_local(self) -> bool:
        return all(leg.is_local for leg in self.legs)

    @property
    def name(self) -> str:
        names = list(dict.fromkeys(leg.name for leg in self.legs))
        return " + ".join(names)[:40]

    @property
    def version(self) -> str:
        return "+".join(dict.fromkeys(leg.version for leg in self.legs))[:60]

    @property
    def place(self) -> str:
        places = list(dict.fromkeys(leg.place for leg in self.legs if not leg.is_local))
        return ", ".join(places)[:60] or self.legs[0].place


def routes(engines: Sequence[Engine], source: str, target: str) -> list[Route]:
    """The direct ways by their rungs; engines that people doubt for the pair come last; then one through English."""
    doubts = spent.doubted(engines, source, target)
    direct = [Route((each,)) for each in engines if each.can(source, target)]
    direct.sort(key=lambda route: (route.engine.name in doubts, route.engine.rung))
    if direct or BRIDGE in {source, target}:
        return direct
    first = next((each for each in engines if each.can(source, BRIDGE)), None)
    second = next((each for each in engines if each.can(BRIDGE, target)), None)
    return [Route((first, second), BRIDGE)] if first and second else []


def are_any(engines: Sequence[Engine], source: str, target: str) -> bool:
    """Whether some engine, or two of them, know the pair at all."""
    if any(each.can(source, target) for each in engines):
        return True
    legs = (any(each.can(source, BRIDGE) for each in engines), any(each.can(BRIDGE, target) for each in engines))
    return BRIDGE not in {source, target} and all(legs)


def suits(route: Route, piece: Piece, audience: Audience, *, allow_outside: bool) -> bool:
    """Whether a text may and should go this way."""
    if not route.is_local and not (allow_outside and audience.may_leave(piece.text)):
        return False
    return not (any(leg.rung == Rung.MODEL for leg in route.legs) and checking.is_an_order(piece.text.words))


def is_short(piece: Piece) -> bool:
    """Whether a comment has so few words that a machine without context mostly gets them wrong."""
    return piece.text.kind == "comment" and checking.words_in(piece.masked.text) < FEWEST_WORDS


def needs_proof(route: Route, piece: Piece) -> bool:
    return route.engine.rung in PLAIN_MACHINES and is_short(piece)


def is_settled(changed_at: datetime | None) -> bool:
    """Whether a text was not edited just now: people often correct what they wrote several times in a row."""
    return changed_at is None or changed_at < timezone.now() - DEBOUNCE
