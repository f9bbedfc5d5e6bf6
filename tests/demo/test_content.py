"""The demo world is complete and agrees with itself."""

import re
from collections import Counter, defaultdict

import pytest

from redbridge.demo import scenes
from redbridge.demo.world import SIZES, DemoComment, DemoNote, DemoPerson, World, load, placed
from redbridge.notes.kinds import shape_of
from redbridge.notes.text import MOST_HASHTAGS, find_hashtags, find_mentions

CAST = {"dana", "lin", "mei", "tomas", "bea", "ruth", "omar", "ken"}
TOPICS = {
    "food",
    "tea",
    "cats",
    "travel",
    "outfits",
    "home",
    "skincare",
    "languages",
    "books",
    "plants",
    "bikes",
    "citywalks",
    "coffee",
    "baking",
    "festivals",
    "arrivals",
}
COMMON_HASHTAGS = """
    food 美食 comida tea 喝茶 té cats 猫 gatos travel slowtravel 慢旅行 viajelento outfits 穿搭 home 家居 casa
    skincare 护肤 learningchinese 学中文 aprendiendochino languages 语言 idiomas books 读书 libros balcony 阳台 plantas
    bikes 骑行 bici citywalk 城市漫步 caminata coffee 咖啡 café baking 烘焙 pan festivals 节日 fiestas arrivals 新来的
"""
VISIBILITIES = {"everyone", "unlisted", "followers", "mutuals", "me"}
LANGUAGES = {"en", "zh-Hans", "es"}
HOURS_IN_THIRTY_DAYS = 30 * 24


@pytest.fixture(scope="module")
def world() -> World:
    return load()


@pytest.fixture(scope="module")
def people(world: World) -> dict[str, DemoPerson]:
    return {person.handle: person for person in world.people}


@pytest.fixture(scope="module")
def notes(world: World) -> dict[str, DemoNote]:
    return {note.key: note for note in world.notes}


@pytest.fixture(scope="module")
def threads(world: World) -> dict[str, list[DemoComment]]:
    found = defaultdict(list)
    for comment in world.comments:
        found[comment.note].append(comment)
    return found


def can_see(people: dict[str, DemoPerson], note: DemoNote, handle: str) -> bool:
    author, viewer = people[note.author], people[handle]
    follows, followed = author.handle in viewer.follows, handle in author.follows
    if handle == note.author:
        return True
    if note.visibility == "me":
        return False
    if note.visibility == "mutuals":
        return follows and followed
    return follows if note.visibility == "followers" or author.is_private else True


def test_the_world_has_the_size_it_promises(world: World) -> None:
    languages = Counter(note.language for note in world.notes)
    assert len(world.people) == 24
    assert len(world.notes) >= 108
    assert languages["zh-Hans"] >= 45
    assert languages["en"] >= 40
    assert languages["es"] >= 25
    assert len(world.comments) >= 500
    assert sum(len(note.caption) >= 1500 for note in world.notes) >= 12


def test_everybody_is_somebody(people: dict[str, DemoPerson]) -> None:
    assert people.keys() >= CAST
    for handle, person in people.items():
        assert re.fullmatch(r"[a-z0-9_]{2,30}", handle)
        assert person.name
        assert len(person.name) <= 50
        assert person.bio
        assert len(person.bio) <= 500
        assert len(person.place) <= 60
        assert re.fullmatch(r"[A-Z]{2}", person.region)
        assert person.writes
        assert set(person.writes) <= set(person.reads)
        assert person.bio_language == person.writes[0]
        assert not set(person.learns) & set(person.writes) or handle == "yanzi"
        assert person.interests
        assert set(person.interests) <= TOPICS
        assert set(person.follows) <= people.keys() - {handle}
        assert len(set(person.follows)) == len(person.follows)
        assert all(link.startswith("https://") and ".example.org" in link for link in person.links)
        assert person.cover.kind in scenes.KINDS
        assert person.cover.ratio in SIZES
    assert len({person.portrait for person in people.values()}) == len(people)
    assert sum(person.is_private for person in people.values()) in (1, 2)


def test_notes_have_unique_keys_authors_and_words(world: World, people: dict[str, DemoPerson]) -> None:
    assert len({note.key for note in world.notes}) == len(world.notes)
    assert len({note.title for note in world.notes}) == len(world.notes)
    assert "ken" not in {note.author for note in world.notes}
    for note in world.notes:
        assert note.author in people
        assert note.language in LANGUAGES & set(people[note.author].writes), note.key
        assert 1 <= len(note.title) <= 80, note.key
        assert 10 <= len(note.caption) <= 10_000, note.key
        assert len(note.place) <= 60
        assert note.visibility in VISIBILITIES
        assert 0 < note.hours_ago <= HOURS_IN_THIRTY_DAYS
        assert 1 <= len(find_hashtags(note.caption)) <= MOST_HASHTAGS, note.key
        assert set(find_mentions(note.caption)) <= people.keys() - {note.author}, note.key
    assert sum(note.visibility == "everyone" for note in world.notes) > len(world.notes) * 0.9
    assert {note.visibility for note in world.notes} == VISIBILITIES


