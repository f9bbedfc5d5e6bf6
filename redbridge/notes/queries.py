"""Who may see a note, and the lists that notes stand in.

The one rule is `visible`. Everything that shows, counts or changes a note asks it, in the same statement that reads
the note: two statements could see a note of before and a follow of after a change.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from redbridge.accounts.models import Person, SignIn, Standing
from redbridge.follows import queries as follows
from redbridge.follows.models import Block, Follow, Mute
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared
from redbridge.media import queries as media
from redbridge.media.models import Picture
from redbridge.notes import rows as stored
from redbridge.notes.models import (
    Draft,
    Hashtag,
    Note,
    NoteHashtag,
    NotePicture,
    Visibility,
)
from redbridge.notes.text import LONGEST_HASHTAG, find_mentions, fold

SHOWN = stored.SHOWN
OPEN = (Visibility.EVERYONE, Visibility.UNLISTED)
MOST_A_PAGE = stored.MOST_A_PAGE
MOST_ROUNDS = 6
MOST_DIGITS = 19
LARGEST = 2**63 - 1
MOST_TAGS_SEARCHED = 200


@dataclass(frozen=True)
class Page:
    """Ids of notes in order; `after` leads to the next page and is empty at the end."""

    note_ids: list[int]
    after: str

    def __iter__(self) -> Iterator[int]:
        return iter(self.note_ids)

    def __len__(self) -> int:
        return len(self.note_ids)


def visible(viewer: Person | int | None, rows: QuerySet[Note], *, as_moderator: bool = False) -> QuerySet[Note]:
    """Those of the notes that the viewer may see.

    One's own always, unless deleted. Else nothing across a block or of somebody who left; nothing that is hidden, or
    whose author is, except for moderators; from a private account nothing without following it; and then what the
    note's own visibility says.
    """
    rows = rows.filter(deleted_at__isnull=True)
    shown = Q(author__closed_at__isnull=True)
    if not as_moderator:
        shown &= Q(standing__in=SHOWN, author__standing__in=SHOWN)
    if viewer is None:
        return rows.filter(shown, visibility__in=OPEN, author__is_private=False)
    ties = Follow.objects.filter(state=Follow.State.ACCEPTED)
    is_follower = Q(Exists(ties.filter(follower=viewer, followed=OuterRef("author"))))
    is_followed = Q(Exists(ties.filter(followed=viewer, follower=OuterRef("author"))))
    apart = Q(Exists(Block.objects.filter(blocker=viewer, blocked=OuterRef("author"))))
    apart |= Q(Exists(Block.objects.filter(blocked=viewer, blocker=OuterRef("author"))))
    circle = Q(visibility__in=OPEN) & (Q(author__is_private=False) | is_follower)
    circle |= Q(visibility=Visibility.FOLLOWERS) & is_follower
    circle |= Q(visibility=Visibility.MUTUALS) & is_follower & is_followed
    return rows.filter(Q(author=viewer) | (shown & circle & ~apart))


def visible_notes(viewer: Person | None, *, ids: Iterable[int]) -> dict[int, Note]:
    """Those of the notes that the viewer may see, by id in the given order."""
    wanted = possible(ids)
    if not wanted:
        return {}
    rows = _OPEN_NOTES.instances(ids=wanted) if viewer is None else _NOTES.instances(viewer=viewer.id, ids=wanted)
    if len(rows) < len(wanted) and is_moderator(viewer):
        rows = list(visible(viewer, Note.objects.filter(id__in=wanted), as_moderator=True))
    found = {note.id: note for note in rows}
    return {note_id: found[note_id] for note_id in wanted if note_id in found}


def visible_ids(viewer: Person | None, *, ids: Iterable[int]) -> list[int]:
    """Those of the ids whose notes the viewer may see, in the given order."""
    return list(visible_versions(viewer, ids=ids))


def visible_versions(viewer: Person | None, *, ids: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """(version, author, version of the author) of those notes that the viewer may see, in the given order."""
    wanted = possible(ids)
    rows = _VERSIONS_FOR_ALL.rows(ids=wanted) if viewer is None else _VERSIONS.rows(viewer=viewer.id, ids=wanted)
    if len(rows) < len(wanted) and is_moderator(viewer):
        rows = list(visible(viewer, Note.objects.filter(id__in=wanted), as_moderator=True).values_list(*_VERSION))
    found = {note_id: (version, author_id, author) for note_id, version, author_id, author in rows}
    return {note_id: found[note_id] for note_id in wanted if note_id in found}


def listable_notes(viewer: Person | None, *, ids: Iterable[int]) -> dict[int, Note]:
    """Like `visible_notes`, for lists that mix people: nothing unlisted, limited or of people the viewer muted."""
    wanted = possible(ids)
    if not wanted:
        return {}
    muted = follows.hidden_people(viewer)
    rows = _OPEN_LISTED.instances(ids=wanted) if viewer is None else _LISTED_FOR.instances(viewer=viewer.id, ids=wanted)
    found = {note.id: note for note in rows if note.author_id not in muted}
    return {note_id: found[note_id] for note_id in wanted if note_id in found}


def open_versions(ids: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """(version, author, version of the author) of those notes that everybody may see in a list."""
    wanted = possible(ids)
    if not wanted:
        return {}
    found = _OPEN_VERSIONS.rows(ids=wanted)
    return {note_id: (version, author_id, author) for note_id, version, author_id, author in found}


def followed_versions(viewer: Person, *, ids: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """Those of the notes for the viewer's Follow feed: visible, of people whom they follow now and did not mute."""
    found = _FOLLOWED.rows(viewer=viewer.id, ids=possible(ids))
    return {note_id: (version, author_id, author) for note_id, version, author_id, author in found}


