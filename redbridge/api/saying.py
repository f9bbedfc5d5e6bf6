"""From cards and rows to the JSON of `shapes`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings

from redbridge.accounts import queries as accounts
from redbridge.arrival import queries as arrival
from redbridge.cards.comments import CommentCard
from redbridge.cards.notes import PictureCard, picture_card
from redbridge.cards.people import PersonCard, card_of
from redbridge.follows import queries as follows
from redbridge.media import queries as media
from redbridge.notes import queries as notes
from redbridge.privacy import queries as privacy

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.media.models import Picture

Json = dict[str, Any]
ID_NAMES = {"picture", "source"}  # of details
MOST_DIGITS = 19


def address(path: str) -> str:
    """A path of ours as a whole address; one that is whole stays as it is."""
    return path if "://" in path else f"{settings.SITE_URL}{path}"


def picture_json(card: PictureCard) -> Json:
    sizes = [size.rpartition(" ") for size in card.srcset.split(", ")] if card.srcset else []
    return {
        "id": str(card.id),
        "sizes": [{"src": address(src), "width": int(width.removesuffix("w"))} for src, _blank, width in sizes],
        "width": card.width,
        "height": card.height,
        "color": card.color,
        "alt": card.alt,
        "alt_language": card.alt_lang,
    }


def row_json(picture: "Picture") -> Json:
    return picture_json(picture_card(picture))


def person_json(card: PersonCard) -> Json:
    return {
        "id": str(card.id),
        "address": card.address,
        "name": card.name,
        "portrait": address(card.portrait_large),
        "bio": card.bio,
        "bio_language": card.bio_lang,
        "from_place": card.from_place,
        "is_private": card.is_private,
        "page": address(card.href),
    }


def relation_json(viewer: "Person", *, person_id: int) -> Json:
    """Without who blocks you: nobody is told that. A block from an old list looks the same, see `arrival`."""
    relation = follows.relation(viewer, person_id=person_id)
    names = ("follows", "asked", "followed_by", "asked_by", "blocks", "mutes")
    found = {name: getattr(relation, name) for name in names}
    if (relation.blocks or relation.mutes) and arrival.quietly_apart(viewer, person_ids=[person_id]):
        found |= {"blocks": False, "mutes": False}
    return found


def profile_json(viewer: "Person | None", person: "Person") -> Json:
    """Somebody's profile as the viewer may have it."""
    counts = follows.tallies([person.id])[person.id]
    cover = media.covers_of([person.id]).get(person.id)
    home = privacy.new_home_of(person)
    is_other = viewer is not None and viewer.id != person.id
    return {
        **person_json(card_of(person)),
        "cover": address(media.address(cover, 2048)) if cover else "",
        "links": person.links,
        "reads": person.reads,
        "writes": person.writes,
        "learns": person.learns,
        "from_platform": person.from_platform,
        "joined_at": person.created_at,
        "counts": {
            "followers": counts.followers,
            "following": counts.following,
            "notes": notes.note_count_of(person),
        },
        "is_helper": person.id in arrival.helpers_among([person.id]),
        "new_home": home.address if home else "",
        "relation": relation_json(viewer, person_id=person.id) if viewer is not None and is_other else None,
    }


def comment_json(card: CommentCard) -> Json:
    """A comment with those of its replies that are at hand."""
    return {
        "id": str(card.id),
        "version": card.version,
        "author": person_json(card.author),
        "answers": person_json(card.answers) if card.answers else None,
        "text": card.text,
        "language": card.lang,
        "picture": picture_json(card.picture) if card.picture else None,
        "likes": card.likes,
        "liked": card.is_liked,
        "is_deleted": card.is_gone,
        "is_hidden": card.is_hidden,
        "created_at": card.created_at,
        "edited_at": card.edited_at,
        "replies": [comment_json(reply) for reply in card.replies],
        "more_replies": card.more_replies,
    }


def outward(details: Json) -> Json:
    """Details with ids as strings, since many programs read large numbers inexactly."""
    found: Json = _each(details, lambda value: str(value) if isinstance(value, int) else value)
    return found


def inward(details: Json) -> Json:
    """The same back; what is no id stays for the kind to refuse."""
    found: Json = _each(details, _number)
    return found


def _each(value: Any, change: Callable[[Any], Any], name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _each(each, change, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_each(each, change, name) for each in value]
    return change(value) if name in ID_NAMES else value


def _number(value: Any) -> Any:
    is_id = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
    return int(value) if is_id else value


def find_person(viewer: "Person | None", name: str) -> "Person":
    """Who has this address; NotFound as on their page."""
    return accounts.person_by_address(viewer, address=name)
