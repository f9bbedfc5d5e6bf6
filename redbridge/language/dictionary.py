"""The dictionary: one read-only SQLite file, built once from the data that ships with the program.

It lies in the data folder of a site, or in the user's cache where a command runs without one. Everything reads it
from disk, so the tables cost memory once a machine. A newer edition or other data gets a file of another name.
"""

import contextlib
import fcntl
import hashlib
import json
import lzma
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from redbridge.language import building, cedict

DATA: Final = Path(__file__).parent / "data"
SOURCES: Final = ("cedict", "lexicon", "words")
NEWER = "cedict.u8.xz"
FEWEST_ENTRIES = 50_000  # of a dictionary that is one
_AT_ONCE = 400
_open = threading.local()


@dataclass(frozen=True, slots=True)
class Entry:
    """One word with one reading."""

    simplified: str
    traditional: str
    pinyin: str
    senses: tuple[str, ...]
    hsk: int = 0


class NotADictionaryError(Exception):
    """A file that was given as one and is none."""


def look_up(word: str) -> list[Entry]:
    """What the word may mean, in either script; ordinary words before names."""
    rows = _connection().execute(
        "SELECT simplified, traditional, pinyin, senses, band FROM entry WHERE simplified = ?"
        " OR (traditional = ? AND traditional <> simplified) ORDER BY is_name, id LIMIT 40",
        (word, word),
    )
    return [
        Entry(one, other, cedict.toned(pinyin), tuple(senses.split("/")), band)
        for one, other, pinyin, senses, band in rows
    ]


def look_up_english(word: str) -> list[Entry]:
    """Chinese words for an English one, the most usual first."""
    found = meanings((word.lower(),), table="reverse")
    return [entry for chinese in found.get(word.lower(), ()) for entry in look_up(chinese)[:1]]


def meanings(words: Iterable[str], *, table: str = "meaning") -> dict[str, tuple[str, ...]]:
    """Short renderings of many words at once; words without one are left out."""
    if table not in {"meaning", "reverse"}:
        raise ValueError(table)
    wanted, found, connection = list(dict.fromkeys(words)), {}, _connection()
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        sql = f"SELECT word, choices FROM {table} WHERE word IN ({marks})"  # noqa: S608 - one of two names, and marks
        for word, choices in connection.execute(sql, part):
            found[word] = tuple(choices.split("|"))
    return found


def readings(word: str) -> str:
    """Pinyin without tones, for a name that nobody translates."""
    marks = ",".join("?" * len(word))
    sql = f"SELECT sign, pinyin FROM reading WHERE sign IN ({marks})"  # noqa: S608 - marks only
    rows = dict(_connection().execute(sql, tuple(word)))
    return "".join(rows.get(sign, "") for sign in word).capitalize()


@lru_cache(maxsize=2)
def signs(name: str) -> Mapping[int, str]:
    """`simplification` or `tradition`: characters to characters, for `str.translate`; a text keeps its length."""
    row = _connection().execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    pairs = json.loads(row[0])
    return {ord(one): other for one, other in zip(pairs[::2], pairs[1::2], strict=True)}


def simplification() -> Mapping[int, str]:
    """Traditional characters to simplified ones."""
    return signs("simplification")


def tradition() -> Mapping[int, str]:
    """Simplified characters to those they usually are in Taiwan and Hong Kong."""
    return signs("tradition")


def traditional_forms(words: Iterable[str]) -> dict[str, str]:
    """Simplified words as they are written in Taiwan and Hong Kong, as far as they are listed."""
    wanted = list(dict.fromkeys(words))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        sql = f"SELECT simplified, traditional FROM entry WHERE simplified IN ({marks}) ORDER BY is_name DESC, id DESC"  # noqa: S608 - marks only
        found.update(_connection().execute(sql, part))
    return found


def entries() -> int:
    """How many entries the dictionary in use has."""
    return int(_connection().execute("SELECT count(*) FROM entry").fetchone()[0])


def path() -> Path:
    """Of the file in use; built when it is not there yet."""
    wanted = home() / path_name()
    if not wanted.exists():
        _build(wanted)
    return wanted


def path_name() -> str:
    """Names the data that the file is made of."""
    return f"dictionary-{_digest(home())}.sqlite3"


