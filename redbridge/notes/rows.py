"""What is read by a key whoever asks, by queries that are compiled once; who may see it is for `queries` to say."""

from functools import cache

from django.db.models import QuerySet

from redbridge.accounts.models import Standing
from redbridge.kit.prepared import Prepared
from redbridge.notes.models import (
    Draft,
    DraftPicture,
    Hashtag,
    Note,
    NoteHashtag,
    NoteMention,
    NotePicture,
    NoteTally,
    Visibility,
)

MOST_A_PAGE = 100
SHOWN = (Standing.State.VISIBLE, Standing.State.LIMITED)


def _of_author(author: int, at: int) -> "QuerySet[Note, tuple[int, int]]":
    rows = Note.objects.filter(author=author, deleted_at__isnull=True, position__lt=at)
    return rows.order_by("-position").values_list("position", "id")


_ELSEWHERE = (Visibility.UNLISTED, Visibility.ONLY_ME)


@cache
def own_page(size: int) -> Prepared[Note]:
    return Prepared(lambda key, at: _of_author(key, at)[:size])


@cache
def page_of(size: int) -> Prepared[Note]:
    return Prepared(lambda key, at: _of_author(key, at).exclude(visibility__in=_ELSEWHERE)[:size])


@cache
def page_answering(size: int) -> Prepared[Note]:
    return Prepared(
        lambda key, at: (
            Note.objects.filter(answers=key, deleted_at__isnull=True, position__lt=at)
            .order_by("-position")
            .values_list("position", "id")[:size]
        )
    )


@cache
def page_under(size: int) -> Prepared[NoteHashtag]:
    return Prepared(
        lambda key, at: (
            NoteHashtag.objects.filter(hashtag=key, position__lt=at)
            .order_by("-position")
            .values_list("position", "note_id")[:size]
        )
    )


PINNED: Prepared[Note] = Prepared(
    lambda author: (
        Note.objects.filter(author=author, pinned_at__isnull=False, deleted_at__isnull=True)
        .order_by("-pinned_at")
        .values_list("id", "visibility")[:MOST_A_PAGE]
    )
)
TAG: Prepared[Hashtag] = Prepared(lambda name: Hashtag.objects.filter(name=name))
COUNTS: Prepared[NoteTally] = Prepared(
    lambda ids: NoteTally.objects.filter(person__in=ids).values_list("person_id", "notes")
)
PICTURES: Prepared[NotePicture] = Prepared(
    lambda ids: (
        NotePicture.objects.filter(note_id__in=ids, picture__standing__in=SHOWN)
        .select_related("picture")
        .order_by("note_id", "order")
    )
)
MENTIONS: Prepared[NoteMention] = Prepared(
    lambda ids: NoteMention.objects.filter(note_id__in=ids, person__closed_at__isnull=True).select_related("person")
)
DRAFT: Prepared[Draft] = Prepared(lambda author, ids: Draft.objects.filter(id__in=ids, author=author))
DRAFT_PICTURES: Prepared[DraftPicture] = Prepared(
    lambda ids: (
        DraftPicture.objects.filter(draft_id__in=ids).select_related("picture").order_by("draft_id", "order", "id")
    )
)
