"""What every kind shows, as honest alt texts in three languages."""

import random
from dataclasses import dataclass

from .palettes import PALETTES


@dataclass(frozen=True)
class Description:
    """Alt text templates; {tones} is filled with the name of the palette."""

    en: str
    zh: str
    es: str


def _of(en: str, zh: str, es: str) -> Description:
    return Description(
        f"Illustration in {{tones}} tones: {en}.",
        f"插画，{{tones}}色调：{zh}。",
        f"Ilustración en tonos {{tones}}: {es}.",
    )


KINDS: dict[str, Description] = {
    "tea": _of(
        "a teapot with a cup or two in front of a window",
        "窗前的茶壶和茶杯",
        "una tetera con una o dos tazas frente a una ventana",
    ),
    "noodles": _of("a bowl of noodles from above", "俯视的一碗汤面", "un tazón de fideos visto desde arriba"),
    "tacos": _of(
        "three tacos with lime and salsas from above",
        "俯视的三个塔可，配青柠和酱料",
        "tres tacos con limón y salsas vistos desde arriba",
    ),
    "coffee": _of(
        "a cup with latte art from above", "俯视的一杯拉花咖啡", "una taza con arte latte vista desde arriba"
    ),
    "baking": _of("fresh baking from above", "俯视的新鲜烘焙", "horneados recién hechos vistos desde arriba"),
    "cafe": _of(
        "the front of a cafe with an awning and a small table",
        "有遮阳篷和小桌的咖啡馆门面",
        "la fachada de un café con toldo y una mesita",
    ),
    "outfit": _of("clothes with a bag and shoes", "一组衣服、包和鞋", "ropa con un bolso y zapatos"),
    "skincare": _of(
        "three skincare containers without a brand",
        "三件无品牌的护肤品",
        "tres envases de cuidado de la piel sin marca",
    ),
    "market": _of(
        "a market stall with crates of fruit and vegetables",
        "摆满果蔬箱的市集摊位",
        "un puesto de mercado con cajas de fruta y verdura",
    ),
    "citywalk": _of(
        "a street of house fronts with people walking", "沿街的房屋和行人", "una calle con fachadas y gente caminando"
    ),
    "rain": _of(
        "people with umbrellas on a wet street after dark",
        "天黑后雨街上撑伞的行人",
        "personas con paraguas en una calle mojada al oscurecer",
    ),
    "people": _of(
        "one or two people in front of a blurred view",
        "模糊背景前的一两个人",
        "una o dos personas ante un fondo desenfocado",
    ),
    "cat": _of("a cat at home", "家里的一只猫", "un gato en casa"),
    "plants": _of("plants in pots against a wall", "墙边的盆栽", "plantas en macetas junto a una pared"),
    "flowers": _of("cut flowers in a vase", "花瓶里的鲜花", "flores cortadas en un jarrón"),
    "cycling": _of(
        "a bicycle with a flower basket at a wall",
        "墙边一辆带花篮的自行车",
        "una bicicleta con cesta de flores junto a una pared",
    ),
    "books": _of("books, piled up or on shelves", "叠放或摆在书架上的书", "libros apilados o en estantes"),
    "room": _of(
        "a corner of a room with a seat or bed and a lamp",
        "房间一角，有座椅或床和一盏灯",
        "un rincón con asiento o cama y una lámpara",
    ),
    "mountains": _of("mountain ranges with pines", "群山与松树", "cordilleras con pinos"),
    "train": _of("a train crossing a landscape", "驶过田野山谷的列车", "un tren que cruza un paisaje"),
    "beach": _of(
        "a beach with parasols from above", "俯视的海滩和遮阳伞", "una playa con sombrillas vista desde arriba"
    ),
    "lantern_festival": _of(
        "a crowd under paper lanterns after dark",
        "天黑后灯笼下的人群",
        "una multitud bajo faroles de papel al oscurecer",
    ),
    "paper_flags": _of(
        "a crowd in a street under cut paper flags",
        "剪纸彩旗下街上的人群",
        "una multitud en una calle bajo papel picado",
    ),
    "funfair": _of(
        "a crowd at a fair with a big wheel and fireworks",
        "游乐会上的人群、摩天轮和烟花",
        "una multitud en una feria con rueda y fuegos artificiales",
    ),
    "route": _of(
        "a drawn map with a route and stops, not to scale",
        "手绘路线图和站点，不按比例",
        "un mapa dibujado con una ruta y paradas, sin escala",
    ),
    "dumplings": _of(
        "a bamboo steamer of dumplings from above", "俯视的一笼蒸饺", "una vaporera de bambú con dumplings desde arriba"
    ),
    "hotpot": _of(
        "a hot pot with a red and a pale broth, plates around it",
        "红汤白汤的鸳鸯火锅，四周摆着菜盘",
        "una olla de caldo rojo y claro con platos alrededor",
    ),
    "metro": _of(
        "a metro train at its platform, people in it and in front of it",
        "停在站台的地铁，车里车外都有人",
        "un metro en el andén, con gente dentro y fuera",
    ),
    "ferry": _of(
        "a ferry crossing a harbour in front of towers",
        "驶过海港的渡轮，背后是一排高楼",
        "un ferri que cruza el puerto frente a unas torres",
    ),
    "desert": _of(
        "a dry valley with tall cacti and agaves",
        "长着高大仙人掌和龙舌兰的旱谷",
        "un valle seco con cactus altos y agaves",
    ),
    "practice": _of(
        "a practice page of handwritten characters with a pen",
        "一页手写汉字练习和一支笔",
        "una hoja de práctica con caracteres a mano y un bolígrafo",
    ),
    "tea_tin": _of("a tin of tea", "一罐茶叶", "una lata de té"),
    "ceramic_cup": _of("a glazed ceramic cup", "一只上釉的陶瓷杯", "una taza de cerámica esmaltada"),
    "tote_bag": _of("a cloth tote bag", "一只帆布袋", "una bolsa de tela"),
    "lip_balm": _of("two sticks of lip balm", "两支润唇膏", "dos bálsamos labiales"),
    "notebook": _of("a notebook with a pen", "一本笔记本和一支笔", "un cuaderno con un bolígrafo"),
}

PRODUCTS = ("tea_tin", "ceramic_cup", "tote_bag", "lip_balm", "notebook")

TONES = {
    "jade": ("jade", "翡翠", "jade"),
    "brick": ("brick", "砖红", "ladrillo"),
    "persimmon": ("persimmon", "柿橙", "caqui"),
    "indigo": ("indigo", "靛蓝", "índigo"),
    "plum": ("plum", "梅紫", "ciruela"),
    "sage": ("sage", "鼠尾草绿", "salvia"),
    "cobalt": ("cobalt", "钴蓝", "cobalto"),
    "rosa": ("pink", "玫粉", "rosa"),
    "clay": ("clay", "陶土", "arcilla"),
    "lagoon": ("lagoon", "泻湖青", "laguna"),
}


def generator(kind: str, seed: int) -> random.Random:
    """The source of chance of one picture."""
    return random.Random(f"{kind}:{seed}")


def alt(kind: str, seed: int, language: str = "en") -> str:
    """The alt text of one picture in en, zh or es."""
    palette = generator(kind, seed).choice(PALETTES).name
    tones = TONES[palette][("en", "zh", "es").index(language)]
    description = KINDS[kind]
    template = {"en": description.en, "zh": description.zh, "es": description.es}[language]
    return template.format(tones=tones)
