"""Units that people measure in, each with what it comes to, and how they are written."""

from decimal import Decimal
from typing import Final

# name: (dimension, how many of the dimension's base: gram, milliliter, meter, square meter)
UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    name: (dimension, Decimal(factor))
    for name, dimension, factor in (
        ("mg", "mass", "0.001"), ("g", "mass", "1"), ("kg", "mass", "1000"), ("oz", "mass", "28.3495"),
        ("lb", "mass", "453.592"), ("stone", "mass", "6350.29"), ("jin", "mass", "500"), ("liang", "mass", "50"),
        ("ml", "volume", "1"), ("cl", "volume", "10"), ("dl", "volume", "100"), ("l", "volume", "1000"),
        ("tsp", "volume", "4.929"), ("tbsp", "volume", "14.787"), ("cup", "volume", "240"),
        ("fl_oz", "volume", "29.574"), ("pint", "volume", "473.18"), ("quart", "volume", "946.35"),
        ("gallon", "volume", "3785.4"),
        ("mm", "length", "0.001"), ("cm", "length", "0.01"), ("m", "length", "1"), ("km", "length", "1000"),
        ("in", "length", "0.0254"), ("ft", "length", "0.3048"), ("yd", "length", "0.9144"),
        ("mi", "length", "1609.344"), ("li", "length", "500"),
        ("m2", "area", "1"), ("ha", "area", "10000"), ("sq_ft", "area", "0.092903"), ("acre", "area", "4046.86"),
        ("mu", "area", "666.667"), ("ping", "area", "3.3058"),
        ("C", "temperature", "1"), ("F", "temperature", "1"), ("gas", "temperature", "1"), ("th", "temperature", "1"),
    )
}  # fmt: skip
METRIC: Final = frozenset(("mg", "g", "kg", "ml", "cl", "dl", "l", "mm", "cm", "m", "km", "m2", "ha", "C"))
US: Final = frozenset(
    ("oz", "lb", "tsp", "tbsp", "cup", "fl_oz", "pint", "quart", "gallon", "in", "ft", "yd", "mi", "sq_ft", "acre", "F")
)

# How they are written. Letters are matched as they are; those that mean something else in another case are not loose.
SIGNS: Final[dict[str, str]] = {
    "mg": r"mg|毫克",
    "g": r"g|gr|grams?|gramos?|grammes?|克|公克",
    "kg": r"[kK][gG]s?|kilos?|kilograms?|kilogramos?|kilogrammes?|千克|公斤|キロ",
    "oz": r"oz|ounces?|onzas?|onces?|盎司",
    "lb": r"lbs?|libras?|磅",
    "stone": r"stones?(?=[^a-z]|$)",
    "jin": r"斤|市斤|台斤",
    "liang": r"两(?![个天次步下年月只件杯碗位岁片句口条家盒三]|人)|兩(?![個天次步下年月隻件杯碗位歲片句口條家盒三]|人)",
    "ml": r"m[lL]|cc|毫升|milliliters?|millilitres?|mililitros?",
    "cl": r"cl",
    "dl": r"d[lL]",
    "l": r"[lL]|liters?|litres?|litros?|升(?![级到温学職职值降級溫學]|起)|公升|リットル",
    "tsp": (
        r"tsps?|teaspoons?|cucharaditas?|cdtas?|cditas?|c\. ?à ?c\.?|càc"
        r"|cuill[èe]res? à (?:café|thé)|茶匙|小匙|小さじ"
    ),
    "tbsp": r"[tT]bsps?|tablespoons?|cucharadas?|cdas?|c\. ?à ?s\.?|càs|cuill[èe]res? à soupe|汤匙|湯匙|大匙|大さじ",
    "cup": r"cups?|tazas?|tasses?",
    "fl_oz": r"fl\.? ?oz|fluid ounces?|液盎司",
    "pint": r"pints?|pintas?",
    "quart": r"quarts?|qts?",
    "gallon": r"gallons?|galones|galón|加仑|加侖",
    "mm": r"mm|毫米|公釐",
    "cm": r"cms?|CM|厘米|公分|centimeters?|centimetres?|cent[íi]metros?|centim[èe]tres?|センチ",
    "m": r"m|meters?|metres?|metros?|m[èe]tres?|米(?![饭飯粉线線色白粒糕酒其]|其)|公尺|メートル",
    "km": r"kms?|KM|公里|千米|kil[óo]metros?|kilometers?|kilometres?|kilom[èe]tres?",
    "in": (
        r"inch(?:es)?|in\.(?=\s|$|[,;)])|pulgadas?|pouces?|英寸|吋"
        r"|寸(?=的?(?:蛋糕|披萨|披薩|屏|电视|電視|显示器|相框|戚风))|[″”]|\""
    ),
    "ft": r"ft|feet|foot|英尺|英呎",
    "yd": r"yds?|yards?|yardas?|码(?=布)",
    "mi": r"mi|miles?|millas?|英里|英哩|哩",
    "li": r"里(?=路|地|外|山路|多|左右|远|遠|[。，,.！!\s]|$)|华里",
    "m2": r"m²|m2|㎡|平方米|平方公尺|平米|平方(?!公)|sqm|metros cuadrados|m[èe]tres carrés|square met(?:er|re)s?",
    "ha": r"ha|hectares?|hectáreas?|公顷|公頃",
    "sq_ft": r"sq\.? ?ft\.?|sqft|square (?:feet|foot)|平方英尺|平方呎|ft²|pies cuadrados",
    "acre": r"acres?|英亩|英畝",
    "mu": r"亩|畝",
    "ping": r"坪",
    "C": (
        r"°\s?C|º\s?C|℃|摄氏度|degrees? (?:C\b|[Cc]elsius)"
        r"|C(?=[^\w]|$)|grados (?:C\b|[Cc]ent[íi]grados|[Cc]elsius)|degrés [Cc]elsius"
    ),
    "F": r"°\s?F|º\s?F|℉|华氏度|degrees? (?:F\b|[Ff]ahrenheit)|F(?=[^\w]|$)|grados [Ff]ahrenheit|degrés [Ff]ahrenheit",
    "degree": r"度|degrees?|grados?|degrés?|°|º",
}