def test_a_note_is_of_pictures_or_of_a_card(world: World) -> None:
    for note in world.notes:
        if note.clip:
            assert note.kind == "video"
            assert not note.pictures
            assert not note.card_text
        elif note.kind != "text":
            assert 1 <= len(note.pictures) <= 6, note.key
            assert not note.card_text
        else:
            assert not note.pictures
            assert 1 <= len(note.card_text) <= 300, note.key
            assert 0 <= note.card_style <= 5
    assert {note.card_style for note in world.notes if note.kind == "text"} == set(range(6))


def test_no_picture_appears_twice_and_every_scene_does(world: World) -> None:
    shown = [picture for note in world.notes for picture in note.pictures]
    shown += [person.cover for person in world.people]
    assert all(picture.kind in scenes.KINDS and picture.ratio in SIZES for picture in shown)
    assert len({(picture.kind, picture.seed) for picture in shown}) == len(shown)
    assert {picture.kind for picture in shown} == set(scenes.KINDS)
    assert {note.pictures[0].ratio for note in world.notes if note.pictures} == set(SIZES)


def test_pictures_are_described_in_the_language_of_their_note(notes: dict[str, DemoNote]) -> None:
    assert notes["longjing"].pictures[0].alt("zh-Hans").startswith("插画")
    assert notes["mole-abuela"].pictures[0].alt("es").startswith("Ilustración")
    assert notes["cat-tax"].pictures[0].alt("en").startswith("Illustration")
    assert notes["cat-tax"].pictures[0].alt("fr").startswith("Illustration")


def test_likes_come_from_people_who_may_see(world: World, people: dict[str, DemoPerson]) -> None:
    for note in world.notes:
        others = sum(can_see(people, note, handle) for handle in people if handle != note.author)
        assert 0 <= note.likes <= others, note.key
        assert 0 <= note.saves <= others, note.key


def test_comments_belong_to_somebody_who_may_see_the_note(
    world: World, people: dict[str, DemoPerson], notes: dict[str, DemoNote]
) -> None:
    for comment in world.comments:
        note = notes[comment.note]
        assert comment.author in people, comment.text
        assert can_see(people, note, comment.author), comment.text
        assert comment.language in {*people[comment.author].reads, *people[comment.author].learns}, comment.text
        assert 1 <= len(comment.text) <= 1000
        assert 0 < comment.hours_after < note.hours_ago, comment.text
        assert 0 <= comment.likes < len(people)
        assert set(find_mentions(comment.text)) <= people.keys()


def test_replies_answer_an_earlier_comment_one_level_deep(threads: dict[str, list[DemoComment]]) -> None:
    for thread in threads.values():
        for index, comment in enumerate(thread):
            if comment.reply_to is None:
                continue
            assert comment.reply_to < index, comment.text
            parent = thread[comment.reply_to]
            assert parent.reply_to is None, comment.text
            assert parent.hours_after < comment.hours_after, comment.text


def test_people_talk_across_languages(threads: dict[str, list[DemoComment]], notes: dict[str, DemoNote]) -> None:
    crossing = sum(comment.language != notes[key].language for key, thread in threads.items() for comment in thread)
    assert crossing > 200
    assert len(threads) > 100


def test_most_notes_carry_a_common_hashtag(world: World) -> None:
    common = set(COMMON_HASHTAGS.split())
    carrying = sum(bool(common & set(find_hashtags(note.caption))) for note in world.notes)
    assert carrying > len(world.notes) * 0.85


def test_videos_say_the_same_in_english_and_chinese(world: World) -> None:
    clips = [(note, note.clip) for note in world.notes if note.clip]
    assert len(clips) >= 12
    assert {note.language for note, _ in clips} == LANGUAGES
    for note, clip in clips:
        assert 5 <= clip.seconds <= 8, note.key
        assert clip.kind in scenes.KINDS
        assert {note.language, "en", "zh-Hans"} == clip.tracks().keys(), note.key
        times = [moment for line in clip.lines for moment in (line.start, line.end)]
        assert times == sorted(times), note.key
        assert times[-1] <= clip.seconds * 1000, note.key
        assert all(text.startswith("WEBVTT") for text in clip.tracks().values())


def test_details_are_complete_and_show_pictures_that_are_there(world: World) -> None:
    kinds = Counter(note.kind for note in world.notes)
    assert kinds["itinerary"] >= 4
    assert kinds["tutorial"] >= 4
    for note in world.notes:
        shape, places = shape_of(note.kind), range(1, len(note.pictures) + 1)
        details = shape.tidied(placed(note.details, places))
        shape.check_complete(details, title=note.title, picture_count=len(note.pictures))
        assert shape.tidied(shape.finished(details, picture_ids=places)) == details, note.key
