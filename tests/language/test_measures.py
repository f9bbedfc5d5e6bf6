from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from redbridge.console.main import main
from redbridge.language.measures import Habits, chips, convert_material, convert_price, find, habits_for, rates

DANA = habits_for("en")
LIN = habits_for("zh-Hans")
TOMAS = habits_for("es")
BEA = habits_for("fr")
OMAR = habits_for("en", units="metric", sizes="UK", currency="GBP")


def shown(text: str, language: str, habits: Habits) -> list[tuple[str, str]]:
    found = chips(text, language, habits)
    assert all(text[each.start : each.end] == each.original for each in found)
    return [(each.original, each.converted.replace("\u202f", " ").replace("\xa0", " ")) for each in found]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # Kitchens
        ("2 cups of flour", "en", [("2 cups", "≈ 240 g")]),
        ("1/2 cup sugar", "en", [("1/2 cup", "≈ 100 g")]),
        ("1 1/2 cups butter", "en", [("1 1/2 cups", "≈ 340 g")]),
        ("1½ cups rice", "en", [("1½ cups", "≈ 280 g")]),
        ("half a cup of honey", "en", [("half a cup", "≈ 170 g")]),
        ("2-3 cups water", "en", [("2-3 cups", "≈ 480毫升 – 720毫升")]),
        ("3 cups", "en", [("3 cups", "≈ 720毫升")]),
        ("1 tbsp oil and 2 tsp salt", "en", [("1 tbsp", "≈ 15毫升"), ("2 tsp", "≈ 12 g")]),
        ("8 oz cream cheese", "en", [("8 oz", "≈ 225 g")]),
        ("a 12 oz latte", "en", [("12 oz", "≈ 355毫升")]),
        ("16 fl oz bottle", "en", [("16 fl oz", "≈ 475毫升")]),
        ("bake at 350°F for 20 minutes", "en", [("350°F", "≈ 175°C")]),
        ("oven at 350 degrees", "en", [("350 degrees", "≈ 175°C")]),
        ("preheat to 400F", "en", [("400F", "≈ 205°C")]),
        ("gas mark 4", "en", [("gas mark 4", "≈ 180°C")]),
        ("2 pounds of beef", "en", [("2 pounds", "≈ 905 g")]),
        ("3 cucharadas de azúcar", "es", [("3 cucharadas", "≈ 37 g")]),
        ("2 tazas de harina", "es", [("2 tazas", "≈ 240 g")]),
        ("2 cuillères à soupe de miel", "fr", [("2 cuillères à soupe", "≈ 42 g")]),
        # Bodies, ways, rooms
        ("I'm 5'4\" tall", "en", [("5'4\"", "≈ 163厘米")]),
        ("he is 6 ft 2 in", "en", [("6 ft 2 in", "≈ 188厘米")]),
        ("I lost 20 pounds", "en", [("20 pounds", "≈ 9.1 kg")]),
        ("my dog weighs 45 lbs", "en", [("45 lbs", "≈ 20 kg")]),
        ("ran 3 miles today", "en", [("3 miles", "≈ 4.8公里")]),
        ("a 600 sq ft studio", "en", [("600 sq ft", "≈ 56平方米")]),
        ("5 acres of land", "en", [("5 acres", "≈ 2公顷")]),
        ("it's 95°F outside", "en", [("95°F", "≈ 35°C")]),
        ("12 inches of snow", "en", [("12 inches", "≈ 30厘米")]),
        # Numbers and money
        ("1.5 million people", "en", [("1.5 million", "150万")]),
        ("12k followers", "en", [("12k", "1.2万")]),
        ("only $20!", "en", [("$20", "≈ ¥142")]),
        ("US$1,200 a month", "en", [("US$1,200", "≈ ¥8,510")]),
        ("€15", "es", [("€15", "≈ ¥123")]),
        ("15,50 €", "fr", [("15,50 €", "≈ ¥128")]),
        ("£8.50", "en", [("£8.50", "≈ ¥79")]),
        ("$5-10", "en", [("$5-10", "≈ ¥35 – ¥71")]),
        ("20 bucks", "en", [("20 bucks", "≈ ¥142")]),
        # Sizes
        ("these boots are US 8.5 women's", "en", [("US 8.5", "≈ CN 39")]),
        ("men's sneakers, EU 43", "en", []),
        ("dress in US 6", "en", [("US 6", "≈ CN 165/88")]),
    ],
)
def test_what_a_chinese_reader_sees(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert shown(text, language, LIN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("面粉120克", [("120克", "≈ 4.2 oz")]),
        ("水200ml", [("200ml", "≈ ¾ c")]),
        ("烤箱180度烤25分钟", [("180度", "≈ 355°F")]),
        ("上下火170°C", [("170°C", "≈ 340°F")]),
        ("今天最高气温35度", [("35度", "≈ 95°F")]),
        ("三斤排骨", [("三斤", "≈ 3.3 lb")]),
        ("三斤二两", [("三斤二两", "≈ 3.5 lb")]),
        ("一斤半土豆", [("一斤半", "≈ 1.7 lb")]),
        ("半斤虾", [("半斤", "≈ 8.8 oz")]),
        ("二两牛肉", [("二两", "≈ 3.5 oz")]),
        ("身高165cm体重50公斤", [("165cm", "≈ 5 ft 5 in"), ("50公斤", "≈ 110 lb")]),
        ("走了10公里", [("10公里", "≈ 6.2 mi")]),
        ("十亩地", [("十亩", "≈ 1.6 ac")]),
        ("80平米的小家", [("80平米", "≈ 860 sq ft")]),
        ("6寸的蛋糕", []),  # an inch is an inch
        ("五十千米", [("五十千米", "≈ 31 mi")]),
        ("3千克", [("3千克", "≈ 6.6 lb")]),
        ("海拔1600米", [("1600米", "≈ 5,250 ft")]),
        ("199元", [("199元", "≈ $28")]),
        ("一共花了1200块", [("1200块", "≈ $169")]),
        ("三十块钱", [("三十块钱", "≈ $4.23")]),
        ("月薪1.5万元", [("1.5万元", "≈ $2,110")]),
        ("¥88包邮", [("¥88", "≈ $12")]),
        ("100-200元", [("100-200元", "≈ $14 – $28")]),
        ("20欧一份", [("20欧", "≈ $23")]),
        ("3000日元", [("3000日元", "≈ $20")]),
        ("3.5万粉丝", [("3.5万", "35,000")]),
        ("1.2亿人", [("1.2亿", "120,000,000")]),
        ("39码的鞋", [("39码", "≈ US W 8.5 / US M 6.5")]),
        ("女鞋38码", [("38码", "≈ US 7.5")]),
        ("男靴43码", [("43码", "≈ US 10")]),
    ],
)
def test_what_an_english_reader_sees(text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(text, "zh-Hans", DANA) == expected


@pytest.mark.parametrize(
    ("text", "language", "habits", "expected"),
    [
        ("caminamos 8 km", "es", DANA, [("8 km", "≈ 5 mi")]),
        ("1,5 kg de tomates", "es", DANA, [("1,5 kg", "≈ 3.3 lb")]),
        ("horno a 180 grados", "es", DANA, [("180 grados", "≈ 355°F")]),
        ("250 g de beurre", "fr", DANA, [("250 g", "≈ 8.8 oz")]),
        ("au four th. 6", "fr", DANA, [("th. 6", "≈ 355°F")]),
        ("un vestido talla EU 38", "es", DANA, [("EU 38", "≈ US 6")]),
        ("2.500 euros", "es", DANA, [("2.500 euros", "≈ $2,900")]),
        ("身高5尺", "zh-Hans", TOMAS, []),
        ("两斤苹果", "zh-Hans", TOMAS, [("两斤", "≈ 1 kg")]),
        ("两斤苹果", "zh-Hans", BEA, [("两斤", "≈ 1 kg")]),
        ("3 miles", "en", OMAR, [("3 miles", "≈ 4.8 km")]),
        ("$20", "en", OMAR, [("$20", "≈ £15")]),
        ("these boots are EU 39", "en", OMAR, [("EU 39", "≈ UK 6")]),
        ("1000円のランチ", "ja", DANA, [("1000円", "≈ $6.52")]),
        ("커피 5000원", "ko", DANA, [("5000원", "≈ $3.52")]),
        ("30坪", "zh-Hant", DANA, [("30坪", "≈ 1,070 sq ft")]),
    ],
)
def test_in_every_direction(text: str, language: str, habits: Habits, expected: list[tuple[str, str]]) -> None:
    assert shown(text, language, habits) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("no numbers at all", "en"),
        ("3-4 cups of coffee a day", "en"),
        ("won the World Cup", "en"),
        ("转了180度", "zh-Hans"),
        ("近视500度", "zh-Hans"),
        ("52度白酒", "zh-Hans"),
        ("180 degree turn", "en"),
        ("三两个朋友", "zh-Hans"),
        ("半斤八两", "zh-Hans"),
        ("两个人", "zh-Hans"),
        ("三块蛋糕", "zh-Hans"),
        ("5G网络", "zh-Hans"),
        ("5g phone plan", "en"),
        ("100元", "zh-Hant"),
        ("$100", "es"),
        ("100 pesos", "es"),
        ("¥500", "en"),
        ("10 pounds", "en"),
        ("at 5 in the morning", "en"),
        ("1.500 m", "en"),
        ("size 8", "en"),
        ("EU 38", "en"),
        ("shoes and a dress in EU 38", "en"),
        ("100m followers", "en"),
        ("第三斤", "zh-Hans"),
        ("见https://example.org/200元/5kg", "zh-Hans"),
        ("@5kg #100元", "zh-Hans"),
        ("`cut 5 cm`", "en"),
        ("user@30cm.com", "en"),
        ('a quote "I am 5" and more', "en"),
        ("三里屯", "zh-Hans"),
        ("跟你没半毛钱关系", "zh-Hans"),
        ("数百万元", "zh-Hans"),
        ("百米短跑", "zh-Hans"),
        ("好几千块钱", "zh-Hans"),
        ("2米饭", "zh-Hans"),
        ("3升级", "zh-Hans"),
        ("version 1.2.3", "en"),
        ("2024-05-06", "en"),
        ("12/25", "en"),
        ("won 3 - 2", "en"),
        ("99%", "en"),
    ],
)
def test_what_could_mean_two_things_has_no_chip(text: str, language: str) -> None:
    everybody = (DANA, LIN, TOMAS, BEA, OMAR, Habits("us", "CN", "KRW", "fr"))
    assert [chips(text, language, habits) for habits in everybody] == [[]] * len(everybody)


