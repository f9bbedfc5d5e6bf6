"""The first run: four steps that may all be skipped, as plain forms, and then back to where one was."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from redbridge.accounts import actions
from redbridge.cards import people as cards
from redbridge.feed import actions as feed
from redbridge.feed import queries as feed_queries
from redbridge.feed.topics import TOPICS
from redbridge.follows import actions as ties
from redbridge.follows import queries as follows
from redbridge.kit.errors import NotFound, Problem
from redbridge.web.accountforms import Form, LanguagesForm
from redbridge.web.settings_pages import platform_choices, save_pictures
from redbridge.web.viewers import safe_path, see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

LAST = 4
MOST_PEOPLE = 12
LONGEST_ID = 20


class LoveForm(Form):
    """Topics."""

    topics = forms.MultipleChoiceField(required=False, label=gettext_lazy("What do you love?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(topic.slug, str(topic.label)) for topic in TOPICS.values()]
        self.fields["topics"].choices = found  # type: ignore[attr-defined]  # a choice field
        self.fields["topics"].error_messages["invalid_choice"] = _("Choose from the topics shown.")


class AboutForm(Form):
    """Where from, name and portrait."""

    name = forms.CharField(max_length=200, required=False, label=gettext_lazy("Name"))
    from_place = forms.CharField(max_length=200, required=False, label=gettext_lazy("Where you come from"))
    from_platform = forms.ChoiceField(required=False, label=gettext_lazy("Where you were before"))
    portrait = forms.FileField(required=False, label=gettext_lazy("Portrait"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_platform"].choices = platform_choices()  # type: ignore[attr-defined]  # a choice field


class PeopleForm(Form):
    """People to begin with."""

    people = forms.CharField(required=False)

    def clean_people(self) -> list[int]:
        """Ids of people; what is no number is none of ours."""
        asked = self.data.getlist("people")[:MOST_PEOPLE]  # type: ignore[attr-defined]  # a QueryDict
        if not all(each.isascii() and each.isdigit() and len(each) < LONGEST_ID for each in asked):
            raise forms.ValidationError(_("Choose from the people shown."))
        return [int(each) for each in asked]


@never_cache
@signed_in
def welcome(request: HttpRequest, person: "Person", step: int = 1) -> HttpResponse:
    """One step: shown, or taken and the next one shown."""
    if not 1 <= step <= LAST:
        raise NotFound
    form, context = _STEPS[step](request, person)
    if request.method == "POST":
        if "skip" in request.POST:
            return _next(request, person, step)
        if form.is_valid():
            try:
                _take(person, step, form.cleaned_data)
                return _next(request, person, step)
            except Problem as problem:
                form.add_problem(problem)
    context |= {"form": form, "step": step, "last": LAST}
    return render(request, f"welcome/step_{step}.html", context, status=422 if request.method == "POST" else 200)


@signed_in
def skip_all(request: HttpRequest, person: "Person") -> HttpResponse:
    """Straight on to where one was."""
    return _leave(request, person)


def _languages(request: HttpRequest, person: "Person") -> tuple[Form, dict[str, Any]]:
    initial = {"reads": person.reads, "writes": person.writes, "learns": person.learns}
    return LanguagesForm(request.POST or None, initial=initial), {}


def _love(request: HttpRequest, person: "Person") -> tuple[Form, dict[str, Any]]:
    form = LoveForm(request.POST or None, initial={"topics": list(feed_queries.interests_of(person))})
    return form, {"topics": TOPICS.values()}


def _about(request: HttpRequest, person: "Person") -> tuple[Form, dict[str, Any]]:
    initial = {"name": person.name, "from_place": person.from_place, "from_platform": person.from_platform}
    form = AboutForm(request.POST or None, request.FILES or None, initial=initial)
    return form, {"me": cards.cards([person.id]).get(person.id)}


def _people(request: HttpRequest, person: "Person") -> tuple[Form, dict[str, Any]]:
    ids = [each.person_id for each in feed_queries.people_to_follow(person, limit=MOST_PEOPLE)]
    found = cards.cards(ids)
    followed = follows.follows_any(person, ids)
    people = [(found[each], each in followed) for each in ids if each in found]
    return PeopleForm(request.POST or None), {"people": people}


_STEPS = {1: _languages, 2: _love, 3: _about, 4: _people}


def _take(person: "Person", step: int, data: dict[str, Any]) -> None:
    if step == 1:
        actions.update_profile(person, reads=data["reads"], writes=data["writes"], learns=data["learns"])
    elif step == 2:  # noqa: PLR2004 - the second step
        feed.choose_interests(person, topics=data["topics"])
    elif step == 3:  # noqa: PLR2004 - the third step
        name = data["name"].strip() or person.name
        actions.update_profile(person, name=name, from_place=data["from_place"], from_platform=data["from_platform"])
        save_pictures(person, data)
    else:
        for person_id in data["people"]:
            with suppress(NotFound):  # gone since the page was shown
                ties.follow(person, person_id=person_id)


def _next(request: HttpRequest, person: "Person", step: int) -> HttpResponse:
    return see_other(f"/welcome/{step + 1}") if step < LAST else _leave(request, person)


def _leave(request: HttpRequest, person: "Person") -> HttpResponse:
    actions.finish_first_run(person)
    return see_other(safe_path(request, request.session.pop("after_welcome", "/")))


urlpatterns = [
    path("welcome", welcome, name="welcome"),
    path("welcome/<int:step>", welcome, name="welcome_step"),
    path("welcome/skip", skip_all, name="welcome_skip"),
]
