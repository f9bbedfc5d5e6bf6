"""How somebody reads what others wrote in other languages: kept with their account and in their browser."""

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from redbridge.language import actions, names, queries, wishes
from redbridge.language.tags import tag_of
from redbridge.web.shell import whole_page
from redbridge.web.translated import COOKIE, wish_of
from redbridge.web.viewers import back, see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PLACE = "/settings/reading"
YEAR = 60 * 60 * 24 * 365
USUAL = ("zh-Hans", "zh-Hant", "en", "es", "fr", "ja", "ko")  # stand before the others
CHOICES = (
    ("never", pgettext_lazy("translate a language", "Never")),
    ("ask", pgettext_lazy("translate a language", "When I ask")),
    ("always", pgettext_lazy("translate a language", "Always")),
)
READINGS = (
    ("none", gettext_lazy("No word")),
    ("unknown", gettext_lazy("Words I do not know yet")),
    ("all", gettext_lazy("Every word")),
)
UNITS = (
    ("", gettext_lazy("As usual in my language")),
    ("metric", gettext_lazy("Metric: g, cm, °C")),
    ("us", gettext_lazy("United States: cups, in, °F")),
)
SYSTEMS = ("EU", "US", "UK", "CN", "JP")
SIZES = (("", gettext_lazy("As usual in my language")), *((name, name) for name in SYSTEMS))
CURRENCIES = ("USD", "EUR", "CNY", "JPY", "KRW", "GBP", "TWD", "HKD", "MXN", "CAD", "AUD", "SGD", "CHF")
OWN = ("readings", "units", "sizes", "currency", "outside", "outside_followers")  # of people with an account


class ReadingForm(forms.Form):
    """Into which language; with an account also how words, measures and prices are shown, and what may leave."""

    into = forms.ChoiceField(required=False, label=gettext_lazy("Translate into"))
    readings = forms.ChoiceField(choices=READINGS, required=False, label=gettext_lazy("How words sound, above them"))
    units = forms.ChoiceField(choices=UNITS, required=False, label=gettext_lazy("Measures"))
    sizes = forms.ChoiceField(choices=SIZES, required=False, label=gettext_lazy("Clothes and shoes"))
    currency = forms.ChoiceField(required=False, label=gettext_lazy("Prices"))
    outside = forms.BooleanField(
        required=False, label=gettext_lazy("Services elsewhere may translate what I show everybody")
    )
    outside_followers = forms.BooleanField(
        required=False, label=gettext_lazy("They may translate what I show my followers, too")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as they come
        same = _("The language of the site")
        self.fields["into"].choices = [("", same), *names.NAMES.items()]  # type: ignore[attr-defined]  # a choice field
        plain = _("As usual in my language")
        self.fields["currency"].choices = [("", plain), *((each, each) for each in CURRENCIES)]  # type: ignore[attr-defined]


@never_cache
def reading(request: HttpRequest) -> HttpResponse:
    """The page; without an account what is chosen stays in the browser."""
    viewer = viewer_of(request)
    form = ReadingForm(request.POST or None, initial=_kept(request, viewer))
    if request.method == "POST" and form.is_valid():
        response = see_other(PLACE)
        chosen = _chosen(request)
        if viewer:
            _keep(viewer, form.cleaned_data, chosen)
        keep_reading(response, form.cleaned_data["into"], chosen)
        messages.success(request, _("Saved."))
        return response
    wish = wish_of(request)
    usual = [*dict.fromkeys([*(language for language, _choice in wish.chosen), *USUAL])]
    rows = [(language, name, wish.choice(language)) for language, name in names.NAMES.items()]
    rows = [row for row in rows if row[0] != wish.into]
    context = {
        "form": form,
        "usual": sorted((row for row in rows if row[0] in usual), key=lambda row: usual.index(row[0])),
        "others": [row for row in rows if row[0] not in usual],
        "choices": CHOICES,
        "place": "reading",
        "viewer": viewer,
    }
    return whole_page(request, "settings/reading.html", context, status=422 if request.method == "POST" else 200)


def _kept(request: HttpRequest, viewer: "Person | None") -> dict[str, object]:
    if viewer is None:
        return {"into": wishes.read_cookie(request.COOKIES.get(COOKIE, ""))[0]}
    habits = queries.habits(viewer)
    return {name: getattr(habits, name) for name in ("into", *OWN)}


def _chosen(request: HttpRequest) -> dict[str, str]:
    """What was chosen for each language, where that is not what happens anyway."""
    wish = wish_of(request)
    usual = wishes.make(into=wish.into, reads=wish.reads, chosen={})
    sent = {language: request.POST.get(f"choice-{language}", "") for language in names.NAMES}
    return {
        language: choice
        for language, choice in sent.items()
        if choice in wishes.CHOICES and choice != usual.choice(language)
    }


def _keep(person: "Person", data: dict[str, object], chosen: dict[str, str]) -> None:
    before = dict(queries.wish(person, interface="").chosen)
    for language in sorted(set(before) | set(chosen)):
        if before.get(language) != chosen.get(language):
            actions.set_choice(person, language=language, choice=chosen.get(language, ""))
    readings = data["readings"] or "unknown"
    actions.set_habits(person, **{name: data[name] for name in ("into", *OWN)} | {"readings": readings})


@require_POST
@signed_in
def choice(request: HttpRequest, person: "Person") -> HttpResponse:
    """From the menu of a translation: what happens to its language from now on, `zh-Hans:always`."""
    language, _colon, what = request.POST.get("choice", "").partition(":")
    actions.set_choice(person, language=language, choice=what)
    response = back(request)
    mirror(response, person)
    name = names.own_name(tag_of(language))
    if what == "always":
        messages.success(request, _("From now on %(language)s is translated at once.") % {"language": name})
    else:
        messages.success(request, _("%(language)s stays as it is.") % {"language": name})
    return response


def mirror(response: HttpResponse, person: "Person") -> None:
    """Let this browser know what is kept with the account."""
    wish = queries.wish(person, interface="und")
    keep_reading(response, "" if wish.into == names.UNKNOWN else wish.into, dict(wish.chosen))


def keep_reading(response: HttpResponse, into: str, chosen: dict[str, str]) -> None:
    """Remember in this browser, so that no page has to look it up."""
    value = wishes.write_cookie(into, chosen)
    if value:
        response.set_cookie(COOKIE, value, max_age=YEAR, secure=settings.SECURE, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")


urlpatterns = [
    path("settings/reading", reading, name="settings-reading"),
    path("settings/reading/choice", choice, name="reading-choice"),
]
