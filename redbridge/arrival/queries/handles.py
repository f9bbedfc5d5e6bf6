"""Old handles: one's own with how they stand, everybody's proved ones that they show, and what waits for moderators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.arrival import signingin
from redbridge.arrival.handles import PLATFORMS, label_of, shown
from redbridge.arrival.models import NameClaim, OldHandle, Vouch
from redbridge.follows import queries as follows
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared
from redbridge.outbound import client
from redbridge.trust.queries import check_moderator

State = OldHandle.State
STANDING = (State.PROVED, State.VOUCHED)
NEEDED = 3
VOUCHES_A_MONTH = 3
MONTH = timedelta(days=30)
OLD_ENOUGH = timedelta(days=14)
OUT_OF_REACH = ("unreachable", "gone")
LOOKING = "looking"
LOOKS_FOR = timedelta(minutes=2)
QUEUE = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """A handle that everybody may see: proved, or vouched for."""

    platform: str
    label: str
    handle: str
    url: str
    is_vouched: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Own:
    """One's own handle. `is_looking`: the site is reading the old profile right now."""

    row: OldHandle
    label: str
    said: str
    vouches: int
    is_looking: bool
    can_look: bool
    can_sign_in: bool
    can_object: bool
    can_be_vouched: bool
    can_claim: bool

    @property
    def is_proved(self) -> bool:
        return self.row.state == State.PROVED

    @property
    def is_vouched(self) -> bool:
        return self.row.state == State.VOUCHED

    @property
    def links_back(self) -> bool:
        """Whether a link with rel=me is as good as the code there."""
        return PLATFORMS[self.row.platform].is_linked if self.row.platform in PLATFORMS else False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a moderator looks at; `owner_id` is somebody else who has proved the same handle.

    `is_same_account`: both signed in there as the very same account, or as two that had the name one after the other;
    None where not both did.
    """

    row: OldHandle
    label: str
    said: str
    owner_id: int | None
    is_same_account: bool | None = None


@dataclass(frozen=True, slots=True)
class VouchView:
    """What somebody sees who is asked to vouch; with a `hurdle` they cannot, and without a proof they see no name.

    `is_given`: they already do. The hurdle is prove, young, month or circle.
    """

    id: int
    owner_id: int
    label: str
    said: str
    count: int
    is_given: bool
    hurdle: str


def own_handles(viewer: Person) -> list[Own]:
    """The viewer's old handles, oldest first."""
    rows = list(OldHandle.objects.filter(person=viewer).order_by("id"))
    counts: dict[int, int] = {}
    if any(row.problem in OUT_OF_REACH or row.state == State.VOUCHED for row in rows):
        for handle_id in live_vouches(OldHandle.objects.filter(person=viewer)).values_list("old_handle_id", flat=True):
            counts[handle_id] = counts.get(handle_id, 0) + 1
    return [_own(row, counts.get(row.id, 0)) for row in rows]


def own_handle(viewer: Person, *, handle_id: int) -> Own:
    """One of the viewer's; NotFound for anybody else's."""
    row = own_row(viewer, handle_id=handle_id)
    return _own(row, live_vouches(OldHandle.objects.filter(id=row.id)).count())


def own_row(viewer: Person, *, handle_id: int) -> OldHandle:
    row = OldHandle.objects.filter(person=viewer, id__in=possible([handle_id])).first()
    if row is None:
        raise NotFound
    return row


def is_proved(person_ids: Iterable[int], platform: str | None = None) -> set[int]:
    """Those of the people who proved an old handle, or for whom three vouch; on one platform, or on any."""
    rows = OldHandle.objects.filter(person__in=possible(person_ids), state__in=STANDING)
    if platform is not None:
        rows = rows.filter(platform=platform)
    return set(rows.values_list("person_id", flat=True))


def public_handles(person_ids: Iterable[int]) -> dict[int, list[Shown]]:
    """The proved and vouched handles that their owners show, by person, in one query."""
    found: dict[int, list[Shown]] = {}
    wanted = possible(person_ids)
    for person_id, platform, handle, url, state, since in _PUBLIC.rows(ids=wanted) if wanted else ():
        one = Shown(platform, label_of(platform), shown(platform, handle), url, state == State.VOUCHED, since)
        found.setdefault(person_id, []).append(one)
    return found


_PUBLIC: Prepared[OldHandle] = Prepared(
    lambda ids: (
        OldHandle.objects.filter(
            person__in=ids, is_shown=True, state__in=[State.PROVED, State.VOUCHED], proved_at__isnull=False
        )
        .order_by("id")
        .values_list("person_id", "platform", "handle", "profile_url", "state", "proved_at")
    )
)


def asked_handles(viewer: Person, *, after: int | None = None) -> tuple[list[Asked], int | None]:
    """What waits for a moderator, oldest first; the second value is what to pass as `after`, None at the end."""
    check_moderator(viewer)
    rows = OldHandle.objects.filter(state=State.ASKED).exclude(person=viewer).order_by("id")
    if after:
        rows = rows.filter(id__gt=after)
    found = list(rows[: QUEUE + 1])
    owners = _owners(found[:QUEUE])
    asked = []
    for row in found[:QUEUE]:
        owner_id, account_key = owners.get((row.platform, row.key), (None, ""))
        is_same = row.account_key == account_key if row.account_key and account_key else None
        asked.append(Asked(row, label_of(row.platform), shown(row.platform, row.handle), owner_id, is_same))
    return asked, found[QUEUE - 1].id if len(found) > QUEUE else None


