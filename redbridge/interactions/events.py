"""What people do with notes of others."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class NoteLiked:
    """Somebody likes a note."""

    note_id: int
    person_id: int


@event
@dataclass(frozen=True)
class NoteUnliked:
    """Somebody took a like back."""

    note_id: int
    person_id: int


@event
@dataclass(frozen=True)
class NoteSaved:
    """Somebody keeps a note in a collection."""

    note_id: int
    person_id: int


@event
@dataclass(frozen=True)
class NoteUnsaved:
    """Somebody no longer keeps a note."""

    note_id: int
    person_id: int


@event
@dataclass(frozen=True)
class Commented:
    """Somebody wrote a comment or a reply."""

    comment_id: int


@event
@dataclass(frozen=True)
class CommentLiked:
    """Somebody likes a comment."""

    comment_id: int
    person_id: int


@event
@dataclass(frozen=True)
class CommentUnliked:
    """Somebody took the like of a comment back."""

    comment_id: int
    person_id: int


@event
@dataclass(frozen=True)
class CommentDeleted:
    """A comment is gone; its row stays for a while, without its words."""

    comment_id: int


@event
@dataclass(frozen=True)
class PhraseExplained:
    """Somebody answered what a phrase means."""

    answer_id: int


@event
@dataclass(frozen=True)
class AnswerAccepted:
    """Whoever asked what a phrase means says that this answer helped."""

    answer_id: int
