"""The part of an archive that people read: a few plain pages that open from the disk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import get_language, get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.follows.models import Block, Follow, Mute
from redbridge.interactions.models import NoteLike, Save
from redbridge.privacy.archive.details import readable
from redbridge.privacy.archive.values import Addresses, batches, host, note_address, person_address

STYLE = Path(__file__).with_name("style.css")
NOTES_A_PAGE, COMMENTS_A_PAGE = 60, 300
MOST_LISTED = 2000
AUDIENCES = {
    "everyone": gettext_lazy("Everyone"),
    "unlisted": gettext_lazy("With the link"),
    "followers": gettext_lazy("Followers"),
    "mutuals": gettext_lazy("Mutuals"),
    "me": gettext_lazy("Only me"),
}
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Month:
    """A page of notes, named in the list of months."""

    place: str
    label: str
    count: int


@dataclass
class Pages:
    """Draws the pages of one person, in the language that is active."""

    person: Person
    at: datetime
    months: list[Month] = field(default_factory=list)

    def style(self) -> Iterator[str]:
        """The one sheet."""
        yield STYLE.read_text(encoding="utf-8")

    def notes(self, lines: Iterable[Line]) -> Iterator[tuple[str, Iterator[str]]]:
        """A page for each month, or for every 60 notes of it; to be taken one after the other."""
        for month, part, notes in _by_month(lines):
            place = f"pages/notes-{month}{f'-{part}' if part > 1 else ''}.html"
            first = datetime.fromisoformat(f"{month}-01T12:00:00+00:00")
            label = formats.date_format(first, "YEAR_MONTH_FORMAT") + (f" ({part})" if part > 1 else "")
            self.months.append(Month(place, label, len(notes)))
            yield place, self._draw("notes", place, {"label": label, "notes": [_note(each) for each in notes]})

    def comments(self, lines: Iterable[Line]) -> Iterator[tuple[str, Iterator[str]]]:
        """What was written under notes."""
        source, number = iter(lines), 1
        page = list(islice(source, COMMENTS_A_PAGE))
        while number == 1 or page:
            place, following = _numbered("comments", number), list(islice(source, COMMENTS_A_PAGE))
            more = _numbered("comments", number + 1) if following else ""
            shown = [{**each, "day": _day(each["created_at"])} for each in page]
            yield place, self._draw("comments", place, {"comments": shown, "more": more})
            page, number = following, number + 1

    def lists(self) -> Iterator[tuple[str, Iterator[str]]]:
        """People, and notes that were liked and saved, by address."""
        person = self.person
        accepted = Follow.objects.filter(state=Follow.State.ACCEPTED)
        people = [
            (_("You follow"), _people(accepted.filter(follower=person), "followed_id")),
            (_("Followers"), _people(accepted.filter(followed=person), "follower_id")),
            (_("Blocked"), _people(Block.objects.filter(blocker=person), "blocked_id")),
            (_("Muted"), _people(Mute.objects.filter(muter=person), "muted_id")),
        ]
        yield "pages/people.html", self._draw("lists", "pages/people.html", {"label": _("People"), "lists": people})
        kept = [
            (_("Saved"), _notes(Save.objects.filter(person=person))),
            (_("Liked"), _notes(NoteLike.objects.filter(person=person))),
        ]
        label = _("Liked and saved")
        yield "pages/kept.html", self._draw("lists", "pages/kept.html", {"label": label, "lists": kept})

    def index(self, *, portrait: str, cover: str, counts: dict[str, int], files: list[str]) -> Iterator[str]:
        """The first page; drawn last, when the months are known."""
        person = self.person
        labels = [(_("Notes"), "notes"), (_("Drafts"), "drafts"), (_("Your comments"), "comments")]
        labels += [(_("Pictures"), "pictures"), (_("Videos"), "videos"), (_("You follow"), "following")]
        told = {place: label for place, label in _files().items() if place in files}
        context = {
            "name": person.name,
            "bio": person.bio,
            "links": [link for link in person.links if str(link).startswith(("https://", "http://"))],
            "from_place": person.from_place,
            "portrait": portrait,
            "cover": cover,
            "counts": [(label, counts[key]) for label, key in labels if key in counts],
            "months": list(reversed(self.months)),
            "files": told.items(),
        }
        yield from self._draw("index", "index.html", context)

    def _draw(self, template: str, place: str, context: Line) -> Iterator[str]:
        """Drawn when it is asked for: a page that is in the archive already never is."""
        places = [("index.html", _("Notes")), ("pages/comments.html", _("Your comments"))]
        places += [("pages/people.html", _("People")), ("pages/kept.html", _("Liked and saved"))]
        frame = {
            "language": get_language() or "en",
            "direction": "rtl" if get_language_bidi() else "ltr",
            "root": "../" if "/" in place else "",
            "here": place,
            "places": places,
            "handle": self.person.handle,
            "site": host(),
            "day": formats.date_format(timezone.localtime(self.at), "DATE_FORMAT"),
        }
        yield render_to_string(f"archive/{template}.html", {**frame, **context})


def _by_month(lines: Iterable[Line]) -> Iterator[tuple[str, int, list[Line]]]:
    month, part, held = "", 1, list[Line]()
    for line in lines:
        now = str(line["published_at"])[:7]
        if held and (now != month or len(held) == NOTES_A_PAGE):
            yield month, part, held
            part, held = (part + 1 if now == month else 1), []
        month = now
        held.append(line)
    if held:
        yield month, part, held


def _note(line: Line) -> Line:
    counts = line["counts"]
    met = [
        ngettext("%(n)s like", "%(n)s likes", counts["likes"]) % {"n": counts["likes"]},
        ngettext("%(n)s save", "%(n)s saves", counts["saves"]) % {"n": counts["saves"]},
        ngettext("%(n)s comment", "%(n)s comments", counts["comments"]) % {"n": counts["comments"]},
    ]
    versions = [{**each, "day": _day(each["at"]), "words": each["caption"]} for each in line["versions"]]
    return {
        **line,
        "day": _day(line["published_at"]),
        "audience": AUDIENCES.get(line["visibility"], line["visibility"]),
        "state": "" if line["standing"] == "visible" else _("hidden by moderation"),
        "first": _first(line),
        "words": line["caption"],
        "details": readable(line["details"]),
        "met": " · ".join(met),
        "versions": versions,
    }


def _first(line: Line) -> str:
    if not line["first_published_at"] or not line["platform"]:
        return ""
    said = {"platform": line["platform"].capitalize(), "day": _day(line["first_published_at"])}
    return _("First posted on %(platform)s on %(day)s. Date from the author's export, not verified.") % said


def _day(text: str | None) -> str:
    if not text:
        return ""
    return formats.date_format(timezone.localtime(datetime.fromisoformat(text)), "DATE_FORMAT")


def _people(rows: Any, column: str) -> list[tuple[str, str]]:
    addresses, found = Addresses(), list[tuple[str, str]]()
    for batch in batches(rows):
        addresses.learn(getattr(row, column) for row in batch)
        told = (addresses[getattr(row, column)] for row in batch)
        found += [(person_address(address), f"@{address}") for address in told if address]
        if len(found) >= MOST_LISTED:
            break
    return found[:MOST_LISTED]


def _notes(rows: Any) -> list[tuple[str, str]]:
    """Whose note, and when it was marked; what it says is theirs."""
    addresses, found = Addresses(), list[tuple[str, str]]()
    marked = list(rows.order_by("-id").values_list("note_id", "note__author_id", "created_at")[:MOST_LISTED])
    addresses.learn(author_id for _note_id, author_id, _at in marked)
    for note_id, author_id, at in marked:
        day = formats.date_format(timezone.localtime(at), "DATE_FORMAT")
        author = addresses[author_id]
        found.append((note_address(note_id), f"@{author} · {day}" if author else day))
    return found


def _files() -> dict[str, str]:
    return {
        "notes.jsonl": _("notes"),
        "drafts.jsonl": _("drafts"),
        "comments.jsonl": _("comments"),
        "csv/following_accounts.csv": _("whom you follow, as Mastodon imports it"),
        "csv/followers.csv": _("followers"),
        "csv/blocked_accounts.csv": _("whom you blocked, as Mastodon imports it"),
        "csv/muted_accounts.csv": _("whom you muted, as Mastodon imports it"),
        "csv/bookmarks.csv": _("what you saved, as Mastodon imports it"),
        "outbox.json": _("notes, as Mastodon exports them"),
    }


def _numbered(name: str, number: int) -> str:
    return f"pages/{name}{f'-{number}' if number > 1 else ''}.html"
