"""People whom somebody knew elsewhere and who want to be found; of others not even that they exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, QuerySet

from redbridge.accounts.models import Person
from redbridge.arrival.handles import label_of, shown
from redbridge.arrival.models import Finding, FriendKey, Match, OldHandle
from redbridge.follows import queries as follows
from redbridge.kit.ids import possible

State, List = Match.State, FriendKey.List
PROVED = OldHandle.State.PROVED
SHOWN = (Person.State.VISIBLE, Person.State.LIMITED)
KNOWN = (List.FOLLOWING, List.FOLLOWERS)
MOST = 500


@dataclass(frozen=True, slots=True)
class Friend:
    """Somebody who was found, or who asks to find the viewer: who they are here, and were there."""

    person_id: int
    platform: str
    label: str
    said: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of friends tells its owner of themselves; `lists` are the places that they brought lists from.

    Who has not chosen yet is asked first when they begin.
    """

    is_findable: bool
    asks_first: bool
    is_looking: bool
    proved: list[str]
    lists: list[str]
    until: datetime | None

    @property
    def can_look(self) -> bool:
        """Whether looking could find anybody at all."""
        return self.is_looking and bool(set(self.proved) & set(self.lists))


def finding_of(person_id: int) -> Finding:
    """What somebody allows; nothing, where they chose nothing."""
    return Finding.objects.filter(person=person_id).first() or Finding(person_id=person_id)


def desk(viewer: Person) -> Desk:
    """How things stand for the viewer."""
    chosen = finding_of(viewer.id)
    proved = OldHandle.objects.filter(person=viewer, state=PROVED).order_by("id").values_list("platform", flat=True)
    keys = FriendKey.objects.filter(person=viewer)
    brought = dict(keys.filter(list__in=KNOWN).values_list("platform").annotate(Max("expires_at")))
    return Desk(
        chosen.is_findable,
        chosen.asks_first or chosen.changed_at is None,
        chosen.is_looking,
        list(dict.fromkeys(label_of(name) for name in proved)),
        [label_of(name) for name in brought],
        max((at for at in brought.values() if at), default=None),
    )


def friends(viewer: Person) -> list[Friend]:
    """Who was found and still wants to be, newest first; whom the viewer follows or dismissed is no longer among them.

    Everything is asked of the present: who changed their mind, lost a proof or blocked is gone at once.
    """
    rows = Match.objects.filter(person=viewer, state=State.OFFERED).exclude(found__in=follows.hidden_people(viewer))
    rows = _seen(rows, "found", Finding.objects.filter(is_findable=True))
    if not finding_of(viewer.id).is_looking:
        return []
    return _named(rows, "found")


def asking(viewer: Person) -> list[Friend]:
    """Who knew the viewer, looks for them, and waits for a yes."""
    rows = Match.objects.filter(found=viewer, state=State.ASKED).exclude(person__in=follows.hidden_people(viewer))
    return _named(_seen(rows, "person", Finding.objects.filter(is_looking=True)), "person")


def quietly_apart(viewer: Person | None, *, person_ids: Iterable[int]) -> set[int]:
    """Those whom an old list of the viewer blocks or mutes here.

    Such a list, which anybody can write, must not tell who somebody is now: only those of them are named whose old
    handle everybody may see, and all others look as if they were the ones who block.
    """
    if viewer is None:
        return set()
    rows = Match.objects.filter(person=viewer, found__in=possible(person_ids), list__in=[List.BLOCKED, List.MUTED])
    open_handle = OldHandle.objects.filter(
        person=OuterRef("found"), platform=OuterRef("platform"), is_shown=True, state__in=["proved", "vouched"]
    )
    return set(rows.exclude(Exists(open_handle)).values_list("found_id", flat=True))


def _seen(rows: "QuerySet[Match]", side: str, wanting: "QuerySet[Finding]") -> "QuerySet[Match]":
    """Those whose other side is here, wants it, and has still proved who they were."""
    proved = OldHandle.objects.filter(person=OuterRef(side), platform=OuterRef("platform"), state=PROVED)
    return rows.filter(
        Exists(wanting.filter(person=OuterRef(side))),
        Exists(proved),
        **{f"{side}__closed_at": None, f"{side}__standing__in": SHOWN},
    )


def _named(rows: "QuerySet[Match]", side: str) -> list[Friend]:
    found = list(rows.order_by("-at", "-id").values_list(f"{side}_id", "platform", "at")[:MOST])
    handles: dict[tuple[int, str], str] = {}
    proved = OldHandle.objects.filter(person__in=possible(row[0] for row in found), state=PROVED)
    for person_id, platform, handle in proved.order_by("-id").values_list("person_id", "platform", "handle"):
        handles[person_id, platform] = shown(platform, handle)
    return [
        Friend(person_id, platform, label_of(platform), handles.get((person_id, platform), ""), at)
        for person_id, platform, at in found
    ]
