"""Captions that a machine drafts from another language: for their author alone until they are released."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit import limits
from redbridge.kit.errors import NotFound, Refused
from redbridge.media import webvtt
from redbridge.media.actions.videochanges import check_language, save_track
from redbridge.media.events import CaptionsWanted
from redbridge.media.models import CaptionDraft, CaptionTrack
from redbridge.media.queries import own_video

DRAFTS_A_DAY = 20


def want_captions(actor: Person, *, video_id: int, source: str, language: str) -> CaptionDraft:
    """Have the captions in `language` drafted from those in `source`; announces CaptionsWanted."""
    video = own_video(actor, video_id=video_id)
    check_language(language)
    track = CaptionTrack.objects.filter(video=video, language=source).first()
    if track is None or source == language:
        raise Refused(_("Add captions in one language first."), field="captions", code="no_source")
    if CaptionTrack.objects.filter(video=video, language=language).exists():
        raise Refused(_("There are captions in this language already."), field="captions", code="there")
    limits.require(f"captions-draft:{actor.id}", limit=DRAFTS_A_DAY, seconds=86_400)
    values = {"source": source, "text": "", "done": 0, "total": len(webvtt.parsed(track.text)), "at": timezone.now()}
    with transaction.atomic():
        draft, _is_new = CaptionDraft.objects.update_or_create(video=video, language=language, defaults=values)
        announce(CaptionsWanted(draft.id))
    return draft


def note_captions(*, draft_id: int, text: str, done: int) -> bool:
    """What is drafted so far; False when nobody wants it any more. For whatever drafts it."""
    return bool(CaptionDraft.objects.filter(id=draft_id, done__lt=done).update(text=text, done=done))


def change_caption_draft(actor: Person, *, video_id: int, language: str, text: str) -> None:
    """Keep what the author made of a finished draft."""
    draft = _finished(actor, video_id, language)
    CaptionDraft.objects.filter(id=draft.id).update(text=webvtt.normalized(text), at=timezone.now())


def release_captions(actor: Person, *, video_id: int, language: str, text: str = "") -> CaptionTrack:
    """Show a draft to everybody who sees the video, as captions that began as a machine's. Announces VideoChanged."""
    draft = _finished(actor, video_id, language)
    with transaction.atomic():
        track = save_track(actor, video_id=video_id, language=language, text=text or draft.text, origin=draft.source)
        draft.delete()
    return track


def drop_caption_draft(actor: Person, *, video_id: int, language: str) -> None:
    """Throw a draft away, also while it is made."""
    CaptionDraft.objects.filter(video=own_video(actor, video_id=video_id), language=language).delete()


def _finished(actor: Person, video_id: int, language: str) -> CaptionDraft:
    found = CaptionDraft.objects.filter(video=own_video(actor, video_id=video_id), language=language).first()
    if found is None:
        raise NotFound(_("This draft is no longer here."))
    if found.done < found.total:
        raise Refused(_("The draft is still being made."), field="captions", code="working")
    return found