def home() -> Path:
    """The folder of the site where there is one, else the user's cache, else a temporary one."""
    site = os.environ.get("REDBRIDGE_DATA")
    return Path(site) / "language" if site and Path(site).is_dir() else _cache()


def _cache() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "redbridge"
    with contextlib.suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.access(cache, os.W_OK):
            return cache
    return Path(tempfile.gettempdir()) / f"redbridge-{os.getuid()}"


def refresh(source: Path) -> int:
    """Take a newer edition of CC-CEDICT; how many entries it has."""
    try:
        lines = list(cedict.opened(source))
        count = sum(1 for _ in cedict.read(lines))
    except (OSError, UnicodeDecodeError, lzma.LZMAError, EOFError) as problem:
        raise NotADictionaryError(str(problem)) from None
    if count < FEWEST_ENTRIES:
        raise NotADictionaryError(f"{count} entries, at least {FEWEST_ENTRIES} are expected.")
    folder = home()
    folder.mkdir(parents=True, exist_ok=True)
    with _fresh(folder / NEWER) as fresh, lzma.open(fresh, "wt", encoding="utf-8") as file:
        file.writelines(lines)
    _digest.cache_clear()
    signs.cache_clear()
    path()
    return count


def _connection() -> sqlite3.Connection:
    """One for each thread and process; a forked child opens its own."""
    kept: tuple[int, str, sqlite3.Connection] | None = getattr(_open, "kept", None)
    here = os.environ.get("REDBRIDGE_DATA", "")
    if kept and kept[0] == os.getpid() and kept[1] == here:
        return kept[2]
    try:
        connection = _opened(path())
    except sqlite3.DatabaseError:  # a disk that was full, or a file that somebody cut: made anew, once
        path().unlink(missing_ok=True)
        (_cache() / path_name()).unlink(missing_ok=True)
        connection = _opened(path())
    _open.kept = (os.getpid(), here, connection)
    return connection


def _opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.execute("PRAGMA mmap_size = 67108864")  # one copy in the page cache serves every process
    connection.execute("PRAGMA cache_size = -512")
    connection.execute("SELECT count(*) FROM fact").fetchone()
    return connection


@lru_cache(maxsize=8)
def _digest(folder: Path) -> str:
    """Names the data: another edition, or other words of ours, are another file."""
    seen = hashlib.sha256(building.VERSION.encode())
    newer = folder / NEWER
    shipped = sorted(one for name in SOURCES for one in (DATA / name).iterdir() if one.suffix in {".xz", ".tsv"})
    for one in (*shipped, *([newer] if newer.exists() else [])):
        seen.update(one.name.encode())
        seen.update(one.read_bytes())
    return seen.hexdigest()[:12]


def _build(wanted: Path) -> None:
    newer = wanted.parent / NEWER
    if newer.exists():
        _build_here(wanted, newer)
        return
    made = _cache() / wanted.name  # made once a machine; every site gets a copy of its own
    if not made.exists():
        _build_here(made, DATA / "cedict" / "cedict_ts.u8.xz")
    if made != wanted:
        wanted.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _fresh(wanted) as fresh:
            shutil.copyfile(made, fresh)
        _forget_older(wanted)


def _build_here(wanted: Path, source: Path) -> None:
    wanted.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (wanted.parent / "dictionary.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if wanted.exists():  # another process was faster
            return
        with _fresh(wanted) as fresh:
            # In a process of its own: what building takes of memory is given back, and pages are served meanwhile.
            command = (sys.executable, "-m", "redbridge.language.building", str(fresh), str(source), str(DATA))
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)  # noqa: S603 - our own, with fixed arguments
        _forget_older(wanted)


def _forget_older(wanted: Path) -> None:
    for old in wanted.parent.glob("dictionary-*.sqlite3"):
        if old != wanted:
            old.unlink(missing_ok=True)  # a process that still reads it keeps what it opened


@contextlib.contextmanager
def _fresh(wanted: Path) -> Iterator[Path]:
    """A file that takes its name only when it is whole."""
    folder = Path(tempfile.mkdtemp(prefix=".making-", dir=wanted.parent))
    try:
        yield folder / wanted.name
        (folder / wanted.name).replace(wanted)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
