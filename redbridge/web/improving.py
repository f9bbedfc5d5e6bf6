"""Where people make a translation better: their own words, a vote on those of others, or a doubt about a machine's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from redbridge.cards import people as people_cards
from redbridge.interactions import queries as interactions
from redbridge.kit.errors import NotFound, Refused
from redbridge.language import actions, names, queries
from redbridge.language.readings import Reading, Text, prepare
from redbridge.language.rungs import BY_PEOPLE
from redbridge.language.tags import needs_words, tag_of
from redbridge.notes import queries as notes
from redbridge.web import translated
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, sent_number, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

MOST_PARTS = 24
LONGEST = 20_000
KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One text with all that is there of it in the other language; `key` names it in the form."""

    key: str
    text: Text
    reading: Reading | None
    label: str
    suggestions: Sequence[queries.Suggestion]
    draft: str
    problem: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether it is a machine's, of which one may say that it is wrong."""
        return self.reading is not None and self.reading.id > 0 and self.reading.rung not in BY_PEOPLE


@dataclass(frozen=True, slots=True)
class _Place:
    """What is translated here, and where it stands."""

    path: str
    home: str
    texts: Sequence[Text]


@signed_in
def improve_note(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Every text of a note."""
    row = notes.get_note(person, note_id=note_id)
    texts = translated.texts_of(row)[:MOST_PARTS]
    return _page(request, person, _Place(f"/n/{note_id}/improve", f"/n/{note_id}?{translated.ASKING}=note", texts))


@signed_in
def improve_comment(request: HttpRequest, person: "Person", comment_id: int) -> HttpResponse:
    """One comment."""
    row = interactions.get_comment(person, comment_id=comment_id)
    note = notes.get_note(person, note_id=row.note_id)
    privacy = translated.PRIVACY.get(note.visibility, "private")
    text = Text(row.text, row.language, row.author_id, privacy, "comment", 0, row.edited_at)
    home = f"/n/{row.note_id}?{translated.ASKING}=c{comment_id}#comment-{comment_id}"
    return _page(request, person, _Place(f"/comments/{comment_id}/improve", home, [text] if row.text else []))


def _page(request: HttpRequest, person: "Person", place: _Place) -> HttpResponse:
    into = _into(request)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            messages.success(request, _do(request, person, place, into))
            return see_other(f"{place.path}?{urlencode({'into': into})}")
        except Refused as refused:
            problems[request.POST.get("part", "")] = refused.sentence
    parts = _parts(request, person, place, into, problems)
    context = {
        "place": place,
        "parts": parts,
        "into": into,
        "languages": names.NAMES.items(),
        "people": people_cards.cards({each.person_id for part in parts for each in part.suggestions}),
        "viewer": person,
        "problem": "" if {part.key for part in parts} & set(problems) else "".join(problems.values()),
    }
    return whole_page(request, "reading/improve.html", context, status=422 if problems else 200)


def _into(request: HttpRequest) -> str:
    asked = tag_of((request.POST.get("into") or request.GET.get("into") or "")[:12])
    return asked if names.is_known(asked) else translated.wish_of(request).into


def _parts(request: HttpRequest, person: "Person", place: _Place, into: str, problems: dict[str, str]) -> list[Part]:
    texts = [text for text in place.texts if needs_words(tag_of(text.language), into)]
    found = []
    for text, reading in zip(texts, queries.kept(texts, into=into), strict=True):
        key = _key(text)
        suggestions = queries.suggestions(person, text=text, into=into)
        own = next((each.words for each in suggestions if each.is_own), "")
        draft = request.POST.get("words", "")[:LONGEST] if key in problems else own
        label = translated.label_of(reading) if reading else ""
        found.append(Part(key, text, reading, label, suggestions, draft, problems.get(key, "")))
    return found


def _key(text: Text) -> str:
    return prepare(text).hash[:KEY_LENGTH]


def _do(request: HttpRequest, person: "Person", place: _Place, into: str) -> str:
    """What the button says; the sentence that the next page begins with."""
    do, key = request.POST.get("do", ""), request.POST.get("part", "")
    text = next((each for each in place.texts if _key(each) == key), None)
    if text is None:
        raise Refused(_("This text was changed meanwhile."), field="part", code="changed")
    shares = request.POST.get("may_be_shared") == "1"
    if do in {"yes", "no"}:
        number = sent_number(request, "suggestion") or 0
        actions.vote(person, improvement_id=number, text=text, agrees=do == "yes", may_be_shared=shares)
        return _("Thank you. Your voice counts.")
    if do == "doubt":
        shown = queries.kept([text], into=into)[0]
        if shown is None or shown.rung in BY_PEOPLE:
            raise NotFound(_("This translation is no longer here."))
        actions.doubt(person, translation_id=shown.id)
        return _("Thank you. Others see that its meaning is in doubt.")
    if do == "withdraw":
        actions.withdraw(person, improvement_id=sent_number(request, "suggestion") or 0)
        return _("Your words are gone.")
    actions.improve(person, text=text, into=into, words=request.POST.get("words", ""), may_be_shared=shares)
    if person.id == text.author_id:
        return _("Readers see your words from now on.")
    return _("Thank you. It counts when the author or two readers agree.")


urlpatterns = [
    path("n/<int:note_id>/improve", improve_note, name="improve-note"),
    path("comments/<int:comment_id>/improve", improve_comment, name="improve-comment"),
]
