"""What somebody takes away from one Redbridge comes back whole in another."""

from pathlib import Path
from typing import Any

import pytest

from redbridge.accounts.models import Person
from redbridge.arrival import actions as arrival
from redbridge.media import actions as media
from redbridge.media import queries as pictures
from redbridge.media.models import Picture
from redbridge.notes import actions as notes
from redbridge.notes.models import Draft, Note, NoteOrigin
from redbridge.notes.origins import origin_key
from redbridge.privacy import actions as privacy
from redbridge.privacy import folders
from redbridge.privacy.models import Departure
from tests.films import film
from tests.notes.conftest import publish, upload

VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nTea is ready\n"
SAME = ("kind", "title", "caption", "language", "visibility", "place", "card_text", "card_style", "quoting")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


@pytest.fixture
def life(dana: Person, tmp_path: Path) -> dict[str, Note]:
    """A note of every kind, seen by everybody, by some, by nobody."""
    cup, street, gate = upload(dana), upload(dana), upload(dana)
    media.describe_picture(dana, picture_id=cup, alt="A cup of tea", language="en")
    stops = [{"place": "Old gate", "time": "08:30", "cost": 1250, "currency": "CNY", "picture": gate}]
    steps = [{"title": "Boil", "text": "Boil the water.", "picture": street}]
    clip = media.bring_video(dana, source=film(tmp_path / "clip.mp4"), name="clip.mp4")
    media.save_track(dana, video_id=clip.id, language="en", text=VTT)
    card: dict[str, Any] = {"card_text": "Steep twice.", "card_style": 2, "caption": "Why, below."}
    days: dict[str, Any] = {"details": {"days": [{"stops": stops}]}, "visibility": "followers"}
    words: dict[str, Any] = {"caption": "First cup #tea", "place": "Chengdu", "language": "en"}
    return {
        "photo": publish(dana, kind="photo", title="Tea", picture_ids=[cup, upload(dana)], cover_index=1, **words),
        "me": publish(dana, kind="photo", caption="for me", visibility="me", picture_ids=[upload(dana)]),
        "text": publish(dana, kind="text", picture_ids=[], **card),
        "itinerary": publish(dana, kind="itinerary", title="One day", picture_ids=[gate], **days),
        "tutorial": publish(dana, kind="tutorial", title="Tea", picture_ids=[street], details={"steps": steps}),
        "video": publish(dana, kind="video", caption="Moving", visibility="unlisted", picture_ids=[], video_id=clip.id),
    }


def test_every_note_comes_back_as_it_was(dana: Person, lin: Person, life: dict[str, Note], tmp_path: Path) -> None:
    report = _brought(dana, lin)
    assert (report["source"], report["posts"], report["errors"]) == ("redbridge", len(life), [])
    assert (report["imported"], report["failed"]) == (sum(report["sections"].values()) - report["skipped"], 0)
    for name, before in life.items():
        before.refresh_from_db()
        origin = NoteOrigin.objects.select_related("note").get(
            author=lin, origin=origin_key("redbridge", str(before.id))
        )
        told = [[getattr(note, field) for field in (*SAME, "picture_count")] for note in (before, origin.note)]
        assert told[0] == told[1], name
        assert origin.note.published_at == before.published_at


def test_pictures_keep_their_words_and_their_places(dana: Person, lin: Person, life: dict[str, Note]) -> None:
    _brought(dana, lin)
    photo = Note.objects.get(author=lin, title="Tea", kind="photo")
    shown = [row.picture for row in photo.pictures.select_related("picture").order_by("order")]
    assert [picture.alt for picture in shown] == ["A cup of tea", ""]
    assert photo.cover_id == shown[1].id
    itinerary = Note.objects.get(author=lin, kind="itinerary")
    assert itinerary.details["days"][0]["stops"][0]["picture"] == itinerary.pictures.get().picture_id
    tutorial = Note.objects.get(author=lin, kind="tutorial")
    assert tutorial.details["steps"][0]["picture"] == tutorial.pictures.get().picture_id