def _listable_ids(viewer: Person | None, ids: list[int]) -> set[int]:
    found = _OPEN_VERSIONS.rows(ids=ids) if viewer is None else _LISTED_VERSIONS.rows(viewer=viewer.id, ids=ids)
    muted = follows.hidden_people(viewer)
    return {note_id for note_id, _, author_id, _ in found if author_id not in muted}


def get_note(viewer: Person | None, *, note_id: int) -> Note:
    """The note with its author; NotFound unless the viewer may see it."""
    found = possible([note_id])
    note = _OPEN_NOTE.first(ids=found) if viewer is None else _NOTE.first(viewer=viewer.id, ids=found)
    if note is None and is_moderator(viewer):
        rows = Note.objects.filter(id__in=found).select_related("author")
        note = visible(viewer, rows, as_moderator=True).first()
    if note is None:
        raise NotFound
    return note


def own_note(viewer: Person, *, note_id: int) -> Note:
    """The viewer's own note; NotFound for a deleted one and for those of others."""
    note = Note.objects.filter(id=note_id, author=viewer, deleted_at__isnull=True).first()
    if note is None:
        raise NotFound
    return note


def note_for_moderation(*, note_id: int) -> Note:
    """The note whoever may see it, for `trust`, which checks who asks."""
    note = Note.objects.filter(id=note_id).select_related("author").first()
    if note is None:
        raise NotFound
    return note


def is_moderator(viewer: Person | None) -> bool:
    sign_in: SignIn | None = getattr(
        viewer, "sign_in", None
    )  # read once for a viewer; people of other servers have none
    return sign_in is not None and (sign_in.is_moderator or sign_in.is_operator)


def notes_by(viewer: Person | None, *, person: Person, after: str = "", limit: int = 24) -> Page:
    """A person's notes as the viewer may see them, newest first; the unlisted and private ones only for themselves."""
    query = stored.own_page if viewer is not None and viewer.id == person.id else stored.page_of
    return page_by(query, person.id, after, limit, lambda ids: set(visible_ids(viewer, ids=ids)))


def pinned_by(viewer: Person | None, *, person: Person) -> list[int]:
    """What a person keeps on top of their profile, last pinned first."""
    is_own = viewer is not None and viewer.id == person.id
    pinned = stored.PINNED.rows(author=person.id)
    found = [note_id for note_id, visibility in pinned if is_own or visibility != Visibility.UNLISTED]
    return visible_ids(viewer, ids=found) if found else []


def notes_under(viewer: Person | None, *, hashtag: str, after: str = "", limit: int = 24) -> Page:
    """Notes under a hashtag, newest first."""
    tag = stored.TAG.first(name=fold(hashtag))
    if tag is None:
        return Page([], "")
    return page_by(stored.page_under, tag.id, after, limit, lambda ids: _listable_ids(viewer, ids))


def hashtag(name: str) -> Hashtag:
    """The tag, or an unsaved one with nothing under it; NotFound for what can be no tag."""
    folded = fold(name)
    if not folded or len(folded) > LONGEST_HASHTAG or "\x00" in folded:
        raise NotFound
    return stored.TAG.first(name=folded) or Hashtag(name=folded, shown=name.lstrip("#"), note_count=0)


