"""Likes, comments, saves and collections, and their counts."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext

from redbridge.accounts.models import Person, Standing
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint
from redbridge.media.models import Picture
from redbridge.notes.models import Note


class Tally(models.Model):
    """Counts of one note, kept by the actions so that no page counts rows."""

    note = models.OneToOneField(Note, on_delete=models.CASCADE, primary_key=True, related_name="+")
    likes = models.PositiveIntegerField(default=0)
    saves = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)

    field_tags: ClassVar = tags((tag.RECORD, "note likes saves comments"))


class NoteLike(models.Model):
    """One person's like of a note."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person note created_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "note"], name="note_like_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="note_like_newest"),
            models.Index(fields=["note", "-id"], name="note_like_of_note"),
        ]


class Comment(Standing):
    """A comment on a note, or a reply to one; replies have no replies."""

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies", db_index=False
    )
    answers = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=12, blank=True)
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    likes = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.RECORD, "id note parent answers likes reply_count version deleted_at"),
        (tag.OWN_WORDS, "author text language picture created_at edited_at"),
        (tag.MODERATION, Standing.STANDING_FIELDS),
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["note", "-likes", "-id"], name="comment_best_first", condition=models.Q(parent__isnull=True)
            ),
            models.Index(fields=["parent", "id"], name="comment_replies"),
            models.Index(fields=["note", "author"], name="comment_people"),
            models.Index(fields=["author", "-id"], name="comment_by_author"),
            models.Index(fields=["deleted_at"], name="comment_deleted", condition=models.Q(deleted_at__isnull=False)),
        ]


class CommentLike(models.Model):
    """One person's like of a comment."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person comment created_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "comment"], name="comment_like_once")]
        indexes = [models.Index(fields=["comment", "-id"], name="comment_like_newest")]


class Collection(models.Model):
    """A named place for saved notes, private unless opened; the default one has no name until it gets one."""

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60, blank=True)
    is_private = models.BooleanField(default=True)
    is_default = models.BooleanField(default=False)
    save_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.RECORD, "id owner is_default save_count"), (tag.OWN_WORDS, "name is_private created_at")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="collection_name_once"),
            models.UniqueConstraint(
                fields=["owner"], name="collection_default_once", condition=models.Q(is_default=True)
            ),
        ]

    @property
    def shown_name(self) -> str:
        """The name its owner chose, or the reader's word for the default collection."""
        return self.name or gettext("Saved")


class Save(models.Model):
    """A note kept in a collection; in one collection at a time."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+", db_index=False)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person note collection created_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "note"], name="save_once")]
        indexes = [
            models.Index(fields=["collection", "-id"], name="save_newest"),
            models.Index(fields=["person", "-id"], name="save_by_person"),
            models.Index(fields=["note", "-id"], name="save_of_note"),
        ]
