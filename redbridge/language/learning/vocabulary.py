"""The words of a language that can be learned here, and the one form under which each is known and saved."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from redbridge.language import dictionary
from redbridge.language.frequency import how_often
from redbridge.language.tags import base

LEARNED: Final = ("zh", "en")
LONGEST_WORD = 40
_IRREGULAR = {
    **dict.fromkeys(("am", "is", "are", "was", "were", "been", "being", "i'm", "it's", "he's", "she's"), "be"),
    **dict.fromkeys(("has", "had", "having", "i've"), "have"),
    **dict.fromkeys(("did", "does", "done", "doing", "don't", "didn't", "doesn't"), "do"),
    **dict.fromkeys(("went", "goes", "gone"), "go"),
    **dict.fromkeys(("me", "my", "mine"), "i"),
    "ate": "eat", "eaten": "eat", "bought": "buy", "brought": "bring", "came": "come", "felt": "feel",
    "found": "find", "gave": "give", "given": "give", "got": "get", "gotten": "get", "kept": "keep",
    "knew": "know", "known": "know", "left": "leave", "lost": "lose", "made": "make", "met": "meet",
    "paid": "pay", "ran": "run", "read": "read", "said": "say", "sat": "sit", "saw": "see", "seen": "see",
    "slept": "sleep", "sold": "sell", "spent": "spend", "stood": "stand", "taken": "take", "taught": "teach",
    "thought": "think", "told": "tell", "took": "take", "tried": "try", "wore": "wear", "worn": "wear",
    "won": "win", "wrote": "write", "written": "write", "children": "child", "people": "people", "men": "man",
    "women": "woman", "feet": "foot", "better": "good", "best": "good", "can't": "can", "won't": "will",
    **{word: word for word in ("news", "evening", "during", "thus", "glasses", "clothes", "species", "series")},
}  # fmt: skip
_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ying", ("ie", "y")),
    ("es", ("e", "")),
    ("ed", ("e", "")),
    ("ing", ("e", "")),
    ("est", ("e", "")),
    ("er", ("e", "")),
    ("'s", ("",)),
    ("s", ("",)),
)
_OFTEN_OTHERS = {"er", "est"}  # endings of letters and forests, too
_SHORTEST = 3


def learned(language: str) -> str:
    """`zh` or `en` for a tag in which there are words to look up, else nothing."""
    found = base(language)
    return found if found in LEARNED and language != "zh-Latn" else ""


def clean_word(word: str, language: str) -> str:
    """The dictionary form of a word; empty for what is none."""
    word = unicodedata.normalize("NFC", word).strip().lower()
    if not word or len(word) > LONGEST_WORD or not word.isprintable() or not any(map(str.isalpha, word)):
        return ""
    return simplified(word) if language == "zh" else lemma(word) if language == "en" else ""


def simplified(word: str) -> str:
    """The word in simplified characters, under which both scripts are one."""
    return word.translate(dictionary.simplification())


@lru_cache(maxsize=8192)
def lemma(word: str) -> str:
    """The dictionary form of an English word in lower case: the likeliest that endings and frequency allow."""
    word = word.replace("’", "'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    usual = how_often(word).get("en", 0)
    forms = list(_forms(word, is_common=usual > 0))
    likeliest = next((form for form in forms if how_often(form).get("en", 0) > usual), "")
    if likeliest or usual:
        return likeliest or word
    known = dictionary.meanings([word, *forms], table="reverse")
    return next((form for form in (word, *forms) if form in known), word)


def _forms(word: str, *, is_common: bool) -> Iterator[str]:
    """What the word may be a form of."""
    for ending, others in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST - 1 or (is_common and ending in _OFTEN_OTHERS):
            continue
        if _is_doubled(stem) and "" in others and stem[-1] not in "ls":
            yield stem[:-1]
        yield from (stem + other for other in others)


def _is_doubled(stem: str) -> bool:
    return len(stem) > _SHORTEST and stem[-1] == stem[-2] and stem[-1] not in "aeiou"
