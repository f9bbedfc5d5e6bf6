"""The video of a draft: sent in chunks or by a plain form, cut, given a poster, and told in several languages."""

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from redbridge.cards import videos as cards
from redbridge.kit.errors import NotFound, Problem, Refused
from redbridge.language import names
from redbridge.media import actions as media
from redbridge.media import queries as videos
from redbridge.media.actions import captiondrafts
from redbridge.notes import actions, queries
from redbridge.web.viewers import number_in, see_other, sent_number, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.media.models import Video
    from redbridge.notes.models import Draft

FIELDS = ("video", "poster", "poster_at", "poster_alt", "trim", "trim_start", "trim_end", "captions")
WORKING = "working"  # what a draft is refused with whose video is not ready
BUTTONS = ("trim", "poster", "captions", "uncaption", "machine", "undraft", "novideo")
LARGEST_CHUNK = 8 * 1024 * 1024
LONGEST_FILE = 400_000  # of captions, in bytes
_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,3})(?:[.,](\d{1,3}))?", re.ASCII)


def form(person: "Person", draft: "Draft | None") -> dict[str, Any]:
    """What the publish form shows of the draft's video."""
    if draft is None or draft.video_id is None:
        return {"video": None, "caption_languages": names.NAMES.items()}
    row = videos.own_video(person, video_id=draft.video_id)
    found = {"video": cards.cards_of([row])[row.id], "caption_languages": names.NAMES.items()}
    drafts = videos.caption_drafts(person, video_id=row.id)
    return {**found, "caption_drafts": [(each, names.own_name(each.language)) for each in drafts]}


def save(request: HttpRequest, person: "Person", draft: "Draft", button: str, target: str) -> dict[str, str]:
    """Do what the video's part of the form asks for; sentences by field about what could not be done."""
    try:
        _save(request, person, draft, button, target)
    except Refused as refused:
        return {refused.field or "video": refused.sentence}
    return {}


