"""Likes, saves and comments: counted in the same transaction, and as true after a second click as after the first."""

from redbridge.interactions.actions.comments import (
    change_standing_of_comment,
    comment,
    delete_comment,
    edit_comment,
    purge_deleted_comments,
)
from redbridge.interactions.actions.counts import recount_collections, recount_notes
from redbridge.interactions.actions.likes import like_comment, like_note, unlike_comment, unlike_note
from redbridge.interactions.actions.saves import (
    create_collection,
    default_collection,
    delete_collection,
    rename_collection,
    save_note,
    set_collection_privacy,
    unsave_note,
)

__all__ = [
    "change_standing_of_comment",
    "comment",
    "create_collection",
    "default_collection",
    "delete_collection",
    "delete_comment",
    "edit_comment",
    "like_comment",
    "like_note",
    "purge_deleted_comments",
    "recount_collections",
    "recount_notes",
    "rename_collection",
    "save_note",
    "set_collection_privacy",
    "unlike_comment",
    "unlike_note",
    "unsave_note",
]
