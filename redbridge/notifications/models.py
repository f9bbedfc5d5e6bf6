"""The bell."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint

NOTICE = tag.FieldTag(
    "Tells somebody what happened", "90 days once it is seen, a year at most", export=True, erase="delete"
)
DEVICE = tag.FieldTag(
    "Reaches a device that somebody asked us to notify",
    "Until they turn it off, sign out there, or the device is gone",
    export=False,
    erase="delete",
)
LONGEST_ENDPOINT = 1000


class Group(models.TextChoices):
    """The four tabs of the inbox."""

    LIKES = "likes-saves"
    FOLLOWERS = "followers"
    COMMENTS = "comments"
    SYSTEM = "system"


class Kind(models.TextChoices):
    """What happened; `kinds.py` says where it stands, in which words, and what one may choose about it."""

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
    ANSWER = "answer"
    QUOTE = "quote"
    SCHEDULED_PUBLISHED = "scheduled_published"
    SCHEDULED_FAILED = "scheduled_failed"
    FRIEND_FOUND = "friend_found"
    FRIEND_ASKS = "friend_asks"
    HANDLE_PROVED = "handle_proved"
    HANDLE_DECLINED = "handle_declined"
    NAME_GIVEN = "name_given"
    NAME_PASSED_ON = "name_passed_on"
    NAME_DECLINED = "name_declined"
    ARCHIVE_READY = "archive_ready"
    ARRIVAL_READY = "arrival_ready"
    ARRIVAL_DONE = "arrival_done"
    MENTOR_FOUND = "mentor_found"
    HANDLE_REVOKED = "handle_revoked"
    VOUCH_ENDED = "vouch_ended"
    HANDLES_WAIT = "handles_wait"
    PHRASE_EXPLAINED = "phrase_explained"
    ANSWER_HELPED = "answer_helped"
    SLANG_APPROVED = "slang_approved"
    SLANG_DECLINED = "slang_declined"


class Topic(models.TextChoices):
    """Kinds that somebody chooses about together."""

    LIKES = "likes"
    SAVES = "saves"
    FOLLOWERS = "followers"
    COMMENTS = "comments"
    MENTIONS = "mentions"
    ANSWERS = "answers"
    SITE = "site"


class Mail(models.TextChoices):
    """How often something comes by mail."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class Notification(models.Model):
    """Something that happened to somebody. Likes of one note fold into one row that names the newest person.

    It is seen once its group was opened, which quiets the bell, and read once it was followed or marked so.
    """

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    group = models.CharField(max_length=11, choices=Group.choices)
    kind = models.CharField(max_length=20)
    actor = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    note_id = models.BigIntegerField(null=True, blank=True)
    comment_id = models.BigIntegerField(null=True, blank=True)
    decision_id = models.BigIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=60)
    at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (NOTICE, "id person group kind actor note_id comment_id decision_id count key at seen_at read_at")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notification_once")]
        indexes = [
            models.Index(fields=["person", "group", "-at", "-id"], name="notification_newest"),
            models.Index(
                fields=["person", "group"], name="notification_unseen", condition=models.Q(seen_at__isnull=True)
            ),
            models.Index(
                fields=["person", "group", "-at", "-id"],
                name="notification_unread",
                condition=models.Q(read_at__isnull=True),
            ),
            models.Index(fields=["note_id"], name="notification_note", condition=models.Q(note_id__isnull=False)),
            models.Index(
                fields=["comment_id"], name="notification_comment", condition=models.Q(comment_id__isnull=False)
            ),
            models.Index(fields=["at"], name="notification_at"),
        ]


class Bell(models.Model):
    """How many things somebody has not seen yet, per group; read on every page, so never counted there."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    likes = models.PositiveIntegerField(default=0)
    followers = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    system = models.PositiveIntegerField(default=0)

    field_tags: ClassVar = tags((tag.RECORD, "person likes followers comments system"))


class Choices(models.Model):
    """What somebody wants to hear of, where and when; `topics` holds only what differs from the usual."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    topics = models.JSONField(default=dict, blank=True)
    shows_details = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, blank=True)
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_to = models.PositiveSmallIntegerField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    held_since = models.DateTimeField(null=True, blank=True)
    mails_daily = models.BooleanField(default=False)
    mails_weekly = models.BooleanField(default=True)

    field_tags: ClassVar = tags(
        (tag.RECORD, "person held_since mails_daily mails_weekly"),
        (tag.OWN_CHOICE, "topics shows_details time_zone quiet_from quiet_to paused_until"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["held_since"], name="choices_held", condition=models.Q(held_since__isnull=False))
        ]


class PushSubscription(models.Model):
    """A browser or a program that somebody asked us to notify; it belongs to one sign-in or token and goes with it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    device_id = models.BigIntegerField(null=True, blank=True)
    token_id = models.BigIntegerField(null=True, blank=True)
    endpoint = models.CharField(max_length=LONGEST_ENDPOINT, unique=True)
    public_key = models.CharField(max_length=88)
    secret = models.CharField(max_length=24)
    created_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (DEVICE, "id person device_id token_id endpoint public_key secret created_at used_at expires_at")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(device_id__isnull=False, token_id__isnull=True)
                | models.Q(device_id__isnull=True, token_id__isnull=False),
                name="push_of_one",
            )
        ]


class Digest(models.Model):
    """That somebody's digest of a day or week was made: whoever writes the row first sends it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    period = models.CharField(max_length=6, choices=Mail.choices)
    day = models.DateField()
    made_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OPERATION, "id person period day made_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "period", "day"], name="digest_once")]
        indexes = [models.Index(fields=["made_at"], name="digest_made")]
