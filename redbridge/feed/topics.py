"""The topics of Explore as data: what they are called, and which hashtags of which language belong to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from redbridge.kit.errors import NotFound
from redbridge.notes.text import fold

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Topic:
    """A subject people love, under one name in every language."""

    slug: str
    label: "_StrPromise"
    hashtags: dict[str, str]

    def tags(self) -> list[str]:
        """Every hashtag of the topic, folded."""
        return [fold(word) for words in self.hashtags.values() for word in words.split()]


TOPICS = {
    topic.slug: topic
    for topic in (
        Topic(
            "food",
            _("Food"),
            {
                "en": "food foodie cooking recipe recipes dinner lunch breakfast homecooking streetfood noodles",
                "zh": "美食 做饭 食谱 家常菜 早餐 午餐 晚餐 小吃 面条 饺子 火锅 今天吃什么 探店",
                "es": "comida cocina receta recetas cena almuerzo desayuno tacos antojitos comidacallejera",
                "ja": "料理 ごはん レシピ 朝ごはん 晩ごはん",
            },
        ),
        Topic(
            "tea",
            _("Tea"),
            {
                "en": "tea teatime greentea oolong matcha gongfutea teashop longjing puer",
                "zh": "茶 喝茶 泡茶 绿茶 龙井 普洱 乌龙茶 抹茶 茶馆 茶具 奶茶",
                "es": "té te tetera mate",
                "ja": "お茶 緑茶 抹茶",
            },
        ),
        Topic(
            "cats",
            _("Cats"),
            {
                "en": "cat cats kitten kittens cattax catsofredbridge",
                "zh": "猫 猫咪 小猫 吸猫 猫税 撸猫 橘猫 云吸猫",
                "es": "gato gatos gatito gatitos michi",
                "ja": "猫 ねこ 子猫",
            },
        ),
        Topic(
            "travel",
            _("Slow travel"),
            {
                "en": "travel slowtravel trip train trains roadtrip weekendtrip lake lakes",
                "zh": "旅行 慢旅行 旅游 火车 绿皮火车 自由行 周末去哪儿 攻略",
                "es": "viaje viajes viajar viajelento tren",
                "ja": "旅 旅行 電車旅",
            },
        ),
        Topic(
            "outfits",
            _("What I wore"),
            {
                "en": "outfit outfits ootd whatiwore fashion thrifted secondhand streetstyle",
                "zh": "穿搭 今天穿什么 每日穿搭 时尚 二手衣 通勤穿搭",
                "es": "ropa moda look outfitdeldia loquemepuse segundamano",
                "ja": "コーデ ファッション 古着",
            },
        ),
        Topic(
            "home",
            _("Home"),
            {
                "en": "home homedecor interior smallspaces tidying diy furniture",
                "zh": "家 家居 装修 收纳 小户型 租房改造 家具",
                "es": "casa hogar decoración decoracion interiores orden muebles",
                "ja": "家 インテリア 収納",
            },
        ),
        Topic(
            "skincare",
            _("Skincare"),
            {
                "en": "skincare sunscreen beauty makeup skincareroutine",
                "zh": "护肤 防晒 美妆 化妆 护肤心得 敏感肌",
                "es": "cuidadodelapiel piel belleza maquillaje protectorsolar",
                "ja": "スキンケア 日焼け止め コスメ",
            },
        ),
        Topic(
            "languages",
            _("Languages"),
            {
                "en": "language languages learningchinese learnchinese mandarin hanzi learningenglish learningspanish",
                "zh": "语言 学英语 英语 学中文 汉字 中文 学西班牙语 语言交换",
                "es": "idiomas idioma aprenderchino aprenderingles aprendiendochino chino",
                "ja": "語学 中国語 英語勉強",
            },
        ),
        Topic(
            "books",
            _("Books"),
            {
                "en": "book books reading bookshelf booklover library poetry",
                "zh": "书 读书 书单 书架 阅读 图书馆 诗",
                "es": "libro libros lectura lecturas leer biblioteca poesía poesia",
                "ja": "本 読書 本棚",
            },
        ),
        Topic(
            "plants",
            _("Balcony"),
            {
                "en": "plants balcony garden gardening houseplants balconygarden herbs flowers",
                "zh": "阳台 植物 园艺 绿植 种花 种菜 阳台种菜 花",
                "es": "plantas balcón balcon jardín jardin huerto flores",
                "ja": "植物 ベランダ 園芸 花",
            },
        ),
        Topic(
            "bikes",
            _("Bikes"),
            {
                "en": "bike bikes bicycle cycling bikelife commute",
                "zh": "骑行 骑车 自行车 单车 公路车 通勤",
                "es": "bici bicicleta bicis ciclismo",
                "ja": "自転車 サイクリング",
            },
        ),
        Topic(
            "citywalks",
            _("City walks"),
            {
                "en": "citywalk citywalks walking streets architecture streetphotography nightmarket",
                "zh": "城市漫步 散步 街拍 街头 建筑 胡同 夜市 老街",
                "es": "paseo paseos caminar calles arquitectura barrio mercado",
                "ja": "散歩 街歩き 建築",
            },
        ),
        Topic(
            "coffee",
            _("Coffee"),
            {
                "en": "coffee cafe cafes café cafés espresso pourover latte",
                "zh": "咖啡 咖啡馆 咖啡店 手冲 拿铁 探咖啡店",
                "es": "cafetería cafeteria cafecito cafédeolla",
                "ja": "コーヒー カフェ 喫茶店",
            },
        ),
        Topic(
            "baking",
            _("Baking"),
            {
                "en": "baking bread sourdough cake cookies pastry bakery",
                "zh": "烘焙 面包 蛋糕 饼干 酸面包 甜点",
                "es": "pan panadería panaderia repostería reposteria pastel masamadre",
                "ja": "パン お菓子作り ケーキ",
            },
        ),
        Topic(
            "festivals",
            _("Festivals"),
            {
                "en": "festival festivals lunarnewyear springfestival holiday holidays midautumn diademuertos",
                "zh": "节日 春节 过年 中秋 中秋节 端午 元宵 清明",
                "es": "fiesta fiestas díademuertos diademuertos navidad posadas",
                "ja": "祭り お正月 花見",
            },
        ),
        Topic(
            "arrivals",
            _("New here"),
            {
                "en": "newhere hello introduction intro arrival refugee asklocals firstday",
                "zh": "新人报到 报到 你好 初来乍到 自我介绍 问问当地人",
                "es": "nuevaaquí nuevoaquí nuevaaqui nuevoaqui hola presentación presentacion",
                "ja": "はじめまして 自己紹介",
            },
        ),
    )
}


def get_topic(slug: str) -> Topic:
    """The topic; NotFound when there is none of this name."""
    if slug not in TOPICS:
        raise NotFound(gettext("There is no such topic."))
    return TOPICS[slug]


def topics_of(hashtags: Iterable[str]) -> set[str]:
    """Slugs of the topics that these folded hashtags belong to."""
    known = _topics_by_hashtag()
    return {topic for tag in hashtags for topic in known.get(tag, ())}


@cache
def _topics_by_hashtag() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for topic in TOPICS.values():
        for tag in dict.fromkeys(topic.tags()):
            found[tag] = (*found.get(tag, ()), topic.slug)
    return found