def test_what_is_the_readers_own_has_no_chip() -> None:
    assert chips("2 cups of flour at 350°F for $5, US 8 shoes, 5 lb", "en", DANA) == []
    assert chips("面粉120克，三斤排骨，180°C，199元，39码鞋，3万", "zh-Hans", LIN) == []


@given(st.text(), st.sampled_from(["en", "zh-Hans", "es", "fr", "und", ""]))
def test_any_text_is_read(text: str, language: str) -> None:
    found = find(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(alphabet="0123456789.,/½ -–万千亿斤两元块$€°CFcupskgmlboz'\"半一二十度", max_size=60))
def test_any_row_of_numbers_is_read(text: str) -> None:
    for habits in (DANA, LIN, BEA):
        for each in chips(text, "zh-Hans", habits) + chips(text, "en", habits):
            assert each.converted


def test_notes_say_what_an_estimate_rests_on() -> None:
    (price,) = chips("$20", "en", LIN)
    assert "2025" in price.note
    (flour,) = chips("2 cups flour", "en", LIN)
    assert flour.note == "The weight of a level US cup."


def test_britain_says_miles_and_grams() -> None:
    ken = habits_for("en", units="imperial", currency="GBP")
    assert shown("3 miles, 5'4\", 180°C and 200 g", "en", ken) == []
    assert shown("350°F, 2 cups of flour, 三斤", "en", ken) == [
        ("350°F", "≈ 175°C"),
        ("2 cups", "≈ 240 g"),
        ("三斤", "≈ 1.5 kg"),
    ]


