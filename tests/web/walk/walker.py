"""Goes through a world as everybody, asks for everything, and notes what should not have happened."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.db.models import Model
from django.test import Client

from redbridge.accounts import queries as accounts
from redbridge.accounts.models import Person, Preferences, SignIn, Site
from redbridge.follows.models import Block, Follow, Mute
from redbridge.interactions.models import Collection, Comment, NoteLike, Save
from redbridge.media.models import CaptionTrack, Picture, Portrait, Video
from redbridge.notes.models import Draft, DraftPicture, Note, NotePicture
from redbridge.trust.models import Decision
from tests.cast import PASSWORD
from tests.web.walk.addresses import fill
from tests.web.walk.table import GONE, NO_METHOD, NOT_YOURS, SEES, SIGN_IN, Row, no_method, paths
from tests.web.walk.world import STAFF, Thing, World

# Rows of a table, and the columns that say whose they are: what others do never changes them.
OWNERS: dict[type[Model], tuple[str, ...]] = {
    Note: ("author_id",),
    NotePicture: ("note__author_id",),
    Draft: ("author_id",),
    DraftPicture: ("draft__author_id",),
    Picture: ("owner_id",),
    Portrait: ("person_id",),
    Video: ("owner_id",),
    CaptionTrack: ("video__owner_id",),
    Comment: ("author_id", "note__author_id"),
    Collection: ("owner_id",),
    Save: ("person_id",),
    NoteLike: ("person_id",),
    Follow: ("follower_id", "followed_id"),
    Block: ("blocker_id",),
    Mute: ("muter_id",),
    Person: ("id",),
    SignIn: ("person_id",),
    Preferences: ("person_id",),
    Site: ("id",),
    Decision: ("moderator_id",),
}
COUNTS = {"likes", "reply_count", "version", "last_login"}
WRITES = ("INSERT", "UPDATE", "DELETE")
Rows = dict[str, list[dict[str, Any]]]


def rows_of_all() -> Rows:
    """Every row that belongs to somebody, with its owners, without what counts other people's marks."""
    found: Rows = {}
    for model, columns in OWNERS.items():
        names = [field.attname for field in model._meta.concrete_fields if field.attname not in COUNTS]
        rows = model._default_manager.order_by("pk").values(*dict.fromkeys([*names, *columns]))
        found[model.__name__] = [{**row, "owners": {row[column] for column in columns}} for row in rows]
    return found


def of_others(rows: Rows, viewer: Person | None) -> Rows:
    own = viewer.id if viewer else None
    return {name: [row for row in found if own not in row["owners"]] for name, found in rows.items()}


@dataclass(frozen=True)
class Ask:
    """One request: who sends it about whose thing, and what should come of it (None: anything harmless)."""

    method: str
    path: str
    role: str
    thing: Thing
    expected: str | None
    viewer: Person | None

    @property
    def name(self) -> str:
        """The handle of whoever asks."""
        return self.viewer.handle if self.viewer else "out"

    def __str__(self) -> str:
        return f"{self.method} {self.path} as {self.role} ({self.name})"


@dataclass
class Walker:
    """One walk; `faults` says in words what was wrong, `read` holds the words of things that somebody got to see."""

    world: World
    faults: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    before: Rows = field(default_factory=rows_of_all)
    _clients: dict[str, Client] = field(default_factory=dict)
    _cookies: dict[str, Any] = field(default_factory=dict)

    def walk(self, route: str, row: Row) -> None:
        """Read and send, as everybody, with everything that can stand in the address."""
        found = paths(self.world, row)
        for name, thing, values in found:
            for role in row.roles(name):
                for method, answer in (("GET", row.get), ("POST", row.post)):
                    if answer is not no_method or (thing is found[0][1] and role == "stranger"):
                        self._ask(
                            self._request(method, fill(route, values), role, thing, answer(thing, role)), row.sent
                        )
        _name, thing, values = found[-1]
        for method in ("PUT", "DELETE") if row.kind else ("PUT",):  # neither reading nor sending
            self._ask(self._request(method, fill(route, values), "stranger", thing, None), {})

    def _request(self, method: str, path: str, role: str, thing: Thing, expected: str | None) -> Ask:
        return Ask(method, path, role, thing, expected, self.world.role_of(role, thing))

    def _ask(self, ask: Ask, sent: dict[str, Any]) -> None:
        client = self._client(ask)
        written: list[str] = []

        def note_writes(execute: Any, sql: str, *rest: Any) -> Any:
            if sql.startswith(WRITES):
                written.append(sql)
            return execute(sql, *rest)

        with transaction.atomic(), connection.execute_wrapper(note_writes):
            try:
                answer = self._send(client, ask, sent)
            except Exception as problem:  # noqa: BLE001 - the walk goes on and tells of all of them
                self.faults.append(f"{ask}: {problem!r}")
            else:
                self._check_answer(ask, answer)
                if written:
                    self._check_rows(ask)
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(self._cookies[ask.name])

    def _send(self, client: Client, ask: Ask, sent: dict[str, Any]) -> Any:
        return client.generic(ask.method, ask.path, *_body(ask.method, sent))

    def _check_answer(self, ask: Ask, answer: Any) -> None:
        found = _word(answer)
        # Whether an address takes a method may be said before or after asking who wants to know.
        is_fine = found == ask.expected or (ask.expected == NO_METHOD and found == SIGN_IN)
        if ask.expected is not None and not is_fine:
            self.faults.append(f"{ask}: {found} ({answer.status_code}) instead of {ask.expected}")
        if answer.status_code >= 500 and ask.path != "/healthz":
            self.faults.append(f"{ask}: {answer.status_code}")
        text = b"".join(answer).decode(errors="replace") + str(dict(answer.items()))
        words = self.world.words_in(text)
        self.read |= words
        if leaks := [word for word in sorted(words) if not self.world.may_read(word, ask.role, ask.name)]:
            self.faults.append(f"{ask}: shows {leaks}")

    def _check_rows(self, ask: Ask) -> None:
        if ask.role in STAFF and ask.expected == SEES:
            return
        before, after = of_others(self.before, ask.viewer), of_others(rows_of_all(), ask.viewer)
        self.faults += [f"{ask}: changes {table} of others" for table, rows in before.items() if after[table] != rows]

    def _client(self, ask: Ask) -> Client:
        """A browser for each person, its password typed a moment ago."""
        if ask.name not in self._clients:
            client = self._clients[ask.name] = Client()
            if ask.viewer:
                client.force_login(accounts.sign_in_of(ask.viewer))
                client.post("/prove", {"password": PASSWORD})
            self._cookies[ask.name] = client.cookies.copy()
        return self._clients[ask.name]


def _body(method: str, sent: dict[str, Any]) -> tuple[bytes, str]:
    if method != "POST":
        return b"", "text/plain"
    return urlencode(sent).encode(), "application/x-www-form-urlencoded"


def _word(answer: Any) -> str:
    where = answer.get("Location", "") or answer.get("HX-Redirect", "")
    if where.startswith(("/sign-in?", "/prove?")):
        return SIGN_IN
    words = {404: GONE, 403: NOT_YOURS, 405: NO_METHOD, 401: SIGN_IN}
    return words.get(answer.status_code, SEES)
