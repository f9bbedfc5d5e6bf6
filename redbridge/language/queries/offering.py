"""What a button may promise, and what the operator wants to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from redbridge.language import audiences, routing, spent
from redbridge.language.engines import glossing, registry
from redbridge.language.models import Spending
from redbridge.language.readings import Text, prepare
from redbridge.language.rungs import Rung
from redbridge.language.tags import needs_words, tag_of

DAYS = 30


@dataclass(frozen=True, slots=True)
class Offer:
    """The engine that would be asked now, its rung and place, for the button; an empty engine where there is none.

    `spent_until` says that a better one has had its budget for today, and when it may be asked again; `rests_until`
    that it does not answer at the moment.
    """

    engine: str = ""
    place: str = ""
    rung: Rung = Rung.ORIGINAL
    via: str = ""
    spent_until: datetime | None = None
    rests_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What one engine did in the last days."""

    engine: str
    is_local: bool
    characters: int
    requests: int
    failures: int
    hits: int

    @property
    def hit_rate(self) -> float:
        """The part of what was asked for that was there already, from 0 to 1."""
        asked = self.hits + self.requests
        return self.hits / asked if asked else 0.0


def offer(texts: Sequence[Text], *, into: str, allow_outside: bool = True) -> Offer:
    """What the texts would be translated by now: the first way that all of them may go."""
    into = tag_of(into)
    pieces = [prepare(text) for text in texts if text.words and needs_words(tag_of(text.language), into)]
    if not pieces:
        return Offer()
    engines = registry.engines()
    resting = spent.resting(engines)
    budget = spent.today()
    audience = audiences.of(piece.text for piece in pieces)
    spent_until = rests_until = None
    for route in routing.routes(engines, pieces[0].source, into):
        if not all(routing.suits(route, piece, audience, allow_outside=allow_outside) for piece in pieces):
            continue
        rests = [resting[leg.name] for leg in route.legs if leg.name in resting]
        if rests:
            rests_until = rests_until or max(rests)
            continue
        need = sum(len(piece.masked.text) for piece in pieces)
        if any((left := budget.left(leg)) is not None and left < need for leg in route.legs):
            spent_until = spent.renewed_at()
            continue
        return Offer(route.name, route.place, route.engine.rung, route.via, spent_until, rests_until)
    if glossing.can(pieces[0].source, into):
        return Offer(glossing.NAME, "here", Rung.GLOSS, "", spent_until, rests_until)
    return Offer(spent_until=spent_until, rests_until=rests_until)


def budget_used_until() -> datetime | None:
    """When engines elsewhere may be asked again, where none of them has anything left today; else None."""
    outside = [each for each in registry.engines() if not each.is_local]
    if not outside:
        return None
    budget = spent.today()
    return spent.renewed_at() if all(budget.left(each) == 0 for each in outside) else None


def numbers(*, days: int = DAYS) -> list[Numbers]:
    """Spend, hits and failures by engine, for the operator; whoever calls has checked who asks."""
    since: date = spent.day().date() - timedelta(days=days)
    found: dict[str, list[int]] = {}
    local: set[str] = set()
    rows = Spending.objects.filter(day__gte=since).values_list("engine", "characters", "requests", "failures", "hits")
    for stored, *counts in rows:
        engine = stored.removeprefix(spent.HERE)
        if engine != stored or engine == glossing.NAME:
            local.add(engine)
        found[engine] = [one + other for one, other in zip(found.get(engine, [0, 0, 0, 0]), counts, strict=True)]
    return [Numbers(engine, engine in local, *counts) for engine, counts in sorted(found.items())]
