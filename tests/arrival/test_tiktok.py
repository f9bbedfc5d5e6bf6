"""TikTok's JSON in every generation: the same account gives the same numbers, and what is private stays behind."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from redbridge.arrival.reading.tokens import token
from redbridge.arrival.sources.shape import Profile, Unreadable
from redbridge.arrival.sources.tiktok import TikTok
from tests.arrival.exports import large
from tests.arrival.exports import tiktok as made
from tests.arrival.exports.making import Export, packed, take
from tests.arrival.exports.scanned import KEY, scanned

SOURCE = TikTok()


def found(tree: Any) -> Any:
    return take(SOURCE, Export({"user_data_tiktok.json": packed(tree)}))


@pytest.mark.parametrize("generation", made.GENERATIONS)
def test_every_generation_gives_the_numbers_of_its_manifest(tmp_path: Path, generation: str) -> None:
    export = made.GENERATIONS[generation]()
    one = scanned(export.zipped(tmp_path / "export.zip"), tmp_path / "read")
    report = one.report
    assert (report["source"], report["generation"]) == ("tiktok", generation)
    assert report["sections"] == export.sections
    assert (report["posts"], report["private_posts"]) == (4, 2)
    assert (report["first"], report["last"]) == ("2021-05-05", "2024-12-12")
    assert report["unknown_sections"] == []
    assert report["errors"] == []
    assert set(report["unread"]) == export.unread
    if generation != "C":
        assert (one.counts["duplicate"], one.counts["skipped"]) == (made.DUPLICATES + 1, made.SKIPPED - 1)


@pytest.mark.parametrize("generation", made.GENERATIONS)
def test_nothing_that_is_never_read_reaches_the_disk(tmp_path: Path, generation: str) -> None:
    export = made.GENERATIONS[generation]()
    one = scanned(export.zipped(tmp_path / "export.zip"), tmp_path / "read")
    kept = (tmp_path / "read" / "rows.sqlite").read_bytes() + json.dumps(one.report).encode()
    for secret in (*made.SECRETS, "li_na", "mallory", "chen", "7300000000000000007"):
        assert secret.encode() not in kept


def test_posts_keep_their_ids_when_links_are_signed_anew(tmp_path: Path) -> None:
    first = take(SOURCE, made.old())
    second = take(SOURCE, made.of_2026())
    assert [row.source_id for row in first.posts()] == [row.source_id for row in second.posts()]
    assert first.posts()[0].post != second.posts()[0].post


def test_a_post_says_all_that_it_can() -> None:
    row, private, carousel, friends = take(SOURCE, made.of_2026()).posts()
    assert row.at == datetime(2024, 12, 12, 10, tzinfo=UTC)
    post = row.post
    assert post is not None
    assert (post.text, post.visibility, post.claimed) == ("Noodles with @amber.w #food #上海", "everyone", "Everyone")
    assert (post.tags, post.mentions, post.place) == (("food", "上海"), ("amber.w",), "Shanghai")
    assert post.sound == "original sound"
    assert (post.is_ai, post.is_ad, post.kind, post.url) == (True, False, "video", "")
    assert [(medium.kind, medium.alt) for medium in post.media] == [("video", "A bowl")]
    assert private.post is not None
    assert (private.post.visibility, private.post.claimed, private.post.text) == ("me", "Only You", "")
    assert carousel.post is not None
    assert [medium.kind for medium in carousel.post.media] == ["picture"] * 3
    assert (carousel.post.kind, carousel.post.text, carousel.post.visibility) == ("photo", "", "everyone")
    assert friends.post is not None
    assert (friends.source_id, friends.post.visibility) == ("7300000000000000099", "mutuals")
    assert friends.post.text == "None of this, please"


def test_posts_that_do_not_say_who_could_see_them_are_private() -> None:
    rows = [
        {"Date": "2024-01-01 00:00:00", "Link": made.cdn("x")},
        {"Date": "2024-01-01 00:00:01", "Link": made.cdn("y"), "WhoCanView": "Moon"},
    ]
    told = found({"Video": {"Videos": {"VideoList": rows}}})
    assert [row.post.visibility for row in told.posts()] == ["me", "me"]


def test_the_profile_claims_and_no_more() -> None:
    told = take(SOURCE, made.of_2025())
    assert told.profile == Profile(
        handle="dana.x",
        name="Dana",
        bio="Potato, always.\nBerlin",
        portrait=told.profile.portrait if told.profile else None,
        links=("https://instagram.com/dana",),
        languages=("de", "zh-Hans"),
        region="DE",
        muted_words=("spiders", "politics"),
    )
    assert {row.text.casefold() for row in told.of("interests")} == {"food", "travel", "cooking"}


def test_items_are_told_by_their_number_and_people_by_their_token(tmp_path: Path) -> None:
    one = scanned(made.of_2026().zipped(tmp_path / "e.zip"), tmp_path / "read")
    likes = one.rows.section("likes")
    assert [row.source_id for row in likes] == [
        token(KEY, "tiktok", "item", f"730000000000000000{number}") for number in (1, 7, 8)
    ]
    assert likes[2].at is None  # nothing of that place is so old
    names = [row.data["token"] for row in one.rows.section("following")]
    assert names == [token(KEY, "tiktok", "handle", name) for name in ("amber.w", "li_na")]
    watched = one.rows.section("watched")
    assert [row.at and row.at.day for row in watched] == [10, 9, 7, 7, None]


def test_a_missing_part_is_missing_and_an_empty_one_is_nothing() -> None:
    told = take(SOURCE, made.hybrid())
    assert "likes" not in told.sections
    assert told.sections["followers"] == told.sections["deleted"] == 0


def test_lists_are_found_under_wrappers_that_nobody_knows() -> None:
    told = found(
        {
            "World 2031": {
                "Deep": [{"Watch History": {"More": {"VideoList": made.watched()}}}],
                "Fans": {"FansList": made.people("bo")},
            }
        }
    )
    assert told.sections == {"followers": 1, "watched": 5}
    assert told.unknown == {}


def test_what_is_new_is_named_and_counted_and_does_no_harm() -> None:
    told = take(
        SOURCE,
        made.of_2026(
            **{
                "Dream Journal": {"Dreams": [{"Date": "2026-01-01 00:00:00", "Text": "x"}, {}], "Settings 2": {"a": 1}},
                "Nothing New": None,
                "Video": {"Moods": {"MoodList": [1, 2, 3]}, "Sum": 4},
            }
        ),
    )
    assert told.unknown == {"Dream Journal": 2, "Nothing New": 0, "Video > Moods": 3}
    assert len(told.posts()) == 4


def test_names_of_unknown_parts_hold_no_numbers_of_anybody() -> None:
    told = found(
        {"Profile": {"Profile Info": {"ProfileMap": {"userName": "x"}}}, "Video": {"491701234567": {"list": [1]}}}
    )
    assert told.unknown == {"Video > …": 1}


@pytest.mark.parametrize("row", [None, 5, "x", [], ["x"], {}, {"Date": None}, {"UserName": ["a"]}, {"Link": 5}])
def test_rows_of_any_shape_are_counted(tmp_path: Path, row: Any) -> None:
    rows = [row, row]
    tree = {
        "Your Activity": {
            "Watch History": {"VideoList": rows},
            "Follower": {"FansList": rows},
            "Searches": {"SearchList": rows},
            "Hashtag": {"HashtagList": rows},
        },
        "Comment": {"Comments": {"CommentsList": rows}},
        "Post": {"Posts": {"VideoList": rows}},
        "TikTok Shop": {"Order History": {"OrderHistories": {"1": row, "2": row}}},
    }
    (tmp_path / "user_data_tiktok.json").write_bytes(packed(tree))
    one = scanned(tmp_path / "user_data_tiktok.json", tmp_path / "read")
    assert one.seen == 14


def test_a_file_in_which_nothing_is_known_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text('{"a": [1, 2], "b": {"c": null}}')
    with pytest.raises(Unreadable, match="unknown_json"):
        scanned(tmp_path / "mine.json", tmp_path / "read")
    (tmp_path / "user_data.json").write_text('{"a": [1, 2], "b": {"c": null}}')
    with pytest.raises(Unreadable, match="unknown_export"):
        scanned(tmp_path / "user_data.json", tmp_path / "read")


def test_a_part_alone_is_known_by_where_its_links_lead(tmp_path: Path) -> None:
    row = {"Date": "2024-01-01 10:00:00", "Link": "https://www.tiktokv.com/share/video/7200000000000000001/"}
    path = tmp_path / "part.json"
    path.write_text(json.dumps({"Watch History": {"VideoList": [row]}}))
    assert scanned(path, tmp_path / "read").report["sections"] == {"watched": 1}


def test_a_renamed_file_is_known_by_its_keys(tmp_path: Path) -> None:
    export = made.of_2025()
    path = tmp_path / "my stuff (1).json"
    path.write_bytes(next(iter(export.files.values())))
    assert scanned(path, tmp_path / "read").report["sections"] == export.sections


def test_what_is_known_by_name_only_is_named_when_it_holds_something() -> None:
    told = take(SOURCE, made.of_2026(**{"Post Two": None, "TikTok Shop": {"Product Reviews": {"Reviews": [{"a": 1}]}}}))
    assert told.unknown == {"Post Two": 0, "TikTok Shop > Product Reviews": 1}


@pytest.mark.parametrize("start", ['{"TikTok Data": {"Export 2": %s}}', "[%s]"])
def test_a_wrapper_around_everything_changes_nothing(tmp_path: Path, start: str) -> None:
    export = made.of_2026()
    path = tmp_path / "user_data.json"
    path.write_text(start % next(iter(export.files.values())).decode())
    report = scanned(path, tmp_path / "read").report
    assert (report["generation"], report["sections"], report["unknown_sections"]) == ("E", export.sections, [])


def test_a_large_export_gives_the_numbers_it_was_made_with(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        counts = large.write(file, 1_000_000)
    one = scanned(path, tmp_path / "read")
    assert one.report["sections"] == {**counts, "blocked": 0}
    assert one.counts == {"new": sum(counts.values())}
    assert one.peak < 100 * 1024 * 1024
