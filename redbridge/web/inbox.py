"""The inbox in four groups: opening one quiets its bell, following a row reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from redbridge.cards import notes as note_cards
from redbridge.cards import people as people_cards
from redbridge.interactions import queries as meetings
from redbridge.notifications import actions, queries
from redbridge.notifications.kinds import sentence_for_page
from redbridge.notifications.quiet import zone_of
from redbridge.trust import queries as trust
from redbridge.web.shell import whole_page
from redbridge.web.viewers import number_in, see_other, sent_number, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

GROUPS = (
    ("likes-saves", _("Likes, saves"), "heart", "disc-brick"),
    ("followers", _("Followers"), "people", "disc-river"),
    ("comments", _("Comments"), "comment", "disc-lamp"),
    ("system", _("From the site"), "info", ""),
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 10**16  # microseconds: in the year 2286
LEADS = {
    "follow_asked": "/requests",
    "friend_found": "/friends",
    "friend_asks": "/friends",
    "handle_proved": "/settings/handles",
    "handle_declined": "/settings/handles",
    "handle_revoked": "/settings/handles",
    "handles_wait": "/moderation/handles",
    "slang_approved": "/slang/suggest",
    "slang_declined": "/slang/suggest",
    "name_declined": "/settings/handles",
    "name_given": "/settings/handles",
    "name_passed_on": "/settings/account",
    "archive_ready": "/settings/archive",
    "mentor_found": "/mentors",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A notice with what it speaks of; None for what is out of sight by now."""

    notice: queries.Notice
    said: SafeString
    actor: people_cards.PersonCard | None
    note: note_cards.NoteCard | None
    words: str
    words_lang: str
    statement: trust.Statement | None


@dataclass(frozen=True, slots=True)
class Day:
    """The rows of one day where the reader is."""

    label: str
    rows: list[Row]


@signed_in
@require_safe
def inbox(request: HttpRequest, person: "Person", group: str = "") -> HttpResponse:
    """One group, newest first; without a group the first one that has something new."""
    bell = queries.bell(person)
    group = group or next((name for name, *_rest in GROUPS if bell.of(name)), GROUPS[0][0])
    queries.check_group(group)
    if bell.of(group):
        actions.mark_seen(person, group=group)
    only_unread = request.GET.get("unread") == "1"
    page = queries.inbox(person, group=group, after=request.GET.get("after"), only_unread=only_unread)
    context = {
        "groups": [
            (name, label, sign, disc, 0 if name == group else bell.of(name)) for name, label, sign, disc in GROUPS
        ],
        "group": group,
        "days": _days(person, _rows(person, page.notices)),
        "has_unread": any(each.is_unread for each in page.notices),
        "only_unread": only_unread,
        "is_first": not request.GET.get("after"),
        "undo": number_in(request, "undo"),
        "next_page": page.next and urlencode({"after": page.next, **({"unread": 1} if only_unread else {})}),
    }
    return whole_page(request, "inbox/inbox.html", context)


@never_cache
@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """How many new things there are, for a page that is open already; nothing for who is not signed in any more."""
    viewer = viewer_of(request)
    if viewer is None:
        return HttpResponse(status=204)
    bell = queries.bell(viewer)
    return JsonResponse({"total": bell.total, "groups": {name: bell.of(name) for name, *_rest in GROUPS}})


@never_cache
@signed_in
@require_safe
def follow_row(request: HttpRequest, person: "Person", notification_id: int) -> HttpResponse:
    """Read one row and go to what it speaks of."""
    told = actions.read_one(person, notification_id=notification_id)
    return see_other(_target(told))


@require_POST
@signed_in
def read(request: HttpRequest, person: "Person", group: str) -> HttpResponse:
    """Mark what was seen of a group as read; the page after it offers to undo."""
    at = actions.mark_read(person, group=group)
    return see_other(f"/inbox/{group}?undo={(at - EPOCH) // timedelta(microseconds=1)}")


@require_POST
@signed_in
def unread(request: HttpRequest, person: "Person", group: str) -> HttpResponse:
    """Undo that."""
    at = min(sent_number(request, "at") or 0, LATEST)
    actions.mark_unread(person, group=group, at=EPOCH + timedelta(microseconds=at))
    return see_other(f"/inbox/{group}")


def _target(told: queries.Notice) -> str:
    """Where a row leads."""
    if told.kind in LEADS:
        return LEADS[told.kind]
    if told.kind in {"arrival_ready", "arrival_done"}:
        return f"/arrive/{told.note_id}"
    if told.kind in {"phrase_explained", "answer_helped"}:
        return f"/n/{told.note_id}/ask"
    if told.kind == "scheduled_failed":
        return f"/drafts/{told.note_id}"
    if told.note_id:
        return f"/n/{told.note_id}" + (f"#comment-{told.comment_id}" if told.comment_id else "")
    actor = people_cards.cards([told.actor_id]).get(told.actor_id) if told.actor_id else None
    return actor.href if actor else f"/inbox/{told.group}"


def _rows(person: "Person", notices: list[queries.Notice]) -> list[Row]:
    people = people_cards.cards([each.actor_id for each in notices if each.actor_id])
    notes = note_cards.cards(person, ids=[each.note_id for each in notices if each.note_id])
    comments = meetings.comments_by_id(person, ids=[each.comment_id for each in notices if each.comment_id])
    decided = [each.decision_id for each in notices if each.decision_id]
    statements = trust.statements(person, decision_ids=decided) if decided else {}
    rows = []
    for each in notices:
        comment = comments.get(each.comment_id or 0)
        actor = people.get(each.actor_id or 0)
        rows.append(
            Row(
                notice=each,
                said=sentence_for_page(each.kind, name=_name(actor), count=each.count),
                actor=actor,
                note=notes.get(each.note_id or 0),
                words=comment.text if comment else "",
                words_lang=comment.language if comment and comment.language != "und" else "",
                statement=statements.get(each.decision_id or 0),
            )
        )
    return rows


def _name(actor: people_cards.PersonCard | None) -> SafeString:
    """Somebody's name as it stands in a sentence."""
    if actor is None:
        return format_html("<strong>{}</strong>", gettext("Somebody"))
    lang = format_html(' lang="{}"', actor.name_lang) if actor.name_lang else ""
    return format_html('<strong{} dir="auto">{}</strong>', lang, actor.name)


def _days(person: "Person", rows: Iterable[Row]) -> list[Day]:
    """The rows under the days that they belong to where the person is."""
    zone = zone_of(queries.choices_of(person.id).time_zone)
    today = timezone.now().astimezone(zone).date()
    days = groupby(rows, key=lambda row: row.notice.at.astimezone(zone).date())
    return [Day(_label(day, today), list(found)) for day, found in days]


def _label(day: date, today: date) -> str:
    if day >= today:
        return gettext("Today")
    if day == today - timedelta(days=1):
        return gettext("Yesterday")
    return formats.date_format(day, "DATE_FORMAT")


urlpatterns = [
    path("inbox", inbox, name="inbox"),
    path("inbox/count", count, name="inbox-count"),
    path("inbox/open/<int:notification_id>", follow_row, name="inbox-open"),
    path("inbox/<slug:group>", inbox, name="inbox-group"),
    path("inbox/<slug:group>/read", read, name="inbox-read"),
    path("inbox/<slug:group>/unread", unread, name="inbox-unread"),
]
