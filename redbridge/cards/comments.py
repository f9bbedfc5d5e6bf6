"""What one viewer sees of the comments under a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from redbridge.cards import people as people_cards
from redbridge.cards.notes import PictureCard, picture_card
from redbridge.cards.people import PersonCard
from redbridge.interactions import queries as interactions
from redbridge.media import queries as media

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.interactions.models import Comment

FIRST_REPLIES = 3


@dataclass(frozen=True, slots=True)
class CommentCard:
    """A comment or a reply; `is_gone` keeps the place of a deleted one that has replies."""

    id: int
    version: int
    author: PersonCard
    answers: PersonCard | None
    text: str
    lang: str
    picture: PictureCard | None
    likes: int
    is_liked: bool
    is_own: bool
    is_gone: bool
    is_hidden: bool
    created_at: datetime
    edited_at: datetime | None
    replies: "tuple[CommentCard, ...]"
    more_replies: int


@dataclass(frozen=True, slots=True)
class CommentList:
    """One page of comments; `after` leads to the next one."""

    comments: Sequence[CommentCard]
    after: str


def comments(viewer: "Person | None", *, note_id: int, after: str = "", limit: int = 20) -> CommentList:
    """Top-level comments with their first replies, in a constant number of queries."""
    page = interactions.comments_of(viewer, note_id=note_id, after=after, limit=limit)
    replies = interactions.first_replies(viewer, comments=page.comments, limit_each=FIRST_REPLIES)
    cards = build(viewer, list(page.comments), replies)
    return CommentList(cards, page.after)


def build(viewer: "Person | None", tops: "list[Comment]", replies: "dict[int, list[Comment]]") -> "list[CommentCard]":
    """Cards of comments with the given replies."""
    rows = [*tops, *(reply for found in replies.values() for reply in found)]
    named = {row.author_id for row in rows} | {row.answers_id for row in rows if row.answers_id}
    people = people_cards.cards(named, even_hidden=True)
    pictures = media.pictures_by_id([row.picture_id for row in rows if row.picture_id])
    liked = interactions.comment_marks(viewer, comment_ids=[row.id for row in rows])

    def card(row: "Comment", below: "tuple[CommentCard, ...]" = ()) -> CommentCard:
        picture = pictures.get(row.picture_id or 0)
        return CommentCard(
            id=row.id,
            version=row.version,
            author=people[row.author_id],
            answers=people.get(row.answers_id or 0),
            text=row.text,
            lang=row.language if row.language != "und" else "",
            picture=picture_card(picture) if picture else None,
            likes=row.likes,
            is_liked=row.id in liked,
            is_own=viewer is not None and row.author_id == viewer.id,
            is_gone=row.deleted_at is not None,
            is_hidden=row.standing != row.State.VISIBLE,
            created_at=row.created_at,
            edited_at=row.edited_at,
            replies=below,
            more_replies=max(0, row.reply_count - len(below)),
        )

    def below(row: "Comment") -> "tuple[CommentCard, ...]":
        return tuple(card(reply) for reply in replies.get(row.id, []) if reply.author_id in people)

    return [card(row, below(row)) for row in tops if row.author_id in people]
