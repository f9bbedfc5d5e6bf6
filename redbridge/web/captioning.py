"""Captions written line by line: a plain form of moments and words, beside the video and another language of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from redbridge.cards import videos as cards
from redbridge.kit.errors import NotFound, Refused
from redbridge.language import names
from redbridge.media import actions as media
from redbridge.media import queries as media_queries
from redbridge.media import webvtt
from redbridge.media.actions import captiondrafts
from redbridge.notes import queries
from redbridge.web.clips import plain
from redbridge.web.videos import moment
from redbridge.web.viewers import see_other, signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redbridge.accounts.models import Person
    from redbridge.cards.videos import TrackCard, VideoCard
    from redbridge.media.models import CaptionDraft
    from redbridge.notes.models import Draft

FRESH_LINES = 3
MOST_LINES = 240  # of a form; longer captions are edited as one text
DEFAULT_LENGTH = 2_500
ARROW = "-->"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form as it was typed; `beside` is what another language says at that time."""

    start: str = ""
    end: str = ""
    words: str = ""
    beside: str = ""
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody said anything here."""
        return not self.words.strip()


@signed_in
def captions(request: HttpRequest, person: "Person", draft_id: int, language: str) -> HttpResponse:
    """The captions of a draft's video in one language."""
    draft = queries.get_draft(person, draft_id=draft_id)
    if draft.video_id is None or not names.is_known(language):
        raise NotFound
    video = cards.cards_of([media_queries.own_video(person, video_id=draft.video_id)])[draft.video_id]
    editor = _Editor(request, person, draft, video, language)
    return editor.take() if request.method == "POST" else editor.page()


@dataclass(frozen=True)
class _Editor:
    request: HttpRequest
    person: "Person"
    draft: "Draft"
    video: "VideoCard"
    language: str

    @cached_property
    def draft_track(self) -> "CaptionDraft | None":
        """What a machine drafted in this language and nobody else sees yet."""
        found = media_queries.caption_drafts(self.person, video_id=self.video.id)
        return next((each for each in found if each.language == self.language and each.done >= each.total), None)

    @property
    def own(self) -> "TrackCard | None":
        """What is there already."""
        if found := self.draft_track:
            name = names.own_name(self.language)
            return cards.TrackCard(self.language, name, "", tuple(webvtt.parsed(found.text)))
        return next((track for track in self.video.tracks if track.language == self.language), None)

    @property
    def other(self) -> "TrackCard | None":
        """Another language to write beside."""
        return next((track for track in self.video.tracks if track.language != self.language), None)

    def page(self) -> HttpResponse:
        """As it is saved."""
        own = self.own
        if own and len(own.cues) > MOST_LINES:
            return self.show(text=_text(own))
        return self.show(rows=_rows(own, self.other))

    def take(self) -> HttpResponse:
        """As it was sent: with a line more or less, or to be saved."""
        button, _dash, target = self.request.POST.get("do", "save").partition("-")
        whole, rows = self.request.POST.get("text"), _sent(self.request)
        if button == "add":
            return self.show(rows=[*rows, Row()])
        if button == "drop":
            return self.show(rows=[row for place, row in enumerate(rows) if str(place) != target])
        try:
            text = whole if whole is not None else _told(rows)
            self._keep(text, is_released=button == "release")
        except Refused as refused:
            return self.show(text=whole, rows=[_checked(row) for row in rows], problem=refused.sentence)
        sentence = _("The captions in %(name)s are saved.") % {"name": names.own_name(self.language)}
        messages.success(self.request, sentence)
        return see_other(f"/drafts/{self.draft.id}#captions")

    def _keep(self, text: str, *, is_released: bool) -> None:
        """As captions that people see; what a machine drafted stays with its author until they release it."""
        about = {"video_id": self.video.id, "language": self.language, "text": text}
        if self.draft_track is None:
            media.save_track(self.person, **about)  # type: ignore[arg-type]  # a number and two texts
        elif is_released:
            captiondrafts.release_captions(self.person, **about)  # type: ignore[arg-type]  # as above
        else:
            captiondrafts.change_caption_draft(self.person, **about)  # type: ignore[arg-type]  # as above

    def show(self, *, rows: "Sequence[Row]" = (), text: str | None = None, problem: str = "") -> HttpResponse:
        """The form."""
        context = {
            "draft": self.draft,
            "video": self.video,
            "language": self.language,
            "name": names.own_name(self.language),
            "direction": names.direction(self.language),
            "rows": rows,
            "text": text,
            "other": self.other,
            "problem": problem,
            "is_machine": self.draft_track is not None,
            "has_room": len(rows) < MOST_LINES,
        }
        return render(self.request, "publish/captions.html", context, status=422 if problem else 200)


def _rows(own: "TrackCard | None", other: "TrackCard | None") -> list[Row]:
    """What is there, or the moments of the other language to be filled, or some empty lines."""
    if own:
        beside = {cue.start: plain(cue.words) for cue in other.cues} if other else {}
        return [Row(*_moments(cue), plain(cue.words), beside.get(cue.start, "")) for cue in own.cues]
    if other:
        return [Row(*_moments(cue), "", plain(cue.words)) for cue in other.cues[:MOST_LINES]]
    return [Row() for _line in range(FRESH_LINES)]


def _moments(cue: Any) -> tuple[str, str]:
    return cards.exact_clock(cue.start), cards.exact_clock(cue.end)


def _sent(request: HttpRequest) -> list[Row]:
    fields = ("start", "end", "words", "beside")
    rows: list[Row] = []
    while (place := len(rows)) < MOST_LINES and f"words-{place}" in request.POST:
        rows.append(Row(*(request.POST.get(f"{name}-{place}", "")[:2000] for name in fields)))
    return rows


def _told(rows: "Sequence[Row]") -> str:
    """The lines as WebVTT; those without words are left out."""
    cues = []
    for row in rows:
        if row.is_blank:
            continue
        start, end = _times(row)
        words = "\n".join(line.strip() for line in row.words.replace(ARROW, "→").splitlines() if line.strip())
        cues.append(f"{_stamp(start)} {ARROW} {_stamp(end)}\n{words}\n")
    return "\n".join(["WEBVTT\n", *cues])


def _times(row: Row) -> tuple[int, int]:
    start = moment(row.start, field="captions")
    end = moment(row.end, field="captions")
    if start is None:
        raise Refused(_("Say when this line begins."), field="captions", code="empty")
    if end is None:
        end = start + DEFAULT_LENGTH
    if end <= start:
        raise Refused(_("A line ends after it begins."), field="captions", code="bad_time")
    return start, end


def _checked(row: Row) -> Row:
    """The row with what is wrong with it, if anything is."""
    if row.is_blank:
        return row
    try:
        _times(row)
    except Refused as refused:
        return Row(row.start, row.end, row.words, row.beside, refused.sentence)
    return row


def _stamp(at: int) -> str:
    return f"{at // 3_600_000:02}:{at // 60_000 % 60:02}:{at // 1000 % 60:02}.{at % 1000:03}"


def _text(track: "TrackCard") -> str:
    return "\n".join(f"{_stamp(cue.start)} {ARROW} {_stamp(cue.end)}\n{plain(cue.words)}\n" for cue in track.cues)


urlpatterns = [path("drafts/<int:draft_id>/captions/<str:language>", captions, name="draft-captions")]
