"""The inbox in four groups; opening a group reads it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from redbridge.cards import notes as note_cards
from redbridge.cards import people as people_cards
from redbridge.interactions import queries as meetings
from redbridge.notifications import actions, queries
from redbridge.trust import queries as trust
from redbridge.web.shell import whole_page
from redbridge.web.viewers import signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

GROUPS = (
    ("likes-saves", _("Likes, saves"), "heart", "disc-brick"),
    ("followers", _("Followers"), "people", "disc-river"),
    ("comments", _("Comments"), "comment", "disc-lamp"),
    ("system", _("From the site"), "info", ""),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A notice with what it speaks of; None for what is out of sight by now."""

    notice: queries.Notice
    actor: people_cards.PersonCard | None
    note: note_cards.NoteCard | None
    words: str
    words_lang: str
    statement: trust.Statement | None


@signed_in
@require_safe
def inbox(request: HttpRequest, person: "Person", group: str = "") -> HttpResponse:
    """One group, newest first; without a group the first one that has something new."""
    bell = queries.bell(person)
    if not group:
        group = next((name for name, *_rest in GROUPS if bell.of(name)), GROUPS[0][0])
    queries.check_group(group)
    if bell.of(group):
        actions.mark_seen(person, group=group)
    page = queries.inbox(person, group=group, after=request.GET.get("after"))
    groups = [(name, label, sign, disc, 0 if name == group else bell.of(name)) for name, label, sign, disc in GROUPS]
    context = {"groups": groups, "group": group, "rows": _rows(person, page.notices), "next_page": page.next}
    return whole_page(request, "inbox/inbox.html", context)


def _rows(person: "Person", notices: list[queries.Notice]) -> list[Row]:
    people = people_cards.cards([each.actor_id for each in notices if each.actor_id])
    notes = note_cards.cards(person, ids=[each.note_id for each in notices if each.note_id])
    comments = meetings.comments_by_id(person, ids=[each.comment_id for each in notices if each.comment_id])
    rows = []
    for each in notices:
        comment = comments.get(each.comment_id or 0)
        statement = trust.get_decision(person, decision_id=each.decision_id) if each.decision_id else None
        rows.append(
            Row(
                notice=each,
                actor=people.get(each.actor_id or 0),
                note=notes.get(each.note_id or 0),
                words=comment.text if comment else "",
                words_lang=comment.language if comment and comment.language != "und" else "",
                statement=statement,
            )
        )
    return rows


urlpatterns = [
    path("inbox", inbox, name="inbox"),
    path("inbox/<slug:group>", inbox, name="inbox-group"),
]