def standing_handles(viewer: Person, *, person_id: int) -> list[Asked]:
    """What somebody proved, shown or not, so that a moderator can take it back."""
    check_moderator(viewer)
    rows = OldHandle.objects.filter(person__in=possible([person_id]), state__in=STANDING).order_by("id")
    return [Asked(row, label_of(row.platform), shown(row.platform, row.handle), None) for row in rows]


def _owners(rows: list[OldHandle]) -> dict[tuple[str, str], tuple[int, str]]:
    wanted = Q()
    for row in rows:
        wanted |= Q(platform=row.platform, key=row.key)
    if not rows:
        return {}
    held = OldHandle.objects.filter(wanted, state__in=STANDING)
    return {(row.platform, row.key): (row.person_id, row.account_key) for row in held}


def waiting_count(viewer: Person) -> int:
    """How many handles and names wait for a moderator."""
    check_moderator(viewer)
    asked = OldHandle.objects.filter(state=State.ASKED).exclude(person=viewer).count()
    return asked + NameClaim.objects.filter(state=NameClaim.State.OPEN).exclude(person=viewer).count()


def name_claims(viewer: Person) -> list[NameClaim]:
    """Names that somebody says are theirs, oldest first."""
    check_moderator(viewer)
    rows = NameClaim.objects.filter(state=NameClaim.State.OPEN).exclude(person=viewer)
    return list(rows.select_related("old_handle", "person").order_by("id")[:QUEUE])


def own_name_claims(viewer: Person) -> list[NameClaim]:
    """The names that the viewer asked for."""
    return list(NameClaim.objects.filter(person=viewer).order_by("-id")[:QUEUE])


def vouching(viewer: Person, *, handle_id: int) -> VouchView:
    """A handle that waits for people to vouch; NotFound where nobody can, or the viewer may not know of it."""
    row = OldHandle.objects.select_related("person").filter(id__in=possible([handle_id])).first()
    if row is None or not row.person.is_shown or row.person_id == viewer.id:
        raise NotFound
    is_given = Vouch.objects.filter(old_handle=row, person=viewer, revoked_at=None).exists()
    is_open = row.problem in OUT_OF_REACH and row.state not in {State.PROVED, State.REVOKED}
    if not (is_given or is_open) or follows.relation(viewer, person_id=row.person_id).is_apart:
        raise NotFound
    hurdle = "" if is_given else hurdle_of(viewer, row.person_id)
    hides = hurdle == "prove"
    return VouchView(
        row.id,
        row.person_id,
        "" if hides else label_of(row.platform),
        "" if hides else shown(row.platform, row.handle),
        live_vouches(OldHandle.objects.filter(id=row.id)).count(),
        is_given,
        hurdle,
    )


def hurdle_of(viewer: Person, owner_id: int) -> str:
    """Why somebody cannot vouch for somebody else now; empty when they can."""
    now = timezone.now()
    states = set(OldHandle.objects.filter(person=viewer, state__in=STANDING).values_list("state", flat=True))
    if states != {State.PROVED}:  # whoever is vouched for themselves has shown nothing that others could build on
        return "prove"
    if viewer.created_at > now - OLD_ENOUGH:
        return "young"
    if Vouch.objects.filter(person=viewer, at__gt=now - MONTH).count() >= VOUCHES_A_MONTH:
        return "month"
    theirs = OldHandle.objects.filter(person=viewer)
    return "circle" if Vouch.objects.filter(old_handle__in=theirs, person=owner_id, revoked_at=None).exists() else ""


def live_vouches(handles: "QuerySet[OldHandle]") -> "QuerySet[Vouch]":
    """Vouches that count: not taken back, by people who are here and whose own handle is still proved."""
    proved = OldHandle.objects.filter(state=State.PROVED).values("person")
    return Vouch.objects.filter(
        old_handle__in=handles,
        revoked_at=None,
        person__in=proved,
        person__closed_at=None,
        person__standing__in=[Person.State.VISIBLE, Person.State.LIMITED],
    )


def _own(row: OldHandle, vouches: int) -> Own:
    is_new = row.checked_at is not None and row.checked_at > timezone.now() - LOOKS_FOR
    is_open = row.state not in {State.PROVED, State.REVOKED} and not row.objection
    return Own(
        row,
        label_of(row.platform),
        shown(row.platform, row.handle),
        vouches,
        is_looking=row.problem == LOOKING and is_new,
        can_look=is_open and client.is_on() and bool(row.profile_url),
        can_sign_in=is_open and signingin.is_open(row.platform, row.profile_url),
        can_object=row.state == State.REVOKED and not row.objection,
        can_be_vouched=is_open and row.problem in OUT_OF_REACH,
        can_claim=row.state == State.PROVED,
    )
