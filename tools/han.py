"""Write redbridge/language/han.py: which Han characters belong to which way of writing, by OpenCC's tables."""

import sys
from pathlib import Path

import opencc

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "redbridge" / "language" / "han.py"
A_LINE = 50
# Simplified forms that the other side writes as well, in another sense or by habit.
ON_BOTH_SIDES = set(
    "后里台干系云余几准占凶并吁岳弦采征恤舍胡范荐谷辟郁吃群峰床秋泪污灶线裙踪恒启册奸"
    "娘匀污尸冲凉决减净况凑卷姜戚杆松柜栗烟痴疱痹盘丰杰布志制家困回面表升斗折核欲注局岩席扎征只台叹唇"
    "向朱咸合划帘曲术极仆夸夫吊呆周唐症蒙霉梁才出谷尽万与个占叶号吓听吁哄回复据据据搜携撑旋暗晒杯棋棱歌"
    "毁注泛洒游溪灾炼烤熏犹狸碱磨秆秘糊糕绣绷耻脉腌苔药虱蛋蝎裹豆赞趟跷踊输迹酸针钩锈韭颓飘饥驼鲜麻鼹"
)
NOT_SIMPLIFIED = ON_BOTH_SIDES - set("个与极术据复听吓号药赞针输线绣绷颓飘驼鲜鼹炼犹撑携迹灾洒盘尽减净况凑冲凉决叹")
# Forms that OpenCC takes for Japan's own, and forms of the mainland that it does not know Japan to share.
IN_CHINA_TOO = set("缶晩芸竜痩翻欠糸晃荘弁麺曽斉真瓶即研概予慎郎萌褒粛")
AS_IN_CHINA = set("猫秃尝叠鸥腊丽礼机冢届")
HEAD = '''"""Han characters by the way of writing that they belong to; written by tools/han.py from OpenCC's tables.

A character that both the mainland and Taiwan or Hong Kong write is in neither of the first two. The third are forms
of Japan alone; the fourth, forms that Japan shares with the mainland; the last, Traditional ones that Japan gave up.
"""

from typing import Final

'''


def main() -> None:
    """Compare every character with its conversions."""
    converters = {name: opencc.OpenCC(name) for name in ("s2t", "t2s", "jp2t", "t2jp", "t2tw")}
    letters = [chr(code) for code in range(0x4E00, 0xA000)]

    def changed(name: str) -> set[str]:
        return {letter for letter in letters if converters[name].convert(letter) != letter}

    traditional = changed("t2s") - set("乾著瞭藉緼苧藴輼醖麽")
    # Taiwan's own choice among variants is no sign of the mainland.
    taiwan = {converters["t2tw"].convert(letter) for letter in letters}
    simplified = {
        letter
        for letter in changed("s2t") - NOT_SIMPLIFIED - traditional
        if letter not in taiwan or converters["t2tw"].convert(converters["s2t"].convert(letter)) != letter
    }
    japanese = changed("jp2t")
    sets = {
        "SIMPLIFIED": simplified,
        "TRADITIONAL": traditional,
        "JAPANESE": japanese - simplified - traditional - changed("s2t") - IN_CHINA_TOO,
        "ALSO_JAPANESE": (japanese & simplified) | (AS_IN_CHINA & simplified),
    }
    sets["NOT_JAPANESE"] = (traditional & changed("t2jp")) - set("藝")
    text = HEAD
    for name, found in sets.items():
        row = "".join(sorted(found))
        rows = [f'    "{row[at : at + A_LINE]}"' for at in range(0, len(row), A_LINE)]
        text += f"{name}: Final = frozenset(\n" + "\n".join(rows) + "\n)\n"
    TARGET.write_text(text, encoding="utf-8")
    sys.stdout.write(", ".join(f"{name} {len(found)}" for name, found in sets.items()) + "\n")


if __name__ == "__main__":
    main()