def wait(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """Publish as soon as the video is ready."""
    actions.publish_when_ready(person, draft_id=draft_id)
    messages.success(request, _("Your note goes out by itself as soon as the video is ready."))
    return see_other(f"/drafts/{draft_id}#video")


def captions_address(request: HttpRequest, draft: "Draft") -> str:
    """Where captions are written line by line, when a language was chosen and no file."""
    language = request.POST.get("captions_language", "")
    is_asked = draft.video_id and not request.FILES.get("captions") and names.is_known(language)
    return f"/drafts/{draft.id}/captions/{language}" if is_asked else ""


def _save(request: HttpRequest, person: "Person", draft: "Draft", button: str, target: str) -> None:
    if upload := request.FILES.get("video"):
        row = media.upload_video(person, source=upload, name=upload.name or "")
        actions.put_video_into_draft(person, draft_id=draft.id, video_id=row.id)
        return
    if draft.video_id is None:
        return
    row = videos.own_video(person, video_id=draft.video_id)
    if button == "novideo":
        actions.take_video_out_of_draft(person, draft_id=draft.id)
    elif button == "uncaption":
        media.delete_track(person, video_id=row.id, language=target)
    elif button == "undraft":
        captiondrafts.drop_caption_draft(person, video_id=row.id, language=target)
    elif button == "machine":
        said = {"source": request.POST.get("draft_from", ""), "language": request.POST.get("draft_into", "")}
        captiondrafts.want_captions(person, video_id=row.id, **said)
    else:
        _save_captions(request, person, row)
        _save_moments(request, person, row)
        _save_description(request, person, row)


def _save_captions(request: HttpRequest, person: "Person", row: "Video") -> None:
    upload = request.FILES.get("captions")
    if upload is None:
        return
    language = request.POST.get("captions_language", "")
    if not language:
        raise Refused(_("Say in which language the captions are."), field="captions", code="empty")
    if not names.is_known(language):
        raise Refused(_("That is not one of the choices."), field="captions", code="bad_choice")
    text = upload.read(LONGEST_FILE + 1).decode("utf-8", "replace")
    media.save_track(person, video_id=row.id, language=language, text=text)


def _save_moments(request: HttpRequest, person: "Person", row: "Video") -> None:
    """Where the video begins and ends, and which moment is its poster; a cut keeps one that lies within it."""
    sent = {name: moment(request.POST.get(name, ""), field=name) for name in ("trim_start", "trim_end", "poster_at")}
    start, end, at = sent["trim_start"], sent["trim_end"], sent["poster_at"]
    if at is not None and at != row.poster_at and row.progress == "ready":
        media.choose_poster(person, video_id=row.id, at=at)
    if start is not None and end is not None:
        end = 0 if end >= row.source_duration else end
        if (start, end) != (row.trim_start, row.trim_end):
            media.trim_video(person, video_id=row.id, start=start, end=end)


def _save_description(request: HttpRequest, person: "Person", row: "Video") -> None:
    """What the poster shows, for those who do not see it; whichever moment it is of now."""
    alt = request.POST.get("poster_alt")
    poster = videos.own_video(person, video_id=row.id).poster
    if alt is None or poster is None or alt == poster.alt:
        return
    try:
        media.describe_picture(person, picture_id=poster.id, alt=alt)
    except Refused as refused:
        refused.field = "poster_alt"
        raise


def moment(text: str, *, field: str) -> int | None:
    """`1:07.5` or `67.5` in milliseconds, None when nothing was sent."""
    if not text.strip():
        return None
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise Refused(_("A time looks like 0:07.5 or 7.5."), field=field, code="bad_time")
    minutes, seconds, rest = found.groups()
    return (int(minutes or 0) * 60 + int(seconds)) * 1000 + int((rest or "0").ljust(3, "0"))


@signed_in
def of_draft(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """Its part of the form, to look how far the work is; or the announcement of a video that will come in chunks."""
    try:
        draft = queries.get_draft(person, draft_id=draft_id)
    except NotFound:  # it went out while somebody looked on
        note = queries.own_note(person, note_id=draft_id)
        return HttpResponse(status=204, headers={"HX-Redirect": f"/n/{note.id}"})
    if request.method != "POST":
        return render(request, "publish/_video.html", {"draft": draft, **form(person, draft)})
    name, size = request.POST.get("name", "")[:255], sent_number(request, "size") or 0
    try:
        row = _going_on(person, draft, name, size) or media.begin_video(person, name=name, size=size)
        actions.put_video_into_draft(person, draft_id=draft.id, video_id=row.id)
    except Problem as problem:
        return JsonResponse({"sentence": problem.sentence}, status=problem.status)
    return JsonResponse({"received": row.received, "size": row.size})


def _going_on(person: "Person", draft: "Draft", name: str, size: int) -> "Video | None":
    """The upload that stopped, if this is the same file again."""
    if draft.video_id is None:
        return None
    row = videos.own_video(person, video_id=draft.video_id)
    return row if row.progress == "uploading" and (row.name, row.size) == (name, size) else None


@require_safe
@signed_in
def strip(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """Small pictures of the whole file in a row, for the time line where it is cut; nothing until they are drawn."""
    draft = queries.get_draft(person, draft_id=draft_id)
    try:
        found = videos.strip_of(person, video_id=draft.video_id or 0)
    except NotFound:
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    response = HttpResponse(found.read_bytes(), content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=300"
    return response


@require_POST
@signed_in
def chunk(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """The next part of the file as the request's body; answers how much is here."""
    draft = queries.get_draft(person, draft_id=draft_id)
    if draft.video_id is None:
        raise Refused(_("Choose the video again."), field="video", code="gone")
    try:
        offset = number_in(request, "offset") or 0
        part = request.read(LARGEST_CHUNK + 1)  # as it comes: no form, so no limit of forms
        row = media.receive_chunk(person, video_id=draft.video_id, offset=offset, chunk=part)
    except media.OffsetWrong as wrong:
        return JsonResponse({"received": wrong.received}, status=wrong.status)
    except Problem as problem:
        return JsonResponse({"sentence": problem.sentence}, status=problem.status)
    return JsonResponse({"received": row.received, "size": row.size})


urlpatterns = [
    path("drafts/<int:draft_id>/video", of_draft, name="draft-video"),
    path("drafts/<int:draft_id>/video/strip", strip, name="draft-video-strip"),
    path("drafts/<int:draft_id>/video/chunk", chunk, name="draft-video-chunk"),
]
