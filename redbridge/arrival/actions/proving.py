"""Say who one was elsewhere, and prove it: by a code in the old profile, a link back, or the eyes of a moderator."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival import handles, profiles
from redbridge.arrival.actions.revoking import is_taken_back, moderators, take_back
from redbridge.arrival.codes import new_code
from redbridge.arrival.events import HandleCheckAsked, HandleDecided, HandleLost, HandleProved, QueueChanged
from redbridge.arrival.models import OldHandle
from redbridge.arrival.queries.handles import LOOKING, STANDING, own_row
from redbridge.events import announce
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.ids import possible
from redbridge.notes import actions as notes
from redbridge.notifications import actions as notifications
from redbridge.outbound import client
from redbridge.trust.queries import check_moderator

State, Method = OldHandle.State, OldHandle.Method
MOST_HANDLES = 12
CLAIMS_A_DAY = 20
LOOKS_AN_HOUR = 10
PROOF = ("state", "method", "problem", "proved_at", "proved_by", "checked_at")
# What a failed look means to the person; everything else is what the place answered in a way that we cannot read.
MEANS = {"off": "off", "unreachable": "unreachable", "slow": "unreachable", "gone": "gone", "status": "wall"}
MOVED = {"address", "host", "redirects"}
REASONS = ("missing", "unreachable", "gone", "other")  # why a moderator says no


def claim_handle(actor: Person, *, platform: str, handle: str, is_shown: bool = False) -> OldHandle:
    """Say that one was called so elsewhere; the row holds the code for the old profile. Again returns what is there."""
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    found = handles.named(platform, handle)
    limits.require(f"old-handle:{actor.id}", limit=CLAIMS_A_DAY, seconds=86_400)
    return _claim(actor, found, is_shown=is_shown)


def claim_from_export(person: Person, *, platform: str, handle: str) -> OldHandle | None:
    """Remember what an export says of its owner; it proves nothing, and nobody else sees it."""
    try:
        return _claim(person, handles.named(platform, handle), is_shown=False)
    except Refused:
        return None


def _claim(person: Person, found: handles.Named, *, is_shown: bool) -> OldHandle:
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=person.id)
        own = OldHandle.objects.filter(person=person)
        row = own.filter(platform=found.platform.name, key=found.key).first()
        if row is not None:
            return row
        if own.count() >= MOST_HANDLES:
            raise Refused(_("Twelve old handles are enough. Remove one first."), field="handle", code="too_many")
        return OldHandle.objects.create(
            person=person,
            platform=found.platform.name,
            handle=found.handle,
            key=found.key,
            profile_url=found.url,
            code=new_code(),
            is_shown=is_shown,
        )


def show_handle(actor: Person, *, handle_id: int, is_shown: bool) -> None:
    """Show a proved handle on one's profile, or not; one that is not proved is never shown."""
    row = own_row(actor, handle_id=handle_id)
    OldHandle.objects.filter(id=row.id).update(is_shown=is_shown)


def drop_handle(actor: Person, *, handle_id: int) -> None:
    """Forget an old handle and everything about it. Announces HandleLost where it was proved."""
    row = own_row(actor, handle_id=handle_id)
    if is_taken_back(row):
        raise Refused(_("A moderator took this handle back, so it stays here. You can object."), code="revoked")
    with transaction.atomic():
        state = row.state
        row.delete()
        if state == State.ASKED:
            announce(QueueChanged(is_more=False))
        if state in STANDING:
            announce(HandleLost(actor.id, row.platform))


def ask_check(actor: Person, *, handle_id: int) -> None:
    """Have the site look at the old profile now. Announces HandleCheckAsked."""
    row = own_row(actor, handle_id=handle_id)
    if not client.is_on() or not row.profile_url:
        raise Refused(_("This site does not open pages elsewhere. A moderator can look."), code="off")
    if row.state == State.PROVED:
        return
    if is_taken_back(row):
        raise Refused(_("A moderator took this handle back. You can object, and another one looks."), code="revoked")
    limits.require(f"old-handle-look:{actor.id}", limit=LOOKS_AN_HOUR, seconds=3600)
    with transaction.atomic():
        OldHandle.objects.filter(id=row.id).update(problem=LOOKING, checked_at=timezone.now())
        announce(HandleCheckAsked(row.id))


def ask_moderator(actor: Person, *, handle_id: int) -> None:
    """Have a moderator look at the old profile."""
    row = own_row(actor, handle_id=handle_id)
    limits.require(f"old-handle-ask:{actor.id}", limit=LOOKS_AN_HOUR, seconds=86_400)
    if is_taken_back(row):
        raise Refused(_("A moderator took this handle back. You can object, and another one looks."), code="revoked")
    with transaction.atomic():
        if OldHandle.objects.filter(id=row.id, state=State.CLAIMED).update(state=State.ASKED, problem=""):
            announce(QueueChanged(is_more=True))


def check_handle(*, old_handle_id: int) -> None:
    """Look at the old profile and write down what was found; for the worker, outside of any transaction."""
    row = OldHandle.objects.select_related("person").filter(id=old_handle_id, problem=LOOKING).first()
    if row is None or row.state == State.PROVED or is_taken_back(row):
        return
    method, problem = _look(row)
    if method:
        prove(old_handle_id=row.id, method=method)
    else:
        OldHandle.objects.filter(id=row.id, problem=LOOKING).update(problem=problem, checked_at=timezone.now())


