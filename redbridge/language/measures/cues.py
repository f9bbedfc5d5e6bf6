"""What the words around an amount say of the unit that is meant."""

import re
from decimal import Decimal
from typing import Final

OVEN: Final = re.compile(
    r"\b(?:oven|bak(?:e|ing|ed)|preheat(?:ed)?|roast(?:ed)?|air ?fr(?:y|yer)|broil|horno|hornea(?:r|do)?|precalent\w*"
    r"|four|enfourn\w*|préchauff\w*|cuire|cuisson)\b|烤|预热|預熱|上下火|空气炸|氣炸",
    re.IGNORECASE,
)
WEATHER: Final = re.compile(
    r"气温|氣溫|最高|最低|零下|高温|高溫|低温|天气|天氣|发烧|發燒|体温|體溫|热|熱|冷|temperatura|calor|frío|fiebre|fièvre|température|chaud|froid",
    re.IGNORECASE,
)
_TURNING: Final = re.compile(
    r"转|轉|旋|角|弯|彎|近视|近視|度数|酒|白干|鞠躬|大转|无死角|全方位|近視|眼镜|眼鏡|\bturn|\bspin|angle|gir[oa]|vuelta|tourn|virage|\brotat",
    re.IGNORECASE,
)
WEIGHING: Final = re.compile(
    r"\b(?:weigh(?:s|t|ed)?|los[et]|lost|gain(?:ed)?|heav(?:y|ier)|down|dropped|lifted|bench|squat|dumbbells?|baby|dog|cat|turkey|chicken|beef)\b",
    re.IGNORECASE,
)
MONEY_AFTER: Final = re.compile(
    r"\s?(?:元|块|圆|円|원|dollars?|euros?|pesos?|USD|EUR|RMB|CNY|€"
    r"|美元|美金|人民币|日元|de (?:dólares|euros|pesos)|亩|公里|斤|平|米|里|吨|步)"
)
_FLUID: Final = re.compile(
    r"coffee|latte|milk|water|drink|juice|soda|beer|wine|cream\b|bottle|serum|lotion|shampoo|perfume|leche|agua|lait|\beau\b|brew|tea\b|smoothie|boba|tumbler|mug",
    re.IGNORECASE,
)
_DRINKS: Final = re.compile(
    r"\s*(?:of|de|d'|du)?\s*(?:\w+\s)?(?:coffee|tea|latte|espresso|boba|cocoa|wine|sake|joe|noodles|soup|ramen|café|té|thé|vino|chocolate)\b",
    re.IGNORECASE,
)
_NO_METERS: Final = re.compile(
    r"\s?(?:followers|views|likes|people|dollars|subs|users|downloads|ago|left|to go|and\b|in\b)", re.IGNORECASE
)
_NETWORK: Final = re.compile(
    r"\s?(?:网络|網路|手机|手機|信号|訊號|流量|套餐|时代|network|phone|signal|data|plan|internet|móvil)", re.IGNORECASE
)
_SHOES: Final = re.compile(r"鞋|靴|shoe|boot|sneaker|heel", re.IGNORECASE)
_FOREIGN_FEET: Final = re.compile(
    r"tall|high|long|deep|wide|away|above|from|apart|of (?:snow|fabric|rope)|ladder|ceiling|tree|boat", re.IGNORECASE
)
_WEIGHED: Final = re.compile(
    r"\s?(?:of )?(?:cream cheese|cheese|chicken|beef|pasta|chocolate|butter|flour|meat|steak|yarn|gold|silver)"
)
_HIGHEST = {"C": 300, "F": 600, "in": 1000, "ft": 40_000, "mi": 30_000, "stone": 60}


def unit_meant(unit: str, match: "re.Match[str]", text: str, language: str) -> str:  # noqa: C901, PLR0911, PLR0912 - one rule a unit
    """The unit that is meant, or nothing where it cannot be told."""
    sign, after = match[unit], text[match.end() : match.end() + 24]
    if unit == "degree":
        return _degree(match, text, language)
    if unit in {"C", "F"}:
        is_bare = sign in {"C", "F"}
        return unit if not is_bare or (match["one"] and len(match["one"]) == 3 and OVEN.search(text)) else ""  # noqa: PLR2004 - 350F
    if unit == "in":
        return "" if sign == '"' and (text.count('"') != 1 or match["gap"]) else unit
    if unit == "m":
        return "" if sign == "m" and _NO_METERS.match(after) else unit
    if unit == "g" and sign == "g":
        return "" if _NETWORK.match(after) else unit
    if unit == "oz":
        is_fluid = language.startswith("en") and _FLUID.search(_sentence(text, match.start(), match.end()))
        return "fl_oz" if is_fluid and not _WEIGHED.match(after) else unit
    if unit == "cup":
        return "" if is_a_drink(text, match.end(), unit) or (match["han"] is not None) else unit
    if unit == "jin":
        return "" if match["han"] == "半" and text[match.end() : match.end() + 2] in {"八两", "八兩"} else unit
    if unit == "liang":
        return (
            ""
            if match["han"] in {"一", "两", "兩", "半"} or text[match.start() - 2 : match.start()] == "半斤"
            else unit
        )
    if unit == "li":
        return "" if match["han"] in {"这", "那", "千", "万"} else unit
    if unit == "ft" and sign == "feet":
        return unit
    if unit == "stone":
        return "stone" if language.startswith("en") and WEIGHING.search(text) else ""
    if unit == "yd" and _SHOES.search(text) and sign == "码":
        return ""
    return unit


def _degree(match: "re.Match[str]", text: str, language: str) -> str:
    near = _sentence(text, match.start(), match.end())
    if _TURNING.search(near):
        return ""
    amount = read_plain(match["one"])
    if OVEN.search(near) and amount is not None:
        if language.startswith("en"):
            return "F" if 250 <= amount <= 550 else ""  # noqa: PLR2004 - what an oven of the US is set to; 180 is the other
        return "C" if 60 <= amount <= 280 else ""  # noqa: PLR2004 - what ovens elsewhere are set to
    if language.startswith(("zh", "es", "fr")) and WEATHER.search(near) and amount is not None:
        return "C" if -40 <= amount <= 50 else ""  # noqa: PLR2004 - weather and fever
    return ""


def read_plain(figure: str | None) -> Decimal | None:
    """Digits alone as a number."""
    return Decimal(figure) if figure and figure.isdecimal() else None


def is_a_drink(text: str, end: int, unit: str) -> bool:
    """Two cups of coffee are no measure."""
    return unit == "cup" and _DRINKS.match(text, end) is not None


def is_likely(unit: str, amount: Decimal, upper: Decimal | None) -> bool:
    """Whether anybody would measure so much, or so little."""
    most = upper or amount
    return (amount > 0 or unit in {"C", "F"}) and most <= _HIGHEST.get(unit, 10**9)


def _sentence(text: str, start: int, end: int) -> str:
    """What stands around, up to the next full stop or line."""
    before = max((text.rfind(mark, 0, start) for mark in "\n。！？!?;；"), default=-1)
    ends = [at for mark in "\n。！？!?;；" if (at := text.find(mark, end)) >= 0]
    return text[max(before + 1, start - 80) : min([*ends, end + 80])]
