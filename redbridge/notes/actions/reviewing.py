"""Which listed reviews are of one thing, and what they say together."""

from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q, Sum

from redbridge.kit.prepared import Prepared
from redbridge.notes import keys
from redbridge.notes.models import Kind, Note, NoteReview, Thing, ThingKey, ThingTally

_NEW_KEYS = 7_305_001  # the advisory lock of whoever names a thing
_CALLED = ("name", "link", "barcode")  # tallies whose most frequent one the thing is called and found by
Said = list[str]  # what, key, as it was written, language


def settle_review(note: Note, *, is_listed: bool) -> None:
    """Put a listed review under its thing; in the transaction that changed the note, with its row locked."""
    former = _REVIEW.first(note=note.id)
    wanted = _read(note) if is_listed and note.kind == Kind.REVIEW else None
    if wanted is None and former is None:
        return
    if wanted is not None and former is not None and _is_same(wanted, former):
        return
    things = _locked_things(keys.keys_of(note.details) if wanted else [], former)
    if former is not None:
        _take_out(former, things[former.thing_id])
    if wanted is not None:
        wanted.thing_id = next(reversed(things))
        wanted.save(force_insert=True)
    for thing in things.values():
        _count_last_of(thing, note.author_id)


def recount_things() -> None:
    """Make what reviews say together true again, and forget things that nobody reviews any more."""
    counted = Q(is_counted=True)
    rows = NoteReview.objects.order_by().values("thing").annotate(count=Count("note", filter=counted))
    rows = rows.annotate(total=Sum("rating", filter=counted, default=0))
    real = {row["thing"]: (row["count"], row["total"]) for row in rows}
    things = Thing.objects.values_list("id", "review_count", "rating_sum").iterator()
    wrong = [thing_id for thing_id, count, total in things if real.get(thing_id, (0, 0)) != (count, total) or not count]
    for thing_id in wrong:  # looked for without keeping others from writing
        with transaction.atomic():
            _recount(thing_id)


def _recount(thing_id: int) -> None:
    _alone()
    thing = Thing.objects.select_for_update().filter(id=thing_id).first()
    if thing is None:
        return
    rows = list(NoteReview.objects.filter(thing=thing).order_by("-position"))
    if not rows:
        thing.delete()
        return
    ThingTally.objects.filter(thing=thing).delete()
    NoteReview.objects.filter(thing=thing).update(is_counted=False)
    thing.review_count = thing.rating_sum = 0
    last = {row.author_id: row for row in reversed(rows)}
    for row in last.values():
        _count(thing, row, 1)
    _name(thing)


def _read(note: Note) -> NoteReview | None:
    """The row that the note's details ask for; None for a review that names nothing."""
    details = note.details
    if not keys.keys_of(details) or "rating" not in details:
        return None
    return NoteReview(
        note=note,
        author_id=note.author_id,
        position=note.position,
        rating=details["rating"],
        currency=details.get("currency", ""),
        price=details.get("price"),
        tallied=_sayings(details, note.language),
    )


def _sayings(details: dict[str, Any], language: str) -> list[Said]:
    """What a review adds to the tallies of its thing."""
    found: list[Said] = [["rating", str(details["rating"]), "", ""]]
    for what, name in (("pro", "pros"), ("con", "cons")):
        found += [[what, keys.short(keys.fold(text)), text, language] for text in details.get(name, ())]
    if "price" in details:
        found.append(["price", details["currency"], "", ""])
    brand, name = details.get("brand", ""), details.get("name", "")
    if brand or name:
        found.append(["name", keys.short(f"{keys.fold(brand)} {keys.fold(name)}"), f"{brand}\t{name}", language])
    if details.get("link"):
        found.append(["link", keys.short(details["link"]), details["link"], ""])
    if details.get("barcode"):
        found.append(["barcode", details["barcode"], details["barcode"], ""])
    return found


def _is_same(one: NoteReview, other: NoteReview) -> bool:
    return all(
        getattr(one, name) == getattr(other, name) for name in ("rating", "currency", "price", "position", "tallied")
    )


