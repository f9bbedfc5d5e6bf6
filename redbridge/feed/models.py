"""Explore's stored order, the Follow feeds, and what people said they love or do not want to meet."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.notes.models import Note


class ExploreEntry(models.Model):
    """A public note's place on Explore, once for everything (topic "") and once per topic."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+", db_index=False)
    topic = models.CharField(max_length=20, blank=True, default="")
    score = models.FloatField()
    author_id = models.BigIntegerField()
    language = models.CharField(max_length=12, blank=True)

    field_tags: ClassVar = tags((tag.RECORD, "id note topic score author_id language"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "topic"], name="explore_once")]
        # The first one covers a page of Explore: ids come from it alone, hidden people are dropped without a join.
        indexes = [
            models.Index(fields=["topic", "-score", "-note", "author_id"], name="explore_order"),
            models.Index(fields=["author_id", "topic"], name="explore_by_author"),
        ]


class Interest(models.Model):
    """A topic that somebody said they love."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    topic = models.CharField(max_length=20)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person topic created_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="interest_once")]


class HomeEntry(models.Model):
    """A note in the Follow feed of somebody who follows its author.

    It only says where to look: whether the viewer follows the author and may see the note is asked when the feed is
    read. On SQLite the table is WITHOUT ROWID, so that a feed lies in one piece; its keys are not checked by the
    database, which would look up two rows for each one written.
    """

    pk = models.CompositePrimaryKey("viewer", "position", "note")
    viewer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    position = models.BigIntegerField()
    note = models.ForeignKey(Note, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)

    field_tags: ClassVar = tags((tag.RECORD, "pk viewer position note"))


class PulledAuthor(models.Model):
    """Somebody with so many followers that their notes are looked up by readers instead of written into feeds.

    `is_leaving` while they have fewer again and the feeds are being filled: then both happen.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    is_leaving = models.BooleanField(default=False)

    field_tags: ClassVar = tags((tag.RECORD, "person is_leaving"))


class SeedTaste(models.Model):
    """What somebody brought along from elsewhere and kept when they looked it over: topics and languages, weighted.

    It is what any order of notes begins with while nothing is known of what they like here.
    """

    class What(models.TextChoices):
        TOPIC = "topic"
        LANGUAGE = "language"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(max_length=8, choices=What.choices)
    name = models.CharField(max_length=20)
    weight = models.PositiveSmallIntegerField(default=100)  # of a hundred

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person what name weight"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "what", "name"], name="seed_taste_once")]


class MutedWord(models.Model):
    """A word whose notes somebody does not want to meet; `word` is folded, `shown` is how they wrote it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=60)
    shown = models.CharField(max_length=60)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person word shown created_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "word"], name="muted_word_once")]
