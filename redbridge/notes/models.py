"""Notes, their versions, drafts and hashtags."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person, Standing
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint
from redbridge.media.models import Picture, Video


class Kind(models.TextChoices):
    """Kinds of notes; what is special about one is in `notes/kinds/`."""

    PHOTO = "photo"
    TEXT = "text"
    VIDEO = "video"
    ITINERARY = "itinerary"
    TUTORIAL = "tutorial"
    REVIEW = "review"


class Visibility(models.TextChoices):
    """Who may see a note; unlisted means everyone with the link, and nowhere listed."""

    EVERYONE = "everyone"
    UNLISTED = "unlisted"
    FOLLOWERS = "followers"
    MUTUALS = "mutuals"
    ONLY_ME = "me"


class Quoting(models.TextChoices):
    """Who may quote a note in a note of their own."""

    EVERYONE = "everyone"
    FOLLOWERS = "followers"
    NOBODY = "nobody"


class Note(Standing):
    """Something published. Drafts live in a table of their own, so no query here can leak one.

    `version` rises with everything that makes it look otherwise. `is_listed` says that it stands under its hashtags and
    in its author's count; who may see it is never read from there but from `queries.visible`. `is_answered` says that
    another note answers it or once did, and `is_quote` that it quotes one, also when that one is out of reach by now.
    `is_brought` says that it was elsewhere before (NoteOrigin); `is_claimed` that its author has not proved to be the
    one there: then it stands on their profile, and nowhere where it could be recommended.
    """

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    position = models.BigIntegerField(unique=True)
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=100, blank=True)
    caption = models.TextField(max_length=10_000, blank=True)
    language = models.CharField(max_length=12, blank=True)
    visibility = models.CharField(max_length=9, choices=Visibility.choices, default=Visibility.EVERYONE)
    place = models.CharField(max_length=60, blank=True)
    card_text = models.CharField(max_length=300, blank=True)
    card_style = models.PositiveSmallIntegerField(default=0)
    cover = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    video = models.ForeignKey(Video, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    details = models.JSONField(default=dict, blank=True)
    answers = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    is_answered = models.BooleanField(default=False)
    quotes = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_quote = models.BooleanField(default=False)
    quoting = models.CharField(max_length=9, choices=Quoting.choices, default=Quoting.EVERYONE)
    picture_count = models.PositiveSmallIntegerField(default=0)
    is_listed = models.BooleanField(default=False)
    is_brought = models.BooleanField(default=False, db_default=False)
    is_claimed = models.BooleanField(default=False, db_default=False)
    published_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.RECORD, "id position version picture_count is_listed is_answered is_quote created_at deleted_at"),
        (tag.RECORD, "is_brought is_claimed"),
        (tag.OWN_WORDS, "author kind title caption language place card_text card_style cover video details"),
        (tag.OWN_WORDS, "answers quotes published_at edited_at"),
        (tag.OWN_CHOICE, "visibility quoting pinned_at"),
        (tag.MODERATION, Standing.STANDING_FIELDS),
    )

    class Meta:
        indexes = [
            models.Index(fields=["author", "-position", "visibility", "deleted_at", "id"], name="note_by_author"),
            models.Index(
                fields=["author", "-pinned_at"], name="note_pinned", condition=models.Q(pinned_at__isnull=False)
            ),
            models.Index(fields=["deleted_at"], name="note_deleted", condition=models.Q(deleted_at__isnull=False)),
            models.Index(
                fields=["answers", "-position"], name="note_answers", condition=models.Q(answers__isnull=False)
            ),
        ]


class NotePicture(models.Model):
    """One picture of a note, in order."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="pictures", db_index=False)
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()

    field_tags: ClassVar = tags((tag.OWN_WORDS, "id note picture order"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "order"], name="note_picture_order")]


