"""The share pack: everything to post a note elsewhere within a minute, on a page and as one file."""

import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from redbridge.cards import notes as cards
from redbridge.kit import limits
from redbridge.media import queries as media
from redbridge.notes import packs, queries
from redbridge.web import codes
from redbridge.web.ranges import file_response
from redbridge.web.sharing import code_of
from redbridge.web.shell import whole_page
from redbridge.web.viewers import signed_in, to_sign_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.media.models import Video
    from redbridge.notes.models import Note

LARGEST_VIDEO = 300 * 1024 * 1024
FULL = "full.jpg"


@never_cache
@signed_in
@require_safe
def pack(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Each caption to copy, the pictures to save, the link and its code."""
    note = queries.own_note(person, note_id=note_id)
    pictures = queries.pictures_of([note.id]).get(note.id, [])
    video = _video(note)
    context = {
        "note": note,
        "title": cards.title_of(note),
        "words": _words(note),
        "pictures": [cards.picture_card(picture) for picture in pictures],
        "has_video": video is not None,
        "url": _address(note),
        "code": code_of(_address(note)),
        "is_open": note.visibility in {"everyone", "unlisted"},
    }
    return whole_page(request, "notes/pack.html", context)


@never_cache
@require_safe
def download(request: HttpRequest, note_id: int) -> HttpResponseBase:
    """The same as one file."""
    person = viewer_of(request)
    if person is None:
        return to_sign_in(request)
    note = queries.own_note(person, note_id=note_id)
    limits.require(f"pack:{person.id}", limit=30, seconds=3600)
    with tempfile.TemporaryDirectory(prefix="pack-") as folder:
        made = Path(folder) / "pack.zip"
        _write(made, note)
        response = file_response(request, made, content_type="application/zip")  # open by now, or read
    response.headers["Content-Disposition"] = f'attachment; filename="note-{note.id}.zip"'
    return response


@never_cache
@signed_in
@require_safe
def code(_request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """The code of the link as a picture."""
    note = queries.own_note(person, note_id=note_id)
    return png_response(_address(note), f"note-{note.id}")


def png_response(address: str, name: str) -> HttpResponse:
    """A code to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.png"'}
    return HttpResponse(codes.png(address), content_type="image/png", headers=headers)


def _words(note: "Note") -> list[packs.Words]:
    said = "\n\n".join(filter(None, (note.card_text, note.caption)))
    found = packs.places(is_video=note.video_id is not None)
    return [packs.words_for(place, title=note.title, caption=said, link=_address(note)) for place in found]


def _write(made: Path, note: "Note") -> None:
    """Media as readers here get them: cleaned of places and devices, without a mark of ours."""
    pictures, video = queries.pictures_of([note.id]).get(note.id, []), _video(note)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        for number, picture in enumerate(pictures, 1):
            if FULL in media.names_of(picture):
                box.write(media.file_of(picture, FULL), f"pictures/{number:02}.jpg", zipfile.ZIP_STORED)
            if picture.alt:
                box.writestr(f"alt/{number:02}.txt", picture.alt)
        if video is not None:
            _write_video(box, video)
        for words in _words(note):
            box.writestr(f"captions/{words.place.slug}.txt", words.caption)
            if words.title:
                box.writestr(f"captions/{words.place.slug}-title.txt", words.title)
        box.writestr("link.txt", _address(note) + "\n")
        box.writestr("link.svg", code_of(_address(note)))
        box.writestr("link.png", codes.png(_address(note)))
        box.writestr("README.txt", render_to_string("notes/pack.txt", _facts(note, len(pictures), video)))


def _write_video(box: zipfile.ZipFile, video: "Video") -> None:
    largest = max(video.sources, key=lambda made: made["height"], default=None)
    if largest is not None:
        found = media.video_file_of(video, largest["name"])
        if found.is_file() and found.stat().st_size <= LARGEST_VIDEO:
            box.write(found, "video.mp4", zipfile.ZIP_STORED)
    for track in media.tracks_of([video.id]).get(video.id, []):
        box.writestr(f"captions/video-{track.language}.vtt", track.text)


def _facts(note: "Note", pictures: int, video: "Video | None") -> dict[str, Any]:
    return {"title": cards.title_of(note), "url": _address(note), "pictures": pictures, "has_video": video is not None}


def _video(note: "Note") -> "Video | None":
    return media.videos_by_id([note.video_id]).get(note.video_id) if note.video_id else None


def _address(note: "Note") -> str:
    return f"{settings.SITE_URL}/n/{note.id}"


urlpatterns = [
    path("n/<int:note_id>/pack", pack, name="share-pack"),
    path("n/<int:note_id>/pack.zip", download, name="share-pack-file"),
    path("n/<int:note_id>/code.png", code, name="note-code"),
]
