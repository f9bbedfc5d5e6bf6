"""oEmbed: how other sites show a note of ours where somebody pastes its address."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _

from redbridge.accounts import queries as accounts
from redbridge.cards import notes as cards
from redbridge.kit.errors import NotFound, Problem, Refused
from redbridge.media import queries as media
from redbridge.notes import queries as notes
from redbridge.web.elsewhere import readable_elsewhere
from redbridge.web.viewers import number_in

if TYPE_CHECKING:
    from redbridge.notes.models import Note

HOUR = 3600
WIDTHS = (2048, 1080, 480)
USUAL, SMALL = 1080, 480
_NOTE = re.compile(r"/n/(\d{1,19})")


class NotThere(Problem):
    """oEmbed knows two formats; ours is JSON."""

    status = 501


@readable_elsewhere
def oembed(request: HttpRequest) -> HttpResponse:
    """A public note as a picture, or as a link with one."""
    if request.GET.get("format", "json") != "json":
        raise NotThere(_("Only JSON is spoken here."), code="format")
    row = notes.get_note(None, note_id=_note_id(request.GET.get("url", "")))
    if row.visibility != "everyone":
        raise NotFound
    found = _told(row, _most(request, "maxwidth"), _most(request, "maxheight"))
    response = JsonResponse(found, content_type="application/json+oembed")
    response.headers["Cache-Control"] = f"public, max-age={HOUR}"
    return response


def _note_id(url: str) -> int:
    try:
        found, ours = urlsplit(url), urlsplit(settings.SITE_URL)
    except ValueError:
        found, ours = urlsplit(""), urlsplit(settings.SITE_URL)
    match = _NOTE.fullmatch(found.path.rstrip("/"))
    if not url or found.scheme not in {"http", "https"} or found.netloc.lower() != ours.netloc or match is None:
        raise Refused(_("Give the address of a note of this site."), field="url", code="bad_url")
    return int(match[1])


def _most(request: HttpRequest, name: str) -> int:
    return number_in(request, name) or WIDTHS[0]


def _told(row: "Note", most_width: int, most_height: int) -> dict[str, Any]:
    card = cards.cards_of({row.id: row})[row.id]
    found: dict[str, Any] = {
        "version": "1.0",
        "type": "link",
        "title": card.title,
        "author_name": card.author.name,
        "author_url": f"{settings.SITE_URL}{card.author.href}",
        "provider_name": accounts.site().name,
        "provider_url": settings.SITE_URL,
        "cache_age": HOUR,
    }
    picture = media.pictures_by_id([row.cover_id]).get(row.cover_id) if row.cover_id else None
    if picture is None:
        return found
    fitting = [size for width in WIDTHS if (size := _size(picture, width))[0] <= most_width and size[1] <= most_height]
    small = fitting[-1] if fitting else None
    if small:
        found |= {"thumbnail_url": small[2], "thumbnail_width": small[0], "thumbnail_height": small[1]}
    if fitting and row.kind == "photo":
        width, height, url = next((size for size in fitting if size[0] <= USUAL), fitting[0])
        found |= {"type": "photo", "url": url, "width": width, "height": height}
    return found


def _size(picture: Any, width: int) -> tuple[int, int, str]:
    """Width, height and address of one size of a picture."""
    real = min(width, picture.width or width)
    height = round(real * (picture.height or real) / (picture.width or real))
    return real, height, f"{settings.SITE_URL}{media.address(picture, width)}"


urlpatterns = [path("oembed", oembed, name="oembed")]
