"""What happens while somebody arrives."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class ArrivalUploaded:
    """A whole file is here and waits to be read."""

    arrival_id: int


@event
@dataclass(frozen=True)
class ArrivalPreviewed:
    """A file was read; its owner can choose."""

    arrival_id: int
    person_id: int


@event
@dataclass(frozen=True)
class MediaGiven:
    """A picture, a video or several lie beside an export now."""

    arrival_id: int


@event
@dataclass(frozen=True)
class ImportAsked:
    """Somebody chose, and wants it here."""

    arrival_id: int


@event
@dataclass(frozen=True)
class ArrivalDone:
    """Everything that was chosen is here."""

    arrival_id: int
    person_id: int


@event
@dataclass(frozen=True)
class UndoAsked:
    """Somebody wants what an arrival brought to be gone again."""

    arrival_id: int


@event
@dataclass(frozen=True)
class ArrivalUndone:
    """What an arrival brought is gone again."""

    arrival_id: int
    person_id: int


@event
@dataclass(frozen=True)
class HandleCheckAsked:
    """Somebody wants their old profile looked at."""

    old_handle_id: int


@event
@dataclass(frozen=True)
class HandleProved:
    """An old handle is somebody's: they proved it, or three people vouch for it."""

    old_handle_id: int
    person_id: int


@event
@dataclass(frozen=True)
class HandleLost:
    """An old handle is somebody's no longer, or nobody vouches for it any more."""

    person_id: int
    platform: str


@event
@dataclass(frozen=True)
class HandleDecided:
    """A moderator looked at an old handle; `problem` is empty for a yes."""

    old_handle_id: int
    problem: str


@event
@dataclass(frozen=True)
class HandleRevoked:
    """A moderator took a proof back."""

    old_handle_id: int


@event
@dataclass(frozen=True)
class VouchEnded:
    """Somebody's word counts no longer, because a moderator took back what they vouched for."""

    old_handle_id: int
    person_id: int


@event
@dataclass(frozen=True)
class QueueChanged:
    """What waits for moderators, old handles and names, is more or less than before."""

    is_more: bool


@event
@dataclass(frozen=True)
class NameDecided:
    """A moderator decided whose a name of this site is."""

    claim_id: int


@event
@dataclass(frozen=True)
class FindingChanged:
    """Somebody allows more or less of being found, or of looking."""

    person_id: int


@event
@dataclass(frozen=True)
class FriendsSought:
    """Somebody wants to see who of the people they knew is here."""

    person_id: int


@event
@dataclass(frozen=True)
class MentorFound:
    """Somebody says yes to keeping a newcomer company."""

    mentoring_id: int


@event
@dataclass(frozen=True)
class PageLinksChanged:
    """Somebody arranged the page of their links."""

    person_id: int
