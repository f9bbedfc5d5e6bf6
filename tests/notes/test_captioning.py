"""Captions in a second language, drafted by a machine: for the author alone until they release them."""

from typing import Any

import pytest

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotFound, Refused
from redbridge.media import queries as media
from redbridge.media import webvtt
from redbridge.media.actions import captiondrafts
from redbridge.media.models import CaptionDraft, Video
from redbridge.notes.actions import captioning
from tests.web.clips import ready_video, say

pytestmark = pytest.mark.django_db
SAID = ("今天我们去<b>喝茶</b>", "再见 @lin")


@pytest.fixture
def video(dana: Person) -> Video:
    found = ready_video(dana, is_attached=False)
    say(dana, found, "zh-Hans", *SAID)
    return found


def _want(person: Person, video: Video) -> CaptionDraft:
    return captiondrafts.want_captions(person, video_id=video.id, source="zh-Hans", language="en")


def test_a_machine_drafts_and_the_author_releases(dana: Person, ken: Person, video: Video) -> None:
    about: dict[str, Any] = {"video_id": video.id, "language": "en"}
    draft = _want(dana, video)
    with pytest.raises(Refused):
        captiondrafts.release_captions(dana, **about)
    run_waiting()
    draft.refresh_from_db()
    assert (draft.done, draft.total) == (2, 2)
    cues, source = webvtt.parsed(draft.text), webvtt.parsed(media.tracks_of([video.id])[video.id][0].text)
    assert [(cue.start, cue.end) for cue in cues] == [(cue.start, cue.end) for cue in source]
    assert "tea" in cues[0].words.lower()
    assert "@lin" in cues[1].words
    assert [track.language for track in media.tracks_of([video.id])[video.id]] == ["zh-Hans"]
    with pytest.raises(NotFound):
        captiondrafts.release_captions(ken, **about)
    edited = draft.text.replace(cues[0].words, "Today we go for tea")
    captiondrafts.change_caption_draft(dana, **about, text=edited)
    track = captiondrafts.release_captions(dana, **about)
    assert "Today we go for tea" in track.text
    assert track.origin == "zh-Hans"
    assert not media.caption_drafts(dana, video_id=video.id)


def test_it_goes_on_where_it_was_and_stops_when_nobody_wants_it(
    dana: Person, video: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captioning, "BATCH", 1)
    draft = _want(dana, video)
    captiondrafts.note_captions(draft_id=draft.id, text=webvtt.written([webvtt.Cue(0, 900, "Kept")]), done=1)
    captioning.draft_captions(draft.id)
    draft.refresh_from_db()
    assert draft.done == 2
    assert webvtt.parsed(draft.text)[0].words == "Kept"
    captiondrafts.drop_caption_draft(dana, video_id=video.id, language="en")
    captioning.draft_captions(draft.id)
    assert not captiondrafts.note_captions(draft_id=draft.id, text="", done=9)


def test_only_from_captions_that_are_there_into_a_language_without(dana: Person, ken: Person, video: Video) -> None:
    with pytest.raises(Refused):
        captiondrafts.want_captions(dana, video_id=video.id, source="fr", language="en")
    with pytest.raises(Refused):
        captiondrafts.want_captions(dana, video_id=video.id, source="zh-Hans", language="zh-Hans")
    with pytest.raises(Refused):
        captiondrafts.want_captions(dana, video_id=video.id, source="zh-Hans", language="../en")
    with pytest.raises(NotFound):
        _want(ken, video)
