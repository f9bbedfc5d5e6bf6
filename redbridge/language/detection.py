"""A first guess at the language of a text: its script, then its most telling letters and words.

Small and quick on purpose. It says `und` rather than something wrong, and the author can always correct it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from redbridge.language.han import SIMPLIFIED, TRADITIONAL
from redbridge.language.names import UNKNOWN
from redbridge.language.pinyin import has_tones, is_pinyin

MOST_LETTERS = 4000
SURE_SHARE = 0.6  # of what a text is made of, for its script to be the text's
FEWEST_WORDS_OF_PINYIN = 3
WEIGHT_OF_HAN = 2.5  # a word is about two characters of Han, and five Latin letters
LEAST, LEAST_DENSITY = 0.8, 0.12  # of telling words: altogether, and for each word of the text
LEAD = 1.25  # by which the best language must beat the next


@dataclass(frozen=True)
class Detected:
    """A language tag, `und` when nothing can be said, and how sure that is from 0 to 1."""

    language: str
    confidence: float


NOTHING = Detected(UNKNOWN, 0.0)

_NOISE = re.compile(r"https?://\S+|[@＠]\w+|\S+@\S+\.\w+")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS = {
    "HIRAGANA": "kana", "KATAKANA": "kana", "HANGUL": "ko", "CJK": "han", "LATIN": "latin", "CYRILLIC": "cyrillic",
    "ARABIC": "arabic", "HEBREW": "he", "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta",
}  # fmt: skip
_COMMON = {
    "en": "the and of to in is it you that for with this was on are my have but not so at they be from we your just"
    " i'm it's don't what all an as or if me how do here there a he she can too some like his her has had will more"
    " when which their were out who am about by one than into after love",
    "es": "el la los las de que y en un una por con para es no se lo su al del como más pero muy mi este esta está son"
    " ya todo hay cuando donde también fue",
    "fr": "le la les de des du et est un une dans pour que qui pas ce je il elle sur avec au plus mais nous vous c'est"
    " j'ai mon ma ne on son très cette être d'un où",
    "de": "der die das und ist ich nicht ein eine in zu mit den von auf für es sich auch dem wie im war aber noch nur"
    " wir sie so mein bei hat am",
    "pt": "o a os as de que e do da em um uma para com não por se mais na no é eu mas meu minha muito como foi ao isso"
    " você são está tem também dos das",
    "it": "il la lo gli le di che e un una in per con non è del della si da come più ma mi questo questa sono ho al"
    " anche molto nel alla dei",
    "nl": "de het een en van ik is dat niet in op te zijn voor met die er aan ook maar naar heb mijn wat was om",
    "id": "yang dan di ini itu untuk dengan dari tidak ada saya aku akan pada juga ke bisa sudah karena",
}
_TELLING = {
    "es": "ñ¿¡", "fr": "çœèêî", "de": "ßäö", "pt": "ãõ", "it": "ìò", "pl": "łąęśźżćń", "tr": "ğışİüç",
    "vi": "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "sv": "å",
}  # fmt: skip
COMMON = {language: frozenset(words.split()) for language, words in _COMMON.items()}
SHARED = Counter(word for words in COMMON.values() for word in words)
TELLING = {language: frozenset(letters) for language, letters in _TELLING.items()}


def detect(text: str) -> Detected:
    """The language that most of the text is in."""
    text = unicodedata.normalize("NFC", _NOISE.sub(" ", text[:MOST_LETTERS]))
    scripts = Counter(script for letter in text if letter.isalpha() and (script := _script(letter)))
    if not scripts:
        return NOTHING
    if scripts["kana"] * 8 >= scripts["han"] and scripts["kana"]:  # Japanese is never written without kana for long
        scripts["ja"] = scripts.pop("kana") + scripts.pop("han", 0)
    weights = {script: count * _weight(script) for script, count in scripts.items()}
    best = max(weights, key=lambda script: weights[script])
    share = weights[best] / sum(weights.values())
    if share < SURE_SHARE or best == "other":
        return NOTHING
    found = _within(best, text)
    return Detected(found.language, round(found.confidence * share, 2))


def _within(script: str, text: str) -> Detected:
    if script == "latin":
        return _latin([word.lower().replace("’", "'") for word in _WORDS.findall(text)])
    if script == "han":
        return _chinese(text)
    if script == "cyrillic":
        return Detected("uk" if any(letter in "іїєґІЇЄҐ" for letter in text) else "ru", 0.85)
    if script == "arabic":
        return _arabic(text)
    return Detected(script, 0.98) if script != "kana" else Detected("ja", 0.9)


def _chinese(text: str) -> Detected:
    simplified = sum(letter in SIMPLIFIED for letter in text)
    traditional = sum(letter in TRADITIONAL for letter in text)
    if traditional > simplified:
        return Detected("zh-Hant", 0.6 + 0.4 * (traditional - simplified) / (traditional + simplified))
    if simplified > traditional:
        return Detected("zh-Hans", 0.6 + 0.4 * (simplified - traditional) / (traditional + simplified))
    return Detected("zh-Hans", 0.5)


def _arabic(text: str) -> Detected:
    if any(letter in "ٹڈڑےں" for letter in text):
        return Detected("ur", 0.9)
    return Detected("fa", 0.9) if any(letter in "پچژگی" for letter in text) else Detected("ar", 0.9)


def _latin(words: list[str]) -> Detected:
    pinyin = _pinyin(words)
    if pinyin:
        return pinyin
    scores = {language: _score(language, words) for language in {*COMMON, *TELLING}}
    (best, top), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    density = top / max(1, len(words))
    if top < LEAST or (top < second * LEAD) or density < LEAST_DENSITY:
        return NOTHING
    return Detected(best, min(0.99, 0.55 + density * 0.8) * (1 - 0.3 * second / top))


def _score(language: str, words: Iterable[str]) -> float:
    # A word that several languages use says less about each.
    common, telling = COMMON.get(language, frozenset()), TELLING.get(language, frozenset())
    score = 0.0
    for word in words:
        score += 1 / SHARED[word] if word in common else 0
        score += 0.8 * bool(telling and telling.intersection(word))
    return score


def _pinyin(words: list[str]) -> Detected | None:
    spelled = [word for word in words if is_pinyin(word)]
    if not words or len(spelled) < len(words):
        return None
    if any(has_tones(word) for word in spelled):
        return Detected("zh-Latn", 0.9)
    known = sum(word in COMMON["en"] for word in words)
    if len(words) >= FEWEST_WORDS_OF_PINYIN and known * 3 < len(words):
        return Detected("zh-Latn", 0.7)
    return None


def _weight(script: str) -> float:
    return WEIGHT_OF_HAN if script in {"han", "ja", "kana", "ko"} else 1.0


def _script(letter: str) -> str:
    if letter.isascii():
        return "latin"
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], "other")
