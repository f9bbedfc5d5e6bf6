"""What a note may hold."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.kit.text import tidy, tidy_line
from redbridge.language.detection import settled
from redbridge.language.names import UNKNOWN, is_known
from redbridge.media.covers import LOOKS
from redbridge.notes.kinds import shape_of
from redbridge.notes.models import Kind, Quoting, Visibility
from redbridge.notes.text import MOST_HASHTAGS, MOST_MENTIONS, find_hashtags, find_mentions

LONGEST = {"title": 100, "caption": 10_000, "place": 60, "card_text": 300, "language": 12}
MOST_PICTURES = 18
# Two decimal numbers as a map writes them, or degrees: more than a coarse place says.
_COORDINATES = re.compile(r"-?\d{1,3}[.,]\d{2,}\s*°?\s*[NSns]?\s*[,;/ ]\s*-?\d{1,3}[.,]\d{2,}|\d\s*°\s*\d+")


@dataclass(frozen=True)
class Content:
    """What an author says and chooses; the same for a draft and a note."""

    kind: str = Kind.PHOTO
    title: str = ""
    caption: str = ""
    language: str = ""
    visibility: str = Visibility.EVERYONE
    place: str = ""
    card_text: str = ""
    card_style: int = 0
    cover_index: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    quoting: str = Quoting.EVERYONE
    answers_id: int | None = None
    quotes_id: int | None = None

    def tidied(self) -> "Content":
        """The same as it is stored; Refused when a part cannot be stored at all."""
        found = replace(
            self,
            title=tidy_line(self.title),
            caption=tidy(self.caption),
            place=tidy_line(self.place),
            card_text=tidy(self.card_text),
        )
        found.check_lengths()
        found.check_choices()
        return replace(found, details=shape_of(found.kind).tidied(found.details))

    def check_lengths(self) -> None:
        for name, most in LONGEST.items():
            over = len(getattr(self, name)) - most
            if over > 0:
                raise Refused(
                    _("This is too long by %(over)s. Up to %(most)s characters fit.") % {"over": over, "most": most},
                    field=name,
                    code="too_long",
                )

    def check_choices(self) -> None:
        checks = {
            "kind": self.kind in Kind.values,
            "visibility": self.visibility in Visibility.values,
            "language": self.language in {"", UNKNOWN} or is_known(self.language),
            "card_style": 0 <= self.card_style < LOOKS,
            "cover_index": 0 <= self.cover_index < MOST_PICTURES,
            "quoting": self.quoting in Quoting.values,
        }
        for name, is_good in checks.items():
            if not is_good:
                raise Refused(_("That is not one of the choices."), field=name, code="bad_choice")

    def check_complete(self, picture_count: int) -> None:
        """Refused, with the field to look at, for what cannot be published yet."""
        if self.kind == Kind.TEXT and not self.card_text:
            raise Refused(_("Write what the card should say."), field="card_text", code="empty")
        shape_of(self.kind).check_complete(self.details, title=self.title, picture_count=picture_count)
        if self.kind == Kind.PHOTO and not picture_count:
            raise Refused(_("Add at least one picture."), field="pictures", code="empty")
        if picture_count > MOST_PICTURES:
            raise Refused(too_many_pictures(), field="pictures", code="too_many")
        if len(find_hashtags(self.words)) > MOST_HASHTAGS:
            raise Refused(_("Use up to 30 hashtags."), field="caption", code="too_many_hashtags")
        if len(find_mentions(self.words)) > MOST_MENTIONS:
            raise Refused(_("Mention up to 20 people."), field="caption", code="too_many_mentions")
        if has_exact_position(self.place):
            raise Refused(
                _("Name a city or a part of town. Exact positions are not shown here."), field="place", code="exact"
            )

    def finished(self, picture_ids: Collection[int]) -> "Content":
        """Complete content as a note keeps it, with these pictures."""
        return replace(self, details=shape_of(self.kind).finished(self.details, picture_ids=picture_ids))

    @property
    def words(self) -> str:
        """Everything that may hold hashtags and mentions."""
        return f"{self.title}\n\n{self.caption}"

    @property
    def spoken(self) -> str:
        """The language that the author chose, or else the one that it looks like."""
        return self.spoken_by(())

    def spoken_by(self, usual: Iterable[str]) -> str:
        """The same; what is too short to tell is in the first of the languages that its author usually writes."""
        said = (self.title, self.caption, self.card_text, *shape_of(self.kind).words(self.details))
        return self.language or settled("\n".join(said), usual)


def has_exact_position(place: str) -> bool:
    """Whether a place says more than a city or a part of town."""
    return _COORDINATES.search(place) is not None


def too_many_pictures() -> str:
    return _("A note holds up to 18 pictures.")


def check_may_write(actor: Person) -> None:
    """NotAllowed for somebody whose account is suspended, hidden or closed."""
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