def hashtags_starting(text: str, limit: int = 8) -> list[Hashtag]:
    """Tags in use that start so, the most used first."""
    folded = fold(text)
    if not folded or "\x00" in folded:
        return []
    rows = Hashtag.objects.filter(name__gte=folded, name__lt=folded + "\U0010ffff", note_count__gt=0)
    return sorted(rows.order_by("name")[:MOST_TAGS_SEARCHED], key=lambda tag: -tag.note_count)[:limit]


def known_hashtags(texts: Iterable[str]) -> list[Hashtag]:
    """Those of the hashtags that stand under a note here, in the given order."""
    wanted = list(dict.fromkeys(fold(text) for text in texts if "\x00" not in text))
    found = {tag.name: tag for tag in Hashtag.objects.filter(name__in=wanted, note_count__gt=0)}
    return [found[name] for name in wanted if name in found]


def hashtags_of(note_ids: Iterable[int]) -> dict[int, list[str]]:
    """Folded names of the hashtags of listed notes."""
    found: dict[int, list[str]] = {}
    rows = NoteHashtag.objects.filter(note_id__in=possible(note_ids)).order_by("id")
    for note_id, name in rows.values_list("note_id", "hashtag__name"):
        found.setdefault(note_id, []).append(name)
    return found


def pictures_of(note_ids: Iterable[int]) -> dict[int, list[Picture]]:
    """Pictures of each note in order, in one query, without those that moderation hid."""
    found: dict[int, list[Picture]] = {}
    for row in stored.PICTURES.instances(ids=possible(note_ids)):
        found.setdefault(row.note_id, []).append(row.picture)
    return found


