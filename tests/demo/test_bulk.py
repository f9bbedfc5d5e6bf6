"""A large made-up world is as if people had made it: every count and place is what the actions would write."""

from typing import Any

import pytest

from redbridge.demo import bulk
from redbridge.feed import actions as feed
from redbridge.feed.models import ExploreEntry
from redbridge.follows import actions as follows
from redbridge.follows.models import FollowTally
from redbridge.interactions import actions as interactions
from redbridge.interactions import queries as meetings
from redbridge.interactions.models import Tally
from redbridge.media import queries as media
from redbridge.notes import actions as notes
from redbridge.notes import queries
from redbridge.notes.models import Hashtag, Note, NoteTally

pytestmark = pytest.mark.django_db


def counts() -> dict[str, list[Any]]:
    entries = ExploreEntry.objects.order_by("note", "topic")
    return {
        "tallies": list(Tally.objects.order_by("note").values_list("note", "likes", "saves", "comments")),
        "follows": list(FollowTally.objects.order_by("person").values_list("person", "followers", "following")),
        "hashtags": list(Hashtag.objects.order_by("name").values_list("name", "note_count")),
        "explore": list(entries.values_list("note", "topic", "score", "author_id", "language")),
    }


def test_a_seeded_world_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redbridge.demo.bulkpictures.DRAWN", 2)
    monkeypatch.setattr("redbridge.demo.bulkpictures.SHARED", 4)
    seen: list[int] = []
    made = bulk.seed(notes=60, people=40, progress=lambda done, _total: seen.append(done))
    assert seen[-1] == len(made.notes) == Note.objects.count() == 60

    before = counts()
    interactions.recount_notes(made.notes)
    follows.recount_follows()
    notes.recount_hashtags()
    feed.rebuild_explore()
    assert counts() == before

    for row in NoteTally.objects.all():
        assert row.notes == Note.objects.filter(author=row.person_id, is_listed=True).count()
    talked = made.talked[0]
    page = meetings.comments_of(None, note_id=talked, limit=bulk.TALKED_TOPS)
    replies = meetings.first_replies(None, comments=page.comments, limit_each=bulk.ANSWERS)
    assert len(page.comments) + sum(map(len, replies.values())) == meetings.tallies([talked])[talked].comments == 50
    assert set(queries.open_versions(made.notes)) == set(made.notes)
    picture = queries.pictures_of([talked])[talked][0]
    assert media.file_of(picture, "480.webp").is_file()


def test_two_seeds_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redbridge.demo.bulkpictures.DRAWN", 1)
    monkeypatch.setattr("redbridge.demo.bulkpictures.SHARED", 1)
    bulk.seed(notes=5, people=5)
    bulk.seed(notes=5, people=5, start=7)
    before = counts()
    notes.recount_hashtags()
    assert Note.objects.count() == 10
    assert counts() == before
