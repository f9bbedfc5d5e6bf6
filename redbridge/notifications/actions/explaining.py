"""Phrases that somebody explained, and what became of a term for the glossary."""

from django.utils import timezone

from redbridge.interactions.models import Comment
from redbridge.language.models import Answer, SlangSuggestion
from redbridge.notifications.actions.rows import Row, tell
from redbridge.notifications.actions.telling import listeners
from redbridge.notifications.models import Group, Kind


def tell_about_answer(answer_id: int, *, is_accepted: bool = False) -> None:
    """Tell who asked that somebody answered, or who answered that it helped; once for each answer."""
    row = Answer.objects.select_related("question").filter(id=answer_id).first()
    if row is None or row.standing not in {row.State.VISIBLE, row.State.LIMITED}:
        return
    asked = row.question
    note_id: int | None = asked.subject_id
    if asked.subject == "comment":
        note_id = Comment.objects.filter(id=asked.subject_id).values_list("note_id", flat=True).first()
    if note_id is None:
        return
    kind = Kind.ANSWER_HELPED if is_accepted else Kind.PHRASE_EXPLAINED
    actor, told = (asked.person_id, row.person_id) if is_accepted else (row.person_id, asked.person_id)
    for person in listeners(actor, [told], note_id):
        key = f"{kind}:{row.id}"
        tell(Row(person.id, Group.COMMENTS, kind, key, timezone.now(), actor_id=actor, note_id=note_id))


def tell_about_slang(suggestion_id: int) -> None:
    """Tell somebody what a moderator said of their term."""
    row = SlangSuggestion.objects.filter(id=suggestion_id, person__isnull=False, decided_at__isnull=False).first()
    if row is None or row.person_id is None or row.decided_at is None:
        return
    kind = Kind.SLANG_APPROVED if row.state == row.State.APPROVED else Kind.SLANG_DECLINED
    tell(Row(row.person_id, Group.SYSTEM, kind, f"slang:{row.id}:{row.decided_at:%y%m%d%H%M%S}", row.decided_at))
