"""People, how they sign in, and what they prefer."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags
from redbridge.kit.ids import mint

HELD = tag.FieldTag("Keeps the name of somebody who left from impostors", "One year", export=False, erase="keep")
SENT = tag.FieldTag("Keeps a program from doing the same twice", "24 hours", export=False, erase="delete")


class Standing(models.Model):
    """What moderation has decided about a thing; only `trust` changes it, and its author always sees it."""

    class State(models.TextChoices):
        VISIBLE = "visible"
        LIMITED = "limited"
        HELD = "held"
        HIDDEN = "hidden"
        SUSPENDED = "suspended"
        TERMINATED = "terminated"

    standing = models.CharField(max_length=12, choices=State.choices, default=State.VISIBLE)
    standing_until = models.DateTimeField(null=True, blank=True)
    standing_regions = models.JSONField(default=list, blank=True)
    standing_rule = models.CharField(max_length=60, blank=True)
    standing_rule_version = models.CharField(max_length=20, blank=True)
    standing_case = models.BigIntegerField(null=True, blank=True)

    STANDING_FIELDS = "standing standing_until standing_regions standing_rule standing_rule_version standing_case"

    class Meta:
        abstract = True


class Person(Standing):
    """The author of anything. A sign-in is optional: people of other servers have none."""

    class AgeBand(models.TextChoices):
        TEEN = "teen"
        ADULT = "adult"

    id = models.BigAutoField(primary_key=True, default=mint, editable=False)
    handle = models.CharField(max_length=30)
    host = models.CharField(max_length=253, blank=True, default="")
    name = models.CharField(max_length=50)
    name_key = models.CharField(max_length=100, blank=True)
    bio = models.CharField(max_length=500, blank=True)
    bio_language = models.CharField(max_length=12, blank=True)
    links = models.JSONField(default=list, blank=True)
    reads = models.JSONField(default=list, blank=True)
    writes = models.JSONField(default=list, blank=True)
    learns = models.JSONField(default=list, blank=True)
    from_place = models.CharField(max_length=60, blank=True)
    from_platform = models.CharField(max_length=30, blank=True)
    region = models.CharField(max_length=2, blank=True)
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, default=AgeBand.ADULT)
    age_turns_on = models.DateField(null=True, blank=True)
    is_private = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.RECORD, "id host is_demo version closed_at"),
        (
            tag.PROFILE,
            "handle name name_key bio bio_language links reads writes learns from_place from_platform created_at",
        ),
        (tag.OWN_CHOICE, "is_private region"),
        (tag.AGE, "age_band age_turns_on"),
        (tag.MODERATION, Standing.STANDING_FIELDS),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handle", "host"], name="person_address")]
        indexes = [
            models.Index(fields=["name_key"], name="person_name"),
            models.Index(fields=["closed_at"], name="person_closed", condition=models.Q(closed_at__isnull=False)),
            models.Index(fields=["age_turns_on"], name="person_turns", condition=models.Q(age_turns_on__isnull=False)),
        ]

    @property
    def address(self) -> str:
        """`name` here, `name@host` elsewhere."""
        return f"{self.handle}@{self.host}" if self.host else self.handle

    @property
    def is_shown(self) -> bool:
        """Whether strangers may see this person at all."""
        return self.closed_at is None and self.standing in {self.State.VISIBLE, self.State.LIMITED}


class SignInManager(BaseUserManager["SignIn"]):
    """What Django and allauth need to look a sign-in up."""

    def get_by_natural_key(self, username: str | None) -> "SignIn":
        return self.get(username=(username or "").lower())


class SignIn(AbstractBaseUser):
    """Credentials of a person of this server; `username` is the handle."""

    username = models.CharField(max_length=30, unique=True)
    email = models.EmailField(blank=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="sign_in", null=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    is_moderator = models.BooleanField(default=False)
    date_joined = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = SignInManager()

    field_tags: ClassVar = tags(
        (tag.SIGN_IN, "id username password person is_active is_operator is_moderator last_login date_joined"),
        (tag.CONTACT, "email"),
    )


class Preferences(models.Model):
    """What somebody chose for their own eyes."""

    class Theme(models.TextChoices):
        SYSTEM = "system"
        LIGHT = "light"
        DARK = "dark"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="preferences")
    language = models.CharField(max_length=12, default="en")
    theme = models.CharField(max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    data_saver = models.BooleanField(default=False)
    autoplay = models.BooleanField(default=True)
    likes_are_public = models.BooleanField(default=False)
    shortcuts = models.BooleanField(default=True)
    first_run_done_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.RECORD, "person first_run_done_at"),
        (tag.OWN_CHOICE, "language theme data_saver autoplay likes_are_public shortcuts"),
    )


class Invitation(models.Model):
    """A link that lets one person join while sign-up is by invitation; only its hash is stored."""

    class Purpose(models.TextChoices):
        JOIN = "join"
        OPERATOR = "operator"
        RESET = "reset"

    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    sign_in = models.ForeignKey(SignIn, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags((tag.SECURITY, "id token_hash purpose sign_in made_by created_at expires_at used_at"))


class Site(models.Model):
    """The one row of what the operator chose for the whole site."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=60, default="Redbridge")
    languages = models.JSONField(default=list)
    region = models.CharField(max_length=2, blank=True)
    sign_up = models.CharField(max_length=6, blank=True)
    trusted_proxies = models.JSONField(default=list)
    contact = models.CharField(max_length=200, blank=True)
    set_up_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.OPERATION, "id name languages region sign_up trusted_proxies contact set_up_at"),
    )


class Consent(models.Model):
    """Append-only: what somebody agreed to or withdrew, in which words and when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    given = models.BooleanField()
    at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags((tag.OWN_CHOICE, "id person purpose text_version language given at"))


class HandleHold(models.Model):
    """A handle nobody may take: words of the site, and names of people who left."""

    handle = models.CharField(max_length=30, primary_key=True)
    reason = models.CharField(max_length=20)
    until = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags((HELD, "handle reason until"))


class AccessToken(models.Model):
    """Lets a program act for somebody, within its scopes. Only the hash is stored; `prefix` is shown to its owner."""

    sign_in = models.ForeignKey(SignIn, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    field_tags: ClassVar = tags(
        (tag.SECURITY, "id sign_in token_hash prefix name scopes created_at expires_at used_on")
    )


class Receipt(models.Model):
    """What was answered to something that a program sent under a key of its own; `status` is 0 until it is done."""

    token = models.ForeignKey(AccessToken, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    field_tags: ClassVar = tags((SENT, "id token key request_hash status body at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="receipt_once")]
        indexes = [models.Index(fields=["at"], name="receipt_at")]
