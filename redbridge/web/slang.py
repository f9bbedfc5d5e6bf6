"""The glossary of the net: every term on a page of its own, what people propose, and what moderators decide."""

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from redbridge.arrival import queries as arrival
from redbridge.cards import people as cards
from redbridge.kit.errors import NotFound, Problem, Refused
from redbridge.language import names, slang
from redbridge.language.actions import glossary as actions
from redbridge.language.queries import glossary as queries
from redbridge.language.tags import base, tag_of
from redbridge.notes.saying import notes_saying
from redbridge.trust import queries as reports
from redbridge.web.accountforms import Form
from redbridge.web.cardbytes import open_cards
from redbridge.web.settling import Words
from redbridge.web.shell import saves_data, whole_page
from redbridge.web.translated import wish_of
from redbridge.web.viewers import back, see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redbridge.accounts.models import Person

TONES = {
    "ok": gettext_lazy("Fine anywhere"),
    "ambiguous": gettext_lazy("Depends on the sentence"),
    "rude": gettext_lazy("Rude"),
    "sensitive": gettext_lazy("Handle with care"),
}
MOST_SHOWN = 400
LONGEST_SEARCH = 60
EXAMPLES = 6


class SuggestionForm(Form):
    """A term and what it means."""

    term = Words(max_length=200, label=gettext_lazy("The term"))
    language = forms.ChoiceField(label=gettext_lazy("It is said in"))
    into = forms.ChoiceField(label=gettext_lazy("You explain it in"))
    short = Words(max_length=400, label=gettext_lazy("In a few words, as one would say it in a sentence"))
    meaning = Words(max_length=1500, label=gettext_lazy("What it means"))
    example = Words(max_length=1000, required=False, label=gettext_lazy("A sentence with it"))
    tone = forms.ChoiceField(label=gettext_lazy("How it sounds"), choices=list(TONES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {base(code): name for code, name in names.NAMES.items() if code not in {"zh-Hant", "zh-Latn"}}
        for name in ("language", "into"):
            self.fields[name].choices = list(known.items())  # type: ignore[attr-defined]  # a choice field
            self.fields[name].error_messages["invalid_choice"] = _("Choose a language from the list.")
        for field in self.fields.values():
            field.error_messages["required"] = _("Please fill this in.")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The whole glossary, one bank at a time, and a box to look something up."""
    pairs = slang.languages()
    chosen = request.GET.get("language", "")
    own = base(get_language() or "en")
    pair = next((each for each in pairs if each[0] == chosen), None)
    pair = pair or next((each for each in pairs if each[1] == own), pairs[0])
    wanted = request.GET.get("q", "").strip()[:LONGEST_SEARCH].lower()
    found = [each for each in slang.entries(*pair) if _has(each, wanted)]
    context = {
        "tabs": [(each, names.own_name(tag_of(each[0])), each == pair) for each in pairs],
        "language": tag_of(pair[0]),
        "into": tag_of(pair[1]),
        "into_name": names.own_name(tag_of(pair[1])),
        "rows": [_row(each) for each in found[:MOST_SHOWN]],
        "q": wanted,
        "pair": pair,
        "proposals": [] if wanted else _proposals(request, queries.proposals(viewer_of(request), limit=6)),
    }
    return whole_page(request, "slang/index.html", context)


@require_safe
def term(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """One term: what it means, how it sounds, where people say it."""
    viewer = viewer_of(request)
    entry = queries.entry(language, name, request.GET.get("into", ""))
    place = _place(entry)
    if request.path != place and request.path != _unquoted(entry):
        return HttpResponsePermanentRedirect(place)
    ids = notes_saying(entry.forms, limit=EXAMPLES)
    proposals = queries.proposals(viewer, language=entry.language, term=entry.term)
    context = {
        **_row(entry),
        "forms": [form for form in entry.forms if form.lower() != entry.term.lower()],
        "proposals": _proposals(request, proposals),
        "items": open_cards(viewer, wish=wish_of(request), ids=ids, small=saves_data(request)),
        "data": _data(entry, place),
        "proposing": {"term": entry.term, "language": entry.language, "into": entry.into},
    }
    return whole_page(request, "slang/term.html", context)


@signed_in
def suggest(request: HttpRequest, person: "Person") -> HttpResponse:
    """Propose a term, or a better meaning."""
    asked = {name: request.GET.get(name, "") for name in ("term", "language", "into")}
    own = {"into": base(get_language() or "en"), "tone": "ok"}
    own["language"] = next((base(each) for each in person.writes if base(each) != own["into"]), "zh")
    form = SuggestionForm(request.POST or None, initial={**own, **{key: said for key, said in asked.items() if said}})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.suggest_slang(person, **form.cleaned_data)
            messages.success(request, _("Thank you. People vote on it now, and a moderator decides."))
            return see_other(f"/slang/suggest#proposal-{row.id}")
        except Problem as problem:
            form.add_problem(problem)
    rows = [] if form.errors else queries.own_proposals(person)
    context = {"form": form, "rows": rows, "tones": TONES}
    return whole_page(request, "slang/suggest.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def vote(request: HttpRequest, person: "Person", suggestion_id: int) -> HttpResponse:
    """Agree with a proposal, or not, or take that back."""
    agrees = {"yes": True, "no": False}.get(request.POST.get("agrees", ""))
    try:
        actions.vote_on_slang(person, suggestion_id=suggestion_id, agrees=agrees)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return back(request)


@require_POST
@signed_in
def withdraw(request: HttpRequest, person: "Person", suggestion_id: int) -> HttpResponse:
    """Take one's own proposal back."""
    actions.withdraw_slang(person, suggestion_id=suggestion_id)
    messages.success(request, _("Taken back."))
    return see_other("/slang/suggest")


@never_cache
@signed_in
@require_safe
def queue(request: HttpRequest, person: "Person") -> HttpResponse:
    """Proposals that wait for a moderator, with what is there now beside each."""
    rows = queries.waiting_proposals(person)
    people = cards.cards([each.row.person_id for each in rows if each.row.person_id], even_hidden=True)
    context = {
        "rows": [
            {"proposal": each, "by": people.get(each.row.person_id or 0), "now": _now(each.row), "tones": TONES}
            for each in rows
        ],
        "tones": TONES,
        "slang": len(rows),
        "waiting": arrival.waiting_count(person),
        "reports": reports.report_count(person),
    }
    return render(request, "slang/queue.html", context)


@require_POST
@signed_in
def decide(request: HttpRequest, person: "Person", suggestion_id: int) -> HttpResponse:
    """Approve, or decline with a reason."""
    try:
        if request.POST.get("do") == "approve":
            actions.approve_slang(person, suggestion_id=suggestion_id)
        else:
            actions.decline_slang(person, suggestion_id=suggestion_id, reason=request.POST.get("reason", ""))
        messages.success(request, _("Decided. They are told."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return see_other("/moderation/slang")


def _now(row: Any) -> "slang.Entry | None":
    """What the glossary says of the same term at the moment."""
    try:
        return queries.entry(row.language, row.term, row.into)
    except NotFound:
        return None


def _has(entry: "slang.Entry", wanted: str) -> bool:
    said = (*entry.forms, entry.reading, entry.meaning, entry.short)
    return not wanted or any(wanted in each.lower() for each in said)


def _row(entry: "slang.Entry") -> dict[str, Any]:
    return {
        "entry": entry,
        "lang": tag_of(entry.language),
        "into_lang": tag_of(entry.into),
        "tone": TONES.get(entry.tone, ""),
        "href": _place(entry),
        "is_seed": entry.status == "seed",
    }


def _proposals(request: HttpRequest, found: "Sequence[queries.Proposal]") -> list[dict[str, Any]]:
    people = cards.cards([each.row.person_id for each in found if each.row.person_id])
    return [
        {
            "proposal": each,
            "by": people.get(each.row.person_id or 0),
            "lang": tag_of(each.row.language),
            "into_lang": tag_of(each.row.into),
            "tone": TONES.get(each.row.tone, ""),
        }
        for each in found
    ]


def _unquoted(entry: "slang.Entry") -> str:
    return f"/slang/{entry.language}/{entry.term}"


def _place(entry: "slang.Entry") -> str:
    return f"/slang/{entry.language}/{quote(entry.term, safe='')}"


def _data(entry: "slang.Entry", place: str) -> SafeString:
    """The term for search engines."""
    data = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": entry.term,
        "description": entry.meaning,
        "inLanguage": tag_of(entry.language),
        "url": f"{settings.SITE_URL}{place}",
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": _("Slang"), "url": f"{settings.SITE_URL}/slang"},
    }
    return mark_safe(json.dumps(data).replace("<", "\\u003c"))  # noqa: S308 - no tag can begin in it


urlpatterns = [
    path("slang", index, name="slang"),
    path("slang/suggest", suggest, name="suggest-slang"),
    path("slang/suggestions/<int:suggestion_id>/vote", vote, name="vote-on-slang"),
    path("slang/suggestions/<int:suggestion_id>/withdraw", withdraw, name="withdraw-slang"),
    path("slang/<slug:language>/<str:name>", term, name="slang-term"),
    path("moderation/slang", queue, name="moderate-slang"),
    path("moderation/slang/<int:suggestion_id>", decide, name="decide-slang"),
]
