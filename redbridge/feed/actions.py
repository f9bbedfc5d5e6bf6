"""Keep Explore's stored order and the Follow feeds true, and remember what people love."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext

from redbridge.accounts.models import Person, Standing
from redbridge.feed.models import ExploreEntry, Interest, MutedWord, SeedTaste
from redbridge.feed.muting import is_too_short, read_word
from redbridge.feed.pushing import fill_feed, push_authors_again, push_note, tend_feeds
from redbridge.feed.ranking import score
from redbridge.feed.topics import TOPICS, topics_of
from redbridge.feed.watching import WATCH
from redbridge.interactions import queries as interactions
from redbridge.interactions.models import Comment
from redbridge.kit.errors import Refused
from redbridge.language.names import is_known
from redbridge.notes import origins
from redbridge.notes.models import Kind, Note, NoteHashtag, Visibility

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "choose_interests",
    "fill_feed",
    "mute_words",
    "place_notes",
    "push_authors_again",
    "push_note",
    "rebuild_explore",
    "seed_taste",
    "take_in_brought",
    "tend_feeds",
    "unmute_words",
    "withdraw_notes_of",
]

BATCH = 500
MOST_MUTED = 200
LONGEST_WORD = 60
WHOLE = 100

ON_EXPLORE = Q(
    visibility=Visibility.EVERYONE,
    is_claimed=False,
    deleted_at__isnull=True,
    standing=Standing.State.VISIBLE,
    author__standing=Standing.State.VISIBLE,
    author__closed_at__isnull=True,
    author__is_private=False,
)


def choose_interests(actor: Person, *, topics: Iterable[str]) -> None:
    """Remember exactly these topics as what the actor loves; none is a choice too."""
    chosen = set(topics)
    if chosen - set(TOPICS):
        raise Refused(gettext("There is no such topic."), field="topics")
    with transaction.atomic():
        Interest.objects.filter(person=actor).exclude(topic__in=chosen).delete()
        Interest.objects.bulk_create(
            [Interest(person=actor, topic=topic) for topic in sorted(chosen)], ignore_conflicts=True
        )


def seed_taste(actor: Person, *, topics: Mapping[str, float], languages: Mapping[str, float]) -> None:
    """Remember exactly this as what the actor brought along, with weights of 0 to 1; nothing forgets it."""
    wanted = {(SeedTaste.What.TOPIC, name): weight for name, weight in topics.items() if name in TOPICS}
    wanted |= {(SeedTaste.What.LANGUAGE, name): weight for name, weight in languages.items() if is_known(name)}
    rows = [
        SeedTaste(person=actor, what=what, name=name, weight=round(WHOLE * min(weight, 1.0)))
        for (what, name), weight in sorted(wanted.items())
        if weight > 0
    ]
    with transaction.atomic():
        SeedTaste.objects.filter(person=actor).delete()
        SeedTaste.objects.bulk_create(rows, ignore_conflicts=True)


def mute_words(actor: Person, *, words: Iterable[str]) -> list[str]:
    """Keep notes with these words out of the actor's lists; what was muted already stays. The new ones, as shown."""
    read: dict[str, str] = {}
    for word, shown in map(read_word, words):
        if word:
            read.setdefault(word, shown)
    for word, shown in read.items():
        if len(word) > LONGEST_WORD or len(shown) > LONGEST_WORD:
            raise Refused(gettext("A word has at most 60 letters."), field="words", code="long")
        if is_too_short(word):
            raise Refused(gettext("A single letter would hide nearly everything."), field="words", code="short")
    with transaction.atomic():
        Person.objects.select_for_update().get(id=actor.id)
        present = set(MutedWord.objects.filter(person=actor).values_list("word", flat=True))
        new = {word: shown for word, shown in read.items() if word not in present}
        if len(present) + len(new) > MOST_MUTED:
            raise Refused(gettext("At most 200 words can be muted."), field="words", code="many")
        MutedWord.objects.bulk_create([MutedWord(person=actor, word=word, shown=new[word]) for word in new])
    return list(new.values())


