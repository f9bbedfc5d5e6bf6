"""What somebody has on a site before they take it away: a note of every kind with everything that a note can have."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.media import actions as media
from redbridge.notes import actions as notes
from redbridge.notes.models import Note
from tests.films import film
from tests.notes.conftest import upload

VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nTea is ready\n"
EARLY = datetime(2024, 5, 1, 8, 30, 15, 123456, tzinfo=UTC)


def member(handle: str, **said: Any) -> Person:
    """Somebody with an account."""
    accounts.join(
        handle=handle,
        password="a long quiet river",
        name=said.get("name", handle),
        language="en",
        birth_month="1990-05",
        region="US",
        reads=("en",),
        is_demo=False,
    )
    return Person.objects.get(handle=handle)


def live() -> None:
    """Dana writes, edits, pins, answers, quotes, keeps and follows; Lin is somebody else."""
    dana, lin = member("dana", name="Dana"), member("lin")
    accounts.update_profile(dana, bio="Tea and maps.", links=["https://dana.example"])
    photo, days = _pictures_and_words(dana)
    _film(dana)
    _ties(dana, lin, photo, days)
    follows.follow(dana, person_id=lin.id)
    other = notes.publish_note(lin, kind="text", card_text="Of Lin")
    interactions.like_note(dana, note_id=other.id)
    interactions.save_note(dana, note_id=other.id)
    interactions.create_collection(dana, name="Kitchens")
    interactions.comment(dana, note_id=other.id, text="So good")


def _pictures_and_words(dana: Person) -> tuple[Note, Note]:
    cup, pot, gate, boiling = (upload(dana) for _ in range(4))
    media.describe_picture(dana, picture_id=cup, alt="A cup of tea", language="en")
    media.describe_picture(dana, picture_id=pot, alt="一把茶壶", language="zh-Hans")
    stops = [{"place": "Old gate", "time": "08:30", "cost": 1250, "picture": gate}]
    days = notes.publish_note(
        dana,
        kind="itinerary",
        title="One day #slow",
        picture_ids=[gate],
        visibility="followers",
        details={"currency": "CNY", "days": [{"stops": stops}]},
    )
    said: dict[str, Any] = {"title": "Te", "caption": "First cup #tea", "place": "Chengdu", "language": "en"}
    said |= {"picture_ids": [cup, pot], "cover_index": 1, "quotes_id": days.id}  # which is newer than what quotes it
    photo = notes.publish_note(dana, kind="photo", at=EARLY, **said)
    draft = notes.edit_note(dana, note_id=photo.id)
    notes.remove_picture_from_draft(dana, draft_id=draft.id, picture_id=pot)
    notes.save_draft(dana, draft_id=draft.id, title="Tea")
    notes.publish_draft(dana, draft_id=draft.id)
    steps = [{"title": "Boil", "text": "Boil the water.", "picture": boiling}]
    notes.publish_note(dana, kind="tutorial", title="Tea", picture_ids=[boiling], details={"steps": steps})
    found = {"brand": "River", "name": "A pot", "rating": 9, "price": 4200, "currency": "USD", "pros": ["Light"]}
    review = notes.publish_note(dana, kind="review", title="A pot", details=found, quoting="nobody")
    draft = notes.edit_note(dana, note_id=review.id)
    notes.save_draft(dana, draft_id=draft.id, details={**found, "rating": 7})
    notes.publish_draft(dana, draft_id=draft.id)
    for note in (days, photo):
        notes.pin_note(dana, note_id=note.id)
    return photo, days


def _film(dana: Person) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clips = [
            media.bring_video(
                dana, source=film(Path(folder) / "clip.mp4", seconds=1, size=(120, 214), color=color), name="clip.mp4"
            )
            for color in (90, 200)
        ]
    for clip in clips:
        media.choose_poster(dana, video_id=clip.id, at=700)
        clip.refresh_from_db()
        media.describe_picture(dana, picture_id=clip.poster_id or 0, alt=f"Steam {clip.name}", language="en")
        media.save_track(dana, video_id=clip.id, language="en", text=VTT)
    before, after = clips
    note = notes.publish_note(dana, kind="video", caption="Moving", visibility="unlisted", video_id=before.id)
    draft = notes.edit_note(dana, note_id=note.id)
    notes.put_video_into_draft(dana, draft_id=draft.id, video_id=after.id)
    notes.publish_draft(dana, draft_id=draft.id)


def _ties(dana: Person, lin: Person, photo: Note, days: Note) -> None:
    card: dict[str, Any] = {"kind": "text", "card_style": 2, "caption": "Why, below."}
    text = notes.publish_note(dana, card_text="Steep once.", answers_id=photo.id, **card)
    for words in ("Steep twice.", "Steep three times."):
        draft = notes.edit_note(dana, note_id=text.id)
        notes.save_draft(dana, draft_id=draft.id, card_text=words)
        notes.publish_draft(dana, draft_id=draft.id)
    notes.publish_note(dana, card_text="See this", quotes_id=text.id, visibility="mutuals", **card)
    copy = {"days": [{"stops": [{"place": "Old gate"}]}], "source": days.id}
    notes.publish_note(dana, kind="itinerary", title="Again", details=copy, visibility="me")
    notes.save_draft(dana, kind="photo", title="Half a thought", visibility="followers", answers_id=text.id)
