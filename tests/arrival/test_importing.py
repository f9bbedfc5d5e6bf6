"""What was chosen comes in: once, with its date, seen by nobody who could not see it there."""

from pathlib import Path

import pytest

from redbridge.accounts.models import Person
from redbridge.arrival import folders
from redbridge.arrival.models import Arrival, ArrivedItem
from redbridge.notes.models import Draft, Note, NoteOrigin
from tests.arrival import baggage
from tests.arrival.exports import mastodon
from tests.cast import join_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def test_posts_without_files_become_slots_and_everything_adds_up(dana: Person, tmp_path: Path) -> None:
    source = baggage.packed(tmp_path, baggage.tiktok(posts=30, private=[3, 4], following=["lin.cooks"], liked=5))
    whole = baggage.brought(dana, source)
    assert whole.state == Arrival.State.DONE
    assert baggage.adds_up(whole)
    assert (whole.imported, whole.skipped) == (31, 5)  # thirty slots and one token; likes were not wanted
    assert ArrivedItem.objects.filter(state=ArrivedItem.State.SLOT).count() == 30
    assert not Note.objects.exists()
    assert not Draft.objects.exists()


def test_pictures_come_with_their_notes_and_dates(dana: Person, tmp_path: Path) -> None:
    whole = baggage.brought(dana, baggage.instagram(tmp_path, range(25)))
    assert baggage.adds_up(whole)
    assert whole.imported == 25
    note = Note.objects.order_by("position").first()
    assert note is not None
    assert note.published_at == baggage.FIRST
    assert note.picture_count == 1
    assert note.is_brought
    assert note.is_claimed
    assert NoteOrigin.objects.filter(platform="instagram").count() == 25


def test_the_same_file_twice_brings_nothing_new(dana: Person, tmp_path: Path) -> None:
    source = baggage.instagram(tmp_path, range(12))
    baggage.brought(dana, source)
    again = baggage.brought(dana, source)
    assert (again.imported, again.duplicate) == (0, 12)
    assert baggage.adds_up(again)
    assert Note.objects.count() == 12


def test_a_newer_export_brings_only_what_is_new(dana: Person, tmp_path: Path) -> None:
    baggage.brought(dana, baggage.instagram(tmp_path, range(8)))
    newer = baggage.brought(dana, baggage.instagram(tmp_path, range(11), name="newer.zip"))
    assert (newer.imported, newer.duplicate) == (3, 8)
    assert Note.objects.count() == 11


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_upload_stays_when_all_is_here(tmp_path: Path) -> None:
    dana = join_cast(["dana"])["dana"]
    source = mastodon.archive().tarred(tmp_path / "archive.tar.gz")
    whole = baggage.brought(dana, source)
    assert whole.state == Arrival.State.DONE
    assert baggage.adds_up(whole)
    left = {path.name for path in folders.folder(whole.id).iterdir()}
    assert left == {"rows.sqlite", "picks.sqlite", "lock"}
