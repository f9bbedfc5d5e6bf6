"""Files given beside an export find their posts, and never a wrong one."""

import random
from datetime import UTC, datetime, timedelta

from redbridge.arrival.matching import Given, Matched, Wanted, ids_in, match, wanted
from redbridge.arrival.sources.shape import Medium, Post

START = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
VIDEO = Post(text="x", media=(Medium(url="https://cdn.example/a?x=1", kind="video"),))


def waiting(key: int, *, source_id: str = "", minutes: float | None = None, words: str = "", media: int = 1) -> Wanted:
    at = None if minutes is None else START + timedelta(minutes=minutes)
    post = Post(text=words, media=tuple(Medium(kind="") for _ in range(media)))
    found = wanted(key, source_id, post, at)
    assert found is not None
    return found


def told(found: Matched) -> list[tuple[int, int, str, str]]:
    return [(one.key, one.place, one.name, one.reason) for one in found.matches]


def test_the_file_that_the_export_names_comes_first() -> None:
    post = Post(media=(Medium(url="media/posts/202405/IMG_7.jpg", kind="picture"),))
    one = wanted(1, "18000000000000001", post, START)
    assert one is not None
    files = [Given("elsewhere/img_7.JPG"), Given("18000000000000001.jpg"), Given("2024-05-01_10-00-00.jpg")]
    found = match([one], files)
    assert told(found) == [(1, 0, "elsewhere/img_7.JPG", "file")]
    assert found.files_left == ("18000000000000001.jpg", "2024-05-01_10-00-00.jpg")


def test_ids_in_names_find_posts_and_numbers_their_order() -> None:
    posts = [waiting(1, source_id="7321456789012345678"), waiting(2, source_id="CxYz_-1", media=3)]
    names = ["CxYz_-1_3.jpg", "CxYz_-1_1.jpg", "CxYz_-1_2.jpg", "nora - [7321456789012345678].mp4"]
    found = match(posts, [Given(name) for name in names])
    assert told(found) == [
        (1, 0, "nora - [7321456789012345678].mp4", "id"),
        (2, 0, "CxYz_-1_1.jpg", "id"),
        (2, 1, "CxYz_-1_2.jpg", "id"),
        (2, 2, "CxYz_-1_3.jpg", "id"),
    ]
    assert not found.posts_left
    assert not found.files_left


def test_the_second_in_an_id_finds_a_post_that_has_none() -> None:
    number = int((START + timedelta(seconds=40)).timestamp()) << 32
    found = match([waiting(1, minutes=0), waiting(2, minutes=60)], [Given(f"{number}.mp4")])
    assert told(found) == [(1, 0, f"{number}.mp4", "time")]
    assert found.posts_left == (2,)


def test_times_beyond_the_tolerance_find_nothing() -> None:
    files = [Given("a.mp4", at=START + timedelta(minutes=3)), Given("b.mp4", at=START - timedelta(seconds=90))]
    assert told(match([waiting(1, minutes=0)], files)) == [(1, 0, "b.mp4", "time")]
    assert told(match([waiting(1, minutes=0)], files[:1])) == []


def test_the_nearest_times_belong_together() -> None:
    posts = [waiting(1, minutes=0), waiting(2, minutes=1)]
    files = [Given("late.mp4", at=START + timedelta(seconds=62)), Given("early.mp4", at=START + timedelta(seconds=5))]
    assert told(match(posts, files)) == [(1, 0, "early.mp4", "time"), (2, 0, "late.mp4", "time")]


def test_a_day_alone_is_enough_where_there_is_one_of_each() -> None:
    assert told(match([waiting(1, minutes=300)], [Given("2024-05-01.mp4")])) == [(1, 0, "2024-05-01.mp4", "time")]
    assert told(match([waiting(1, minutes=0), waiting(2, minutes=9)], [Given("2024-05-01.mp4")])) == []


def test_words_in_names_and_beside_files_find_captions() -> None:
    posts = [waiting(1, words="Harbour before six, when nobody is up"), waiting(2, words="雨后的老街很安静 #散步")]
    files = [Given("Harbour before six.mp4"), Given("x.mp4", words="雨后的老街很安静 #散步")]
    assert told(match(posts, files)) == [(1, 0, "Harbour before six.mp4", "words"), (2, 0, "x.mp4", "words")]


def test_words_that_fit_two_posts_are_left_to_the_person() -> None:
    posts = [waiting(1, words="Harbour before six"), waiting(2, words="Harbour before six again")]
    found = match(posts, [Given("Harbour before.mp4"), Given("six.mp4")])
    assert told(found) == []
    assert (found.posts_left, found.files_left) == ((1, 2), ("Harbour before.mp4", "six.mp4"))


def test_a_picture_does_not_take_the_place_of_a_video() -> None:
    one = wanted(1, "7321456789012345678", VIDEO, START)
    assert one is not None
    found = match([one], [Given("7321456789012345678.jpg"), Given("7321456789012345678.mp4")])
    assert told(found) == [(1, 0, "7321456789012345678.mp4", "id")]
    assert found.files_left == ("7321456789012345678.jpg",)


def test_a_post_with_all_of_its_files_waits_for_nothing() -> None:
    assert wanted(1, "1", Post(media=(Medium(member="a.jpg"),)), START) is None
    assert wanted(1, "1", Post(text="words"), START) is None
    half = wanted(1, "12345", Post(media=(Medium(member="a.jpg"), Medium(kind="picture"))), START)
    assert half is not None
    assert told(match([half], [Given("12345.jpg")])) == [(1, 1, "12345.jpg", "id")]


def test_ids_are_whole_parts_of_names() -> None:
    assert "7321456789012345678" in ids_in("tiktok/@nora/7321456789012345678.mp4")
    assert "abcdef12345" in ids_in("How I bake [abcDEF12345].webm")
    assert "12345" not in ids_in("1234567890.mp4")


def test_the_order_in_which_files_come_changes_nothing_and_no_file_comes_twice() -> None:
    chance = random.Random(3)
    posts = [
        waiting(key, source_id=f"73000000000000{key:05}", minutes=key / 3, media=1 + key % 3) for key in range(300)
    ]
    files = [Given(f"73000000000000{key:05}_{part}.jpg") for key in range(0, 300, 3) for part in (1, 2)]
    files += [Given(f"loose {key}.jpg", at=START + timedelta(seconds=20 * key + key % 7)) for key in range(300)]
    files += [Given(f"loose {key}.jpg", at=START) for key in range(5)]  # given twice
    first = match(posts, files)
    for _ in range(5):
        chance.shuffle(posts)
        chance.shuffle(files)
        assert match(posts, files) == first
    names = [one.name for one in first.matches]
    assert len(names) == len(set(names))
    assert len({(one.key, one.place) for one in first.matches}) == len(first.matches)
    assert not set(names) & set(first.files_left)


def test_thousands_of_the_same_moment_are_no_trouble() -> None:
    posts = [waiting(key, minutes=0, words="same words for all of them") for key in range(4000)]
    files = [Given(f"{key}.jpg", at=START, words="same words for all of them") for key in range(4000)]
    found = match(posts, files)
    assert len(found.matches) + len(found.posts_left) == 4000


def test_odd_files_break_nothing() -> None:
    names = ["", ".", "/", "a/", "..", "\0", "🎉" * 300, "[].mp4", "9" * 400, "-_-_1", "x" * 5000]
    found = match([waiting(1, source_id="12345", minutes=0, words="?!")], [Given(name) for name in names])
    assert len(found.matches) + len(found.files_left) == len(set(names))
