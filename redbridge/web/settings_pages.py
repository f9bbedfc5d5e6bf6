"""Settings: profile, preferences, people one does not want to see, and the account itself."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from redbridge.accounts import actions, queries
from redbridge.accounts.actions import PLATFORMS
from redbridge.accounts.words import MOST_LINKS
from redbridge.arrival import queries as arrival
from redbridge.cards import people as cards
from redbridge.follows import actions as ties
from redbridge.follows import queries as follows
from redbridge.kit.errors import NotFound, Problem
from redbridge.language import names
from redbridge.language.detection import told
from redbridge.media import actions as media
from redbridge.media import queries as pictures
from redbridge.web.accountforms import CodeForm, EmailForm, LanguagesForm
from redbridge.web.shell import SAVER_COOKIE, SHORTCUTS_COOKIE
from redbridge.web.viewers import back, see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

LOOK_SECONDS = 60 * 60 * 24 * 365


class ProfileForm(LanguagesForm):
    """What others see of somebody."""

    name = forms.CharField(max_length=200, label=gettext_lazy("Name"))
    bio = forms.CharField(max_length=2000, required=False, label=gettext_lazy("About you"))
    bio_language = forms.ChoiceField(required=False, label=gettext_lazy("Written in"))
    from_place = forms.CharField(max_length=200, required=False, label=gettext_lazy("Where you come from"))
    from_platform = forms.ChoiceField(required=False, label=gettext_lazy("Where you were before"))
    is_private = forms.BooleanField(required=False, label=gettext_lazy("Private account"))
    portrait = forms.FileField(required=False, label=gettext_lazy("Portrait"))
    cover = forms.FileField(required=False, label=gettext_lazy("Cover"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_platform"].choices = platform_choices()  # type: ignore[attr-defined]  # a choice field
        self.fields["bio_language"].choices = [("", ""), *names.NAMES.items()]  # type: ignore[attr-defined]  # the same
        self.fields["name"].error_messages["required"] = _("A name needs at least one letter, digit or sign.")
        for name in ("portrait", "cover"):
            self.fields[name].error_messages["empty"] = _("This file is empty.")


class PreferencesForm(forms.Form):
    """What somebody chose for their own eyes."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, label=gettext_lazy("Language of the site"))
    theme = forms.ChoiceField(
        choices=[
            ("system", gettext_lazy("As my device")),
            ("light", gettext_lazy("Light")),
            ("dark", gettext_lazy("Dark")),
        ],
        label=gettext_lazy("Theme"),
    )
    data_saver = forms.BooleanField(required=False, label=gettext_lazy("Save data: smaller pictures"))
    shortcuts = forms.BooleanField(required=False, label=gettext_lazy("Keyboard shortcuts"))
    likes_are_public = forms.BooleanField(required=False, label=gettext_lazy("Others may see what I like"))


@signed_in
def profile(request: HttpRequest, person: "Person") -> HttpResponse:
    """What others see."""
    form = ProfileForm(request.POST or None, request.FILES or None, initial=_shown(person))
    if request.method == "POST" and form.is_valid():
        try:
            _save_profile(person, form.cleaned_data, request.POST.getlist("links")[: MOST_LINKS + 5])
            messages.success(request, _("Your profile is saved."))
            return see_other("/settings/profile")
        except Problem as problem:
            form.add_problem(problem)
    links = request.POST.getlist("links") if request.method == "POST" else person.links
    context = {"form": form, "links": _padded(links), "place": "profile", **_own_pictures(person)}
    return render(request, "settings/profile.html", context, status=422 if request.method == "POST" else 200)


def _save_profile(person: "Person", data: dict[str, Any], links: list[str]) -> None:
    was_private = person.is_private
    actions.update_profile(
        person,
        name=data["name"],
        bio=data["bio"],
        bio_language=data["bio_language"] or told(data["bio"], data["writes"]),
        links=links,
        reads=data["reads"],
        writes=data["writes"],
        learns=data["learns"],
        from_place=data["from_place"],
        from_platform=data["from_platform"],
        is_private=data["is_private"],
    )
    if was_private and not data["is_private"]:
        ties.accept_all_requests(person)
    save_pictures(person, data)


def save_pictures(person: "Person", data: dict[str, Any]) -> None:
    """Take a new portrait and cover over, if any came with the form."""
    for field, show in (("portrait", media.set_portrait), ("cover", media.set_cover)):
        if data.get(field):
            try:
                show(person, picture_id=media.upload_picture(person, source=data[field]).id)
            except Problem as problem:
                problem.field = field
                raise


@require_POST
@signed_in
def remove_picture(request: HttpRequest, person: "Person", which: str) -> HttpResponse:
    """Take the portrait or the cover away."""
    remove = {"portrait": media.set_portrait, "cover": media.set_cover}.get(which)
    if remove is None:
        raise NotFound
    remove(person, picture_id=None)
    return see_other("/settings/profile")


