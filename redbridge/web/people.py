"""Profiles, and what one person can do about another."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from redbridge.accounts import queries as accounts
from redbridge.arrival import queries as arrival
from redbridge.cards import people as cards
from redbridge.follows import actions, queries
from redbridge.interactions import queries as meetings
from redbridge.kit.errors import NotFound
from redbridge.media import queries as media
from redbridge.notes import queries as notes
from redbridge.privacy import queries as privacy
from redbridge.web import skeleton, translated
from redbridge.web.cardbytes import cards_for
from redbridge.web.explore import more_link
from redbridge.web.shell import saves_data, whole_page
from redbridge.web.translated import wish_of
from redbridge.web.viewers import back, number_in, see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PAGE = 24
PEOPLE = 40


def _frame(request: HttpRequest, address: str, tab: str) -> tuple["Person | None", "Person", dict[str, object]]:
    """What every tab of a profile shows above itself."""
    viewer = viewer_of(request)
    person = accounts.person_by_address(viewer, address=address)
    relation = _relation(viewer, person) if viewer and viewer.id != person.id else None
    is_own = viewer is not None and viewer.id == person.id
    is_closed = person.is_private and not is_own and not (relation and relation.follows)
    context: dict[str, object] = {
        "person": cards.card_of(person),
        "profile": person,
        **_cover_of(person),
        "counts": queries.tallies([person.id]).get(person.id),
        "note_count": notes.note_count_of(person),
        "proofs": arrival.public_handles([person.id]).get(person.id, []),
        "relation": relation,
        "viewer": viewer,
        "bio_said": "" if is_own else _bio_said(request, person),
        "is_own": is_own,
        "is_helper": person.id in arrival.helpers_among([person.id]),
        "is_closed": is_closed or bool(relation and (relation.blocks or relation.blocked_by)),
        "tab": tab,
        "home": privacy.new_home_of(person),
    }
    return viewer, person, context


def _cover_of(person: "Person") -> dict[str, str]:
    cover = media.covers_of([person.id]).get(person.id)
    return {
        "cover": media.address(cover, 2048) if cover else "",
        "cover_srcset": media.srcset(cover) if cover else "",
    }


def _bio_said(request: HttpRequest, person: "Person") -> SafeString:
    found = translated.bio(viewer_of(request), person, translated.asked_by(request), href=request.path)
    return mark_safe(found.decode())  # noqa: S308 - rendered parts


def _relation(viewer: "Person", person: "Person") -> queries.Relation:
    """How things stand between the two. A block from an old list looks like one of the other side: see `arrival`."""
    found = queries.relation(viewer, person_id=person.id)
    if (found.blocks or found.mutes) and arrival.quietly_apart(viewer, person_ids=[person.id]):
        return replace(found, blocks=False, mutes=False, blocked_by=found.blocks or found.blocked_by)
    return found


@require_safe
def profile(request: HttpRequest, address: str) -> HttpResponse:
    """Somebody's notes, pinned ones first; of somebody who left, where they live now if they wished so."""
    try:
        viewer, person, context = _frame(request, address, "notes")
    except NotFound:
        return whole_page(request, "leaving/moved.html", {"home": privacy.signpost(address)})
    after = request.GET.get("after", "")
    page = notes.notes_by(viewer, person=person, after=after, limit=PAGE)
    pinned = [] if after else notes.pinned_by(viewer, person=person)
    ids = [*pinned, *(found for found in page.note_ids if found not in pinned)]
    items = cards_for(viewer, wish=wish_of(request), ids=ids, eager=4, small=saves_data(request))
    more = more_link(request.path, page.after)
    if request.headers.get("X-Part") == "more":
        return HttpResponse(items + more)
    kept = skeleton.Slots()
    shown = {**context, "items": kept.items if items else "", "more": kept.more}
    values = {"items": items, "more": more}
    return skeleton.fill(request, "people/profile.html", key=_look(shown), values=values, context=lambda: shown)


def _look(context: dict[str, Any]) -> tuple[object, ...]:
    """What the page of a profile depends on beside its notes."""
    person: Person = context["profile"]
    names = ("bio_said", "cover", "counts", "note_count", "relation", "is_own", "is_helper", "is_closed", "home")
    look = (person.id, person.version, person.is_private, context["viewer"] is None, bool(context["items"]))
    return (*look, *context["proofs"], *(context[name] for name in names))


@require_safe
def collections(request: HttpRequest, address: str) -> HttpResponse:
    """Somebody's open collections; one's own private ones too."""
    viewer, person, context = _frame(request, address, "collections")
    found = meetings.collections_of(viewer, person=person)
    return render(request, "people/collections.html", {**context, "collections": found})


