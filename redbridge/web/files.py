"""Pictures as files: open ones for everybody and long, others only for those who may see them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from redbridge.interactions import queries as meetings
from redbridge.media import queries as media
from redbridge.web.viewers import viewer_of

NAMES = {"480.webp": "image/webp", "1080.webp": "image/webp", "2048.webp": "image/webp", "full.jpg": "image/jpeg"}
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
    response.headers["Cache-Control"] = f"public, max-age={MONTH}, immutable" if row.is_open else "private, max-age=300"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


urlpatterns = [path("media/<int:picture_id>-<str:secret>/<str:name>", picture, name="picture")]
