"""The glossary that people write together: what is proposed, what a moderator has to read, what was approved."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from redbridge.accounts.models import Person, Standing
from redbridge.kit.errors import NotAllowed, NotFound
from redbridge.language import slang
from redbridge.language.models import SlangSuggestion, SlangVote
from redbridge.language.tags import base

State = SlangSuggestion.State


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion as a reader may see it; `vote` is their own, None without one."""

    row: SlangSuggestion
    vote: bool | None
    is_own: bool


def entry(language: str, term: str, into: str = "") -> slang.Entry:
    """A term of the glossary by its name or one of its forms; NotFound otherwise."""
    folded = term.strip().lower()
    for pair in slang.languages():
        if pair[0] != base(language) or (into and pair[1] != base(into)):
            continue
        for each in slang.entries(*pair):
            if folded == each.term.lower() or folded in {form.lower() for form in each.forms}:
                return each
    raise NotFound(gettext("Nobody has explained this yet."))


def proposals(viewer: Person | None, *, language: str = "", term: str = "", limit: int = 20) -> list[Proposal]:
    """What people propose at the moment, newest first: for one term, for one language, or all."""
    rows = SlangSuggestion.objects.filter(_shown(viewer), state=State.PROPOSED).select_related("person")
    if language:
        rows = rows.filter(language=base(language))
    if term:
        rows = rows.filter(term__iexact=term)
    return _seen(viewer, list(rows.order_by("-at", "-id")[:limit]))


def own_proposals(viewer: Person, *, limit: int = 50) -> list[SlangSuggestion]:
    """What somebody proposed themselves, with what became of it."""
    return list(SlangSuggestion.objects.filter(person=viewer).order_by("-at", "-id")[:limit])


def get_proposal(viewer: Person | None, *, suggestion_id: int) -> SlangSuggestion:
    """One suggestion that is still open; NotFound otherwise."""
    found = SlangSuggestion.objects.filter(_shown(viewer), id=suggestion_id, state=State.PROPOSED).first()
    if found is None:
        raise NotFound(gettext("This is no longer here."))
    return found


def waiting_proposals(viewer: Person, *, limit: int = 50) -> list[Proposal]:
    """What waits for a moderator, the one with most votes first."""
    check_moderator(viewer)
    rows = SlangSuggestion.objects.filter(state=State.PROPOSED).select_related("person")
    return _seen(viewer, list(rows.order_by("-votes", "at", "id")[:limit]))


def waiting_count(viewer: Person) -> int:
    """How many wait."""
    check_moderator(viewer)
    return SlangSuggestion.objects.filter(state=State.PROPOSED).count()


def approved_entries() -> list[slang.Entry]:
    """What moderators approved, oldest first, as part of the glossary."""
    rows = SlangSuggestion.objects.filter(state=State.APPROVED, number__isnull=False).order_by("number")
    return [_entry(row) for row in rows]


def check_moderator(viewer: Person | None) -> Person:
    """The viewer, if they moderate; NotAllowed otherwise."""
    sign_in = viewer.sign_in if viewer is not None else None
    if viewer is None or sign_in is None or not (sign_in.is_moderator or sign_in.is_operator):
        raise NotAllowed(gettext("Only moderators can do this."))
    return viewer


def _entry(row: SlangSuggestion) -> slang.Entry:
    return slang.Entry(
        term=row.term,
        forms=(row.term,),
        language=row.language,
        reading="",
        meaning=row.meaning,
        short=row.short,
        tone=row.tone or "ok",
        kind="community",
        example=row.example,
        status="approved",
        into=row.into,
    )


def _shown(viewer: Person | None) -> Q:
    """Suggestions whose author is gone stay; those of somebody kept off the site are for themselves alone."""
    fine = Q(person__isnull=True) | Q(
        person__standing__in=(Standing.State.VISIBLE, Standing.State.LIMITED), person__closed_at__isnull=True
    )
    return fine | Q(person=viewer) if viewer is not None else fine


def _seen(viewer: Person | None, rows: Sequence[SlangSuggestion]) -> list[Proposal]:
    votes: dict[int, bool] = {}
    if viewer is not None and rows:
        found = SlangVote.objects.filter(person=viewer, suggestion__in=[row.id for row in rows])
        votes = dict(found.values_list("suggestion_id", "agrees"))
    own = viewer.id if viewer is not None else 0
    return [Proposal(row, votes.get(row.id), row.person_id == own) for row in rows]
