"""Single values of exports."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redbridge.arrival.reading import values

NOON = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        *("2025-01-02 03:04:05", "2025-01-02 03:04:05 UTC", "2025-01-02T03:04:05Z", "2025-01-02T03:04:05.678Z"),
        *("2025-01-02T04:04:05+01:00", "2025-01-02T03:04:05+00:00", "1735787045", "1735787045000", 1735787045),
        *(1735787045.4, 1735787045000, "1735787045000000", " 2025-01-02 03:04:05 "),
    ],
)
def test_moments_in_every_form_are_the_same(said: Any) -> None:
    assert values.when(said) == NOON
    assert values.stamp(said) == "2025-01-02 03:04:05"
    assert values.from_stamp(values.stamp(said)) == NOON


@pytest.mark.parametrize(
    "said",
    [
        *(None, "", "N/A", "0", 0, True, [], {}, "2025-13-01 00:00:00", "2025-02-30 00:00:00", "2025-01-01 25:00:00"),
        *("1999-01-01 00:00:00", "2999-01-01 00:00:00", "yesterday", "12-Apr-1996", 1e300, -5, "9" * 40, float("inf")),
        *("2025-01-01 00:60:00", "٢٠٢٥-01-01 00:00:00", "2025-01-01 ٠٠:00:00", "2025-01-01 00:00:0x"),
    ],
)
def test_what_is_no_moment_of_these_years_is_none(said: Any) -> None:
    assert values.when(said) is None
    assert values.stamp(said) == ""


@given(st.text(max_size=30) | st.floats() | st.integers() | st.none())
def test_moments_never_fail(said: Any) -> None:
    at = values.when(said)
    assert at is None or at.tzinfo is UTC
    assert values.stamp(said) == (f"{at:%Y-%m-%d %H:%M:%S}" if at else "")


def test_a_day_alone_begins_at_midnight() -> None:
    assert values.when("2025-01-02") == datetime(2025, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("said", [None, [], {}, "", "  ", "N/A", "n/a", "None", "null", "n.v.t."])
def test_nothing_is_said_in_many_ways(said: Any) -> None:
    assert values.is_missing(said)


@pytest.mark.parametrize("said", ["None of your business", "0", 0, False, ["x"], "nah"])
def test_something_is_something(said: Any) -> None:
    assert not values.is_missing(said)


@pytest.mark.parametrize(
    ("link", "number"),
    [
        ("https://www.tiktokv.com/share/video/7300000000000000001/", "7300000000000000001"),
        ("https://www.tiktokv.com/share/video/7300000000000000001", "7300000000000000001"),
        ("https://m.tiktok.com/v/7300000000000000001.html?u=1", "7300000000000000001"),
        ("https://www.tiktok.com/@dana.x/video/7300000000000000001?lang=de", "7300000000000000001"),
        ("https://www.tiktok.com/@dana.x/photo/6800000000000000001", "6800000000000000001"),
        ("https://www.tiktok.com/@dana.x", ""),
        ("https://video-useast5.tiktokv.us/storage/v1/tos/abc/?a=1233", ""),
        ("https://www.tiktokv.com/share/video/٧٣٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠/", ""),
    ],
)
def test_numbers_of_items_are_found_in_every_address(link: str, number: str) -> None:
    assert values.item_id(link) == number


def test_made_ids_outlive_signatures_and_fit() -> None:
    first = values.link_id("https://x.us/storage/abc/?sign=1", "2025-01-01")
    assert first == values.link_id("https://y.us/storage/abc/?sign=2", "2025-01-01")
    assert first != values.link_id("https://x.us/storage/abc/?sign=1", "2025-01-02")
    assert first != values.link_id("https://x.us/storage/abd/?sign=1", "2025-01-01")
    assert len(first) < 80
    assert values.link_id("https://[broken", "x") != ""


def test_a_number_knows_its_second() -> None:
    number = str(int(NOON.timestamp()) << 32 | 12345)
    assert values.time_of_id(number) == NOON
    assert values.time_of_id("12") is None
    assert values.time_of_id("9" * 19) is None


def test_texts_can_be_stored_anywhere() -> None:
    assert values.tidy(" a\0b\ud800c\r\nd\x07 ") == "abc\nd"
    assert values.tidy("e\u0301") == "é"
    family = "\U0001f469\u200d\U0001f467 \u200fعربي"
    assert values.tidy(family) == family
    assert values.tidy("x" * 9, 4) == "xxxx"
    assert values.tidy(5) == "5"
    nothing: list[Any] = [None, [], {"a": 1}, "N/A"]
    assert [values.tidy(each) for each in nothing] == ["", "", "", ""]


def test_only_mojibake_is_repaired() -> None:
    for text in ("Grüße 🌉 上海", "日本", "é"):
        assert values.demojibake(text.encode().decode("latin-1")) == text
        assert values.demojibake(text) == text


def test_hashtags_and_mentions_are_found() -> None:
    text = "#food #猫猫 (#a_b) x#no https://x/#no ##no2 @amber.w. mail@example.org @bo@example.social #话题[话题]#"
    assert values.hashtags(text)[:3] == ("food", "猫猫", "a_b")
    assert "话题" in values.hashtags(text)
    assert "no" not in values.hashtags(text)
    assert values.mentions(text) == ("amber.w", "bo@example.social")


def test_keys_are_compared_by_letters_and_digits() -> None:
    assert values.fold_key("Income+ Wallet") == values.fold_key("income_wallet") == "incomewallet"
    assert values.fold_key("Who can see your following list::") == "whocanseeyourfollowinglist"


def test_hashtags_and_mentions_are_found_in_every_script() -> None:
    assert values.hashtags("今天吃了#美食 #a#b #नमस्ते #été #1 C#major https://x.example/#part") == (
        *("美食", "a", "b", "नमस्ते", "été"),
    )
    assert values.hashtags("#老街[话题]##散步[话题]# 好") == ("老街", "散步")
    assert values.mentions("你好@li_wei me@x.example @ann@there.example.") == ("li_wei", "ann@there.example")
