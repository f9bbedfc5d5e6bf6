"""Words that somebody knows and learns; they are nobody else's to see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.language.learning.spacing import SOON
from redbridge.language.models import Word

MOST_WORDS_A_PAGE = 100
MOST_ASKED = 900
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Words:
    """A page of a list; `after` leads to the next one and is None at the end."""

    rows: list[Word]
    after: int | None

    def __iter__(self) -> Iterator[Word]:
        return iter(self.rows)


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How many words somebody knows, has saved, and may review now."""

    known: int = 0
    saved: int = 0
    due: int = 0


def word_states(viewer: Person | None, *, language: str, words: Iterable[str]) -> dict[str, str]:
    """`known` or `saved` for those of the words that are on the viewer's list; one query for a page."""
    wanted = list(dict.fromkeys(word for word in words if word))[:MOST_ASKED]
    if viewer is None or not wanted:
        return {}
    rows = Word.objects.filter(person=viewer, language=language, word__in=wanted)
    return dict(rows.values_list("word", "state"))


def words_of(
    viewer: Person, *, state: str = "", language: str = "", text: str = "", after: int | None = None, limit: int = 50
) -> Words:
    """The viewer's words, the newest first: of one state or language, or with some letters in them."""
    rows = Word.objects.filter(person=viewer)
    if state:
        rows = rows.filter(state=state)
    if language:
        rows = rows.filter(language=language)
    if text:
        rows = rows.filter(Q(word__contains=text.lower()) | Q(sentence__contains=text))
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: limit + 1])
    return Words(found[:limit], found[limit - 1].id if len(found) > limit else None)


def every_word(viewer: Person, *, state: str = "", language: str = "") -> Iterator[Word]:
    """All of them, oldest first, for a file."""
    rows = Word.objects.filter(person=viewer, **{k: v for k, v in (("state", state), ("language", language)) if v})
    return rows.order_by("id").iterator(chunk_size=500)


def due_words(viewer: Person, *, limit: int = 1, at: datetime | None = None) -> list[Word]:
    """Saved words that may be reviewed, the longest due first; also those that come back within minutes."""
    return list(_due(viewer, at or timezone.now()).order_by("due_at", "id")[:limit])


def saved_word(viewer: Person, *, word_id: int) -> Word | None:
    """One of the viewer's saved words."""
    return Word.objects.filter(person=viewer, id=word_id, state=Word.State.SAVED).first()


def word_counts(viewer: Person, *, at: datetime | None = None) -> WordCounts:
    """One query."""
    due = Q(state=Word.State.SAVED, due_at__lte=(at or timezone.now()) + SOON)
    found = Word.objects.filter(person=viewer).aggregate(
        known=Count("id", filter=Q(state=Word.State.KNOWN)),
        saved=Count("id", filter=Q(state=Word.State.SAVED)),
        due=Count("id", filter=due),
    )
    return WordCounts(**found)


def coming_days(viewer: Person, *, days: int = DAYS_AHEAD) -> list[tuple[date, int]]:
    """How many words come back on each of the next days; what is late comes back today."""
    today = timezone.localdate()
    until = timezone.now() + timedelta(days=days)
    counts = dict.fromkeys((today + timedelta(days=number) for number in range(days)), 0)
    rows = Word.objects.filter(person=viewer, state=Word.State.SAVED, due_at__lt=until)
    for due_at in rows.values_list("due_at", flat=True):
        day = max(today, timezone.localtime(due_at).date())
        if day in counts:
            counts[day] += 1
    return list(counts.items())


def _due(viewer: Person, at: datetime):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a query set
    return Word.objects.filter(person=viewer, state=Word.State.SAVED, due_at__lte=at + SOON)
