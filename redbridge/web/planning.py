"""Notes that go out later: choosing the time, and the list of what is planned."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from redbridge.cards.notes import picture_card
from redbridge.kit.errors import Refused
from redbridge.notes import actions, plans, queries
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.notes.models import Draft

ZONE_COOKIE = "zone"
YEAR = 60 * 60 * 24 * 365


@signed_in
@require_safe
def scheduled(request: HttpRequest, person: "Person") -> HttpResponse:
    """What goes out by itself, the next first, with what could not on top."""
    found = plans.planned_drafts(person)
    pictures = queries.draft_pictures([each.id for each in found])
    rows = [
        {
            "draft": each,
            "pictures": [picture_card(row) for row in pictures.get(each.id, [])[:1]],
            "at": plans.local(each.publish_at, each.publish_zone) if each.publish_at else None,
            "missed": plans.local(each.missed_at, each.publish_zone) if each.missed_at else None,
            "zone": _shown(each.publish_zone),
        }
        for each in found
    ]
    return whole_page(request, "publish/scheduled.html", {"rows": rows})


@signed_in
def schedule(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """Choose the day and the time at which a draft goes out."""
    found = queries.get_draft(person, draft_id=draft_id)
    if request.method != "POST":
        return _form(request, found, _usual(request, found))
    sent = {name: request.POST.get(name, "").strip()[:64] for name in ("day", "time", "zone")}
    try:
        at = plans.moment(sent["day"], sent["time"], sent["zone"])
        actions.schedule_draft(person, draft_id=draft_id, at=at, zone=sent["zone"])
    except Refused as refused:
        return _form(request, found, sent, problem=refused)
    messages.success(request, _("Planned. You can change your mind until then."))
    response = see_other("/scheduled")
    response.set_cookie(ZONE_COOKIE, sent["zone"], max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_POST
@signed_in
def unschedule(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """Take a plan back; the draft stays."""
    actions.unschedule_draft(person, draft_id=draft_id)
    messages.success(request, _("It stays a draft for now."))
    return see_other("/scheduled")


@require_POST
@signed_in
def publish_now(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """Do not wait for the time."""
    try:
        note = actions.publish_draft(person, draft_id=draft_id)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return see_other(f"/drafts/{draft_id}")
    messages.success(request, _("It is out. People can read it now."))
    return see_other(f"/n/{note.id}")


def _usual(request: HttpRequest, found: "Draft") -> dict[str, str]:
    """The plan as it is, else tomorrow morning on the clock that the person used last."""
    asked = found.publish_zone or request.COOKIES.get(ZONE_COOKIE, "")
    zone = asked if plans.is_zone(asked) else "UTC"
    at = plans.local(found.publish_at or timezone.now() + timedelta(days=1), zone)
    moment = at if found.publish_at else at.replace(hour=9, minute=0)
    return {"day": f"{moment:%Y-%m-%d}", "time": f"{moment:%H:%M}", "zone": zone}


def _form(
    request: HttpRequest, found: "Draft", values: dict[str, str], *, problem: Refused | None = None
) -> HttpResponse:
    zone = values["zone"] if plans.is_zone(values["zone"]) else "UTC"
    now = timezone.now()
    context: dict[str, Any] = {
        "draft": found,
        "values": values,
        "zones": [(name, _shown(name)) for name in plans.zones()],
        "is_other_zone": zone not in plans.zones(),
        "is_chosen": bool(found.publish_zone or request.COOKIES.get(ZONE_COOKIE)),
        "first": f"{plans.local(now, zone):%Y-%m-%d}",
        "last": f"{plans.local(now + actions.LATEST, zone):%Y-%m-%d}",
        "problem": problem,
    }
    return whole_page(request, "publish/schedule.html", context, status=problem.status if problem else 200)


def _shown(zone: str) -> str:
    return (zone or "UTC").replace("_", " ")


urlpatterns = [
    path("scheduled", scheduled, name="scheduled"),
    path("drafts/<int:draft_id>/schedule", schedule, name="schedule-draft"),
    path("drafts/<int:draft_id>/unschedule", unschedule, name="unschedule-draft"),
    path("drafts/<int:draft_id>/publish", publish_now, name="publish-draft"),
]
