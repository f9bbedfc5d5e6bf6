"""Reports and decisions."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint


class Subject(models.TextChoices):
    """What can be reported and decided about."""

    NOTE = "note"
    COMMENT = "comment"
    PERSON = "person"
    PICTURE = "picture"
    QUESTION = "question"
    ANSWER = "answer"


class Report(models.Model):
    """Somebody says that something breaks a norm."""

    class State(models.TextChoices):
        OPEN = "open"
        ACTED = "acted"
        DISMISSED = "dismissed"

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    reporter = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=8, choices=Subject.choices)
    subject_id = models.BigIntegerField()
    subject_version = models.PositiveIntegerField(default=1)
    owner = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=20)
    words = models.CharField(max_length=1000, blank=True)
    evidence = models.JSONField(default=dict)
    language = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    decision = models.ForeignKey("Decision", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports")
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.MODERATION, "id reporter subject subject_id subject_version owner reason words evidence language"),
        (tag.MODERATION, "state decision created_at"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"], name="report_queue"),
            models.Index(fields=["subject", "subject_id", "state"], name="report_of_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "subject", "subject_id"],
                name="report_once",
                condition=models.Q(state="open", reporter__isnull=False),
            )
        ]


class Decision(models.Model):
    """What a moderator did, why, and under which version of which rule. Never changed, only followed by another."""

    class Action(models.TextChoices):
        HIDE = "hide"
        RESTORE = "restore"
        SUSPEND = "suspend"
        DISMISS = "dismiss"

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    moderator = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=8, choices=Subject.choices)
    subject_id = models.BigIntegerField()
    owner = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=8, choices=Action.choices)
    rule = models.CharField(max_length=60, blank=True)
    rule_version = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.MODERATION, "id moderator subject subject_id owner action rule rule_version words created_at")
    )

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id", "-id"], name="decision_of_subject")]
