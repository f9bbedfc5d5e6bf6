"""The rules over the registry of models, shown models that break them."""

from typing import ClassVar

from django.db import models
from django.test.utils import isolate_apps

from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from tests.contracts.registry import foreign_key_problems, save_problems, tag_problems


@isolate_apps("redbridge.notes", "redbridge.feed")
def test_an_upward_foreign_key_by_name_is_seen() -> None:
    class Interest(models.Model):
        class Meta:
            app_label = "feed"

    class Draft(models.Model):
        interest = models.ForeignKey("feed.Interest", models.CASCADE, related_name="+")

        class Meta:
            app_label = "notes"

    [problem] = foreign_key_problems([Interest, Draft])
    assert problem.startswith("notes.Draft.interest points at feed, which is not below notes")


@isolate_apps("redbridge.notes", "redbridge.feed")
def test_a_way_back_up_is_seen() -> None:
    class Note(models.Model):
        class Meta:
            app_label = "notes"

    class Interest(models.Model):
        note = models.ForeignKey(Note, models.CASCADE, related_name="interests")
        others = models.ManyToManyField(Note)

        class Meta:
            app_label = "feed"

    assert len(foreign_key_problems([Note, Interest])) == 2


@isolate_apps("redbridge.notes")
def test_an_untagged_field_and_a_tag_without_field_are_seen() -> None:
    class Note(models.Model):
        title = models.CharField(max_length=10)
        field_tags: ClassVar = tags((tag.RECORD, "id caption"))

        class Meta:
            app_label = "notes"

    missing, needless = tag_problems([Note], {})
    assert missing.startswith("notes.Note.title has no tag")
    assert needless.startswith("notes.Note has no field caption")


@isolate_apps("django.contrib.sessions")
def test_an_untagged_field_of_a_table_from_outside_is_seen() -> None:
    class Session(models.Model):
        class Meta:
            app_label = "sessions"

    [problem] = tag_problems([Session], {})
    assert problem == "sessions.Session.id has no tag: say in redbridge/accounts/outside_tags.py why we keep it."


@isolate_apps("redbridge.notes")
def test_work_on_the_side_of_saving_is_seen() -> None:
    class Note(models.Model):
        class Meta:
            app_label = "notes"

        def save(self) -> None:  # type: ignore[override]  # the breach itself
            raise NotImplementedError

    [problem] = save_problems([Note])
    assert "overrides save()" in problem
