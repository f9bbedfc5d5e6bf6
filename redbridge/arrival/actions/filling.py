"""Slots: posts that came without their pictures or video, filled by hand or let go."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival.actions.choosing import AUDIENCES
from redbridge.arrival.jobs import platform_of
from redbridge.arrival.models import ArrivedItem
from redbridge.arrival.queries.handles import is_proved
from redbridge.arrival.queries.jobs import get_slot
from redbridge.kit.errors import NotFound, Refused
from redbridge.language.names import is_known
from redbridge.media import actions as media
from redbridge.media import queries as videos
from redbridge.notes import actions as notes
from redbridge.notes.actions import Content
from redbridge.notes.actions.content import LONGEST
from redbridge.notes.models import Draft, Kind, Note, Visibility
from redbridge.notes.origins import Origin, address_of, origin_key

State = ArrivedItem.State
LABELS = ("is_ai", "is_ad", "is_sensitive", "sound", "notices")


def fill_slot(
    actor: Person,
    *,
    item_id: int,
    picture_ids: Sequence[int] = (),
    video_id: int | None = None,
    title: str | None = None,
    text: str | None = None,
    audience: str | None = None,
    as_card: bool = False,
) -> Note | Draft:
    """Make the note that a slot waited to be, dated back, of pictures or a video that the actor uploaded.

    With `as_card` its words alone become a text note. `audience` is one of AUDIENCES; without it a post that was not
    public becomes a private draft.
    """
    slot = get_slot(actor, item_id=item_id)
    if audience is not None and audience not in AUDIENCES:
        raise Refused(_("That is not one of the choices."), field="audience", code="bad_choice")
    content = _content(slot.content, title, text, has_video=video_id is not None, as_card=as_card)
    card = [media.make_card(text=content.card_text, style=0, language=content.spoken)] if as_card else []
    wanted = audience or ("draft" if slot.content.get("visibility") == Visibility.ONLY_ME else content.visibility)
    made: Note | Draft
    with transaction.atomic():
        row = ArrivedItem.objects.select_for_update().filter(id=slot.id, state=State.SLOT).first()
        if row is None:
            raise NotFound
        at = row.at or timezone.now()
        if wanted == "draft":
            made = row.draft = notes.bring_draft(
                actor, content=content, at=at, picture_ids=picture_ids, video_id=video_id
            )
        else:
            origin = _origin(row, at)
            made = row.note = notes.bring_note(
                actor,
                content=replace(content, visibility=wanted),
                origin=origin,
                made=card,
                picture_ids=() if as_card else picture_ids,
                video_id=video_id,
                is_claimed=actor.id not in is_proved([actor.id], origin.platform or None),
            )
        row.state, row.reason = State.IMPORTED, "filled"
        row.content = {name: row.content[name] for name in LABELS if name in row.content}
        row.save(update_fields=["state", "reason", "content", "note", "draft"])
    return made


def give_video(actor: Person, *, item_id: int, video_id: int) -> None:
    """Fill a slot with a video of the actor's as soon as it is prepared."""
    slot = get_slot(actor, item_id=item_id)
    videos.own_video(actor, video_id=video_id)
    with transaction.atomic():
        row = ArrivedItem.objects.select_for_update().filter(id=slot.id, state=State.SLOT).first()
        if row is None:
            raise NotFound
        row.content = {**row.content, "video": str(video_id)}
        row.save(update_fields=["content"])
    fill_with_video(video_id=video_id)


def fill_with_video(*, video_id: int) -> None:
    """Fill the slot that waits for this video, if it is prepared by now; for the worker. May be repeated."""
    video = videos.videos_by_id([video_id]).get(video_id)
    if video is None or video.progress != video.Progress.READY:
        return
    waiting = ArrivedItem.objects.filter(person=video.owner_id, state=State.SLOT, content__video=str(video_id))
    for item in waiting.select_related("person"):
        with contextlib.suppress(NotFound, Refused):  # filled by hand or written into meanwhile
            fill_slot(item.person, item_id=item.id, video_id=video_id)


def skip_slot(actor: Person, *, item_id: int) -> None:
    """Let a slot go for good; the same post does not come again."""
    slot = get_slot(actor, item_id=item_id)
    ArrivedItem.objects.filter(id=slot.id, state=State.SLOT).update(state=State.SKIPPED, reason="let_go", content={})


def _origin(slot: ArrivedItem, at: datetime) -> Origin:
    key, address = origin_key(slot.platform, slot.source_id), address_of(str(slot.content.get("url", "")))
    return Origin(platform_of(slot.arrival.source), slot.source_id, at, address, key)


def _content(said: dict[str, Any], title: str | None, text: str | None, *, has_video: bool, as_card: bool) -> Content:
    words = text if text is not None else str(said.get("text", ""))
    kind = Kind.VIDEO if has_video else Kind.PHOTO
    card = ""
    if as_card:
        kind, card = Kind.TEXT, words[: LONGEST["card_text"]]
        words = words if len(words) > len(card) else ""
    visibility = str(said.get("visibility", Visibility.EVERYONE))
    language = str(said.get("language", ""))
    return Content(
        kind=kind,
        title=title if title is not None else str(said.get("title", "")),
        caption=words[: LONGEST["caption"]],
        language=language if is_known(language) else "",
        visibility=visibility if visibility in Visibility.values else Visibility.ONLY_ME,
        place=str(said.get("place", "")),
        card_text=card,
    )
