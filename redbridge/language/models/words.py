"""Words that somebody knows or learns."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class Word(models.Model):
    """A word of somebody's: known, or saved with the sentence and the note in which they met it.

    `card` is the state of spaced repetition (FSRS), empty for a known word; `note_id` may lead to a note that is gone.
    """

    class State(models.TextChoices):
        KNOWN = "known"
        SAVED = "saved"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=12)
    word = models.CharField(max_length=40)
    state = models.CharField(max_length=5, choices=State.choices)
    sentence = models.CharField(max_length=300, blank=True)
    note_id = models.BigIntegerField(null=True, blank=True)
    card = models.JSONField(default=dict, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    reviews = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.OWN_CHOICE, "id person language word state sentence note_id card due_at reviews at")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "language", "word"], name="word_once")]
        indexes = [models.Index(fields=["person", "due_at"], name="word_due")]
