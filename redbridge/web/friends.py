"""Find people again whom one knew elsewhere: what one allows, who was found, who asks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from redbridge.arrival import actions, queries
from redbridge.cards import people as cards
from redbridge.kit.errors import NotFound, Refused
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PAGE = "/friends"
MOST_TICKED = 50
LONGEST_ID = 19


@never_cache
@signed_in
@require_safe
def friends(request: HttpRequest, person: "Person") -> HttpResponse:
    """Who was found, who asks, and what one allows."""
    found, asking = queries.friends(person), queries.asking(person)
    people = cards.cards([friend.person_id for friend in (*found, *asking)])
    undo = _numbers(request.GET.get("followed", "").split(","))
    context = {
        "friends": [(friend, people[friend.person_id]) for friend in found if friend.person_id in people],
        "asking": [(friend, people[friend.person_id]) for friend in asking if friend.person_id in people],
        "desk": queries.desk(person),
        "undo": undo,
        "is_waiting": request.GET.get("looked") == "1",
    }
    if request.headers.get("HX-Request"):
        return render(request, "friends/_found.html", context)
    return whole_page(request, "friends/friends.html", context)


def _choose(request: HttpRequest, person: "Person") -> str:
    names = ("is_findable", "asks_first", "is_looking")
    chosen: dict[str, Any] = {name: request.POST.get(name) == "1" for name in names}
    actions.choose_finding(person, **chosen)
    messages.success(request, _("Saved. It holds from now on."))
    return PAGE


def _look(_request: HttpRequest, person: "Person") -> str:
    actions.ask_to_find(person)
    return f"{PAGE}?looked=1"


def _follow(request: HttpRequest, person: "Person") -> str:
    ticked = _numbers(request.POST.getlist("person"))
    if not ticked:
        raise Refused(_("Tick whom you want to follow."))
    done = actions.follow_friends(person, person_ids=ticked)
    return f"{PAGE}?followed={','.join(str(each) for each in done)}" if done else PAGE


def _undo(request: HttpRequest, person: "Person") -> str:
    actions.undo_follows(person, person_ids=_numbers(request.POST.getlist("person")))
    messages.success(request, _("Undone."))
    return PAGE


def _dismiss(request: HttpRequest, person: "Person") -> str:
    for person_id in _numbers(request.POST.getlist("dismiss")):
        actions.dismiss_friend(person, person_id=person_id)
    return PAGE


def _answer(request: HttpRequest, person: "Person") -> str:
    for person_id in _numbers([request.POST.get("person", "")]):
        actions.answer_friend(person, person_id=person_id, may_find=request.POST.get("on") == "1")
    return PAGE


def _erase(request: HttpRequest, person: "Person") -> str:
    actions.erase_friend_keys(person)
    messages.success(request, _("Erased. Nothing of your lists is left here."))
    return PAGE


DOERS: dict[str, Callable[[HttpRequest, "Person"], str]] = {
    "choose": _choose,
    "look": _look,
    "follow": _follow,
    "undo": _undo,
    "dismiss": _dismiss,
    "answer": _answer,
    "erase": _erase,
}


@require_POST
@signed_in
def change(request: HttpRequest, person: "Person", do: str) -> HttpResponse:
    """One thing about one's friends."""
    if do not in DOERS:
        raise NotFound
    try:
        target = DOERS[do](request, person)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return see_other(PAGE)
    return see_other(target)


def _numbers(texts: list[str]) -> list[int]:
    fine = [text for text in texts if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID]
    return [int(text) for text in fine[:MOST_TICKED]]


urlpatterns = [
    path("friends", friends, name="friends"),
    path("friends/<slug:do>", change, name="friends-do"),
]
