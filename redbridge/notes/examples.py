"""Sentences of public notes that use a word, for people who learn it."""

from dataclasses import dataclass

from django.db.models import Q

from redbridge.accounts.models import Person
from redbridge.follows import queries as follows
from redbridge.language.learning import clean_word, read, sentences
from redbridge.notes.models import Note, Visibility
from redbridge.notes.queries import visible

# Only the newest notes are looked through, so that a rare word never costs more on a larger site.
LOOKED_THROUGH = 3_000
MOST_READ = 12
SHORTEST, LONGEST = 4, 160


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence and the note it is from."""

    note_id: int
    language: str
    sentence: str
    start: int
    end: int


def examples(
    viewer: Person | None, *, word: str, language: str, form: str = "", besides: int = 0, limit: int = 3
) -> list[Example]:
    """Up to `limit` sentences with the word, one of a note, from the newest notes that everybody may see.

    `form` is how the word was written where somebody met it; `besides` a note that they know already.
    """
    spellings = {spelling for spelling in (word, form) if spelling}
    has_it = Q()
    for spelling in spellings:
        has_it |= Q(caption__contains=spelling) | Q(title__contains=spelling)
    newest = Note.objects.order_by("-position").values("id")[:LOOKED_THROUGH]
    rows = visible(viewer, Note.objects.filter(id__in=newest)).filter(
        has_it, visibility=Visibility.EVERYONE, is_listed=True, language__startswith=language
    )
    apart = follows.hidden_people(viewer)
    found: list[Example] = []
    for note in rows.exclude(id=besides).order_by("-position")[:MOST_READ]:
        example = None if note.author_id in apart else _in(note, word, spellings)
        if example:
            found.append(example)
        if len(found) == limit:
            break
    return found


def _in(note: Note, word: str, spellings: set[str]) -> Example | None:
    text = f"{note.title}\n{note.caption}"
    for start, end in sentences(text):
        said = text[start:end]
        if not SHORTEST <= len(said) <= LONGEST or not any(each in said.lower() for each in spellings):
            continue
        for token in read(said, note.language):
            if token.word == word or clean_word(token.text, note.language) == word:
                return Example(note.id, note.language, said, token.start, token.end)
    return None
