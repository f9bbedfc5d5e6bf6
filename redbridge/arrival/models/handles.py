"""Who somebody says they were elsewhere, and how they proved it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint


class OldHandle(models.Model):
    """A handle of another place. Only a proved or vouched one is ever shown to others; one handle has one such owner.

    `key` is the folded handle (with its host where handles have one). `code` is what the person puts into their old
    profile; `checked_at` and `problem` tell of the last look at it, or why it was taken back. `account_key` is the
    number of the account at the old place, keyed: a name that moved on to another account has another one there.
    `words` are a moderator's, who took it back, and `objection` its owner's, which is possible once.
    """

    class State(models.TextChoices):
        CLAIMED = "claimed"
        ASKED = "asked"  # a moderator is to look
        VOUCHED = "vouched"
        PROVED = "proved"
        REVOKED = "revoked"

    class Method(models.TextChoices):
        FETCH = "fetch"
        MODERATOR = "moderator"
        PLATFORM = "platform"
        REL_ME = "rel_me"
        VOUCHES = "vouches"

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    platform = models.CharField(max_length=20)
    handle = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CLAIMED)
    method = models.CharField(max_length=9, choices=Method.choices, blank=True)
    code = models.CharField(max_length=32, blank=True)
    is_shown = models.BooleanField(default=False)
    profile_url = models.CharField(max_length=500, blank=True)
    account_key = models.CharField(max_length=64, blank=True, default="")
    words = models.CharField(max_length=500, blank=True, default="")
    objection = models.CharField(max_length=500, blank=True, default="")
    problem = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    proved_at = models.DateTimeField(null=True, blank=True)
    proved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.RECORD, "id person key state method code problem checked_at proved_at proved_by created_at"),
        (tag.RECORD, "account_key"),
        (tag.MODERATION, "words objection"),
        (tag.PROFILE, "platform handle is_shown profile_url"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "platform", "key"], name="old_handle_once"),
            models.UniqueConstraint(
                fields=["platform", "key"], condition=Q(state__in=["proved", "vouched"]), name="old_handle_one_owner"
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="old_handle_by_state")]


class Vouch(models.Model):
    """A proved person says that a handle is somebody's; three make it vouched, taking one back undoes that."""

    old_handle = models.ForeignKey(OldHandle, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id old_handle person at revoked_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old_handle", "person"], name="vouch_once")]


class NameClaim(models.Model):
    """Somebody who proved an old handle says that a name here is theirs and is borne by somebody who only pretends.

    A moderator decides; `report_id` is the case that was opened about the one who bears it.
    """

    class State(models.TextChoices):
        OPEN = "open"
        GIVEN = "given"
        DECLINED = "declined"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    bearer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    wanted = models.CharField(max_length=30)
    old_handle = models.ForeignKey(OldHandle, on_delete=models.CASCADE, related_name="+")
    report_id = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.MODERATION, "id person bearer wanted old_handle report_id words state decided_by decided_at created_at")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "wanted"], condition=Q(state="open"), name="name_claim_once_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["state", "id"], name="name_claim_queue")]
