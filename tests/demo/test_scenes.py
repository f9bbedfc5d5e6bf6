"""Scenes: the same kind, seed and size give the same picture, in this process and in the next."""

import hashlib
import subprocess
import sys
from itertools import pairwise

import pytest
from PIL import Image, ImageFont

from redbridge.demo import scenes
from redbridge.demo.scenes import lettering
from redbridge.demo.world import SIZES

SMALL = (120, 160)
PRINTER = (
    "import hashlib; from redbridge.demo import scenes;"
    "print(hashlib.sha256(scenes.draw('hotpot', 5, (120, 160)).tobytes()).hexdigest())"
)


@pytest.mark.parametrize("kind", scenes.KINDS)
def test_every_kind_is_drawn_the_same_twice_and_differently_by_seed(kind: str) -> None:
    first = scenes.draw(kind, 3, SMALL)
    assert first.size == SMALL
    assert first.mode == "RGB"
    assert first.tobytes() == scenes.draw(kind, 3, SMALL).tobytes()
    assert first.tobytes() != scenes.draw(kind, 4, SMALL).tobytes()


def test_another_process_draws_the_same() -> None:
    here = hashlib.sha256(scenes.draw("hotpot", 5, SMALL).tobytes()).hexdigest()
    there = subprocess.run([sys.executable, "-c", PRINTER], capture_output=True, text=True, check=True).stdout.strip()
    assert there == here


def test_pictures_are_not_flat() -> None:
    for kind in scenes.KINDS:
        colors = scenes.draw(kind, 1, SMALL).getcolors(maxcolors=SMALL[0] * SMALL[1])
        assert colors is not None
        assert len(colors) > 500, kind


@pytest.mark.parametrize("size", SIZES.values())
def test_every_ratio_of_the_demo_can_be_drawn(size: tuple[int, int]) -> None:
    assert scenes.draw("ferry", 2, size).size == size


def test_twenty_four_portraits_are_of_different_people() -> None:
    assert len({scenes.portrait(seed, 64).tobytes() for seed in range(24)}) == 24


@pytest.mark.parametrize("kind", scenes.KINDS)
def test_alt_texts_name_the_tones_in_three_languages(kind: str) -> None:
    texts = {scenes.alt(kind, 2, language) for language in ("en", "zh", "es")}
    assert len(texts) == 3
    assert not any("{" in text for text in texts)


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="volcano"):
        scenes.draw("volcano", 1, SMALL)


def test_a_card_without_a_font_shows_quiet_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, size: int) -> ImageFont.FreeTypeFont:
        raise OSError(name)

    lettering._font.cache_clear()
    monkeypatch.setattr(ImageFont, "truetype", missing)
    card = scenes.text_card("慢慢吃", 1, (300, 400))
    lettering._font.cache_clear()
    assert card.size == (300, 400)
    assert isinstance(card, Image.Image)


def test_a_loop_closes_and_moves() -> None:
    frames = list(scenes.frames("ferry", 1, SMALL, seconds=1, fps=4))
    assert len(frames) == 4
    assert all(one.tobytes() != other.tobytes() for one, other in pairwise(frames))
