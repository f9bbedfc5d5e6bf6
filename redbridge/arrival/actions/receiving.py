"""Rows that are no posts, on their way to those who use them: tokens of people and items, words for taste."""

import hashlib
import hmac
from collections.abc import Sequence

from redbridge.accounts.models import Person
from redbridge.arrival import friendkeys, jobs
from redbridge.arrival.actions import finding, tasting
from redbridge.arrival.models import Arrival, ArrivedItem, FriendKey, SeenKey
from redbridge.arrival.reading.rowstore import ITEM_SECTIONS, StoredRow
from redbridge.arrival.sources.shape import PEOPLE_SECTIONS

BATCH = 500


def take_rows(person: Person, arrival: Arrival, section: str, rows: Sequence[StoredRow]) -> set[int]:
    """Hand rows on; gives the ordinals of those that are new. In the transaction that moves the cursor."""
    platform = jobs.platform_of(arrival.source)
    version = int(arrival.report.get("key_version") or 1)
    if section in PEOPLE_SECTIONS or section in ITEM_SECTIONS:
        tokens = {row.data["token"]: row.ordinal for row in rows}
        known = _known_tokens(person, platform, section, list(tokens))
        new = [token for token in tokens if token not in known]
        if section in PEOPLE_SECTIONS:
            finding.keep_keys(person, platform=platform, list=section, tokens=list(tokens), key_version=version)
        else:
            tasting.take_keys(person, platform=platform, section=section, tokens=new, key_version=version)
        return {tokens[token] for token in new}
    return _take_words(person, arrival, section, rows)


def _take_words(person: Person, arrival: Arrival, section: str, rows: Sequence[StoredRow]) -> set[int]:
    """Words are used and forgotten; only a keyed mark stays of each, so that the same export gives nothing new."""
    place, keys = jobs.place_of(arrival.source), friendkeys.keys()
    newest = keys[max(keys)]
    marks = {row.ordinal: _mark(newest, row.source_id) for row in rows}
    older = {_mark(key, row.source_id): row.ordinal for key in keys.values() for row in rows}
    kept = ArrivedItem.objects.filter(person=person, platform=place, kind=section)
    known: set[int] = set()
    names = list(older)
    for start in range(0, len(names), BATCH):
        found = kept.filter(source_id__in=names[start : start + BATCH]).values_list("source_id", flat=True)
        known |= {older[name] for name in found}
    new = [row for row in rows if row.ordinal not in known]
    texts = [text for row in new if (text := str(row.data.get("text") or ""))]
    if texts:
        tasting.take_text(person, section=section, texts=texts)
    same = {"person": person, "platform": place, "kind": section, "arrival": arrival}
    done = ArrivedItem.State.IMPORTED
    ArrivedItem.objects.bulk_create(
        (ArrivedItem(**same, source_id=marks[row.ordinal], state=done) for row in new), ignore_conflicts=True
    )
    return {row.ordinal for row in new}


def _known_tokens(person: Person, platform: str, section: str, tokens: list[str]) -> set[str]:
    friends = FriendKey.objects.filter(person=person, platform=platform, list=section)
    items = SeenKey.objects.filter(person=person, platform=platform, section=section)
    found: set[str] = set()
    for start in range(0, len(tokens), BATCH):
        some = tokens[start : start + BATCH]
        rows = friends.filter(token__in=some) if section in PEOPLE_SECTIONS else items.filter(token__in=some)
        found |= set(rows.values_list("token", flat=True))
    return found


def _mark(key: bytes, source_id: str) -> str:
    return hmac.new(key, f"row\0{source_id}".encode(errors="replace"), hashlib.sha256).hexdigest()
