"""Hashtags that say the same in different languages, as data: who looks at one is led to the others, too."""

from functools import cache
from typing import NamedTuple

from redbridge.feed.topics import TOPICS, topics_of
from redbridge.notes.text import fold

# One line for each meaning: a language, then its hashtags, the usual one first.
_SAME = """
en ootd outfitoftheday | zh 穿搭 每日穿搭 今日穿搭 | es outfitdeldia | fr tenuedujour | ja コーデ | ko 오오티디
en food foodie | zh 美食 美食分享 | es comida | fr cuisine | ja グルメ 料理 | ko 맛집
en recipe recipes | zh 食谱 菜谱 | es receta recetas | fr recette recettes | ja レシピ | ko 레시피
en homecooking homecooked | zh 家常菜 做饭 | es comidacasera | fr faitmaison | ja おうちごはん | ko 집밥
en breakfast | zh 早餐 早饭 | es desayuno | fr petitdejeuner | ja 朝ごはん | ko 아침
en hotpot | zh 火锅 | es ollacaliente | ja 火鍋
en tea | zh 茶 喝茶 | es té te | fr thé the | ja お茶 | ko 차
en coffee | zh 咖啡 | es café cafe | ja コーヒー | ko 커피
en bubbletea boba milktea | zh 奶茶 | es tédeburbujas
en cat cats | zh 猫 猫咪 | es gato gatos | fr chat chats | ja 猫 ねこ | ko 고양이
en cattax | zh 猫税
en dog dogs | zh 狗 狗狗 | es perro perros | fr chien chiens | ja 犬 | ko 강아지
en travel | zh 旅行 旅游 | es viaje viajes | fr voyage voyages | ja 旅行 | ko 여행
en citywalk | zh 城市漫步 | es paseourbano
en train trains | zh 火车 绿皮火车 | es tren trenes | ja 電車
en hiking | zh 徒步 爬山 | es senderismo | fr randonnée randonnee | ja 登山 | ko 등산
en camping | zh 露营 | es acampada | ja キャンプ | ko 캠핑
en makeup | zh 化妆 美妆 | es maquillaje | fr maquillage | ja メイク | ko 메이크업
en skincare | zh 护肤 | es cuidadodelapiel | fr soindelapeau | ja スキンケア | ko 스킨케어
en nails | zh 美甲 | es uñas unas | fr ongles | ja ネイル | ko 네일
en hanfu | zh 汉服 | es ropatradicionalchina
en thrifted secondhand | zh 二手衣 古着 | es segundamano | fr friperie | ja 古着
en homedecor | zh 家居 软装 | es decoración decoracion | fr décoration | ja インテリア | ko 인테리어
en tidying declutter organizing | zh 收纳 整理收纳 断舍离 | es orden | fr rangement | ja 片付け
en baking | zh 烘焙 | es repostería reposteria | fr pâtisserie patisserie | ja お菓子作り | ko 베이킹
en bread | zh 面包 | es pan | fr pain | ja パン | ko 빵
en fitness workout | zh 健身 | es ejercicio | fr sport | ja 筋トレ | ko 운동
en running | zh 跑步 | es correr | fr courseàpied | ja ランニング | ko 러닝
en books reading | zh 读书 阅读 | es libros lectura | fr livres lecture | ja 読書 | ko 책
en learnchinese | zh 学中文 | es aprenderchino
en learnenglish | zh 学英语 英语学习 | es aprenderinglés aprenderingles | ja 英語
en photography | zh 摄影 | es fotografía fotografia | fr photographie | ja 写真 | ko 사진
en lunarnewyear chinesenewyear springfestival | zh 春节 过年 | es añonuevochino | fr nouvelanchinois | ja 春節 | ko 설날
en midautumn | zh 中秋 中秋节 | es mediootoño
en newhere introduction | zh 新人报到 报到 | es nuevaaquí nuevoaquí presentación | fr nouvelleici | ja はじめまして
en askalocal asklocals | zh 问当地人 问问当地人 | es preguntaaunlocal
"""


class Alias(NamedTuple):
    """A hashtag of another language that says the same; folded."""

    language: str
    name: str


def aliases(name: str, *, most: int = 8) -> list[Alias]:
    """What others call the same: the usual hashtags of other languages first, none of the language it is of."""
    folded = fold(name)
    found: list[Alias] = []
    for own, group in _groups().get(folded, ()):
        found += [each for each in group if each.language != own and each.name != folded]
    order = {each: place for place, each in enumerate(dict.fromkeys(found))}
    return sorted(order, key=lambda each: (_place(each), order[each]))[:most]


def topic_slugs(name: str) -> list[str]:
    """The topics that a hashtag lands in, its aliases' included."""
    found = topics_of([fold(name), *(each.name for each in aliases(name))])
    return [slug for slug in TOPICS if slug in found]


@cache
def _groups() -> dict[str, list[tuple[str, tuple[Alias, ...]]]]:
    found: dict[str, list[tuple[str, tuple[Alias, ...]]]] = {}
    for line in _SAME.strip().splitlines():
        parts = [part.split() for part in line.split("|")]
        group = tuple(Alias(words[0], fold(word)) for words in parts for word in words[1:])
        for each in group:
            found.setdefault(each.name, []).append((each.language, group))
    return found


@cache
def _places() -> dict[Alias, int]:
    """How usual a hashtag is within its language."""
    lines = [part.split() for line in _SAME.strip().splitlines() for part in line.split("|")]
    return {Alias(words[0], fold(word)): at for words in lines for at, word in enumerate(words[1:])}


def _place(alias: Alias) -> int:
    return _places()[alias]