def unmute_words(actor: Person, *, words: Iterable[str]) -> list[str]:
    """Let notes with these words back in; those that were muted, as shown."""
    folded = [read_word(word)[0] for word in words]
    with transaction.atomic():
        rows = MutedWord.objects.filter(person=actor, word__in=folded)
        found = list(rows.values_list("shown", flat=True))
        rows.delete()
    return found


def place_notes(note_ids: Collection[int]) -> None:
    """Make the entries of these notes what their present state asks for; a second run changes nothing."""
    with transaction.atomic():
        # Locked, so that of two reactions at once the later one writes what it saw later.
        notes = Note.objects.select_for_update(of=("self",), no_key=True)
        shown = notes.filter(ON_EXPLORE, id__in=note_ids).order_by("id")
        wanted = _entries(list(shown), timezone.now())
        present = ExploreEntry.objects.filter(note__in=note_ids).values_list("id", "note_id", "topic")
        places = {(entry.note_id, entry.topic) for entry in wanted}
        stale = [entry_id for entry_id, note_id, topic in present if (note_id, topic) not in places]
        if stale:
            ExploreEntry.objects.filter(id__in=stale).delete()
        if wanted:
            ExploreEntry.objects.bulk_create(
                wanted,
                update_conflicts=True,
                unique_fields=["note", "topic"],
                update_fields=["score", "author_id", "language"],
            )


def take_in_brought(*, note_id: int) -> None:
    """Place a note that came from elsewhere by its old date, once its author is known to be its author there."""
    if Note.objects.filter(id=note_id, is_claimed=False).exists():
        place_notes([note_id])
        push_note(note_id=note_id)


def withdraw_notes_of(person_id: int) -> None:
    """Take everything of somebody off Explore at once, if they are no longer to be met there.

    The way back is note by note: `notes` announces NoteChanged for each one that can be listed again.
    """
    is_met = Person.objects.filter(
        id=person_id, standing=Standing.State.VISIBLE, closed_at__isnull=True, is_private=False
    )
    if not is_met.exists():
        ExploreEntry.objects.filter(author_id=person_id).delete()


def rebuild_explore(progress: Callable[[int], None] | None = None) -> None:
    """Place every note anew, in batches; for seeding in bulk and after a change of the formula.

    `progress` is called with how many notes were placed since the last call.
    """
    last = -(2**63)
    while ids := list(Note.objects.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:BATCH]):
        place_notes(ids)
        last = ids[-1]
        if progress:
            progress(len(ids))


def _entries(notes: list[Note], now: "datetime") -> list[ExploreEntry]:
    ids = [note.id for note in notes]
    counts = interactions.tallies(ids)
    commenters = _commenters(ids)
    anew = origins.reintroduced(note.id for note in notes if note.is_brought)
    tags: dict[int, list[str]] = defaultdict(list)
    for note_id, name in NoteHashtag.objects.filter(note__in=ids).values_list("note_id", "hashtag__name"):
        tags[note_id].append(name)
    entries = []
    for note in notes:
        found = counts[note.id]
        place = score(
            min(anew.get(note.id, note.published_at), now),
            likes=found.likes,
            saves=found.saves,
            commenters=commenters.get(note.id, 0),
        )
        entries += [
            ExploreEntry(note_id=note.id, topic=topic, score=place, author_id=note.author_id, language=note.language)
            for topic in ["", *([WATCH] if note.kind == Kind.VIDEO else []), *sorted(topics_of(tags[note.id]))]
        ]
    return entries


def _commenters(note_ids: list[int]) -> dict[int, int]:
    """How many people other than the author have a comment there that everybody may read."""
    shown = Comment.objects.filter(note__in=note_ids, deleted_at__isnull=True, standing__in=interactions.SHOWN).exclude(
        author=F("note__author")
    )
    return dict(shown.order_by().values_list("note").annotate(people=Count("author", distinct=True)))
