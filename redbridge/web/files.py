"""Pictures and videos as files: open ones for everybody and long, others only for those who may see them."""

from pathlib import PurePosixPath

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe

from redbridge.interactions import queries as meetings
from redbridge.media import queries as media
from redbridge.notes import queries as notes
from redbridge.web.ranges import file_response
from redbridge.web.viewers import viewer_of

NAMES = {
    "128.webp": "image/webp",
    "360.webp": "image/webp",
    "480.webp": "image/webp",
    "1080.webp": "image/webp",
    "2048.webp": "image/webp",
    "full.jpg": "image/jpeg",
}
MONTH = 60 * 60 * 24 * 30


@require_safe
def picture(request: HttpRequest, picture_id: int, secret: str, name: str) -> HttpResponse:
    """One derivative of a picture. The secret in the address changes when a picture stops being open."""
    kind = NAMES.get(name)
    row = media.pictures_by_id([picture_id]).get(picture_id) if kind else None
    if row is None or row.secret != secret:
        raise Http404
    if not row.is_open and not meetings.picture_is_visible(viewer_of(request), picture_id=picture_id):
        raise Http404
    found = media.file_of(row, name)
    if not found.is_file():
        raise Http404
    response = HttpResponse(found.read_bytes(), content_type=kind)  # whole: a slow reader must not hold a thread
    _mark(response, is_open=row.is_open)
    return response


@require_safe
def video(request: HttpRequest, video_id: int, secret: str, name: str) -> HttpResponseBase:
    """One file of a video, by parts. The secret in the address changes as that of a picture does."""
    row = media.find_video(video_id=video_id, secret=secret)
    if not row.is_open and not notes.video_is_visible(viewer_of(request), video_id=video_id):
        raise Http404
    found = media.video_file_of(row, name)
    if not found.is_file():
        raise Http404
    response = file_response(request, found, content_type=media.VIDEO_TYPES[PurePosixPath(name).suffix])
    _mark(response, is_open=row.is_open)
    return response


@require_safe
def captions(request: HttpRequest, video_id: int, secret: str, language: str) -> HttpResponse:
    """What is said in a video, in one language. The address carries the time of the last edit."""
    row = media.find_video(video_id=video_id, secret=secret)
    if not row.is_open and not notes.video_is_visible(viewer_of(request), video_id=video_id):
        raise Http404
    response = HttpResponse(media.track_of(row, language).text, content_type="text/vtt; charset=utf-8")
    _mark(response, is_open=row.is_open)
    return response


def _mark(response: HttpResponseBase, *, is_open: bool) -> None:
    response.headers["Cache-Control"] = f"public, max-age={MONTH}, immutable" if is_open else "private, max-age=300"
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Feed readers and pages that link to a note show its pictures, too.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_open else "same-origin"


urlpatterns = [
    path("media/<int:picture_id>-<str:secret>/<str:name>", picture, name="picture"),
    path("media/v/<int:video_id>-<str:secret>/captions/<str:language>.vtt", captions, name="captions"),
    path("media/v/<int:video_id>-<str:secret>/<str:name>", video, name="video_file"),
]