def test_prices_and_materials_that_are_kept_as_such() -> None:
    price = convert_price(Decimal(120), "CNY", DANA)
    assert price is not None
    assert (price.original, price.converted) == ("120 CNY", "≈ $17")
    assert convert_price(Decimal(120), "USD", DANA) is None
    assert convert_price(Decimal(120), "XXX", DANA) is None
    assert convert_price(Decimal(0), "CNY", DANA) is None
    material = convert_material("2 cups flour", LIN)
    assert material is not None
    assert material.converted == "≈ 240 g"
    assert convert_material("面粉 200g", LIN) is None
    assert convert_material("a pinch of love", LIN) is None


ECB = (
    "<?xml version='1.0'?><gesmes:Envelope><Cube><Cube time='2026-11-20'>"
    "<Cube currency='USD' rate='1.2'/><Cube currency='CNY' rate='8.4'/><Cube currency='JPY' rate='180'/>"
    "</Cube></Cube></gesmes:Envelope>"
)


@pytest.mark.parametrize(
    "words", [ECB, "date,2026-11-20\nEUR,1\nUSD,1.2\nCNY,8.4\n", "date\t2026-11-20\nUSD\t1\nCNY\t7\nEUR\t1\n"]
)
def test_an_operator_brings_newer_rates(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDBRIDGE_DATA", str(tmp_path))
    file = tmp_path / "newer"
    file.write_text(words, encoding="utf-8")
    assert rates.refresh(file).day.isoformat() == "2026-11-20"
    assert shown("$100", "en", LIN) == [("$100", "≈ ¥700")]
    assert chips("$100", "en", LIN)[0].note == "By the rate of 2026年11月20日."


@pytest.mark.parametrize(
    "words",
    ["", "USD\t1.1\nEUR\t1\nCNY\t8\n", "date\t2026-13-40\nUSD\t1\n", "date\t2026-11-20\nUSD\tnan\nEUR\t1\nCNY\t8\n",
     "date\t2026-11-20\nUSD\t-1\nEUR\t1\nCNY\t8\n", "date\t2026-11-20\nusd\t1\n", "date\t2026-11-20\nUSD\t1\n",
     "<html>not found</html>", "\x00"],
)  # fmt: skip
def test_what_is_no_table_changes_nothing(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDBRIDGE_DATA", str(tmp_path))
    (tmp_path / "bad").write_text(words, encoding="utf-8")
    with pytest.raises(rates.NoRatesError):
        rates.refresh(tmp_path / "bad")
    assert rates.current().is_approximate


def test_the_command_says_of_which_day_the_rates_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDBRIDGE_DATA", str(tmp_path))
    found = CliRunner().invoke(main, ["language", "rates", "--data", str(tmp_path)])
    assert "2025-10-31, approximate" in found.output


def test_every_currency_that_is_shipped_is_a_number() -> None:
    table = rates.current()
    assert len(table.of) >= 35
    assert table.convert(Decimal(100), "USD", "EUR") == Decimal(100) / Decimal("1.16")
