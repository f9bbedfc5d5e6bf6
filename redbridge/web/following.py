"""The Follow feed: notes of the people one follows, newest first."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from redbridge.cards import people as people_cards
from redbridge.feed import queries as feed
from redbridge.follows import queries as follows
from redbridge.web import skeleton
from redbridge.web.explore import is_more, more_link
from redbridge.web.shell import saves_data, whole_page
from redbridge.web.streambytes import stream_cards
from redbridge.web.translated import wish_of
from redbridge.web.viewers import viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PAGE = 20
EAGER = 2
PEOPLE, FEW = 9, 8  # people are suggested below a feed of few notes


@require_safe
def follow(request: HttpRequest) -> HttpResponse:
    """What the people one follows wrote; whom one could follow where there is nothing; an invitation to others."""
    viewer = viewer_of(request)
    if viewer is None:
        return whole_page(request, "explore/follow_invite.html", {})
    after = request.GET.get("after", "")
    found = feed.home_versions(viewer, after=after, limit=PAGE)
    items = stream_cards(viewer, found, wish=wish_of(request), eager=0 if after else EAGER, small=saves_data(request))
    rest = more_link(request.path, found.next) or _end(viewer, found, is_first=not after)
    if is_more(request):
        return HttpResponse(items + rest.encode())
    return skeleton.fill(request, "explore/follow.html", key="", values={"items": items, "rest": rest})


def _end(viewer: "Person", found: feed.Home, *, is_first: bool) -> SafeString:
    """Below the last note; where there are few or none at all, people to begin with."""
    is_empty = not found.versions
    people = _people(viewer) if is_first and len(found.versions) < FEW else []
    is_alone = is_empty and not follows.tallies([viewer.id])[viewer.id].following
    context = {"viewer": viewer, "people": people, "is_empty": is_empty, "is_alone": is_alone}
    return render_to_string("explore/_follow_end.html", context)


def _people(viewer: "Person") -> list[tuple[people_cards.PersonCard, follows.Relation]]:
    ids = [each.person_id for each in feed.people_to_follow(viewer, limit=PEOPLE)]
    found, relations = people_cards.cards(ids), follows.relations(viewer, person_ids=ids)
    return [(found[person_id], relations[person_id]) for person_id in ids if person_id in found]


urlpatterns = [path("follow", follow, name="follow-feed")]
