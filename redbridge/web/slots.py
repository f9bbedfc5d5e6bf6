"""Posts of another place that came without their pictures or video: private drafts, until somebody fills them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from redbridge.arrival import actions, queries
from redbridge.kit.errors import Refused
from redbridge.media import actions as media
from redbridge.media import queries as media_queries
from redbridge.media import videos
from redbridge.web import arrivalwords
from redbridge.web.shell import whole_page
from redbridge.web.viewers import number_in, see_other, signed_in

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from redbridge.accounts.models import Person
    from redbridge.arrival.models import ArrivedItem
    from redbridge.media.models import Video
    from redbridge.notes.models import Draft, Note

A_PAGE = 24


@dataclass(frozen=True, slots=True)
class Slot:
    """One post that waits, as a page shows it."""

    id: int
    words: str
    language: str
    at: "datetime | None"
    place: str
    wants: int
    problem: str = ""
    is_private: bool = False
    is_preparing: bool = False
    percent: int = 0


@never_cache
@signed_in
@require_safe
def slots(request: HttpRequest, person: "Person") -> HttpResponse:
    """What still waits, oldest first."""
    return _page(request, person)


def _page(request: HttpRequest, person: "Person", problem: Refused | None = None, item_id: int = 0) -> HttpResponse:
    after = number_in(request, "after") or 0
    rows = queries.slots(person, after=max(after, item_id - 1) if item_id else after, limit=A_PAGE + 1)
    shown = rows[:A_PAGE]
    ids = {row.id: int(row.content["video"]) for row in shown if str(row.content.get("video", "")).isdecimal()}
    films = media_queries.videos_by_id(ids.values())
    said = {item_id: problem.sentence} if problem else {}
    slots = [_slot(row, films.get(ids.get(row.id, 0)), said.get(row.id, "")) for row in shown]
    context = {
        "slots": slots,
        "next": rows[A_PAGE - 1].id if len(rows) > A_PAGE else 0,
        "is_preparing": any(slot.is_preparing for slot in slots),
        "query": f"?after={after}" if after else "",
    }
    status = problem.status if problem else 200
    if request.headers.get("HX-Target") == "slots":
        return render(request, "arrive/_slots.html", context, status=status)
    return whole_page(request, "arrive/slots.html", context, status=status)


def _slot(row: "ArrivedItem", film: "Video | None", problem: str) -> Slot:
    content = row.content or {}
    place = arrivalwords.BY_SLUG.get(row.platform)
    is_refused = film is not None and film.progress == "refused"
    return Slot(
        id=row.id,
        words=str(content.get("title") or content.get("text") or ""),
        language=str(content.get("language", "")),
        at=row.at,
        place=str(place.name) if place else "",
        wants=int(content.get("media", 1) or 1),
        problem=problem or (str(videos.sentence(film.refusal)) if film and is_refused else ""),
        is_private=content.get("visibility") == "me",
        is_preparing=film is not None and not is_refused,
        percent=film.percent if film else 0,
    )


@require_POST
@signed_in
def fill(request: HttpRequest, person: "Person", item_id: int) -> HttpResponse:
    """Give a post what it waited for: it becomes a note at its old date, or stays a draft if it was private."""
    button = request.POST.get("do", "fill")
    try:
        if button == "skip":
            actions.skip_slot(person, item_id=item_id)
            messages.success(request, _("It no longer waits, and does not come again."))
            return see_other("/slots")
        is_card = button == "card"
        made = actions.fill_slot(person, item_id=item_id, as_card=True) if is_card else _fill(request, person, item_id)
    except Refused as refused:
        return _page(request, person, refused, item_id)
    if made is None:
        messages.success(request, _("It is being prepared, and goes to its place by itself."))
        return see_other("/slots")
    messages.success(request, _("It has what it lacked, and stands at its old date."))
    return see_other(f"/drafts/{made.id}")  # which leads on to the note, if it is one


def _fill(request: HttpRequest, person: "Person", item_id: int) -> "Note | Draft | None":
    """Upload what was sent for a slot; a video has to be prepared first, so nothing is made yet."""
    files = request.FILES.getlist("media")
    if not files:
        raise Refused(_("Choose its picture or video."), field="media", code="empty")
    if is_film(files[0]):
        video = media.upload_video(person, source=files[0], name=files[0].name or "")
        actions.give_video(person, item_id=item_id, video_id=video.id)
        return None
    ids = [media.upload_picture(person, source=each).id for each in files]
    return actions.fill_slot(person, item_id=item_id, picture_ids=ids)


def is_film(upload: "UploadedFile[Any]") -> bool:
    """Whether a file is a video by its first bytes, whatever its name."""
    head = upload.read(videos.HEAD)
    upload.seek(0)
    return videos.sniff(head) is not None


urlpatterns = [
    path("slots", slots, name="slots"),
    path("slots/<int:item_id>", fill, name="slot-fill"),
]
