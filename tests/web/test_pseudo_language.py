"""A made-up language, read from right to left and longer than English, shows what is not in the catalogues."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.web import skeleton
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
CATALOGUE = Path(__file__).resolve().parents[2] / "redbridge" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
CODE, OPEN, CLOSE = "ar", "⟦", "⟧"
ACCENTED = str.maketrans("aeiounycAEIOU", "áéíóúñýçÁÉÍÓÚ")
SPOKEN = re.compile(f"[{OPEN}{CLOSE}áéíóúñýçÁÉÍÓÚ]")
HELD = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>|&\w+;)")
FRAME = {"nav", "button", "label", "legend", "h1", "summary"}
PAGES = ("/", "/sign-up", "/norms", "/follow", "/watch", "/inbox", "/settings/profile", "/new", "/arrive")
OURS = {
    "English",
    "简体中文",
    "繁體中文",
    "Español",
    "Français",
    "العربيّة",
    "Redbridge",
    "TikTok",
    "Instagram",
    "Mastodon",
}


def pseudo(text: str) -> str:
    """The text with accents and two fifths longer, between brackets; placeholders and markup stay."""
    parts = [part if HELD.fullmatch(part) else part.translate(ACCENTED) for part in HELD.split(text)]
    return f"{OPEN}{''.join(parts)}{'·' * (len(text) * 2 // 5)}{CLOSE}"


@pytest.fixture
def spoken(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """The site speaks it, beside its own languages."""
    found = polib.POFile(wrapwidth=0)
    found.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for entry in polib.pofile(str(CATALOGUE)):
        plain = {"msgstr": pseudo(entry.msgid)}
        both = {"msgid_plural": entry.msgid_plural, "msgstr_plural": dict(enumerate(map(pseudo, _forms(entry))))}
        found.append(polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, **(both if entry.msgid_plural else plain)))
    folder = tmp_path / CODE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    found.save_as_mofile(str(folder / "django.mo"))
    settings.LANGUAGES = [*settings.LANGUAGES, (CODE, "العربيّة")]
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    accounts.change_site(None, languages=["en", CODE])
    yield
    skeleton.clear()


def _forms(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgid, entry.msgid_plural


class _Frame(HTMLParser):
    """Texts of the page's own frame: those of people have a language or a direction of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"img", "input", "br", "hr", "meta", "link", "use", "path", "source"}:
            return
        of_people = tag in {"bdi", "script", "style", "option"} or any(name in {"dir", "lang"} for name, _ in attrs)
        self._inside.append((tag, of_people and tag != "html"))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        is_frame = any(tag in FRAME for tag, _ in self._inside)
        if is_frame and not any(of_people for _, of_people in self._inside) and re.search(r"[A-Za-z]{3}", data):
            self.texts.append(data.strip())


def test_every_word_of_the_frame_is_in_the_catalogue(spoken: None, dana: Person) -> None:
    member, stranger = signed_in(Client(), dana), Client()
    for path in PAGES:
        page = (stranger if path == "/sign-up" else member).get(path, {"hl": CODE})
        assert page.status_code == 200, path
        text = page.content.decode()
        assert '<html lang="ar" dir="rtl"' in text, path
        frame = _Frame()
        frame.feed(text)
        bare = [each for each in frame.texts if not SPOKEN.search(each) and each not in OURS]
        assert [each for each in bare if dana.name not in each and dana.handle not in each] == [], path
