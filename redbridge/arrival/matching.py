"""Which file belongs to which post, for pictures and videos that somebody gives beside an export.

Certain things first: the export names this very file, or both have the same id. Then times, then words. No file is
given away twice, the same input gives the same answer, and what fits two posts is left for the person to decide.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

from redbridge.arrival.reading.values import time_of_id
from redbridge.arrival.sources import folder_names as names
from redbridge.arrival.sources.shape import Post
from redbridge.arrival.sources.shelves import kind_of, last

TOLERANCE = timedelta(minutes=2)
NEAREST = 8  # times around a post that are looked at
SHORTEST_WORDS, SHORTEST_HAN = 10, 4
MOST_OF_A_POST = 40
_NUMBERS = re.compile(r"(?<!\d)\d{15,20}(?!\d)")
_CODE = re.compile(r"/(?:p|reels?|tv|video|photo|v|statuses)/([A-Za-z0-9_-]{5,40})")
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was given: its name, what it is, when its container says it was made, and words found beside it."""

    name: str
    kind: str = ""
    at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post that waits for files. `places` are the media that are missing, by their position and what they are."""

    key: int
    source_id: str
    at: datetime | None = None
    words: tuple[str, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    ids: frozenset[str] = frozenset()
    files: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A file and the place in a post where it belongs; `reason` is file, id, time or words."""

    key: int
    place: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Matches in the order of posts, and what is left over on both sides."""

    matches: tuple[Match, ...]
    posts_left: tuple[int, ...]
    files_left: tuple[str, ...]


def wanted(key: int, source_id: str, post: Post, at: datetime | None) -> Wanted | None:
    """What a post waits for; None when all of its files came with the export or it never had any."""
    missing = [(place, medium) for place, medium in enumerate(post.media) if not medium.member]
    if not missing:
        return None
    addresses = [post.url, *(medium.url for _, medium in missing)]
    ids = {source_id} if len(source_id) >= 5 else set()  # noqa: PLR2004 - shorter ones are found in any name
    ids |= {found for address in addresses for found in (*_NUMBERS.findall(address), *_CODE.findall(address))}
    return Wanted(
        key,
        source_id,
        at,
        tuple(words for words in (post.title, post.text) if words),
        tuple((place, medium.kind) for place, medium in missing),
        frozenset(ids),
        tuple((place, last(medium.url.split("?", 1)[0])) for place, medium in missing if medium.url),
    )


def match(posts: Iterable[Wanted], files: Iterable[Given], *, tolerance: timedelta = TOLERANCE) -> Matched:
    """Find the post of every file that surely has one."""
    by_name: dict[str, Given] = {}
    for file in sorted(files, key=lambda file: (file.name, str(file.at), file.words, file.kind)):
        by_name.setdefault(file.name, file)
    table = _Table(sorted(posts, key=lambda post: post.key), list(by_name.values()))
    table.by_file()
    table.by_id()
    table.by_time(tolerance)
    table.by_words()
    return table.result()


@dataclass
class _Table:
    posts: Sequence[Wanted]
    files: Sequence[Given]
    found: list[Match] = field(default_factory=list)
    open_places: dict[int, dict[int, str]] = field(default_factory=dict)  # of a post: place to kind
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.open_places = {post.key: dict(post.places) for post in self.posts}

    def by_file(self) -> None:
        """The export names a file, and exactly one of this name was given."""
        by_name: dict[str, list[Given]] = defaultdict(list)
        for file in self.files:
            by_name[last(file.name)].append(file)
        named = Counter(name for post in self.posts for _, name in post.files)
        for post in self.posts:
            for place, name in post.files:
                if len(by_name.get(name, ())) == 1 and named[name] == 1:
                    self._give(post, by_name[name][0], "file", place)

    def by_id(self) -> None:
        """The name of a file holds an id of one post, and of no other; several go in the order of their numbers."""
        posts_of: dict[str, list[Wanted]] = defaultdict(list)
        for post in self.posts:
            for one in post.ids:
                posts_of[one.lower()].append(post)
        bundles: dict[int, list[Given]] = defaultdict(list)
        by_key = {post.key: post for post in self.posts}
        for file in self._left():
            keys = {post.key for one in ids_in(file.name) for post in posts_of.get(one, ())}
            if len(keys) == 1:
                bundles[keys.pop()].append(file)
        for key in sorted(bundles):
            for file in sorted(bundles[key], key=_order)[:MOST_OF_A_POST]:
                self._give(by_key[key], file, "id")

    def by_time(self, tolerance: timedelta) -> None:
        """The nearest in time first, as long as they are near; a file that tells only a day, if it is alone with it."""
        timed = sorted((at, file.name) for file in self._left() if (at := time_of(file)) and not _is_day(file, at))
        by_name = {file.name: file for file in self.files}
        moments = [at for at, _ in timed]
        pairs: list[tuple[timedelta, int, str]] = []
        for post in self._waiting():
            if post.at is None:
                continue
            around = bisect_left(moments, post.at)
            for at, name in timed[max(0, around - NEAREST) : around + NEAREST]:
                if abs(at - post.at) <= tolerance:
                    pairs.append((abs(at - post.at), post.key, name))
        by_key = {post.key: post for post in self.posts}
        for _, key, name in sorted(pairs):
            self._give(by_key[key], by_name[name], "time")
        self._by_day()

    def _by_day(self) -> None:
        days: dict[str, list[Given]] = defaultdict(list)
        for file in self._left():
            if (at := time_of(file)) and _is_day(file, at):
                days[at.strftime("%Y-%m-%d")].append(file)
        posts: dict[str, list[Wanted]] = defaultdict(list)
        for post in self._waiting():
            if post.at:
                posts[post.at.strftime("%Y-%m-%d")].append(post)
        for day in sorted(days):
            if len(days[day]) == 1 and len(posts.get(day, ())) == 1:
                self._give(posts[day][0], days[day][0], "time")

    def by_words(self) -> None:
        """A file is called as a post begins, or the words beside it are those of the post; and so of no other."""
        said = ((_fold(words), post.key) for post in self._waiting() for words in post.words)
        spoken = sorted(one for one in said if one[0])
        by_key = {post.key: post for post in self.posts}
        texts = [folded for folded, _ in spoken]
        chosen: dict[int, list[Given]] = defaultdict(list)
        for file in self._left():
            for folded in filter(_is_enough, (_fold(file.words), _fold(words_in(file.name)))):
                start, end = bisect_left(texts, folded), bisect_right(texts, folded + _LAST)
                key = _only(spoken, start, end) if end > start else _shorter(texts, spoken, folded)
                if key is not None:
                    chosen[key].append(file)
                    break
        for key in sorted(chosen):
            room = len(self.open_places[key])
            if len(chosen[key]) <= room:
                for file in sorted(chosen[key], key=_order):
                    self._give(by_key[key], file, "words")

    def result(self) -> Matched:
        return Matched(
            tuple(sorted(self.found, key=lambda one: (one.key, one.place))),
            tuple(post.key for post in self._waiting()),
            tuple(file.name for file in self._left()),
        )

    def _give(self, post: Wanted, file: Given, reason: str, place: int | None = None) -> None:
        """Put a file into a place of its kind, the first that is free, unless either is taken."""
        places = self.open_places[post.key]
        if file.name in self.taken:
            return
        kind = file.kind or kind_of(file.name)
        fitting = [one for one in sorted(places) if not kind or places[one] in ("", kind)]
        if place is not None:
            fitting = [place] if place in fitting else []
        if fitting:
            del places[fitting[0]]
            self.taken.add(file.name)
            self.found.append(Match(post.key, fitting[0], file.name, reason))

    def _left(self) -> list[Given]:
        return [file for file in self.files if file.name not in self.taken]

    def _waiting(self) -> list[Wanted]:
        return [post for post in self.posts if self.open_places[post.key]]


def ids_in(name: str) -> set[str]:
    """Everything in a name of a file that could be the id of a post, in lower case."""
    return names.ids_of(PurePosixPath(name.rsplit("/", 1)[-1]).stem)


def time_of(file: Given) -> datetime | None:
    """When a file was made: what its container says, else its name, else the id in its name."""
    if file.at is not None:
        return file.at.astimezone(UTC)
    stem = PurePosixPath(last(file.name)).stem
    number = next(iter(_NUMBERS.findall(stem)), "")
    return time_of_id(number) or names.date_of(stem)


def words_in(name: str) -> str:
    """The words that a file is called by, without an id and without the number of a part."""
    stem = PurePosixPath(name.rsplit("/", 1)[-1]).stem
    number = names.numbered(stem)
    return names.words_of(number.name if number else stem)


def _is_day(file: Given, at: datetime) -> bool:
    """Whether a time is only a date."""
    return file.at is None and at.strftime("%H:%M:%S") == "00:00:00"


def _order(file: Given) -> tuple[int, str]:
    number = names.numbered(PurePosixPath(last(file.name)).stem)
    return (number.number if number else 0), file.name


def _fold(words: str) -> str:
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(letter for letter in plain if letter.isalnum())[:400]


def _is_enough(folded: str) -> bool:
    """Long enough to be no accident; a Chinese sign says more than a letter."""
    han = sum(letter >= "\u3040" for letter in folded)
    return len(folded) >= SHORTEST_WORDS or han >= SHORTEST_HAN


def _shorter(texts: Sequence[str], spoken: Sequence[tuple[str, int]], folded: str) -> int | None:
    """The post whose whole words begin the name of the file; the longest such words count."""
    for length in range(len(folded) - 1, SHORTEST_HAN - 1, -1):
        start = folded[:length]
        if not _is_enough(start):
            return None
        at = bisect_left(texts, start)
        if at < len(texts) and texts[at] == start:
            return _only(spoken, at, bisect_right(texts, start))
    return None


def _only(spoken: Sequence[tuple[str, int]], start: int, end: int) -> int | None:
    """The one post that these words are of; a post has at most two, its title and its text."""
    keys = {key for _, key in spoken[start:end]} if end - start <= 2 else set()  # noqa: PLR2004 - as said
    return keys.pop() if len(keys) == 1 else None
