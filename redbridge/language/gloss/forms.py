"""Forms of English words: past, -ing, plural, comparison, and the numbers in words."""

import re

_PAST = dict(
    re.findall(
        r"(\w+):(\w+)",
        "be:was become:became begin:began bring:brought build:built buy:bought catch:caught choose:chose "
        "come:came cut:cut do:did draw:drew drink:drank drive:drove eat:ate fall:fell feel:felt fight:fought "
        "find:found fly:flew forget:forgot get:got give:gave go:went grow:grew have:had hear:heard hit:hit "
        "hold:held hurt:hurt keep:kept know:knew lead:led learn:learned leave:left lend:lent let:let lie:lay "
        "lose:lost make:made mean:meant meet:met pay:paid put:put read:read ride:rode ring:rang rise:rose run:ran "
        "say:said see:saw sell:sold send:sent set:set shoot:shot show:showed shut:shut sing:sang sit:sat "
        "sleep:slept speak:spoke spend:spent stand:stood steal:stole swim:swam take:took teach:taught tell:told "
        "think:thought throw:threw understand:understood wake:woke wear:wore win:won write:wrote break:broke "
        "cost:cost quit:quit spread:spread split:split",
    )
)
_STATES = {  # verbs in Chinese, adjectives in English
    "urgent", "tired", "dead", "wrong", "bad", "busy", "crazy", "insane", "sick", "drunk", "happy", "correct", "angry",
    "slim", "full", "late", "gone", "done", "hungry", "lost", "afraid", "slow", "quick", "off", "up", "in", "out",
    "awake",
}  # fmt: skip
_DOUBLED = {"shop", "stop", "plan", "chat", "drop", "grab", "hug", "pack up", "try out", "wrap", "chop", "skip", "pet"}
_PLURAL = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "mouse": "mice", "wife": "wives", "life": "lives", "knife": "knives", "leaf": "leaves", "shelf": "shelves",
}  # fmt: skip
_SAME = {
    "people", "hair", "food", "water", "tea", "coffee", "milk", "rice", "money", "music", "weather", "skin", "skincare",
    "makeup", "advice", "work", "homework", "furniture", "luggage", "news", "bread", "sugar", "salt", "meat", "fish",
    "beef", "chicken", "pork", "fruit", "sunscreen", "rain", "snow", "time", "yuan", "clothes", "pants", "jeans",
    "everyone", "English", "Chinese",
}  # fmt: skip
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
_ORDER = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_VOWELS = "aeiou"


def past(phrase: str) -> str:
    """The first word in the past: `take photos` becomes `took photos`."""
    verb, space, rest = phrase.partition(" ")
    if verb in _STATES:
        return phrase
    return (_PAST.get(verb) or _regular(verb)) + space + rest


def _regular(verb: str) -> str:
    if verb.endswith("ed") or not verb.isalpha():
        return verb
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in _DOUBLED else "") + "ed"


def ing(phrase: str) -> str:
    """The first word in progress: `make dinner` becomes `making dinner`."""
    verb, space, rest = phrase.partition(" ")
    if verb.endswith("ing") and len(verb) > len("bring"):
        return phrase
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) and verb != "be":
        verb = verb[:-2] + "y" if verb.endswith("ie") else verb[:-1]
    elif verb in _DOUBLED or verb in {"get", "put", "run", "cut", "sit", "swim", "let", "set", "win", "begin", "hit"}:
        verb += verb[-1]
    return f"{verb}ing{space}{rest}"


def plural(noun: str) -> str:
    """More than one of it; nothing for what is never counted."""
    head, space, last = noun.rpartition(" ")
    if last in _SAME or last.endswith(("s", "ing")) or not last.isalpha() or last[:1].isupper():
        return noun
    if last in _PLURAL:
        last = _PLURAL[last]
    elif last.endswith(("x", "ch", "sh", "z")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in _VOWELS:
        last = last[:-1] + "ies"
    else:
        last += "s"
    return head + space + last


def singular(noun: str) -> str:
    """One of it, for the regular ones."""
    head, space, rest = noun.partition(" ")  # `boxes of` is counted by its first word
    if head.endswith("xes"):
        return head[:-2] + space + rest
    return (head[:-1] if head.endswith("s") and not head.endswith(("ss", "us")) else head) + space + rest


def is_counted(noun: str) -> bool:
    """Whether one of it wants an article."""
    last = noun.rpartition(" ")[2]
    return last not in _SAME and not last.endswith(("s", "ing")) and not last[:1].isupper() and last.isalpha()


def article(noun: str) -> str:
    sounds = noun[:1].lower() in _VOWELS and not noun.startswith(("uni", "use", "one"))
    return "an" if sounds or noun == "hour" else "a"


def number(value: float) -> str:
    """Small ones in words, others in figures with thousands marked."""
    if value == int(value):
        whole = int(value)
        if whole < len(_SMALL):
            return _SMALL[whole]
        return _TENS.get(whole) or f"{whole:,}"
    return f"{value:g}"


def ordinal(value: int) -> str:
    if value < len(_ORDER):
        return _ORDER[value]
    ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


_BASE = {past: base for base, past in _PAST.items()} | {"children": "child", "people": "people", "men": "man"}


def plain(word: str) -> tuple[str, ...]:
    """What the word may be a form of, likeliest first: `stopped` of `stop`, `cities` of `city`."""
    found = [_BASE[word]] if word in _BASE else []
    for ending, puts in (
        ("'s", ("",)), ("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ing", ("", "e")),
        ("ed", ("", "e")), ("iest", ("y",)), ("ier", ("y",)), ("est", ("", "e")), ("er", ("", "e")), ("ly", ("",)),
    ):  # fmt: skip
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:  # noqa: PLR2004 - no word is left
            continue
        found += [stem + put for put in puts]
        if len(stem) > 2 and stem[-1] == stem[-2]:  # noqa: PLR2004 - stopped, bigger
            found.append(stem[:-1])
    return tuple(found)
