import pytest

from redbridge.kit.text import tidy, tidy_line


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("  a \r\n b\rc ", "a \n b\nc"),
        ("a\n\n\n \n\nb", "a\n\nb"),
        ("a\x00\x08b\x7f", "ab"),
        ("\u202egnp.exe", "gnp.exe"),
        ("e\u0301", "\u00e9"),
        ("a\u2028b\u2029c", "a\nb\n\nc"),
        ("lone \ud800", "lone"),
        ("👩‍🍳", "👩‍🍳"),
    ],
)
def test_tidy(text: str, stored: str) -> None:
    assert tidy(text) == stored


def test_one_line() -> None:
    assert tidy_line(" a \n\n b\tc ") == "a b c"
