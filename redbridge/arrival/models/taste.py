"""What somebody liked elsewhere, as far as they let us use it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.notes.models import Note


class TasteBrought(models.Model):
    """Topics, hashtags and words to mute read from an export, offered until the person picks or drops them."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    topics = models.JSONField(default=dict, blank=True)
    hashtags = models.JSONField(default=list, blank=True)
    muted_words = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    collections = models.JSONField(default=list, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    field_tags: ClassVar = tags(
        (tag.OWN_CHOICE, "person topics hashtags muted_words languages collections"),
        (tag.RECORD, "taken_at updated_at"),
    )


class SeenKey(models.Model):
    """A keyed id of something liked, saved, reposted or watched elsewhere; equal ones say that two people are alike."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    platform = models.CharField(max_length=20)
    section = models.CharField(max_length=10)
    token = models.CharField(max_length=64)
    key_version = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.RECORD, "id person platform section token key_version created_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "platform", "section", "token"], name="seen_key_once")]
        indexes = [models.Index(fields=["token"], name="seen_key_by_token")]


class NoteKey(models.Model):
    """The id under which a brought note was known elsewhere, so that somebody who kept it there finds it here.

    It is keyed once with each key whose tokens still stand, as nobody can key those of a reader anew.
    """

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+", db_index=False)
    platform = models.CharField(max_length=20)
    token = models.CharField(max_length=64)
    key_version = models.PositiveSmallIntegerField(default=1)

    field_tags: ClassVar = tags((tag.RECORD, "id note platform token key_version"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "key_version"], name="note_key_once")]
        indexes = [models.Index(fields=["token"], name="note_key_by_token")]
