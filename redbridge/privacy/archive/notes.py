"""Notes, drafts and comments as lines of an archive."""

from collections.abc import Container, Iterable, Iterator
from typing import Any

from django.db.models import Prefetch

from redbridge.accounts.models import Person
from redbridge.interactions import queries as interactions
from redbridge.interactions.models import Comment
from redbridge.media import queries as media
from redbridge.media.models import Picture, Video
from redbridge.notes.models import Draft, DraftPicture, Note, NoteOrigin, NotePicture, NoteVersion
from redbridge.notes.text import MOST_HASHTAGS, find_hashtags, fold
from redbridge.privacy.archive.media import picture_file, track_name, video_file
from redbridge.privacy.archive.values import Addresses, batches, moment, note_address, note_link

WORDS = ("kind", "title", "caption", "language", "visibility", "place", "card_text", "card_style", "details", "quoting")
FORMER = ("version", "title", "caption", "language", "place", "card_text", "details", "audience")
Line = dict[str, Any]


def note_lines(person: Person, names: Container[str]) -> Iterator[Line]:
    """The person's notes, the oldest first. `names` are the files that are in the archive."""
    rows = Note.objects.filter(author=person, deleted_at__isnull=True).select_related("video__poster")
    for batch in batches(rows, by="position"):
        yield from _lines_of(batch, names)


def _lines_of(batch: list[Note], names: Container[str]) -> Iterator[Line]:
    ids = [note.id for note in batch]
    pictures = _by_note(NotePicture.objects.filter(note__in=ids).select_related("picture").order_by("note", "order"))
    versions = _former_of(ids, names)
    origins = NoteOrigin.objects.in_bulk(ids)
    counts = interactions.tallies(ids)
    tracks = _tracks([note.video for note in batch])
    for note in batch:
        shown = pictures.get(note.id, [])
        found = counts[note.id]
        yield {
            "id": str(note.id),
            **{name: getattr(note, name) for name in WORDS},
            "published_at": moment(note.published_at),
            "edited_at": moment(note.edited_at),
            "address": note_address(note.id),
            **_origin(origins.get(note.id)),
            "cover": next((place for place, each in enumerate(shown) if each.id == note.cover_id), 0),
            "pictures": [_picture(each, names) for each in shown],
            "video": _video(note.video, tracks, names),
            "answers": note_link(note.answers_id),
            "quotes": note_link(note.quotes_id),
            "tags": [fold(tag) for tag in find_hashtags(f"{note.title}\n\n{note.caption}")[:MOST_HASHTAGS]],
            "is_pinned": note.pinned_at is not None,
            "pinned_at": moment(note.pinned_at),
            "standing": note.standing,
            "counts": {"likes": found.likes, "saves": found.saves, "comments": found.comments},
            "versions": versions.get(note.id, []),
        }


def _former_of(ids: list[int], names: Container[str]) -> dict[int, list[Line]]:
    """How each of the notes read before, with what it showed then."""
    rows = list(NoteVersion.objects.filter(note__in=ids).select_related("video__poster").order_by("note", "version"))
    pictures = media.pictures_by_id(
        {picture_id for row in rows for picture_id in row.picture_ids if isinstance(picture_id, int)}
    )
    tracks = _tracks([row.video for row in rows])
    found: dict[int, list[Line]] = {}
    for row in rows:
        shown = [pictures[picture_id] for picture_id in row.picture_ids if picture_id in pictures]
        line = {
            **{name: getattr(row, name) for name in FORMER},
            "at": moment(row.at),
            "pictures": [_picture(each, names) for each in shown],
            "video": _video(row.video, tracks, names),
        }
        found.setdefault(row.note_id, []).append(line)
    return found


def draft_lines(person: Person, names: Container[str]) -> Iterator[Line]:
    """What the person has not published, the oldest first."""
    shown = Prefetch("pictures", DraftPicture.objects.select_related("picture").order_by("order", "id"))
    rows = Draft.objects.filter(author=person).select_related("video__poster").prefetch_related(shown)
    for batch in batches(rows):
        tracks = _tracks([draft.video for draft in batch])
        for draft in batch:
            yield {
                "id": str(draft.id),
                "note": str(draft.note_id) if draft.note_id else None,
                **{name: getattr(draft, name) for name in WORDS},
                "updated_at": moment(draft.updated_at),
                "publish_at": moment(draft.publish_at),
                "cover": draft.cover_index,
                "pictures": [_picture(each.picture, names) for each in draft.pictures.all()],
                "video": _video(draft.video, tracks, names),
                "answers": note_link(draft.answers_id),
                "quotes": note_link(draft.quotes_id),
            }


def comment_lines(person: Person, names: Container[str]) -> Iterator[Line]:
    """What the person wrote under notes, the oldest first. Whom they answer is named, not what was said."""
    addresses = Addresses()
    rows = Comment.objects.filter(author=person, deleted_at__isnull=True).select_related("picture")
    for batch in batches(rows):
        addresses.learn(comment.answers_id for comment in batch)
        for comment in batch:
            yield {
                "id": str(comment.id),
                "note": note_link(comment.note_id),
                "parent": str(comment.parent_id) if comment.parent_id else None,
                "answers": addresses[comment.answers_id] if comment.answers_id else None,
                "text": comment.text,
                "language": comment.language,
                "picture": _picture(comment.picture, names) if comment.picture else None,
                "created_at": moment(comment.created_at),
                "edited_at": moment(comment.edited_at),
                "likes": comment.likes,
                "standing": comment.standing,
            }


def _picture(picture: Picture, names: Container[str]) -> Line:
    found = picture_file(picture)
    return {
        "id": str(picture.id),
        "file": found[0] if found and found[0] in names else None,
        "alt": picture.alt,
        "alt_language": picture.alt_language,
        "width": picture.width,
        "height": picture.height,
    }


def _video(video: Video | None, tracks: dict[int, list[Any]], names: Container[str]) -> Line | None:
    if video is None:
        return None
    found = video_file(video)
    captions = [{"language": track.language, "file": track_name(track)} for track in tracks.get(video.id, [])]
    return {
        "id": str(video.id),
        "file": found[0] if found and found[0] in names else None,
        "duration": video.duration,
        "width": video.width,
        "height": video.height,
        "poster_at": video.poster_at,
        "alt": video.poster.alt if video.poster else "",
        "alt_language": video.poster.alt_language if video.poster else "",
        "captions": [each for each in captions if each["file"] in names],
    }


def _tracks(videos: Iterable[Video | None]) -> dict[int, list[Any]]:
    return media.tracks_of([video.id for video in videos if video])


def _by_note(rows: Iterable[NotePicture]) -> dict[int, list[Picture]]:
    found: dict[int, list[Picture]] = {}
    for row in rows:
        found.setdefault(row.note_id, []).append(row.picture)
    return found


def _origin(origin: NoteOrigin | None) -> Line:
    return {
        "platform": origin.platform if origin else "",
        "first_published_at": moment(origin.first_published_at) if origin else None,
        "url": origin.url if origin else "",
        "origin": origin.origin if origin else "",
    }
