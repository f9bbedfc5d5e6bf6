"""Follow, let in, block and mute. Every one of them may be sent twice."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from redbridge.api.paging import After, Limit, opened
from redbridge.api.people import people_json
from redbridge.api.saying import Json, find_person, relation_json
from redbridge.api.shapes import People, Relation
from redbridge.api.words import Word, person
from redbridge.arrival import queries as arrival
from redbridge.follows import actions, queries

word = Word("follows")
SCOPE = "write:follows"


def _done(request: HttpRequest, address: str, action: Callable[..., Any]) -> Json:
    me = person(request)
    other = find_person(me, address)
    action(me, person_id=other.id)
    return relation_json(me, person_id=other.id)


@word.writes("PUT", "people/{str:address}/follow", Relation, scope=SCOPE)
def follow(request: HttpRequest, address: str) -> Json:
    """Follow somebody, or ask to where the account is private."""
    return _done(request, address, actions.follow)


@word.writes("DELETE", "people/{str:address}/follow", Relation, scope=SCOPE)
def unfollow(request: HttpRequest, address: str) -> Json:
    """No longer follow somebody, or take the request back."""
    return _done(request, address, actions.unfollow)


@word.writes("DELETE", "people/{str:address}/follower", Relation, scope=SCOPE)
def remove_follower(request: HttpRequest, address: str) -> Json:
    """Somebody no longer follows you; they are not told."""
    return _done(request, address, actions.remove_follower)


@word.writes("PUT", "people/{str:address}/block", Relation, scope=SCOPE)
def block(request: HttpRequest, address: str) -> Json:
    """Neither of you sees the other any more."""
    return _done(request, address, actions.block)


@word.writes("DELETE", "people/{str:address}/block", Relation, scope=SCOPE)
def unblock(request: HttpRequest, address: str) -> Json:
    """Lift your block; follows do not come back."""
    return _done(request, address, actions.unblock)


@word.writes("PUT", "people/{str:address}/mute", Relation, scope=SCOPE)
def mute(request: HttpRequest, address: str) -> Json:
    """Keep what somebody makes out of your lists; they are not told."""
    return _done(request, address, actions.mute)


@word.writes("DELETE", "people/{str:address}/mute", Relation, scope=SCOPE)
def unmute(request: HttpRequest, address: str) -> Json:
    """See what somebody makes again."""
    return _done(request, address, actions.unmute)


@word.reads("me/requests", People, scope="read:private")
def get_requests(request: HttpRequest, limit: Limit = 40, after: After = "") -> Json:
    """Who asks to follow you."""
    return people_json(request, queries.follow_requests(person(request), after=opened(after), limit=limit))


@word.writes("PUT", "me/requests/{str:address}", Relation, scope=SCOPE)
def accept_request(request: HttpRequest, address: str) -> Json:
    """Let somebody in who asks."""
    return _done(request, address, actions.accept_request)


@word.writes("DELETE", "me/requests/{str:address}", Relation, scope=SCOPE)
def decline_request(request: HttpRequest, address: str) -> Json:
    """Turn a request down; they are not told."""
    return _done(request, address, actions.decline_request)


@word.reads("me/blocked", People, scope="read:private")
def get_blocked(request: HttpRequest, limit: Limit = 40, after: After = "") -> Json:
    """Whom you block."""
    return _apart_json(request, queries.blocked_by(person(request), after=opened(after), limit=limit))


@word.reads("me/muted", People, scope="read:private")
def get_muted(request: HttpRequest, limit: Limit = 40, after: After = "") -> Json:
    """Whom you mute."""
    return _apart_json(request, queries.muted_by(person(request), after=opened(after), limit=limit))


def _apart_json(request: HttpRequest, page: queries.People) -> Json:
    """Without those whom only an old list keeps apart from you: it must not tell who they are now."""
    quiet = arrival.quietly_apart(person(request), person_ids=page.person_ids)
    kept = [person_id for person_id in page.person_ids if person_id not in quiet]
    return people_json(request, queries.People(kept, page.after))
