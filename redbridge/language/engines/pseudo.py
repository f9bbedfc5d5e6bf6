"""A translation that is none, for tests: every letter wears an accent, and marks change places as real engines do."""

from redbridge.language.engines.protocol import HERE, Order, Outcome
from redbridge.language.masking import MARK
from redbridge.language.rungs import Rung

_ACCENTS = str.maketrans("aeioucnsyzAEIOUCNSYZ", "áéíóúçñšýžÁÉÍÓÚÇÑŠÝŽ")


class Pseudo:
    """Any pair, at once, here."""

    version = "1"
    is_local = True
    place = HERE
    budget = 0
    most_segments = 100
    most_characters = 100_000
    seconds = 5.0

    def __init__(self, name: str = "pseudo", rung: Rung = Rung.RULES) -> None:
        self.name, self.rung = name, rung
        self.asked: list[str] = []

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset()

    def can(self, source: str, target: str) -> bool:
        return source != target

    def translate(self, order: Order) -> list[Outcome]:
        self.asked += [each.text for each in order.segments]
        return [Outcome(_turned(each.text)) for each in order.segments]


def _turned(text: str) -> str:
    marks = [mark[0] for mark in MARK.finditer(text)][::-1]
    replaced = MARK.sub(lambda _mark: marks.pop(0), text)
    return replaced.translate(_ACCENTS)
