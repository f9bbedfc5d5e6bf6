"""A word and what it means, and the words that somebody knows and learns."""

import csv
import json
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from redbridge.kit.errors import NotFound, Problem
from redbridge.language import learning
from redbridge.language.actions import vocabulary as actions
from redbridge.language.learning import pronouncing
from redbridge.language.learning.entries import describe, meant
from redbridge.language.queries import vocabulary
from redbridge.notes import examples, queries
from redbridge.web.explore import more_link
from redbridge.web.reading import sentences_of
from redbridge.web.shell import whole_page
from redbridge.web.viewers import number_in, safe_path, see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.language.models import Word
    from redbridge.notes.models import Note

PAGE = 50
STATES = ("saved", "known")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Met:
    """Where on this site the reader stands before a word: the note and the sentence."""

    note: "Note | None" = None
    sentence: str = ""
    number: int = -1
    form: str = ""

    @property
    def query(self) -> str:
        """The same as a query string."""
        return f"?n={self.note.id}&s={self.number}" if self.note else ""


@require_safe
def word(request: HttpRequest, language: str, word: str) -> HttpResponse:
    """What a word means and how it is read, as a page or laid over the sentence it stands in."""
    clean = _clean(language, word)
    return _shown(request, language, clean, _met(request, language, clean))


@require_POST
@signed_in
def mark(request: HttpRequest, person: "Person", language: str, word: str, do: str) -> HttpResponse:
    """Know a word, save it for review, or take it off the list."""
    clean = _clean(language, word)
    met = _met(request, language, clean)
    problem = ""
    try:
        if do == "know":
            actions.know_word(person, language=language, word=clean)
        elif do == "save":
            note_id = met.note.id if met.note else None
            actions.save_word(person, language=language, word=clean, sentence=met.sentence, note_id=note_id)
        else:
            actions.forget_word(person, language=language, word=clean)
    except Problem as refused:
        problem = refused.sentence
    if request.headers.get("X-Part") == "word":
        return _shown(request, language, clean, met, problem)
    if problem:
        messages.error(request, problem)
    return see_other(safe_path(request, request.POST.get("next") or f"/words/{language}/{quote(clean)}{met.query}"))


@signed_in
@require_safe
def mine(request: HttpRequest, person: "Person") -> HttpResponse:
    """The words that one saved and knows."""
    state = request.GET.get("state", "")
    state = state if state in STATES else STATES[0]
    language = request.GET.get("language", "")
    language = language if language in learning.LEARNED else ""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:40]
    after = number_in(request, "after")
    found = vocabulary.words_of(person, state=state, language=language, text=text, after=after, limit=PAGE)
    shown = [entry_of(row) for row in found]
    more = more_link("/words", found.after, **_given(state=state, language=language, q=text))
    if request.headers.get("X-Part") == "more":
        return render(request, "learning/_rows.html", {"words": shown, "more": more})
    counts = vocabulary.word_counts(person)
    context = {"words": shown, "more": more, "counts": counts, "state": state, "language": language, "text": text}
    return whole_page(request, "learning/words.html", context)


