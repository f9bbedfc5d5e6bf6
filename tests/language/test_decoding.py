"""What codes say, by which rule, and that nothing is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redbridge.language.decoding import LONGEST, decode, has_no_words, is_code, symbols


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("... --- ...", "morse", "SOS"),
        (".... .. / - .... . .-. .", "morse", "HI THERE"),
        ("•••• ••", "morse", ""),
        ("···· ·· −−··−−", "morse", "HI,"),
        ("⠓⠑⠇⠇⠕", "braille", "hello"),
        ("⠠⠓⠊ ⠼⠁⠃", "braille", "Hi 12"),
        ("yyds", "letters", "a god"),
        ("XSWL!!", "letters", "laughter"),
        ("520", "numbers", "I love you"),
        ("６６６", "numbers", "well played"),
        ("88~", "numbers", "bye-bye"),
        ("iykyk", "letters", ""),
    ],
)
def test_a_code_says_what_its_rule_reads(text: str, rule: str, words: str) -> None:
    found = decode(text)
    if rule == "morse" and not words:  # dots alone are a pause
        assert not found
        return
    assert [each.rule for each in found] == [rule]
    assert words in found[0].words
    assert is_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "...",
        "-----",
        "…",
        "🐰🐰",
        "ᘏ⑅ᘏ",
        "(｡•ᴗ•｡)",
        "hello there",
        "2024",
        "yydss",
        ".-.-.-.-.- ...",
        "⣿⣿",
        "\x00",
    ],
)
def test_what_fits_no_rule_has_no_words(text: str) -> None:
    assert decode(text) == []


@pytest.mark.parametrize(
    ("text", "is_silent"), [("🐰🐰", True), ("ᘏ⑅ᘏ", True), ("好", False), ("ok", False), ("... --- ...", False)]
)
def test_symbols_are_told_from_words(text: str, is_silent: bool) -> None:
    assert has_no_words(text) is is_silent


def test_symbols_have_the_names_of_unicode() -> None:
    assert symbols("🐰🐰🌊") == [("🐰", "Rabbit face"), ("🌊", "Water wave")]


def test_several_codes_are_read_one_by_one_and_a_sentence_is_no_code() -> None:
    assert [each.source for each in decode("yyds 520 yyds")] == ["yyds", "520"]
    assert is_code("yyds 520")
    assert not is_code("this tea is yyds")


@given(st.text(max_size=LONGEST + 50))
def test_any_text_is_answered(text: str) -> None:
    assert all(each.rule and each.words for each in decode(text))
    assert isinstance(is_code(text), bool)
