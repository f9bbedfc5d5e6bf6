"""Two texts taken apart and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redbridge.kit.differences import Piece, differences

WORDS = st.lists(st.sampled_from(["tea", "cup", "茶", "杯", " ", "\n", ".", "ü"]), max_size=30).map("".join)


def told(before: str, after: str) -> str:
    signs = {"same": "{}", "out": "[-{}]", "in": "[+{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Steep it once.", "Steep it twice.", "Steep it [-once][+twice]."),
        ("a b c", "x y c", "[-a b][+x y] c"),
        ("今天喝龙井茶", "今天喝绿茶", "今天喝[-龙井][+绿]茶"),
        ("", "new", "[+new]"),
        ("old", "", "[-old]"),
        ("same", "same", "same"),
        ("one\ntwo", "one\n\ntwo", "one[-\n][+\n\n]two"),
        ("", "", ""),
    ],
)
def test_words_and_characters(before: str, after: str, found: str) -> None:
    assert told(before, after) == found


@given(WORDS, WORDS)
def test_both_texts_are_in_the_pieces(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == after


@pytest.mark.parametrize(("before", "after"), [("a " * 5000, "b " * 5000), ("茶" * 10_000, "杯" * 9_999 + "茶")])
def test_a_text_made_to_be_slow_counts_as_rewritten(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert Piece("same", before) not in pieces
    assert len(pieces) <= 3
