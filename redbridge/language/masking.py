"""What no engine may touch: mentions, tags, links, numbers that are addresses, prices, emotes, emoji, code.

Each becomes a mark in the text before an engine sees it, and afterwards every one must be there again, whole and once.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

LONGEST_TEXT = 20_000

# A tag or a name may follow a word directly where the script has no spaces.
_SPACELESS = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef\u0e00-\u0eff"
_URL_CHARACTERS = r"[^\s<>\"'`{}|\\^⟦⟧\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef]"
_TOP = "com|org|net|io|co|cn|uk|de|fr|es|jp|kr|tw|hk|me|app|dev|shop|store|info|xyz|tv|ly|be|gg|link|site|page"
_PICTOGRAPH = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_EMOJI = (
    rf"(?:(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PICTOGRAPH})"
    r"(?:\ufe0f|[\U0001f3fb-\U0001f3ff]|[\U000e0020-\U000e007f])*"
    rf"(?:\u200d{_PICTOGRAPH}(?:\ufe0f|[\U0001f3fb-\U0001f3ff])*)*)+"
)
_AMOUNT = r"\d+(?:[.,\u00a0\u202f]\d+)*"
_SIGNS = r"(?:US|CA|AU|HK|NT|MX|SG|NZ|CN|R|S)?[$¥￥€£₩₹₽฿₫₱₺₴]|CHF|[Rr]p|z[łl]|USD|EUR|GBP|CNY|RMB|JPY|KRW|TWD|HKD|MXN"
_UNITS = r"[¥￥€£₩₹₽฿₫₱₺₴]|元|块钱|块|円|원|USD|EUR|GBP|CNY|RMB|JPY|KRW|TWD|HKD|MXN|zł"
KINDS = {
    "code": r"```.+?```|`[^`\n]+`",
    "mark": r"[⟦⟧]|\{\{|\}\}",
    "url": rf"(?:https?|ftp)://[^\s<>\"'`{{}}|\\^⟦⟧\u3000-\u303f\uff00-\uff0f\uff1a-\uff1f]+|(?<![\w@./-])www\.{_URL_CHARACTERS}+",
    "mail": r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    "domain": rf"(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:{_TOP})(?![\w-])(?:/{_URL_CHARACTERS}*)?",
    "mention": (
        rf"(?:(?<![\w@/.+-])|(?<=[{_SPACELESS}]))[@＠]"
        r"(?:[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?|[^\W\d_]\w{0,19}(?=\s|$))"
    ),
    "tag": (
        rf"(?:(?<![\w&/#＃])|(?<=[{_SPACELESS}]))[#＃](?!\ufe0f?\u20e3)[\w\u200c\u200d\u00b7]+"
        r"(?:\[[^\[\]\n]{1,6}\][#＃]?)?"
    ),
    "emote": r"\[(?=[^\[\]\n]*[^\W\d_])[^\[\]\n⟦⟧]{1,12}\]",
    "shortcode": r"(?<![\w:]):(?=[\w+-]*[A-Za-z])[A-Za-z0-9_+-]{2,30}:(?![\w:])",
    "price": (
        rf"(?<![\w$])(?:{_SIGNS})\s?{_AMOUNT}(?!\d)(?:\s?[kKwW万萬](?!\w))?"
        rf"|(?<![\w.,]){_AMOUNT}\s?(?:{_UNITS})(?![A-Za-z])"
    ),
    "phone": r"(?<![\w.,+])(?:\+\s?)?(?:\(\d{1,5}\)[\s.-]?)?\d(?:[\s.-]?\d){6,17}(?!\w|[.,]\d)",
    "order": r"(?<![\w-])(?=(?:[A-Z-]*\d){4})(?=[0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{6,34}[A-Z0-9](?![\w-])",
    "digits": r"\d{7,}",
    "emoji": _EMOJI,
}
_FIND = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS.items()), re.DOTALL)
# Most texts have none of it, and one look is twenty times as fast as thirteen.
_MAYBE = re.compile(rf"[\d@＠#＃\[:`⟦⟧{{}}\u20e3\U0001f1e6-\U0001f1ff]|\.\w|{_PICTOGRAPH}")
_URL_ENDS = ".,:;!?*_~…)]"
# What leads or calls somebody: a translation that brings one along that the text had not is refused.
REACHING = frozenset({"url", "mail", "domain", "mention", "tag", "phone", "order", "digits", "code"})
MARK = re.compile(r"⟦(\d{1,4})⟧")
AROUND_MARKS = re.compile(r"(⟦\d{1,4}⟧)")
_LETTER = re.compile(r"[^\W\d_]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with marks `⟦0⟧`, `⟦1⟧` … in place of what must stay; `tokens` is what they stand for, in order."""

    text: str
    tokens: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether there is anything that a translation could be of."""
        return _LETTER.search(MARK.sub(" ", self.text)) is not None

    def restore(self, translated: str) -> str | None:
        """The translation with everything back in its place; None when something was lost, doubled, changed or added.

        The order may be another one.
        """
        settled = self.settle(translated)
        return None if settled is None else self.fill(settled)

    def settle(self, translated: str) -> str | None:
        """The translation, still with marks, and with a space wherever a token would run into its neighbor.

        None when something was lost, doubled, changed or added. This is what is kept, and `fill` needs no check then.
        """
        if translated == self.text:
            return translated
        if not self.is_whole(translated):
            return None
        for settled in (translated, self._with_gaps(translated)):
            if self._holds(self.fill(settled) or ""):
                return settled
        return None

    def fill(self, settled: str) -> str | None:
        """What was settled once, for this or a text with the same words, with its tokens; None when marks differ."""
        if not self.tokens:
            return None if "⟦" in settled else settled
        if not self.is_whole(settled):
            return None
        return MARK.sub(lambda mark: self.tokens[int(mark[1])], settled)

    def is_whole(self, translated: str) -> bool:
        """Whether each mark of this text is in the translation exactly once, and no other."""
        marks = sorted(int(number) for number in MARK.findall(translated))
        stray = MARK.sub("", translated)
        return marks == list(range(len(self.tokens))) and "⟦" not in stray and "⟧" not in stray

    def _with_gaps(self, translated: str) -> str:
        parts = AROUND_MARKS.split(translated)
        for place in range(1, len(parts), 2):
            before, after = parts[place - 1][-1:], parts[place + 1][:1]
            left = " " if _sticks(before) or (not before and place > 1) else ""
            right = " " if _sticks(after) else ""
            parts[place] = f"{left}{parts[place]}{right}"
        return "".join(parts)

    def _holds(self, restored: str) -> bool:
        again = mask(restored)
        there, wanted = Counter(again.tokens), Counter(self.tokens)
        if wanted - there:
            return False
        extra = there - wanted
        return not any(
            kind in REACHING for token, kind in zip(again.tokens, again.kinds, strict=True) if extra.get(token)
        )


def mask(text: str) -> Masked:
    """The text with everything in it replaced by marks that must come through a translation unchanged."""
    if not _MAYBE.search(text):
        return Masked(text)
    parts: list[str] = []
    tokens: list[str] = []
    kinds: list[str] = []
    position = 0
    while found := _FIND.search(text, position):
        kind, token = str(found.lastgroup), found[0]
        if kind in {"url", "domain"}:
            token = _without_end(token)
        parts += (text[position : found.start()], f"⟦{len(tokens)}⟧")
        tokens.append(token)
        kinds.append(kind)
        position = found.start() + len(token)
    parts.append(text[position:])
    return Masked("".join(parts), tuple(tokens), tuple(kinds))


def text_hash(masked_text: str) -> str:
    """The one name of a masked text, however its letters are composed and its spaces set."""
    normal = _SPACES.sub(" ", unicodedata.normalize("NFC", masked_text)).strip()
    return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()


def _sticks(letter: str) -> bool:
    return bool(letter) and not letter.isspace() and (letter.isalnum() or letter in "_@#&/.-+:$")


def _without_end(address: str) -> str:
    """A dot at the end is the sentence's; a bracket belongs to the address only where it was opened in it."""
    while address and address[-1] in _URL_ENDS:
        opening = {")": "(", "]": "["}.get(address[-1])
        if opening and address.count(opening) >= address.count(address[-1]):
            break
        address = address[:-1]
    return address
