"""What words of an export say about somebody's taste: topics, hashtags and languages. Nothing here is stored."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from redbridge.feed.topics import TOPICS, topics_of
from redbridge.language.detection import detect
from redbridge.notes.text import find_hashtags, fold

# How much one kind of words says: what people publish and choose more than what they look for once.
WEIGHTS = {"posts": 1.0, "hashtags": 1.0, "interests": 1.5, "searches": 0.6, "shop": 0.4, "collections": 0.8}
WORDLESS = ("comments", "deleted")
LEAST_SHARE = 0.05  # of the strongest topic: less than that is chance
MOST_TEXT = 2_000
SURE = 0.6
# Words of interests and searches that are no hashtags of a topic, by topic.
HINTS = {
    "food": "cooking food foods eating restaurant restaurants drink drinks kitchen recipe 餐厅 吃 菜 饮食 restaurante",
    "tea": "tea teas 茶叶 茶",
    "cats": "cat cats pet pets animal animals 宠物 动物 萌宠 猫 mascota mascotas animales",
    "travel": "travel trips hotel hotels flight flights tourism outdoors 旅 酒店 机票 户外 hotel vuelos",
    "outfits": "fashion clothes clothing dress dresses shoes jewelry 服装 衣服 裙子 鞋 首饰 vestido vestidos zapatos",
    "home": "furniture decor household kitchenware 家具 家电 收纳盒 mueble",
    "skincare": "beauty skin cosmetics serum moisturizer lipstick 美容 化妆品 防晒霜 crema",
    "languages": "language languages chinese mandarin 语言学习 外语",
    "books": "book books literature author education 书籍 教育",
    "plants": "plant plants garden flowers seeds 植物 种子 花草",
    "bikes": "bike bikes bicycle cycling 自行车",
    "citywalks": "architecture street photography museum art 建筑 艺术 摄影",
    "coffee": "coffee espresso café 咖啡",
    "baking": "baking bread cake dessert 面包 蛋糕",
    "festivals": "festival holiday holidays christmas music concerts 音乐 节日",
}
# Hashtags that are everyday words of another language or say too little inside of a sentence.
_TOO_COMMON = (
    "te pan mate look home style orden film art house class new hello hola intro fiesta mercado mocha cream 家 书 花 诗"
    " 你好 请问 求助 提问 大家好 欢迎 welcome piel hair pie"
)
TOO_COMMON = frozenset(_TOO_COMMON.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HAN = re.compile(r"[\u3400-\u9fff]")


def topics_in(text: str) -> set[str]:
    """Topics that a text names: by its hashtags, its words, pairs of words, and Chinese words anywhere in it."""
    text = text[:MOST_TEXT]
    found = topics_of(fold(tag) for tag in find_hashtags(text))
    words = [fold(word) for word in _WORD.findall(text)]
    pairs = (f"{first}{second}" for first, second in pairwise(words))
    found |= topics_of(word for word in (*words, *pairs) if word not in TOO_COMMON)
    hints = _hints()
    found |= {topic for word in words for topic in hints.get(word, ())}
    if _HAN.search(text):
        folded = fold(text)
        found |= {topic for word, topic in _han_words() if word in folded}
    return found


def read(section: str, texts: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Topics, hashtags and languages that the texts name, each with how often."""
    topics: Counter[str] = Counter()
    hashtags: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for text in texts:
        if section == "hashtags":
            name = text.strip().lstrip("#＃")
            hashtags[name] += 1
            topics.update(topics_of([fold(name)]) or topics_in(name))
            continue
        topics.update(topics_in(text))
        if section == "posts":
            hashtags.update(find_hashtags(text[:MOST_TEXT]))
            said = detect(text)
            if said.confidence >= SURE and said.language:
                languages[said.language] += 1
    return topics, hashtags, languages


def weigh(by_section: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """One weight of 0 to 1 for each topic, the strongest first; within a section only shares count, not its size."""
    sums: Counter[str] = Counter()
    for section, counts in by_section.items():
        total = sum(counts.values())
        for topic, count in counts.items():
            if topic in TOPICS and total:
                sums[topic] += WEIGHTS.get(section, 0.5) * count / total
    top = max(sums.values(), default=0)
    return {topic: round(value / top, 2) for topic, value in sums.most_common() if value >= top * LEAST_SHARE}


@cache
def _hints() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for topic, words in HINTS.items():
        for word in words.split():
            found[fold(word)] = (*found.get(fold(word), ()), topic)
    return found


@cache
def _han_words() -> tuple[tuple[str, str], ...]:
    """Chinese words of at least two letters with their topics, to be looked for where no spaces stand."""
    pairs = [
        (word, topic.slug)
        for topic in TOPICS.values()
        for word in (*map(fold, topic.hashtags.get("zh", "").split()), *HINTS.get(topic.slug, "").split())
    ]
    return tuple((word, slug) for word, slug in pairs if len(word) > 1 and _HAN.match(word) and word not in TOO_COMMON)
