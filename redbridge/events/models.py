"""What happened, who has still to be told, and what runs by the clock."""

from django.db import models
from django.utils import timezone

from redbridge.kit.fieldtags import OPERATION, tags


class Announcement(models.Model):
    """Something that happened, written in the transaction in which it happened."""

    event = models.CharField(max_length=100)
    payload = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    field_tags = tags((OPERATION, "id event payload at"))

    class Meta:
        indexes = [models.Index(fields=["at"], name="events_announcement_at")]


class Delivery(models.Model):
    """One reaction that is owed one announcement."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="+")
    reaction = models.CharField(max_length=200)
    queue = models.CharField(max_length=20)
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    run_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=60, default="")
    leased_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=100, default="")
    error_place = models.CharField(max_length=300, default="")

    field_tags = tags(
        (
            OPERATION,
            (
                "id announcement reaction queue priority state run_at attempts worker leased_until finished_at "
                "error error_place"
            ),
        )
    )

    class Meta:
        # Partial: a row costs only the index of the state it is in, and a full history slows no look.
        indexes = [
            models.Index(
                models.F("queue"),
                models.F("priority").desc(),
                models.F("run_at"),
                models.F("id"),
                name="events_delivery_next",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["leased_until"], name="events_delivery_lease", condition=models.Q(state="running")),
            models.Index(
                fields=["state", "finished_at"],
                name="events_delivery_finished",
                condition=models.Q(state__in=["done", "dead"]),
            ),
        ]


class ClockEntry(models.Model):
    """When something that runs by the clock is due next, and who runs it now."""

    name = models.CharField(max_length=200, unique=True)
    next_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=60, default="")
    leased_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=100, default="")
    error_place = models.CharField(max_length=300, default="")

    field_tags = tags((OPERATION, "id name next_at last_at worker leased_until failures error error_place"))
