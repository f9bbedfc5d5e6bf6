"""The counts that pages read instead of counting rows."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from redbridge.interactions.models import Collection, Comment, CommentLike, NoteLike, Save, Tally
from redbridge.interactions.queries.comments import SHOWN

BATCH = 500


def locked_tally(note_id: int) -> Tally:
    """The counts of a note, made on demand; nobody else changes them until the transaction ends."""
    Tally.objects.get_or_create(note_id=note_id)
    return Tally.objects.select_for_update().get(note_id=note_id)


def count_more(note_id: int, **changes: int) -> None:
    """Add to counts of a note, inside the transaction in which the counted rows change."""
    steps = {name: F(name) + step for name, step in changes.items()}
    if not Tally.objects.filter(note_id=note_id).update(**steps):
        Tally.objects.get_or_create(note_id=note_id)
        Tally.objects.filter(note_id=note_id).update(**steps)


def recount_comments(note_id: int) -> None:
    """Count the comments that everybody may read; a hidden one takes its replies out of the count."""
    own = Q(deleted_at__isnull=True, standing__in=SHOWN)
    below = Q(parent__isnull=True) | Q(parent__standing__in=SHOWN)
    shown = Comment.objects.filter(own, below, note_id=note_id)
    Tally.objects.filter(note_id=note_id).update(comments=shown.count())


def recount_notes(note_ids: Iterable[int]) -> None:
    """Make the counts of these notes and their comments true again; for whoever adds or removes people in bulk."""
    ids = sorted(set(note_ids))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        shown = Q(deleted_at__isnull=True, standing__in=SHOWN) & (
            Q(parent__isnull=True) | Q(parent__standing__in=SHOWN)
        )
        with transaction.atomic():
            likes = dict(NoteLike.objects.filter(note__in=batch).values_list("note").annotate(n=Count("id")))
            saves = dict(Save.objects.filter(note__in=batch).values_list("note").annotate(n=Count("id")))
            comments = dict(Comment.objects.filter(shown, note__in=batch).values_list("note").annotate(n=Count("id")))
            Tally.objects.bulk_create(
                [
                    Tally(note_id=i, likes=likes.get(i, 0), saves=saves.get(i, 0), comments=comments.get(i, 0))
                    for i in batch
                ],
                update_conflicts=True,
                unique_fields=["note"],
                update_fields=["likes", "saves", "comments"],
            )
            _recount_each_comment(batch)


def _recount_each_comment(note_ids: list[int]) -> None:
    likes = CommentLike.objects.filter(comment=OuterRef("pk")).order_by().values("comment").annotate(n=Count("id"))
    below = Comment.objects.filter(parent=OuterRef("pk"), deleted_at__isnull=True).order_by().values("parent")
    Comment.objects.filter(note__in=note_ids).update(
        likes=Coalesce(Subquery(likes.values("n")), 0),
        reply_count=Coalesce(Subquery(below.annotate(n=Count("id")).values("n")), 0),
    )


def recount_collections() -> None:
    """Make the counts of collections true again after notes in them were purged."""
    kept = Save.objects.filter(collection=OuterRef("pk")).order_by().values("collection").annotate(n=Count("id"))
    real = Coalesce(Subquery(kept.values("n")), 0)
    wrong = Collection.objects.annotate(real=real).exclude(save_count=F("real"))
    for collection_id in wrong.values_list("id", flat=True):
        with transaction.atomic():
            Collection.objects.select_for_update().get(id=collection_id)
            Collection.objects.filter(id=collection_id).update(save_count=real)
