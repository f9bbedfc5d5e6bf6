"""The gloss: its traps, what it must never touch, and how near it comes to what a person would write."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from redbridge.language import dictionary, slang
from redbridge.language.gloss import can, gloss
from tests.language.chrf import chrf

SHEETS = Path(__file__).parent / "dev"


def english(text: str) -> str:
    return gloss(text, source="zh", target="en").text


def chinese(text: str) -> str:
    return gloss(text, source="en", target="zh").text


@pytest.mark.parametrize(
    ("sheet", "source", "target", "floor"), [("zh_en.tsv", "zh", "en", 44.5), ("en_zh.tsv", "en", "zh", 34.5)]
)
def test_held_back_lines_come_near_to_what_a_person_wrote(sheet: str, source: str, target: str, floor: float) -> None:
    rows = [line.split("\t") for line in (SHEETS / sheet).read_text(encoding="utf-8").splitlines()][1::2]
    answers = [gloss(text, source=source, target=target).text for text, _ in rows]
    references = [reference for _, reference in rows]

    assert len(rows) >= 150
    assert chrf(answers, references) >= floor
    assert chrf([text for text, _ in rows], references) < 3  # copying the source is no answer


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("哈哈哈哈", "Hahahaha"),
        ("2.5万人看过", "25,000 people seen"),
        ("三分钟", "Three minutes"),
        ("十分好看", "Very pretty"),
        ("10月1日出发", "October 1 set off"),
        ("二〇二六年", "2026"),
        ("瘦了十斤", "five kilos"),
        ("两个人", "Two people"),
        ("第三年", "Third year"),
        ("我的猫", "My cat"),
        ("绝绝子", "Amazing"),
        ("我是牛马", "office drone"),
        ("被种草了", "ecommending"),
        ("這是著名的地方", "This is famous place"),
        ("他的头发很软", "His hair is very soft"),
        ("王小明", "Wang"),
        ("不贵", "Not expensive"),
        ("白色的衣服", "white clothes"),
        ("我姨妈做的面", "My aunt"),
        ("“慢慢吃”怎么说", '"Enjoy your meal"'),
        ("一支笔", "A pen"),
        ("太急了", "So urgent"),
    ],
)
def test_traps_of_chinese(text: str, said: str) -> None:
    assert said.lower() in english(text).lower()


def test_a_surname_or_an_encyclopaedia_never_speaks_for_a_word() -> None:
    for word in ("好", "行", "黄", "马", "白", "花"):
        assert "surname" not in english(word).lower()


def test_a_short_term_is_not_found_across_two_words() -> None:
    assert "addictive" in english("这首歌好上头")
    assert "addictive" not in english("身上头发很多")
    assert "rat race" not in english("卷发很好看")


def test_ambiguous_terms_are_left_to_their_note() -> None:
    assert any(hit.term == "沙发" for hit in slang.find("沙发很大", "zh"))
    assert "sofa" in english("沙发很大").lower()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Where did you get your blush?", "你"),
        ("How old is your kitten?", "你的小猫多大？"),
        ("I ran five kilometers this morning", "我今天早上跑了五公里"),
        ("Don't give up", "放弃"),
        ("the color of the walls", "墙的颜色"),
        ("My mom made this skirt", "我妈"),
        ("She is so talented", "有才华"),
        ("zzxqv", "zzxqv"),
    ],
)
def test_traps_of_english(text: str, said: str) -> None:
    assert said in chinese(text)


def test_traditional_readers_get_their_characters() -> None:
    assert gloss("my hair is beautiful", source="en", target="zh-Hant").text == "我的頭髮很美"


KEPT = ["⟦0⟧", "⟦12⟧", "@dana", "#穿搭", "https://a.example/b?c=1", "[笑哭R]", ":custom:", "😂👍🏽", "a.b@c.example"]


@pytest.mark.parametrize("token", KEPT)
def test_what_is_masked_or_kept_survives(token: str) -> None:
    for before, after in (("今天很好看", "我也想要"), ("I love", "so much")):
        for render in (english, chinese):
            assert render(f"{before} {token} {after}").count(token) == 1


def test_words_say_where_they_stand() -> None:
    text = "这支口红yyds"
    found = gloss(text, source="zh", target="en")

    assert all(text[word.start : word.end] == word.text for word in found.words)
    assert found.words[-1].is_slang
    assert found.coverage == 1.0


def test_only_chinese_and_english_are_glossed() -> None:
    assert can("zh-Hans", "en")
    assert can("en", "zh-Hant")
    assert not can("es", "en")
    assert not can("zh-Latn", "en")
    with pytest.raises(ValueError, match="No gloss"):
        gloss("hola", source="es", target="en")


def test_no_text_breaks_it() -> None:
    chance = random.Random(4)
    signs = [
        *map(chr, range(0x20, 0x30)),
        *"的了我你好一二三千万亿第月日年多半点#@:[]⟦⟧ab3",
        "\u200b",
        "\ud800",
        "𠀀",
        "\n",
        "\x00",
    ]
    for _ in range(300):
        text = "".join(chance.choice(signs) for _ in range(chance.randrange(25)))
        assert isinstance(english(text) + chinese(text), str)


def test_the_dictionary_answers_both_ways() -> None:
    assert dictionary.look_up("銀行")[0].pinyin == "yín háng"
    assert dictionary.look_up("银行")[0].senses[0] == "bank"
    assert dictionary.look_up("不存在的词") == []
    assert any(entry.simplified in {"漂亮", "美"} for entry in dictionary.look_up_english("beautiful"))
    assert dictionary.entries() > 100_000


def test_a_file_that_was_cut_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    whole = dictionary.path()
    broken = tmp_path / "site" / "language" / whole.name
    for copy in (broken, tmp_path / "cache" / "redbridge" / whole.name):
        copy.parent.mkdir(parents=True)
    (tmp_path / "cache" / "redbridge" / whole.name).write_bytes(whole.read_bytes())
    broken.write_bytes(whole.read_bytes()[:5000])
    monkeypatch.setattr(dictionary, "_build_here", lambda wanted, _source: wanted.write_bytes(whole.read_bytes()))
    monkeypatch.setenv("REDBRIDGE_DATA", str(tmp_path / "site"))

    assert dictionary.look_up("银行")
    assert broken.stat().st_size == whole.stat().st_size


def test_a_file_that_is_no_dictionary_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.u8"
    wrong.write_bytes(b"\xff\xfe nothing")
    with pytest.raises(dictionary.NotADictionaryError):
        dictionary.refresh(wrong)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_slang_is_whole(language: str) -> None:
    found = slang.entries(language)

    assert len(found) >= {"zh": 147, "en": 82}[language]
    for entry in found:
        assert entry.short, entry
        assert entry.meaning, entry
        assert entry.example, entry
        assert entry.tone in {"ok", "rude", "ambiguous", "sensitive"}, entry
    assert {entry.status for entry in found} >= {"seed"}


def test_the_filter_keeps_the_lines_of_any_bytes() -> None:
    lines = "你好\n\n".encode() + b"\xff\xfe\xe4\xb8\n" + "哈哈哈\r\n".encode() + b"\x00\n" + "最后".encode()
    done = subprocess.run(
        [sys.executable, "-m", "redbridge.console", "gloss", "--from", "zh", "--to", "en"],
        input=lines,
        capture_output=True,
        check=True,
    )
    out = done.stdout.decode().split("\n")

    assert len(out) == 7
    assert out[0] == "Hello"
    assert out[3] == "Hahaha"
    assert out[5] == "Finally"