def prove(*, old_handle_id: int, method: str, moderator: Person | None = None, account_key: str = "") -> bool:
    """Write down that a handle is proved; False where somebody else has proved the same, which a moderator settles.

    `account_key` is kept where somebody signed in there. Announces HandleProved, or QueueChanged.
    """
    try:
        with transaction.atomic():
            row = OldHandle.objects.select_for_update(no_key=True).filter(id=old_handle_id).first()
            if row is None or row.state in {State.PROVED, State.REVOKED}:
                return row is not None and row.state == State.PROVED
            if moderator is None and (not row.code or is_taken_back(row)):
                return False
            now = timezone.now()
            row.state, row.method, row.problem = State.PROVED, method, ""
            row.proved_at, row.proved_by, row.checked_at = now, moderator, now
            row.account_key, row.words = account_key or row.account_key, ""
            row.save(update_fields=[*PROOF, "words", "account_key"])
            announce(HandleProved(row.id, row.person_id))
    except IntegrityError:
        found = {"state": State.ASKED, "problem": "taken", "method": method, "checked_at": timezone.now()}
        with transaction.atomic():
            OldHandle.objects.filter(id=old_handle_id).update(**found, **_kept(account_key))
            announce(QueueChanged(is_more=True))
        return False
    return True


def _kept(account_key: str) -> dict[str, str]:
    return {"account_key": account_key} if account_key else {}


def decide_handle(actor: Person, *, handle_id: int, reason: str = "") -> None:
    """A moderator says yes, or no for a reason. Announces HandleDecided, and HandleProved for a yes.

    A yes takes the handle from whoever had proved it before. About an objection another moderator decides than the one
    who took the handle back, where there is another; a no leaves it taken back.
    """
    check_moderator(actor)
    row = OldHandle.objects.filter(id__in=possible([handle_id])).first()
    if row is None:
        raise NotFound
    if row.person_id == actor.id:
        raise NotAllowed(_("This is yours, so somebody else has to decide."))
    if is_taken_back(row) and row.proved_by_id == actor.id and moderators().exclude(person=actor).exists():
        raise NotAllowed(_("You took it back, so somebody else has to decide."))
    if reason and reason not in REASONS:
        raise Refused(_("Choose a reason."), code="reason")
    with transaction.atomic():
        if not OldHandle.objects.select_for_update(no_key=True).filter(id=row.id, state=State.ASKED).exists():
            raise Refused(_("There is nothing left to decide here."), code="decided")
        if reason and is_taken_back(row):
            OldHandle.objects.filter(id=row.id).update(state=State.REVOKED, checked_at=timezone.now())
        elif reason:
            OldHandle.objects.filter(id=row.id).update(
                state=State.CLAIMED, problem=reason, checked_at=timezone.now(), proved_by=None
            )
        else:
            others = OldHandle.objects.filter(platform=row.platform, key=row.key).exclude(id=row.id)
            take_back(others, actor, reason="others")
            prove(old_handle_id=row.id, method=Method.MODERATOR, moderator=actor)
        announce(HandleDecided(row.id, reason))
        announce(QueueChanged(is_more=False))


def list_notes_of(*, person_id: int, platform: str | None = None) -> None:
    """Let what somebody brought be found where they proved who they were, and nowhere else; for the worker."""
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        return
    rows = OldHandle.objects.filter(person=person, state__in=STANDING)
    held = set(rows.values_list("platform", flat=True))
    for name in held | {platform or "", ""}:  # what came as plain files has no platform: any proof speaks for it
        notes.list_brought_notes(person, platform=name, is_listed=name in held or (not name and bool(held)))


def tell_about_handle(*, old_handle_id: int, problem: str) -> None:
    """Tell somebody what a moderator said."""
    row = OldHandle.objects.filter(id=old_handle_id, checked_at__isnull=False).first()
    if row is not None and row.checked_at is not None:
        notifications.tell_about_old_handle(
            person_id=row.person_id, handle_id=row.id, is_proved=not problem, at=row.checked_at
        )


def _look(row: OldHandle) -> tuple[str, str]:
    """How the profile proves it, or what is the matter."""
    place = handles.PLATFORMS.get(row.platform)
    if place is None or not row.profile_url:
        return "", "off"
    try:
        page = client.fetch(row.profile_url, allow=handles.allows(place, row.profile_url), types=place.types)
    except client.Failed as failed:
        return "", "moved" if failed.code in MOVED else MEANS.get(failed.code, "unreadable")
    if page.type == handles.ACTOR:
        is_theirs = profiles.is_actor_of(page.type, page.text, row.key)
    else:
        is_theirs = profiles.is_same_profile(row.profile_url, page.address)
    if not is_theirs:
        return "", "moved"
    if any(row.code in words.lower() for words in profiles.words_of_owner(page.type, page.text)):
        return Method.FETCH, ""
    links = profiles.links_of_owner(page.type, page.text) if place.is_linked else ()
    if any(is_profile_of(link, row.person) for link in links):
        return Method.REL_ME, ""
    return "", "missing"


def is_profile_of(link: str, person: Person) -> bool:
    """Whether an address is that of somebody's profile here."""
    try:
        parts, own = urlsplit(link.strip()), urlsplit(settings.SITE_URL)
        is_here = (parts.hostname, parts.port) == (own.hostname, own.port)
    except ValueError:
        return False
    return is_here and parts.path.rstrip("/").lower() in {f"/@{person.address}", f"/@{person.address}/links"}
