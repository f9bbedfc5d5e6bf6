"""The first days of a newcomer, and locals who help."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class FirstStep(models.Model):
    """A step of the first week that somebody took or skipped."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    step = models.CharField(max_length=20)
    is_skipped = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person step is_skipped at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "step"], name="first_step_once")]


class Helping(models.Model):
    """Somebody who knows their way and offers to help; `answers` counts newcomers whom they answered."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    is_mentor = models.BooleanField(default=False)
    languages = models.JSONField(default=list, blank=True)
    answers = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags((tag.PROFILE, "person is_mentor languages answers since ended_at"))


class Mentoring(models.Model):
    """A newcomer who asked for company, and the local who said yes; never an adult with a minor."""

    class State(models.TextChoices):
        ASKED = "asked"
        OFFERED = "offered"
        ACTIVE = "active"
        ENDED = "ended"
        DECLINED = "declined"

    newcomer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    mentor = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=12, blank=True)
    wish = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id newcomer mentor language wish state asked_at ended_at"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mentor__isnull=True) | ~Q(mentor=F("newcomer")), name="mentor_is_another"
            ),
            models.UniqueConstraint(
                fields=["newcomer"],
                condition=Q(state__in=["asked", "offered", "active"]),
                name="mentoring_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="mentoring_by_state")]
