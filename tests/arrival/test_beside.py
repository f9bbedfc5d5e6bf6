"""Files given beside an export find their posts, or are put there by hand."""

import io
import zipfile
from pathlib import Path

import pytest

from redbridge.accounts.models import Person
from redbridge.arrival import actions as arrival
from redbridge.arrival import folders, queries
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotFound
from redbridge.media.models import Video
from redbridge.notes.models import Note
from tests.arrival import baggage
from tests.films import film

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
FIRST_ID = 7300000000000000000


def test_videos_find_their_posts_by_id_and_play(dana: Person, tmp_path: Path) -> None:
    whole = baggage.ready(dana, baggage.packed(tmp_path, baggage.tiktok(posts=3)))
    made = film(tmp_path / "any.mp4")
    arrival.add_media(dana, arrival_id=whole.id, name=f"C:\\Videos\\{FIRST_ID}.mp4", source=made)
    stray = io.BytesIO(baggage.picture(4))
    arrival.add_media(dana, arrival_id=whole.id, name="../../etc/passwd", source=stray)
    run_waiting()
    given = {each.name: each for each in queries.media_beside(dana, arrival_id=whole.id)}
    assert given[f"{FIRST_ID}.mp4"].reason == "id"
    assert given["passwd"].ordinal is None
    assert {path.name for path in folders.media(whole.id).iterdir()} == {each.file for each in given.values()}
    becoming = [item.becomes for item in queries.preview(dana, arrival_id=whole.id).items]
    assert becoming == ["slot", "slot", "note"]
    arrival.start_import(dana, arrival_id=whole.id)
    run_waiting()
    note = Note.objects.get()
    assert note.kind == "video"
    assert note.published_at == baggage.FIRST
    assert Video.objects.get().is_attached
    assert queries.slot_count(dana) == 2
    assert queries.own_arrival(dana, arrival_id=whole.id).file_deleted_at is not None


def test_a_zip_of_pictures_and_a_hand(dana: Person, ken: Person, tmp_path: Path) -> None:
    whole = baggage.ready(dana, baggage.packed(tmp_path, baggage.tiktok(posts=2)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("holiday/one.jpg", baggage.picture(1))
        archive.writestr("holiday/two.jpg", baggage.picture(2))
    packed.seek(0)
    arrival.add_media(dana, arrival_id=whole.id, name="holiday.zip", source=packed)
    run_waiting()
    one, two = queries.media_beside(dana, arrival_id=whole.id)
    ordinal = queries.preview(dana, arrival_id=whole.id).items[0].ordinal
    arrival.place_media(dana, arrival_id=whole.id, file=one.file, ordinal=ordinal)
    with pytest.raises(NotFound):
        arrival.place_media(dana, arrival_id=whole.id, file="nothing", ordinal=ordinal)
    with pytest.raises(NotFound):
        arrival.place_media(ken, arrival_id=whole.id, file=two.file, ordinal=ordinal)
    arrival.match_media(arrival_id=whole.id)
    arrival.start_import(dana, arrival_id=whole.id)
    run_waiting()
    note = Note.objects.get()
    assert (note.kind, note.picture_count) == ("photo", 1)
