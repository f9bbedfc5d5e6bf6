"""Which listed notes stand under which hashtags, and how many under each."""

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from redbridge.kit.prepared import Prepared
from redbridge.notes.models import Hashtag, Note, NoteHashtag
from redbridge.notes.text import fold


def tag_note(note: Note, wanted: list[str]) -> None:
    """Put the note under exactly these tags; in the transaction that changed it, with its row locked."""
    names = {fold(tag): tag for tag in wanted}
    present = dict(_PRESENT.rows(note=note.id))
    added = {name: shown for name, shown in names.items() if name not in present}
    removed = [hashtag_id for name, hashtag_id in present.items() if name not in names]
    if not added and not removed:
        return
    tags = _locked(added, removed)
    if removed:
        NoteHashtag.objects.filter(note=note, hashtag_id__in=removed).delete()
        Hashtag.objects.filter(id__in=removed).update(note_count=Greatest(F("note_count") - 1, 0))
    if added:
        new = [tags[name] for name in added]
        NoteHashtag.objects.bulk_create(NoteHashtag(hashtag=tag, note=note, position=note.position) for tag in new)
        Hashtag.objects.filter(id__in=[tag.id for tag in new]).update(note_count=F("note_count") + 1)


_PRESENT: Prepared[NoteHashtag] = Prepared(
    lambda note: NoteHashtag.objects.filter(note=note).values_list("hashtag__name", "hashtag_id")
)


def recount_hashtags() -> None:
    """Make the counts of hashtags true again and forget those that nothing carries, as after many people left."""
    carried = NoteHashtag.objects.filter(hashtag=OuterRef("pk")).order_by().values("hashtag")
    real = Coalesce(Subquery(carried.annotate(count=Count("id")).values("count")), 0)
    wrong = Hashtag.objects.annotate(real=real).filter(Q(real=0) | ~Q(note_count=F("real")))
    for tag_id in list(wrong.values_list("id", flat=True)):  # looked for without keeping others from writing
        with transaction.atomic():
            tag = Hashtag.objects.select_for_update().filter(id=tag_id).first()
            count = NoteHashtag.objects.filter(hashtag_id=tag_id).count()
            if tag is not None and count == 0:
                tag.delete()
            elif tag is not None and tag.note_count != count:
                Hashtag.objects.filter(id=tag_id).update(note_count=count)


def _locked(added: dict[str, str], removed: list[int]) -> dict[str, Hashtag]:
    """The tags by name, made where they are new; always locked in the same order."""
    while True:
        if added:
            fresh = [Hashtag(name=name, shown=added[name]) for name in sorted(added)]
            Hashtag.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = Hashtag.objects.select_for_update().filter(Q(name__in=added) | Q(id__in=removed)).order_by("id")
        tags = {tag.name: tag for tag in rows}
        if tags.keys() >= added.keys():  # else somebody forgot an unused one in between
            return tags
