"""Reports, and what moderators decide."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema

from redbridge.api.paging import After, Limit, closed, opened_number
from redbridge.api.saying import Json, person_json
from redbridge.api.shapes import GivenId, Id, PathId, Person
from redbridge.api.words import Word, person, viewer
from redbridge.cards import people as cards
from redbridge.trust import actions, queries

word = Word("trust")
SCOPE = "moderate"
Subject = Literal["note", "comment", "person", "picture", "question", "answer"]


class NewReport(Schema):
    """What breaks which norm; `site` lists the norms."""

    subject: Subject
    id: GivenId
    reason: str
    words: str = ""


class Report(Schema):
    """Your report."""

    id: Id
    state: str


class Waiting(Schema):
    """Everything that people report about one thing."""

    subject: Subject
    id: Id
    owner: Person | None
    count: int
    reasons: dict[str, int]
    newest_at: datetime


class Queue(Schema):
    """What waits for a decision, the newest report first."""

    items: list[Waiting]
    after: str | None


class Decision(Schema):
    """What was decided, under which version of which norm, and why."""

    id: Id
    action: str
    subject: Subject
    about: Id
    rule: str
    rule_version: str
    words: str
    at: datetime
    moderator: Id | None


class Decisions(Schema):
    """Decisions, newest first."""

    items: list[Decision]
    after: str | None = None


class OneReport(Schema):
    """One report with its words."""

    id: Id
    reason: str
    words: str
    at: datetime


class Case(Schema):
    """Everything known about one reported thing."""

    subject: Subject
    id: Id
    standing: str
    owner: Person | None
    evidence: dict[str, Any]
    reports: list[OneReport]
    decisions: list[Decision]


class Verdict(Schema):
    """What to do about a thing. Hiding and suspending need a rule; `until` is for suspensions."""

    subject: Subject
    id: GivenId
    do: Literal["hide", "restore", "suspend", "dismiss"]
    rule: str = ""
    words: str = ""
    until: datetime | None = None


@word.writes("POST", "reports", Report, scope="write:interactions", status=201, is_open=True)
def report(request: HttpRequest, report: NewReport) -> Json:
    """Say that something breaks a norm. Works without a token, too."""
    made = actions.report(
        viewer(request),
        subject=report.subject,
        subject_id=report.id,
        reason=report.reason,
        words=report.words,
        client=getattr(request, "client_address", ""),
    )
    return {"id": str(made.id), "state": made.state}


@word.reads("decisions/{int:decision_id}", Decision, scope="read:inbox")
def get_decision(request: HttpRequest, decision_id: PathId) -> Json:
    """A decision that concerns you."""
    return _json(queries.get_decision(person(request), decision_id=decision_id))


@word.reads("moderation/reports", Queue, scope=SCOPE)
def get_queue(request: HttpRequest, limit: Limit = 50, after: After = "") -> Json:
    """What waits for a decision."""
    found = queries.open_reports(person(request), after=opened_number(after), limit=limit)
    owners = cards.cards([each.owner_id for each in found.entries if each.owner_id], even_hidden=True)
    return {
        "items": [
            {
                "subject": each.subject,
                "id": str(each.subject_id),
                "owner": _owner(owners, each.owner_id),
                "count": each.count,
                "reasons": each.reasons,
                "newest_at": each.newest.created_at,
            }
            for each in found.entries
        ],
        "after": closed(request, found.next),
    }


@word.reads("moderation/{str:subject}/{int:subject_id}", Case, scope=SCOPE)
def get_case(request: HttpRequest, subject: Subject, subject_id: PathId) -> Json:
    """One reported thing, with its evidence."""
    me = person(request)
    thing = queries.thing(me, subject=subject, subject_id=subject_id)
    reports = queries.reports_on(me, subject=subject, subject_id=subject_id)
    decisions = queries.decisions_about(me, subject=subject, subject_id=subject_id)
    owners = cards.cards([thing.owner_id], even_hidden=True)
    return {
        "subject": subject,
        "id": str(subject_id),
        "standing": thing.standing,
        "owner": _owner(owners, thing.owner_id),
        "evidence": thing.evidence,
        "reports": [
            {"id": str(each.id), "reason": each.reason, "words": each.words, "at": each.created_at} for each in reports
        ],
        "decisions": [_json(each) for each in decisions],
    }


@word.reads("moderation/decisions", Decisions, scope=SCOPE)
def get_decisions(request: HttpRequest, limit: Limit = 50, after: After = "") -> Json:
    """What was decided lately."""
    found = queries.latest_decisions(person(request), after=opened_number(after), limit=limit)
    cursor = found[-1].id if len(found) == limit else None
    return {"items": [_json(each) for each in found], "after": closed(request, cursor)}


@word.writes("POST", "moderation/decisions", Decisions, scope=SCOPE, status=201)
def decide(request: HttpRequest, verdict: Verdict) -> Json:
    """Hide, restore, suspend or dismiss; answers with all decisions about the thing."""
    me = person(request)
    about: dict[str, Any] = {"subject": verdict.subject, "subject_id": verdict.id, "words": verdict.words}
    until = verdict.until.astimezone() if verdict.until else None
    deciders: dict[str, Callable[[], object]] = {
        "hide": lambda: actions.hide(me, rule=verdict.rule, **about),
        "restore": lambda: actions.restore(me, **about),
        "dismiss": lambda: actions.dismiss_reports(me, **about),
        "suspend": lambda: actions.suspend_person(
            me, person_id=verdict.id, rule=verdict.rule, words=verdict.words, until=until
        ),
    }
    deciders[verdict.do]()
    found = queries.decisions_about(me, subject=verdict.subject, subject_id=verdict.id)
    return {"items": [_json(each) for each in found]}


def _owner(owners: dict[int, cards.PersonCard], owner_id: int | None) -> Json | None:
    owner = owners.get(owner_id or 0)
    return person_json(owner) if owner else None


def _json(statement: queries.Statement) -> Json:
    names = ("action", "subject", "rule", "rule_version", "words", "at")
    return {
        "id": str(statement.id),
        "about": str(statement.subject_id),
        **{name: getattr(statement, name) for name in names},
        "moderator": str(statement.moderator_id) if statement.moderator_id else None,
    }
