"""Who follows, blocks and mutes whom."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class Follow(models.Model):
    """`follower` sees what `followed` shows to followers once it is accepted."""

    class State(models.TextChoices):
        ASKED = "asked"
        ACCEPTED = "accepted"

    follower = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    followed = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACCEPTED)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id follower followed state created_at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="follow_once"),
            models.CheckConstraint(condition=~models.Q(follower=models.F("followed")), name="follow_not_oneself"),
        ]
        indexes = [
            models.Index(fields=["followed", "state", "-id"], name="follow_followers"),
            models.Index(fields=["follower", "state", "-id"], name="follow_following"),
        ]


class FollowTally(models.Model):
    """Counts of one person's accepted follows, kept by the actions so that no page counts rows."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    followers = models.PositiveIntegerField(default=0)
    following = models.PositiveIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)

    field_tags: ClassVar = tags((tag.RECORD, "person followers following requests"))


class Block(models.Model):
    """Neither sees the other."""

    blocker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    blocked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id blocker blocked created_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once")]


class Mute(models.Model):
    """`muter` no longer meets what `muted` makes; the other never learns of it."""

    muter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    muted = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id muter muted created_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["muter", "muted"], name="mute_once")]
