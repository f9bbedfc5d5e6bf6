"""Captions as people write them, brought into one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redbridge.kit.errors import Refused
from redbridge.media import webvtt

PLAIN = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHello <i>you</i> there\n"


@pytest.mark.parametrize(
    "written",
    [
        PLAIN,
        "\ufeffWEBVTT - Mine\r\n\r\n1\r\n00:01.000 --> 00:02.500 align:start\r\nHello <i>you</i> there\r\n",
        "1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<font color=red>Hello <i>you</i> there</font>\n",
        "WEBVTT\n\nSTYLE\n::cue { }\n\nNOTE mine\n\n00:01.000 --> 00:02.500\n<v Mei>Hello <i>you</i> there\n\n\n",
        "WEBVTT\n\n00:01.000 --> 00:02.500\n<c.loud>Hello <i.x>you</i></c> there</b>\n",
    ],
)
def test_every_way_of_writing_becomes_one(written: str) -> None:
    assert webvtt.normalized(written) == PLAIN


def test_cues_are_put_in_order_and_empty_ones_left_out() -> None:
    written = "00:05.000 --> 00:06.000\nlater\n\n00:03.000 --> 00:04.000\n<b>\n\n00:01.000 --> 00:02.000\nsooner"
    assert webvtt.normalized(written).split("\n")[3] == "sooner"
    assert [cue.words for cue in webvtt.parsed(webvtt.normalized(written))] == ["sooner", "later"]


def test_words_cannot_become_markup_or_another_cue() -> None:
    written = "00:01.000 --> 00:02.000\n<script>alert(1)</script> a < b --> c &lt;b&gt;\n-->\n<i>open"
    [cue] = webvtt.parsed(written)
    assert cue.words == "alert(1) a &lt; b --&gt; c &lt;b&gt;\n--&gt;\n<i>open</i>"


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("", "empty", ""),
        ("WEBVTT\n\n", "empty", ""),
        ("Just words", "bad_captions", "Line 1"),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nHi", "bad_captions", "Line 3"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nHi", "bad_captions", "Line 3"),
        ("WEBVTT\n\n1\n00:61.000 --> 01:02.000\nHi", "bad_captions", "Line 4"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "x" * 2000, "bad_captions", "Line 3"),
        ("WEBVTT\n\n" + "00:01.000 --> 00:02.000\nHi\n\n" * 5001, "too_long", "5,000"),
        ("00:01.000 --> 00:02.000\nHi\n00:02.000 --> 00:03.000\nyou", "bad_captions", "Line 3"),
        ("x" * 200_001, "too_long", "200,000"),
    ],
)
def test_what_cannot_be_read_is_named(written: str, code: str, line: str) -> None:
    with pytest.raises(Refused) as refused:
        webvtt.normalized(written)
    assert (refused.value.code, refused.value.field) == (code, "captions")
    assert line in refused.value.sentence


@given(st.text(alphabet="ab<>/i&;:.-0123456789 \n\r{}\\\u2028\x00", max_size=200))
def test_any_text_is_refused_or_brought_into_a_form_that_stays(text: str) -> None:
    try:
        once = webvtt.normalized(f"00:01.000 --> 00:02.000\n{text}")
    except Refused:
        return
    assert webvtt.normalized(once) == once
    assert "\x00" not in once
