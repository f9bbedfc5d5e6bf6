"""What one viewer sees of a person, small enough for a card."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.templatetags.static import static

from redbridge.accounts import queries as accounts
from redbridge.media import queries as media

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.media.models import Picture

TINTS = 8


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Name, address and portrait; `version` changes with any of them."""

    id: int
    address: str
    name: str
    name_lang: str
    portrait: str
    portrait_large: str
    bio: str
    bio_lang: str
    from_place: str
    is_private: bool
    version: int

    @property
    def href(self) -> str:
        """The profile."""
        return f"/@{self.address}"


def cards(ids: Iterable[int], *, even_hidden: bool = False) -> dict[int, PersonCard]:
    """Cards of people by id, in two queries; ids of nobody are left out.

    `even_hidden` takes in whom moderation keeps off the site: for themselves, and beside what may be seen anyway.
    """
    people = accounts.people_by_id(set(ids), even_hidden=even_hidden)
    portraits = media.portraits_of(people.keys())
    return {person.id: _card(person, portraits.get(person.id)) for person in people.values()}


def card_of(person: "Person") -> PersonCard:
    """The card of somebody whose row is at hand, in one query."""
    return _card(person, media.portraits_of([person.id]).get(person.id))


def _card(person: "Person", picture: "Picture | None") -> PersonCard:
    drawn = "" if picture else static(f"img/person-{person.id % TINTS}.svg")
    return PersonCard(
        id=person.id,
        address=person.address,
        name=person.name,
        name_lang=(person.writes or [""])[0] if not person.name.isascii() else "",
        portrait=media.face(picture) if picture else drawn,
        portrait_large=media.address(picture, 480) if picture else drawn,
        bio=person.bio,
        bio_lang=person.bio_language,
        from_place=person.from_place,
        is_private=person.is_private,
        version=person.version,
    )
