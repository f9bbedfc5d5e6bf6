"""The bell."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint

NOTICE = tag.FieldTag(
    "Tells somebody what happened", "90 days once it is read, a year at most", export=True, erase="delete"
)


class Group(models.TextChoices):
    """The four tabs of the inbox."""

    LIKES = "likes-saves"
    FOLLOWERS = "followers"
    COMMENTS = "comments"
    SYSTEM = "system"


class Kind(models.TextChoices):
    """What happened; the words for it are in the templates."""

    LIKE = "like"
    SAVE = "save"
    COMMENT_LIKE = "comment_like"
    FOLLOW = "follow"
    FOLLOW_ASKED = "follow_asked"
    FOLLOW_ACCEPTED = "follow_accepted"
    COMMENT = "comment"
    REPLY = "reply"
    MENTION = "mention"
    NOTE_MENTION = "note_mention"
    HIDDEN = "hidden"
    RESTORED = "restored"
    SUSPENDED = "suspended"
    REPORT_ACTED = "report_acted"
    REPORT_DISMISSED = "report_dismissed"


class Notification(models.Model):
    """Something that happened to somebody. Likes of one note fold into one row that names the newest person."""

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    group = models.CharField(max_length=11, choices=Group.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    actor = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    note_id = models.BigIntegerField(null=True, blank=True)
    comment_id = models.BigIntegerField(null=True, blank=True)
    decision_id = models.BigIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=60)
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (NOTICE, "id person group kind actor note_id comment_id decision_id count key at read_at")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notification_once")]
        indexes = [
            models.Index(fields=["person", "group", "-at", "-id"], name="notification_newest"),
            models.Index(
                fields=["person", "group"], name="notification_unread", condition=models.Q(read_at__isnull=True)
            ),
            models.Index(fields=["note_id"], name="notification_note", condition=models.Q(note_id__isnull=False)),
            models.Index(
                fields=["comment_id"], name="notification_comment", condition=models.Q(comment_id__isnull=False)
            ),
            models.Index(fields=["at"], name="notification_at"),
        ]


class Bell(models.Model):
    """How many unread things somebody has, per group; read on every page, so never counted there."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    likes = models.PositiveIntegerField(default=0)
    followers = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    system = models.PositiveIntegerField(default=0)

    field_tags: ClassVar = tags((tag.RECORD, "person likes followers comments system"))
