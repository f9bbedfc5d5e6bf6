"""The first week: a few steps that may all be skipped, the norms card by card, and the taste that one brought."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from redbridge.arrival import actions, queries
from redbridge.cards import people as people_cards
from redbridge.feed import queries as feed
from redbridge.feed.topics import TOPICS
from redbridge.follows import queries as follows
from redbridge.kit.errors import Problem
from redbridge.language import names
from redbridge.notes import queries as notes
from redbridge.trust.norms import NORMS
from redbridge.web import skeleton
from redbridge.web.accountforms import Form
from redbridge.web.cardbytes import open_cards
from redbridge.web.shell import saves_data, whole_page
from redbridge.web.translated import wish_of
from redbridge.web.viewers import back, number_in, see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PLACE = "/first-week"
AWAY_COOKIE = "first-week"
COOKIE_SECONDS = 60 * 60 * 24 * 30
SHOWN_TOPICS = 12
BRIDGES = 3
LONGEST = 60


class Words(forms.CharField):
    """Words that an action tidies: what nobody can see is dropped, and no mistake of theirs."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        self.validators = [each for each in self.validators if not isinstance(each, ProhibitNullCharactersValidator)]


class TasteForm(Form):
    """What somebody keeps of what was read, and adds to it."""

    topics = forms.MultipleChoiceField(required=False, label=gettext_lazy("Topics"))
    languages = forms.MultipleChoiceField(required=False, label=gettext_lazy("Languages I read"))
    muted = Words(max_length=8_000, required=False, label=gettext_lazy("Words you do not want to meet"))
    collections = forms.MultipleChoiceField(required=False, label=gettext_lazy("Collections"))

    def __init__(self, *args: Any, collections: "tuple[str, ...]" = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "topics": [(topic.slug, str(topic.label)) for topic in TOPICS.values()],
            "languages": list(names.NAMES.items()),
            "collections": [(name, name) for name in collections],
        }
        for field, found in choices.items():
            self.fields[field].choices = found  # type: ignore[attr-defined]  # a choice field
            self.fields[field].error_messages["invalid_choice"] = _("Choose from what is shown.")


@never_cache
@signed_in
@require_safe
def first_week(request: HttpRequest, person: "Person") -> HttpResponse:
    """Every step with what it needs at hand."""
    week = queries.first_week(person)
    near, far = queries.people_to_meet(person)
    found, relations = people_cards.cards([*near, *far]), follows.relations(person, person_ids=[*near, *far])
    ids = feed.from_other_side(person, limit=BRIDGES)
    context = {
        "week": week,
        "viewer": person,
        "near": [(found[each], relations[each]) for each in near if each in found],
        "far": [(found[each], relations[each]) for each in far if each in found],
        "bridges": open_cards(person, wish=wish_of(request), ids=ids, small=saves_data(request)),
        "taste": queries.taste_of(person),
        "company": queries.company_of(person),
        "is_adult": person.age_band == "adult",
    }
    return whole_page(request, "settling/first_week.html", context)


@never_cache
@signed_in
@require_safe
def card(request: HttpRequest, person: "Person") -> HttpResponse:
    """The small card on Explore as it stands now; empty once it is put away or everything is done."""
    week = queries.first_week(person)
    if week.is_put_away or not week.next:
        return HttpResponse("")
    return whole_page(request, "settling/_card.html", {"week": week})


@require_POST
@signed_in
def step(request: HttpRequest, person: "Person") -> HttpResponse:
    """Skip a step, or take that back."""
    name = request.POST.get("step", "")
    (actions.open_step if request.POST.get("do") == "open" else actions.skip_step)(person, step=name)
    return see_other(f"{PLACE}#{name}")


@require_POST
@signed_in
def skip_all(request: HttpRequest, person: "Person") -> HttpResponse:
    """Leave the first week out as a whole."""
    actions.skip_first_week(person)
    messages.success(request, _("Skipped. The topic New here leads back to it if you change your mind."))
    return _without_card(see_other("/"))


@require_POST
@signed_in
def put_away(request: HttpRequest, person: "Person") -> HttpResponse:
    """No card on Explore any more."""
    actions.put_card_away(person)
    return _without_card(HttpResponse("") if request.headers.get("HX-Request") else back(request))


def _without_card(response: HttpResponse) -> HttpResponse:
    response.set_cookie(AWAY_COOKIE, "off", max_age=COOKIE_SECONDS, samesite="Lax", httponly=True)
    return response


