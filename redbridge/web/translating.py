"""Cards of lists in the reader's own language: one when it is asked for, many at once by choice."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from redbridge.notes import queries as notes
from redbridge.web import cardwords, translated
from redbridge.web.viewers import see_other, viewer_of

MOST, MOST_DIGITS = 40, 19
MOST_LETTERS = (MOST_DIGITS + 1) * MOST


@require_safe
def note_card(request: HttpRequest, note_id: int) -> HttpResponse:
    """What the card of one note says, for htmx; without script the whole note."""
    viewer = viewer_of(request)
    row = notes.get_note(viewer, note_id=note_id)
    if not request.headers.get("HX-Request"):
        return see_other(f"/n/{note_id}?{translated.ASKING}=note")
    words, wish = cardwords.words_on(row), translated.wish_of(request)
    texts = list(words.parts(with_text=True)) if wish.choice(row.language) != "never" else []
    said = translated.translated(viewer, texts, into=wish.into)
    if not said:
        return HttpResponse(translated.nothing(f"tr-n{note_id}"))
    return HttpResponse(cardwords.card_said(note_id, words, said, is_member=viewer is not None))


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """The titles of cards that stand on a page already, each into its place."""
    viewer, wish = viewer_of(request), translated.wish_of(request)
    rows = notes.visible_notes(viewer, ids=_numbers(request))
    wanted = {row.id: cardwords.words_on(row) for row in rows.values() if wish.choice(row.language) == "always"}
    texts = [text for words in wanted.values() for text in words.parts(with_text=False)]
    said = translated.translated(viewer, texts, into=wish.into)
    found = [
        cardwords.title_said(note_id, said[words.title], is_late=True)
        for note_id, words in wanted.items()
        if words.title in said
    ]
    return HttpResponse("".join(found))


def _numbers(request: HttpRequest) -> list[int]:
    found = request.GET.get("n", "")[:MOST_LETTERS].split(",")[:MOST]
    return [int(each) for each in found if each.isascii() and each.isdigit() and len(each) <= MOST_DIGITS]


urlpatterns = [
    path("n/<int:note_id>/translation", note_card, name="note-translation"),
    path("translations", cards, name="translations"),
]
