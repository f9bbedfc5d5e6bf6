"""Covers for notes that are only words: set in type, drawn by code, the same for the same text and style."""

from typing import TYPE_CHECKING

from redbridge.media.covers.looks import LOOKS, STYLES

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["LOOKS", "STYLES", "can_show", "draw"]


def draw(text: str, style: int, *, language: str = "en") -> "Image.Image":
    """A card of 1080 by 1440.

    `style` below len(STYLES) is that style in its own colors; each further round of len(STYLES) shows them all in
    other colors. Where no font of the machine has the letters, quiet bars stand for the lines.
    """
    from redbridge.media.covers import card  # noqa: PLC0415 - Pillow is loaded by processes that draw, and only then

    return card.draw(text, style, language=language)


def can_show(text: str, language: str = "en") -> bool:
    """Whether a font of this machine has the letters."""
    from redbridge.media.covers import faces  # noqa: PLC0415 - the same

    return faces.can_show(text, language)
