"""Handing a note on: its link, a code to scan, and paper."""

from typing import TYPE_CHECKING

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from redbridge.cards import notes as cards
from redbridge.notes import queries
from redbridge.notes.text import to_html
from redbridge.web import kinds
from redbridge.web.shell import whole_page
from redbridge.web.viewers import viewer_of

if TYPE_CHECKING:
    from redbridge.notes.models import Note


@require_safe
def share(request: HttpRequest, note_id: int) -> HttpResponse:
    """The sheet as a page of its own, or as a part of the note's page."""
    viewer = viewer_of(request)
    note = queries.get_note(viewer, note_id=note_id)
    context = {"note": note, "title": cards.title_of(note), "url": _address(note), "code": code_of(_address(note))}
    context["is_own"] = viewer is not None and note.author_id == viewer.id
    if request.headers.get("HX-Request") == "true":
        return _unlisted(render(request, "notes/_share.html", context))
    return _unlisted(whole_page(request, "notes/share.html", context))


@require_safe
def printed(request: HttpRequest, note_id: int) -> HttpResponse:
    """The note as it goes on paper: one column, every picture, and the way back to it."""
    note = queries.get_note(viewer_of(request), note_id=note_id)
    page = cards.page(note)
    context = {
        "page": page,
        "caption": to_html(page.caption, mentions=page.mentions),
        "url": _address(note),
        "code": code_of(_address(note)),
        **kinds.page(page),
    }
    return _unlisted(render(request, "notes/print.html", context))


def code_of(address: str) -> SafeString:
    """A QR code of the address as an image of paths, drawn without any style of its own."""
    text: str = get_adapter().build_totp_svg(address)
    return mark_safe(text[text.index("<svg") :])  # noqa: S308 - numbers and commands of a path


def _address(note: "Note") -> str:
    return f"{settings.SITE_URL}/n/{note.id}"


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


urlpatterns = [
    path("n/<int:note_id>/share", share, name="share-note"),
    path("n/<int:note_id>/print", printed, name="print-note"),
]