class NoteVersion(models.Model):
    """How a note read before an edit; decisions and translations name the version.

    `audience` is who could see it when it was replaced: nobody new comes to see it because the note opened later.
    """

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions", db_index=False)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=100, blank=True)
    caption = models.TextField(max_length=10_000, blank=True)
    language = models.CharField(max_length=12, blank=True)
    place = models.CharField(max_length=60, blank=True)
    card_text = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict, blank=True)
    picture_ids = models.JSONField(default=list)
    video = models.ForeignKey(Video, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=9, choices=Visibility.choices, default=Visibility.ONLY_ME)
    at = models.DateTimeField()

    field_tags: ClassVar = tags(
        (tag.RECORD, "id note version audience"),
        (tag.OWN_WORDS, "title caption language place card_text details picture_ids video at"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="note_version_once")]


class NoteOrigin(models.Model):
    """Where a note was before it was brought here, so that bringing it again finds it.

    `platform` and `first_published_at` are what its author's export says; nobody checked the date. `url` is shown only
    while the author's handle there is proved. `reintroduced_at` is when the author showed it anew from the archive.
    """

    note = models.OneToOneField(Note, on_delete=models.CASCADE, primary_key=True, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    origin = models.CharField(max_length=200)
    platform = models.CharField(max_length=20, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True)
    url = models.CharField(max_length=600, blank=True)
    imported_at = models.DateTimeField(db_default=Now())
    reintroduced_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.RECORD, "note author origin imported_at"),
        (tag.OWN_WORDS, "platform first_published_at url reintroduced_at"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "origin"], name="note_origin_once")]
        indexes = [
            models.Index(
                fields=["author", "reintroduced_at"],
                name="note_origin_anew",
                condition=models.Q(reintroduced_at__isnull=False),
            )
        ]


class FormerPicture(models.Model):
    """A picture that a version of a note showed before an edit, so that its file can be asked for."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+", db_index=False)
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="+")

    field_tags: ClassVar = tags((tag.RECORD, "id note picture"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "picture"], name="former_picture_once")]


class Draft(models.Model):
    """What somebody is writing, kept on the server; `note` is set while they edit a published one.

    `parked` holds the details of the kinds that it was before, so that trying another kind loses nothing. `apart` holds
    what another device wrote into the same fields meanwhile, until the author chooses. `missed_at` is when it should
    have gone out and could not. `is_brought` says that it came with an import, and so counts for nothing.

    Its id is the id of the note, before and after: so sending the same draft twice cannot make two notes.
    """

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PHOTO)
    title = models.CharField(max_length=100, blank=True)
    caption = models.TextField(max_length=10_000, blank=True)
    language = models.CharField(max_length=12, blank=True)
    visibility = models.CharField(max_length=9, choices=Visibility.choices, default=Visibility.EVERYONE)
    place = models.CharField(max_length=60, blank=True)
    card_text = models.CharField(max_length=300, blank=True)
    card_style = models.PositiveSmallIntegerField(default=0)
    cover_index = models.PositiveSmallIntegerField(default=0)
    video = models.ForeignKey(Video, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    details = models.JSONField(default=dict, blank=True)
    answers = models.ForeignKey(Note, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    quotes = models.ForeignKey(Note, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    quoting = models.CharField(max_length=9, choices=Quoting.choices, default=Quoting.EVERYONE)
    parked = models.JSONField(default=dict, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)
    publish_zone = models.CharField(max_length=64, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)
    apart = models.JSONField(default=dict, blank=True)
    is_brought = models.BooleanField(default=False, db_default=False)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.RECORD, "id author note revision created_at"),
        (
            tag.OWN_WORDS,
            "kind title caption language visibility place card_text card_style cover_index video details updated_at",
        ),
        (tag.OWN_WORDS, "parked apart answers quotes"),
        (tag.OWN_CHOICE, "quoting publish_at publish_zone"),
        (tag.RECORD, "missed_at is_brought"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["author", "-updated_at"], name="draft_by_author"),
            models.Index(fields=["publish_at"], name="draft_due", condition=models.Q(publish_at__isnull=False)),
        ]
        constraints = [models.UniqueConstraint(fields=["note"], name="draft_per_note")]


class DraftRevision(models.Model):
    """How a draft read at one of its last revisions: what a device that comes back had before it."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+", db_index=False)
    revision = models.PositiveIntegerField()
    content = models.JSONField(default=dict)

    field_tags: ClassVar = tags((tag.RECORD, "id draft revision"), (tag.OWN_WORDS, "content"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "revision"], name="draft_revision_once")]


