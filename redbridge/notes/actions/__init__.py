"""Write, publish, change and delete notes."""

from redbridge.notes.actions.changes import (
    change_standing,
    change_visibility,
    delete_note,
    pin_note,
    purge_deleted,
    restore_note,
    unpin_note,
)
from redbridge.notes.actions.content import MOST_PICTURES, Content
from redbridge.notes.actions.drafts import (
    DraftChanged,
    add_pictures_to_draft,
    delete_draft,
    edit_note,
    remove_picture_from_draft,
    reorder_draft_pictures,
    save_draft,
)
from redbridge.notes.actions.publishing import publish_draft, publish_note
from redbridge.notes.actions.settling import renew_notes_with_picture, settle_person
from redbridge.notes.actions.tagging import recount_hashtags

__all__ = [
    "MOST_PICTURES",
    "Content",
    "DraftChanged",
    "add_pictures_to_draft",
    "change_standing",
    "change_visibility",
    "delete_draft",
    "delete_note",
    "edit_note",
    "pin_note",
    "publish_draft",
    "publish_note",
    "purge_deleted",
    "recount_hashtags",
    "remove_picture_from_draft",
    "renew_notes_with_picture",
    "reorder_draft_pictures",
    "restore_note",
    "save_draft",
    "settle_person",
    "unpin_note",
]
