"""Recent public notes in which somebody says something: a bounded look, never a search through everything."""

import re
from collections.abc import Sequence
from hashlib import sha256

from django.core.cache import cache

from redbridge.notes.models import Note

AMONG = 600
KEPT_SECONDS = 600


def notes_saying(forms: Sequence[str], *, limit: int = 6) -> list[int]:
    """Ids of the newest of the last 600 listed notes whose title or caption holds one of the words.

    Whoever shows them asks who may see them. What was found is kept for ten minutes.
    """
    words = sorted({form for form in forms if form}, key=len, reverse=True)
    if not words:
        return []
    key = f"notes-saying:{limit}:{sha256(repr(words).encode()).hexdigest()[:32]}"
    kept = cache.get(key)
    if kept is None:
        kept = _look(words, limit)
        cache.set(key, kept, KEPT_SECONDS)
    return list(kept)


def _look(words: Sequence[str], limit: int) -> list[int]:
    pattern = re.compile("|".join(map(_apart, words)), re.IGNORECASE)
    newest = Note.objects.filter(is_listed=True).order_by("-position").values_list("id", "title", "caption")[:AMONG]
    found = (note_id for note_id, title, caption in newest if pattern.search(title) or pattern.search(caption))
    return [note_id for note_id, _place in zip(found, range(limit), strict=False)]


def _apart(word: str) -> str:
    """Latin words stand by themselves; Chinese has no spaces to go by."""
    before = r"(?<![A-Za-z0-9])" if word[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if word[-1].isascii() else ""
    return f"{before}{re.escape(word)}{after}"
