"""One draft on two devices: merged where it can be, kept apart where the author has to choose."""

from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotFound, Problem, Refused
from redbridge.kit.ids import possible
from redbridge.media import actions as media
from redbridge.notes.actions.content import Content, check_may_write
from redbridge.notes.actions.publishing import content_of
from redbridge.notes.merging import LONG, SHORT, both, merge
from redbridge.notes.models import Draft, DraftPicture, DraftRevision
from redbridge.notes.queries import draft_pictures, get_draft

REVISIONS_KEPT = 200
MOST_APART = 5
LONGEST_DEVICE = 20


class DraftChanged(Problem):
    """Somebody changed the same part of the draft elsewhere; `draft` is the newest, with both versions in it."""

    status = 409

    def __init__(self, draft: Draft) -> None:
        super().__init__(_("You changed this draft somewhere else in the meantime."), code="draft_changed")
        self.draft = draft


def write(draft: Draft, content: Content) -> None:
    """The next revision of a draft whose row is locked."""
    for name, value in asdict(content).items():
        setattr(draft, name, value)
    draft.revision += 1
    draft.updated_at = timezone.now()
    draft.save()
    remember(draft, content)


def remember(draft: Draft, content: Content) -> None:
    """How this revision reads, for the device that comes back with it."""
    DraftRevision.objects.create(draft=draft, revision=draft.revision, content=asdict(content))
    if draft.revision % REVISIONS_KEPT == 0:
        DraftRevision.objects.filter(draft=draft, revision__lte=draft.revision - REVISIONS_KEPT).delete()


def merge_into(draft: Draft, said: dict[str, Any], *, revision: int, device: str) -> dict[str, Any]:
    """Merge what a device said that knew an older revision; answers what both changed, which is kept apart."""
    check_ties_stay(draft, said)
    now = content_of(draft)
    base = DraftRevision.objects.filter(draft=draft, revision=revision).values_list("content", flat=True).first()
    known = replace(now, **{name: base[name] for name in asdict(now) if name in base}) if base else now
    if "kind" in said and said["kind"] != known.kind and "details" not in said:
        said = {**said, "details": draft.parked.get(said["kind"], {})}
    mine = asdict(replace(known, **said).tidied())
    theirs = asdict(now)
    names = set(said) | ({"kind", "details"} if "details" in said else set())
    found, clashes = merge(base, {name: mine[name] for name in names}, theirs)
    left = {theirs["kind"]: theirs["details"], mine["kind"]: mine["details"]}
    draft.parked = {**draft.parked, **{kind: left[kind] for kind in left if kind != found["kind"] and left[kind]}}
    set_aside = _keep_apart(draft, clashes, device or f"r{revision}")
    if found != theirs:
        write(draft, replace(now, **found).tidied())
    elif set_aside:
        draft.save(update_fields=["apart", "parked"])
    return clashes


def _keep_apart(draft: Draft, clashes: dict[str, Any], device: str) -> bool:
    """Each device has one place, whose words of before are replaced; says whether anything changed."""
    name = device[:LONGEST_DEVICE]
    before = draft.apart.get(name, {})
    if clashes == {field: value for field, value in before.items() if field in clashes or not _is_alt(field)}:
        return False
    kept = {field: value for field, value in before.items() if _is_alt(field)} | clashes
    _check_room(draft, name)
    draft.apart = {key: value for key, value in {**draft.apart, name: kept}.items() if value}
    return True


def _is_alt(field: str) -> bool:
    return field.startswith("alt-")


def _check_room(draft: Draft, name: str) -> None:
    if name not in draft.apart and len(draft.apart) >= MOST_APART:
        raise Refused(_("Many versions of this draft wait for you. Choose what stays first."), code="apart")


def describe_in_draft(
    actor: Person, *, draft_id: int, picture_id: int, alt: str, was: str | None = None, device: str = ""
) -> None:
    """Describe a picture of a draft; `was` is what the device had before, so that nothing newer is overwritten."""
    check_may_write(actor)
    draft = get_draft(actor, draft_id=draft_id)
    picture = next((row for row in draft_pictures([draft_id]).get(draft_id, []) if row.id == picture_id), None)
    if picture is None:
        raise NotFound
    if alt in ({picture.alt} if was is None else {picture.alt, was}):
        return
    if was is None or picture.alt == was:
        media.describe_picture(actor, picture_id=picture_id, alt=alt, language=draft.language)
        return
    with transaction.atomic():
        locked = _locked(actor, draft_id)
        name = device[:LONGEST_DEVICE] or "alt"
        _check_room(locked, name)
        locked.apart = {**locked.apart, name: {**locked.apart.get(name, {}), f"alt-{picture_id}": alt}}
        locked.save(update_fields=["apart"])
    raise DraftChanged(locked)


def settle_versions(actor: Person, *, draft_id: int, revision: int, choices: dict[tuple[str, str], str]) -> Draft:
    """Choose between versions kept apart: by device and field `this` (the draft's), `that` or `both`.

    DraftChanged when the draft is no longer the one that the choice was made about.
    """
    check_may_write(actor)
    with transaction.atomic():
        draft = _locked(actor, draft_id)
        if revision != draft.revision:
            raise DraftChanged(draft)
        content = asdict(content_of(draft))
        left: dict[str, dict[str, Any]] = {}
        for device, fields in draft.apart.items():
            for field, that in fields.items():
                choice = choices.get((device, field))
                if choice not in {"this", "that", "both"}:
                    left.setdefault(device, {})[field] = that
                elif choice != "this":
                    _take(actor, draft, content, field, that, is_both=choice == "both")
        draft.apart = left
        if content["kind"] != draft.kind:
            draft.parked = {**draft.parked, draft.kind: draft.details}
            content["details"] = draft.parked.get(content["kind"], {})
        write(draft, Content(**content).tidied())
        return draft


def _take(actor: Person, draft: Draft, content: dict[str, Any], field: str, that: Any, *, is_both: bool) -> None:
    if _is_alt(field):
        picture_id = int(field.removeprefix("alt-"))
        row = DraftPicture.objects.filter(draft=draft, picture=picture_id).select_related("picture").first()
        if row is not None:
            alt = both(field, row.picture.alt, that) if is_both else that
            media.describe_picture(actor, picture_id=picture_id, alt=alt, language=draft.language)
        return
    content[field] = both(field, content[field], that) if is_both and field in (*LONG, *SHORT) else that


def check_ties_stay(draft: Draft, said: dict[str, Any]) -> None:
    """A draft keeps what it answers and quotes, or lets go of it."""
    for name in ("answers_id", "quotes_id"):
        if said.get(name) not in {None, getattr(draft, name)}:
            raise Refused(_("That is not one of the choices."), field=name.removesuffix("_id"), code="bad_choice")


def _locked(actor: Person, draft_id: int) -> Draft:
    found = Draft.objects.select_for_update().filter(author=actor, id__in=possible([draft_id])).first()
    return found or get_draft(actor, draft_id=draft_id)
