"""Cards of the Follow feed as ready text: kept per note, version and language; what is personal or moves laid over."""

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language, gettext

from redbridge.cards import stream as cards
from redbridge.feed.queries import Home
from redbridge.interactions import queries as interactions
from redbridge.kit.ids import TAIL_BITS, moment_of, position_at
from redbridge.language.wishes import Wish
from redbridge.web import skeleton
from redbridge.web.cardbytes import SMALLEST, LikeButton, SaveButton, kept_icon, number
from redbridge.web.cardwords import Saying
from redbridge.web.templatetags.kit import ago

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

STREAM_SIZES = "(min-width: 48em) 20rem, 100vw"
A_MINUTE, AN_HOUR, A_DAY, A_WEEK = 60_000, 3_600_000, 86_400_000, 604_800_000  # milliseconds, as in positions


def stream_cards(viewer: "Person", found: Home, *, wish: Wish, eager: int = 0, small: bool = False) -> bytes:
    """The list items of a page of the Follow feed, which holds nothing that the viewer may not see.

    Two queries for any number of warm cards. The first `eager` pictures are not loaded lazily; `small` lets browsers
    take the smallest size of each. What is in another language has a link to its translation, or stands there
    translated where the `wish` says so, for two queries more.
    """
    parts = skeleton.Parts("notes/_post.html")
    versions = found.versions
    pieces = {note_id: parts.find((note_id, *version)) for note_id, version in versions.items()}
    if missing := [note_id for note_id, kept in pieces.items() if kept is None]:
        for note_id, card in cards.cards(viewer, ids=missing).items():
            pieces[note_id] = parts.make((note_id, *versions[note_id]), {"post": card, "card": card.card})
    saying = Saying(viewer, wish, versions, with_text=True)
    overlay = _Overlay(viewer, found, saying, eager=eager, small=small)
    items = skeleton.join_all((kept, overlay(note_id)) for note_id, kept in pieces.items() if kept is not None)
    return items + saying.rest()


class _Overlay:
    """What a kept card lacks: how long ago it was, counts, and the viewer's own marks."""

    def __init__(self, viewer: "Person", found: Home, saying: Saying, *, eager: int, small: bool) -> None:
        ids = list(found.versions)
        self._saying = saying
        self._positions, self._when = found.positions, _When()
        self._seen = interactions.seen(viewer, note_ids=ids)
        self._eager = set(ids[:eager])
        self._sizes = SMALLEST if small else STREAM_SIZES
        self._language = get_language() or ""

    def __call__(self, note_id: int) -> dict[str, str | bytes]:
        like, save, comment = _buttons(self._language, note_id, *self._seen[note_id])
        return {
            "when": self._when(self._positions[note_id]),
            "like": like,
            "save": save,
            "comment": comment,
            "loading": ' fetchpriority="high"' if note_id in self._eager else ' loading="lazy"',
            "sizes": self._sizes,
            "said": self._saying.title(note_id),
            "words": self._saying.text(note_id),
        }


@lru_cache(maxsize=4096)
def _buttons(  # noqa: PLR0917 - the key of what is kept
    _language: str,
    note_id: int,
    likes: int,
    saves: int,
    comments: int,
    is_liked: bool,  # noqa: FBT001 - a state
    is_saved: bool,  # noqa: FBT001 - the same
) -> tuple[bytes, bytes, bytes]:
    """Like, save and comments; a note that many read looks the same to most of them."""
    inner = f'{kept_icon("comment")}<span class="vh"> {gettext("Comments")}</span>{number(comments)}'
    return (
        LikeButton().of_note(note_id, likes, is_liked).encode(),
        SaveButton().of_note(note_id, saves, is_saved).encode(),
        f'<a class="toggle" href="/n/{note_id}#comments">{inner}</a>'.encode(),
    )


class _When:
    """How long ago a position is, as `ago` says it; what is said of many notes is made once."""

    def __init__(self) -> None:
        self._language = get_language() or ""
        self._now = position_at(timezone.now()) >> TAIL_BITS

    def __call__(self, position: int) -> str:
        moment = position >> TAIL_BITS
        age = self._now - moment
        if age >= A_WEEK:
            return _date(self._language, moment // AN_HOUR)
        unit = A_DAY if age >= A_DAY else AN_HOUR if age >= AN_HOUR else A_MINUTE
        return _age(self._language, unit, max(age, 0) // unit)


@lru_cache(maxsize=1024)
def _age(_language: str, unit: int, count: int) -> str:
    return ago(timezone.now() - timedelta(milliseconds=unit * count + 1))


@lru_cache(maxsize=8192)
def _date(_language: str, hour: int) -> str:
    return ago(moment_of((hour * AN_HOUR) << TAIL_BITS))
