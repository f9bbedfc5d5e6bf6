"""Write, publish, change and delete notes."""

from redbridge.notes.actions.bringing import (
    bring_draft,
    bring_note,
    check_brought,
    list_brought_notes,
    reintroduce_note,
    take_back_notes,
)
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
from redbridge.notes.actions.copying import copy_itinerary
from redbridge.notes.actions.devices import DraftChanged, describe_in_draft, settle_versions
from redbridge.notes.actions.drafts import (
    add_pictures_to_draft,
    delete_draft,
    edit_note,
    remove_picture_from_draft,
    reorder_draft_pictures,
    save_draft,
    start_answer,
    start_quote,
)
from redbridge.notes.actions.filming import put_video_into_draft, renew_notes_with_video, take_video_out_of_draft
from redbridge.notes.actions.former import hide_version
from redbridge.notes.actions.moving import Former, bring_draft_ties, bring_ties, bring_versions, pin_brought_note
from redbridge.notes.actions.publishing import publish_draft, publish_note
from redbridge.notes.actions.reviewing import recount_things
from redbridge.notes.actions.scheduling import (
    LATEST,
    publish_due,
    publish_when_ready,
    publish_with_video,
    reason_against,
    schedule_draft,
    unschedule_draft,
)
from redbridge.notes.actions.settling import renew_notes_with_picture, settle_person
from redbridge.notes.actions.tagging import recount_hashtags
from redbridge.notes.actions.tying import withdraw_quote

__all__ = [
    "LATEST",
    "MOST_PICTURES",
    "Content",
    "DraftChanged",
    "Former",
    "add_pictures_to_draft",
    "bring_draft",
    "bring_draft_ties",
    "bring_note",
    "bring_ties",
    "bring_versions",
    "change_standing",
    "change_visibility",
    "check_brought",
    "copy_itinerary",
    "delete_draft",
    "delete_note",
    "describe_in_draft",
    "edit_note",
    "hide_version",
    "list_brought_notes",
    "pin_brought_note",
    "pin_note",
    "publish_draft",
    "publish_due",
    "publish_note",
    "publish_when_ready",
    "publish_with_video",
    "purge_deleted",
    "put_video_into_draft",
    "reason_against",
    "recount_hashtags",
    "recount_things",
    "reintroduce_note",
    "remove_picture_from_draft",
    "renew_notes_with_picture",
    "renew_notes_with_video",
    "reorder_draft_pictures",
    "restore_note",
    "save_draft",
    "schedule_draft",
    "settle_person",
    "settle_versions",
    "start_answer",
    "start_quote",
    "take_back_notes",
    "take_video_out_of_draft",
    "unpin_note",
    "unschedule_draft",
    "withdraw_quote",
]
