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
    comments_by_id,
    comments_of,
    first_replies,
    get_comment,
    mentioned_in_comments,
    picture_is_visible,
    replies_of,
    state_for_all,
)
from redbridge.interactions.queries.marks import Counts, Marks, comment_marks, marks, tallies

__all__ = [
    "SHOWN",
    "CommentPage",
    "Counts",
    "Marks",
    "Page",
    "collections_of",
    "comment_marks",
    "comments_by_id",
    "comments_of",
    "first_replies",
    "get_collection",
    "get_comment",
    "liked_notes",
    "marks",
    "mentioned_in_comments",
    "notes_in_collection",
    "picture_is_visible",
    "replies_of",
    "saved_notes",
    "state_for_all",
    "tallies",
]
