"""Chinese numbers, what they count, and dates."""

import re

from redbridge.language.gloss import forms
from redbridge.language.gloss.pieces import Word

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "〇": 0}
_STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_UNITS = {
    "分钟": "minutes", "小时": "hours", "个小时": "hours", "钟头": "hours", "个月": "months", "个星期": "weeks",
    "星期": "weeks", "周": "weeks", "天": "days", "年": "years", "岁": "years old", "晚": "nights", "块钱": "yuan",
    "块": "yuan", "元": "yuan", "公斤": "kg", "公里": "kilometres", "厘米": "cm", "米": "metres", "秒": "seconds",
    "次": "times", "遍": "times", "点": "o'clock", "杯": "cups of", "碗": "bowls of", "瓶": "bottles of",
    "双": "pairs of", "套": "sets of", "种": "kinds of", "步": "steps", "层": "layers", "倍": "times", "斤": "jin",
    "页": "pages", "集": "episodes", "勺": "spoons of", "片": "slices of", "盒": "boxes of", "袋": "bags of",
    "句": "sentences", "个人": "people", "口": "mouthfuls of", "分": "points", "人": "people", "楼": "floor",
    "号线": "line", "罐": "cans of", "笼": "baskets of", "组": "groups of",
    "排": "rows of", "锅": "pots of", "盆": "pots of", "盘": "plates of", "壶": "pots of", "箱": "boxes of",
}  # fmt: skip
_SILENT = (
    "个只条件家位名张本款首部台辆朵颗篇间座把支道场份根粒门幅顶盏匹头棵株栋封枝"  # English counts these without a word
)
_UNIT = "|".join(sorted((*_UNITS, *_SILENT), key=len, reverse=True))
_NUMBER = r"(?:\d{1,15}(?:\.\d{1,6})?[十百千万亿]{0,3}|[一二三四五六七八九十百千万亿两零〇]{1,12})"
COUNT = re.compile(
    rf"(?P<date>(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号])?(?!份))"
    rf"|第(?P<order>\d{{1,6}}|[一二三四五六七八九十]{{1,4}})(?P<ordered>{_UNIT})?"
    rf"|(?P<number>{_NUMBER})(?P<more>多)?(?P<unit>{_UNIT})(?P<half>半)?"
    r"|(?P<big>\d{1,15}(?:\.\d{1,6})?[百千万亿]{1,3})"
)
_IDIOM = re.compile(
    "一|一[个下起点些天年生次样直切定路会种般旦半面边口家块层句位步套双集遍月日周]|一个人|一家人|千万|万一|.*分"
)  # words of the dictionary, not counts
_FROM_WORDS = re.compile("[一二三四五六七八九十百千万亿两零〇]")


def value(text: str) -> float:
    """`三百二十` is 320, `2.5万` is 25000."""
    lead = re.match(r"\d+(?:\.\d+)?", text)
    if lead:
        total = float(lead[0])
        for sign in text[lead.end() :]:
            total *= _STEPS[sign]
        return total
    if not any(sign in _STEPS for sign in text):  # 二〇二六
        return float("".join(str(_DIGITS[sign]) for sign in text))
    total = section = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif _STEPS[sign] >= _STEPS["万"]:
            total, section, digit = (total + section + digit) * _STEPS[sign], 0, 0
        else:
            section, digit = section + (digit or 1) * _STEPS[sign], 0
    return float(total + section + digit)


def counted(text: str) -> list[tuple[int, int, list[Word]]]:
    """Where a text counts something, and the words for it."""
    found = []
    for match in COUNT.finditer(text):
        if match["number"] and _IDIOM.fullmatch(match[0]) and not match["number"][0].isdigit():
            continue
        words = _words(match)
        if words:
            found.append((match.start(), match.end(), words))
    return found


def _words(match: re.Match[str]) -> list[Word]:
    def word(name: str, tag: str, meaning: str) -> Word:
        return Word(match.start(name), match.end(name), match[name], "han", tag, meaning)

    if match["date"]:
        month = int(value(match["month"]))
        if not 1 <= month <= len(_MONTHS):
            return []
        day = f" {int(value(match['day']))}" if match["day"] else ""
        return [word("date", "t", _MONTHS[month - 1] + day)]
    if match["order"]:
        order = Word(match.start(), match.end("order"), "第" + match["order"], "han", "m")
        order.meaning = forms.ordinal(int(value(match["order"])))
        unit = match["ordered"]
        return [order, word("ordered", "q", forms.singular(_UNITS.get(unit, "-")))] if unit else [order]
    if match["big"]:
        return [word("big", "m", forms.number(value(match["big"])))]
    return _counted(match, word("number", "m", ""), word("unit", "q", ""))


def _counted(match: re.Match[str], number: Word, unit: Word) -> list[Word]:
    amount = value(match["number"])
    number.meaning = forms.number(amount) if _FROM_WORDS.search(match["number"]) else match["number"]
    if match["unit"] == "年" and re.fullmatch("[12][09][0-9]{2}|二〇.*|二零.*", match["number"]):
        number.meaning, unit.meaning = f"{amount:.0f}", "-"
        return [number, unit]
    if match["unit"] == "斤":  # half a kilogram
        number.meaning, unit.meaning = forms.number(amount / 2), "kilos"
        return [number, unit]
    if match["unit"] == "点" and match["half"]:
        number.meaning, unit.meaning = f"half past {number.meaning}", "-"
    else:
        unit.meaning = _UNITS.get(match["unit"], "-")
        if amount == 1:
            unit.meaning = forms.singular(unit.meaning)
            if match["number"] == "一":
                number.meaning = forms.article(unit.meaning)
    if match["more"]:
        number.meaning = f"more than {number.meaning}"
    unit.end += len(match["half"] or "")
    return [number, unit]
