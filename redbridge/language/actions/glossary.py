"""Propose slang and better meanings, agree or not, and decide; what is approved is part of the glossary at once."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.text import tidy, tidy_line
from redbridge.language import names, slang
from redbridge.language.events import SlangDecided
from redbridge.language.models import SlangSuggestion, SlangVote
from redbridge.language.queries import glossary
from redbridge.language.tags import base

State = SlangSuggestion.State
LONGEST = {"term": 40, "short": 80, "meaning": 300, "example": 200, "reason": 300}
SUGGESTIONS_A_DAY = 10
VOTES_AN_HOUR = 120
MOST_OPEN = 20
DAY = 86_400
_TERM = re.compile(r"[^\W_].*", re.DOTALL)


def suggest_slang(
    actor: Person,
    *,
    term: str,
    language: str,
    into: str,
    short: str,
    meaning: str,
    example: str = "",
    tone: str = "ok",
) -> SlangSuggestion:
    """Propose a term for the glossary, or a better meaning of one that is there; while it waits, another changes it."""
    _check_here(actor)
    said = _checked(term=term, short=short, meaning=meaning, example=example)
    pair = _pair(language, into)
    if tone not in slang.TONES:
        raise Refused(gettext("That is not one of the choices."), field="tone", code="bad_choice")
    open_now = SlangSuggestion.objects.filter(person=actor, state=State.PROPOSED)
    same: dict[str, Any] = {"person": actor, "term": said.pop("term"), "language": pair[0], "into": pair[1]}
    if open_now.count() >= MOST_OPEN and not open_now.filter(**same).exists():
        raise Refused(gettext("Twenty of yours wait already. Let people read those first."), code="too_many")
    limits.require(f"slang:{actor.id}", limit=SUGGESTIONS_A_DAY, seconds=DAY)
    values = {**said, "tone": tone}
    with transaction.atomic():
        rows = SlangSuggestion.objects.select_for_update()
        row, is_new = rows.get_or_create(**same, state=State.PROPOSED, defaults=values)
        if not is_new and any(getattr(row, name) != value for name, value in values.items()):
            SlangVote.objects.filter(suggestion=row).delete()  # people agreed with other words
            SlangSuggestion.objects.filter(id=row.id).update(**values, votes=0, at=timezone.now())
            row.refresh_from_db()
    return row


def vote_on_slang(actor: Person, *, suggestion_id: int, agrees: bool | None) -> int:
    """Agree with a suggestion or not, None takes a vote back; the votes it has now. One's own has none of one's own."""
    _check_here(actor)
    row = glossary.get_proposal(actor, suggestion_id=suggestion_id)
    if row.person_id == actor.id:
        raise Refused(gettext("This is yours. Others vote on it."), code="own")
    limits.require(f"slang-vote:{actor.id}", limit=VOTES_AN_HOUR, seconds=3600)
    with transaction.atomic():
        held = SlangSuggestion.objects.select_for_update().get(id=row.id)
        if agrees is None:
            SlangVote.objects.filter(suggestion=held, person=actor).delete()
        else:
            SlangVote.objects.update_or_create(suggestion=held, person=actor, defaults={"agrees": agrees})
        votes = SlangVote.objects.filter(suggestion=held)
        held.votes = votes.filter(agrees=True).count() - votes.filter(agrees=False).count()
        held.save(update_fields=["votes"])
    return held.votes


def withdraw_slang(actor: Person, *, suggestion_id: int) -> None:
    """Take one's own suggestion back while nobody has decided."""
    done = SlangSuggestion.objects.filter(id=suggestion_id, person=actor, state=State.PROPOSED)
    if not done.update(state=State.WITHDRAWN):
        raise NotFound(gettext("This is no longer here."))


def approve_slang(actor: Person, *, suggestion_id: int) -> SlangSuggestion:
    """Make a suggestion part of the glossary, at once and everywhere; announces SlangDecided."""
    return _decide(actor, suggestion_id, State.APPROVED, "")


def decline_slang(actor: Person, *, suggestion_id: int, reason: str) -> SlangSuggestion:
    """Decline a suggestion, or take an approved one out again, with a reason that its author reads.

    Announces SlangDecided.
    """
    reason = tidy(reason)
    if not reason:
        raise Refused(gettext("Say why. They read it."), field="reason", code="empty")
    if len(reason) > LONGEST["reason"]:
        raise Refused(gettext("At most %(n)s characters.") % {"n": LONGEST["reason"]}, field="reason", code="too_long")
    return _decide(actor, suggestion_id, State.DECLINED, reason)


def publish_glossary() -> None:
    """Write what is approved to where everybody reads it; also each hour, for a folder that came without it."""
    slang.publish(glossary.approved_entries())


def _decide(actor: Person, suggestion_id: int, state: State, reason: str) -> SlangSuggestion:
    glossary.check_moderator(actor)
    with transaction.atomic():
        row = SlangSuggestion.objects.select_for_update().filter(id=suggestion_id).first()
        if row is None or row.state == State.WITHDRAWN:
            raise NotFound(gettext("This is no longer here."))
        if row.state == state:
            return row
        if row.person_id == actor.id and not _runs_the_site(actor):
            raise NotAllowed(gettext("This is yours, so somebody else has to decide."))
        if state == State.APPROVED:
            highest = SlangSuggestion.objects.aggregate(highest=Max("number"))["highest"]
            row.number = (highest or 0) + 1
        else:
            row.number = None
        row.state, row.reason, row.decided_by, row.decided_at = state, reason, actor, timezone.now()
        row.save()
        announce(SlangDecided(row.id))
        transaction.on_commit(publish_glossary)
    return row


def _runs_the_site(actor: Person) -> bool:
    """On a small site one person does everything."""
    return bool(getattr(actor.sign_in, "is_operator", False))


def _checked(**said: str) -> dict[str, str]:
    """Tidied words; each but the example has to be there."""
    found = {name: tidy_line(words) for name, words in said.items()}
    for name, words in found.items():
        if not words and name != "example":
            raise Refused(gettext("Please fill this in."), field=name, code="empty")
        if len(words) > LONGEST[name]:
            raise Refused(gettext("At most %(n)s characters.") % {"n": LONGEST[name]}, field=name, code="too_long")
    if not _TERM.fullmatch(found["term"]) or "/" in found["term"]:
        raise Refused(gettext("A term begins with a letter or a digit."), field="term", code="bad_term")
    return found


def _pair(language: str, into: str) -> tuple[str, str]:
    for field, code in (("language", language), ("into", into)):
        if not any(base(known) == base(code) for known in names.NAMES):
            raise Refused(gettext("Choose a language from the list."), field=field, code="bad_choice")
    if base(language) == base(into):
        raise Refused(gettext("Explain it in another language."), field="into", code="same")
    return base(language), base(into)


def _check_here(actor: Person) -> None:
    if not actor.is_shown:
        raise NotAllowed(gettext("Your account cannot do this at the moment."))
