"""What happens between people."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class Followed:
    """Somebody follows somebody, without having had to ask."""

    follower_id: int
    followed_id: int


@event
@dataclass(frozen=True)
class FollowAsked:
    """Somebody would like to follow a private account."""

    follower_id: int
    followed_id: int


@event
@dataclass(frozen=True)
class FollowAccepted:
    """A private account let somebody in."""

    follower_id: int
    followed_id: int


@event
@dataclass(frozen=True)
class Unfollowed:
    """A follow or a request ended, whoever ended it."""

    follower_id: int
    followed_id: int


@event
@dataclass(frozen=True)
class Blocked:
    """From now on neither sees the other."""

    blocker_id: int
    blocked_id: int


@event
@dataclass(frozen=True)
class Muted:
    """Somebody no longer wants to meet what another does, or does again."""

    muter_id: int
    muted_id: int
