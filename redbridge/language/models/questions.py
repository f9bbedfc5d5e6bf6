"""Slang that people bring in, and phrases that natives explain."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person, Standing
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class SlangSuggestion(models.Model):
    """A term that somebody proposes for the glossary, or a better meaning of one that is there.

    `number` counts approvals; the highest is part of the glossary's version.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    term = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    into = models.CharField(max_length=12)
    short = models.CharField(max_length=80)
    meaning = models.CharField(max_length=300)
    example = models.CharField(max_length=200, blank=True)
    tone = models.CharField(max_length=12, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    votes = models.IntegerField(default=0)
    number = models.PositiveIntegerField(null=True, blank=True, unique=True)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.RECORD, "id votes number state reason decided_by decided_at"),
        (tag.OWN_WORDS, "term language into short meaning example tone person at"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language", "into", "person"],
                name="slang_open_once",
                condition=models.Q(state="proposed"),
            )
        ]
        indexes = [models.Index(fields=["state", "-at"], name="slang_by_state")]


class SlangVote(models.Model):
    """Somebody agrees with a suggestion, or does not."""

    suggestion = models.ForeignKey(SlangSuggestion, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id suggestion person agrees at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["suggestion", "person"], name="slang_vote_once")]


class Question(Standing):
    """“What does this mean?”, asked about a phrase where it stands: `subject` is "note" or "comment"."""

    phrase = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    into = models.CharField(max_length=12)
    subject = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answers = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.RECORD, "id answers"),
        (tag.OWN_WORDS, "phrase language into subject subject_id person at"),
        (tag.MODERATION, Standing.STANDING_FIELDS),
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="question_of_subject"),
            models.Index(fields=["language", "-at"], name="question_by_language"),
        ]


class Answer(Standing):
    """What a native says to a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=500)
    language = models.CharField(max_length=12, blank=True)
    is_accepted = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.RECORD, "id question is_accepted"),
        (tag.OWN_WORDS, "person text language at"),
        (tag.MODERATION, Standing.STANDING_FIELDS),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="answer_once_a_person")]
