"""What one viewer sees of a person, small enough for a card."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.templatetags.static import static

from redbridge.accounts import queries as accounts
from redbridge.media import queries as media

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
    from_place: str
    is_private: bool
    version: int

    @property
    def href(self) -> str:
        """The profile."""
        return f"/@{self.address}"


def cards(ids: Iterable[int]) -> dict[int, PersonCard]:
    """Cards of people by id, in three queries; ids of nobody are left out."""
    people = accounts.people_by_id(set(ids))
    portraits = media.portraits_of(people.keys())
    found = {}
    for person in people.values():
        picture = portraits.get(person.id)
        blank = static(f"img/person-{person.id % TINTS}.svg")
        found[person.id] = PersonCard(
            id=person.id,
            address=person.address,
            name=person.name,
            name_lang=(person.writes or [""])[0] if not person.name.isascii() else "",
            portrait=media.address(picture, 480) if picture else blank,
            portrait_large=media.address(picture, 480) if picture else blank,
            bio=person.bio,
            from_place=person.from_place,
            is_private=person.is_private,
            version=person.version,
        )
    return found
