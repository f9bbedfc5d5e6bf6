"""What waits for moderators, and what was decided about whom and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max
from django.utils.translation import gettext

from redbridge.kit.errors import NotAllowed, NotFound
from redbridge.kit.ids import possible
from redbridge.notes import queries as notes
from redbridge.trust.models import Decision, Report
from redbridge.trust.norms import NORMS, Norm
from redbridge.trust.subjects import Thing, find_thing, find_visible_thing

if TYPE_CHECKING:
    from datetime import datetime

    from redbridge.accounts.models import Person

OPEN = Report.State.OPEN
MOST_REPORTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """Everything that people report about one thing, folded into one row."""

    subject: str
    subject_id: int
    owner_id: int | None
    count: int
    reasons: dict[str, int]
    newest: Report


@dataclass(frozen=True, slots=True)
class Queue:
    """Some rows of the queue, newest report first; `next` is what to pass as `after`, None at the end."""

    entries: list[QueueEntry]
    next: int | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One decision as its reader may know it; the moderator's name is for moderators."""

    id: int
    action: str
    subject: str
    subject_id: int
    owner_id: int | None
    rule: str
    rule_version: str
    norm: Norm | None
    words: str
    at: "datetime"
    moderator_id: int | None


def check_moderator(viewer: "Person | None") -> "Person":
    """The viewer, if they moderate; NotAllowed otherwise."""
    if viewer is None or not notes.is_moderator(viewer):
        raise NotAllowed(gettext("Only moderators can do this."))
    return viewer


def reportable(viewer: "Person | None", *, subject: str, subject_id: int) -> Thing:
    """What the viewer is about to report; NotFound for what they may not see."""
    return find_visible_thing(viewer, subject, subject_id)


def thing(viewer: "Person | None", *, subject: str, subject_id: int) -> Thing:
    """A thing as it is now, hidden or not; for moderators. What nobody reported they see as far as anybody does."""
    check_moderator(viewer)
    about = {"subject": subject, "subject_id": subject_id}
    if not Report.objects.filter(**about).exists() and not Decision.objects.filter(**about).exists():
        return find_visible_thing(viewer, subject, subject_id)
    return find_thing(subject, subject_id)


def open_reports(viewer: "Person | None", *, after: int | None = None, limit: int = 50) -> Queue:
    """What waits for a decision, one row for each thing, the newest report first; for moderators."""
    check_moderator(viewer)
    things = Report.objects.filter(state=OPEN).values("subject", "subject_id")
    rows = things.annotate(newest=Max("id"), count=Count("id"))
    if after is not None:
        rows = rows.filter(newest__lt=after)
    found = list(rows.order_by("-newest").values_list("subject", "subject_id", "newest", "count")[: limit + 1])
    shown = found[:limit]
    newest = Report.objects.in_bulk([row[2] for row in shown])
    reasons: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    counted = things.filter(subject_id__in={row[1] for row in shown}).annotate(count=Count("id"))
    for subject, subject_id, reason, count in counted.values_list("subject", "subject_id", "reason", "count"):
        reasons[subject, subject_id][reason] = count
    entries = [
        QueueEntry(subject, subject_id, newest[last].owner_id, count, reasons[subject, subject_id], newest[last])
        for subject, subject_id, last, count in shown
    ]
    return Queue(entries, entries[-1].newest.id if len(found) > limit else None)


def reports_on(viewer: "Person | None", *, subject: str, subject_id: int) -> list[Report]:
    """The open reports on one thing with their words and evidence, newest first; for moderators."""
    check_moderator(viewer)
    found = Report.objects.filter(subject=subject, subject_id=subject_id, state=OPEN)
    return list(found.order_by("-id")[:MOST_REPORTS_SHOWN])


def report_count(viewer: "Person | None") -> int:
    """How many things wait for a decision; nothing waits for those who do not moderate."""
    if viewer is None or not notes.is_moderator(viewer):
        return 0
    return Report.objects.filter(state=OPEN).values("subject", "subject_id").distinct().count()


def decisions_about(viewer: "Person | None", *, subject: str, subject_id: int) -> list[Statement]:
    """What was decided about a thing, newest first; for moderators, and for its owner where it concerns them."""
    found = list(Decision.objects.filter(subject=subject, subject_id=subject_id).order_by("-id"))
    moderates = viewer is not None and notes.is_moderator(viewer)
    return [_statement(decision, moderates=moderates) for decision in found if moderates or _concerns(viewer, decision)]


def get_decision(viewer: "Person | None", *, decision_id: int) -> Statement:
    """One decision, as `statements` tells it; NotFound for whom it does not concern."""
    found = statements(viewer, decision_ids=[decision_id])
    if decision_id not in found:
        raise NotFound(gettext("This is no longer here."))
    return found[decision_id]


def statements(viewer: "Person | None", *, decision_ids: Iterable[int]) -> dict[int, Statement]:
    """Decisions by id: for moderators, for the owner of the thing, and without its words for who reported it."""
    if viewer is None:
        return {}
    moderates = notes.is_moderator(viewer)
    decisions = Decision.objects.in_bulk(possible(decision_ids))
    reported = set(Report.objects.filter(reporter=viewer, decision__in=decisions).values_list("decision_id", flat=True))
    found = {}
    for decision in decisions.values():
        if not moderates and not _concerns(viewer, decision):
            if decision.id not in reported:
                continue
            decision.words = ""
        found[decision.id] = _statement(decision, moderates=moderates)
    return found


def latest_decisions(viewer: "Person | None", *, after: int | None = None, limit: int = 50) -> list[Statement]:
    """What was decided lately about anything; for moderators."""
    check_moderator(viewer)
    found = Decision.objects.all() if after is None else Decision.objects.filter(id__lt=after)
    return [_statement(decision, moderates=True) for decision in found.order_by("-id")[:limit]]


def _concerns(viewer: "Person | None", decision: Decision) -> bool:
    """Dismissed reports were no business of the owner, who never heard of them."""
    return viewer is not None and decision.owner_id == viewer.id and decision.action != Decision.Action.DISMISS


def _statement(decision: Decision, *, moderates: bool) -> Statement:
    return Statement(
        id=decision.id,
        action=decision.action,
        subject=decision.subject,
        subject_id=decision.subject_id,
        owner_id=decision.owner_id,
        rule=decision.rule,
        rule_version=decision.rule_version,
        norm=NORMS.get(decision.rule),
        words=decision.words,
        at=decision.created_at,
        moderator_id=decision.moderator_id if moderates else None,
    )
