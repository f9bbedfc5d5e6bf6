"""Drafts that go out by the clock: once, also when two workers look at the same minute or one dies in it."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import Problem, Refused, TooFast
from redbridge.notes.actions.content import check_may_write
from redbridge.notes.actions.publishing import check_publishable, publish_draft
from redbridge.notes.actions.tying import check_may_answer, check_may_quote
from redbridge.notes.events import DraftMissed
from redbridge.notes.models import Draft
from redbridge.notes.plans import is_zone
from redbridge.notes.queries import get_draft

SOONEST, LATEST = timedelta(minutes=5), timedelta(days=90)
BATCH = 100
WAITED_FOR = {"changed", "uploading", "working"}  # its author writes on it at this moment, or its video is not ready
log = logging.getLogger(__name__)


def schedule_draft(actor: Person, *, draft_id: int, at: datetime, zone: str = "") -> Draft:
    """Have a draft published at a time, from 5 minutes to 90 days ahead; `zone` is where its author reads the clock.

    Refused, with the field to look at, for what could not be published now either.
    """
    check_may_write(actor)
    check_publishable(get_draft(actor, draft_id=draft_id))
    ahead = at - timezone.now()
    # The clock may have moved a little while the page lay there.
    if ahead < SOONEST - timedelta(minutes=1):
        raise Refused(_("Choose a time at least 5 minutes from now."), field="publish_at", code="too_soon")
    if ahead > LATEST:
        raise Refused(_("Choose a day within the next 90 days."), field="publish_at", code="too_late")
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(author=actor, id=draft_id).first()
        if draft is None:
            return get_draft(actor, draft_id=draft_id)
        draft.publish_at, draft.publish_zone, draft.missed_at = at, zone if is_zone(zone) else "UTC", None
        draft.save(update_fields=["publish_at", "publish_zone", "missed_at"])
        return draft


def unschedule_draft(actor: Person, *, draft_id: int) -> Draft:
    """Take the plan back; the draft stays."""
    get_draft(actor, draft_id=draft_id)
    Draft.objects.filter(author=actor, id=draft_id).update(publish_at=None, missed_at=None)
    return get_draft(actor, draft_id=draft_id)


def reason_against(actor: Person, *, draft_id: int) -> Problem | None:
    """Why a draft could not go out now, as far as can be said without trying."""
    draft = get_draft(actor, draft_id=draft_id)
    try:
        check_may_write(actor)
        content = check_publishable(draft)
        if draft.note_id is None and content.answers_id:
            check_may_answer(actor, note_id=content.answers_id)
        if draft.note_id is None and content.quotes_id:
            check_may_quote(actor, note_id=content.quotes_id)
    except Problem as problem:
        return problem
    return None


def publish_when_ready(actor: Person, *, draft_id: int) -> Draft:
    """Have a draft go out as soon as the work on its video is done; it is planned for now, and the plan waits."""
    check_may_write(actor)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(author=actor, id=draft_id).first()
        if draft is None:
            return get_draft(actor, draft_id=draft_id)
        draft.publish_at, draft.publish_zone, draft.missed_at = timezone.now(), "UTC", None
        draft.save(update_fields=["publish_at", "publish_zone", "missed_at"])
        return draft


def publish_with_video(*, video_id: int) -> None:
    """Publish the draft that waited for this video. May be repeated."""
    now = timezone.now()
    for draft_id in list(Draft.objects.filter(video_id=video_id, publish_at__lte=now).values_list("id", flat=True)):
        _publish_planned(draft_id, now)


def publish_due() -> None:
    """Publish what is planned for now or earlier. Announces DraftWentOut or DraftMissed for each.

    A draft that fails for a reason of ours stays due and holds up no other.
    """
    now = timezone.now()
    due = Draft.objects.filter(publish_at__lte=now).order_by("publish_at").values_list("id", flat=True)
    failure: Exception | None = None
    for draft_id in list(due[:BATCH]):
        try:
            _publish_planned(draft_id, now)
        except Exception as error:
            log.exception("a planned note could not be published")
            failure = error
    if failure is not None:
        raise failure


def _publish_planned(draft_id: int, now: datetime) -> None:
    draft = Draft.objects.select_related("author").filter(id=draft_id, publish_at__lte=now).first()
    if draft is None:
        return  # another worker was quicker
    try:
        publish_draft(draft.author, draft_id=draft_id, planned_until=now)
    except TooFast:
        return  # in a minute, then
    except Problem as problem:
        if problem.code not in WAITED_FOR:
            _miss(draft_id, now)


def _miss(draft_id: int, now: datetime) -> None:
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(id=draft_id, publish_at__lte=now).first()
        if draft is None:
            return
        draft.publish_at, draft.missed_at = None, draft.publish_at
        draft.save(update_fields=["publish_at", "missed_at"])
        announce(DraftMissed(draft.id))
