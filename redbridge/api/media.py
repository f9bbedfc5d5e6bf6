"""Pictures and videos: uploaded first, then shown by a note, a comment or a profile."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Schema, UploadedFile

from redbridge.api.problems import TooLarge, told
from redbridge.api.saying import Json, row_json
from redbridge.api.shapes import OwnVideo, PathId, Picture
from redbridge.api.videos import own_video_json
from redbridge.api.words import Word, person
from redbridge.kit.errors import Refused
from redbridge.language import names
from redbridge.media import actions, queries
from redbridge.media.actions import OffsetWrong

word = Word("media")
SCOPE = "write:notes"
MOST_A_CHUNK = 8 * 1024 * 1024


class UploadedPicture(Picture):
    """`progress` is waiting, preview, ready or refused."""

    progress: str


class PictureChange(Schema):
    """What is left out stays as it is. An empty crop is the whole picture."""

    alt: str | None = None
    alt_language: str = ""
    crop: Literal["", "34", "45", "11", "43"] | None = None


class NewVideo(Schema):
    """The name of the file and how many bytes it has."""

    name: str = ""
    size: int


class Poster(Schema):
    """The moment, in milliseconds, that stands for the video."""

    at: int


class Trim(Schema):
    """What is shown of a video, in milliseconds."""

    start: int = 0
    end: int


class Captions(Schema):
    """What is said, as WebVTT or SRT."""

    text: str


def _json(request: HttpRequest, picture_id: int) -> Json:
    row = queries.own_picture(person(request), picture_id=picture_id)
    return {**row_json(row), "progress": row.progress}


@word.writes("POST", "pictures", UploadedPicture, scope=SCOPE, status=201)
def upload_picture(
    request: HttpRequest,
    picture: File[UploadedFile],
    alt: Form[str] = "",
    crop: Form[str] = "",
) -> Json:
    """Upload a picture of up to 30 MB. What nothing shows after a day is deleted."""
    made = actions.upload_picture(person(request), source=picture, alt=alt, crop=crop)
    return _json(request, made.id)


@word.reads("pictures/{int:picture_id}", UploadedPicture, scope="read:private")
def get_picture(request: HttpRequest, picture_id: PathId) -> Json:
    """A picture of yours, and how far it is."""
    return _json(request, picture_id)


@word.writes("PATCH", "pictures/{int:picture_id}", UploadedPicture, scope=SCOPE)
def change_picture(request: HttpRequest, picture_id: PathId, change: PictureChange) -> Json:
    """Describe a picture for those who cannot see it, or crop it."""
    me = person(request)
    if change.alt is not None:
        actions.describe_picture(me, picture_id=picture_id, alt=change.alt, language=change.alt_language)
    if change.crop is not None:
        actions.crop_picture(me, picture_id=picture_id, crop=change.crop)
    return _json(request, picture_id)


@word.writes("POST", "videos", OwnVideo, scope=SCOPE, status=201)
def begin_video(request: HttpRequest, video: NewVideo) -> Json:
    """Make room for a video of up to 10 minutes and 1 GB; then send it in chunks."""
    return own_video_json(actions.begin_video(person(request), name=video.name, size=video.size))


@word.writes("PUT", "videos/{int:video_id}/chunks/{int:offset}", OwnVideo, scope=SCOPE)
def send_chunk(request: HttpRequest, video_id: PathId, offset: int) -> Json | HttpResponse:
    """The next up to 8 MiB as `application/octet-stream`. 409 tells in `received` where to go on."""
    me = person(request)
    queries.own_video(me, video_id=video_id)
    chunk = chunk_of(request)
    try:
        return own_video_json(actions.receive_chunk(me, video_id=video_id, offset=offset, chunk=chunk))
    except OffsetWrong as wrong:
        return told(409, wrong.sentence, code="offset", received=wrong.received)


def chunk_of(request: HttpRequest) -> bytes:
    """The body of a request, whole, as it came: no form, so no limit of forms."""
    size = request.headers.get("Content-Length", "")
    if not size.isdecimal() or int(size) > MOST_A_CHUNK:
        raise TooLarge(_("That is more than is taken at once."))
    chunk = request.read(MOST_A_CHUNK + 1)
    if len(chunk) != int(size):
        raise Refused(_("A part of the upload was lost. It goes on where it stopped."), code="broken_off")
    return chunk


@word.reads("videos/{int:video_id}", OwnVideo, scope="read:private")
def get_video(request: HttpRequest, video_id: PathId) -> Json:
    """A video of yours, and how far it is."""
    return own_video_json(queries.own_video(person(request), video_id=video_id))


@word.writes("DELETE", "videos/{int:video_id}", scope=SCOPE)
def remove_video(request: HttpRequest, video_id: PathId) -> None:
    """Throw a video away that nothing shows yet."""
    actions.remove_video(person(request), video_id=video_id)


@word.writes("PUT", "videos/{int:video_id}/poster", OwnVideo, scope=SCOPE)
def choose_poster(request: HttpRequest, video_id: PathId, poster: Poster) -> Json:
    """Choose the picture that stands for a video."""
    me = person(request)
    actions.choose_poster(me, video_id=video_id, at=poster.at)
    return own_video_json(queries.own_video(me, video_id=video_id))


@word.writes("PUT", "videos/{int:video_id}/trim", OwnVideo, scope=SCOPE)
def trim_video(request: HttpRequest, video_id: PathId, trim: Trim) -> Json:
    """Cut the beginning and the end of a video off."""
    me = person(request)
    actions.trim_video(me, video_id=video_id, start=trim.start, end=trim.end)
    return own_video_json(queries.own_video(me, video_id=video_id))


@word.writes("PUT", "videos/{int:video_id}/tracks/{str:language}", OwnVideo, scope=SCOPE)
def save_track(request: HttpRequest, video_id: PathId, language: str, captions: Captions) -> Json:
    """Put captions in a language beside a video, or replace them."""
    me = person(request)
    if not names.is_known(language):
        raise Refused(_("That is not one of the choices."), field="language", code="bad_choice")
    actions.save_track(me, video_id=video_id, language=language, text=captions.text)
    return own_video_json(queries.own_video(me, video_id=video_id))


@word.writes("DELETE", "videos/{int:video_id}/tracks/{str:language}", scope=SCOPE)
def delete_track(request: HttpRequest, video_id: PathId, language: str) -> None:
    """Take captions away."""
    actions.delete_track(person(request), video_id=video_id, language=language)
