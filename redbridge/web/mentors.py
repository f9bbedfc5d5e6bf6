"""Helping newcomers: offering it, asking for company, and saying yes."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from redbridge.arrival import actions, queries
from redbridge.cards import people as people_cards
from redbridge.kit.errors import Problem
from redbridge.language import names
from redbridge.web.accountforms import Form
from redbridge.web.settling import Words
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.arrival.queries import Company

PLACE, SETTINGS = "/mentors", "/settings/helping"


class WishForm(Form):
    """What a newcomer wishes for."""

    language = forms.ChoiceField(label=gettext_lazy("In which language?"))
    wish = Words(max_length=300, required=False, label=gettext_lazy("What would you like to know?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(names.NAMES.items())  # type: ignore[attr-defined]  # a choice field
        self.fields["language"].error_messages["invalid_choice"] = _("Choose a language from the list.")


class HelpForm(Form):
    """What a local offers."""

    is_helping = forms.BooleanField(required=False, label=gettext_lazy("I help newcomers"))
    is_mentor = forms.BooleanField(required=False, label=gettext_lazy("I keep newcomers company as a mentor"))
    languages = forms.MultipleChoiceField(required=False, label=gettext_lazy("In these languages"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = list(names.NAMES.items())  # type: ignore[attr-defined]  # a choice field
        self.fields["languages"].error_messages["invalid_choice"] = _("Choose a language from the list.")


@never_cache
@signed_in
def mentors(request: HttpRequest, person: "Person") -> HttpResponse:
    """For newcomers: ask, wait, and whom they have. For mentors: who asks, and whom they keep company."""
    initial = {"language": next(iter([*person.writes, *person.reads]), "en")}
    form = WishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_mentor(person, **form.cleaned_data)
            return see_other(PLACE)
        except Problem as problem:
            form.add_problem(problem)
    company = queries.company_of(person)
    asking, kept = queries.asking_for_company(person), queries.kept_company_by(person)
    context = {
        "form": form,
        "company": _with_people([company] if company else []),
        "asking": _with_people(asking),
        "kept": _with_people(kept),
        "is_mentor": queries.is_mentor(person),
        "is_adult": person.age_band == "adult",
    }
    return whole_page(request, "settling/mentors.html", context, status=422 if form.errors else 200)


def _with_people(rows: "list[Company]") -> "list[tuple[Company, people_cards.PersonCard | None]]":
    """Each with the other person, None while there is nobody."""
    found = people_cards.cards([row.other_id for row in rows if row.other_id])
    return [(row, found.get(row.other_id)) for row in rows if not row.other_id or row.other_id in found]


@require_POST
@signed_in
def accept(request: HttpRequest, person: "Person", mentoring_id: int) -> HttpResponse:
    """Say yes to somebody."""
    actions.accept_mentoring(person, mentoring_id=mentoring_id)
    messages.success(request, _("You keep them company from now on. Say hello under one of their notes."))
    return see_other(PLACE)


@require_POST
@signed_in
def end(request: HttpRequest, person: "Person", mentoring_id: int) -> HttpResponse:
    """End it, or take a wish back."""
    actions.end_mentoring(person, mentoring_id=mentoring_id)
    messages.success(request, _("That is over now."))
    return see_other(PLACE)


@never_cache
@signed_in
def helping(request: HttpRequest, person: "Person") -> HttpResponse:
    """Whether one helps, in which languages, and how far the badge is."""
    row = queries.helping_of(person)
    is_on = row is not None and row.ended_at is None
    languages = row.languages if row else [*person.writes]
    initial = {"is_helping": is_on, "is_mentor": bool(row and row.is_mentor), "languages": languages}
    form = HelpForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _offer(person, form.cleaned_data)
            messages.success(request, _("Saved."))
            return see_other(SETTINGS)
        except Problem as problem:
            form.add_problem(problem)
    context = {"form": form, "row": row if is_on else None, "badge_from": queries.BADGE_FROM, "place": "helping"}
    context["is_adult"] = person.age_band == "adult"
    return whole_page(request, "settings/helping.html", context, status=422 if form.errors else 200)


def _offer(person: "Person", data: dict[str, Any]) -> None:
    if not data["is_helping"]:
        actions.stop_helping(person)
        return
    actions.offer_help(person, is_mentor=data["is_mentor"], languages=data["languages"])


urlpatterns = [
    path("mentors", mentors, name="mentors"),
    path("mentors/<int:mentoring_id>/accept", accept, name="accept-mentoring"),
    path("mentors/<int:mentoring_id>/end", end, name="end-mentoring"),
    path("settings/helping", helping, name="helping"),
]
