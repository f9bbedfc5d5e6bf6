"""What to be told of, where and when; devices that are notified; and the link at the end of each digest."""

from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from redbridge.accounts import queries as accounts
from redbridge.kit.errors import Problem
from redbridge.notifications import actions, queries, vapid
from redbridge.notifications.kinds import MAILS, Choice, topics
from redbridge.notifications.quiet import zone_names, zone_of
from redbridge.web.accountforms import Form
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

HOUR = 60
PAGE = "/settings/notifications"


class ChoicesForm(Form):
    """A line of three fields for each topic, and when to be left alone."""

    shows_details = forms.BooleanField(required=False, label=gettext_lazy("Show what somebody wrote"))
    is_quiet = forms.BooleanField(required=False, label=gettext_lazy("Quiet hours"))
    quiet_from = forms.TimeField(required=False, label=gettext_lazy("From"))
    quiet_to = forms.TimeField(required=False, label=gettext_lazy("Until"))
    time_zone = forms.ChoiceField(required=False, label=gettext_lazy("Your time zone"))

    def __init__(self, *args: Any, can_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._can_mail = can_mail
        zones = [(name, name.replace("_", " ")) for name in zone_names()]
        self.fields["time_zone"].choices = [("", _("Not said")), *zones]  # type: ignore[attr-defined]  # a choice field
        for topic in topics():
            for place in ("inbox", "push"):
                self.fields[f"{place}-{topic}"] = forms.BooleanField(required=False)
            self.fields[f"mail-{topic}"] = forms.ChoiceField(required=False, choices=MAILS)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What the page shows of each topic."""
        return [
            {"topic": topic, "line": line, **{place: self[f"{place}-{topic}"] for place in ("inbox", "push", "mail")}}
            for topic, line in topics().items()
        ]

    def save(self, person: "Person") -> None:
        """Take everything over; how often something comes by mail stays where no mail is sent."""
        data, before = self.cleaned_data, queries.chosen(person.id)
        chosen = {
            topic: Choice(
                inbox=data[f"inbox-{topic}"],
                push=data[f"push-{topic}"],
                mail=data[f"mail-{topic}"] or before.of(topic).mail,
            )
            for topic in topics()
        }
        actions.choose(
            person,
            topics=chosen,
            shows_details=data["shows_details"],
            time_zone=data["time_zone"],
            quiet_from=_minutes(data["quiet_from"]) if data["is_quiet"] else None,
            quiet_to=_minutes(data["quiet_to"]) if data["is_quiet"] else None,
        )


@never_cache
@signed_in
def choices(request: HttpRequest, person: "Person") -> HttpResponse:
    """A table of topics and places, quiet hours, and the devices that are notified."""
    address = accounts.email_of(accounts.sign_in_of(person))
    can_mail = settings.CAN_MAIL and bool(address)
    form = ChoicesForm(request.POST or None, initial=_initial(person), can_mail=can_mail)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(person)
            messages.success(request, _("Saved."))
            return see_other(PAGE)
        except Problem as problem:
            form.add_problem(problem)
    context = {
        "form": form,
        "place": "notifications",
        "can_mail": can_mail,
        "address": address,
        "key": vapid.public_key(),
    }
    context |= {"site_mails": settings.CAN_MAIL, **_now(request, person)}
    return whole_page(request, "settings/notifications.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@signed_in
def pause(request: HttpRequest, person: "Person") -> HttpResponse:
    """Hold everything back for a while, or no longer."""
    actions.pause(person, until=request.POST.get("until", ""))
    return see_other(PAGE)


@require_POST
@signed_in
def push_on(request: HttpRequest, person: "Person") -> HttpResponse:
    """Notify this browser from now on; what it sends comes from its own push service."""
    expires = request.POST.get("expires", "")
    actions.subscribe(
        person,
        session_key=request.session.session_key,
        endpoint=request.POST.get("endpoint", ""),
        public_key=request.POST.get("key", ""),
        secret=request.POST.get("secret", ""),
        expires=int(expires) if expires.isascii() and expires.isdecimal() and len(expires) < 16 else None,  # noqa: PLR2004 - the year 33658
    )
    messages.success(request, _("This device tells you from now on."))
    return see_other(PAGE)


@require_POST
@signed_in
def push_off(request: HttpRequest, person: "Person") -> HttpResponse:
    """Notify this browser no longer."""
    actions.unsubscribe(person, session_key=request.session.session_key)
    messages.success(request, _("This device is not notified any more."))
    return see_other(PAGE)


@csrf_exempt  # mail programs send it for people, without a session: the signed link is what counts
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The link in each digest: it asks, and a POST, which mail programs send by themselves, stops them."""
    is_done = request.POST.get("List-Unsubscribe") == "One-Click"
    person_id = queries.person_of_stop_token(token)
    if is_done:
        actions.stop_mail(person_id=person_id)
    return render(request, "settings/unsubscribe.html", {"token": token, "is_done": is_done})


def _initial(person: "Person") -> dict[str, Any]:
    chosen, row = queries.chosen(person.id), queries.choices_of(person.id)
    found: dict[str, Any] = {
        "shows_details": row.shows_details,
        "time_zone": row.time_zone,
        "is_quiet": row.quiet_from is not None,
        "quiet_from": _clock(row.quiet_from, 22 * HOUR),
        "quiet_to": _clock(row.quiet_to, 8 * HOUR),
    }
    for topic in topics():
        choice = chosen.of(topic)
        found |= {f"inbox-{topic}": choice.inbox, f"push-{topic}": choice.push, f"mail-{topic}": choice.mail}
    return found


def _now(request: HttpRequest, person: "Person") -> dict[str, Any]:
    """What holds at the moment: a pause, and who is notified."""
    row = queries.choices_of(person.id)
    is_paused = row.paused_until is not None and row.paused_until > timezone.now()
    zone = zone_of(row.time_zone)
    return {
        "paused_until": row.paused_until.astimezone(zone).replace(tzinfo=None)
        if is_paused and row.paused_until
        else None,
        "pushes_here": queries.is_pushed_to(person, session_key=request.session.session_key),
        "device_count": queries.device_count(person),
    }


def _minutes(moment: time | None) -> int | None:
    return moment.hour * HOUR + moment.minute if moment else None


def _clock(minute: int | None, usual: int) -> time:
    minute = usual if minute is None else minute
    return time(minute // HOUR, minute % HOUR)


urlpatterns = [
    path("settings/notifications", choices, name="settings_notifications"),
    path("settings/notifications/pause", pause, name="pause_notifications"),
    path("settings/notifications/push", push_on, name="push_on"),
    path("settings/notifications/push/off", push_off, name="push_off"),
    path("unsubscribe/<str:token>", unsubscribe, name="unsubscribe"),
]
