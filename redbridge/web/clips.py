"""Videos of the watch page as ready text: kept per note, version and language; counts and own marks laid in."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redbridge.cards import notes as cards
from redbridge.cards import people as people_cards
from redbridge.cards import videos as video_cards
from redbridge.follows import queries as follows
from redbridge.interactions import queries as interactions
from redbridge.notes import queries as notes
from redbridge.web import skeleton
from redbridge.web.cardbytes import SMALLEST, LikeButton
from redbridge.web.templatetags.kit import compact, icon

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.cards.videos import TrackCard, VideoCard
    from redbridge.media.webvtt import Cue

POSTER_SIZES = "(min-width: 48em) 34rem, 100vw"
MOST_LINES = 300
LONGEST_CAPTION = 160
_TAGS = re.compile(r"<[^<>]*>")
Versions = dict[int, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Track:
    """Captions in one language as a player offers them; `is_shown` says that this reader gets them unasked."""

    language: str
    name: str
    src: str
    is_default: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Words in one language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """What is said from a moment on, in one language or two."""

    start: int
    clock: str
    said: tuple[Said, ...]


def tracks_for(video: "VideoCard", spoken: str) -> list[Track]:
    """The captions for the reader of this page: theirs and beside it the spoken ones; none unless theirs are there."""
    own = _own(video.tracks)
    shown = {own.language, spoken} if own else set()
    return [
        Track(track.language, track.name, track.src, is_default=track is own, is_shown=track.language in shown)
        for track in video.tracks
    ]


def lines_of(video: "VideoCard", spoken: str) -> list[Line]:
    """What is said, in the spoken language and beside it in the reader's."""
    own = _own(video.tracks)
    first = next((track for track in video.tracks if track.language == spoken), own) or next(iter(video.tracks), None)
    if first is None:
        return []
    beside = own if own and own is not first else None
    lines = []
    for cue in first.cues[:MOST_LINES]:
        said = [Said(first.language, plain(cue.words))]
        if beside and (other := _at_once(beside.cues, cue)):
            said.append(Said(beside.language, plain(other.words)))
        lines.append(Line(cue.start, video_cards.clock(cue.start), tuple(said)))
    return lines


def said_in(video: "VideoCard", spoken: str) -> dict[str, object]:
    """What the player of a note's page needs beside the video."""
    return {"tracks": tracks_for(video, spoken), "lines": lines_of(video, spoken)}


def told(page: cards.NotePage, video: "VideoCard", picture: str) -> dict[str, object]:
    """The video in the terms of search engines."""
    found: dict[str, object] = {
        "@type": "VideoObject",
        "name": page.card.title,
        "description": cards.first_line(page.caption or page.card.title, LONGEST_CAPTION),
        "thumbnailUrl": picture,
        "uploadDate": page.published_at.isoformat(),
        "duration": f"PT{max(1, video.duration // 1000)}S",
    }
    return found | ({"contentUrl": f"{settings.SITE_URL}{video.whole.src}"} if video.whole else {})


def plain(words: str) -> str:
    """The words of a cue without its marks."""
    return html.unescape(_TAGS.sub("", words))


def _own(tracks: "Sequence[TrackCard]") -> "TrackCard | None":
    """The captions in the language of the page, a relative of it otherwise."""
    code = (get_language() or "").lower()
    exact = next((track for track in tracks if track.language.lower() == code), None)
    return exact or next(
        (track for track in tracks if track.language.lower().split("-")[0] == code.split("-")[0]), None
    )


def _at_once(cues: "Sequence[Cue]", cue: "Cue") -> "Cue | None":
    """The one of the cues that is shown at the same time for longest."""
    overlaps = [(min(each.end, cue.end) - max(each.start, cue.start), each) for each in cues]
    longest, found = max(overlaps, key=lambda pair: pair[0], default=(0, None))
    return found if longest > 0 else None