def _locked_things(wanted: list[str], former: NoteReview | None) -> dict[int, Thing]:
    """The thing of these keys, made where it is new, as the last one, after the former one; always locked in order."""
    while True:
        found = _thing_of(wanted) if wanted else None
        ids = [each for each in (former.thing_id if former else None, found) if each is not None]
        rows = {thing.id: thing for thing in Thing.objects.select_for_update().filter(id__in=ids).order_by("id")}
        if found is None or found in rows:  # else nobody reviewed it any more and it was forgotten in between
            return {each: rows[each] for each in dict.fromkeys(ids) if each in rows}


def _thing_of(wanted: list[str]) -> int:
    """The thing by the surest of its keys; keys that nobody used so far become its own."""
    known = _known(wanted)
    if len(known) < len(wanted):
        _alone()
        known = _known(wanted)
    thing_id = next((known[key] for key in wanted if key in known), None) or Thing.objects.create().id
    ThingKey.objects.bulk_create(ThingKey(key=key, thing_id=thing_id) for key in wanted if key not in known)
    return thing_id


def _known(wanted: list[str]) -> dict[str, int]:
    return dict(ThingKey.objects.filter(key__in=wanted).values_list("key", "thing_id"))


def _alone() -> None:
    """Two people may name one new thing at the same time; SQLite writes one after the other anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NEW_KEYS])


def _take_out(row: NoteReview, thing: Thing) -> None:
    was_counted = row.is_counted
    NoteReview.objects.filter(note=row.note_id).delete()
    if was_counted:
        _count(thing, row, -1)
        _name(thing)


def _count_last_of(thing: Thing, author_id: int) -> None:
    """Of all that one person wrote about a thing the last review counts."""
    rows = list(NoteReview.objects.filter(thing=thing, author=author_id).order_by("-position"))
    for row in rows[1:]:
        if row.is_counted:
            NoteReview.objects.filter(note=row.note_id).update(is_counted=False)
            _count(thing, row, -1)
    if rows and not rows[0].is_counted:
        _count(thing, rows[0], 1)
        _name(thing)


def _count(thing: Thing, row: NoteReview, step: int) -> None:
    """Add or take away what a review says; the thing is locked, and a row to take away is no longer counted."""
    if step > 0:
        NoteReview.objects.filter(note=row.note_id).update(is_counted=True)
    said = {key for _what, key, _shown, _language in row.tallied}
    present = {(tally.what, tally.key): tally for tally in ThingTally.objects.filter(thing=thing, key__in=said)}
    fresh = [
        ThingTally(thing=thing, what=what, key=key, shown=shown, language=language)
        for what, key, shown, language in row.tallied
        if (what, key) not in present
    ]
    known = [present[what, key] for what, key, _shown, _language in row.tallied if (what, key) in present]
    for tally in (*fresh, *known):
        tally.count += step
        if tally.what == "price":
            _find_range(tally)
    ThingTally.objects.bulk_create(fresh)
    ThingTally.objects.bulk_update(known, ["count", "least", "most"])
    ThingTally.objects.filter(thing=thing, count=0).delete()
    thing.review_count += step
    thing.rating_sum += step * row.rating


def _find_range(tally: ThingTally) -> None:
    prices = NoteReview.objects.filter(
        thing=tally.thing, currency=tally.key, is_counted=True, price__isnull=False
    ).values_list("price", flat=True)
    tally.least, tally.most = prices.order_by("price").first(), prices.order_by("-price").first()


def _name(thing: Thing) -> None:
    """Called as most reviews call it, of those that are equally many as the first did."""
    found = {
        what: ThingTally.objects.filter(thing=thing, what=what).order_by("-count", "id").first() for what in _CALLED
    }
    name, link, code = (found[what] for what in _CALLED)
    thing.brand, _tab, thing.name = name.shown.partition("\t") if name else ("", "", "")
    thing.language = name.language if name else ""
    thing.link, thing.barcode = link.shown if link else "", code.shown if code else ""
    thing.save()


_REVIEW: Prepared[NoteReview] = Prepared(lambda note: NoteReview.objects.filter(note=note))
