"""Whose the rows of every table are: the one register that archives, erasure and the privacy page are made from.

A table is in `HOLDINGS` when its rows can lead to a person, else in `LOOSE`; a test fails for one that is in neither.
What a field is for, whether an archive holds it and what erasure does to it is said by its tag in the model.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from redbridge.accounts.models import Person
from redbridge.accounts.outside_tags import OUTSIDE_TAGS
from redbridge.kit.fieldtags import FieldTag


@dataclass(frozen=True)
class Holding:
    """`whose` leads from a row to the person whose it is, with the fields that this person is not shown.

    Those are secrets, and what would tell of somebody else. `about` are fields that only name somebody else; `empties`
    those of them who take the words of an anonymized row along. `only` narrows what an archive takes, never erasure.
    """

    whose: dict[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    empties: tuple[str, ...] = ()
    only: dict[str, Any] = field(default_factory=dict)


NOT_DELETED = {"deleted_at__isnull": True}
_OF_NOTE = {"note__author": ""}
_OF_PERSON = {"person": ""}

HOLDINGS: dict[str, Holding] = {
    "account.EmailAddress": Holding({"user__person": ""}),
    "account.EmailConfirmation": Holding({"email_address__user__person": ""}),
    "mfa.Authenticator": Holding({"user__person": ""}),
    "usersessions.UserSession": Holding({"user__person": "session_key data"}),
    "accounts.Person": Holding({"id": ""}),
    "accounts.SignIn": Holding(_OF_PERSON),
    "accounts.Preferences": Holding(_OF_PERSON),
    "accounts.Invitation": Holding({"sign_in__person": "token_hash made_by", "made_by": "token_hash sign_in"}),
    "accounts.Consent": Holding(_OF_PERSON),
    "accounts.AccessToken": Holding({"sign_in__person": "token_hash"}),
    "accounts.Receipt": Holding({"token__sign_in__person": ""}),
    "media.Picture": Holding({"owner": ""}),
    "media.Video": Holding({"owner": ""}),
    "media.CaptionTrack": Holding({"video__owner": ""}),
    "media.CaptionDraft": Holding({"video__owner": ""}),
    "media.Portrait": Holding(_OF_PERSON),
    "language.Translation": Holding({"author": ""}),
    "language.Improvement": Holding({"person": "author"}, about=("author",)),
    "language.ImprovementVote": Holding(_OF_PERSON),
    "language.Doubt": Holding(_OF_PERSON),
    "language.Sending": Holding({"author": ""}),
    "language.ReadingChoice": Holding(_OF_PERSON),
    "language.ReadingHabits": Holding(_OF_PERSON),
    "language.Word": Holding(_OF_PERSON),
    "language.SlangSuggestion": Holding({"person": "decided_by"}, about=("decided_by",)),
    "language.SlangVote": Holding(_OF_PERSON),
    "language.Question": Holding(_OF_PERSON),
    "language.Answer": Holding(_OF_PERSON),
    "follows.Follow": Holding({"follower": "", "followed": ""}),
    "follows.FollowTally": Holding(_OF_PERSON),
    "follows.Block": Holding({"blocker": ""}, about=("blocked",)),
    "follows.Mute": Holding({"muter": ""}, about=("muted",)),
    "notes.Note": Holding({"author": ""}, only=NOT_DELETED),
    "notes.NotePicture": Holding(_OF_NOTE, only={"note__deleted_at__isnull": True}),
    "notes.NoteVersion": Holding(_OF_NOTE, only={"note__deleted_at__isnull": True}),
    "notes.NoteOrigin": Holding({"author": ""}, only={"note__deleted_at__isnull": True}),
    "notes.FormerPicture": Holding(_OF_NOTE),
    "notes.Draft": Holding({"author": ""}),
    "notes.DraftRevision": Holding({"draft__author": ""}),
    "notes.DraftPicture": Holding({"draft__author": ""}),
    "notes.NoteHashtag": Holding(_OF_NOTE),
    "notes.NoteMention": Holding(_OF_NOTE, about=("person",)),
    "notes.NoteTally": Holding(_OF_PERSON),
    "notes.NoteReview": Holding({"author": ""}),
    "interactions.Tally": Holding(_OF_NOTE),
    "interactions.NoteLike": Holding(_OF_PERSON),
    "interactions.Comment": Holding({"author": ""}, about=("answers",), only=NOT_DELETED),
    "interactions.CommentLike": Holding(_OF_PERSON),
    "interactions.Collection": Holding({"owner": ""}),
    "interactions.Save": Holding(_OF_PERSON),
    "trust.Report": Holding({"reporter": "owner evidence"}, about=("owner",), empties=("owner",)),
    "trust.Decision": Holding({"owner": "moderator"}, about=("moderator",)),
    "feed.ExploreEntry": Holding(_OF_NOTE),
    "feed.Interest": Holding(_OF_PERSON),
    "feed.SeedTaste": Holding(_OF_PERSON),
    "feed.MutedWord": Holding(_OF_PERSON),
    "feed.HomeEntry": Holding({"viewer": ""}),
    "feed.PulledAuthor": Holding(_OF_PERSON),
    "notifications.Notification": Holding(_OF_PERSON, about=("actor",)),
    "notifications.Bell": Holding(_OF_PERSON),
    "notifications.Choices": Holding(_OF_PERSON),
    "notifications.PushSubscription": Holding(_OF_PERSON),
    "notifications.Digest": Holding(_OF_PERSON),
    "arrival.Finding": Holding(_OF_PERSON),
    "arrival.FriendKey": Holding(_OF_PERSON),
    "arrival.Match": Holding(_OF_PERSON, about=("found",)),
    "arrival.PageLink": Holding(_OF_PERSON),
    "arrival.NoteKey": Holding(_OF_NOTE, only={"note__deleted_at__isnull": True}),
    "arrival.OldHandle": Holding(_OF_PERSON, about=("proved_by",)),
    "arrival.NameClaim": Holding({"person": "bearer decided_by"}, about=("bearer", "decided_by")),
    "arrival.Vouch": Holding(_OF_PERSON),
    "arrival.Arrival": Holding(_OF_PERSON),
    "arrival.ArrivedItem": Holding(_OF_PERSON),
    "arrival.FirstStep": Holding(_OF_PERSON),
    "arrival.Helping": Holding(_OF_PERSON),
    "arrival.Mentoring": Holding({"newcomer": "", "mentor": "wish"}),
    "arrival.TasteBrought": Holding(_OF_PERSON),
    "arrival.SeenKey": Holding(_OF_PERSON),
    "privacy.Departure": Holding(_OF_PERSON),
    "privacy.Farewell": Holding(_OF_PERSON),
    "privacy.Forwarding": Holding(_OF_PERSON),
}

LOOSE: dict[str, str] = {
    "auth.Group": "Of Django, unused",
    "auth.Group_permissions": "Of Django, unused",
    "auth.Permission": "Of Django, unused",
    "contenttypes.ContentType": "Names of tables",
    "sessions.Session": "Ended with the sign-in, before it is deleted",
    "events.Announcement": "Numbers only, forgotten after a week",
    "events.Delivery": "Numbers only, forgotten after a week",
    "events.ClockEntry": "Nothing about people",
    "mail.OutgoingMail": "Erased by the address it goes to",
    "accounts.Site": "What the operator chose",
    "accounts.HandleHold": "Keeps the handle of somebody who left unused for a year, against impostors",
    "notes.Hashtag": "Words that many use; one that nothing carries is forgotten",
    "notes.Thing": "What reviews are about; taken away with its last review",
    "notes.ThingKey": "What reviews are about",
    "notes.ThingTally": "What reviews are about",
    "language.Attempt": "Hashes only, forgotten within days",
    "language.Spending": "Numbers only",
    "arrival.WaitingNewcomer": "Before there is an account; erased by its mail address",
    "arrival.SourceSwitch": "What the operator chose",
    "privacy.Signpost": "The forwarding that somebody who left asked to have kept for a year: a handle and an address",
}


def tags_of(model: type[Model]) -> dict[str, FieldTag]:
    """What each field is for."""
    found: dict[str, FieldTag] = getattr(model, "field_tags", None) or OUTSIDE_TAGS.get(model._meta.label, {})
    return found


def models() -> Iterator[tuple[type[Model], Holding]]:
    """Every table with something of people, in the order of the register."""
    for label, holding in HOLDINGS.items():
        yield apps.get_model(label), holding


def exported_fields(model: type[Model]) -> list[str]:
    """The fields that archives hold, in the order of the model."""
    tags = tags_of(model)
    return [each.name for each in model._meta.local_fields if each.name in tags and tags[each.name].export]


def exported_models() -> Iterator[tuple[type[Model], Holding]]:
    """The tables of which an archive has a file."""
    return ((model, holding) for model, holding in models() if exported_fields(model))


def hidden_fields(holding: Holding, lookup: str) -> set[str]:
    """What the person at the end of this way is not shown."""
    return set(holding.whose[lookup].split())


def rows_of(model: type[Model], person: Person, lookup: str) -> QuerySet[Any]:
    """Rows of the table that lead to the person this way."""
    return QuerySet(model).filter(**{lookup: person.id})


def is_anonymized(model: type[Model], holding: Holding) -> bool:
    """Whether erasure keeps the row and empties it: nothing in it is tagged for deletion, and it can be nobody's."""
    named = [each for each in model._meta.local_fields if each.name in {*holding.whose, *holding.about}]
    return all(tag.erase != "delete" for tag in tags_of(model).values()) and all(each.null for each in named)
