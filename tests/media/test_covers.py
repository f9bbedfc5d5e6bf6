from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from redbridge.media import covers, pictures
from redbridge.media.covers import card as cards
from redbridge.media.covers import faces, layouts, lines
from redbridge.media.covers.colors import contrast

SHORT = "Moving here was easier than I thought"
CHINESE = "第一次来成都的外国朋友，请收下这份清单！先去人民公园喝盖碗茶（三十块），再去玉林路走走；晚上吃“鸳鸯锅”。"
LONG = "There is so much to tell about the first week in a new town. " * 60
UNSHOWN = "\U00012000\U00012001\U00012002\U00012003"  # cuneiform: hardly a machine has it
HAN_FACE: Any = faces.choose(CHINESE, "zh", sans=True)
needs_han = pytest.mark.skipif(HAN_FACE is None, reason="This machine has no Chinese font.")


def own_face() -> faces.Face:
    return faces.Face(faces.SANS[0])


def same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


def text_of(setting: lines.Setting) -> str:
    return " ".join(line.text for line in setting.lines)


def test_there_are_many_styles() -> None:
    assert len(covers.STYLES) >= 8
    assert len(set(covers.STYLES)) == len(covers.STYLES)


@pytest.mark.parametrize("style", range(len(covers.STYLES)), ids=covers.STYLES)
def test_a_style_draws_the_words_and_draws_them_again(style: int) -> None:
    card = covers.draw(SHORT, style)
    assert (card.size, card.mode) == ((1080, 1440), "RGB")
    assert same(card, covers.draw(SHORT, style))
    assert not same(card, covers.draw("Something else", style))
    assert max(ImageStat.Stat(card).stddev) > 8


def test_further_rounds_bring_other_colors() -> None:
    first, second = covers.draw(SHORT, 0), covers.draw(SHORT, len(covers.STYLES))
    assert not same(first, second)
    assert same(first, covers.draw(SHORT, covers.LOOKS))


class Void:
    """A surface that takes every stroke and keeps none."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_args, **_options: None


@pytest.mark.parametrize("style", range(covers.LOOKS))
def test_every_look_can_be_read(style: int) -> None:
    name = covers.STYLES[style % len(covers.STYLES)]
    palette, ground = cards._colors(name, style // len(covers.STYLES))
    void: Any = Void()
    block = layouts.LAYOUTS[name](void, palette, ground)
    under = block.marker or (palette.paper if name in {"paper", "window", "letter", "bubble"} else ground)
    assert contrast(block.ink, under) >= 4.5


def test_a_card_is_a_picture_like_any_other(tmp_path: Path) -> None:
    covers.draw(SHORT, 3).save(tmp_path / "card.png", compress_level=1)
    derived = pictures.derive(tmp_path / "card.png", tmp_path / "made")
    assert (derived.ratio, derived.widths) == ("34", (480, 1080, 1080))


@needs_han
@pytest.mark.parametrize("ems", [4.0, 5.5, 7.0, 9.3, 12.0])
def test_no_chinese_line_begins_or_ends_with_the_wrong_mark(ems: float) -> None:
    wrapped = lines.wrap(CHINESE, HAN_FACE, ems)
    assert "".join(wrapped) == CHINESE
    assert all(HAN_FACE.length(line) <= ems + 0.01 for line in wrapped)
    assert not any(line[0] in "，。；！）”" for line in wrapped)
    assert not any(line[-1] in "（“" for line in wrapped)


@needs_han
def test_a_chinese_card_shows_chinese() -> None:
    assert covers.can_show("今天也要好好吃饭")
    assert not same(
        covers.draw("今天也要好好吃饭", 0, language="zh"), covers.draw("明天也要好好吃饭", 0, language="zh")
    )


def test_words_stay_whole() -> None:
    wrapped = lines.wrap(SHORT, own_face(), 6)
    assert " ".join(wrapped) == SHORT
    assert len(wrapped) > 2


@pytest.mark.parametrize("width", range(40, 90, 5))
def test_evening_out_lines_tears_no_word(width: int) -> None:
    words = "Slow mornings, strong tea."
    setting = lines.set_text(words, own_face(), width=width, height=76, largest=16)
    assert text_of(setting) == words


def test_a_word_wider_than_the_line_is_torn_rather_than_cut_off() -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 3
    setting = lines.set_text(word, own_face(), width=70, height=80, largest=17)
    assert text_of(setting).replace(" ", "") == word
    assert all(own_face().length(line.text) * line.size <= 70.5 for line in setting.lines)


def test_more_words_are_set_smaller_and_too_many_end_in_an_ellipsis() -> None:
    sizes = []
    for text in ("Hi", SHORT, LONG[:400], LONG):
        setting = lines.set_text(text.strip(), own_face(), width=80, height=80, largest=17)
        assert setting.height <= 80.01
        assert all(own_face().length(line.text) * line.size <= 80.5 for line in setting.lines)
        sizes.append(setting.lines[0].size)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == lines.SMALLEST
    assert setting.lines[-1].text.endswith("…")


def test_a_short_first_line_becomes_a_title() -> None:
    setting = lines.set_text("Five things\n" + LONG[:200], own_face(), width=80, height=90, largest=17)
    assert setting.lines[0].text == "Five things"
    assert setting.lines[0].size > setting.lines[-1].size


def test_pictographs_are_left_out() -> None:
    assert lines.tidy("A  day \U0001f389 in\u200b town \ufe0f\n\n\U0001f389\nGo", own_face()) == "A day in town\nGo"
    assert covers.can_show("A day \U0001f389")


def test_own_fonts_show_the_languages_of_the_bridge() -> None:
    for text in ("Where do you eat?", "¿Dónde coméis, niña?", "Où ça, là-bas ?", "Где вы едите?", "Đi ăn phở"):
        assert all(own_face().shows(letter) for letter in text), text


@pytest.mark.parametrize("text", [UNSHOWN, "", "\U0001f389"], ids=["unknown letters", "nothing", "pictograph"])
def test_what_cannot_be_shown_is_told(text: str) -> None:
    assert not covers.can_show(text)


@pytest.mark.parametrize("style", range(len(covers.STYLES)), ids=covers.STYLES)
def test_what_cannot_be_shown_still_makes_a_card(style: int) -> None:
    card = covers.draw(UNSHOWN, style)
    assert same(card, covers.draw("", style))
    assert max(ImageStat.Stat(card).stddev) > 8


@pytest.mark.parametrize("text", ["שלום לכולם", "صباح الخير"])
def test_a_right_to_left_line_ends_at_the_right_edge(text: str) -> None:
    if not covers.can_show(text):
        pytest.skip(f"This machine has no font for {text}.")
    card = covers.draw(text, 0)
    assert faces.runs_left(text)
    assert not faces.runs_left("Salaam " + text)
    area = (108, 356, 972, 600)
    box = (
        ImageChops.difference(card.crop(area), Image.new("RGB", (864, 244), card.getpixel((5, 5))))
        .point(lambda value: 255 if value > 100 else 0)
        .getbbox()
    )
    assert box is not None
    assert box[2] > 820
