"""Keep count of what engines are given, and let those rest that fail."""

from collections.abc import Iterable

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from redbridge.language import spent
from redbridge.language.engines.protocol import Engine
from redbridge.language.models import Sending, Spending
from redbridge.language.readings import Piece

FAILURES_TO_REST = 3
FIRST_REST, LONGEST_REST, REST_OF_BUSY, REST_OF_QUOTA = 60, 3600, 30, 3600
DAY = 24 * 3600


def reserve(engine: Engine, characters: int) -> bool:
    """Count what an engine is about to be given; False, and nothing counted, where the budget does not allow it."""
    name = spent.row_of(engine)
    with transaction.atomic():
        row, _is_new = Spending.objects.select_for_update().get_or_create(day=spent.day().date(), engine=name)
        left = spent.today().left(engine)
        if left is not None and characters > left:
            return False
        Spending.objects.filter(id=row.id).update(characters=F("characters") + characters, requests=F("requests") + 1)
    return True


def note_failure(engine: Engine, code: str) -> None:
    """An engine answered nothing of use. It rests at once when it asks for that, else after a few failures in a row."""
    Spending.objects.filter(day=spent.day().date(), engine=spent.row_of(engine)).update(failures=F("failures") + 1)
    key = f"{spent.FAILURES}{engine.name}".replace(" ", "_")
    failures = int(cache.get(key, 0)) + 1
    cache.set(key, failures, timeout=DAY)
    if code in {"quota", "key"}:
        _rest(engine, REST_OF_QUOTA)
    elif code == "busy":
        _rest(engine, REST_OF_BUSY)
    elif failures >= FAILURES_TO_REST:
        _rest(engine, min(LONGEST_REST, FIRST_REST * 2 ** min(failures - FAILURES_TO_REST, 6)))


def note_success(engine: Engine) -> None:
    """An engine works: its failures are forgotten."""
    key = f"{spent.FAILURES}{engine.name}".replace(" ", "_")
    if cache.get(key):
        cache.delete(key)


def note_hits(engines: Iterable[Engine | str]) -> None:
    """What was asked for was there already."""
    counts: dict[str, int] = {}
    for each in engines:
        name = each if isinstance(each, str) else spent.row_of(each)
        counts[name] = counts.get(name, 0) + 1
    for name, count in counts.items():
        row, _is_new = Spending.objects.get_or_create(day=spent.day().date(), engine=name)
        Spending.objects.filter(id=row.id).update(hits=F("hits") + count)


def note_sendings(engine: Engine, pieces: Iterable[Piece]) -> None:
    """Texts of people that are about to leave this server: which by their hash, how long, and to whom."""
    Sending.objects.bulk_create(
        [
            Sending(
                author_id=piece.text.author_id,
                text_hash=piece.hash,
                characters=len(piece.masked.text),
                privacy=piece.text.privacy,
                engine=engine.name,
            )
            for piece in pieces
            if piece.text.author_id
        ],
        ignore_conflicts=True,
    )


def _rest(engine: Engine, seconds: int) -> None:
    cache.set(spent.rest_key(engine.name), timezone.now().timestamp() + seconds, timeout=seconds)
