"""What happens to pictures."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class PictureUploaded:
    """A picture has its preview; its other widths are still to be made."""

    picture_id: int


@event
@dataclass(frozen=True)
class PictureChanged:
    """A picture looks or reads otherwise: more widths are there, or another description."""

    picture_id: int
