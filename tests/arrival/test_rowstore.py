"""Rows of an upload on the disk: counted, each once, without names, equal when read again."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.posts import post_from_json, post_to_json
from redbridge.arrival.reading.rowstore import RowStore
from redbridge.arrival.reading.tokens import token, tokens
from redbridge.arrival.sources.shape import Many, Medium, Missed, Post, Row

KEY = b"a key of thirty-two bytes.......!"
AT = datetime(2025, 1, 1, 12, tzinfo=UTC)


def fresh(folder: Path) -> RowStore:
    return RowStore(folder / "rows.sqlite", fresh=True, key=KEY, platform="tiktok")


def again(folder: Path) -> RowStore:
    return RowStore(folder / "rows.sqlite")


def test_posts_come_back_as_they_were(tmp_path: Path) -> None:
    full = Post(
        title="T",
        text="猫\n🐈",
        visibility="mutuals",
        claimed="Friends",
        tags=("a", "b"),
        mentions=("x",),
        language="zh",
        place="上海",
        url="https://x",
        sound="s",
        is_sensitive=True,
        is_ai=True,
        is_ad=True,
        kind="photo",
        details={"a": [1, {"b": None}]},
        answers_to="7",
        media=(Medium("a.jpg", alt="A cat"), Medium(url="https://x/1", kind="video")),
    )
    assert post_from_json(post_to_json(full)) == full
    assert post_to_json(Post()) == "{}"
    with fresh(tmp_path) as store:
        store.add(Row("posts", "1", AT, post=full))
        store.add(Row("posts", "2", None, post=Post()))
        store.finish({"source": "tiktok"})
    with again(tmp_path) as store:
        (first, second) = store.posts()
        assert first[1:] == ("1", full, AT)
        assert store.posts(after=first[0]) == [second]
        assert store.posts(limit=1) == [first]
        assert store.report() == {
            "source": "tiktok",
            "sections": {"posts": 2},
            "posts": 2,
            "private_posts": 1,
            "first": "2025-01-01",
            "last": "2025-01-01",
        }


def test_a_row_that_comes_again_is_counted_and_not_kept(tmp_path: Path) -> None:
    with fresh(tmp_path) as store:
        for _ in range(3):
            store.add(Row("searches", "s1", AT, text="cats"))
        store.add(Row("collections", "s1", AT, text="another section"))
        store.add_many(Many("likes", [("1", "2025-01-01 00:00:00"), ("2", ""), ("1", "2024-01-01 00:00:00")]))
        store.add(Row("likes", "", AT, ref="2"))
        store.miss(Missed("likes", "no_link", 4))
        store.begin("watched")
        report = store.finish({})
        assert report["sections"] == {"searches": 3, "collections": 1, "likes": 8, "watched": 0}
    with again(tmp_path) as store:
        assert store.counts() == {"new": 4, "duplicate": 4, "skipped": 4}
        assert store.reasons() == {"duplicate": {"same": 4}, "skipped": {"no_link": 4}}


def test_people_and_items_are_tokens_from_the_first_moment(tmp_path: Path) -> None:
    with fresh(tmp_path) as store:
        for handle in ("Amber.W", "@amber.w", "li_na"):
            store.add(Row("following", "", AT, handle=handle))
        store.add(Row("blocked", "mallory", AT, handle="mallory"))
        store.add(Row("followers", "", AT))
        store.add_many(Many("likes", [("7300000000000000001", "")]))
        store.finish({})
    kept = (tmp_path / "rows.sqlite").read_bytes().lower()
    for name in (b"amber", b"li_na", b"mallory", b"7300000000000000001"):
        assert name not in kept
    with again(tmp_path) as store:
        assert [row.data["token"] for row in store.section("following")] == [
            token(KEY, "tiktok", "handle", name) for name in ("amber.w", "li_na")
        ]
        assert store.section("likes")[0].data == {"token": token(KEY, "tiktok", "item", "7300000000000000001")}
        assert store.counts() == {"new": 4, "duplicate": 1, "skipped": 1}


def test_tokens_differ_by_key_platform_and_kind() -> None:
    said = [
        (KEY, "tiktok", "handle"),
        (b"other", "tiktok", "handle"),
        (KEY, "instagram", "handle"),
        (KEY, "tiktok", "item"),
    ]
    assert len({token(*each, "amber") for each in said}) == 4
    for key in (KEY, b"k" * 200):
        names = ["Amber", "@amber", "É", "123", "١٢"]
        assert tokens(key, "tiktok", "item", names) == [token(key, "tiktok", "item", name) for name in names]


@pytest.mark.parametrize("order", ["newest first", "oldest first"])
def test_the_most_recent_rows_stay(tmp_path: Path, order: str) -> None:
    moments = [AT - timedelta(minutes=number) for number in range(3_000)]
    if order == "oldest first":
        moments.reverse()
    with limits.using(kept={"watched": 100, "posts": 50}), fresh(tmp_path) as store:
        for start in range(0, 3_000, 70):
            some = moments[start : start + 70]
            store.add_many(Many("watched", [(f"{at:%m%d%H%M}", f"{at:%Y-%m-%d %H:%M:%S}") for at in some]))
            for at in some:
                store.add(Row("posts", f"{at:%m%d%H%M}", at, post=Post(text="x")))
        report = store.finish({})
        assert report["sections"] == {"watched": 3_000, "posts": 3_000}
        assert report["posts"] == 50
    with again(tmp_path) as store:
        assert {row.at for row in store.section("watched", limit=9_999)} == {
            AT - timedelta(minutes=n) for n in range(100)
        }
        assert {at for _, _, _, at in store.posts(limit=9_999)} == {AT - timedelta(minutes=n) for n in range(50)}
        assert store.counts() == {"new": 150, "skipped": 5_850}


def test_states_are_marked_and_add_up(tmp_path: Path) -> None:
    with fresh(tmp_path) as store:
        for number in range(5):
            store.add(Row("posts", str(number), AT, post=Post()))
            store.add(Row("searches", str(number), AT, text="x"))
        store.finish({})
    with again(tmp_path) as store:
        store.mark([row[0] for row in store.posts(limit=2)], "imported")
        assert store.mark_section("searches", "skipped", "not_chosen") == 5
        assert store.mark_section("posts", "failed", "broken") == 3
    with again(tmp_path) as store:
        assert store.counts() == {"imported": 2, "skipped": 5, "failed": 3}
        assert store.reasons() == {"skipped": {"not_chosen": 5}, "failed": {"broken": 3}}


def test_a_file_begun_anew_forgets_what_was_in_it(tmp_path: Path) -> None:
    for _ in range(2):
        with fresh(tmp_path) as store:
            store.add(Row("searches", "s1", AT, text="cats"))
            store.finish({})
    with again(tmp_path) as store:
        assert store.counts() == {"new": 1}
    with pytest.raises(FileNotFoundError):
        RowStore(tmp_path / "nothing.sqlite")


def test_what_was_not_finished_has_no_report(tmp_path: Path) -> None:
    with fresh(tmp_path) as store:
        store.add(Row("searches", "s1", AT, text="cats"))
    connection = sqlite3.connect(tmp_path / "rows.sqlite")
    connection.close()
    with again(tmp_path) as store:
        assert store.report() == {}


def test_long_ids_and_texts_of_any_kind_are_kept(tmp_path: Path) -> None:
    with fresh(tmp_path) as store:
        store.add(Row("searches", "x" * 500, AT, text='"\n猫'))
        store.finish({})
    with again(tmp_path) as store:
        (row,) = store.section("searches")
        assert (len(row.source_id), row.data) == (80, {"text": '"\n猫'})
        assert json.dumps(row.data)
