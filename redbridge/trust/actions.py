"""Report what breaks a norm, and decide about it: by somebody impartial, under a rule, with words, and revocably."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person, SignIn, Standing
from redbridge.events import announce
from redbridge.interactions import actions as interactions
from redbridge.interactions.actions import questions
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.kit.text import tidy
from redbridge.language.detection import detect
from redbridge.media import actions as media
from redbridge.notes import actions as notes
from redbridge.trust.events import Decided, Reported
from redbridge.trust.models import Decision, Report, Subject
from redbridge.trust.norms import get_norm
from redbridge.trust.queries import check_moderator
from redbridge.trust.subjects import MODELS, Thing, find_thing, find_visible_thing

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_WORDS = 1000
KEPT = timedelta(days=183)  # somebody may ask for half a year why a thing was decided
BATCH = 500
REPORTS_AN_HOUR = 30
REPORTS_AN_HOUR_SIGNED_OUT = 5
MOST_OPEN_SIGNED_OUT = 20  # for one thing; what a crowd or a script adds beyond tells a moderator nothing new

Action = Decision.Action
STANDING = {
    Action.HIDE: Standing.State.HIDDEN,
    Action.SUSPEND: Standing.State.SUSPENDED,
    Action.RESTORE: Standing.State.VISIBLE,
}
_MODERATORS = SignIn.objects.filter(Q(is_moderator=True) | Q(is_operator=True), is_active=True)


def report(
    actor: Person | None, *, subject: str, subject_id: int, reason: str, words: str = "", client: str = ""
) -> Report:
    """Say that something one may see breaks a norm; `reason` is the norm. Announces Reported.

    Once for each person and version of the thing: again returns the report that is there. Signed out, `client` is
    the address that limits are counted for. The thing is copied as evidence.
    """
    norm = get_norm(reason)
    words = _words(words)
    thing = find_visible_thing(actor, subject, subject_id)
    if actor is not None and actor.id == thing.owner_id:
        raise Refused(gettext("This is yours. You can change or delete it yourself."), code="own")
    if earlier := _earlier(actor, thing):
        return earlier
    if actor is not None:
        limits.require(f"report:{actor.id}", limit=REPORTS_AN_HOUR, seconds=3600)
    else:
        limits.require(f"report:{client}", limit=REPORTS_AN_HOUR_SIGNED_OUT, seconds=3600)
    try:
        with transaction.atomic():
            made = Report.objects.create(
                reporter=actor,
                subject=thing.subject,
                subject_id=thing.id,
                subject_version=thing.version,
                owner_id=thing.owner_id,
                reason=norm.id,
                words=words,
                evidence=thing.evidence,
                language=detect(words).language,
            )
            announce(Reported(made.id))
    except IntegrityError:  # a second click at the same moment, or an open report on an earlier version
        return Report.objects.get(reporter=actor, subject=thing.subject, subject_id=thing.id, state=Report.State.OPEN)
    return made


def hide(actor: Person, *, subject: str, subject_id: int, rule: str, words: str = "") -> Decision:
    """Hide a thing from everybody but its owner and moderators, under a norm; announces Decided."""
    return _decide(actor, Action.HIDE, subject=subject, subject_id=subject_id, rule=rule, words=words)


def restore(actor: Person, *, subject: str, subject_id: int, words: str = "") -> Decision:
    """Bring back what was hidden, or end a suspension; announces Decided."""
    return _decide(actor, Action.RESTORE, subject=subject, subject_id=subject_id, words=words)


def suspend_person(
    actor: Person, *, person_id: int, rule: str, words: str = "", until: "datetime | None" = None
) -> Decision:
    """Keep somebody and all they made off the site, until a moment or until restored; announces Decided."""
    if until is not None and until <= timezone.now():
        raise Refused(gettext("Choose a time that is still to come."), field="until")
    return _decide(
        actor, Action.SUSPEND, subject=Subject.PERSON, subject_id=person_id, rule=rule, words=words, until=until
    )


def dismiss_reports(actor: Person, *, subject: str, subject_id: int, words: str = "") -> Decision:
    """Find nothing wrong with a thing that waits in the queue; announces Decided."""
    return _decide(actor, Action.DISMISS, subject=subject, subject_id=subject_id, words=words)


def lift_ended_suspensions() -> None:
    """Restore people whose suspension was until a moment that has passed; announces Decided for each."""
    now = timezone.now()
    ended = Person.objects.filter(standing=Standing.State.SUSPENDED, standing_until__lte=now)
    for person_id in ended.values_list("id", flat=True):
        with transaction.atomic():
            if Person.objects.select_for_update().get(id=person_id).standing == Standing.State.SUSPENDED:
                _carry_out(None, Action.RESTORE, find_thing(Subject.PERSON, person_id))


def purge_old_cases() -> None:
    """Forget decisions after 183 days, and the reports that they answered; what still keeps something hidden stays."""
    before = timezone.now() - KEPT
    settled = Report.objects.exclude(state=Report.State.OPEN)
    _forget(settled.filter(Q(decision__created_at__lt=before) | Q(decision=None, created_at__lt=before)))
    in_force: list[int] = []
    for subject, model in MODELS.items():
        hidden: QuerySet[Any] = QuerySet(model).exclude(standing=Standing.State.VISIBLE).values("id")
        decided = Decision.objects.filter(subject=subject, subject_id__in=hidden, created_at__lt=before)
        in_force += decided.values("subject_id").annotate(last=Max("id")).values_list("last", flat=True)
    _forget(Decision.objects.filter(created_at__lt=before).exclude(id__in=in_force))


def _forget(rows: QuerySet[Any]) -> None:
    """In batches, so that nobody waits long for the write lock."""
    while found := list(rows.values_list("id", flat=True)[:BATCH]):
        QuerySet(rows.model).filter(id__in=found).delete()


def _decide(
    actor: Person,
    action: Action,
    *,
    subject: str,
    subject_id: int,
    rule: str = "",
    words: str = "",
    until: "datetime | None" = None,
) -> Decision:
    check_moderator(actor)
    if action in {Action.HIDE, Action.SUSPEND}:
        get_norm(rule)
    words = _words(words)
    _check_impartial(actor, action, find_thing(subject, subject_id))
    with transaction.atomic():
        thing = find_thing(subject, subject_id, lock=True)
        if done := _already(action, thing, rule, until):
            return done
        return _carry_out(actor, action, thing, rule=rule, words=words, until=until)


def _check_impartial(actor: Person, action: Action, thing: Thing) -> None:
    if actor.id == thing.owner_id:
        raise NotAllowed(gettext("This is yours, so somebody else has to decide."))
    if thing.subject == Subject.PERSON and action != Action.DISMISS:
        is_operator = SignIn.objects.filter(person=actor, is_operator=True).exists()
        if not is_operator and _MODERATORS.filter(person=thing.owner_id).exists():
            raise NotAllowed(gettext("Only an operator can decide about somebody who moderates."))
    reported = Report.objects.filter(
        reporter=actor, subject=thing.subject, subject_id=thing.id, state=Report.State.OPEN
    )
    # On a small site one person does everything; a report of theirs must not wait for ever.
    if reported.exists() and _MODERATORS.exclude(person=actor).exists():
        raise NotAllowed(gettext("You reported this, so somebody else has to decide."))


def _already(action: Action, thing: Thing, rule: str, until: "datetime | None") -> Decision | None:
    """The decision that a second click finds made."""
    waiting = Report.objects.filter(subject=thing.subject, subject_id=thing.id, state=Report.State.OPEN).exists()
    latest = Decision.objects.filter(subject=thing.subject, subject_id=thing.id).order_by("-id").first()
    if action == Action.DISMISS:
        stands = not waiting
    else:
        stands = thing.standing == STANDING[action] and until is None and not waiting
    if not stands:
        return None
    if latest is None:
        raise Refused(gettext("There is nothing left to decide here."), code="decided")
    return latest if latest.rule == rule or action in {Action.DISMISS, Action.RESTORE} else None


def _carry_out(
    actor: Person | None,
    action: Action,
    thing: Thing,
    *,
    rule: str = "",
    words: str = "",
    until: "datetime | None" = None,
) -> Decision:
    """Write the decision, change the standing, close the reports and tell, in the transaction around it."""
    version = get_norm(rule).version if rule else ""
    decision = Decision.objects.create(
        moderator=actor,
        subject=thing.subject,
        subject_id=thing.id,
        owner_id=thing.owner_id,
        action=action,
        rule=rule,
        rule_version=version,
        words=words,
    )
    if action in STANDING:
        _change_standing(thing, decision, until)
    acted = action in {Action.HIDE, Action.SUSPEND}
    Report.objects.filter(subject=thing.subject, subject_id=thing.id, state=Report.State.OPEN).update(
        state=Report.State.ACTED if acted else Report.State.DISMISSED, decision=decision
    )
    announce(Decided(decision.id))
    return decision


def _change_standing(thing: Thing, decision: Decision, until: "datetime | None") -> None:
    standing, case = STANDING[Action(decision.action)], decision.id
    rule, version = decision.rule, decision.rule_version
    if thing.subject == Subject.NOTE:
        notes.change_standing(note_id=thing.id, state=standing, rule=rule, rule_version=version, case=case)
    elif thing.subject == Subject.COMMENT:
        interactions.change_standing_of_comment(
            comment_id=thing.id, state=standing, rule=rule, rule_version=version, case=case
        )
    elif thing.subject == Subject.PERSON:
        accounts.change_standing_of_person(
            person_id=thing.id, state=standing, until=until, rule=rule, rule_version=version, case=case
        )
    elif thing.subject in {Subject.QUESTION, Subject.ANSWER}:
        is_answer = thing.subject == Subject.ANSWER
        questions.change_standing_of_explanation(
            is_answer=is_answer, row_id=thing.id, state=standing, rule=rule, rule_version=version, case=case
        )
    else:
        media.change_standing_of_picture(picture_id=thing.id, state=standing, rule=rule, rule_version=version)


def _earlier(actor: Person | None, thing: Thing) -> Report | None:
    """The report that another one of the same would only repeat."""
    reports = Report.objects.filter(reporter=actor, subject=thing.subject, subject_id=thing.id)
    if actor is not None:
        return reports.filter(subject_version=thing.version).first()
    newest = list(reports.filter(state=Report.State.OPEN).order_by("-id")[:MOST_OPEN_SIGNED_OUT])
    return newest[0] if len(newest) == MOST_OPEN_SIGNED_OUT else None


def _words(words: str) -> str:
    words = tidy(words)
    if len(words) > LONGEST_WORDS:
        raise Refused(gettext("This is longer than 1,000 characters."), field="words")
    return words


def settle_report(actor: Person, *, report_id: int, is_acted: bool) -> None:
    """Close one report whose case was decided elsewhere, as when a name is given to whom it belongs."""
    check_moderator(actor)
    Report.objects.filter(id=report_id, state=Report.State.OPEN).update(
        state=Report.State.ACTED if is_acted else Report.State.DISMISSED
    )
