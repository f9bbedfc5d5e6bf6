"""What somebody is writing, kept on the server while they write."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.kit.errors import Refused
from redbridge.kit.ids import mint, possible
from redbridge.kit.prepared import Prepared
from redbridge.media import actions as media
from redbridge.media.models import Picture
from redbridge.notes.actions.content import MOST_PICTURES, Content, check_may_write, too_many_pictures
from redbridge.notes.actions.devices import DraftChanged, check_ties_stay, merge_into, remember, write
from redbridge.notes.actions.filming import release_loose_video
from redbridge.notes.actions.publishing import content_of
from redbridge.notes.actions.tying import check_may_answer, check_may_quote
from redbridge.notes.models import Draft, DraftPicture, Kind, Note, NotePicture, NoteVersion
from redbridge.notes.queries import get_draft, own_note

MOST_DRAFTS = 100


def save_draft(
    actor: Person, *, draft_id: int | None = None, revision: int | None = None, device: str = "", **said: Any
) -> Draft:
    """Save what somebody wrote so far: any fields of Content; the others stay as they are.

    Without an id it starts a draft. When `revision` is not the newest one, both sides' changes are merged; what both
    changed stays as it is and is kept apart under the name of the `device`, until the author chooses: DraftChanged.
    """
    check_may_write(actor)
    if draft_id is None:
        content = replace(Content(), **said).tidied()
        return _start(actor, content)
    with transaction.atomic():
        draft = _lock(actor, draft_id)
        if revision is not None and revision != draft.revision:
            clashes = merge_into(draft, said, revision=revision, device=device)
        else:
            clashes = {}
            content = replace(content_of(draft), **_details_of_kind(draft, said)).tidied()
            if content != content_of(draft):
                write(draft, content)
    if clashes:
        raise DraftChanged(draft)
    return draft


def start_answer(actor: Person, *, note_id: int) -> Draft:
    """A draft that answers a note; the same one again as long as it is not published."""
    check_may_answer(actor, note_id=note_id)
    begun = Draft.objects.filter(author=actor, answers=note_id, note__isnull=True).order_by("-updated_at").first()
    return begun or save_draft(actor, answers_id=note_id)


def start_quote(actor: Person, *, note_id: int) -> Draft:
    """The same for quoting it, which its author may have kept to themselves."""
    check_may_quote(actor, note_id=note_id)
    begun = Draft.objects.filter(author=actor, quotes=note_id, note__isnull=True).order_by("-updated_at").first()
    return begun or save_draft(actor, quotes_id=note_id)


def edit_note(actor: Person, *, note_id: int) -> Draft:
    """A draft of the actor's own note; publishing it makes the note's next version."""
    check_may_write(actor)
    with transaction.atomic():
        note = own_note(actor, note_id=note_id)
        Note.objects.select_for_update(no_key=True).get(id=note.id)
        draft = Draft.objects.filter(id=note.id, author=actor).first()
        if draft is not None:
            return draft
        rows = NotePicture.objects.filter(note=note).order_by("order")
        pictures = [] if note.kind == Kind.VIDEO else list(rows.values_list("picture_id", flat=True))
        content = content_of(note)
        if note.cover_id in pictures:
            content = replace(content, cover_index=pictures.index(note.cover_id))
        same = {"id": note.id, "author": actor, "note": note, "video_id": note.video_id}
        draft = Draft.objects.create(**same, updated_at=timezone.now(), **asdict(content))
        remember(draft, content)
        _append(draft, pictures, 0)
        return draft


def add_pictures_to_draft(actor: Person, *, draft_id: int, picture_ids: Sequence[int]) -> Draft:
    """Put uploaded pictures at the end of a draft; those already in it stay where they are."""
    with transaction.atomic():
        draft = _lock(actor, draft_id)
        present = _picture_ids(draft)
        new = [picture_id for picture_id in dict.fromkeys(picture_ids) if picture_id not in present]
        rows = Picture.objects.select_for_update(no_key=True).filter(
            id__in=possible(new), owner=actor, is_attached=False
        )
        good = set(rows.exclude(progress=Picture.Progress.REFUSED).values_list("id", flat=True))
        if len(good) < len(new):
            raise Refused(_("This picture is no longer here. Add it again."), field="pictures", code="gone")
        if len(present) + len(new) > MOST_PICTURES:
            raise Refused(too_many_pictures(), field="pictures", code="too_many")
        last = DraftPicture.objects.filter(draft=draft).aggregate(last=Max("order"))["last"]
        _append(draft, new, 0 if last is None else last + 1)
        media.attach_pictures(picture_ids=new, is_open=False, keep_source=True)
        return _touch(draft)


def reorder_draft_pictures(actor: Person, *, draft_id: int, picture_ids: Sequence[int]) -> Draft:
    """Put the pictures of a draft in this order; the cover stays the same picture."""
    with transaction.atomic():
        draft = _lock(actor, draft_id)
        present = _picture_ids(draft)
        if sorted(picture_ids) != sorted(present):
            raise Refused(
                _("The pictures of this draft changed in the meantime. Look at it again."),
                field="pictures",
                code="changed",
            )
        order = {picture_id: place for place, picture_id in enumerate(picture_ids)}
        rows = list(DraftPicture.objects.filter(draft=draft))
        for row in rows:
            row.order = order[row.picture_id]
        DraftPicture.objects.bulk_update(rows, ["order"])
        _keep_cover(draft, present, list(picture_ids))
        return _touch(draft)


def remove_picture_from_draft(actor: Person, *, draft_id: int, picture_id: int) -> Draft:
    """Take a picture out of a draft; it is deleted unless the note that the draft edits shows it."""
    with transaction.atomic():
        draft = _lock(actor, draft_id)
        present = _picture_ids(draft)
        if picture_id in present:
            DraftPicture.objects.filter(draft=draft, picture_id=picture_id).delete()
            _keep_cover(draft, present, [other for other in present if other != picture_id])
            _release_loose(draft, [picture_id])
        return _touch(draft)


def delete_draft(actor: Person, *, draft_id: int) -> None:
    """Throw a draft away with the pictures that only it holds; the note that it edits stays as it is."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(id=draft_id, author=actor).first()
        if draft is None:
            return
        held = _picture_ids(draft)
        _release_loose(draft, held)
        release_loose_video(draft)
        draft.delete()


