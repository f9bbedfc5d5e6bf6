"""The privacy page and the terms: short, plain, and true for what the site does now."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from redbridge.accounts import queries
from redbridge.accounts.texts import TEXT_VERSIONS
from redbridge.privacy import queries as privacy_queries
from redbridge.regions.rules import get_region

# In the words of the field tags, so that a new purpose or time without a sentence is found by a test.
PURPOSES = {
    "What somebody wrote or made": gettext_lazy("What you write and make: notes, pictures, videos, comments"),
    "What somebody chose or did here": gettext_lazy("What you choose and do: likes, saves, follows, blocks, settings"),
    "Shown on somebody's profile": gettext_lazy("What your profile shows"),
    "Reaches somebody by mail": gettext_lazy("Your mail address, if you gave one"),
    "Lets somebody sign in": gettext_lazy("What lets you sign in: password and second steps"),
    "Protects accounts and the site": gettext_lazy("What protects your account: signed-in browsers, links, tokens"),
    "Keeps the rules for young people": gettext_lazy("Whether you are an adult"),
    "Tells somebody what happened": gettext_lazy("What your inbox tells you"),
    "Reaches a device that somebody asked us to notify": gettext_lazy("Devices that you asked us to notify"),
    "Reasons for decisions and appeals": gettext_lazy("Reports, and what moderators decided"),
    "Keeps a program from doing the same twice": gettext_lazy("What your programs sent last"),
    "Keeps the site running": gettext_lazy("Mail on its way"),
    "Keeps the name of somebody who left from impostors": gettext_lazy("The handle of an account that is gone"),
    "Tells where somebody who left lives now, if they wished so": gettext_lazy(
        "Where you moved, if you asked us to say so"
    ),
    "Technical record": gettext_lazy("Numbers and dates that hold all this together"),
}
TIMES = {
    "Until they delete it": gettext_lazy("until you delete it"),
    "Until they change or undo it": gettext_lazy("until you change or undo it"),
    "Until they change it": gettext_lazy("until you change it"),
    "Until the account ends": gettext_lazy("as long as you have the account"),
    "As long as the row it belongs to": gettext_lazy("as long as what it belongs to"),
    "90 days": gettext_lazy("90 days"),
    "30 days": gettext_lazy("30 days"),
    "24 hours": gettext_lazy("24 hours"),
    "One year": gettext_lazy("one year"),
    "183 days after the decision": gettext_lazy("183 days after the decision"),
    "90 days once it is seen, a year at most": gettext_lazy("90 days once you saw it, a year at most"),
    "Until they turn it off, sign out there, or the device is gone": gettext_lazy(
        "until you turn it off or sign out there"
    ),
}
STAYS = {
    "": gettext_lazy("deleted when you leave"),
    "anonymize": gettext_lazy("emptied when you leave; only what was decided stays, without you"),
    "keep": gettext_lazy("stays for that time after you leave"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is kept."""

    what: str | Promise
    how_long: str | Promise
    is_exported: bool
    afterwards: str | Promise


@cache
def kept_lines() -> tuple[Line, ...]:
    """What is kept about people, in the order of this page."""
    found = {each.purpose: each for each in privacy_queries.data_map()}
    return tuple(
        Line(words, TIMES[found[purpose].retention], found[purpose].is_exported, STAYS[found[purpose].stays])
        for purpose, words in PURPOSES.items()
        if purpose in found
    )


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why and for how long."""
    return _paper(request, "privacy")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """What people and this place agree on."""
    return _paper(request, "terms")


def _paper(request: HttpRequest, name: str) -> HttpResponse:
    site = queries.site()
    context = {
        "version": TEXT_VERSIONS[name],
        "contact": site.contact,
        "minimum_age": get_region(site.region).minimum_age,
        "can_mail": settings.CAN_MAIL,
        "days": settings.GRACE_DAYS,
        "kept": kept_lines() if name == "privacy" else (),
    }
    return render(request, f"papers/{name}.html", context)


urlpatterns = [
    path("privacy", privacy, name="privacy"),
    path("terms", terms, name="terms"),
]
