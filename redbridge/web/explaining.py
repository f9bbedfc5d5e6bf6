"""“What does this mean?”: asked about a phrase where it stands, answered by people who grew up with it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from redbridge.cards import people as cards
from redbridge.interactions.actions import questions as actions
from redbridge.interactions.queries import questions as queries
from redbridge.kit.errors import Refused
from redbridge.language import decoding, names
from redbridge.language.tags import base, tag_of
from redbridge.web.accountforms import Form
from redbridge.web.settling import Words
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, signed_in, to_sign_in, viewer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redbridge.accounts.models import Person

LONGEST_EXCERPT = 280


class AskForm(Form):
    """The words, and in which language one would like to read about them."""

    phrase = Words(max_length=500, label=gettext_lazy("Which words? Copy them as they stand."))
    into = forms.ChoiceField(label=gettext_lazy("Explain it in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = list(names.NAMES.items())  # type: ignore[attr-defined]  # a choice field
        self.fields["into"].error_messages["invalid_choice"] = _("Choose a language from the list.")
        for field in self.fields.values():
            field.error_messages["required"] = _("Please fill this in.")


def of_note(request: HttpRequest, note_id: int) -> HttpResponse:
    """What people asked about a note and its comments, and a form for another phrase."""
    return _asking(request, queries.NOTE, note_id)


def of_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The same from one comment."""
    return _asking(request, queries.COMMENT, comment_id)


def _asking(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method == "POST" and viewer is None:
        return to_sign_in(request)
    note_id, words, lang = queries.words_of(viewer, subject=subject, subject_id=subject_id)
    initial = {"into": tag_of(get_language() or "en"), "phrase": request.GET.get("phrase", "")}
    form = AskForm(request.POST or None, initial=initial)
    if request.method == "POST" and viewer is not None and form.is_valid():
        try:
            row = actions.ask(viewer, subject=subject, subject_id=subject_id, **form.cleaned_data)
            return see_other(f"/questions/{row.id}")
        except Refused as refused:
            form.add_problem(refused)
    context: dict[str, Any] = {
        "form": form,
        "note_id": note_id,
        "rows": _rows(queries.questions_of(viewer, note_id=note_id)),
    }
    if request.headers.get("HX-Target", "").startswith("asked-"):
        return render(request, "explaining/_folded.html", context)
    context |= {"place": request.path, "is_code": subject == queries.COMMENT and decoding.is_code(words)}
    context |= _excerpt(words, lang)
    return whole_page(request, "explaining/ask.html", context, status=422 if form.errors else 200)


def _excerpt(words: str, lang: str) -> dict[str, str]:
    """What a phrase stands in."""
    return {"words": words[:LONGEST_EXCERPT], "words_lang": "" if lang == names.UNKNOWN else lang}


def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """One question with its answers, and a place for one's own."""
    viewer, problem = viewer_of(request), ""
    if request.method == "POST" and viewer is None:
        return to_sign_in(request)
    asked = queries.get_question(viewer, question_id=question_id)
    if request.method == "POST" and viewer is not None:
        try:
            actions.answer(viewer, question_id=question_id, text=request.POST.get("text", ""))
            messages.success(request, _("Thank you. They are told."))
            return see_other(f"/questions/{question_id}")
        except Refused as refused:
            problem = refused.sentence
    _note_id, words, lang = queries.words_of(viewer, subject=asked.row.subject, subject_id=asked.row.subject_id)
    own = next((each.text for each in asked.answers if viewer and each.person_id == viewer.id), "")
    context = {
        **_rows([asked])[0],
        **_excerpt(words, lang),
        "is_own": viewer is not None and asked.row.person_id == viewer.id,
        "viewer_id": viewer.id if viewer else 0,
    }
    context |= {"text": request.POST.get("text", own), "problem": problem, "longest": actions.LONGEST_ANSWER}
    return whole_page(request, "explaining/question.html", context, status=422 if problem else 200)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What people ask about the languages that one writes, or about one of them."""
    viewer = viewer_of(request)
    own = [*viewer.writes, *viewer.reads] if viewer else []
    own = list(dict.fromkeys(map(base, own or [get_language() or "en"])))
    chosen = request.GET.get("language", "")
    chosen = chosen if any(base(each) == chosen for each in names.NAMES) else ""
    rows = queries.open_questions(viewer, languages=[chosen] if chosen else own)
    tabs = dict.fromkeys([*own, "zh", "en", "es"])
    context = {
        "rows": _rows(rows),
        "tabs": [(each, names.own_name(tag_of(each)), each == chosen) for each in tabs],
        "is_all": not chosen,
        "is_in": viewer is not None,
    }
    return whole_page(request, "explaining/waiting.html", context)


@require_POST
@signed_in
def accept(request: HttpRequest, person: "Person", answer_id: int) -> HttpResponse:
    """Say which answer helped."""
    row = actions.accept_answer(person, answer_id=answer_id, is_on=request.POST.get("on", "1") != "0")
    return see_other(f"/questions/{row.question_id}")


@require_POST
@signed_in
def drop_question(request: HttpRequest, person: "Person", question_id: int) -> HttpResponse:
    """Take one's own question back."""
    actions.delete_question(person, question_id=question_id)
    messages.success(request, _("Your question is gone."))
    return see_other("/explain")


@require_POST
@signed_in
def drop_answer(request: HttpRequest, person: "Person", answer_id: int) -> HttpResponse:
    """Take one's own answer back."""
    actions.delete_answer(person, answer_id=answer_id)
    messages.success(request, _("Your answer is gone."))
    return see_other("/explain")


def _rows(found: "Sequence[queries.Asked]") -> list[dict[str, Any]]:
    """Questions with the cards of everybody in them, in one look."""
    ids = {each.row.person_id for each in found} | {row.person_id for each in found for row in each.answers}
    people = cards.cards(list(ids))
    return [
        {
            "asked": each,
            "by": people.get(each.row.person_id),
            "lang": "" if each.row.language == names.UNKNOWN else each.row.language,
            "answers": [(row, people.get(row.person_id)) for row in each.answers],
        }
        for each in found
    ]


urlpatterns = [
    path("n/<int:note_id>/ask", of_note, name="ask-about-note"),
    path("comments/<int:comment_id>/ask", of_comment, name="ask-about-comment"),
    path("explain", waiting, name="explain"),
    path("questions/<int:question_id>", question, name="question"),
    path("questions/<int:question_id>/delete", drop_question, name="delete-question"),
    path("answers/<int:answer_id>/accept", accept, name="accept-answer"),
    path("answers/<int:answer_id>/delete", drop_answer, name="delete-answer"),
]
