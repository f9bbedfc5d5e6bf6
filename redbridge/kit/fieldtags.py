"""What a model field is for, how long it is kept, whether an export holds it and what erasure does to it."""

from dataclasses import dataclass
from typing import Literal

Erase = Literal["delete", "anonymize", "keep"]


@dataclass(frozen=True)
class FieldTag:
    """Purpose and retention are sentences for the privacy page."""

    purpose: str
    retention: str
    export: bool
    erase: Erase


RECORD = FieldTag("Technical record", "As long as the row it belongs to", export=False, erase="delete")
OWN_WORDS = FieldTag("What somebody wrote or made", "Until they delete it", export=True, erase="delete")
OWN_CHOICE = FieldTag("What somebody chose or did here", "Until they change or undo it", export=True, erase="delete")
PROFILE = FieldTag("Shown on somebody's profile", "Until they change it", export=True, erase="delete")
SIGN_IN = FieldTag("Lets somebody sign in", "Until the account ends", export=False, erase="delete")
CONTACT = FieldTag("Reaches somebody by mail", "Until they change it", export=True, erase="delete")
AGE = FieldTag("Keeps the rules for young people", "Until the account ends", export=True, erase="delete")
MODERATION = FieldTag(
    "Reasons for decisions and appeals", "183 days after the decision", export=True, erase="anonymize"
)
OPERATION = FieldTag("Keeps the site running", "30 days", export=False, erase="delete")
SECURITY = FieldTag("Protects accounts and the site", "90 days", export=True, erase="delete")


def tags(*groups: tuple[FieldTag, str]) -> dict[str, FieldTag]:
    """A mapping of field name to tag from pairs of a tag and field names separated by blanks."""
    found: dict[str, FieldTag] = {}
    for tag, names in groups:
        for name in names.split():
            if name in found:
                raise ValueError(f"{name} is tagged twice")
            found[name] = tag
    return found
