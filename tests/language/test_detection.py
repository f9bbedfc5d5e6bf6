import pytest
from hypothesis import given
from hypothesis import strategies as st

from redbridge.language.detection import detect
from redbridge.language.han import PAIRS, SIMPLIFIED, TRADITIONAL
from redbridge.language.names import NAMES, direction, is_known, own_name
from redbridge.language.pinyin import has_tones, is_pinyin


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Morning tea with my cat, and the rain on the roof", "en"),
        ("He can sing a song", "en"),
        ("Café con leche y churros en el mercado de la esquina", "es"),
        ("Hoy amanecí con ganas de pan dulce y un café", "es"),
        ("Bonjour, c'est une belle journée", "fr"),
        ("Das ist ein schöner Tag für uns", "de"),
        ("O meu gato não quer dormir", "pt"),
        ("Il mio gatto non vuole dormire", "it"),
        ("今天去了茶馆，喝到很好喝的龙井", "zh-Hans"),
        ("今天去了茶館，喝到很好喝的龍井", "zh-Hant"),
        ("今天穿了 Uniqlo 的 T-shirt 很好看", "zh-Hans"),
        ("今日はとても暑いですね", "ja"),
        ("東京タワー", "ja"),
        ("오늘 날씨가 좋네요", "ko"),
        ("Сегодня хорошая погода", "ru"),
        ("Сьогодні гарна погода, є їжа", "uk"),
        ("اليوم جميل جدا", "ar"),
        ("امروز هوا خوب است چای", "fa"),
        ("היום יפה מאוד", "he"),
        ("आज मौसम अच्छा है", "hi"),
        ("วันนี้อากาศดี", "th"),
        ("Σήμερα έχει ωραίο καιρό", "el"),
        ("Cà phê sữa đá ở Sài Gòn ngon quá", "vi"),
        ("Dzień dobry, piję kawę w łóżku", "pl"),
        ("wo hen xihuan he cha", "zh-Latn"),
        ("Wǒ xǐhuan nǐ", "zh-Latn"),
        ("Look at https://example.cn/今天去了茶馆喝 and tell me what you think", "en"),
        ("@mei 今天很开心", "zh-Hans"),
    ],
)
def test_languages(text: str, language: str) -> None:
    found = detect(text)
    assert found.language == language
    assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    "text", ["", "   ", "🐱🐱", "123", "OK", "lol", "hello", "Matcha latte", "https://example.org", "@mei"]
)
def test_it_says_nothing_rather_than_something_wrong(text: str) -> None:
    assert detect(text) == detect("")
    assert detect(text).language == "und"


@given(st.text())
def test_every_answer_has_a_name(text: str) -> None:
    found = detect(text)
    assert found.language in {"und", *NAMES}
    assert 0 <= found.confidence <= 1


def test_names_are_the_languages_own() -> None:
    assert own_name("zh-Hans") == "简体中文"
    assert (own_name("und"), own_name(""), own_name("xx")) == ("", "", "xx")
    assert is_known("es")
    assert not is_known("und")
    assert (direction("ar"), direction("en"), direction("und"), direction("fa-IR")) == ("rtl", "ltr", "auto", "rtl")


def test_characters_of_one_side_are_not_of_the_other() -> None:
    assert len(PAIRS) % 2 == 0
    assert not SIMPLIFIED & TRADITIONAL
    assert len(SIMPLIFIED) > 300


def test_pinyin_words() -> None:
    assert all(is_pinyin(word) for word in ("nihao", "xi'an", "lǜchá", "zhong1guo2", "xiǎolóngbāo", "wánr"))
    assert not any(is_pinyin(word) for word in ("hello", "tea", "xq", "", "bridge"))
    assert has_tones("nǐ")
    assert not has_tones("ni")
