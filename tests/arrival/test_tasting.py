"""Taste brought along: read from words, offered, used only as far as its owner keeps it, and forgotten on a word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.arrival import actions, friendkeys, queries, tastes
from redbridge.arrival.actions import tasting
from redbridge.arrival.models import Arrival, ArrivedItem, NoteKey, OldHandle, SeenKey, TasteBrought
from redbridge.arrival.reading.tokens import token
from redbridge.arrival.sources.shape import Profile
from redbridge.feed import queries as feed
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.interactions.models import Collection
from redbridge.notes.models import Note
from tests.cast import join_cast
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("my cat pays #cattax", {"cats"}),
        ("best sourdough recipe", {"baking", "food"}),
        ("City Walk in Chengdu", {"citywalks"}),
        ("今天吃什么 成都火锅", {"food"}),
        ("敏感肌护肤怎么做", {"skincare"}),
        ("recetas fáciles de la abuela", {"food"}),
        ("Food & Drink | Pets | Travel", {"food", "cats", "travel"}),
        ("te quiero, mate", set()),
        ("how to file taxes", set()),
        ("", set()),
    ],
)
def test_topics_are_found_in_three_languages(text: str, topics: set[str]) -> None:
    assert tastes.topics_in(text) == topics


def test_kinds_of_words_count_by_share_and_not_by_size() -> None:
    by_section = {"hashtags": {"cats": 8, "tea": 2}, "searches": {"books": 500, "bikes": 1}}
    assert tastes.weigh(by_section) == {"cats": 1.0, "books": 0.75, "tea": 0.25}
    assert tastes.weigh({}) == {}


def test_an_export_becomes_an_offer_and_nothing_else(dana: Person) -> None:
    actions.take_text(dana, section="hashtags", texts=["cattax", "#CatTax", "sourdough"])
    actions.take_text(dana, section="searches", texts=["how to leave my husband", "cat cafe"])
    actions.take_text(dana, section="collections", texts=["Recipes", "Recipes", "Trips"])
    actions.take_text(dana, section="comments", texts=["cats cats cats"])
    actions.take_profile(dana, Profile(languages=("en-US", "Klingon", "zh_CN"), muted_words=("Spoiler", "")))
    found = queries.taste_of(dana)
    assert list(found.topics)[:1] == ["cats"]
    assert found.hashtags[:1] == ["cattax"]
    assert (found.languages, found.muted_words, found.collections) == (
        ["en", "zh-Hans"],
        ["Spoiler"],
        ["Recipes", "Trips"],
    )
    assert found.is_new
    assert "husband" not in str(TasteBrought.objects.values().get())
    assert feed.interests_of(dana) == feed.muted_words_of(dana) == []
    assert not feed.seed_taste_of(dana).topics


def test_only_what_is_kept_is_used(dana: Person) -> None:
    actions.take_text(dana, section="hashtags", texts=["cats"] * 4 + ["tea"] * 2)
    actions.take_profile(dana, Profile(languages=("en", "es"), muted_words=("one", "two")))
    interactions.create_collection(dana, name="Trips")
    actions.settle_taste(
        dana, topics=["tea", "books"], languages=["es", "en"], muted_words=["two"], collections=["Trips", "Recipes"]
    )
    dana.refresh_from_db()
    assert feed.interests_of(dana) == ["tea", "books"]
    assert feed.seed_taste_of(dana).topics == {"books": 1.0, "tea": 0.5}
    assert list(feed.seed_taste_of(dana).languages) == ["es", "en"]
    assert feed.muted_words_of(dana) == ["two"]
    assert dana.reads == ["en", "es"]
    assert set(Collection.objects.filter(owner=dana).values_list("name", "is_private")) == {
        ("Trips", True),
        ("Recipes", True),
    }
    assert not queries.taste_of(dana).is_new


def test_forgetting_leaves_nothing_of_the_export(dana: Person) -> None:
    actions.take_text(dana, section="hashtags", texts=["cats"])
    actions.take_keys(dana, platform="tiktok", section="likes", tokens=["a" * 64, "a" * 64], key_version=1)
    assert SeenKey.objects.count() == 1
    actions.settle_taste(dana, topics=["cats", "tea"], languages=["en"])
    actions.forget_taste(dana)
    assert not SeenKey.objects.exists()
    assert not TasteBrought.objects.exists()
    assert feed.interests_of(dana) == ["tea", "cats"]
    assert set(feed.seed_taste_of(dana).topics.values()) == {1.0}


def test_taking_an_arrival_back_takes_its_taste_back(dana: Person) -> None:
    first, second = (
        Arrival.objects.create(person=dana, name="x", size=1, source="tiktok", state="done", updated_at=timezone.now())
        for _ in range(2)
    )
    actions.take_text(dana, section="hashtags", texts=["cats"])
    actions.take_keys(dana, platform="tiktok", section="likes", tokens=["a" * 64], key_version=1)
    for arrival, is_left in ((first, True), (second, False)):
        actions.forget_taste_of(arrival_id=arrival.id)
        assert SeenKey.objects.exists()
        Arrival.objects.filter(id=arrival.id).update(state="undone")
        actions.forget_taste_of(arrival_id=arrival.id)
        assert (SeenKey.objects.exists(), TasteBrought.objects.exists()) == (is_left, is_left)


def brought(author: Person, source_id: str, **fields: object) -> Note:
    """A note as an import leaves it."""
    arrival = Arrival.objects.create(person=author, name="x", size=1, updated_at=timezone.now())
    note = publish(author, "Steamed", **fields)
    ArrivedItem.objects.create(
        person=author, platform="tiktok", kind="post", source_id=source_id, arrival=arrival, state="imported", note=note
    )
    actions.key_note(note_id=note.id)
    return note


def proved(person: Person) -> OldHandle:
    return OldHandle.objects.create(
        person=person, platform="tiktok", handle=person.handle, key=person.handle, state=OldHandle.State.PROVED
    )


def saved(person: Person, *source_ids: str) -> None:
    version, key = friendkeys.current()
    tokens = [token(key, "tiktok", "item", each) for each in source_ids]
    actions.take_keys(person, platform="tiktok", section="saved", tokens=tokens, key_version=version)


def test_what_one_saved_there_is_found_here_once_its_author_proved_it(dana: Person, tomas: Person, lin: Person) -> None:
    note, private = brought(tomas, "7301"), brought(tomas, "7302", visibility="followers")
    saved(dana, "7301", "7302", "9999")
    assert queries.kept_there(dana) == []
    handle = proved(tomas)
    assert queries.kept_there(dana) == [note.id]
    assert queries.kept_there(lin) == queries.kept_there(tomas) == []
    assert NoteKey.objects.filter(note=private).exists()
    follows.block(tomas, person_id=dana.id)
    assert queries.kept_there(dana) == []
    follows.unblock(tomas, person_id=dana.id)
    handle.state = OldHandle.State.VOUCHED
    handle.save()
    assert queries.kept_there(dana) == []


@pytest.mark.usefixtures("own_folder")
def test_a_new_key_loses_nothing(dana: Person, tomas: Person, lin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    proved(tomas)
    early = brought(tomas, "7301")
    saved(dana, "7301", "7302")
    monkeypatch.setattr(friendkeys, "LASTS", timedelta(0))
    assert friendkeys.current()[0] == 2
    monkeypatch.undo()
    late = brought(tomas, "7302")
    assert set(queries.kept_there(dana)) == {early.id, late.id}
    saved(lin, "7301")
    assert queries.kept_there(lin) == []
    actions.key_notes_anew()
    assert queries.kept_there(lin) == [early.id]
    actions.forget_expired_keys()
    assert set(friendkeys.keys()) == {1, 2}
    SeenKey.objects.filter(person=dana).delete()
    actions.forget_expired_keys()
    assert set(friendkeys.keys()) == {2}


def test_only_so_many_ids_of_one_person_stay(dana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasting, "MOST_SEEN", 3)
    for section, tokens in (("likes", ["a", "b"]), ("watched", ["c", "d", "e"]), ("likes", ["f"])):
        actions.take_keys(dana, platform="tiktok", section=section, tokens=tokens, key_version=1)
    assert list(SeenKey.objects.order_by("id").values_list("token", flat=True)) == ["a", "b", "f"]


def test_fewer_than_five_people_say_nothing(db: None) -> None:
    dana, ruth, *others = join_cast(["dana", "ruth", "lin", "mei", "tomas", "bea", "ken"]).values()
    note = publish(ruth, "For all")
    saved(dana, "1", "2", "3", "4")
    for number, person in enumerate(others, 1):
        saved(person, "1", "2", "3")
        interactions.like_note(person, note_id=note.id)
        assert queries.loved_alike(dana) == ([note.id] if number == 5 else [])
    interactions.unlike_note(others[0], note_id=note.id)
    assert queries.loved_alike(dana) == []


def test_own_posts_say_what_somebody_writes_about(dana: Person) -> None:
    for number in range(3):
        brought(dana, str(number), caption="The cat sat on the window and looked at the rain all day long #cattax")
    actions.read_own_posts(person_id=dana.id)
    actions.read_own_posts(person_id=dana.id)
    found = queries.taste_of(dana)
    assert (list(found.topics), found.hashtags, found.languages) == (["cats"], ["cattax"], ["en"])
    assert TasteBrought.objects.get().hashtags == [["cattax", 3]]
