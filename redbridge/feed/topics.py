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
                "en": (
                    "food foodie cooking recipe recipes dinner lunch breakfast homecooking streetfood noodles "
                    "foodtok foodlover foodphotography homecook homecooked cookingathome easyrecipes recipeideas "
                    "mealprep streetfoods dumplings hotpot ramen tacos pizza soup vegan vegetarian veganrecipes "
                    "spicyfood whatieat whatieatinaday mukbang dinnerideas chinesefood mexicanfood"
                ),
                "zh": (
                    "美食 做饭 食谱 家常菜 早餐 午餐 晚餐 小吃 面条 饺子 火锅 今天吃什么 探店 吃货 美食分享 "
                    "美食日常 今日美食 一人食 减脂餐 便当 烧烤 川菜 粤菜 西餐 米饭 炒菜 快手菜 下饭菜 夜宵 甜品 "
                    "零食 美食教程 美食探店 素食"
                ),
                "es": (
                    "comida cocina receta recetas cena almuerzo desayuno tacos antojitos comidacallejera "
                    "comidacasera comidamexicana comidachina recetasfaciles recetafacil cocinando cocinaencasa "
                    "foodies vegano vegana vegetariano salsas sopas saborlatino"
                ),
                "ja": "料理 ごはん レシピ 朝ごはん 晩ごはん",
            },
        ),
        Topic(
            "tea",
            _("Tea"),
            {
                "en": (
                    "tea teatime greentea oolong matcha gongfutea teashop longjing puer teatok tealover teaceremony "
                    "chinesetea blacktea whitetea milktea bubbletea boba herbaltea chai"
                ),
                "zh": (
                    "茶 喝茶 泡茶 绿茶 龙井 普洱 乌龙茶 抹茶 茶馆 茶具 奶茶 茶道 茶艺 红茶 白茶 铁观音 岩茶 花茶 "
                    "功夫茶 中国茶 茶生活 围炉煮茶 手打柠檬茶 茶席"
                ),
                "es": "té te tetera mate téverde teverde horadelté horadelte téchino yerbamate matecocido",
                "ja": "お茶 緑茶 抹茶",
            },
        ),
        Topic(
            "cats",
            _("Cats"),
            {
                "en": (
                    "cat cats kitten kittens cattax catsofredbridge catsoftiktok cattok catsofinstagram catlover "
                    "catlife catmom catdad meow kitty kittycat orangecat blackcat tabby catvideos"
                ),
                "zh": (
                    "猫 猫咪 小猫 吸猫 猫税 撸猫 橘猫 云吸猫 养猫 铲屎官 猫奴 猫咪日常 黑猫 布偶 布偶猫 英短 狸花猫 "
                    "奶牛猫 三花 流浪猫 晒猫"
                ),
                "es": (
                    "gato gatos gatito gatitos michi gatitas michis gatosdetiktok gatosdeinstagram amorgatuno "
                    "gatonegro gatunos"
                ),
                "ja": "猫 ねこ 子猫",
            },
        ),
        Topic(
            "travel",
            _("Slow travel"),
            {
                "en": (
                    "travel slowtravel trip train trains roadtrip weekendtrip lake lakes traveltok travelgram "
                    "traveltiktok travelvlog traveling travelling solotravel backpacking vacation wanderlust "
                    "traveltips travelguide chinatravel nature mountains hiking camping ocean beach"
                ),
                "zh": (
                    "旅行 慢旅行 旅游 火车 绿皮火车 自由行 周末去哪儿 攻略 旅行日记 旅行攻略 旅游攻略 旅拍 自驾游 "
                    "自驾 一个人旅行 徒步 露营 海边 爬山 高铁 民宿 打卡 中国旅行 风景"
                ),
                "es": (
                    "viaje viajes viajar viajelento tren viajando viajero viajera viajeros mochilero mochilera "
                    "vacaciones turismo playa montaña senderismo excursión excursion"
                ),
                "ja": "旅 旅行 電車旅",
            },
        ),
        Topic(
            "outfits",
            _("What I wore"),
            {
                "en": (
                    "outfit outfits ootd whatiwore fashion thrifted secondhand streetstyle outfitoftheday "
                    "outfitideas outfitinspo fashiontok fashiontiktok fitcheck style styleinspo thrift thrifting "
                    "thrifthaul vintage vintagefashion streetwear wardrobe capsulewardrobe hanfu sneakers nails"
                ),
                "zh": (
                    "穿搭 今天穿什么 每日穿搭 时尚 二手衣 通勤穿搭 穿搭分享 穿搭日记 日常穿搭 显瘦穿搭 小个子穿搭 "
                    "汉服 旗袍 复古穿搭 古着 衣橱 鞋子 美甲 搭配"
                ),
                "es": (
                    "ropa moda look outfitdeldia loquemepuse segundamano atuendo outfitdehoy estilo estilos "
                    "vestimenta modasostenible vintageropa guardarropa"
                ),
                "ja": "コーデ ファッション 古着",
            },
        ),
        Topic(
            "home",
            _("Home"),
            {
                "en": (
                    "home homedecor interior smallspaces tidying diy furniture hometok homedecorideas "
                    "interiordesign roomdecor roomtour apartment apartmenttherapy houseproject renovation "
                    "organizing declutter cleantok cleaning ikea cozyhome smallapartment diyhome"
                ),
                "zh": (
                    "家 家居 装修 收纳 小户型 租房改造 家具 家居好物 家装 软装 装修日记 我的家 房间布置 出租屋改造 "
                    "整理收纳 断舍离 大扫除 宜家 小家 独居"
                ),
                "es": (
                    "casa hogar decoración decoracion interiores orden muebles decoracióndelhogar "
                    "decoraciondelhogar micasa diseñodeinteriores limpieza organización organizacion manualidades "
                    "departamento"
                ),
                "ja": "家 インテリア 収納",
            },
        ),
        Topic(
            "skincare",
            _("Skincare"),
            {
                "en": (
                    "skincare sunscreen beauty makeup skincareroutine skintok beautytok makeuptutorial makeuptok "
                    "glowup skincaretips kbeauty cbeauty acne spf haircare hair perfume grwm"
                ),
                "zh": (
                    "护肤 防晒 美妆 化妆 护肤心得 敏感肌 护肤分享 护肤日常 护肤品 成分党 祛痘 痘痘 面膜 精华 口红 "
                    "彩妆 化妆教程 素颜 护发 香水 早c晚a"
                ),
                "es": (
                    "cuidadodelapiel piel belleza maquillaje protectorsolar rutinafacial rutinadeskincare "
                    "cuidadofacial maquilladora maquillajenatural acné acne cabello"
                ),
                "ja": "スキンケア 日焼け止め コスメ",
            },
        ),
        Topic(
            "languages",
            _("Languages"),
            {
                "en": (
                    "language languages learningchinese learnchinese mandarin hanzi learningenglish learningspanish "
                    "languagelearning languageexchange polyglot chineselanguage learnmandarin learnspanish "
                    "learnenglish english spanish duolingo hsk studychinese bilingual translation homeworkhelp"
                ),
                "zh": (
                    "语言 学英语 英语 学中文 汉字 中文 学西班牙语 语言交换 英语学习 学习英语 口语 英语口语 雅思 "
                    "单词 背单词 西班牙语 对外汉语 教中文 双语 翻译 英语作业"
                ),
                "es": (
                    "idiomas idioma aprenderchino aprenderingles aprendiendochino chino aprendeinglés aprendeingles "
                    "inglés ingles español espanol aprenderespañol idiomaextranjero bilingüe bilingue mandarín "
                    "mandarin"
                ),
                "ja": "語学 中国語 英語勉強",
            },
        ),
        Topic(
            "books",
            _("Books"),
            {
                "en": (
                    "book books reading bookshelf booklover library poetry booktok bookstagram booksoftiktok "
                    "bookish bookrecommendations readingvlog currentlyreading novel novels bookclub poem poems "
                    "literature writing writer"
                ),
                "zh": (
                    "书 读书 书单 书架 阅读 图书馆 诗 读书笔记 好书推荐 书籍 书评 小说 阅读分享 看书 书店 写作 文学 "
                    "诗歌 摘抄"
                ),
                "es": (
                    "libro libros lectura lecturas leer biblioteca poesía poesia librostok bookstagramespañol "
                    "recomendaciondelibros novela novelas poema poemas escritura escritor escritora literatura"
                ),
                "ja": "本 読書 本棚",
            },
        ),
        Topic(
            "plants",
            _("Balcony"),
            {
                "en": (
                    "plants balcony garden gardening houseplants balconygarden herbs flowers plantsoftiktok "
                    "planttok plantmom plantlover plantcare gardentok gardeningtips vegetablegarden succulents "
                    "monstera indoorplants"
                ),
                "zh": (
                    "阳台 植物 园艺 绿植 种花 种菜 阳台种菜 花 养花 多肉 多肉植物 花园 阳台花园 盆栽 绿萝 月季 "
                    "园艺日记 种植 家庭菜园 鲜花 插花"
                ),
                "es": (
                    "plantas balcón balcon jardín jardin huerto flores plantasdeinterior suculentas jardinería "
                    "jardineria macetas cactus plantitas"
                ),
                "ja": "植物 ベランダ 園芸 花",
            },
        ),
        Topic(
            "bikes",
            _("Bikes"),
            {
                "en": (
                    "bike bikes bicycle cycling bikelife commute biketok cyclist cyclinglife roadbike mtb "
                    "mountainbike gravel gravelbike bikepacking fixie bikecommute"
                ),
                "zh": "骑行 骑车 自行车 单车 公路车 通勤 公路骑行 骑行日记 山地车 折叠车 骑友 夜骑 环湖骑行 共享单车",
                "es": (
                    "bici bicicleta bicis ciclismo ciclista ciclistas bicicletas mtbespaña rodada rodadas ciclovía "
                    "ciclovia"
                ),
                "ja": "自転車 サイクリング",
            },
        ),
        Topic(
            "citywalks",
            _("City walks"),
            {
                "en": (
                    "citywalk citywalks walking streets architecture streetphotography nightmarket citylife urban "
                    "urbanphotography streetstyles neighborhood neighbourhood walkingtour skyline museum museums "
                    "photography photographer film filmphotography nightwalk streetscene"
                ),
                "zh": (
                    "城市漫步 散步 街拍 街头 建筑 胡同 夜市 老街 城市漫游 逛街 古镇 老城 老城区 街景 摄影 拍照 "
                    "人文摄影 胶片 博物馆 看展 展览 扫街 夜景"
                ),
                "es": (
                    "paseo paseos caminar calles arquitectura barrio mercado ciudad fotografía fotografia "
                    "fotografíacallejera arquitecturaurbana museos museo centrohistórico centrohistorico barrios"
                ),
                "ja": "散歩 街歩き 建築",
            },
        ),
        Topic(
            "coffee",
            _("Coffee"),
            {
                "en": (
                    "coffee cafe cafes café cafés espresso pourover latte coffeetok coffeelover coffeeshop "
                    "coffeetime coffeeathome barista icedcoffee cappuccino americano mocha cafehopping coffeehouse"
                ),
                "zh": (
                    "咖啡 咖啡馆 咖啡店 手冲 拿铁 探咖啡店 咖啡日常 咖啡探店 咖啡拉花 拉花 美式 冰美式 意式 浓缩 "
                    "咖啡豆 喝咖啡 挂耳咖啡"
                ),
                "es": (
                    "cafetería cafeteria cafecito cafédeolla café cafés amantesdelcafé amantesdelcafe baristas "
                    "cafeterías cafeterias cafédeespecialidad"
                ),
                "ja": "コーヒー カフェ 喫茶店",
            },
        ),
        Topic(
            "baking",
            _("Baking"),
            {
                "en": (
                    "baking bread sourdough cake cookies pastry bakery bakingtok bake baker homebaker homemadebread "
                    "sourdoughbread cupcakes dessert desserts brownies pie croissant cakedecorating"
                ),
                "zh": (
                    "烘焙 面包 蛋糕 饼干 酸面包 甜点 烘焙日记 自制面包 吐司 欧包 戚风 戚风蛋糕 曲奇 蛋挞 司康 "
                    "甜品制作 馒头"
                ),
                "es": (
                    "pan panadería panaderia repostería reposteria pastel masamadre panes horneando galletas "
                    "pasteles postre postres pancasero repostera bizcocho"
                ),
                "ja": "パン お菓子作り ケーキ",
            },
        ),
        Topic(
            "festivals",
            _("Festivals"),
            {
                "en": (
                    "festival festivals lunarnewyear springfestival holiday holidays midautumn diademuertos "
                    "chinesenewyear newyear christmas halloween thanksgiving easter diwali eid ramadan "
                    "dragonboatfestival lanternfestival dayofthedead carnival concert music livemusic"
                ),
                "zh": (
                    "节日 春节 过年 中秋 中秋节 端午 元宵 清明 除夕 年夜饭 元旦 圣诞 圣诞节 万圣节 端午节 元宵节 "
                    "清明节 七夕 庙会 年味 音乐节 演唱会"
                ),
                "es": (
                    "fiesta fiestas díademuertos diademuertos navidad posadas añonuevo nochebuena diadelosmuertos "
                    "halloweenméxico carnaval semanasanta feria quinceañera música musica concierto"
                ),
                "ja": "祭り お正月 花見",
            },
        ),
        Topic(
            "arrivals",
            _("New here"),
            {
                "en": (
                    "newhere hello introduction intro arrival refugee asklocals firstday welcome tiktokrefugee "
                    "tiktokrefugees newtorednote hellofromamerica askalocal asklocal introduceyourself newbie"
                ),
                "zh": (
                    "新人报到 报到 你好 初来乍到 自我介绍 问问当地人 新来的 欢迎 大家好 第一次发帖 提问 求助 请问 "
                    "外国朋友 问当地人"
                ),
                "es": (
                    "nuevaaquí nuevoaquí nuevaaqui nuevoaqui hola presentación presentacion bienvenidos bienvenida "
                    "bienvenidas refugiadosdetiktok preguntaaunlocal holamundo"
                ),
                "ja": "はじめまして 自己紹介",
            },
        ),
    )
}


WELCOME = "arrivals"  # the topic of those who have just come


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
