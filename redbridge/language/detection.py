"""The language of a text, found once when it is written: by script, by telling words, by a model in the end.

It says `und` rather than something wrong, and the author can always correct it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from redbridge.language.cjk import chinese, is_chinese_grammar, kind_of_han
from redbridge.language.commonwords import WEIGHTS
from redbridge.language.latin import latin, told_by_words
from redbridge.language.names import UNKNOWN

MOST_LETTERS: Final = 4000
_LONGEST_WORD = 40
_EITHER: Final = 0.5  # how sure of Han that is written the same everywhere


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text in one language, in characters of it."""

    start: int
    end: int
    language: str


@dataclass(frozen=True)
class Detected:
    """A language tag, `und` when nothing can be said, how sure that is from 0 to 1, and the stretches it is made of."""

    language: str
    confidence: float
    spans: tuple[Span, ...] = ()


NOTHING: Final = Detected(UNKNOWN, 0.0)

_NOISE = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w-])[\w-]{1,63}\.(?:com|cn|org|net|io|app|jp|kr|es|fr)(?:/\S*)?(?![\w])|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,63}"
    r"|[@＠][\w.]+|:[a-z0-9_]{2,30}:|\[[^\[\]\s]{1,12}\]"
)  # fmt: skip
_HASHTAGS = re.compile(r"[#＃][\w·]+#?")
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
_RUNS = re.compile(
    rf"(?P<latin>[{_LATIN}](?:[{_LATIN}\u0300-\u036f1-5]|['’](?=[{_LATIN}]))*)"
    "|(?P<han>[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+)"
    "|(?P<kana>[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]+)"
    "|(?P<ko>[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]+)"
    "|(?P<cyrillic>[\u0400-\u052f]+)|(?P<el>[\u0370-\u03ff\u1f00-\u1fff]+)|(?P<he>[\u0590-\u05ff]+)"
    "|(?P<arabic>[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+)|(?P<hi>[\u0900-\u097f]+)"
    "|(?P<bn>[\u0980-\u09ff]+)|(?P<ta>[\u0b80-\u0bff]+)|(?P<th>[\u0e00-\u0e7f]+)|(?P<other>[^\\W\\d_]+)"
)
_SENTENCE_END = re.compile(r"[\n。！？!?…]+|\.\s")
_LETTERS_OF_A_WORD = {"han": 1.7, "kana": 2.6, "ko": 2.6, "th": 4.0}


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    script: str
    text: str


def detect(text: str) -> Detected:
    """The language that carries the text, and the stretches in others."""
    text = text[:MOST_LETTERS]
    quiet = _NOISE.sub(_blank, text)
    runs = _runs(_HASHTAGS.sub(_blank, quiet)) or _runs(quiet)
    if not runs:
        return NOTHING
    tagged = _tagged(runs, quiet)
    weights: defaultdict[str, float] = defaultdict(float)
    lone = 0.6 if sum(run.script == "latin" for run in runs) == 1 < len(runs) else 1.0
    for run, language in tagged:
        weights[language] += _weight(run, language) * (lone if run.script == "latin" else 1.0)
    total = sum(weights.values())
    known = {language: weight for language, weight in weights.items() if language != UNKNOWN}
    if not known:
        return NOTHING
    best = max(known, key=lambda language: known[language])
    sure = _sureness(best, tagged)
    confidence = sure * (0.35 + 0.65 * known[best] / total)
    return Detected(best, round(confidence, 2), _spans(tagged, best))


def settled(text: str, usual: Iterable[str] = ()) -> str:
    """The language to store for a text: what it looks like, or else what its author usually writes, if that fits."""
    found = detect(text)
    usual = list(usual)
    if found.language == UNKNOWN:
        return _inherited(text, usual)
    if found.language.startswith("zh-Han") and found.confidence <= _EITHER and usual[:1] in (["zh-Hant"], ["ja"]):
        return usual[0]
    return found.language


def told(text: str, usual: Iterable[str] = ()) -> str:
    """The same, empty for an unknown one."""
    found = settled(text, usual)
    return "" if found == UNKNOWN else found


def _inherited(text: str, usual: Sequence[str]) -> str:
    runs = _runs(_NOISE.sub(_blank, text[:MOST_LETTERS]))
    if not runs:
        return UNKNOWN
    scripts = {run.script for run in runs}
    return next((language for language in usual[:1] if scripts <= _scripts_of(language)), UNKNOWN)


def _scripts_of(language: str) -> set[str]:
    return {
        "zh-Hans": {"han"}, "zh-Hant": {"han"}, "ja": {"han", "kana"}, "ko": {"ko"}, "ru": {"cyrillic"},
        "uk": {"cyrillic"}, "ar": {"arabic"}, "fa": {"arabic"}, "ur": {"arabic"},
    }.get(language, {language if language in {"el", "he", "hi", "bn", "ta", "th"} else "latin"})  # fmt: skip


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


def _runs(text: str) -> list[_Run]:
    return [_Run(*found.span(), found.lastgroup or "other", found.group()) for found in _RUNS.finditer(text)]


