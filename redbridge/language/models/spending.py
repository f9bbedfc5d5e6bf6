"""What engines cost, what is under way, and what left this server."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class Spending(models.Model):
    """What an engine was given on a day (UTC), and how often what it once made was there already."""

    day = models.DateField()
    engine = models.CharField(max_length=40)
    characters = models.PositiveBigIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    hits = models.PositiveIntegerField(default=0)

    field_tags: ClassVar = tags((tag.OPERATION, "id day engine characters requests failures hits"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "engine"], name="spending_once")]


class Attempt(models.Model):
    """A translation under way or failed: nobody asks for the same twice at once, nor at once again after a failure.

    `owner` is the process that is at it, empty after a failure: what a dead one began may be begun anew.
    """

    key = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField(db_default=Now())
    not_before = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=20, blank=True)
    owner = models.CharField(max_length=80, blank=True, default="")

    field_tags: ClassVar = tags((tag.OPERATION, "key started_at not_before failures reason owner"))


class Sending(models.Model):
    """A text of somebody that was given to an engine elsewhere: which and how long, never the text itself."""

    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text_hash = models.CharField(max_length=64)
    characters = models.PositiveIntegerField()
    privacy = models.CharField(max_length=10)
    engine = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.SECURITY, "id author text_hash characters privacy engine at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "text_hash", "engine"], name="sending_once")]
        indexes = [models.Index(fields=["at"], name="sending_by_time")]
