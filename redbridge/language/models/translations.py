"""What texts mean in other languages: what engines made of them, and what people made better."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class Translation(models.Model):
    """What an engine made of a text in which everything that must stay as it is was masked.

    `key` is the hash of masked text, pair, engine, its version and that of the glossary; `text_hash` is that of the
    masked text alone, by which a page finds whatever is there for its texts. `words` holds the masks, never names.
    `author` wrote the text that it was made from, and it goes when they do; who wrote the same words may read it, too.
    """

    key = models.CharField(max_length=64, unique=True)
    text_hash = models.CharField(max_length=64)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    rung = models.PositiveSmallIntegerField()
    engine = models.CharField(max_length=40)
    engine_version = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=60, blank=True, default="")
    glossary_version = models.CharField(max_length=20, blank=True)
    words = models.TextField()
    via = models.CharField(max_length=12, blank=True)
    confidence = models.FloatField(default=0)
    doubts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now())
    author = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    field_tags: ClassVar = tags(
        (tag.RECORD, "id key text_hash source target rung engine engine_version glossary_version via confidence"),
        (tag.RECORD, "place words doubts made_at author"),
    )

    class Meta:
        indexes = [models.Index(fields=["text_hash", "target", "rung"], name="translation_of_text")]


class Improvement(models.Model):
    """A translation by a person: the author's counts at once, any other when two agree or the author does.

    `original` and `words` hold masks, so that neither keeps a name or a number of somebody. A pair is shared with
    others only where both wanted it: who translated, and by `author_shares` whose text it is.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    text_hash = models.CharField(max_length=64)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    original = models.TextField()
    words = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    is_authors = models.BooleanField(default=False)
    may_be_shared = models.BooleanField(default=False)
    author_shares = models.BooleanField(default=False)
    votes = models.IntegerField(default=0)
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.RECORD, "id text_hash is_authors votes"),
        (tag.OWN_WORDS, "source target original words person author state may_be_shared author_shares at"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text_hash", "target", "person"], name="improvement_once_a_person")
        ]
        indexes = [models.Index(fields=["text_hash", "target", "state"], name="improvement_of_text")]


class ImprovementVote(models.Model):
    """Somebody who knows both languages says that an improvement is right, or is not."""

    improvement = models.ForeignKey(Improvement, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id improvement person agrees at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["improvement", "person"], name="improvement_vote_once")]


class Doubt(models.Model):
    """Somebody says that a translation has the wrong meaning."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id translation person at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation", "person"], name="doubt_once")]
