"""What people say about themselves and choose for their own eyes."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import languages, words
from redbridge.accounts.events import PersonChanged
from redbridge.accounts.models import Consent, Person, Preferences
from redbridge.events import announce
from redbridge.kit.errors import NotAllowed, Refused

PLATFORMS = (
    "TikTok",
    "Xiaohongshu",
    "Instagram",
    "Facebook",
    "Douyin",
    "Weibo",
    "Pinterest",
    "YouTube",
    "Mastodon",
    "Pixelfed",
    "Bluesky",
    "Tumblr",
    "Twitter",
)
LONGEST_BIO = 500
LONGEST_PLACE = 60
LONGEST_TAG = 12


def update_profile(
    actor: Person,
    *,
    name: str | None = None,
    bio: str | None = None,
    bio_language: str | None = None,
    links: list[str] | None = None,
    reads: Iterable[str] | None = None,
    writes: Iterable[str] | None = None,
    learns: Iterable[str] | None = None,
    from_place: str | None = None,
    from_platform: str | None = None,
    is_private: bool | None = None,
) -> Person:
    """Change what is given and leave the rest. Refused names the field. Announces PersonChanged if anything changed.

    What a stop being private does to waiting requests is `follows`' part.
    """
    wanted = _cleaned(name=name, bio=bio, links=links, from_place=from_place, from_platform=from_platform)
    if bio_language is not None:
        wanted["bio_language"] = bio_language[:LONGEST_TAG]
    for field, codes in (("reads", reads), ("writes", writes), ("learns", learns)):
        if codes is not None:
            wanted[field] = languages.clean_tags(codes)
    if is_private is not None:
        wanted["is_private"] = is_private
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=actor.id)
        if person.closed_at or person.standing == Person.State.TERMINATED:
            raise NotAllowed(_("Your account cannot do this at the moment."))
        changed = [field for field, value in wanted.items() if getattr(person, field) != value]
        if changed:
            for field in changed:
                setattr(person, field, wanted[field])
            person.version += 1
            person.save(update_fields=[*changed, "version"])
            announce(PersonChanged(person.id))
    for field in ("version", *wanted):
        setattr(actor, field, getattr(person, field))
    return person


def set_preferences(
    actor: Person,
    *,
    language: str | None = None,
    theme: str | None = None,
    data_saver: bool | None = None,
    autoplay: bool | None = None,
    likes_are_public: bool | None = None,
    shortcuts: bool | None = None,
) -> Preferences:
    """Change what is given and leave the rest."""
    if language is not None and language not in dict(settings.LANGUAGES):
        raise Refused(_("Choose a language from the list."), field="language", code="language")
    if theme is not None and theme not in Preferences.Theme.values:
        raise Refused(_("Choose a theme from the list."), field="theme", code="theme")
    given: dict[str, Any] = {
        "language": language,
        "theme": theme,
        "data_saver": data_saver,
        "autoplay": autoplay,
        "likes_are_public": likes_are_public,
        "shortcuts": shortcuts,
    }
    wanted = {field: value for field, value in given.items() if value is not None}
    return Preferences.objects.update_or_create(person=actor, defaults=wanted)[0]


def choose_language(actor: Person, *, language: str) -> Preferences:
    """The language of the site and of mail."""
    return set_preferences(actor, language=language)


def finish_first_run(actor: Person) -> None:
    """Never ask the welcome questions again."""
    Preferences.objects.update_or_create(person=actor, defaults={"first_run_done_at": timezone.now()})


def give_consent(actor: Person, *, purpose: str, text_version: str, language: str, given: bool) -> None:
    """Write down that somebody agreed to or took back something; rows are only ever added."""
    Consent.objects.create(
        person=actor, purpose=purpose, text_version=text_version, language=language[:12], given=given
    )


def turn_of_age() -> int:
    """Move everybody whose date has come to the adult band; what they chose stays as it is."""
    due = Person.objects.filter(age_turns_on__lte=timezone.localdate())
    return due.update(age_band=Person.AgeBand.ADULT, age_turns_on=None)


def _cleaned(
    *,
    name: str | None,
    bio: str | None,
    links: list[str] | None,
    from_place: str | None,
    from_platform: str | None,
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if name is not None:
        found["name"] = words.clean_name(name)
        found["name_key"] = words.name_key(found["name"])
    if bio is not None:
        found["bio"] = words.clean_lines(bio, field="bio", longest=LONGEST_BIO)
    if links is not None:
        found["links"] = words.clean_links(links)
    if from_place is not None:
        found["from_place"] = words.clean_line(from_place, field="from_place", longest=LONGEST_PLACE)
    if from_platform is not None:
        if from_platform and from_platform not in PLATFORMS:
            raise Refused(_("Choose a platform from the list."), field="from_platform", code="platform")
        found["from_platform"] = from_platform
    return found