@require_safe
def likes(request: HttpRequest, address: str) -> HttpResponse:
    """What somebody liked: for themselves, and for others only if they opened it."""
    viewer, person, context = _frame(request, address, "likes")
    page = meetings.liked_notes(viewer, person=person, after=number_in(request, "after"), limit=PAGE)
    items = cards_for(viewer, wish=wish_of(request), ids=page.note_ids, small=saves_data(request))
    more = more_link(request.path, page.next)
    if request.headers.get("X-Part") == "more":
        return HttpResponse(items + more)
    return render(request, "people/likes.html", {**context, "items": items, "more": more})


@require_safe
def about(request: HttpRequest, address: str) -> HttpResponse:
    """Languages, places and links of a person."""
    _viewer, _person, context = _frame(request, address, "about")
    return render(request, "people/about.html", context)


@require_safe
def followers(request: HttpRequest, address: str) -> HttpResponse:
    """Who follows somebody."""
    return _people(request, address, "followers")


@require_safe
def following(request: HttpRequest, address: str) -> HttpResponse:
    """Whom somebody follows."""
    return _people(request, address, "following")


def _people(request: HttpRequest, address: str, tab: str) -> HttpResponse:
    viewer, person, context = _frame(request, address, tab)
    query = queries.followers_of if tab == "followers" else queries.following_of
    page = query(viewer, person=person, after=request.GET.get("after", ""), limit=PEOPLE)
    found = cards.cards(page.person_ids)
    people = [found[person_id] for person_id in page.person_ids if person_id in found]
    return render(request, "people/people.html", {**context, "people": people, "after": page.after})


def _is_on(request: HttpRequest) -> bool:
    return request.POST.get("on", "1") != "0"


@require_POST
@signed_in
def follow(request: HttpRequest, person: "Person", address: str) -> HttpResponse:
    """Follow, ask to follow, or stop."""
    other = accounts.person_by_address(person, address=address)
    (actions.follow if _is_on(request) else actions.unfollow)(person, person_id=other.id)
    if not request.headers.get("HX-Request"):
        return back(request)
    relation = queries.relation(person, person_id=other.id)
    context = {"viewer": person, "person": cards.cards([other.id])[other.id], "relation": relation, "is_own": False}
    return render(request, "people/_follow.html", context)


@require_POST
@signed_in
def mute(request: HttpRequest, person: "Person", address: str) -> HttpResponse:
    """No longer meet what somebody makes; they never learn of it."""
    other = accounts.person_by_address(person, address=address)
    (actions.mute if _is_on(request) else actions.unmute)(person, person_id=other.id)
    return back(request)


@signed_in
def block(request: HttpRequest, person: "Person", address: str) -> HttpResponse:
    """Ask, then block; unblocking asks nothing."""
    other = accounts.person_by_address(person, address=address)
    if request.method == "POST":
        (actions.block if _is_on(request) else actions.unblock)(person, person_id=other.id)
        return see_other(f"/@{other.address}")
    return render(request, "people/block.html", {"person": cards.cards([other.id])[other.id]})


@require_POST
@signed_in
def remove_follower(request: HttpRequest, person: "Person", address: str) -> HttpResponse:
    """Somebody no longer follows me, without being blocked."""
    other = accounts.person_by_address(person, address=address)
    actions.remove_follower(person, person_id=other.id)
    return back(request)


@signed_in
def requests(request: HttpRequest, person: "Person") -> HttpResponse:
    """Who asks to follow a private account; the answer comes from the same page."""
    if request.method == "POST":
        other = accounts.person_by_address(person, address=request.POST.get("person", ""))
        answer = actions.accept_request if _is_on(request) else actions.decline_request
        answer(person, person_id=other.id)
        return see_other("/requests")
    ids = queries.follow_requests(person).person_ids
    found = cards.cards(ids)
    return render(request, "people/requests.html", {"people": [found[each] for each in ids if each in found]})


urlpatterns = [
    path("@<str:address>", profile, name="profile"),
    path("@<str:address>/collections", collections, name="collections"),
    path("@<str:address>/likes", likes, name="likes"),
    path("@<str:address>/about", about, name="about"),
    path("@<str:address>/followers", followers, name="followers"),
    path("@<str:address>/following", following, name="following"),
    path("@<str:address>/follow", follow, name="follow"),
    path("@<str:address>/mute", mute, name="mute"),
    path("@<str:address>/block", block, name="block"),
    path("@<str:address>/remove", remove_follower, name="remove-follower"),
    path("requests", requests, name="requests"),
]