def _tagged(runs: Sequence[_Run], text: str) -> list[tuple[_Run, str]]:
    """Each run with its language: scripts of one language at once, the others by all of what is written in them."""
    scripts: dict[str, list[_Run]] = {}
    for run in runs:
        scripts.setdefault(run.script, []).append(run)
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    found: dict[int, str] = {}
    if "kana" in scripts or "han" in scripts:
        found.update(_east(scripts, ends))
    if "latin" in scripts:
        found.update(_west(scripts["latin"], ends))
    whole = {"cyrillic": _cyrillic, "arabic": _arabic}
    for script, decide in whole.items():
        if script in scripts:
            language = decide("".join(run.text for run in scripts[script]))
            found.update({run.start: language for run in scripts[script]})
    return [(run, found.get(run.start, UNKNOWN if run.script == "other" else run.script)) for run in runs]


def _east(scripts: dict[str, list[_Run]], ends: Sequence[int]) -> dict[int, str]:
    """Chinese or Japanese, sentence by sentence; Han among Hangul is Korean."""
    runs = sorted((*scripts.get("han", ()), *scripts.get("kana", ())), key=lambda run: run.start)
    han = "".join(run.text for run in runs if run.script == "han")
    kana = "".join(run.text for run in runs if run.script == "kana")
    hangul = sum(len(run.text) for run in scripts.get("ko", ()))
    if hangul > 2 * (len(han) + len(kana)) and not any(map(is_chinese_grammar, han)):
        return dict.fromkeys((run.start for run in runs), "ko")
    whole = kind_of_han(han, kana)
    written = chinese(han) if whole != "ja" or len(ends) else "zh-Hans"
    found: dict[int, str] = {}
    for part in _by_sentence(runs, ends):
        part_han = "".join(run.text for run in part if run.script == "han")
        part_kana = "".join(run.text for run in part if run.script == "kana")
        kind = kind_of_han(part_han, part_kana, leaning=whole)
        for run in part:
            is_quoted = kind == "zh" and run.script == "kana" and len(run.text) > 1
            found[run.start] = "ja" if kind == "ja" or is_quoted else written
    return found


def _west(runs: Sequence[_Run], ends: Sequence[int]) -> dict[int, str]:
    """One language for all of the words, and another for a sentence that clearly has one of its own."""
    language, _ = latin(_words(runs))
    found = dict.fromkeys((run.start for run in runs), language)
    if ends:
        for part in _by_sentence(runs, ends):
            own = _own_language([run.text.lower() for run in part])
            if own and own != language:
                found.update({run.start: own for run in part})
    return found


def _own_language(words: Sequence[str]) -> str:
    ranked = sorted(told_by_words(words).items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] * 2.5 > ranked[0][1]):  # noqa: PLR2004
        return ""
    return ranked[0][0]


def _words(runs: Iterable[_Run]) -> list[str]:
    return [unicodedata.normalize("NFKC", run.text[:_LONGEST_WORD]) for run in runs]


def _by_sentence(runs: Sequence[_Run], ends: Sequence[int]) -> list[list[_Run]]:
    parts: list[list[_Run]] = [[]]
    remaining = list(reversed(ends))
    for run in runs:
        while remaining and remaining[-1] <= run.start:
            remaining.pop()
            if parts[-1]:
                parts.append([])
        parts[-1].append(run)
    return [part for part in parts if part]


def _weight(run: _Run, language: str) -> float:
    """How many words it is worth; the small words of a language tell more of what carries the text."""
    if run.script == "latin":
        if language == UNKNOWN:
            return 0.3
        word = run.text.lower()
        return 1.3 if any(own == language for own, _ in WEIGHTS.get(word, ())) else 0.6
    words = max(1.0, len(run.text) / _LETTERS_OF_A_WORD.get(run.script, 1000.0))
    if run.script == "han" and language != "ja":
        return words + 0.7 * sum(map(is_chinese_grammar, run.text))
    return words * 1.3 if run.script in {"kana", "ko"} else words


def _sureness(best: str, tagged: Sequence[tuple[_Run, str]]) -> float:
    own = [run for run, language in tagged if language == best]
    if own[0].script == "latin":
        return latin(_words(own))[1] or 0.5
    if best.startswith("zh-Han"):
        return chinese_sureness("".join(run.text for run in own if run.script == "han"))
    return 0.97


def chinese_sureness(han: str) -> float:
    """How sure the way of writing is."""
    return 0.97 if chinese(han, otherwise="") else _EITHER


def _spans(tagged: Sequence[tuple[_Run, str]], best: str) -> tuple[Span, ...]:
    """Neighbours of one language together; a word or two that could be of any belong to those around them."""
    spans: list[Span] = []
    for at, (run, tag) in enumerate(tagged):
        language = tag
        if tag == UNKNOWN or (run.script == "latin" and tag != best and _is_lone(tagged, at)):
            language = spans[-1].language if spans else best
        if spans and spans[-1].language == language:
            spans[-1] = Span(spans[-1].start, run.end, language)
        else:
            spans.append(Span(run.start, run.end, language))
    return tuple(spans)


def _is_lone(tagged: Sequence[tuple[_Run, str]], at: int) -> bool:
    before = at > 0 and tagged[at - 1][0].script == "latin"
    after = at + 1 < len(tagged) and tagged[at + 1][0].script == "latin"
    return not before and not after


def _cyrillic(text: str) -> str:
    return "uk" if any(letter in "іїєґІЇЄҐ" for letter in text) else "ru"


def _arabic(text: str) -> str:
    if any(letter in "ٹڈڑےں" for letter in text):
        return "ur"
    return "fa" if any(letter in "پچژگی" for letter in text) else "ar"
