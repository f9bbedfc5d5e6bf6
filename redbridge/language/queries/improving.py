"""What people proposed for a text, and what may be given away of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from redbridge.accounts.models import Person
from redbridge.language.models import Improvement, ImprovementVote
from redbridge.language.readings import Text, prepare
from redbridge.language.tags import tag_of

MOST = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation by a person. `agrees` is the viewer's own vote, None where there is none."""

    id: int
    words: str
    language: str
    person_id: int
    state: str
    votes: int
    is_authors: bool
    is_own: bool
    agrees: bool | None


def suggestions(viewer: Person | None, *, text: Text, into: str, only: int | None = None) -> list[Suggestion]:
    """What people made of a text that the viewer may see, the best first; two queries.

    `only` is one of them, whatever was decided about it.
    """
    piece = prepare(text)
    rows = Improvement.objects.filter(text_hash=piece.hash, target=tag_of(into), source=piece.source)
    hidden = [Improvement.State.WITHDRAWN, Improvement.State.DECLINED]
    rows = rows.exclude(state__in=hidden) if only is None else rows.filter(id=only)
    found = list(rows.order_by("-is_authors", "state", "-votes", "id")[:MOST])
    votes: dict[int, bool] = {}
    if viewer is not None and found:
        own = ImprovementVote.objects.filter(person=viewer, improvement__in=found)
        votes = dict(own.values_list("improvement_id", "agrees"))
    viewer_id = viewer.id if viewer else 0
    return [
        Suggestion(
            id=row.id,
            words=words,
            language=row.target,
            person_id=row.person_id,
            state=row.state,
            votes=row.votes,
            is_authors=row.is_authors and row.author_id == text.author_id,
            is_own=row.person_id == viewer_id,
            agrees=votes.get(row.id),
        )
        for row in found
        if (words := piece.masked.fill(row.words)) is not None
    ]


def shared_pairs() -> Iterator[tuple[str, str, str, str]]:
    """(language, other language, text, translation) of approved pairs that both people let be shared; still masked."""
    rows = Improvement.objects.filter(state=Improvement.State.APPROVED, may_be_shared=True, author_shares=True)
    for row in rows.order_by("id").iterator(chunk_size=500):
        yield row.source, row.target, row.original, row.words
