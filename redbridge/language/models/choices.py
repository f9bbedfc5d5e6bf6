"""How somebody wants to read."""

from typing import ClassVar

from django.db import models

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class ReadingChoice(models.Model):
    """What happens to texts in a language: nothing, a button, or a translation beneath each."""

    class Choice(models.TextChoices):
        NEVER = "never"
        ASK = "ask"
        ALWAYS = "always"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=12)
    choice = models.CharField(max_length=6, choices=Choice.choices)

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person language choice"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "language"], name="reading_choice_once")]


class ReadingHabits(models.Model):
    """One row a person who changed anything; who has none reads by the defaults.

    `into` is the language of translations, empty for that of the interface. `outside` and `outside_followers` say
    whether engines elsewhere may be given one's public texts and those for followers.
    """

    class Readings(models.TextChoices):
        NONE = "none"
        UNKNOWN = "unknown"
        ALL = "all"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    into = models.CharField(max_length=12, blank=True)
    readings = models.CharField(max_length=7, choices=Readings.choices, default=Readings.UNKNOWN)
    units = models.CharField(max_length=8, blank=True)
    sizes = models.CharField(max_length=8, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    outside = models.BooleanField(default=True)
    outside_followers = models.BooleanField(default=False)

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "person into readings units sizes currency outside outside_followers"))
