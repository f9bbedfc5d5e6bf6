"""What a TikTok export says of its owner: name, bio, links, interests, languages, words not to be shown."""

import re
from collections.abc import Iterator
from typing import Any, Final

from redbridge.arrival.reading.values import fold_key, is_missing, made_id, tidy
from redbridge.arrival.sources.shape import Found, Medium, Profile, Row, Section

LINKS: Final = ("instagramlink", "youtubelink", "lemon8link", "biolink", "website", "websitelink")
MOST_NAME, MOST_BIO, MOST_WORDS = 200, 2_000, 200
APART = re.compile(r"[|\n;,、，]")


class Self:
    """Collects it over the whole file; nothing else of these maps is kept: no birthday, mail, number or gender."""

    def __init__(self) -> None:
        self._profile: dict[str, Any] = {}
        self._interests: dict[str, None] | None = None
        self._languages: dict[str, None] = {}
        self._muted: dict[str, None] = {}

    def take(self, what: str, value: Any) -> None:
        """A map of the profile, of the settings, or the interests that advertising guessed."""
        if what == "interests":
            self._take_interests(value)
        elif isinstance(value, dict) and what == "profile":
            self._profile |= {fold_key(name): each for name, each in value.items()}
        elif isinstance(value, dict):
            self._take_settings(value, 0)

    def found(self) -> Iterator[Found]:
        """The profile, if anything is known of it, and the interests."""
        if self._profile or self._languages or self._muted:
            yield self._as_profile()
        if self._interests is None:
            return
        yield Section("interests")
        for text in list(self._interests)[:MOST_WORDS]:
            yield Row("interests", made_id(text.casefold()), text=text)

    def _as_profile(self) -> Profile:
        said = self._profile
        portrait = tidy(said.get("profilephoto"), 4_000)
        return Profile(
            handle=tidy(said.get("username"), MOST_NAME).removeprefix("@"),
            name=tidy(said.get("displayname"), MOST_NAME),
            bio=tidy(said.get("biodescription") or said.get("bio"), MOST_BIO),
            portrait=Medium(url=portrait, kind="picture") if portrait else None,
            links=tuple(link for name in LINKS if (link := tidy(said.get(name), MOST_NAME))),
            languages=tuple(self._languages),
            region=tidy(said.get("accountregion"), MOST_NAME),
            muted_words=tuple(self._muted)[:MOST_WORDS],
        )

    def _take_settings(self, settings: dict[str, Any], depth: int) -> None:
        for name, value in settings.items():
            key = fold_key(name)
            if key == "interests":
                self._take_interests(value)
            elif "keyword" in key:
                self._muted |= dict.fromkeys(words(value))
            elif key in {"applanguage", "language", "videolanguagespreferences", "videolanguagepreferences"}:
                self._languages |= dict.fromkeys(words(value))
            elif isinstance(value, dict) and depth < 5:  # noqa: PLR2004 - settings are no deeper
                self._take_settings(value, depth + 1)

    def _take_interests(self, value: Any) -> None:
        known = self._interests or {}
        folded = {each.casefold() for each in known}
        self._interests = {**known, **{text: None for text in words(value) if text.casefold() not in folded}}


def words(value: Any) -> list[str]:
    """Words of a list, or of a text that joins them in one of several ways, each once."""
    if isinstance(value, dict):
        value = [each for part in value.values() for each in (part if isinstance(part, list) else [part])]
    if isinstance(value, str):
        value = value.split("|") if "|" in value else APART.split(value)
    if not isinstance(value, list):
        return []
    found = dict.fromkeys(tidy(each, MOST_NAME) for each in value[: MOST_WORDS * 5] if not is_missing(each))
    return [each for each in found if each][:MOST_WORDS]
