"""The whole archive of somebody, member by member. Going on after a stop leaves out what is there already."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from redbridge.accounts.models import Person
from redbridge.follows.models import Follow
from redbridge.interactions.models import Comment, NoteLike, Save
from redbridge.notes.models import Draft, Note
from redbridge.privacy.archive import data, mastodon, tables
from redbridge.privacy.archive.media import files_of, picture_file, portrait_of, tracks_of
from redbridge.privacy.archive.notes import comment_lines, draft_lines, note_lines
from redbridge.privacy.archive.packing import Pack, lines, objects, whole
from redbridge.privacy.archive.pages import Pages
from redbridge.privacy.archive.values import moment

FORMAT, VERSION = "redbridge-archive", 1
PARTS = ("notes", "media", "pages", "data", "lists", "mastodon")
MANIFEST = "redbridge.json"
TOLD = (
    *("handle", "name", "bio", "bio_language", "links", "reads", "writes", "learns"),
    *("from_place", "from_platform", "region", "is_private"),
)
SHARE_OF_MEDIA = 80  # percent of the way, when there is any
Tell = Callable[[str, int], None]


@dataclass
class Making:
    """One archive on its way; `tell` hears which part is being written, and how far all of it is in percent."""

    person: Person
    parts: tuple[str, ...]
    at: datetime
    tell: Tell
    moved_to: str = ""

    def media_size(self) -> int:
        """Bytes of pictures and videos that will be in it."""
        if "media" not in self.parts:
            return 0
        return sum(_size(file) for _name, file in files_of(self.person))

    def write(self, pack: Pack) -> dict[str, int]:
        """Everything that was asked for; returns how many of each there are."""
        steps = [self._media, self._notes, self._data, self._lists, self._mastodon, self._pages]
        for step in steps:
            step(pack)
        counts = self._counts(pack)
        if "pages" in self.parts:
            portrait, cover = self._portrait(pack)
            pages = self._drawn
            files = sorted(pack.names)
            pack.put_text("index.html", pages.index(portrait=portrait, cover=cover, counts=counts, files=files))
        pack.put_text(MANIFEST, whole(self._manifest(pack, counts)))
        return counts

    def _media(self, pack: Pack) -> None:
        if "media" not in self.parts:
            return
        total, done = max(1, self.media_size()), 0
        for name, file in files_of(self.person):
            done += _size(file)
            pack.put_file(name, file)
            self.tell("media", SHARE_OF_MEDIA * min(done, total) // total)
        for name, text in tracks_of(self.person):
            pack.put_text(name, [text])

    def _notes(self, pack: Pack) -> None:
        if "notes" in self.parts:
            self.tell("notes", SHARE_OF_MEDIA + 2)
            pack.put_text("notes.jsonl", lines(note_lines(self.person, pack.names)))
            pack.put_text("drafts.jsonl", lines(draft_lines(self.person, pack.names)))
            pack.put_text("comments.jsonl", lines(comment_lines(self.person, pack.names)))
            pack.keep()

    def _data(self, pack: Pack) -> None:
        if "data" in self.parts:
            self.tell("data", SHARE_OF_MEDIA + 6)
            for name, rows in data.tables(self.person):
                pack.put_text(name, objects(rows))
            pack.keep()

    def _lists(self, pack: Pack) -> None:
        if "lists" in self.parts:
            self.tell("lists", SHARE_OF_MEDIA + 10)
            for name, text in tables.tables(self.person):
                pack.put_text(name, text)

    def _mastodon(self, pack: Pack) -> None:
        if "mastodon" not in self.parts:
            return
        self.tell("mastodon", SHARE_OF_MEDIA + 12)
        person = self.person
        portrait, cover = self._portrait(pack)
        actor = mastodon.actor(person, portrait=portrait, cover=cover, moved_to=self.moved_to)
        total = Note.objects.filter(author=person, deleted_at__isnull=True).count()
        pack.put_text("actor.json", whole(actor))
        pack.put_text("outbox.json", mastodon.outbox(person, note_lines(person, pack.names), total))
        pack.put_text("likes.json", mastodon.likes(person, NoteLike.objects.filter(person=person).count()))
        pack.put_text("bookmarks.json", mastodon.bookmarks(person, Save.objects.filter(person=person).count()))

    def _pages(self, pack: Pack) -> None:
        if "pages" not in self.parts:
            return
        self.tell("pages", SHARE_OF_MEDIA + 15)
        pages = self._drawn = Pages(self.person, self.at)
        pack.put_text("pages/style.css", pages.style())
        drawn: list[Iterator[tuple[str, Iterator[str]]]] = [
            pages.notes(note_lines(self.person, pack.names)),
            pages.comments(comment_lines(self.person, pack.names)),
            pages.lists(),
        ]
        for places in drawn:
            for place, text in places:
                pack.put_text(place, text)
        pack.keep()

    def _portrait(self, pack: Pack) -> tuple[str, str]:
        names = []
        for picture in portrait_of(self.person):
            found = picture_file(picture) if picture else None
            names.append(found[0] if found and found[0] in pack else "")
        return names[0], names[1]

    def _counts(self, pack: Pack) -> dict[str, int]:
        person, accepted = self.person, Follow.objects.filter(state=Follow.State.ACCEPTED)
        media = [name for name in pack.names if name.startswith("media_attachments/")]
        return {
            **self._written(pack),
            "pictures": sum(not name.endswith((".mp4", ".vtt")) for name in media),
            "videos": sum(name.endswith(".mp4") for name in media),
            "likes": NoteLike.objects.filter(person=person).count(),
            "saves": Save.objects.filter(person=person).count(),
            "following": accepted.filter(follower=person).count(),
            "followers": accepted.filter(followed=person).count(),
        }

    def _written(self, pack: Pack) -> dict[str, int]:
        """Lines that are in the archive; what was not asked for is counted where it is."""
        if "notes" in self.parts:
            return {name: pack.lines_in(f"{name}.jsonl") for name in ("notes", "drafts", "comments")}
        return {
            "notes": Note.objects.filter(author=self.person, deleted_at__isnull=True).count(),
            "drafts": Draft.objects.filter(author=self.person).count(),
            "comments": Comment.objects.filter(author=self.person, deleted_at__isnull=True).count(),
        }

    def _manifest(self, pack: Pack, counts: dict[str, int]) -> dict[str, Any]:
        person = self.person
        portrait, cover = self._portrait(pack)
        return {
            "format": FORMAT,
            "version": VERSION,
            "site": settings.SITE_URL,
            "made_at": moment(self.at),
            "parts": list(self.parts),
            "person": {
                **{name: getattr(person, name) for name in TOLD},
                "created_at": moment(person.created_at),
                "portrait": portrait,
                "cover": cover,
            },
            "counts": counts,
        }


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