def _details_of_kind(draft: Draft, said: dict[str, Any]) -> dict[str, Any]:
    """What was said; a draft that becomes another kind leaves its details behind and finds those it had before."""
    check_ties_stay(draft, said)
    kind = said.get("kind", draft.kind)
    if kind == draft.kind:
        return said
    draft.parked = {**draft.parked, draft.kind: draft.details}
    return {"details": draft.parked.get(kind, {}), **said}


def _start(actor: Person, content: Content) -> Draft:
    with transaction.atomic():
        if Draft.objects.filter(author=actor, is_brought=False).count() >= MOST_DRAFTS:
            raise Refused(_("You have 100 drafts. Publish or delete one first."), code="too_many_drafts")
        _check_ties(actor, content)
        draft = Draft.objects.create(id=mint(), author=actor, updated_at=timezone.now(), **asdict(content))
        remember(draft, content)
        return draft


def _check_ties(actor: Person, content: Content) -> None:
    if content.answers_id is not None:
        check_may_answer(actor, note_id=content.answers_id)
    if content.quotes_id is not None:
        check_may_quote(actor, note_id=content.quotes_id)


def _lock(actor: Person, draft_id: int) -> Draft:
    return _LOCKED.first(author=actor.id, ids=possible([draft_id])) or get_draft(actor, draft_id=draft_id)


_LOCKED: Prepared[Draft] = Prepared(
    lambda author, ids: Draft.objects.select_for_update().filter(id__in=ids, author=author)
)


def _picture_ids(draft: Draft) -> list[int]:
    rows = DraftPicture.objects.filter(draft=draft).order_by("order", "id")
    return list(rows.values_list("picture_id", flat=True))


def _append(draft: Draft, picture_ids: Sequence[int], start: int) -> None:
    DraftPicture.objects.bulk_create(
        DraftPicture(draft=draft, picture_id=picture_id, order=start + place)
        for place, picture_id in enumerate(picture_ids)
    )


def _keep_cover(draft: Draft, before: list[int], after: list[int]) -> None:
    cover = before[draft.cover_index] if draft.cover_index < len(before) else None
    draft.cover_index = after.index(cover) if cover in after else 0


def _touch(draft: Draft) -> Draft:
    draft.updated_at = timezone.now()
    draft.save(update_fields=["updated_at", "cover_index"])
    return draft


def _release_loose(draft: Draft, picture_ids: list[int]) -> None:
    """Delete those pictures that the note which the draft edits does not show and never showed."""
    kept: set[int] = set()
    if draft.note_id:
        kept.update(NotePicture.objects.filter(note_id=draft.note_id).values_list("picture_id", flat=True))
        for ids in NoteVersion.objects.filter(note_id=draft.note_id).values_list("picture_ids", flat=True):
            kept.update(ids)
    media.release_pictures(picture_ids=[picture_id for picture_id in picture_ids if picture_id not in kept])
