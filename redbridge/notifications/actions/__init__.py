"""Tell people what happened to them: once, folded, and never by somebody they do not want to meet."""

from redbridge.notifications.actions.arriving import (
    fold_waiting,
    forget_friend,
    tell_about_arrival,
    tell_about_ended_vouch,
    tell_about_friend,
    tell_about_mentor,
    tell_about_name,
    tell_about_old_handle,
    tell_about_revocation,
)
from redbridge.notifications.actions.choosing import PAUSES, choose, pause, stop_mail
from redbridge.notifications.actions.digests import send_digests
from redbridge.notifications.actions.explaining import tell_about_answer, tell_about_slang
from redbridge.notifications.actions.folding import fold_comment_likes, fold_likes, fold_saves
from redbridge.notifications.actions.keeping import (
    fold_again,
    fold_notes,
    forget_between,
    forget_comment,
    forget_note,
    forget_person,
    mark_read,
    mark_seen,
    mark_unread,
    purge_notifications,
    read_one,
)
from redbridge.notifications.actions.plans import (
    tell_about_archive,
    tell_about_missed_plan,
    tell_about_plan,
    tell_about_ties,
)
from redbridge.notifications.actions.pushing import end_quiet, push
from redbridge.notifications.actions.subscribing import (
    forget_dead_devices,
    forget_signed_out,
    subscribe,
    unsubscribe,
)
from redbridge.notifications.actions.telling import (
    tell_about_comment,
    tell_about_decision,
    tell_about_follow,
    tell_about_mentions,
)

__all__ = [
    "PAUSES",
    "choose",
    "end_quiet",
    "fold_again",
    "fold_comment_likes",
    "fold_likes",
    "fold_notes",
    "fold_saves",
    "fold_waiting",
    "forget_between",
    "forget_comment",
    "forget_dead_devices",
    "forget_friend",
    "forget_note",
    "forget_person",
    "forget_signed_out",
    "mark_read",
    "mark_seen",
    "mark_unread",
    "pause",
    "purge_notifications",
    "push",
    "read_one",
    "send_digests",
    "stop_mail",
    "subscribe",
    "tell_about_answer",
    "tell_about_archive",
    "tell_about_arrival",
    "tell_about_comment",
    "tell_about_decision",
    "tell_about_ended_vouch",
    "tell_about_follow",
    "tell_about_friend",
    "tell_about_mentions",
    "tell_about_mentor",
    "tell_about_missed_plan",
    "tell_about_name",
    "tell_about_old_handle",
    "tell_about_plan",
    "tell_about_revocation",
    "tell_about_slang",
    "tell_about_ties",
    "unsubscribe",
]
