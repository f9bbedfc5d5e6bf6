"""Every text of the site is in the catalogues, translated, with its placeholders, and compiled."""

import datetime as dt
import importlib.util
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.conf import settings
from django.utils import formats, translation

from redbridge.web.accountforms import region_choices

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "redbridge" / "locale").glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|</?\w+[^>]*>")
HALF_WIDTH = re.compile(r"[一-鿿][,;:?!]|[,;?!][一-鿿]")
COLLECTING = pytest.mark.skipif(shutil.which("xgettext") is None, reason="collecting texts needs GNU gettext")


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.parts[-3])
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def catalogue(path: Path) -> polib.POFile:
    return polib.pofile(str(path))


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def translated(catalogue: polib.POFile) -> Iterator[tuple[str, str]]:
    """Every form of every text beside the source that it has to agree with."""
    for entry in catalogue:
        if entry.msgid_plural:
            yield from ((entry.msgid_plural, text) for text in entry.msgstr_plural.values())
        else:
            yield entry.msgid, entry.msgstr


def test_every_language_but_the_source_has_a_catalogue() -> None:
    wanted = {translation.to_locale(code) for code, _ in settings.LANGUAGES} - {"en"}
    assert {path.parts[-3] for path in CATALOGUES} == wanted


def test_nothing_is_missing_doubtful_or_dead(path: Path) -> None:
    assert tool().gaps(path) == []


@COLLECTING
def test_the_source_and_the_catalogue_hold_the_same_texts(path: Path) -> None:
    assert tool().differences(path, path.parts[-3]) == []


def test_placeholders_and_markup_survive_translation(catalogue: polib.POFile) -> None:
    changed = [
        (source, text)
        for source, text in translated(catalogue)
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text))
    ]
    assert changed == []


def test_each_counted_text_has_every_form_of_its_language(catalogue: polib.POFile) -> None:
    found = re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])
    assert found is not None
    forms = list(range(int(found[1])))
    assert [entry.msgid for entry in catalogue if entry.msgid_plural and sorted(entry.msgstr_plural) != forms] == []


def test_the_compiled_catalogue_is_in_step(path: Path, catalogue: polib.POFile) -> None:
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert {_key(entry) for entry in compiled} == {_key(entry) for entry in catalogue}


def _key(entry: polib.POEntry | polib.MOEntry) -> tuple[str, ...]:
    plurals = (text for _, text in sorted(entry.msgstr_plural.items()))
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "", entry.msgstr or "", *plurals)


@pytest.mark.parametrize("path", [each for each in CATALOGUES if each.parts[-3].startswith("zh")], ids=str)
def test_chinese_has_chinese_marks_and_says_you_as_friends_do(catalogue: polib.POFile) -> None:
    odd = [text for _, text in translated(catalogue) if HALF_WIDTH.search(text) or "您" in text or "两岸" in text]
    assert odd == []


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "Nov. 21, 2026", "November 2026"),
        ("zh-hans", "2026年11月21日", "2026年11月"),
        ("zh-hant", "2026年11月21日", "2026年11月"),
        ("es", "21 de noviembre de 2026", "noviembre de 2026"),
        ("fr", "21 novembre 2026", "novembre 2026"),
    ],
)
def test_days_read_as_people_write_them(language: str, day: str, month: str) -> None:
    moment = dt.date(2026, 11, 21)
    with translation.override(language):
        assert formats.date_format(moment, "DATE_FORMAT") == day
        assert formats.date_format(moment, "YEAR_MONTH_FORMAT") == month


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [("en", "Australia", "Vietnam"), ("zh-hans", "爱尔兰", "中国"), ("es", "Alemania", "Vietnam")],
)
def test_regions_stand_in_the_order_of_the_language(language: str, first: str, last: str) -> None:
    with translation.override(language):
        names = [name for _, name in region_choices()][1:]
    assert (names[0], names[-1]) == (first, last)