def test_captions_of_a_video_come_along(dana: Person, lin: Person, life: dict[str, Note]) -> None:
    _brought(dana, lin)
    video = Note.objects.get(author=lin, kind="video").video
    assert video is not None
    (track,) = pictures.tracks_of([video.id])[video.id]
    assert (track.language, "Tea is ready" in track.text) == ("en", True)


def test_drafts_stay_drafts(dana: Person, lin: Person) -> None:
    draft = notes.save_draft(dana, kind="photo", title="Half a thought", caption="and more")
    _brought(dana, lin)
    assert Draft.objects.get(author=lin).title == draft.title
    assert not Note.objects.filter(author=lin).exists()


def test_former_versions_and_the_pin_come_along(dana: Person, lin: Person) -> None:
    before = publish(dana, kind="text", picture_ids=[], card_text="Steep once.", caption="")
    draft = notes.edit_note(dana, note_id=before.id)
    notes.save_draft(dana, draft_id=draft.id, card_text="Steep twice.")
    notes.publish_draft(dana, draft_id=draft.id)
    notes.pin_note(dana, note_id=before.id)
    _brought(dana, lin)
    note = Note.objects.get(author=lin)
    assert (note.card_text, note.pinned_at is not None, note.edited_at is not None) == ("Steep twice.", True, True)
    assert [row.card_text for row in note.versions.all()] == ["Steep once."]


def test_ties_and_what_was_shown_once_go_when_it_is_taken_back(dana: Person, lin: Person, mei: Person) -> None:
    cup, pot = upload(dana), upload(dana)
    of_mei = publish(mei, kind="text", picture_ids=[], card_text="Whose cup?")
    photo = publish(dana, kind="photo", caption="Cup", picture_ids=[cup, pot], answers_id=of_mei.id)
    draft = notes.edit_note(dana, note_id=photo.id)
    notes.remove_picture_from_draft(dana, draft_id=draft.id, picture_id=pot)
    notes.publish_draft(dana, draft_id=draft.id)
    publish(dana, kind="text", picture_ids=[], card_text="This one", quotes_id=photo.id)
    before = Picture.objects.filter(owner=lin).count()
    report = _brought(dana, lin)
    here = Note.objects.get(author=lin, kind="photo")
    assert here.answers_id == of_mei.id  # on the site where it always was
    assert Note.objects.get(author=lin, kind="text").quotes_id == here.id
    (former,) = here.versions.all()
    assert [len(former.picture_ids), former.audience, here.picture_count] == [2, "everyone", 1]
    assert set(former.picture_ids) > set(here.pictures.values_list("picture_id", flat=True))
    version = here.version
    _brought(dana, lin)  # changes nothing
    here.refresh_from_db()
    assert here.version == version
    arrival.undo_arrival(lin, arrival_id=report["arrival"])
    while arrival.undo_batch(arrival_id=report["arrival"]):
        pass
    assert not Note.objects.filter(author=lin).exists()
    assert Picture.objects.filter(owner=lin).count() == before


def test_a_second_time_brings_nothing(dana: Person, lin: Person, life: dict[str, Note]) -> None:
    first = _brought(dana, lin)
    again = _brought(dana, lin)
    assert Note.objects.filter(author=lin).count() == len(life)
    assert (again["imported"], again["posts"]) == (0, first["posts"])


def _brought(owner: Person, newcomer: Person) -> dict[str, Any]:
    """The archive of one person, brought in by another."""
    row = Departure.objects.filter(person=owner).first()
    if row is None:
        row = privacy.ask_archive(owner, parts=privacy.PARTS)
        privacy.make_archive(departure_id=row.id)
    assert Departure.objects.get(id=row.id).state == "ready"
    return arrival.arrive_now(newcomer, source=folders.file(row.id), name="archive.zip")
