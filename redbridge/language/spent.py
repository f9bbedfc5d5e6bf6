"""What engines may still be given today, and which of them rest: read by pages, written by the ladder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from redbridge.language.engines.protocol import Engine
from redbridge.language.models import Spending

REST, FAILURES, DOUBTS = "language:rest:", "language:failures:", "language:doubts:"
DOUBTS_TO_DEMOTE = 5


@dataclass(frozen=True, slots=True)
class Budget:
    """Characters that services elsewhere were given today, by engine."""

    used: Mapping[str, int]

    def left(self, engine: Engine) -> int | None:
        """Characters that an engine may still be given today; None for as many as there are."""
        if engine.is_local and not engine.budget:
            return None
        limits = [engine.budget - self.used.get(engine.name, 0)] if engine.budget else []
        if not engine.is_local:
            limits.append(int(settings.TRANSLATE_BUDGET) - sum(self.used.values()))
        return max(0, min(limits)) if limits else None


def today() -> Budget:
    """One query."""
    rows = Spending.objects.filter(day=day()).values_list("engine", "characters")
    return Budget({engine: characters for engine, characters in rows if not engine.startswith(HERE)})


HERE = "here:"  # before the names of engines that cost nothing, so that they are no part of the site's budget


def row_of(engine: Engine) -> str:
    """The name under which an engine's spending stands."""
    return engine.name if not engine.is_local or engine.budget else f"{HERE}{engine.name}"[:40]


def day() -> datetime:
    return timezone.now().astimezone(UTC)


def renewed_at() -> datetime:
    """When the budgets are whole again: the next midnight of UTC."""
    now = day()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def resting(engines: Iterable[Engine]) -> dict[str, datetime]:
    """Engines that are left alone for now because they failed or asked for it, and until when."""
    names = {rest_key(each.name): each.name for each in engines}
    found = cache.get_many(names) if names else {}
    now = timezone.now().timestamp()
    return {names[key]: datetime.fromtimestamp(until, UTC) for key, until in found.items() if until > now}


def doubted(engines: Iterable[Engine], source: str, target: str) -> set[str]:
    """Engines of which several people said that they get this pair wrong."""
    names = {doubts_key(each.name, source, target): each.name for each in engines}
    found = cache.get_many(names) if names else {}
    return {names[key] for key, count in found.items() if count >= DOUBTS_TO_DEMOTE}


def doubts_key(engine: str, source: str, target: str) -> str:
    return f"{DOUBTS}{engine}:{source}:{target}".replace(" ", "_")


def rest_key(engine: str) -> str:
    return f"{REST}{engine}".replace(" ", "_")
