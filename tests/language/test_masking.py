"""What must stay stays, whatever an engine does to the rest."""

import string
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redbridge.language.masking import MARK, mask, text_hash

TOKENS = [
    "@ana", "@lin_xm", "@小红", "@ana@other.example", "#ootd", "#穿搭[话题]#", "＃美食", "https://example.org/a?b=1&c=2#d",
    "http://例子.cn/路", "www.example.com/x", "xhslink.com/a1b2", "ana.b+c@example.co.uk", "+1 555 123 4567",
    "138-1234-5678", "13812345678", "AB12345678", "SF-1234567890", "¥199.00", "199元", "US$27.50", "€5", "30 €",
    "R$1.299,00", "[笑哭R]", "[doge]", ":blob_cat:", "😂", "👨‍👩‍👧", "🇨🇳", "3️⃣", "👍🏽", "❤️", "`x = 1`", "```\na b\n```",
]  # fmt: skip
WORDS = st.text(alphabet=string.ascii_letters + " ,.!?\n今天好吃绝了", max_size=12)


@pytest.mark.parametrize("token", TOKENS)
def test_each_kind_is_one_mark(token: str) -> None:
    masked = mask(f"see {token} now")
    assert masked.text == "see ⟦0⟧ now"
    assert masked.fill(masked.text) == f"see {token} now"


@pytest.mark.parametrize(
    "text", ["at 10:30:45", "C# and F#", "a@b", "5 + 3 = 8", "1.5 cups", "50%", "no cap fr fr", "e.g. this", "[1] note"]
)
def test_what_is_only_words_is_left_alone(text: str) -> None:
    assert mask(text).tokens == ()


@given(st.lists(st.tuples(WORDS, st.sampled_from(TOKENS)), max_size=5), WORDS, st.randoms())
@settings(max_examples=60)
def test_all_tokens_survive_in_any_order_or_nothing_is_used(
    rows: list[tuple[str, str]], end: str, random: Random
) -> None:
    text = "".join(f"{words} {token} " for words, token in rows) + end
    masked = mask(text)
    assert masked.fill(masked.text) == text
    marks = [mark[0] for mark in MARK.finditer(masked.text)]
    random.shuffle(marks)
    said = "".join(f"{random.choice(['Wort', '好', ' ', ''])}{mark}" for mark in marks) + "x"
    found = masked.restore(said)
    if found is not None:
        assert sorted(mask(found).tokens) == sorted(masked.tokens)


@given(st.text(max_size=60))
@settings(max_examples=80)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    masked = mask(text)
    assert masked.restore(masked.text) == text
    assert text_hash(masked.text) == text_hash(mask(text).text)


@pytest.mark.parametrize(
    "said",
    ["", "⟦0⟧", "⟦0⟧ ⟦1⟧ ⟦1⟧", "⟦0⟧ ⟦1⟧ ⟦2⟧", "⟦0⟧ 1⟧", "⟦0⟧ ⟦1⟧ @eve", "⟦0⟧ ⟦1⟧ https://evil.example", "⟦0⟧ ⟦ 1⟧"],
)
def test_a_lost_or_new_token_refuses_the_answer(said: str) -> None:
    assert mask("hi @ana and #tag").restore(said) is None


def test_a_token_does_not_run_into_its_neighbor() -> None:
    assert mask("hi @ana at #tag").restore("⟦1⟧⟦0⟧s") == "#tag @ana s"
    assert mask("谢谢 @ana").restore("⟦0⟧谢谢") in {"@ana谢谢", "@ana 谢谢"}


def test_texts_that_differ_by_their_tokens_only_have_one_name() -> None:
    assert text_hash(mask("thanks @ana").text) == text_hash(mask("thanks @bob").text)
    assert text_hash(mask("thanks  @ana\n").text) == text_hash(mask("thanks @ana").text)
    assert text_hash(mask("thank @ana").text) != text_hash(mask("thanks @ana").text)
