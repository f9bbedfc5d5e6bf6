"""What you were told."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.paging import After, Limit, closed, opened
from redbridge.api.saying import Json, person_json
from redbridge.api.shapes import Id, PathId, Person
from redbridge.api.words import Word, person
from redbridge.cards import people as cards
from redbridge.notifications import actions, queries
from redbridge.notifications.kinds import sentence

word = Word("inbox")
Group = Literal["likes-saves", "followers", "comments", "system"]


OnlyUnread = Annotated[bool, Field(description="Leave out what you are done with.")]


class Unread(Schema):
    """How much is new in each part of the inbox."""

    likes: int
    followers: int
    comments: int
    system: int
    total: int


class ReadUntil(Unread):
    """How much is new now; `at` lets you undo this."""

    at: datetime


class Undone(Schema):
    """The `at` of what is to be undone."""

    at: datetime


class Notice(Schema):
    """Something that happened; of `count` people or things, `person` is the newest."""

    id: Id
    sentence: str
    kind: str
    person: Person | None
    note: Id | None
    comment: Id | None
    decision: Id | None
    count: int
    at: datetime
    is_unread: bool


class Notices(Schema):
    """One page of what happened."""

    items: list[Notice]
    after: str | None


@word.reads("inbox", Unread, scope="read:inbox")
def get_unread(request: HttpRequest) -> Json:
    """How much is new."""
    bell = queries.bell(person(request))
    return {name: getattr(bell, name) for name in ("likes", "followers", "comments", "system", "total")}


@word.reads("inbox/{str:group}", Notices, scope="read:inbox")
def get_notices(
    request: HttpRequest, group: Group, *, only_unread: OnlyUnread = False, limit: Limit = 30, after: After = ""
) -> Json:
    """One part of the inbox, newest first. Asking for it leaves it unread."""
    page = queries.inbox(person(request), group=group, after=opened(after), only_unread=only_unread, limit=limit)
    people = cards.cards([each.actor_id for each in page.notices if each.actor_id])
    return {"items": [_json(each, people) for each in page.notices], "after": closed(request, page.next)}


@word.writes("POST", "inbox/{str:group}/seen", Unread, scope="read:inbox")
def mark_seen(request: HttpRequest, group: Group) -> Json:
    """You opened this part: it is no longer counted as new."""
    actions.mark_seen(person(request), group=group)
    return get_unread(request)


@word.writes("POST", "inbox/{str:group}/read", ReadUntil, scope="read:inbox")
def mark_read(request: HttpRequest, group: Group) -> Json:
    """You are done with everything in this part."""
    actions.mark_seen(person(request), group=group)
    at = actions.mark_read(person(request), group=group)
    return {**get_unread(request), "at": at}


@word.writes("POST", "inbox/{str:group}/unread", Unread, scope="read:inbox")
def mark_unread(request: HttpRequest, group: Group, undone: Undone) -> Json:
    """Undo that you were done with everything in this part."""
    at = undone.at if undone.at.tzinfo else undone.at.replace(tzinfo=UTC)
    actions.mark_unread(person(request), group=group, at=at)
    return get_unread(request)


@word.writes("POST", "notices/{int:notice_id}/read", scope="read:inbox")
def read_notice(request: HttpRequest, notice_id: PathId) -> None:
    """You are done with this one."""
    actions.read_one(person(request), notification_id=notice_id)


def _json(notice: queries.Notice, people: dict[int, cards.PersonCard]) -> Json:
    actor = people.get(notice.actor_id or 0)
    ids = {"note": notice.note_id, "comment": notice.comment_id, "decision": notice.decision_id}
    return {
        "id": str(notice.id),
        "sentence": sentence(notice.kind, name=actor.name if actor else "", count=notice.count),
        "kind": notice.kind,
        "person": person_json(actor) if actor else None,
        **{name: str(found) if found else None for name, found in ids.items()},
        "count": notice.count,
        "at": notice.at,
        "is_unread": notice.is_unread,
    }