class Clips:
    """Videos for one viewer, who may see them."""

    def __init__(self, viewer: "Person | None", *, is_small: bool) -> None:
        self._viewer, self._is_small = viewer, is_small

    def rows(self, versions: Versions, *, is_lead: bool = False) -> SafeString:
        """The list items in order; the lead is fetched first and at once."""
        parts = skeleton.Parts("watch/_clip.html")
        keys = {note_id: (note_id, *version, is_lead, self._is_small) for note_id, version in versions.items()}
        pieces = {note_id: parts.find(key) for note_id, key in keys.items()}
        if missing := [note_id for note_id, found in pieces.items() if found is None]:
            for note_id, context in self._contexts(missing, is_lead=is_lead).items():
                pieces[note_id] = parts.make(keys[note_id], context)
        overlay = _Overlay(self._viewer, versions)
        made = [skeleton.join(found, overlay(note_id)) for note_id, found in pieces.items() if found is not None]
        return mark_safe(b"".join(made).decode())  # noqa: S308 - rendered parts

    def _contexts(self, ids: Sequence[int], *, is_lead: bool) -> dict[int, dict[str, object]]:
        rows = notes.visible_notes(self._viewer, ids=ids)
        videos = video_cards.video_cards([row.video_id for row in rows.values() if row.video_id])
        found = cards.cards_of(rows)
        contexts: dict[int, dict[str, object]] = {}
        for note_id, card in found.items():
            row = rows[note_id]
            video = videos.get(row.video_id or 0)
            if video is None:
                continue
            contexts[note_id] = {
                "card": card,
                "video": video,
                "sources": sorted(video.sources, key=lambda each: each.height) if self._is_small else video.sources,
                "tracks": tracks_for(video, card.lang),
                "lines": lines_of(video, card.lang),
                "caption": cards.first_line(row.caption, LONGEST_CAPTION) if row.title else "",
                "sizes": SMALLEST if self._is_small else POSTER_SIZES,
                "is_lead": is_lead,
                "preload": "metadata" if is_lead and not self._is_small else "none",
            }
        return contexts


class _Overlay:
    """What a kept video lacks: counts, the viewer's own marks, and whether they follow its author."""

    def __init__(self, viewer: "Person | None", versions: Versions) -> None:
        ids = list(versions)
        self._viewer, self._versions = viewer, versions
        self._counts = interactions.tallies(ids)
        self._marks = interactions.marks(viewer, note_ids=ids) if viewer else None
        authors = {author_id for _, author_id, _ in versions.values()}
        self._relations = follows.relations(viewer, person_ids=authors) if viewer else {}
        self._like = LikeButton(is_signed_in=viewer is not None)

    def __call__(self, note_id: int) -> dict[str, str | bytes]:
        counts = self._counts[note_id]
        is_liked = self._marks is not None and note_id in self._marks.liked
        return {
            "like": self._like.of_note(note_id, counts.likes, is_liked),
            "save": self._save(note_id, counts.saves),
            "comments": format_html('<span class="num">{}</span>', compact(counts.comments)) if counts.comments else "",
            "follow": self._follow(note_id),
        }

    def _save(self, note_id: int, saves: int) -> str | bytes:
        if self._marks is None:
            return format_html(
                '<a class="toggle" href="/sign-in?next=/watch/{}" rel="nofollow">{}<span class="vh"> {}</span></a>',
                *(note_id, icon("save"), _("Save")),
            )
        is_saved = note_id in self._marks.saved
        return skeleton.part(
            "notes/_save.html",
            key=(note_id, saves, is_saved),
            context=lambda: {"card": {"id": note_id}, "counts": {"saves": saves}, "is_saved": is_saved},
        )

    def _follow(self, note_id: int) -> bytes:
        _, author_id, version = self._versions[note_id]
        is_own = self._viewer is not None and self._viewer.id == author_id
        relation = self._relations.get(author_id) or follows.Relation()
        return skeleton.part(
            "people/_follow.html",
            key=(author_id, version, self._viewer is None, is_own, relation),
            context=lambda: {
                "person": people_cards.cards([author_id], even_hidden=True)[author_id],
                "viewer": self._viewer,
                "is_own": is_own,
                "relation": relation,
            },
        )