def _shown(person: "Person") -> dict[str, Any]:
    fields = ("name", "bio", "from_place", "from_platform", "is_private", "reads", "writes", "learns")
    detected = told(person.bio, person.writes)
    return {
        **{field: getattr(person, field) for field in fields},
        "bio_language": person.bio_language if person.bio_language != detected else "",
        "bio_detected": detected,
    }


def _own_pictures(person: "Person") -> dict[str, Any]:
    cover = pictures.covers_of([person.id]).get(person.id)
    return {
        "me": cards.cards([person.id]).get(person.id),
        "has_portrait": person.id in pictures.portraits_of([person.id]),
        "cover_address": pictures.address(cover, 1080) if cover else "",
    }


def platform_choices() -> list[tuple[str, str]]:
    """Where people may have been before."""
    return [("", _("Nowhere in particular")), *((name, name) for name in PLATFORMS)]


def _padded(links: Iterable[str]) -> list[str]:
    found = list(links)[:MOST_LINKS]
    return found + [""] * (MOST_LINKS - len(found))


@signed_in
def preferences(request: HttpRequest, person: "Person") -> HttpResponse:
    """For one's own eyes."""
    chosen = queries.preferences_of(person)
    initial = {field: getattr(chosen, field) for field in PreferencesForm.base_fields}
    form = PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.set_preferences(person, **data)
        with translation.override(data["language"]):
            messages.success(request, _("Saved."))
        response = see_other("/settings/preferences")
        keep_language(response, data["language"])
        keep_looks(response, theme=data["theme"], shortcuts=data["shortcuts"], data_saver=data["data_saver"])
        return response
    context = {"form": form, "place": "preferences"}
    return render(request, "settings/preferences.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the site, by a button in that language."""
    code = request.POST.get("language", "")
    response = back(request)
    if code in dict(settings.LANGUAGES):
        keep_language(response, code)
        if viewer := viewer_of(request):
            actions.choose_language(viewer, language=code)
    return response


def keep_looks(response: HttpResponse, *, theme: str, shortcuts: bool, data_saver: bool) -> None:
    """Remember in this browser how somebody likes the pages."""
    unusual = (SHORTCUTS_COOKIE, "" if shortcuts else "off"), (SAVER_COOKIE, "on" if data_saver else "")
    for name, value in (("theme", theme), *unusual):
        if value:
            response.set_cookie(name, value, max_age=LOOK_SECONDS, secure=settings.SECURE, samesite="Lax")
        else:
            response.delete_cookie(name, samesite="Lax")


def keep_language(response: HttpResponse, code: str) -> None:
    """Remember the language of the site in this browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SECURE,
        samesite="Lax",
    )


@require_safe
@signed_in
def blocked(request: HttpRequest, person: "Person") -> HttpResponse:
    """People whom one blocked or muted."""
    lists = []
    for kind, query in (("block", follows.blocked_by), ("mute", follows.muted_by)):
        page = query(person, after=request.GET.get(kind, ""))
        quiet = arrival.quietly_apart(person, person_ids=page.person_ids)
        found = cards.cards(set(page.person_ids) - quiet)
        lists.append((kind, [found[each] for each in page.person_ids if each in found], page.after))
    return render(request, "settings/blocked.html", {"lists": lists, "place": "blocked"})


@never_cache
@sensitive_post_parameters("password", "code")
@signed_in
def account(request: HttpRequest, person: "Person") -> HttpResponse:
    """The mail address, and the ways out."""
    sign_in = queries.sign_in_of(person)
    step = request.POST.get("step", "")
    context: dict[str, Any] = {
        "handle": sign_in.username,
        "email": queries.email_of(sign_in),
        "waiting": queries.waiting_email(sign_in),
        "can_mail": settings.CAN_MAIL,
        "mail_form": EmailForm(request.POST if step == "mail" else None),
        "code_form": CodeForm(request.POST if step == "code" else None),
        "place": "account",
    }
    form = {"mail": "mail_form", "code": "code_form"}.get(step, "")
    if form and context[form].is_valid():
        try:
            return _account_step(request, person, step, context[form].cleaned_data)
        except Problem as problem:
            context[form].add_problem(problem)
    return render(request, "settings/account.html", context, status=422 if request.method == "POST" else 200)


def _account_step(request: HttpRequest, person: "Person", step: str, data: dict[str, Any]) -> HttpResponse:
    sign_in = queries.sign_in_of(person)
    if step == "mail":
        actions.check_password(sign_in, password=data["password"])
        actions.ask_email_code(sign_in, email=data["email"], language=queries.preferences_of(person).language)
    else:
        actions.confirm_email(sign_in, code=data["code"])
        messages.success(request, _("Your mail address is confirmed."))
    return see_other("/settings/account")


urlpatterns = [
    path("language", language, name="language"),
    path("settings", lambda _request: see_other("/settings/profile"), name="settings"),
    path("settings/profile", profile, name="settings_profile"),
    path("settings/profile/<str:which>/remove", remove_picture, name="remove_profile_picture"),
    path("settings/preferences", preferences, name="settings_preferences"),
    path("settings/blocked", blocked, name="settings_blocked"),
    path("settings/account", account, name="settings_account"),
]
