"""Watching: one video after the other, as high as the window."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from redbridge.cards import notes as cards
from redbridge.cards import videos as video_cards
from redbridge.feed import queries as feed
from redbridge.notes import queries as notes
from redbridge.web import skeleton
from redbridge.web.clips import Clips
from redbridge.web.shell import alternates, saves_data
from redbridge.web.viewers import see_other, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.notes.models import Note

AT_ONCE = 4
LISTED = "everyone"
VIDEO = "video"


@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """The best video; those that follow come as the reader nears them, or behind a link."""
    viewer = viewer_of(request)
    page = feed.watch(viewer, after=request.GET.get("after", ""), limit=AT_ONCE)
    found = notes.open_versions(page.note_ids)
    versions = {note_id: found[note_id] for note_id in page.note_ids if note_id in found}
    if request.headers.get("X-Part") == "more":
        rows = Clips(viewer, is_small=saves_data(request)).rows(versions)
        return HttpResponse(rows + _more(page.next))
    lead = next(iter(versions), None)
    if lead is None:
        return _page(request, {"empty": render_to_string("watch/_empty.html")})
    return _page(request, _parts(request, viewer, {lead: versions[lead]}))


@require_safe
def watch_one(request: HttpRequest, note_id: int) -> HttpResponse:
    """One video under its own address, and the way on from it."""
    viewer = viewer_of(request)
    row = notes.get_note(viewer, note_id=note_id)
    if row.kind != VIDEO:
        return see_other(f"/n/{note_id}")
    version = {row.id: (row.version, row.author_id, row.author.version)}
    title = cards.title_of(row)
    values = {"title": f"{escape(title)} · ", "description": escape(cards.first_line(row.caption or title, 160))}
    response = _page(request, _parts(request, viewer, version) | values | {"head": _head(request, row, title)})
    if row.visibility != LISTED:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _parts(request: HttpRequest, viewer: "Person | None", lead: dict[int, tuple[int, int, int]]) -> dict[str, str]:
    """The first video, how to go on from it, and the links around it."""
    around = feed.neighbors(viewer, note_id=next(iter(lead)))
    return {
        "items": Clips(viewer, is_small=saves_data(request)).rows(lead, is_lead=True),
        "more": _more(around.after if around.next else None, is_start=not around.after),
        "steps": render_to_string("watch/_steps.html", {"previous": around.previous, "next": around.next}),
    }


def _more(after: str | None, *, is_start: bool = False) -> SafeString:
    address = "/watch" if is_start else f"/watch?after={after}"
    return render_to_string("watch/_more.html", {"address": address if after is not None else ""})


def _page(request: HttpRequest, values: dict[str, str]) -> HttpResponse:
    blank = dict.fromkeys(("title", "description", "head", "empty", "items", "more", "steps"), "")
    if "description" not in values:
        blank["description"] = escape(_("Short videos from both banks of the river, with captions in your language."))
        links = {"url": f"{settings.SITE_URL}/watch", "alternates": alternates(request, keep_query=False)}
        blank["head"] = render_to_string("watch/_links.html", links)
    saver = saves_data(request)
    return skeleton.fill(
        request,
        "watch/watch.html",
        key=("items" in values, saver),
        values=blank | values,
        context=lambda: {"has_items": "items" in values, "saves": saver},
    )


def _head(request: HttpRequest, row: "Note", title: str) -> str:
    """What other sites show of the video, if everybody may see it."""
    if row.visibility != LISTED:
        return '<meta name="robots" content="noindex">'
    card = cards.cards_of({row.id: row})[row.id]
    video = video_cards.video_cards([row.video_id]).get(row.video_id) if row.video_id else None
    links = {"url": f"{settings.SITE_URL}/watch/{row.id}", "alternates": alternates(request, keep_query=False)}
    context = {"card": card, "title": title, "video": video, "site": settings.SITE_URL, **links}
    return render_to_string("watch/_head.html", context)


urlpatterns = [
    path("watch", watch, name="watch"),
    path("watch/<int:note_id>", watch_one, name="watch-one"),
]
