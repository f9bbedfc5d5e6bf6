"""People whom you knew elsewhere: what you allow, who was found, who asks."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.arriving import SCOPE
from redbridge.api.saying import Json, person_json
from redbridge.api.shapes import GivenId, Id, PathId, Person
from redbridge.api.words import Word, person
from redbridge.arrival import actions, queries
from redbridge.cards import people as cards

word = Word("friends")
FOLLOWING = "write:follows"
MOST = 50


class Friend(Schema):
    """Somebody, and who they were elsewhere."""

    person: Person
    platform: str
    label: str
    handle: str
    at: datetime


class FindingChoice(Schema):
    """What you allow: to be found, to be asked before, and to look yourself."""

    is_findable: bool
    asks_first: bool
    is_looking: bool


class Friends(FindingChoice):
    """Who was found, who asks to find you, and from which of your lists."""

    found: list[Friend]
    asking: list[Friend]
    proved: list[str]
    lists: list[str]
    until: datetime | None = Field(description="When what is kept of your lists is forgotten.")
    can_look: bool


class Ticked(Schema):
    """People of the list."""

    people: list[GivenId] = Field(max_length=MOST)


class Followed(Schema):
    """Whom you follow now."""

    people: list[Id]


class Answer(Schema):
    """Whether they may find you; a no is never told."""

    may_find: bool


@word.reads("me/friends", Friends, scope=SCOPE)
def get_friends(request: HttpRequest) -> Json:
    """Who was found again, who asks, and what you allow."""
    me = person(request)
    found, asking, desk = queries.friends(me), queries.asking(me), queries.desk(me)
    people = cards.cards([friend.person_id for friend in (*found, *asking)])
    names = ("is_findable", "asks_first", "is_looking", "proved", "lists", "until", "can_look")
    return {
        "found": _json(found, people),
        "asking": _json(asking, people),
        **{name: getattr(desk, name) for name in names},
    }


@word.writes("PUT", "me/friends/choice", Friends, scope=SCOPE)
def choose_finding(request: HttpRequest, choice: FindingChoice) -> Json:
    """Say what you allow; less takes effect at once, everywhere."""
    actions.choose_finding(person(request), **choice.dict())
    return get_friends(request)


@word.writes("POST", "me/friends/look", scope=SCOPE)
def look_for_friends(request: HttpRequest) -> None:
    """Look for the people you knew, up to three times a day."""
    actions.ask_to_find(person(request))


@word.writes("POST", "me/friends/follow", Followed, scope=FOLLOWING)
def follow_friends(request: HttpRequest, ticked: Ticked) -> Json:
    """Follow people who were found."""
    done = actions.follow_friends(person(request), person_ids=ticked.people)
    return {"people": [str(each) for each in done]}


@word.writes("POST", "me/friends/unfollow", scope=FOLLOWING)
def unfollow_friends(request: HttpRequest, ticked: Ticked) -> None:
    """Take that back within an hour; they are offered again."""
    actions.undo_follows(person(request), person_ids=ticked.people)


@word.writes("DELETE", "me/friends/lists", scope=SCOPE)
def erase_lists(request: HttpRequest) -> None:
    """Erase everything that is kept of your lists; whom you had blocked stays blocked."""
    actions.erase_friend_keys(person(request))


@word.writes("DELETE", "me/friends/{int:person_id}", scope=SCOPE)
def dismiss_friend(request: HttpRequest, person_id: PathId) -> None:
    """Not this one; they never learn of it."""
    actions.dismiss_friend(person(request), person_id=person_id)


@word.writes("PUT", "me/friends/asking/{int:person_id}", scope=SCOPE)
def answer_friend(request: HttpRequest, person_id: PathId, answer: Answer) -> None:
    """Let somebody find you who looks for you, or not."""
    actions.answer_friend(person(request), person_id=person_id, may_find=answer.may_find)


def _json(found: list[queries.Friend], people: dict[int, cards.PersonCard]) -> list[Json]:
    return [
        {
            "person": person_json(people[friend.person_id]),
            "handle": friend.said,
            **{name: getattr(friend, name) for name in ("platform", "label", "at")},
        }
        for friend in found
        if friend.person_id in people
    ]
