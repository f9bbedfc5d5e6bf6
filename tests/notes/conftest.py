"""Short words for publishing in a test."""

from typing import Any

from redbridge.accounts.models import Person
from redbridge.media import actions as media
from redbridge.media.folders import new_secret
from redbridge.media.models import Picture
from redbridge.notes import actions as notes
from redbridge.notes.models import Note
from tests.file_database import file_database
from tests.media.sources import jpeg

__all__ = ["file_database"]


def upload(person: Person, **size: Any) -> int:
    """A real picture, through the pipeline."""
    return media.upload_picture(person, source=jpeg(**size)).id


def row(person: Person) -> int:
    """A picture without files, where only its row matters."""
    return Picture.objects.create(owner=person, secret=new_secret(), progress="ready", widths=[480]).id


def publish(person: Person, **said: Any) -> Note:
    if "picture_ids" not in said:
        said["picture_ids"] = [row(person)]
    return notes.publish_note(person, **said)
