"""Posts on their way to notes: their files are prepared outside of any transaction, and a few are written at once."""

import logging
import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.arrival.files import Files, sort_of
from redbridge.arrival.jobs import POST, known_posts, place_of, platform_of
from redbridge.arrival.models import Arrival, ArrivedItem
from redbridge.arrival.picks import Pick
from redbridge.arrival.queries.handles import is_proved
from redbridge.arrival.shaping import PICTURE_KINDS, Shaped, shape, slot_content
from redbridge.arrival.sources.shape import Medium, Post
from redbridge.kit.errors import Problem
from redbridge.media import actions as media
from redbridge.media.actions import MadePicture
from redbridge.media.models import Video
from redbridge.media.pictures import PictureRefused
from redbridge.media.videos import VideoRefused
from redbridge.notes import actions as notes
from redbridge.notes.actions.content import MOST_PICTURES
from redbridge.notes.models import Kind
from redbridge.notes.origins import Origin

AT_ONCE = min(2, os.cpu_count() or 1)
Found = tuple[int, str, Post, datetime | None]
State = ArrivedItem.State
log = logging.getLogger(__name__)


@dataclass
class Carried:
    """One post and what becomes of it. `state` is one of imported, skipped, duplicate, failed."""

    ordinal: int
    source_id: str
    at: datetime
    post: Post
    shaped: Shaped | None = None
    state: str = "imported"
    reason: str = ""
    made: list[MadePicture] = field(default_factory=list)
    video: Video | None = None
    troubles: list[str] = field(default_factory=list)

    def leave(self, state: str, reason: str) -> None:
        """It becomes no note."""
        self.state, self.reason = state, reason


