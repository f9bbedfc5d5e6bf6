"""What the people of a large made-up world write: enough to read like notes, little enough to be made quickly."""

import random
from typing import NamedTuple

FIRST = (
    *("Ada", "Bo", "Carla", "Chen", "Dario", "Elif", "Femi", "Greta", "Hana", "Ivo", "Jun", "Kofi", "Lena", "Mateo"),
    *("Nadia", "Olu", "Petra", "Quinn", "Rosa", "Sami", "Tala", "Uma", "Vera", "Wei", "Xiu", "Yara", "Zoe"),
    *("安然", "小北", "阿宁", "一禾", "青山", "南风", "木木", "知夏"),
)
LAST = ("Ruiz", "Okafor", "Lindqvist", "Tanaka", "Moreau", "Haddad", "Novak", "Silva", "Park", "Brandt", "工作室")
PLACES = ("Leeds", "Chengdu", "Oaxaca", "Lyon", "Hangzhou", "Detroit", "Valencia", "Guangzhou", "Porto", "Sapporo")
TAGS = {
    "en": (
        *("food", "tea", "cats", "travel", "outfits", "home", "skincare", "books", "plants", "bikes", "citywalks"),
        *("coffee", "baking", "cooking", "rain"),
    ),
    "zh": ("美食", "茶", "猫", "旅行", "穿搭", "护肤", "读书", "植物", "骑行", "咖啡", "烘焙", "家常菜", "早餐"),
    "es": ("comida", "té", "gatos", "viajes", "libros", "plantas", "café", "cocina", "receta", "tacos"),
}
OPENINGS = {
    "en": (
        "Three things nobody told me about",
        "What I pack for",
        "A slow morning with",
        "My honest notes on",
        "Where to find",
    ),
    "zh": ("没人告诉我的三件事：", "周末清单：", "一个人的", "真诚分享：", "在异乡找到的"),
    "es": ("Tres cosas que nadie me dijo sobre", "Una mañana lenta con", "Mis notas sobre", "Dónde encontrar"),
}
SUBJECTS = {
    "en": (
        "winter tea",
        "second-hand bikes",
        "rainy markets",
        "sourdough",
        "tiny balconies",
        "night trains",
        "old cats",
    ),
    "zh": ("冬天的热茶", "老城的早市", "窗边的小猫", "手冲咖啡", "二手单车", "阳台上的薄荷", "雨天的书店"),
    "es": ("el té de invierno", "los mercados", "las bicis viejas", "el pan de casa", "los gatos del barrio"),
}
SENTENCES = {
    "en": (
        "I came back with cold hands and a very full bag.",
        "The owner writes the prices on the back of old receipts.",
        "If you go before nine, the light comes in from the left and nobody is in a hurry.",
        "It cost less than the bus there, which says something about the bus.",
        "My neighbour swears by rinsing it twice; I tried both and she is right.",
        "Bring cash, bring a friend, and do not wear white.",
        "I measured everything with a coffee cup, so the amounts are only half a lie.",
    ),
    "zh": (
        "早上八点去，人不多，光从左边照进来。",
        "老板把价格写在旧收据的背面，很可爱。",
        "一定要先洗两遍，邻居说的是对的。",
        "带点现金，带个朋友，别穿白色的衣服。",
        "这次用咖啡杯量的，分量大概对吧。",
        "回来的时候手是冷的，包是满的。",
    ),
    "es": (
        "Volví con las manos frías y la bolsa llena.",
        "La dueña apunta los precios detrás de los recibos viejos.",
        "Si vas antes de las nueve, no hay nadie y la luz es preciosa.",
        "Lleva efectivo, lleva a alguien y no te vistas de blanco.",
        "Lo medí todo con una taza de café, así que más o menos.",
    ),
}
COMMENTS = {
    "en": (
        "Saving this for Saturday. Is it open in winter too?",
        "Mine never comes out like this. What flour do you use?",
        "I live around the corner and never knew.",
        "The second picture is a whole mood.",
        "Thank you for writing down the prices.",
        "Tried it today. You were right about the rinsing.",
    ),
    "zh": (
        "已收藏，周六就去！",
        "第二张太有感觉了。",
        "我家就在旁边，居然不知道。",
        "请问是哪个牌子的面粉？",
        "谢谢你写了价格。",
    ),
    "es": (
        "Me lo guardo para el sábado.",
        "¿Qué harina usas?",
        "Vivo al lado y no lo sabía.",
        "Gracias por los precios.",
    ),
}
STORED = {"en": "en", "zh": "zh-Hans", "es": "es"}


class Words(NamedTuple):
    """One note in words."""

    language: str
    title: str
    caption: str
    tags: tuple[str, ...]


def language(dice: random.Random) -> str:
    """English more often than Chinese, Spanish now and then."""
    return dice.choices(("en", "zh", "es"), (5, 4, 1))[0]


def note(dice: random.Random) -> Words:
    """A title, some sentences and up to three hashtags."""
    spoken = language(dice)
    title = f"{dice.choice(OPENINGS[spoken])} {dice.choice(SUBJECTS[spoken])}"
    tags = tuple(dict.fromkeys(dice.choice(TAGS[spoken]) for _ in range(dice.randint(0, 3))))
    lines = [dice.choice(SENTENCES[spoken]) for _ in range(dice.randint(2, 9))]
    glue = "" if spoken == "zh" else " "
    ending = "\n\n" + " ".join(f"#{tag}" for tag in tags) if tags else ""
    return Words(STORED[spoken], title, glue.join(lines) + ending, tags)


def comment(dice: random.Random) -> tuple[str, str]:
    """(language, text) of one comment."""
    spoken = language(dice)
    return STORED[spoken], dice.choice(COMMENTS[spoken])


def person(dice: random.Random) -> tuple[str, str, str]:
    """(name, bio, place) of one person."""
    name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
    return name, dice.choice(SENTENCES[language(dice)]), dice.choice(PLACES)
