"""Pictures, videos and where people show them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person, Standing
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint


class Upload(models.TextChoices):
    """What becomes of an uploaded file once all is made of it: kept for another crop or trim, or dropped."""

    GONE = "gone"
    KEPT = "kept"
    DROP = "drop"


class Picture(Standing):
    """One uploaded or drawn picture and its derivatives on disk."""

    class Progress(models.TextChoices):
        WAITING = "waiting"
        PREVIEW = "preview"
        READY = "ready"
        REFUSED = "refused"

    Source = Upload

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=32)
    progress = models.CharField(max_length=8, choices=Progress.choices, default=Progress.WAITING)
    refusal = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=4, choices=Upload.choices, default=Source.GONE)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    widths = models.JSONField(default=list)
    ratio = models.CharField(max_length=2, default="34")
    color = models.PositiveSmallIntegerField(default=0)
    crop = models.CharField(max_length=2, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    alt = models.CharField(max_length=1500, blank=True)
    alt_language = models.CharField(max_length=12, blank=True)
    is_open = models.BooleanField(default=False)
    is_attached = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (
            tag.RECORD,
            "id owner secret progress refusal source width height widths ratio color sha256 is_open is_attached",
        ),
        (tag.OWN_WORDS, "alt alt_language crop created_at"),
        (tag.MODERATION, Standing.STANDING_FIELDS),
    )

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], name="picture_orphans", condition=models.Q(is_attached=False)),
            models.Index(fields=["created_at"], name="picture_sources", condition=~models.Q(source="gone")),
        ]


class Video(Standing):
    """One uploaded video and what was made of it on disk. Its poster is a picture that the note shows as its cover.

    `received` counts the bytes of `size` that have come; `percent` says how far the work on it is. `sources` lists the
    files that may be played, best first. Times are milliseconds; the trim and `source_duration` are of the uploaded
    file, the others of what is played. `has_pieces` says that they are there in pieces as well (HLS).
    """

    Source = Upload

    class Progress(models.TextChoices):
        UPLOADING = "uploading"
        WAITING = "waiting"
        WORKING = "working"
        READY = "ready"
        REFUSED = "refused"

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=32)
    progress = models.CharField(max_length=9, choices=Progress.choices, default=Progress.UPLOADING)
    percent = models.PositiveSmallIntegerField(default=0)
    refusal = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    received = models.PositiveBigIntegerField(default=0)
    source = models.CharField(max_length=4, choices=Upload.choices, default=Source.KEPT)
    source_duration = models.PositiveIntegerField(default=0)
    duration = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    has_sound = models.BooleanField(default=False)
    trim_start = models.PositiveIntegerField(default=0)
    trim_end = models.PositiveIntegerField(default=0)
    sources = models.JSONField(default=list, blank=True)
    has_pieces = models.BooleanField(default=False)
    poster = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    poster_at = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=False)
    is_attached = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.RECORD, "id owner secret progress percent refusal size received duration width height has_sound sources"),
        (tag.RECORD, "is_open is_attached source source_duration has_pieces"),
        (tag.OWN_WORDS, "name trim_start trim_end poster poster_at created_at"),
        (tag.MODERATION, Standing.STANDING_FIELDS),
    )

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], name="video_orphans", condition=models.Q(is_attached=False)),
            models.Index(fields=["created_at"], name="video_sources", condition=~models.Q(source="gone")),
            models.Index(fields=["owner", "-created_at"], name="video_by_owner"),
        ]


class CaptionTrack(models.Model):
    """What is said in a video, in one language, as WebVTT; `origin` is the language that a machine drafted it from."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="tracks", db_index=False)
    language = models.CharField(max_length=12)
    text = models.TextField(max_length=200_000)
    origin = models.CharField(max_length=12, blank=True, db_default="", default="")
    updated_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.RECORD, "id video"), (tag.OWN_WORDS, "language text origin updated_at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["video", "language"], name="caption_track_once")]


class CaptionDraft(models.Model):
    """Captions that a machine drafts from those in `source`, for their author alone; `done` of `total` lines."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=12)
    source = models.CharField(max_length=12)
    text = models.TextField(max_length=200_000, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.RECORD, "id video done total"), (tag.OWN_WORDS, "language source text at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["video", "language"], name="caption_draft_once")]


class Portrait(models.Model):
    """The picture and the wide cover that a person shows."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cover = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    field_tags: ClassVar = tags((tag.PROFILE, "person picture cover"))