def mentioned_in(note_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """For each note the people it names, as handle in lower case to address; for `text.to_html`."""
    found: dict[int, dict[str, str]] = {}
    for row in stored.MENTIONS.instances(ids=possible(note_ids)):
        found.setdefault(row.note_id, {})[row.person.handle.lower()] = row.person.address
    return found


def people_named(texts: Iterable[str]) -> dict[str, Person]:
    """The people of this site whom the texts mention, by handle in lower case, in one query."""
    handles = {handle for text in texts for handle in find_mentions(text)}
    if not handles:
        return {}
    rows = Person.objects.filter(handle__in=handles, host="", closed_at__isnull=True, standing__in=SHOWN)
    return {person.handle: person for person in rows}


def deleted_notes(viewer: Person) -> list[Note]:
    """What the viewer deleted and can still bring back, last deleted first."""
    rows = Note.objects.filter(author=viewer, deleted_at__isnull=False, deleted_at__lte=timezone.now())
    return list(rows.order_by("-deleted_at")[:MOST_A_PAGE])


def note_count_of(person: Person) -> int:
    """How many notes a stranger finds on the person's profile."""
    return note_counts([person.id]).get(person.id, 0)


def note_counts(person_ids: Iterable[int]) -> dict[int, int]:
    return dict(stored.COUNTS.rows(ids=possible(person_ids)))


def drafts_of(viewer: Person) -> list[Draft]:
    """What the viewer is writing, last touched first."""
    return list(Draft.objects.filter(author=viewer).order_by("-updated_at")[:MOST_A_PAGE])


def get_draft(viewer: Person, *, draft_id: int) -> Draft:
    """The viewer's own draft, else NotFound."""
    draft = stored.DRAFT.first(author=viewer.id, ids=possible([draft_id]))
    if draft is None:
        raise NotFound
    return draft


def draft_pictures(draft_ids: Iterable[int]) -> dict[int, list[Picture]]:
    """Pictures of each draft in order, in one query."""
    found: dict[int, list[Picture]] = {}
    for row in stored.DRAFT_PICTURES.instances(ids=possible(draft_ids)):
        found.setdefault(row.draft_id, []).append(row.picture)
    return found


def picture_is_visible(viewer: Person | None, *, picture_id: int) -> bool:
    """Whether the viewer may have the picture's file: their own, a profile's, or one of a note that they may see."""
    picture = media.pictures_by_id([picture_id]).get(picture_id)
    if picture is None:
        return False
    if viewer is not None and picture.owner_id == viewer.id:
        return True
    if picture.standing not in SHOWN and not is_moderator(viewer):
        return False
    note_ids = NotePicture.objects.filter(picture_id=picture_id).values_list("note_id", flat=True)
    return bool(visible_ids(viewer, ids=note_ids)) or media.picture_is_shown_on_profile(picture_id=picture_id)


def video_is_visible(viewer: Person | None, *, video_id: int) -> bool:
    """Whether the viewer may have the video's files and captions: their own, or one of a note that they may see."""
    video = media.videos_by_id([video_id]).get(video_id)
    if video is None:
        return False
    if viewer is not None and video.owner_id == viewer.id:
        return True
    if video.standing not in SHOWN and not is_moderator(viewer):
        return False
    note_ids = Note.objects.filter(video_id=video_id).values_list("id", flat=True)
    return bool(visible_ids(viewer, ids=note_ids))


_LISTED = Q(is_claimed=False, standing=Standing.State.VISIBLE, author__standing=Standing.State.VISIBLE) & ~Q(
    visibility=Visibility.UNLISTED
)


def _among(viewer: int | None, ids: list[int]) -> QuerySet[Note]:
    return visible(viewer, Note.objects.filter(id__in=ids))


_OPEN_NOTES: Prepared[Note] = Prepared(lambda ids: _among(None, ids))
_NOTES: Prepared[Note] = Prepared(_among)
_OPEN_NOTE: Prepared[Note] = Prepared(lambda ids: _among(None, ids).select_related("author"))
_NOTE: Prepared[Note] = Prepared(lambda viewer, ids: _among(viewer, ids).select_related("author"))
_OPEN_LISTED: Prepared[Note] = Prepared(lambda ids: _among(None, ids).filter(_LISTED))
_LISTED_FOR: Prepared[Note] = Prepared(lambda viewer, ids: _among(viewer, ids).filter(_LISTED))
_VERSION = ("id", "version", "author_id", "author__version")
_VERSIONS: Prepared[Note] = Prepared(lambda viewer, ids: _among(viewer, ids).values_list(*_VERSION))
_VERSIONS_FOR_ALL: Prepared[Note] = Prepared(lambda ids: _among(None, ids).values_list(*_VERSION))
_FOLLOWED: Prepared[Note] = Prepared(
    lambda viewer, ids: (
        _among(viewer, ids)
        .filter(
            Exists(Follow.objects.filter(follower=viewer, followed=OuterRef("author"), state=Follow.State.ACCEPTED))
        )
        .filter(is_claimed=False)
        .exclude(Exists(Mute.objects.filter(muter=viewer, muted=OuterRef("author"))))
        .exclude(visibility=Visibility.UNLISTED)
        .values_list(*_VERSION)
    )
)
_LISTED_VERSIONS: Prepared[Note] = Prepared(
    lambda viewer, ids: _among(viewer, ids).filter(_LISTED).values_list(*_VERSION)
)
_OPEN_VERSIONS: Prepared[Note] = Prepared(lambda ids: _among(None, ids).filter(_LISTED).values_list(*_VERSION))


def page_by(
    query: "Callable[[int], Prepared[Note]] | Callable[[int], Prepared[NoteHashtag]]",
    key: int,
    after: str,
    limit: int,
    keep: Callable[[list[int]], set[int]],
) -> Page:
    """One page of (position, note) pairs, filled up from further down where the viewer may not see some.

    It gives up after some rounds with a shorter page, so that no reader pays for thousands of notes they may not see.
    """
    limit = max(1, min(limit, MOST_A_PAGE))
    at = int(after) if after.removeprefix("-").isdecimal() and len(after) <= MOST_DIGITS else LARGEST
    at = max(-LARGEST, min(at, LARGEST))
    found: list[int] = []
    for _ in range(MOST_ROUNDS):
        size = limit + 1
        batch = query(size).rows(key=key, at=at)
        kept = keep([note_id for _, note_id in batch])
        for place, (position, note_id) in enumerate(batch):
            at = position
            if note_id in kept:
                found.append(note_id)
            if len(found) == limit:
                is_end = len(batch) < size and place == len(batch) - 1
                return Page(found, "" if is_end else str(at))
        if len(batch) < size:
            return Page(found, "")
    return Page(found, str(at))


def sitemap_ids(limit: int = 5000) -> list[tuple[int, datetime]]:
    """The newest notes that everybody may find, with the time of their last change, for search engines."""
    rows = visible(None, Note.objects.filter(visibility=Visibility.EVERYONE)).order_by("-position")
    pairs = rows.values_list("id", "published_at", "edited_at")[:limit]
    return [(note_id, edited_at or published_at) for note_id, published_at, edited_at in pairs]
