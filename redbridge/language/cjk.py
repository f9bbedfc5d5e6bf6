"""Chinese in either way of writing, or Japanese, from Han characters and kana."""

import re
from typing import Final

from redbridge.language.han import ALSO_JAPANESE, JAPANESE, NOT_JAPANESE, SIMPLIFIED, TRADITIONAL

# What Chinese sentences are held together by, and Japanese ones hardly ever.
_GRAMMAR: Final = frozenset(
    "的了是在我你他她它您们們这這那哪吗嗎吧呢啊呀啦哦嘛也都就还還没沒和很把被给給让讓跟去吃说說么麼什怎谁誰"
    "太真超想要会會看来來个個着著过過到得又再只不爱愛喜欢歡妳咱俩怕找买買卖賣谢謝请請嗯哈喔耶吃喝玩拍"
)
# Said in Chinese with characters that Japanese has too.
_WORDS_OF_CHINA: Final = re.compile(
    "自由行|攻略|分享|推薦|推荐|打卡|測評|测评|日遊|日游|[一二三四五六七八九十两兩]天|教程|漂亮|收藏|必吃|必去|開箱|开箱|穿搭|好物|同款|姐妹"
    "|紅燒|红烧|火鍋|火锅|奶茶|公园|周末|今天|明天|昨天|現在|现在|朋友|老師|老师|衣服|心情|天氣|天气|北京|上海|台北|臺北|高雄|香港"
)
_WORDS_OF_JAPAN: Final = re.compile(
    "勉強|写真|映画|営業|閉店|休業|無料|予約|完売|発売|注意報|本日|今週|来週|毎日|昨日|明後日|素敵|誕生日|卒業|入学式|運動会|残業|出勤|退勤"
    "|満席|満員|満開|自転車|切符|弁当|定食|丼|居酒屋|銭湯|参拝|初詣|雰囲気|元気|新作|割引|受付|応援|御礼|御朱印|着物|雑貨|散歩|夜更|気温"
)
# Chinese uses these too, so that one alone says little.
_PERHAPS_OF_JAPAN: Final = re.compile(
    "美味|料理|限定|開店|送料|大丈夫|可愛|綺麗|結婚式|電車|和食|寿司|抹茶|温泉|旅館|神社|花見|紅葉|桜|人気|新品|中古|特価|半額|募集|投稿|相互"
    "|浴衣|家電|手作|手帳|文房具|柴犬|愛犬|愛猫|早起|駅前"
)
_PLACES_OF_JAPAN: Final = re.compile(
    "東京|大阪|京都|新宿|渋谷|原宿|札幌|福岡|沖縄|北海道|名古屋|横浜|奈良|鎌倉|神戸|銀座|浅草|^最高|最高$"
)
_ONLY_CHINESE: Final = (SIMPLIFIED - ALSO_JAPANESE) | NOT_JAPANESE
_LITTLE: Final = 0.9
# Words of Japan, or of both, that hold a letter of Chinese grammar.
_NO_GRAMMAR: Final = re.compile(
    "終了|完了|了承|修了|写真|不良|不足|不安|不明|不要|不満|目的|的中|有名|有料|所有|在庫|在宅|存在|想像|個人|個室|買取|真夏|真冬|真実|看板"
    "|看護|是非|我慢|会社|会員|電話|来店|来場|来年|来月|到着|再開|再入荷|愛犬|愛猫|可愛|恋愛|大丈夫|和食|平和|和菓子|跡地"
)
_MARKS_OF_JAPAN: Final = frozenset("々〆ヶ込畑峠匂枠辻働搾腺丼枡榊凪")


def is_chinese_grammar(letter: str) -> bool:
    return letter in _GRAMMAR


def kind_of_han(han: str, kana: str, leaning: str = "") -> str:
    """`zh` or `ja`; `leaning` is that of the whole text that this is a part of."""
    spoken = sum(letter <= "\u309f" for letter in kana)
    loose = kana.count("の")  # Chinese writes this one for its looks
    evidence = _evidence_of_japan(han)
    bare = _NO_GRAMMAR.sub("", han)
    grammar = sum(letter in _GRAMMAR or letter in _ONLY_CHINESE for letter in bare)
    grammar += 2 * sum(1 for _ in _WORDS_OF_CHINA.finditer(han))
    if kana:
        if not han:
            return "ja"
        score = (spoken - loose) + 0.35 * (len(kana) - spoken) + 0.3 * loose + 1.5 * evidence
        return "ja" if score > grammar * 0.8 and (score > 0.3 * loose or not grammar) else "zh"
    if evidence > max(grammar, _LITTLE):
        return "ja"
    return "ja" if leaning == "ja" and not grammar else "zh"


def chinese(han: str, otherwise: str = "zh-Hans") -> str:
    """The way of writing, `otherwise` where both write the same."""
    simplified = sum(letter in SIMPLIFIED for letter in han)
    traditional = sum(letter in TRADITIONAL for letter in han)
    if traditional == simplified:
        if "妳" in han or ("著" in han and not simplified):
            return "zh-Hant"
        return otherwise if not simplified else "zh-Hans"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _evidence_of_japan(han: str) -> float:
    own = sum(letter in JAPANESE or letter in _MARKS_OF_JAPAN for letter in han)
    # Both forms in one word, 電車 beside 会: neither the mainland nor Taiwan writes so.
    shared = sum(letter in ALSO_JAPANESE for letter in han)
    old = sum(letter in TRADITIONAL for letter in han)
    mixed = (
        1.0 if shared and old and not any(letter in SIMPLIFIED and letter not in ALSO_JAPANESE for letter in han) else 0
    )
    words = sum(1 for _ in _WORDS_OF_JAPAN.finditer(han))
    perhaps = sum(1 for _ in (*_PERHAPS_OF_JAPAN.finditer(han), *_PLACES_OF_JAPAN.finditer(han)))
    return own * 1.5 + mixed + words + 0.4 * perhaps
