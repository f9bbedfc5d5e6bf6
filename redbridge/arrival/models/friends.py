"""People whom a newcomer knew elsewhere: only keyed tokens, never names."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class Finding(models.Model):
    """What somebody allows: to be found by people who knew their proved handles, and to look for others."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    is_findable = models.BooleanField(default=False)
    asks_first = models.BooleanField(default=False)
    is_looking = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "person is_findable asks_first is_looking changed_at"))


class FriendKey(models.Model):
    """A keyed token of a handle from somebody's list; it says nothing without the key, which is not in here."""

    class List(models.TextChoices):
        FOLLOWING = "following"
        FOLLOWERS = "followers"
        BLOCKED = "blocked"
        MUTED = "muted"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    platform = models.CharField(max_length=20)
    list = models.CharField(max_length=9, choices=List.choices)
    token = models.CharField(max_length=64)
    key_version = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.RECORD, "id person platform list token key_version expires_at created_at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "platform", "list", "token"], name="friend_key_once"),
        ]
        indexes = [
            models.Index(fields=["token", "list"], name="friend_key_by_token"),
            models.Index(fields=["expires_at"], name="friend_key_expiry", condition=models.Q(expires_at__isnull=False)),
        ]


class Match(models.Model):
    """Somebody whom a newcomer knew and who wants to be found; `ends` when one of them said no."""

    class State(models.TextChoices):
        OFFERED = "offered"
        ASKED = "asked"  # the one who was found decides first
        FOLLOWED = "followed"
        DISMISSED = "dismissed"
        DECLINED = "declined"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    found = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    platform = models.CharField(max_length=20)
    list = models.CharField(max_length=9)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OFFERED)
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person found platform list state at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "found"], name="match_once")]
        indexes = [models.Index(fields=["found", "state"], name="match_by_found")]
