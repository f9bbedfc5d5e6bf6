"""Reviewing saved words, one at a time: by mouse, by keyboard, and without script."""

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from babel.dates import format_timedelta
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _
from django.utils.translation import pgettext as _p
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from redbridge.cards import notes as cards
from redbridge.kit.errors import NotFound, Refused
from redbridge.language import learning
from redbridge.language.actions import vocabulary as actions
from redbridge.language.learning.spacing import ANSWERS, previews
from redbridge.language.queries import vocabulary
from redbridge.language.readings import Text
from redbridge.web import translated
from redbridge.web.shell import whole_page
from redbridge.web.viewers import number_in, see_other, sent_number, signed_in
from redbridge.web.words import entry_of, told_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.language.models import Word

PLACE = "/words/review"
MOST_DONE = 9_999
TALL, WIDE, GAP = 64, 20, 4


@never_cache
@signed_in
def review(request: HttpRequest, person: "Person") -> HttpResponse:
    """The word that is due, or how the next days look; a form answers how well one remembered it."""
    if request.method == "POST":
        return _answer(request, person)
    counts = vocabulary.word_counts(person)
    due = vocabulary.due_words(person)
    done, last = _given(request, "done"), _given(request, "last")
    context: dict[str, Any] = {"counts": counts, "done": done, "last": last, "all": done + counts.due}
    if due:
        context |= _card(request, person, due[0])
        return whole_page(request, "learning/review.html", context)
    days = vocabulary.coming_days(person)
    context |= {"bars": _bars(days), "days": days, "wide": len(days) * (WIDE + GAP), "tall": TALL}
    return whole_page(request, "learning/reviewed.html", context)


@require_POST
@signed_in
def undo(request: HttpRequest, person: "Person") -> HttpResponse:
    """Take the last answer back and ask again."""
    word_id = sent_number(request, "word") or 0
    with suppress(NotFound):  # taken off the list in another window
        actions.undo_answer(person, word_id=word_id)
    done = max(0, (sent_number(request, "done") or 0) - 1)
    return see_other(f"{PLACE}?{urlencode({'done': min(done, MOST_DONE)})}")


def _answer(request: HttpRequest, person: "Person") -> HttpResponse:
    word_id, done = sent_number(request, "word") or 0, min(sent_number(request, "done") or 0, MOST_DONE)
    try:
        actions.answer_word(person, word_id=word_id, answer=request.POST.get("answer", ""))
    except Refused as refused:
        messages.error(request, refused.sentence)
        return see_other(f"{PLACE}?{urlencode({'done': done})}")
    except NotFound:  # taken off the list in another window
        return see_other(f"{PLACE}?{urlencode({'done': done})}")
    return see_other(f"{PLACE}?{urlencode({'done': done + 1, 'last': word_id})}")


def _given(request: HttpRequest, name: str) -> int:
    found = number_in(request, name) or 0
    return min(found, MOST_DONE) if name == "done" else found


def _card(request: HttpRequest, person: "Person", row: "Word") -> dict[str, Any]:
    """Both sides; the answer is on the page only when it was asked for."""
    is_open = number_in(request, "show") == row.id
    note = cards.cards(person, ids=[row.note_id] if row.note_id else []).get(row.note_id or 0)
    shown: dict[str, Any] = {"row": row, "entry": entry_of(row), "note": note, "is_open": is_open}
    shown["sentence"] = _marked(row)
    if is_open:
        shown |= told_of(row.language, row.word)
        text = Text(row.sentence, shown["lang"], kind="caption")
        kept = translated.kept([text] if row.sentence else [], into=translated.wish_of(request).into)
        shown["meant"] = kept.get(row.sentence)
        shown["answers"] = _choices(row)
    return shown


def _marked(row: "Word") -> SafeString:
    """The sentence with the word set apart."""
    for token in learning.read(row.sentence, row.language):
        if token.word == row.word:
            before, after = row.sentence[: token.start], row.sentence[token.end :]
            return format_html("{}<mark>{}</mark>{}", before, token.text, after)
    return format_html("{}", row.sentence)


def _choices(row: "Word") -> list[dict[str, object]]:
    names = {
        "again": _p("answer in a review", "Again"),
        "hard": _p("answer in a review", "Hard"),
        "good": _p("answer in a review", "Good"),
        "easy": _p("answer in a review", "Easy"),
    }
    card = {name: value for name, value in row.card.items() if name != actions.BEFORE}
    after = previews(card, timezone.now())
    return [
        {"value": answer, "key": number, "name": names[answer], "after": _long(after[answer])}
        for number, answer in enumerate(ANSWERS, 1)
    ]


def _long(span: timedelta) -> str:
    """Three days, in the reader's language."""
    locale = to_locale(get_language() or "en")
    return format_timedelta(span, granularity="minute", threshold=1.2, format="short", locale=locale)


def _bars(days: list[tuple[date, int]]) -> list[dict[str, object]]:
    most = max([count for _day, count in days] + [1])
    return [
        {
            "x": place * (WIDE + GAP),
            "y": TALL - _tall(count, most),
            "height": _tall(count, most),
            "width": WIDE,
            "middle": place * (WIDE + GAP) + WIDE // 2,
            "count": count,
            "day": date_format(day, "j"),
            "said": _("Today") if not place else date_format(day, "DATE_FORMAT"),
        }
        for place, (day, count) in enumerate(days)
    ]


def _tall(count: int, most: int) -> int:
    return max(3, round(TALL * count / most)) if count else 1


urlpatterns = [
    path("words/review", review, name="review-words"),
    path("words/undo", undo, name="undo-review"),
]
