"""Ken sees nothing that is not his to see: one walk through every operation of the API, as everybody.

A new operation fails here until `table.py` says what it answers to whom.
"""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import AccessToken
from redbridge.accounts.scopes import SCOPES
from redbridge.api.openapi import METHODS, document
from redbridge.api.urls import api
from redbridge.kit import limits
from redbridge.trust.models import Decision
from tests.api.program import ALL
from tests.api.table import TABLE, Row
from tests.web.walk.walker import Ask, Walker
from tests.web.walk.world import NOTE_KINDS, STAFF, Thing, World, build


def operations() -> dict[str, tuple[str, str]]:
    """Method and path of every operation that the description names."""
    found = document(api)["paths"].items()
    return {
        ways[method]["operationId"]: (method.upper(), path)
        for path, ways in found
        for method in METHODS
        if method in ways
    }


class ProgramWalker(Walker):
    """Walks with tokens that may do everything that their owner may."""

    def walk_operation(self, method: str, path: str, row: Row) -> None:
        for name, thing, values in row.paths(self.world):
            for role in row.roles(name):
                filled = path.format(**values) + row.query
                expected = row.answer(thing, role) if row.answer else None
                body = row.body(thing) if callable(row.body) else row.body
                viewer = self.world.role_of(role, thing)
                self._ask(Ask(method, filled, role, thing, expected, viewer), {"body": body})

    def _client(self, ask: Ask) -> Client:
        if ask.name not in self._clients:
            secret = self._secret(ask)
            self._clients[ask.name] = Client(headers={"Authorization": f"Bearer {secret}"} if secret else {})
            self._cookies[ask.name] = self._clients[ask.name].cookies.copy()
        return self._clients[ask.name]

    def _secret(self, ask: Ask) -> str:
        if ask.viewer is None:
            return ""
        if not ask.viewer.is_shown:
            return "rbt_ended"
        scopes = {"omar": tuple(SCOPES), "ruth": (*ALL, "moderate")}.get(ask.name, ALL)
        secret = accounts.make_token(ask.viewer, name="Walk", scopes=scopes)[1]
        AccessToken.objects.update(used_on=timezone.localdate())
        return secret

    def _send(self, client: Client, ask: Ask, sent: dict[str, Any]) -> Any:
        content = json.dumps(sent["body"]) if sent["body"] is not None else ""
        return client.generic(ask.method, ask.path, content, "application/json")


def _with_decisions(world: World) -> World:
    """What was decided about the hidden note: its owner knows, who reported it, and those who moderate."""
    hidden = world.things["note"]["hidden"].id
    decision = Decision.objects.get(subject="note", subject_id=hidden)
    world.add("decision", "hidden", Thing(decision.id, "dana", frozenset({"author", "mutual", *STAFF})))
    return world


def test_the_table_knows_every_operation() -> None:
    assert set(operations()) == set(TABLE), "Say in tests/api/table.py who may use a new operation."


@pytest.mark.django_db
def test_nobody_sees_or_changes_what_is_not_theirs() -> None:
    with limits.paused():
        world = _with_decisions(build())
        walker = ProgramWalker(world)
        for name, (method, path) in operations().items():
            walker.walk_operation(method, path, TABLE[name])
    assert not walker.faults, "\n".join(walker.faults)
    # A net with holes catches nothing: whatever somebody may read was read by somebody.
    things = [world.things[kind][name] for kind in ("note", "comment") for name in NOTE_KINDS]
    readable = {word for word, thing in world.words.items() if thing in things and thing.seen_by}
    assert readable <= walker.read
