"""Taking everything along, saying where one lives now, and leaving for good."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as people
from redbridge.accounts.passwords import LONGEST as LONGEST_PASSWORD
from redbridge.kit.errors import Problem
from redbridge.privacy import actions, queries
from redbridge.web.accountforms import Form
from redbridge.web.ranges import file_response
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PARTS = {
    "notes": (gettext_lazy("Notes, drafts and comments"), gettext_lazy("as data that another Redbridge can import")),
    "media": (gettext_lazy("Pictures and videos"), gettext_lazy("in the largest size that is kept")),
    "pages": (gettext_lazy("Pages to read"), gettext_lazy("they open in any browser, without a network")),
    "lists": (gettext_lazy("People and saved notes"), gettext_lazy("as tables that Mastodon imports")),
    "mastodon": (gettext_lazy("A Mastodon archive"), gettext_lazy("for programs that read one")),
    "data": (gettext_lazy("Everything else"), gettext_lazy("settings, consents, sign-ins, decisions, taste")),
}
DOING = {
    "media": gettext_lazy("Packing pictures and videos"),
    "notes": gettext_lazy("Packing notes"),
    "data": gettext_lazy("Packing everything else"),
    "lists": gettext_lazy("Packing people"),
    "mastodon": gettext_lazy("Packing for Mastodon"),
    "pages": gettext_lazy("Drawing pages"),
}
WHY_NOT = {
    "room": gettext_lazy("There is too little room on the server at the moment. Ask again in a few days."),
    "broken": gettext_lazy(
        "Something went wrong on our side. Ask again; if it goes wrong twice, tell whoever runs this place."
    ),
}


class ArchiveForm(Form):
    """Which parts of an archive somebody wants."""

    parts = forms.MultipleChoiceField(choices=[(part, part) for part in PARTS], label=gettext_lazy("What goes in"))
    password = forms.CharField(max_length=LONGEST_PASSWORD, strip=False, label=gettext_lazy("Your password"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].error_messages["required"] = _("Choose at least one part.")


class ForwardingForm(Form):
    """Where somebody lives now."""

    address = forms.CharField(max_length=500, label=gettext_lazy("Your new address"))
    said = forms.CharField(max_length=1000, required=False, label=gettext_lazy("A sentence, if you like"))


class FarewellForm(Form):
    """The password, and whether the name goes on to say where its bearer lives."""

    password = forms.CharField(max_length=LONGEST_PASSWORD, strip=False, label=gettext_lazy("Your password"))
    signpost = forms.BooleanField(required=False, label=gettext_lazy("Let my name say for a year where I live now"))


@never_cache
@sensitive_post_parameters("password")
@signed_in
def archive(request: HttpRequest, person: "Person") -> HttpResponse:
    """Ask for everything, see how far it is, take it."""
    form = ArchiveForm(request.POST or None, initial={"parts": list(PARTS)})
    if request.method == "POST" and form.is_valid():
        try:
            accounts.check_password(people.sign_in_of(person), password=form.cleaned_data["password"])
            actions.ask_archive(person, parts=form.cleaned_data["parts"])
            return see_other("/settings/archive")
        except Problem as problem:
            form.add_problem(problem)
    context = {"form": form, "parts": PARTS.items(), "place": "archive", **_archives(person)}
    if request.headers.get("X-Part") == "archives":
        part = render(request, "leaving/_archives.html", context)
        if not context["running"]:
            part.headers["HX-Refresh"] = "true"  # it is done: the rest of the page says something else now
        return part
    return whole_page(request, "leaving/archive.html", context, status=422 if request.method == "POST" else 200)


def _archives(person: "Person") -> dict[str, Any]:
    found = queries.own_archives(person)
    running = next((each for each in found if each.state in {"asked", "working"}), None)
    return {
        "running": running,
        "doing": DOING.get(running.doing, "") if running else "",
        "ready": [each for each in found if each.state == "ready"],
        "past": [(each, WHY_NOT.get(each.problem, "")) for each in found if each.state in {"gone", "failed"}],
        "left": queries.archives_left(person),
    }


@require_POST
@signed_in
def drop(request: HttpRequest, person: "Person", departure_id: int) -> HttpResponse:
    """Stop making an archive, or delete it."""
    actions.drop_archive(person, departure_id=departure_id)
    return see_other("/settings/archive")


@never_cache
@require_safe
@signed_in
def download(request: HttpRequest, person: "Person", departure_id: int, secret: str) -> HttpResponse:
    """The file, whole or from where a download broke off."""
    file = queries.archive_file(person, departure_id=departure_id, secret=secret)
    response = file_response(request, file, content_type="application/zip", to_end=True)
    day = queries.own_archive(person, departure_id=departure_id).asked_at
    response.headers["Content-Disposition"] = f'attachment; filename="redbridge-{person.handle}-{day:%Y-%m-%d}.zip"'
    return cast("HttpResponse", response)


@never_cache
@sensitive_post_parameters("password")
@signed_in
def leave(request: HttpRequest, person: "Person") -> HttpResponse:
    """Everything around leaving on one page."""
    step = request.POST.get("step", "")
    home = queries.new_home_of(person)
    usual = {"address": home.address, "said": home.said} if home else {}
    context: dict[str, Any] = {
        "home": home,
        "home_form": ForwardingForm(request.POST if step == "home" else None, initial=usual),
        "close_form": FarewellForm(request.POST if step == "close" else None),
        "days": queries.grace().days,
        "place": "leave",
    }
    form = {"home": "home_form", "close": "close_form"}.get(step, "")
    if step == "stay" or (form and context[form].is_valid()):
        try:
            return _step(request, person, step, context[form].cleaned_data if form else {})
        except Problem as problem:
            context[form].add_problem(problem)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return whole_page(request, "leaving/leave.html", context, status=status)


def _step(request: HttpRequest, person: "Person", step: str, data: dict[str, Any]) -> HttpResponse:
    if step == "home":
        actions.set_forwarding(person, address=data["address"], said=data["said"])
        messages.success(request, _("Your profile says where you live now."))
    elif step == "stay":
        actions.end_forwarding(person)
        messages.success(request, _("Your profile no longer sends anybody elsewhere."))
    else:
        row = actions.ask_farewell(person, password=data["password"], keeps_signpost=data["signpost"])
        day = date_format(timezone.localtime(row.due_at), "DATE_FORMAT")
        said = _("You are hidden from everybody now. Sign in until %(day)s to come back.") % {"day": day}
        messages.success(request, said)
        return see_other("/")
    return see_other("/settings/leave")


urlpatterns = [
    path("settings/archive", archive, name="settings_archive"),
    path("settings/archive/<int:departure_id>/drop", drop, name="drop_archive"),
    path("settings/archive/<int:departure_id>-<str:secret>.zip", download, name="archive_file"),
    path("settings/leave", leave, name="settings_leave"),
]
