"""The bell."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint


class Group(models.TextChoices):
    """The four tabs of the inbox."""

    LIKES = "likes-saves"
    FOLLOWERS = "followers"
    COMMENTS = "comments"
    SYSTEM = "system"


class Notification(models.Model):
    """Something that happened to somebody. Likes of one note fold into one row that names the newest person."""

    id = models.BigIntegerField(primary_key=True, default=mint, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=11, choices=Group.choices)
    kind = models.CharField(max_length=20)
    actor = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    note_id = models.BigIntegerField(null=True, blank=True)
    comment_id = models.BigIntegerField(null=True, blank=True)
    decision_id = models.BigIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=60)
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.OPERATION, "id person group kind actor note_id comment_id decision_id count key at read_at")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notification_once")]
        indexes = [models.Index(fields=["person", "group", "-at"], name="notification_newest")]


class Bell(models.Model):
    """How many unread things somebody has, per group; read on every page, so never counted there."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    likes = models.PositiveIntegerField(default=0)
    followers = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    system = models.PositiveIntegerField(default=0)

    field_tags: ClassVar = tags((tag.RECORD, "person likes followers comments system"))
