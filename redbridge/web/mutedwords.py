"""Words that one does not want to meet in lists, with a way back for each."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from redbridge.feed import actions, queries
from redbridge.kit.errors import Refused
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PLACE = "/settings/muted-words"
MOST_LETTERS = 8_000
UNDONE = "unmuted"  # in the session: what was let in last, so that it can be taken back


@never_cache
@signed_in
def muted_words(request: HttpRequest, person: "Person") -> HttpResponse:
    """The list, and a field for more: one word a line, or with commas between."""
    text, problem = request.POST.get("words", "")[:MOST_LETTERS], ""
    if request.method == "POST":
        try:
            added = actions.mute_words(person, words=split(text))
        except Refused as refused:
            problem = refused.sentence
        else:
            sentence = ngettext("%(n)s word is muted.", "%(n)s words are muted.", len(added)) % {"n": len(added)}
            messages.success(request, sentence if added else _("Nothing new to mute."))
            return see_other(PLACE)
    context = {
        "words": queries.muted_words_of(person),
        "undone": request.session.pop(UNDONE, []),
        "text": text,
        "problem": problem,
        "place": "muted-words",
    }
    return whole_page(request, "settings/muted_words.html", context, status=422 if problem else 200)


@require_POST
@signed_in
def unmute(request: HttpRequest, person: "Person") -> HttpResponse:
    """Let one word back in; the page offers to mute it again."""
    request.session[UNDONE] = actions.unmute_words(person, words=request.POST.getlist("word"))
    return see_other(PLACE)


def split(text: str) -> list[str]:
    """Words as people list them: on lines, or with commas of their script between."""
    for comma in ",，、;；":
        text = text.replace(comma, "\n")
    return [line for line in text.splitlines() if line.strip()]


urlpatterns = [
    path("settings/muted-words", muted_words, name="muted-words"),
    path("settings/muted-words/remove", unmute, name="unmute-words"),
]