class Carrier:
    """Brings posts of one upload in."""

    def __init__(self, arrival: Arrival, person: Person, files: Files) -> None:
        self._arrival, self._person, self._files = arrival, person, files
        self._place, self._platform = place_of(arrival.source), platform_of(arrival.source)
        self._is_claimed = person.id not in is_proved([person.id], self._platform or None)

    def prepare(self, found: Sequence[Found], picks: dict[int, Pick]) -> list[Carried]:
        """Decide what becomes of each post and make its pictures and videos; writes nothing but unused videos."""
        known = known_posts(self._person.id, self._place, [source_id for _, source_id, _, _ in found])
        carried = [self._look(each, picks, known) for each in found]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            going = [each for each in carried if each.shaped is not None]
            made = [(each, self._begin(each, pool)) for each in going]
            for each, futures in made:
                self._collect(each, futures)
        return carried

    def write(self, carried: Sequence[Carried]) -> Counter[str]:
        """Write notes, drafts, slots and items; in the transaction that moves the cursor, with the person locked."""
        ids = [each.source_id for each in carried]
        known = known_posts(self._person.id, self._place, ids)
        mine = ArrivedItem.objects.filter(person=self._person, platform=self._place, kind=POST, source_id__in=ids)
        mine.filter(state=State.UNDONE).delete()
        items: list[ArrivedItem] = []
        for each in carried:
            if each.state == "imported" and each.source_id in known:
                each.leave("duplicate", "known")
            if each.state != "imported" or each.shaped is None:
                self._let_go(each)
                if each.state == "failed":
                    items.append(self._item(each, State.FAILED))
                continue
            items.append(self._write_one(each, each.shaped))
            known.add(each.source_id)
        ArrivedItem.objects.bulk_create(items, ignore_conflicts=True)
        return Counter(each.state for each in carried)

    def forget(self, carried: Sequence[Carried]) -> None:
        """Nothing of this was written: somebody else went on, or it was paused."""
        for each in carried:
            self._let_go(each)

    def _look(self, found: Found, picks: dict[int, Pick], known: set[str]) -> Carried:
        ordinal, source_id, post, at = found
        one = Carried(ordinal, source_id[:80], at or timezone.now(), post)
        pick = picks.get(ordinal)
        if one.source_id in known:
            one.leave("duplicate", "known")
        elif pick is not None and not pick.is_chosen:
            one.leave("skipped", "not_chosen")
        else:
            try:
                one.shaped = shape(
                    post,
                    source=self._arrival.source,
                    source_id=source_id,
                    audience=str(self._arrival.chosen.get("audience", "everyone")),
                    changes=pick.changes if pick else {},
                )
            except Exception as problem:  # noqa: BLE001 - one odd post must not keep the others from coming
                log.warning("a post could not be shaped: %s", type(problem).__name__)
                one.leave("failed", "broken")
        return one

    def _begin(self, each: Carried, pool: ThreadPoolExecutor) -> list["Future[MadePicture]"]:
        """Start on the pictures of a post; its video is made at once, as only one at a time should be."""
        shaped = each.shaped
        assert shaped is not None  # noqa: S101 - whoever calls asks for those alone
        if shaped.content.kind == Kind.TEXT and not shaped.media:
            return [] if shaped.is_draft else [pool.submit(self._card, shaped)]
        futures: list[Future[MadePicture]] = []
        for place, medium in enumerate(shaped.media):
            path = self._files.take(medium)
            if path is None:
                each.troubles.append("missing")
                continue
            sort = sort_of(path)
            if sort == "picture" and len(futures) < MOST_PICTURES:
                futures.append(pool.submit(self._picture, path, _alt(shaped, place, medium)))
            elif sort == "video" and each.video is None and shaped.content.kind == Kind.VIDEO:
                self._film(each, path, medium)
            else:
                path.unlink(missing_ok=True)
                each.troubles.append("left_out" if sort else "not_a_picture")
        return futures

    def _film(self, each: Carried, path: Path, medium: Medium) -> None:
        try:
            video = media.bring_video(self._person, source=path, name=medium.member.rsplit("/", 1)[-1])
        except VideoRefused as refused:
            each.troubles.append(refused.code)
        else:
            each.video = video if video.sources else None
            if not video.sources:
                each.troubles.append(video.refusal or "broken")
        finally:
            path.unlink(missing_ok=True)

    def _picture(self, path: Path, alt: str) -> MadePicture:
        try:
            return media.make_picture(source=path, alt=alt)
        finally:
            path.unlink(missing_ok=True)

    def _card(self, shaped: Shaped) -> MadePicture:
        content = shaped.content
        return media.make_card(text=content.card_text, style=content.card_style, language=content.spoken)

    def _collect(self, each: Carried, futures: list["Future[MadePicture]"]) -> None:
        for future in futures:
            try:
                each.made.append(future.result())
            except PictureRefused as refused:
                each.troubles.append(refused.code)

    def _write_one(self, each: Carried, shaped: Shaped) -> ArrivedItem:
        content = shaped.content
        if content.kind == Kind.VIDEO and each.video is None and each.made:
            content = replace(content, kind=Kind.PHOTO)
        is_whole = _is_whole(content.kind, each)
        try:
            with transaction.atomic():
                if not is_whole:
                    return self._slot(each, shaped)
                if shaped.is_draft:
                    return self._draft(each, replace(shaped, content=content))
                return self._note(each, replace(shaped, content=content))
        except IntegrityError:
            each.leave("duplicate", "known")
        except Problem as problem:
            each.leave("failed", problem.code or "refused")
        self._let_go(each)
        return self._item(each, State.FAILED)

    def _note(self, each: Carried, shaped: Shaped) -> ArrivedItem:
        note = notes.bring_note(
            self._person,
            content=shaped.content,
            origin=Origin(self._platform, each.source_id, each.at, each.post.url[:600]),
            made=each.made,
            video_id=each.video.id if each.video else None,
            is_claimed=self._is_claimed,
        )
        return self._item(each, State.IMPORTED, note_id=note.id, content=_kept(shaped, each))

    def _draft(self, each: Carried, shaped: Shaped) -> ArrivedItem:
        video_id = each.video.id if each.video else None
        draft = notes.bring_draft(self._person, content=shaped.content, at=each.at, made=each.made, video_id=video_id)
        each.reason = "draft"
        return self._item(each, State.IMPORTED, draft_id=draft.id, content=_kept(shaped, each))

    def _slot(self, each: Carried, shaped: Shaped) -> ArrivedItem:
        self._let_go(each)
        each.reason = next((trouble for trouble in each.troubles if trouble != "missing"), "no_media")
        return self._item(each, State.SLOT, content=slot_content(shaped, each.post, each.reason))

    def _item(self, each: Carried, state: str, **said: Any) -> ArrivedItem:
        return ArrivedItem(
            person=self._person,
            platform=self._place,
            kind=POST,
            source_id=each.source_id,
            arrival=self._arrival,
            state=state,
            reason=each.reason[:40],
            at=each.at,
            **said,
        )

    def _let_go(self, each: Carried) -> None:
        """Files of what becomes no note."""
        if each.made:
            media.forget_made(made=each.made)
        if each.video is not None:
            media.release_videos(video_ids=[each.video.id])
        each.made, each.video = [], None


def _is_whole(kind: str, each: Carried) -> bool:
    """Whether the note would show something: never a blank one."""
    if kind == Kind.VIDEO:
        return each.video is not None
    if kind == Kind.PHOTO:
        return bool(each.made)
    return kind not in PICTURE_KINDS or bool(each.made) or not each.post.media


def _alt(shaped: Shaped, place: int, medium: Medium) -> str:
    return shaped.alts[place] if place < len(shaped.alts) else medium.alt


def _kept(shaped: Shaped, each: Carried) -> dict[str, Any]:
    said: dict[str, Any] = dict(shaped.labels)
    if shaped.notices:
        said["notices"] = list(shaped.notices)
    if each.troubles:
        said["missing"] = len(each.troubles)
    return said
