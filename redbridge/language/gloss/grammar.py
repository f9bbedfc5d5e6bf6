"""What English wants beside the words."""

from redbridge.language.gloss.pieces import Word


def apply(words: list[Word]) -> list[Word]:
    return words