class DraftPicture(models.Model):
    """One picture of a draft, in order."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pictures", db_index=False)
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()

    field_tags: ClassVar = tags((tag.OWN_WORDS, "id draft picture order"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "picture"], name="draft_picture_once")]


class Hashtag(models.Model):
    """A tag as people write it; `name` is its folded form."""

    name = models.CharField(max_length=60, unique=True)
    shown = models.CharField(max_length=60)
    note_count = models.PositiveIntegerField(default=0)

    field_tags: ClassVar = tags((tag.RECORD, "id name shown note_count"))


class NoteHashtag(models.Model):
    """A public note under a tag, ordered by the note's position."""

    hashtag = models.ForeignKey(Hashtag, on_delete=models.CASCADE, related_name="+", db_index=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="hashtags")
    position = models.BigIntegerField()

    field_tags: ClassVar = tags((tag.RECORD, "id hashtag note position"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hashtag", "note"], name="note_hashtag_once")]
        indexes = [models.Index(fields=["hashtag", "-position", "note"], name="note_hashtag_newest")]


class NoteMention(models.Model):
    """A person named in a note."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    field_tags: ClassVar = tags((tag.RECORD, "id note person"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="note_mention_once")]


class NoteTally(models.Model):
    """How many listed notes somebody has, kept by the actions so that no page counts rows."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    notes = models.PositiveIntegerField(default=0)

    field_tags: ClassVar = tags((tag.RECORD, "person notes"))


class Thing(models.Model):
    """What reviews are about: called, priced and found as their authors say, whether or not it is sold here.

    It is made by its first listed review. `review_count` and `rating_sum` count the last review of each author; ratings
    are halves of a star, 1 to 10.
    """

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    brand = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=12, blank=True)
    barcode = models.CharField(max_length=14, blank=True)
    link = models.CharField(max_length=500, blank=True)
    review_count = models.PositiveIntegerField(default=0)
    rating_sum = models.PositiveIntegerField(default=0)

    field_tags: ClassVar = tags((tag.RECORD, "id brand name language barcode link review_count rating_sum"))


class ThingKey(models.Model):
    """One of the names by which reviews find the same thing: a product code, an address, a brand with a name."""

    key = models.CharField(max_length=80, unique=True)
    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="+")

    field_tags: ClassVar = tags((tag.RECORD, "id key thing"))


class ThingTally(models.Model):
    """How many reviews of a thing say the same: a rating, an advantage, a price in a currency with its range."""

    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(max_length=8)
    key = models.CharField(max_length=64)
    shown = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12, blank=True)
    count = models.PositiveIntegerField(default=0)
    least = models.BigIntegerField(null=True, blank=True)
    most = models.BigIntegerField(null=True, blank=True)

    field_tags: ClassVar = tags((tag.RECORD, "id thing what key shown language count least most"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "what", "key"], name="thing_tally_once")]
        indexes = [models.Index(fields=["thing", "what", "-count"], name="thing_tally_first")]


class NoteReview(models.Model):
    """A listed review of a thing. Of several by one author only the last is counted; `tallied` is what it added."""

    note = models.OneToOneField(Note, on_delete=models.CASCADE, primary_key=True, related_name="+")
    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    position = models.BigIntegerField()
    rating = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, blank=True)
    price = models.BigIntegerField(null=True, blank=True)
    is_counted = models.BooleanField(default=False)
    tallied = models.JSONField(default=list)

    field_tags: ClassVar = tags((tag.RECORD, "note thing author position rating currency price is_counted tallied"))

    class Meta:
        indexes = [
            models.Index(fields=["thing", "-position", "note"], name="review_newest"),
            models.Index(fields=["thing", "rating", "position", "note"], name="review_by_rating"),
            models.Index(fields=["thing", "author", "-position"], name="review_by_author"),
            models.Index(
                fields=["thing", "currency", "price"],
                name="review_prices",
                condition=models.Q(is_counted=True, price__isnull=False),
            ),
        ]
