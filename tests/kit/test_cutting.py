import pytest

from redbridge.kit.cutting import ELLIPSIS, cut, letters


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("short", 5, "short"),
        ("Hello wonderful world of tea", 16, "Hello wonderful…"),
        ("Hello wonderful world of tea", 20, "Hello wonderful…"),
        ("今天又加班到十点真的很累", 8, "今天又加班到十…"),
        ("喝完茶回家路上看见一只橘猫 #橘猫日常 真好", 18, "喝完茶回家路上看见一只橘猫…"),
        ("a" * 50, 20, "a" * 19 + "…"),
        ("", 0, ""),
    ],
)
def test_words_stay_whole(text: str, most: int, kept: str) -> None:
    assert cut(text, most) == kept
    assert len(cut(text, most)) <= most


FAMILY, FLAG, WALES, HAND, ACCENT = "👨‍👩‍👧‍👦", "🇨🇳", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "👍🏽", "é"


def test_what_people_see_as_one_is_one() -> None:
    assert list(letters(FAMILY + FLAG + FLAG + WALES + HAND + ACCENT)) == [FAMILY, FLAG, FLAG, WALES, HAND, ACCENT]


@pytest.mark.parametrize("most", range(1, 60))
def test_no_emoji_is_ever_cut(most: int) -> None:
    text = f"tea {FAMILY}{FLAG}{WALES} and {HAND}{ACCENT} cake {FAMILY}"
    kept = cut(text, most)
    assert len(kept) <= most
    whole = list(letters(text))
    assert (
        list(letters(kept.removesuffix(ELLIPSIS).rstrip()))
        == whole[: len(list(letters(kept.removesuffix(ELLIPSIS).rstrip())))]
    )