def card_slot(request: HttpRequest, viewer: "Person | None") -> bytes:
    """Where the card goes on Explore: a link that script replaces, so that Explore itself asks nothing for it."""
    if viewer is None or request.COOKIES.get(AWAY_COOKIE) == "off" or not queries.is_new(viewer):
        return b""
    return skeleton.part("settling/_card_slot.html", key="", context=dict)


@never_cache
@signed_in
def norms(request: HttpRequest, person: "Person") -> HttpResponse:
    """One norm a card; whoever has turned the last one has read them."""
    if request.method == "POST":
        actions.read_norms(person)
        messages.success(request, _("Thank you for reading. They stay under Norms."))
        return see_other(f"{PLACE}#norms")
    number = max(1, min(number_in(request, "card") or 1, len(NORMS)))
    context = {"norm": list(NORMS.values())[number - 1], "number": number, "count": len(NORMS)}
    return whole_page(request, "settling/norms.html", context)


@never_cache
@signed_in
def taste(request: HttpRequest, person: "Person") -> HttpResponse:
    """What was read of one's taste, to look over before anything uses it; a good start where nothing was read."""
    found = queries.taste_of(person)
    form = TasteForm(request.POST or None, initial=_initial(person, found), collections=tuple(found.collections))
    if request.method == "POST" and form.is_valid():
        try:
            _settle(person, form.cleaned_data, request.POST.getlist("words"))
        except Problem as problem:
            form.add_problem(problem)
        else:
            messages.success(request, _("Saved. Your Explore begins with this, and you can change it any time."))
            return see_other(PLACE)
    return whole_page(
        request, "settling/taste.html", _taste(request, person, found, form), status=422 if form.errors else 200
    )


def _settle(person: "Person", data: dict[str, Any], words: list[str]) -> None:
    added = data["muted"].replace(",", "\n").replace("，", "\n").replace("、", "\n").splitlines()
    actions.settle_taste(
        person,
        topics=data["topics"],
        languages=data["languages"],
        muted_words=[word for word in (*words, *added) if word.strip()],
        collections=data["collections"],
    )


def _initial(person: "Person", found: "queries.Taste") -> dict[str, Any]:
    topics = feed.interests_of(person) or []
    offered = list(found.topics)[:6] if found.is_new else []
    languages = list(dict.fromkeys([*person.reads, *(found.languages if found.is_new else ())]))
    return {"topics": list(dict.fromkeys([*topics, *offered])), "languages": languages, "collections": []}


def _taste(request: HttpRequest, person: "Person", found: "queries.Taste", form: TasteForm) -> dict[str, Any]:
    """Chips with what was read first; people and notes that come of ids only."""
    ordered = sorted(TOPICS.values(), key=lambda topic: -found.topics.get(topic.slug, 0))
    near, far = queries.people_to_meet(person)
    cards = people_cards.cards([*near, *far])
    relations = follows.relations(person, person_ids=list(cards))
    small = saves_data(request)
    return {
        "taste": found,
        "form": form,
        "viewer": person,
        "first_topics": ordered[:SHOWN_TOPICS],
        "more_topics": ordered[SHOWN_TOPICS:],
        "tags": notes.known_hashtags(found.hashtags),
        "words": request.POST.getlist("words") if request.method == "POST" else found.muted_words,
        "people": [(cards[each], relations[each]) for each in (*near, *far) if each in cards],
        "kept": open_cards(person, wish=wish_of(request), ids=queries.kept_there(person), small=small),
        "alike": open_cards(person, wish=wish_of(request), ids=queries.loved_alike(person), small=small),
        "smallest_group": queries.SMALLEST_GROUP,
    }


@require_POST
@signed_in
def forget(request: HttpRequest, person: "Person") -> HttpResponse:
    """Drop everything that was read about one's taste."""
    actions.forget_taste(person)
    messages.success(request, _("Forgotten. Nothing of what was read is kept."))
    return see_other(f"{PLACE}/taste")


urlpatterns = [
    path("first-week", first_week, name="first-week"),
    path("first-week/card", card, name="first-week-card"),
    path("first-week/step", step, name="first-week-step"),
    path("first-week/skip", skip_all, name="first-week-skip"),
    path("first-week/away", put_away, name="first-week-away"),
    path("first-week/norms", norms, name="first-week-norms"),
    path("first-week/taste", taste, name="taste"),
    path("first-week/taste/forget", forget, name="forget-taste"),
]
