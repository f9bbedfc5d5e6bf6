"""An upload on its way from a file to notes."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint
from redbridge.notes.models import Draft, Note


class WaitingNewcomer(models.Model):
    """Somebody who came while sign-up was closed and left an upload; it becomes theirs when they join."""

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=12, default="en")
    created_at = models.DateTimeField(db_default=Now())
    invited_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.RECORD, "id token_hash language created_at invited_at joined_at"), (tag.CONTACT, "email")
    )

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="newcomer_order")]


class Arrival(models.Model):
    """One upload and what becomes of it.

    The file and the rows read from it lie in the folder of this id under the data folder, never in the database.
    `chosen` is what the person picked in the preview, `consents` which kinds of rows they let us use. `seen`,
    `imported`, `skipped`, `duplicate` and `failed` count rows: the last four add up to the first when it is done.
    """

    class State(models.TextChoices):
        RECEIVING = "receiving"
        UPLOADED = "uploaded"
        SCANNING = "scanning"
        PREVIEWED = "previewed"
        IMPORTING = "importing"
        PAUSED = "paused"
        DONE = "done"
        FAILED = "failed"
        UNDONE = "undone"

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    newcomer = models.ForeignKey(WaitingNewcomer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECEIVING)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    source = models.CharField(max_length=20, blank=True)
    generation = models.CharField(max_length=20, blank=True)
    report = models.JSONField(default=dict, blank=True)
    chosen = models.JSONField(default=dict, blank=True)
    consents = models.JSONField(default=dict, blank=True)
    cursor = models.BigIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    problem_at = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    file_deleted_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.RECORD, "id person newcomer state size received cursor percent attempts created_at updated_at"),
        (tag.RECORD, "seen imported skipped duplicate failed problem problem_at finished_at file_deleted_at"),
        (tag.OWN_CHOICE, "name source generation report chosen consents"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at"], name="arrival_by_person"),
            models.Index(fields=["state", "updated_at"], name="arrival_by_state"),
        ]


class ArrivedItem(models.Model):
    """A post of another place and what it became here; of one post the same person has one."""

    class State(models.TextChoices):
        IMPORTED = "imported"
        SLOT = "slot"  # a private draft that waits for its pictures or its video
        SKIPPED = "skipped"
        FAILED = "failed"
        UNDONE = "undone"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    platform = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    source_id = models.CharField(max_length=80)
    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=State.choices)
    reason = models.CharField(max_length=40, blank=True)
    note = models.ForeignKey(Note, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    content = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.RECORD, "id person platform kind source_id arrival state reason note draft"),
        (tag.OWN_WORDS, "content at"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "platform", "kind", "source_id"], name="arrived_item_once")
        ]
        indexes = [models.Index(fields=["arrival", "state"], name="arrived_item_by_arrival")]


class SourceSwitch(models.Model):
    """The operator's switch for a source; without a row it is open."""

    source = models.CharField(max_length=20, primary_key=True)
    is_open = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    field_tags: ClassVar = tags((tag.OPERATION, "source is_open changed_at"))
