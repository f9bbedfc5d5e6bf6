"""Cards of the waterfall as ready text: kept per note, version and language; counts and own marks laid over."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from redbridge.cards import notes as cards
from redbridge.interactions import queries as interactions
from redbridge.language.wishes import Wish
from redbridge.notes import queries as notes
from redbridge.web import skeleton
from redbridge.web.cardwords import Saying
from redbridge.web.templatetags.kit import compact, icon

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

# How wide a picture stands, by width of the window; the browser takes the smallest file that fills it.
# Nobody tells two and a half dots for a point from three, so screens of so many take the size of those.
CARD_SIZES = "(min-width: 78em) 17rem, (min-width: 48em) 24vw, (min-resolution: 2.5dppx) 36vw, 46vw"
NOTE_SIZES = "(min-width: 62em) 40rem, 100vw"
SMALLEST = "1px"
PLAIN = 1_000  # numbers below look the same in every language


def open_cards(
    viewer: "Person | None", *, ids: Sequence[int], wish: Wish, eager: int = 0, small: bool = False
) -> SafeString:
    """The list items of public notes in order; those that are no longer public are left out.

    Three queries for any number of warm cards. The first `eager` pictures are not loaded lazily;
    `small` lets browsers take the smallest size of each. Titles of languages for which the `wish` says so stand there
    translated, for two queries more.
    """
    return _listed(viewer, ids, notes.open_versions(ids), wish, _Overlay(viewer, ids, eager=eager, small=small))


def cards_for(
    viewer: "Person | None", *, ids: Sequence[int], wish: Wish, eager: int = 0, small: bool = False
) -> SafeString:
    """The same for lists that may hold notes shown to some people only."""
    overlay = _Overlay(viewer, ids, eager=eager, small=small)
    return _listed(viewer, ids, notes.visible_versions(viewer, ids=ids), wish, overlay)


def _listed(
    viewer: "Person | None",
    ids: Sequence[int],
    versions: dict[int, tuple[int, int, int]],
    wish: Wish,
    overlay: "_Overlay",
) -> SafeString:
    parts = skeleton.Parts("notes/_card.html")
    keys = {note_id: (note_id, *versions[note_id]) for note_id in ids if note_id in versions}
    pieces = {note_id: parts.find(key) for note_id, key in keys.items()}
    if missing := [note_id for note_id, found in pieces.items() if found is None]:
        for note_id, card in cards.cards(viewer, ids=missing).items():
            pieces[note_id] = parts.make(keys[note_id], {"card": card})
    saying = Saying(viewer, wish, versions)
    made = [
        skeleton.join(found, {**overlay(note_id), "said": saying.title(note_id)})
        for note_id, found in pieces.items()
        if found is not None
    ]
    return mark_safe(b"".join([*made, saying.rest()]).decode())  # noqa: S308 - rendered parts


class _Overlay:
    """What a kept card lacks: the count and the viewer's own like, and whether its picture may wait."""

    def __init__(self, viewer: "Person | None", ids: Sequence[int], *, eager: int, small: bool) -> None:
        self._counts = interactions.tallies(ids)
        self._liked = interactions.marks(viewer, note_ids=ids).liked if viewer else set()
        self._button = LikeButton(is_signed_in=viewer is not None)
        self._eager = set(ids[:eager])
        self._sizes = SMALLEST if small else CARD_SIZES

    def __call__(self, note_id: int) -> dict[str, str | bytes]:
        tally = self._counts.get(note_id)
        likes = tally.likes if tally else 0
        loading = ' fetchpriority="high"' if note_id in self._eager else ' loading="lazy"'
        like = self._button.of_note(note_id, likes, note_id in self._liked)
        return {"like": like, "loading": loading, "sizes": self._sizes}


kept_icon = cache(icon)  # its address stays the same as long as the process


class _Toggle:
    """A button of two states as text: for people, and a way to sign in for others."""

    icon = ""

    def __init__(self, *, is_signed_in: bool = True) -> None:
        self._is_signed_in = is_signed_in
        self._start = kept_icon(self.icon)
        self._end = f'<span class="vh"> {self.word()}</span>'

    def word(self) -> str:
        """What it does."""
        raise NotImplementedError

    def _toggle(self, path: str, page: str, count: int, *, is_on: bool) -> SafeString:
        inner = f"{self._start}{number(count)}{self._end}"
        if not self._is_signed_in:
            text = f'<a class="toggle" href="/sign-in?next={page}" rel="nofollow">{inner}</a>'
        else:
            state = 'value="0" aria-pressed="true"' if is_on else 'value="1" aria-pressed="false"'
            text = (
                f'<button class="toggle" type="submit" form="act" formaction="{path}" hx-post="{path}"'
                f' hx-swap="outerHTML" name="on" {state}>{inner}</button>'
            )
        return SafeString(text)  # numbers and our own words


def number(count: int) -> str:
    """A count beside an icon, nothing for none."""
    return f'<span class="num">{count if count < PLAIN else compact(count)}</span>' if count else ""


class LikeButton(_Toggle):
    """The like of a card."""

    icon = "heart"

    def word(self) -> str:
        """What it does."""
        return _("Like")

    def of_note(self, note_id: int, likes: int, is_liked: bool) -> SafeString:  # noqa: FBT001 - the state
        """The like of a note."""
        return self._toggle(f"/n/{note_id}/like", f"/n/{note_id}", likes, is_on=is_liked)

    def of_comment(self, comment_id: int, note_id: int, likes: int, is_liked: bool) -> SafeString:  # noqa: FBT001
        """The like of a comment."""
        return self._toggle(f"/comments/{comment_id}/like", f"/n/{note_id}", likes, is_on=is_liked)


class SaveButton(_Toggle):
    """The save of a card, as `notes/_save.html` draws it on the note's page."""

    icon = "save"

    def word(self) -> str:
        """What it does."""
        return pgettext("a note", "Save")

    def of_note(self, note_id: int, saves: int, is_saved: bool) -> SafeString:  # noqa: FBT001 - the state
        """The save of a note."""
        return self._toggle(f"/n/{note_id}/save", f"/n/{note_id}", saves, is_on=is_saved)
