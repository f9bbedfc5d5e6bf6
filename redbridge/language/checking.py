"""Whether an answer can be a translation at all, and whether a text tries to be an order to a model.

No check knows whether a translation is right. These know when it is not one: when it is far too long or too short, in
the wrong script or language, an echo, or brings links and names along that the text had not.
"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from redbridge.language.detection import detect
from redbridge.language.masking import MARK, Masked
from redbridge.language.rungs import Rung
from redbridge.language.tags import base, is_same

MOST_LONGER = 3  # times what is expected
SLACK = 12
LEAST_SHARE, LONG_ENOUGH = 0.15, 40
LETTERS_OF_A_WORD = 4
FEWEST_ECHOED = 3
SURE = 0.9
LEAK = 6  # words of our instructions in a row
SCRIPTS = {
    "zh": r"[\u3400-\u9fff]", "ja": r"[\u3040-\u30ff\u3400-\u9fff]", "ko": r"[\uac00-\ud7a3]",
    "ru": r"[\u0400-\u04ff]", "uk": r"[\u0400-\u04ff]", "ar": r"[\u0600-\u06ff]", "fa": r"[\u0600-\u06ff]",
    "ur": r"[\u0600-\u06ff]", "he": r"[\u0590-\u05ff]", "el": r"[\u0370-\u03ff]", "th": r"[\u0e00-\u0e7f]",
    "hi": r"[\u0900-\u097f]", "bn": r"[\u0980-\u09ff]", "ta": r"[\u0b80-\u0bff]",
}  # fmt: skip
DENSE = {"zh": 3.2, "ja": 2.4, "ko": 2.2}  # letters of Latin that one sign is worth
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_DENSE_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")


def fault(masked: Masked, answer: str, *, target: str, rung: Rung, told: str = "") -> str:
    """Why an answer (still masked) is no translation of a text: a short code, empty when nothing speaks against it.

    `told` are the instructions that a model was given, which must not come back as a translation.
    """
    asked, said = MARK.sub(" ", masked.text), MARK.sub(" ", answer)
    expected = _letters(asked) / DENSE.get(base(target), 1.0)
    checks: dict[str, Callable[[], bool]] = {
        "long": lambda: len(said) > MOST_LONGER * expected + SLACK,
        "short": lambda: _letters(asked) >= LONG_ENOUGH and len(said.strip()) < LEAST_SHARE * expected,
        "script": lambda: not _is_in_script(asked, said, target),
        "echo": lambda: _is_echo(asked, said),
        "leak": lambda: bool(told) and _leaks(told, asked, said),
        "language": lambda: rung == Rung.MODEL and _is_of_another_language(said, target),
    }
    return next((code for code, is_so in checks.items() if is_so()), "")


def is_an_order(text: str) -> bool:
    """Whether a text speaks to a model rather than to people. Such texts go to engines that cannot obey."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(each for each in apart if unicodedata.category(each) not in {"Cf", "Mn"})
    plain = unicodedata.normalize("NFC", bare)
    return _ORDERS.search(plain) is not None or _ORDERS.search(_SEPARATED.sub("", plain)) is not None


def words_in(text: str) -> int:
    """About how many words a masked text has: a word of Chinese or Japanese is about two signs."""
    bare = MARK.sub(" ", text)
    dense = len(_DENSE_SIGN.findall(bare))
    return len(_WORD.findall(_DENSE_SIGN.sub(" ", bare))) + -(-dense // 2)


def is_round_trip(text: str, back: str) -> bool:
    """Whether a translation that was translated back says the same again."""
    return _WORD.findall(text.casefold()) == _WORD.findall(back.casefold())


def _letters(text: str) -> float:
    """The length as Latin letters would have it."""
    dense = sum(_weight(sign) for sign in _DENSE_SIGN.findall(text))
    return dense + len(_DENSE_SIGN.sub("", text).strip())


def _weight(sign: str) -> float:
    if "\u3040" <= sign <= "\u30ff":
        return DENSE["ja"]
    return DENSE["ko"] if sign >= "\uac00" else DENSE["zh"]


def _is_in_script(asked: str, said: str, target: str) -> bool:
    letters = len(_LETTER.findall(said))
    if not letters:
        return not _LETTER.search(asked)
    script = SCRIPTS.get(base(target)) if target != "zh-Latn" else None
    if script:
        own = len(re.findall(script, said))
        return own * 4 >= letters or (bool(own) and letters <= LETTERS_OF_A_WORD * 2)
    return len(_LATIN.findall(said)) * 2 >= letters


def _is_echo(asked: str, said: str) -> bool:
    words = _WORD.findall(asked.casefold())
    return len(words) >= FEWEST_ECHOED and words == _WORD.findall(said.casefold())


def _leaks(told: str, asked: str, said: str) -> bool:
    ours, theirs = _WORD.findall(told.casefold()), f" {' '.join(_WORD.findall(said.casefold()))} "
    given = f" {' '.join(_WORD.findall(asked.casefold()))} "
    rows = (f" {' '.join(ours[start : start + LEAK])} " for start in range(max(0, len(ours) - LEAK + 1)))
    return any(row in theirs and row not in given for row in rows)


def _is_of_another_language(said: str, target: str) -> bool:
    if len(_LETTER.findall(said)) < LONG_ENOUGH // 2 or base(target) in SCRIPTS:
        return False
    found = detect(said)
    return found.confidence >= SURE and not is_same(found.language, target)


def _orders() -> re.Pattern[str]:
    lines = (Path(__file__).parent / "data" / "orders.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(line for line in lines if line and not line.startswith("# ")), re.DOTALL)


_ORDERS = _orders()
_SEPARATED = re.compile(r"(?<=\w)[\s._*~\-]{1,2}(?=\w(?:[\s._*~\-]|$))")  # l i k e  t h i s
