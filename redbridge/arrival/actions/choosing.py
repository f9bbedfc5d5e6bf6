"""What somebody picks in the preview of an upload, and the start and stop of bringing it in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival import folders
from redbridge.arrival.actions.scanning import CONSENTS
from redbridge.arrival.events import ImportAsked
from redbridge.arrival.models import Arrival
from redbridge.arrival.picks import FILTERS, Picks
from redbridge.arrival.queries.jobs import get_arrival, open_sources
from redbridge.events import announce
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.text import tidy, tidy_line
from redbridge.language.names import is_known

AUDIENCES = ("everyone", "unlisted", "followers", "mutuals", "draft")
LONGEST = {"title": 1_000, "text": 50_000, "place": 60, "language": 12, "alt": 1_500}
MOST_AT_ONCE = 20_000
MOST_TAGS = 20
State = Arrival.State
CHOOSING = (State.PREVIEWED, State.PAUSED)


def choose(
    actor: Person,
    *,
    arrival_id: int,
    choices: Mapping[str, Any] | None = None,
    consents: Mapping[str, bool] | None = None,
) -> Arrival:
    """Pick posts and say which kinds of rows may be used.

    `choices`: `audience` (one of AUDIENCES) for posts that were public; `select` ("all" or "none") begins anew; `add`
    and `drop` take the filters of a preview (`year`, `tag`, `visibility`, `media`, `empty`), and `ordinals`.
    """
    arrival = _choosing(actor, arrival_id)
    wanted = dict(choices or {})
    audience = wanted.get("audience", arrival.chosen.get("audience", "everyone"))
    _check_choice("audience", audience in AUDIENCES)
    _check_choice("consents", set(consents or {}) <= set(CONSENTS))
    with _picks(arrival) as picks:
        if "select" in wanted:
            _check_choice("select", wanted["select"] in {"all", "none"})
            picks.choose(is_chosen=wanted["select"] == "all")
        for word, is_chosen in (("add", True), ("drop", False)):
            _mark(picks, wanted.get(word) or {}, is_chosen=is_chosen)
        summary = picks.summary()
    with transaction.atomic():
        row = Arrival.objects.select_for_update().get(id=arrival.id)
        row.chosen = {**row.chosen, "audience": audience}
        row.consents = {**row.consents, **{name: bool(value) for name, value in (consents or {}).items()}}
        row.report, row.updated_at = {**row.report, "summary": summary}, timezone.now()
        row.save(update_fields=["chosen", "consents", "report", "updated_at"])
    return row


def edit_items(
    actor: Person,
    *,
    arrival_id: int,
    ordinals: Iterable[int],
    changes: Mapping[str, Any],
) -> int:
    """Change posts before they come in, one or many; says how many.

    `changes`: `title`, `text`, `place`, `language`, `audience` (one of AUDIENCES, or None for the usual one),
    `is_chosen`, `alts` (a text for each picture in order), `tags` (hashtags to add to those in the text). The last
    change can be taken back with `undo_edit`.
    """
    arrival = _choosing(actor, arrival_id)
    said, is_chosen = _checked(changes)
    wanted = list(dict.fromkeys(ordinals))[:MOST_AT_ONCE]
    with _picks(arrival) as picks:
        picks.remember(wanted)
        count = picks.change(wanted, said, is_chosen=is_chosen)
        if is_chosen is not None:
            summary = picks.summary()
            Arrival.objects.filter(id=arrival.id).update(report={**arrival.report, "summary": summary})
    Arrival.objects.filter(id=arrival.id).update(updated_at=timezone.now())
    return count


def undo_edit(actor: Person, *, arrival_id: int) -> int:
    """Take the last change of posts back; says of how many."""
    arrival = _choosing(actor, arrival_id)
    with _picks(arrival) as picks:
        count = picks.take_back()
        report = {**arrival.report, "summary": picks.summary()}
    Arrival.objects.filter(id=arrival.id).update(report=report, updated_at=timezone.now())
    return count


def start_import(actor: Person, *, arrival_id: int) -> Arrival:
    """Bring in what was picked. Announces ImportAsked."""
    return _go(actor, arrival_id, {State.PREVIEWED})


def resume_arrival(actor: Person, *, arrival_id: int) -> Arrival:
    """Go on where it was paused. Announces ImportAsked."""
    return _go(actor, arrival_id, {State.PAUSED})


def pause_arrival(actor: Person, *, arrival_id: int) -> Arrival:
    """Stop after the present batch."""
    arrival = get_arrival(actor, arrival_id=arrival_id)
    Arrival.objects.filter(id=arrival.id, state=State.IMPORTING).update(state=State.PAUSED, updated_at=timezone.now())
    return get_arrival(actor, arrival_id=arrival_id)


def _go(actor: Person, arrival_id: int, states: set[State]) -> Arrival:
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    get_arrival(actor, arrival_id=arrival_id)
    with transaction.atomic():
        arrival = Arrival.objects.select_for_update().get(id=arrival_id)
        if arrival.state == State.IMPORTING:
            return arrival
        if arrival.state not in states:
            raise Refused(_("This cannot be brought in at the moment. Look at it again."), code="changed")
        if not open_sources().get(arrival.source, True):
            raise Refused(_("Nothing comes in from there at the moment. Your choice is kept."), code="source_closed")
        arrival.state, arrival.updated_at, arrival.attempts = State.IMPORTING, timezone.now(), 0
        arrival.save(update_fields=["state", "updated_at", "attempts"])
        announce(ImportAsked(arrival.id))
    return arrival


def _choosing(actor: Person, arrival_id: int) -> Arrival:
    arrival = get_arrival(actor, arrival_id=arrival_id)
    if arrival.state not in CHOOSING:
        raise Refused(_("There is nothing to choose here at the moment. Look at it again."), code="changed")
    return arrival


def _picks(arrival: Arrival) -> Picks:
    try:
        return Picks(folders.picks(arrival.id))
    except FileNotFoundError:
        raise NotFound from None


def _mark(picks: Picks, which: Mapping[str, Any], *, is_chosen: bool) -> None:
    if not which:
        return
    _check_choice("choices", set(which) <= {*FILTERS, "ordinals"})
    if "ordinals" in which:
        picks.change(list(which["ordinals"])[:MOST_AT_ONCE], {}, is_chosen=is_chosen)
    filters = {name: value for name, value in which.items() if name in FILTERS}
    if filters:
        picks.choose(is_chosen=is_chosen, filters=filters)


def _checked(changes: Mapping[str, Any]) -> tuple[dict[str, Any], bool | None]:
    known = {"title", "text", "place", "language", "audience", "is_chosen", "alts", "tags"}
    _check_choice("changes", set(changes) <= known)
    said: dict[str, Any] = {}
    for name in ("title", "text", "place", "language"):
        if name in changes:
            text = tidy(str(changes[name])) if name == "text" else tidy_line(str(changes[name]))
            _check_length(name, text)
            said[name] = text
    if said.get("language"):
        _check_choice("language", is_known(said["language"]))
    if "audience" in changes:
        _check_choice("audience", changes["audience"] in {None, *AUDIENCES})
        said["audience"] = changes["audience"]
    if "tags" in changes:
        said["tags"] = [tidy_line(str(tag))[:100] for tag in list(changes["tags"])[:MOST_TAGS]]
    if "alts" in changes:
        said["alts"] = [tidy(str(alt))[: LONGEST["alt"]] for alt in list(changes["alts"])[:18]]
    is_chosen = changes.get("is_chosen")
    return said, None if is_chosen is None else bool(is_chosen)


def _check_length(name: str, text: str) -> None:
    over = len(text) - LONGEST[name]
    if over > 0:
        raise Refused(
            _("This is too long by %(over)s. Up to %(most)s characters fit.") % {"over": over, "most": LONGEST[name]},
            field=name,
            code="too_long",
        )


def _check_choice(field: str, is_good: bool) -> None:  # noqa: FBT001 - a check reads so
    if not is_good:
        raise Refused(_("That is not one of the choices."), field=field, code="bad_choice")
