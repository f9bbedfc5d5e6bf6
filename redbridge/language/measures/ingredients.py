"""What a US cup of something weighs, leveled: grams as bakers' tables give them."""

import re
from typing import Final

# grams of a cup, and its names
_TABLE: Final = (
    (120, "bread flour|all-purpose flour|plain flour|cake flour|flour|harina|farine|面粉|麵粉|低筋粉|高筋粉|中筋粉"),
    (113, "almond flour|ground almonds|harina de almendras?|poudre d'amandes|杏仁粉"),
    (213, "brown sugar|azúcar morena|cassonade|红糖|紅糖|黑糖"),
    (113, "powdered sugar|icing sugar|confectioners' sugar|azúcar glas|sucre glace|糖粉"),
    (200, "granulated sugar|caster sugar|white sugar|sugar|azúcar|sucre|白砂糖|砂糖|白糖|糖"),
    (227, "unsalted butter|salted butter|butter|mantequilla|beurre|黄油|黃油|奶油|牛油"),
    (185, "jasmine rice|white rice|uncooked rice|rice|arroz|riz|大米|白米"),
    (90, "rolled oats|oats|oatmeal|avena|flocons d'avoine|燕麦片|燕麥片|燕麦|燕麥"),
    (340, "honey|miel|蜂蜜"),
    (322, "maple syrup|sirope de arce|sirop d'érable|枫糖浆"),
    (84, "cocoa powder|cocoa|cacao en polvo|cacao|可可粉"),
    (170, "chocolate chips|chispas de chocolate|pépites de chocolate|巧克力豆"),
    (240, "water|agua|eau|水"),
    (240, "whole milk|milk|leche|lait|牛奶"),
    (227, "yogurt|yoghurt|yogur|yaourt|酸奶|優格"),
    (218, "vegetable oil|olive oil|oil|aceite|huile|植物油|橄榄油|油"),
    (113, "shredded cheese|grated cheese|cheddar|cheese|queso|fromage|奶酪|芝士"),
    (112, "cornstarch|corn starch|maicena|fécule de maïs|maïzena|玉米淀粉|玉米澱粉"),
    (288, "table salt|salt|sal|sel|盐|鹽"),
    (117, "chopped walnuts|walnuts|nueces|noix|核桃"),
    (145, "raisins|pasas|raisins secs|葡萄干"),
    (190, "lentils|lentejas|lentilles"),
    (100, "breadcrumbs|bread crumbs|pan rallado|chapelure|面包糠"),
    (250, "peanut butter|mantequilla de maní|beurre de cacahuète|花生酱"),
    (232, "heavy cream|whipping cream|cream|nata|crème|淡奶油"),
)  # fmt: skip
LIQUIDS: Final = frozenset({"water", "whole milk", "heavy cream", "vegetable oil"})
NAMES: Final = {name.casefold(): (rows.split("|")[0], grams) for grams, rows in _TABLE for name in rows.split("|")}
GRAMS: Final = {rows.split("|")[0]: grams for grams, rows in _TABLE}
_ALL = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
_AFTER = re.compile(
    rf"\s*(?:\([^)]*\)\s*)?(?:(?:of|de|d'|du|的|\w+ed|\w+ly|all-purpose)\s*){{0,3}}({_ALL})(?![a-zà-ÿ])", re.IGNORECASE
)
_BEFORE = re.compile(rf"({_ALL})\s*[:：]?\s*$", re.IGNORECASE)


def named_after(text: str, end: int) -> str:
    """The ingredient that follows an amount, by its first name; empty for none that we know."""
    found = _AFTER.match(text, end)
    return NAMES[found[1].casefold()][0] if found else ""


def named_before(text: str, start: int) -> str:
    """The ingredient right before an amount, as Chinese lists write it."""
    found = _BEFORE.search(text[max(0, start - 12) : start])
    return NAMES[found[1].casefold()][0] if found else ""
