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

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.arrival.actions import restoring
from redbridge.arrival.actions.films import bring_film
from redbridge.arrival.actions.restoring import Past, renamed
from redbridge.arrival.files import Files, sort_of
from redbridge.arrival.jobs import POST, known_posts, place_of, platform_of
from redbridge.arrival.models import Arrival, ArrivedItem
from redbridge.arrival.picks import Pick
from redbridge.arrival.queries.handles import is_proved
from redbridge.arrival.reading.values import exactly
from redbridge.arrival.shaping import PICTURE_KINDS, Shaped, shape, slot_content
from redbridge.arrival.sources.shape import Medium, Post
from redbridge.kit.errors import Problem
from redbridge.kit.ids import possible
from redbridge.media import actions as media
from redbridge.media.actions import MadePicture
from redbridge.media.models import Video
from redbridge.media.pictures import PictureRefused
from redbridge.notes import actions as notes
from redbridge.notes.actions.content import MOST_PICTURES, Content
from redbridge.notes.models import Kind, Note, Visibility
from redbridge.notes.origins import Origin, address_of, notes_from, origin_key

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
    names: dict[str, int] = field(default_factory=dict)  # of pictures there, as details name them, to those here
    video: Video | None = None
    past: Past = field(default_factory=Past)
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
        known |= self._here_already(found)
        carried = [self._look(each, picks, known) for each in found]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            made = [
                (each, self._begin(each, each.shaped, pool), self._begin_past(each, each.shaped, pool))
                for each in carried
                if each.shaped is not None
            ]
            for each, futures, former in made:
                self._collect(each, futures)
                restoring.collect_pictures(each.past, former)
                each.names |= {number: picture.id for number, picture in each.past.made.items()}
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

    def _here_already(self, found: Sequence[Found]) -> set[str]:
        """Ids of notes that never left: somebody brings an archive of this very site."""
        here = f"{settings.SITE_URL}/n/"
        ids = {source_id for _, source_id, post, _ in found if post.url.startswith(here) and source_id.isdecimal()}
        rows = Note.objects.filter(id__in=possible(int(each) for each in ids), author=self._person)
        return {str(note_id) for note_id in rows.values_list("id", flat=True)}

    def _look(self, found: Found, picks: dict[int, Pick], known: set[str]) -> Carried:
        ordinal, source_id, post, at = found
        said = post.own.get("published_at") or post.own.get("updated_at")
        one = Carried(ordinal, source_id[:80], exactly(said) or at or timezone.now(), post)
        pick = picks.get(ordinal)
        if one.source_id in known:
            one.leave("duplicate", "known")
        elif pick is not None and not pick.is_chosen:
            one.leave("skipped", "not_chosen")
        else:
            try:
                shaped = shape(
                    post,
                    source=self._arrival.source,
                    source_id=source_id,
                    audience=str(self._arrival.chosen.get("audience", "everyone")),
                    changes=pick.changes if pick else {},
                )
            except Exception as problem:  # noqa: BLE001 - one odd post must not keep the others from coming
                log.warning("a post could not be shaped: %s", type(problem).__name__)
                one.leave("failed", "broken")
            else:
                one.shaped = shaped
                if not (post.media or post.details or _words(shaped)):
                    one.leave("skipped", "empty")
                    one.shaped = None
        return one

    def _begin(self, each: Carried, shaped: Shaped, pool: ThreadPoolExecutor) -> "dict[int, Future[MadePicture]]":
        """Start on the pictures of a post; its video is made at once, as only one at a time should be."""
        if shaped.content.kind == Kind.TEXT:
            return {} if shaped.is_draft else {0: pool.submit(self._card, shaped)}
        futures: dict[int, Future[MadePicture]] = {}
        for place, medium in enumerate(shaped.media):
            path = self._files.take(medium) or self._files.take_beside(each.ordinal, place)
            if path is None:
                each.troubles.append("missing")
                continue
            sort = sort_of(path)
            if sort == "picture" and len(futures) < MOST_PICTURES:
                alt, language = _alt(each.post, shaped, place, medium)
                futures[place] = pool.submit(self._picture, path, alt, language)
            elif sort == "video" and each.video is None and not futures:
                self._film(each, shaped, place, path, medium)
            else:
                path.unlink(missing_ok=True)
                each.troubles.append("left_out" if sort else "not_a_picture")
        return futures

    def _begin_past(self, each: Carried, shaped: Shaped, pool: ThreadPoolExecutor) -> "dict[str, Future[MadePicture]]":
        """Start on what only former versions show; a draft has none."""
        if shaped.is_draft or "versions" not in each.post.own:
            return {}
        restoring.bring_films(self._person, self._files, each.post, each.past, each.names)
        known = {*each.post.own.get("picture_ids", ()), *each.names}
        return restoring.begin_pictures(
            self._files, each.post, known=known, submit=lambda *said: pool.submit(self._picture, *said)
        )

    def _film(self, each: Carried, shaped: Shaped, place: int, path: Path, medium: Medium) -> None:
        alt, language = _alt(each.post, shaped, place, medium)
        own, medium = each.post.own, replace(medium, alt=alt)
        each.video, troubles = bring_film(self._person, self._files, path, said=own, medium=medium, language=language)
        each.troubles += troubles
        if each.video is not None and own.get("picture_ids"):
            each.names[str(own["picture_ids"][0])] = each.video.poster_id or 0

    def _picture(self, path: Path, alt: str, language: str) -> MadePicture:
        try:
            return media.make_picture(source=path, alt=alt, language=language)
        finally:
            path.unlink(missing_ok=True)

    def _card(self, shaped: Shaped) -> MadePicture:
        content = shaped.content
        return media.make_card(text=content.card_text, style=content.card_style, language=content.spoken)

    def _collect(self, each: Carried, futures: "dict[int, Future[MadePicture]]") -> None:
        names = each.post.own.get("picture_ids", [])
        for place, future in futures.items():
            try:
                made = future.result()
            except PictureRefused as refused:
                each.troubles.append(refused.code)
                continue
            each.made.append(made)
            if place < len(names):
                each.names[str(names[place])] = made.id

    def _write_one(self, each: Carried, shaped: Shaped) -> ArrivedItem:
        shaped = replace(shaped, content=self._settled(each, shaped.content))
        try:
            if not _is_whole(each, shaped):
                return self._slot(each, shaped)
            with transaction.atomic():
                return self._draft(each, shaped) if shaped.is_draft else self._note(each, shaped)
        except IntegrityError:
            each.leave("duplicate", "known")
        except Problem as problem:
            each.leave("imported", problem.code or "refused")
        try:
            if each.state == "imported":  # what cannot be a note as it is stays with its author as a draft
                with transaction.atomic():
                    return self._draft(each, shaped, why=each.reason)
        except (Problem, IntegrityError):
            each.leave("failed", each.reason)
        self._let_go(each)
        return self._item(each, State.FAILED if each.state == "failed" else State.SKIPPED)

    def _settled(self, each: Carried, content: Content) -> Content:
        """The kind that its files make it, with details that name its pictures as they are called here."""
        kind = content.kind
        if kind in {Kind.PHOTO, Kind.VIDEO} and (each.made or each.video is not None):
            kind = Kind.VIDEO if each.video is not None and (kind == Kind.VIDEO or not each.made) else Kind.PHOTO
        if kind != Kind.VIDEO and each.video is not None:
            media.release_videos(video_ids=[each.video.id])
            each.video = None
            each.troubles.append("left_out")
        elif kind == Kind.VIDEO and each.made:
            media.forget_made(made=each.made)
            each.made = []
        return replace(content, kind=kind, details=self._details(each, renamed(content.details, each.names)))

    def _details(self, each: Carried, details: dict[str, Any]) -> dict[str, Any]:
        """Details with the note that they were copied from, as far as that is here."""
        number = details.get("source")
        if number is None or each.post.url.startswith(f"{settings.SITE_URL}/n/"):
            return details
        here = notes_from(self._person, [origin_key(self._place, str(number))])
        kept = {name: value for name, value in details.items() if name != "source"}
        return {**kept, "source": next(iter(here.values()))} if here else kept

    def _note(self, each: Carried, shaped: Shaped) -> ArrivedItem:
        note = notes.bring_note(
            self._person,
            content=shaped.content,
            origin=self._origin(each),
            made=each.made,
            video_id=each.video.id if each.video else None,
            is_claimed=self._is_claimed,
        )
        if each.post.own:
            restoring.restore(self._person, note=note, post=each.post, past=each.past, names=each.names)
        return self._item(each, State.IMPORTED, note_id=note.id, content=_kept(shaped, each))

    def _origin(self, each: Carried) -> Origin:
        """Where it was; what was brought there from elsewhere keeps its first place and date."""
        own, key = each.post.own, origin_key(self._place, each.source_id)
        if own.get("first_published_at") and (first := exactly(own["first_published_at"])):
            platform = str(own.get("platform") or "")[:20]
            return Origin(platform, each.source_id, first, address_of(str(own.get("url") or "")), key)
        return Origin(self._platform, each.source_id, each.at, address_of(each.post.url), key)

    def _draft(self, each: Carried, shaped: Shaped, why: str = "draft") -> ArrivedItem:
        video_id = each.video.id if each.video else None
        chosen = str(each.post.own.get("visibility")) if shaped.is_draft else ""
        draft = notes.bring_draft(
            self._person,
            content=shaped.content,
            at=each.at,
            made=each.made,
            video_id=video_id,
            visibility=chosen if chosen in Visibility.values else Visibility.ONLY_ME,
        )
        each.past.let_go()
        each.reason = why
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
        each.past.let_go()


def _is_whole(each: Carried, shaped: Shaped) -> bool:
    """Whether the note would show something: never a blank one."""
    kind = shaped.content.kind
    if shaped.is_draft and not each.post.media:
        return True
    if kind == Kind.VIDEO:
        return each.video is not None
    if kind == Kind.PHOTO:
        return bool(each.made)
    return kind not in PICTURE_KINDS or bool(each.made) or not each.post.media


def _alt(post: Post, shaped: Shaped, place: int, medium: Medium) -> tuple[str, str]:
    """What a picture shows, and in which language that is said."""
    if place < len(shaped.alts):
        return shaped.alts[place], ""
    languages = post.own.get("alt_languages", [])
    return medium.alt, str(languages[place]) if place < len(languages) else ""


def _words(shaped: Shaped) -> str:
    return shaped.content.title or shaped.content.caption or shaped.content.card_text


def _kept(shaped: Shaped, each: Carried) -> dict[str, Any]:
    said: dict[str, Any] = dict(shaped.labels)
    if shaped.notices:
        said["notices"] = list(shaped.notices)
    if each.troubles:
        said["missing"] = len(each.troubles)
    return said
