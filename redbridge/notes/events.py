"""What happens to notes."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class NotePublished:
    """A note is there that was not there before."""

    note_id: int


@event
@dataclass(frozen=True)
class NoteBrought:
    """A note came from elsewhere with its old date, or may be found from now on: nobody is told, and it is not new."""

    note_id: int


@event
@dataclass(frozen=True)
class NoteChanged:
    """A note reads or looks otherwise, or other people may see it; also when it came back after its deletion."""

    note_id: int


@event
@dataclass(frozen=True)
class NoteDeleted:
    """A note is gone for everybody; for a while its author can bring it back."""

    note_id: int


@event
@dataclass(frozen=True)
class DraftWentOut:
    """The clock published what somebody had planned."""

    note_id: int


@event
@dataclass(frozen=True)
class DraftMissed:
    """The clock could not publish what somebody had planned; it is a draft again."""

    draft_id: int
