"""Explore, topics and hashtags: waterfalls of public notes."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from redbridge.feed import queries as feed
from redbridge.feed import tagaliases, topics
from redbridge.notes import queries as notes
from redbridge.web import skeleton
from redbridge.web.cardbytes import open_cards
from redbridge.web.settling import card_slot
from redbridge.web.shell import saves_data
from redbridge.web.translated import wish_of
from redbridge.web.viewers import viewer_of

PAGE = 24
EAGER = 4


def explore(request: HttpRequest, topic: str = "") -> HttpResponse:
    """Notes for everybody in a stored order, or those of one topic."""
    viewer = viewer_of(request)
    if topic:
        topics.get_topic(topic)
    page = feed.explore(viewer, topic=topic, after=request.GET.get("after", ""), limit=PAGE)
    items = open_cards(
        viewer,
        wish=wish_of(request),
        ids=page.note_ids,
        eager=0 if request.GET.get("after") else EAGER,
        small=saves_data(request),
    )
    more = more_link(request.path, page.next)
    if is_more(request):
        return HttpResponse(items + more)
    first = "" if topic or request.GET.get("after") else card_slot(request, viewer)
    values = {"items": items, "more": more, "empty": "" if items else _empty(), "first": first}
    key = (topic, "language" in request.COOKIES, bool(request.GET.get("after")))
    return skeleton.fill(
        request, "explore/explore.html", key=key, values=values, context=lambda: _context(request, topic)
    )


def _context(request: HttpRequest, topic: str) -> dict[str, object]:
    return {
        "topics": topics.TOPICS.values(),
        "topic": topic,
        "topic_label": topics.get_topic(topic).label if topic else "",
        "is_welcome": topic == topics.WELCOME,
        "is_first_visit": "language" not in request.COOKIES,
    }


def _empty() -> str:
    words = _("Nothing here yet. The first note could be yours.")
    return format_html(
        '<div class="empty"><h2>{}</h2><a class="button button-main" href="/new">{}</a></div>', words, _("New note")
    )


def more_link(address: str, after: object, **others: str) -> SafeString:
    """The link to the next page; with htmx it puts the next cards in its own place."""
    if not after:
        return SafeString("")
    href = escape(f"{address}?{urlencode({'after': str(after), **others})}")
    return format_html(
        '<li class="more-row" id="more"><a class="button" href="{}" hx-get="{}" hx-target="#more" hx-swap="outerHTML"'
        ' hx-trigger="click, revealed" hx-headers=\'{{"X-Part":"more"}}\'>{}</a></li>',
        href,
        href,
        _("Show more"),
    )


def is_more(request: HttpRequest) -> bool:
    """Whether only the next cards are asked for, to go into a list that is there."""
    return request.headers.get("X-Part") == "more"


def hashtag(request: HttpRequest, name: str) -> HttpResponse:
    """Public notes under one tag, newest first."""
    viewer = viewer_of(request)
    tag = notes.hashtag(name)
    page = notes.notes_under(viewer, hashtag=name, after=request.GET.get("after", ""), limit=PAGE)
    items = open_cards(viewer, wish=wish_of(request), ids=page.note_ids, small=saves_data(request))
    more = more_link(request.path, page.after)
    if is_more(request):
        return HttpResponse(items + more)
    slots = skeleton.Slots()
    is_welcome = topics.WELCOME in topics.topics_of([tag.name])
    context: dict[str, object] = {"tag": tag, "items": slots.items if items else "", "more": slots.more}
    same = _same_elsewhere(tag.name)
    context |= {"is_welcome": is_welcome, "same": same}
    context |= {"topics": [topics.TOPICS[slug] for slug in tagaliases.topic_slugs(tag.name)]}
    return skeleton.fill(
        request,
        "explore/hashtag.html",
        key=(request.path, tag.shown, tag.note_count, bool(items), tuple(same)),
        values={"items": items, "more": more},
        context=lambda: context,
    )


def _same_elsewhere(name: str) -> list[tuple[str, str]]:
    """Hashtags of other languages that say the same, as far as somebody uses them: language and how it is written."""
    found = {each.name: each.language for each in tagaliases.aliases(name)}
    used = notes.known_hashtags(found) if found else []
    return [(found[tag.name], tag.shown) for tag in used if tag.name in found]


urlpatterns = [
    path("", explore, name="explore"),
    path("t/<slug:topic>", explore, name="topic"),
    path("tags/<str:name>", hashtag, name="hashtag"),
]
