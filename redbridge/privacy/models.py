"""Leaving: an archive of everything somebody has here, and the end of an account."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint

SIGNPOST = tag.FieldTag(
    "Tells where somebody who left lives now, if they wished so", "One year", export=False, erase="keep"
)


class Departure(models.Model):
    """One archive that somebody asked for; its file lies under the data folder, `secret` is in its address."""

    class State(models.TextChoices):
        ASKED = "asked"
        WORKING = "working"
        READY = "ready"
        FAILED = "failed"
        GONE = "gone"

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    secret = models.CharField(max_length=32)
    parts = models.JSONField(default=list)
    percent = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=20, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(db_default=Now())
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.RECORD, "id person state secret percent doing counts size sha256 problem attempts"),
        (tag.OWN_CHOICE, "parts asked_at ready_at expires_at"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["asked", "working"]), name="departure_one_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="departure_by_person"),
            models.Index(fields=["expires_at"], name="departure_expiry", condition=Q(expires_at__isnull=False)),
        ]


class Farewell(models.Model):
    """Somebody who asked for the end of their account: hidden at once, purged on `due_at`, undone by signing in."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_index=True)
    started_at = models.DateTimeField(null=True, blank=True)
    keeps_signpost = models.BooleanField(default=False)

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "person asked_at due_at keeps_signpost"), (tag.RECORD, "started_at"))


class Forwarding(models.Model):
    """Where somebody lives now; their profile here says so while it stays, and afterwards for as long as they chose."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    address = models.CharField(max_length=500)
    said = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()

    field_tags: ClassVar = tags((tag.PROFILE, "person address said language at"))


class Signpost(models.Model):
    """Where somebody went who left and wanted it said for a year: all that is kept of them then."""

    handle = models.CharField(max_length=30, primary_key=True)
    address = models.CharField(max_length=500)
    until = models.DateTimeField(db_index=True)

    field_tags: ClassVar = tags((SIGNPOST, "handle address until"))