@signed_in
@require_safe
def export(request: HttpRequest, person: "Person", kind: str) -> HttpResponse:
    """One's words as a table, or as cards for Anki."""
    if kind not in {"csv", "tsv"}:
        raise Http404
    rows = [entry_of(row) for row in vocabulary.every_word(person)]
    out = StringIO()
    if kind == "tsv":
        out.write("#separator:tab\n#html:false\n#columns:Front\tBack\tSentence\tTags\n")
        sheet = csv.writer(out, delimiter="\t", lineterminator="\n")
        for row in rows:
            if row["state"] == "saved":
                back = " ".join(part for part in (row["reading"], row["meaning"]) if part)
                sheet.writerow([_cell(each) for each in (row["word"], back, row["sentence"], row["language"])])
    else:
        out.write("\ufeff")
        sheet = csv.writer(out, lineterminator="\r\n")
        columns = ("language", "word", "reading", "meaning", "band", "state", "sentence", "reviews", "due")
        sheet.writerow(columns)
        sheet.writerows([_cell(str(row[name])) for name in columns] for row in rows)
    response = HttpResponse(
        out.getvalue(), content_type=f"text/{'csv' if kind == 'csv' else 'tab-separated-values'}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="words.{kind}"'
    return response


def entry_of(row: "Word") -> dict[str, Any]:
    """A saved or known word with what the dictionary says of it, for lists and files."""
    told = describe(row.word, row.language)
    return {
        "id": row.id,
        "word": row.word,
        "language": row.language,
        "lang": lang_of(row.language),
        "href": f"/words/{row.language}/{quote(row.word)}",
        "reading": told.reading,
        "meaning": told.brief,
        "meaning_lang": other_of(row.language),
        "band": told.band,
        "state": row.state,
        "sentence": row.sentence,
        "note_id": row.note_id or 0,
        "reviews": row.reviews,
        "due": row.due_at.date().isoformat() if row.due_at else "",
        "due_at": row.due_at,
        "is_due": row.due_at is not None and row.due_at <= timezone.now(),
    }


def lang_of(language: str) -> str:
    """As a `lang` attribute."""
    return "zh-Hans" if language == "zh" else language


def other_of(language: str) -> str:
    """The language of the meanings."""
    return "en" if language == "zh" else "zh-Hans"


def _clean(language: str, word: str) -> str:
    clean = learning.clean_word(word, language) if language in learning.LEARNED else ""
    if not clean:
        raise Http404
    return clean


def _met(request: HttpRequest, language: str, clean: str) -> Met:
    """The sentence that the address names, if the reader may see it and the word stands in it."""
    note_id, number = number_in(request, "n"), number_in(request, "s")
    if note_id is None or number is None:
        return Met()
    try:
        row = queries.get_note(viewer_of(request), note_id=note_id)
    except NotFound:
        return Met()
    found = sentences_of(row)
    if learning.learned(row.language) != language or number >= len(found):
        return Met()
    said = found[number][1]
    form = next((token.text for token in learning.read(said, row.language) if token.word == clean), "")
    return Met(row, said, number, form) if form else Met()


def _shown(request: HttpRequest, language: str, clean: str, met: Met, problem: str = "") -> HttpResponse:
    viewer = viewer_of(request)
    state = vocabulary.word_states(viewer, language=language, words=[clean]).get(clean, "")
    said = examples.examples(
        viewer, word=clean, language=language, form=met.form, besides=met.note.id if met.note else 0
    )
    context = {
        **told_of(language, clean, met.form),
        "met": met,
        "state": state,
        "problem": problem,
        "is_signed_in": viewer is not None,
        "examples": [{"note_id": each.note_id, "language": each.language, "html": marked(each)} for each in said],
    }
    if request.headers.get("X-Part") != "word":
        return whole_page(request, "learning/word.html", context)
    response = render(request, "learning/_word.html", {**context, "is_part": True})
    if request.method == "POST":
        response.headers["HX-Trigger-After-Swap"] = json.dumps(
            {"redbridge:word": {"word": clean, "state": state or "new"}}
        )
    return response


def told_of(language: str, clean: str, form: str = "") -> dict[str, Any]:
    """What is the same for everybody."""
    told = describe(clean, language)
    entries = [
        {
            "simplified": each.simplified,
            "traditional": each.traditional if each.traditional != each.simplified else "",
            "syllables": [(part, pronouncing.tone_of(part)) for part in each.pinyin.split()],
            "senses": meant(each),
        }
        for each in told.entries
    ]
    return {
        "word": clean,
        "form": form,
        "language": language,
        "lang": lang_of(language),
        "meaning_lang": other_of(language),
        "href": f"/words/{language}/{quote(clean)}",
        "entries": entries,
        "band": told.band,
        "slang": told.slang,
        "readings": pronouncing.syllables(clean) if language == "zh" and not entries else [],
    }


def marked(said: examples.Example) -> SafeString:
    """The sentence with its word set apart."""
    before, text, after = said.sentence[: said.start], said.sentence[said.start : said.end], said.sentence[said.end :]
    return format_html("{}<b>{}</b>{}", before, text, after)


def _given(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _cell(text: str) -> str:
    """No program that opens the file takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


urlpatterns = [
    path("words", mine, name="words"),
    path("words/words.<str:kind>", export, name="export-words"),
    path("words/<str:language>/<str:word>", word, name="word"),
    path("words/<str:language>/<str:word>/know", mark, {"do": "know"}, name="know-word"),
    path("words/<str:language>/<str:word>/save", mark, {"do": "save"}, name="save-word"),
    path("words/<str:language>/<str:word>/forget", mark, {"do": "forget"}, name="forget-word"),
]
