"""Locals who help: offering it, the badge that thanked answers earn, and company for one newcomer at a time."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival.events import MentorFound
from redbridge.arrival.firstweek import MOST_MENTORED
from redbridge.arrival.models import Helping, Mentoring
from redbridge.arrival.queries import helping as queries
from redbridge.events import announce
from redbridge.follows import queries as follows
from redbridge.interactions.models import Comment
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.text import tidy_line
from redbridge.language.names import is_known
from redbridge.notifications import actions as notifications

State = Mentoring.State
OPEN = (State.ASKED, State.OFFERED, State.ACTIVE)
LONGEST_WISH = 300


def offer_help(actor: Person, *, is_mentor: bool, languages: Sequence[str]) -> Helping:
    """Help newcomers from now on, and keep some of them company if the actor wants to; adults only for the latter."""
    _check_may(actor)
    if is_mentor and actor.age_band != Person.AgeBand.ADULT:
        raise Refused(_("Only adults can be mentors. Your answers to newcomers count all the same."), field="is_mentor")
    known = [code for code in languages if is_known(code)]
    defaults = {"is_mentor": is_mentor, "languages": known, "ended_at": None}
    row, _made = Helping.objects.update_or_create(person=actor, defaults=defaults)
    recount_answers(person_id=actor.id)
    row.refresh_from_db()
    return row


def stop_helping(actor: Person) -> None:
    """No badge and no requests from now on; company that is kept already goes on until one of the two ends it."""
    Helping.objects.filter(person=actor, ended_at__isnull=True).update(ended_at=timezone.now(), is_mentor=False)


def recount_answers(*, person_id: int) -> None:
    """Count the newcomers who liked or thanked for an answer of a helper; of others nothing is counted."""
    rows = Helping.objects.filter(person=person_id, ended_at__isnull=True)
    if rows.exists():
        rows.update(answers=queries.answered_newcomers(person_id))


def recount_for_comment(*, comment_id: int) -> None:
    """The same for whoever wrote a comment, and whom it answers, after it was written or liked."""
    found = Comment.objects.filter(id=comment_id).values_list("author", "answers", "parent__author").first()
    for person_id in dict.fromkeys(filter(None, found or ())):
        recount_answers(person_id=person_id)


def ask_for_mentor(actor: Person, *, language: str, wish: str = "") -> Mentoring:
    """Ask for somebody who knows their way. Refused for young people, who get no adult company from us."""
    _check_may(actor)
    if actor.age_band != Person.AgeBand.ADULT:
        raise Refused(
            _("Mentors are adults, and we pair only people of one age. Ask your question openly: many will answer."),
            code="teen",
        )
    wish = tidy_line(wish)
    if len(wish) > LONGEST_WISH:
        raise Refused(_("At most 300 characters."), field="wish", code="long")
    if not is_known(language):
        raise Refused(_("Choose a language from the list."), field="language")
    try:
        with transaction.atomic():
            return Mentoring.objects.create(newcomer=actor, language=language, wish=wish)
    except IntegrityError:
        raise Refused(_("You have asked already, or somebody keeps you company."), code="again") from None


def accept_mentoring(actor: Person, *, mentoring_id: int) -> Mentoring:
    """Say yes to a newcomer; of two who say yes at once the first one gets it. Announces MentorFound."""
    _check_may(actor)
    with transaction.atomic():
        if not queries.is_mentor(actor, is_locked=True):
            raise NotAllowed(_("Only mentors can do this. You can offer it in your settings."))
        row = Mentoring.objects.select_for_update().select_related("newcomer").filter(id=mentoring_id).first()
        if row is None or not _may_meet(actor, row.newcomer):
            raise NotFound
        if row.state == State.ACTIVE and row.mentor_id == actor.id:
            return row
        if row.state != State.ASKED:
            raise Refused(_("Somebody else was faster, or it is no longer wished for."), code="taken")
        if Mentoring.objects.filter(mentor=actor, state=State.ACTIVE).count() >= MOST_MENTORED:
            raise Refused(_("You keep five people company. That is plenty."), code="many")
        row.mentor, row.state = actor, State.ACTIVE
        row.save(update_fields=["mentor", "state"])
        announce(MentorFound(row.id))
    return row


def end_mentoring(actor: Person, *, mentoring_id: int) -> None:
    """Either of the two may end it at any time, and a newcomer may take their wish back; nobody is told why."""
    with transaction.atomic():
        row = Mentoring.objects.select_for_update().filter(id=mentoring_id, state__in=OPEN).first()
        if row is None or actor.id not in {row.newcomer_id, row.mentor_id}:
            raise NotFound
        row.state, row.ended_at, row.wish = State.ENDED, timezone.now(), ""
        row.save(update_fields=["state", "ended_at", "wish"])


def end_mentorings_between(*, person_id: int, other_id: int) -> None:
    """A block ends it."""
    now = timezone.now()
    for newcomer, mentor in ((person_id, other_id), (other_id, person_id)):
        rows = Mentoring.objects.filter(newcomer=newcomer, mentor=mentor, state=State.ACTIVE)
        rows.update(state=State.ENDED, ended_at=now, wish="")


def tell_about_mentor(*, mentoring_id: int) -> None:
    """Tell the newcomer who said yes."""
    row = Mentoring.objects.filter(id=mentoring_id, state=State.ACTIVE).first()
    if row and row.mentor_id:
        notifications.tell_about_mentor(person_id=row.newcomer_id, mentor_id=row.mentor_id, mentoring_id=row.id)


def _may_meet(mentor: Person, newcomer: Person) -> bool:
    """Adults both, both here, not the same one, and no block between them."""
    adult = Person.AgeBand.ADULT
    if mentor.id == newcomer.id or not newcomer.is_shown or {mentor.age_band, newcomer.age_band} != {adult}:
        return False
    return not follows.relation(mentor, person_id=newcomer.id).is_apart


def _check_may(actor: Person) -> None:
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
