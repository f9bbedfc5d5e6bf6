"""How a reader wants texts of other languages: left alone, with a button, or translated at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from redbridge.language.names import is_known
from redbridge.language.tags import is_same, tag_of

Choice = Literal["never", "ask", "always"]
CHOICES: tuple[Choice, ...] = ("never", "ask", "always")
MOST_IN_COOKIE = 20
_PAIR = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z]{4})?):(never|ask|always|into)")


@dataclass(frozen=True, slots=True)
class Wish:
    """Into which language a reader has texts translated, what they read anyway, and what they chose of each language.

    It is hashable, and so is `key`, by which pages keep parts that look the same for equal wishes.
    """

    into: str
    reads: frozenset[str]
    chosen: tuple[tuple[str, Choice], ...] = ()

    def choice(self, language: str) -> Choice:
        """What happens to a text in a language."""
        language = tag_of(language)
        for name, choice in self.chosen:
            if name == language:
                return choice
        if language == "und" or is_same(language, self.into):
            return "never"
        return "never" if any(is_same(language, each) for each in self.reads) else "ask"

    @property
    def is_eager(self) -> bool:
        """Whether anything at all is translated without being asked for."""
        return any(choice == "always" for _language, choice in self.chosen)

    @property
    def key(self) -> tuple[str, tuple[str, ...], tuple[tuple[str, Choice], ...]]:
        return self.into, tuple(sorted(self.reads)), self.chosen


def make(*, into: str, reads: frozenset[str], chosen: Mapping[str, str]) -> Wish:
    """A wish from what is stored; what is no choice is left out."""
    fine = {tag_of(language): choice for language, choice in chosen.items() if choice in CHOICES}
    return Wish(tag_of(into), frozenset(tag_of(each) for each in reads), tuple(sorted(fine.items())))


def read_cookie(text: str) -> tuple[str, dict[str, str]]:
    """(language of translations, choices by language) of somebody without an account; what is strange is left out."""
    into, chosen = "", {}
    for language, choice in _PAIR.findall(text[:400])[:MOST_IN_COOKIE]:
        if not is_known(tag_of(language)):
            continue
        if choice == "into":
            into = tag_of(language)
        else:
            chosen[tag_of(language)] = choice
    return into, chosen


def write_cookie(into: str, chosen: Mapping[str, str]) -> str:
    """What `read_cookie` reads."""
    pairs = [f"{language}:{choice}" for language, choice in sorted(chosen.items())][: MOST_IN_COOKIE - 1]
    return ".".join([*([f"{into}:into"] if into else []), *pairs])
