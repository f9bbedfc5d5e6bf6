"""Counts, a viewer's own marks, conversations and collections; only of what the viewer may see."""

from redbridge.interactions.queries.collections import (
    Page,
    collections_of,
    get_collection,
    liked_notes,
    notes_in_collection,
    saved_notes,
)
from redbridge.interactions.queries.comments import (
    SHOWN,
    CommentPage,
    CommentState,
    comments_by_id,
    comments_of,
    first_replies,
    first_state,
    get_comment,
    mentioned_in_comments,
    picture_is_visible,
    replies_of,
)
from redbridge.interactions.queries.marks import Counts, Marks, comment_marks, marks, seen, tallies

__all__ = [
    "SHOWN",
    "CommentPage",
    "CommentState",
    "Counts",
    "Marks",
    "Page",
    "collections_of",
    "comment_marks",
    "comments_by_id",
    "comments_of",
    "first_replies",
    "first_state",
    "get_collection",
    "get_comment",
    "liked_notes",
    "marks",
    "mentioned_in_comments",
    "notes_in_collection",
    "picture_is_visible",
    "replies_of",
    "saved_notes",
    "seen",
    "tallies",
]
