"""Norms to read, a way to report anything, and the queue in which moderators decide."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from redbridge.arrival import queries as arrival
from redbridge.cards import people as cards
from redbridge.kit.errors import Refused
from redbridge.language.queries import glossary
from redbridge.trust import actions, queries
from redbridge.trust.norms import NORMS
from redbridge.web.oldhandles import TAKEN_BACK_FOR
from redbridge.web.viewers import number_in, safe_path, see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from redbridge.accounts.models import Person

SHOWN = ("title", "text", "name", "alt")  # what of the copy tells people that they report the right thing
LABELS = {
    "name": gettext_lazy("Name"),
    "address": gettext_lazy("Handle"),
    "title": gettext_lazy("Title"),
    "card_text": gettext_lazy("Words on the card"),
    "text": gettext_lazy("Words"),
    "links": gettext_lazy("Links"),
}


@require_safe
def norms(request: HttpRequest) -> HttpResponse:
    """One page that a newcomer can read in two minutes."""
    return render(request, "trust/norms.html", {"norms": NORMS.values()})


def report(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """Say that something breaks a norm; works signed out too."""
    viewer = viewer_of(request)
    problem = ""
    if request.method == "POST":
        try:
            actions.report(
                viewer,
                subject=subject,
                subject_id=subject_id,
                reason=request.POST.get("reason", ""),
                words=request.POST.get("words", ""),
                client=getattr(request, "client_address", ""),
            )
        except Refused as refused:
            problem = refused.sentence
        else:
            return render(request, "trust/reported.html", {"next": safe_path(request, request.POST.get("next"))})
    back = request.POST.get("next") or request.headers.get("Referer", "")
    context = {"norms": NORMS.values(), "subject": subject, "problem": problem, "next": safe_path(request, back)}
    thing = queries.reportable(viewer, subject=subject, subject_id=subject_id)
    shown = next((thing.evidence[name] for name in SHOWN if thing.evidence.get(name)), "")
    context |= {"shown": shown, "shown_lang": thing.evidence.get("language", "")}
    return render(request, "trust/report.html", context, status=422 if problem else 200)


@signed_in
@require_safe
def queue(request: HttpRequest, person: "Person") -> HttpResponse:
    """What waits for a decision, one row for each thing."""
    found = queries.open_reports(person, after=number_in(request, "after"))
    owners = cards.cards([entry.owner_id for entry in found.entries if entry.owner_id])
    rows = [(entry, owners.get(entry.owner_id or 0), _named(entry.reasons)) for entry in found.entries]
    context = {"rows": rows, "next_page": found.next}
    context |= {"waiting": arrival.waiting_count(person), "reports": queries.report_count(person)}
    context["slang"] = glossary.waiting_count(person)
    return render(request, "trust/queue.html", context)


def _named(reasons: dict[str, int]) -> list[tuple[object, int]]:
    return [(NORMS[reason].title, count) for reason, count in reasons.items() if reason in NORMS]


@signed_in
@require_safe
def case(request: HttpRequest, person: "Person", subject: str, subject_id: int) -> HttpResponse:
    """Everything known about one reported thing, and the buttons to decide."""
    reports = queries.reports_on(person, subject=subject, subject_id=subject_id)
    decisions = queries.decisions_about(person, subject=subject, subject_id=subject_id)
    thing = queries.thing(person, subject=subject, subject_id=subject_id)
    context = {
        "subject": subject,
        "subject_id": subject_id,
        "thing": thing,
        "evidence": _legible(thing.evidence),
        "owner": cards.cards([thing.owner_id]).get(thing.owner_id),
        "reports": [(each, NORMS.get(each.reason)) for each in reports],
        "decisions": decisions,
        "norms": NORMS.values(),
        "link": f"/n/{subject_id}" if subject == "note" else "",
        "handles": arrival.standing_handles(person, person_id=subject_id) if subject == "person" else [],
        "handle_reasons": TAKEN_BACK_FOR,
    }
    return render(request, "trust/case.html", context)


def _legible(evidence: dict[str, Any]) -> list[tuple["_StrPromise", str]]:
    """What a person reads in it; numbers and sums are for machines."""
    found = ((label, evidence.get(name)) for name, label in LABELS.items())
    return [(label, "\n".join(words) if isinstance(words, list) else words) for label, words in found if words]


@require_POST
@signed_in
def decide(request: HttpRequest, person: "Person", subject: str, subject_id: int) -> HttpResponse:
    """Hide, restore, suspend or dismiss, under a norm and with words for the owner."""
    rule, words = request.POST.get("rule", ""), request.POST.get("words", "")
    thing: dict[str, Any] = {"subject": subject, "subject_id": subject_id, "words": words}
    deciders: dict[str, Callable[[], object]] = {
        "hide": lambda: actions.hide(person, rule=rule, **thing),
        "suspend": lambda: actions.suspend_person(person, person_id=subject_id, rule=rule, words=words),
        "restore": lambda: actions.restore(person, **thing),
        "dismiss": lambda: actions.dismiss_reports(person, **thing),
    }
    decider = deciders.get(request.POST.get("do", ""))
    if decider is None:
        raise Refused(_("Choose what to do."))
    try:
        decider()
    except Refused as refused:
        messages.error(request, refused.sentence)
        return see_other(f"/moderation/{subject}/{subject_id}")
    messages.success(request, _("Decided. The owner is told where it concerns them."))
    return see_other("/moderation")


urlpatterns = [
    path("norms", norms, name="norms"),
    path("report/<slug:subject>/<int:subject_id>", report, name="report"),
    path("moderation", queue, name="moderation"),
    path("moderation/<slug:subject>/<int:subject_id>", case, name="case"),
    path("moderation/<slug:subject>/<int:subject_id>/decide", decide, name="decide"),
]
