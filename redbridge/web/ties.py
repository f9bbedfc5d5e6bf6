"""What a note answers, quotes and is answered by: small cards on its page, and the list of all answers."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from redbridge.cards import notes as cards
from redbridge.notes import actions, queries, ties
from redbridge.web import skeleton
from redbridge.web.formtoken import form_token
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from redbridge.accounts.models import Person
    from redbridge.notes.models import Note


class Ties:
    """The small cards of one note for one viewer; nothing is asked for a note without ties."""

    def __init__(self, request: HttpRequest, viewer: "Person | None", row: "Note") -> None:
        self._request, self._viewer, self._row = request, viewer, row
        self._answers = ties.answers_to(viewer, note=row)
        wanted = [row.answers_id or 0, row.quotes_id or 0, *self._answers.note_ids]
        self._seen = queries.visible_versions(viewer, ids=wanted) if any(wanted) else {}

    def before(self) -> bytes:
        """What it answers, if the viewer may see that."""
        return self._card("answers", self._row.answers_id or 0)

    def quote(self) -> bytes:
        """What it quotes, or a sentence in its place."""
        if not self._row.is_quote:
            return b""
        if self._row.quotes_id not in self._seen:
            return skeleton.part("notes/_tie.html", key=("gone",), context=lambda: {"tie": "gone"})
        return self._card("quotes", self._row.quotes_id or 0)

    def after(self) -> bytes:
        """Notes that answer it."""
        items = mark_safe(b"".join(self._card("answer", each) for each in self._answers.note_ids).decode())  # noqa: S308
        if not items:
            return b""
        slots, has_more = skeleton.Slots(), bool(self._answers.after)
        return skeleton.part(
            "notes/_answers.html",
            key=(self._row.id, has_more),
            values={"items": items},
            context=lambda: {"items": slots.items, "note_id": self._row.id, "has_more": has_more},
        )

    def _card(self, tie: str, note_id: int) -> bytes:
        versions = self._seen.get(note_id)
        if versions is None:
            return b""
        is_mine = tie == "quotes" and self._viewer is not None and versions[1] == self._viewer.id
        slots = skeleton.Slots()
        try:
            return skeleton.part(
                "notes/_tie.html",
                key=(tie, self._row.id if is_mine else 0, note_id, *versions),
                values={"csrf": form_token(self._request) if is_mine else ""},
                context=lambda: {
                    "tie": tie,
                    "card": cards.cards(self._viewer, ids=[note_id])[note_id],
                    "is_mine": is_mine,
                    "note_id": self._row.id,
                    "csrf_token": slots.csrf,
                },
            )
        except KeyError:  # it went out of sight at this moment
            return b""


def small_cards(viewer: "Person | None", ids: "Iterable[int]") -> list[cards.NoteCard]:
    """Cards of the notes that the viewer may see, in order."""
    return list(cards.cards(viewer, ids=ids).values())


@require_safe
def answers(request: HttpRequest, note_id: int) -> HttpResponse:
    """All notes that answer a note, page by page."""
    viewer = viewer_of(request)
    note = queries.get_note(viewer, note_id=note_id)
    found = ties.answers_to(viewer, note=note, after=request.GET.get("after", ""), limit=24)
    context = {
        "card": cards.cards_of({note.id: note})[note.id],
        "found": small_cards(viewer, found.note_ids),
        "after": found.after,
    }
    return whole_page(request, "notes/answers.html", context)


@require_POST
@signed_in
def withdraw(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Take one's own note out of a note that quotes it."""
    actions.withdraw_quote(person, note_id=note_id)
    messages.success(request, _("Your note is no longer shown there."))
    return see_other(f"/n/{note_id}")


urlpatterns = [
    path("n/<int:note_id>/answers", answers, name="note-answers"),
    path("n/<int:note_id>/withdraw", withdraw, name="withdraw-quote"),
]
