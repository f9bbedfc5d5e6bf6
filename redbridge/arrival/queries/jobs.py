"""Uploads as their owners see them."""

from collections.abc import Collection

from redbridge.accounts.models import Person
from redbridge.arrival.models import Arrival, ArrivedItem, SourceSwitch, WaitingNewcomer
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible

SOURCES = ("tiktok", "instagram", "mastodon", "folder", "redbridge")
MOST_SLOTS = 100
MOST_SHOWN = 50


def own_arrivals(viewer: Person) -> list[Arrival]:
    """What the viewer brought, newest first."""
    return list(Arrival.objects.filter(person=viewer).order_by("-created_at")[:MOST_SHOWN])


def own_arrival(viewer: Person, *, arrival_id: int) -> Arrival:
    """The viewer's own upload; NotFound for those of others."""
    return get_arrival(viewer, arrival_id=arrival_id)


def get_arrival(owner: Person | WaitingNewcomer, *, arrival_id: int) -> Arrival:
    """The upload of a person, or of a newcomer who waits; NotFound for anybody else's."""
    mine = {"person": owner} if isinstance(owner, Person) else {"newcomer": owner, "person": None}
    found = Arrival.objects.filter(id__in=possible([arrival_id]), **mine).first()
    if found is None:
        raise NotFound
    return found


def open_sources() -> dict[str, bool]:
    """Every source with whether the operator lets it in at the moment."""
    closed = set(SourceSwitch.objects.filter(is_open=False).values_list("source", flat=True))
    return {source: source not in closed for source in SOURCES}


def slots(viewer: Person, *, after: int = 0, limit: int = MOST_SLOTS) -> list[ArrivedItem]:
    """Posts that wait for their pictures or video, oldest first; `after` is the id of the last one shown."""
    rows = ArrivedItem.objects.filter(person=viewer, state=ArrivedItem.State.SLOT, id__gt=after)
    return list(rows.order_by("id")[: min(limit, MOST_SLOTS)])


def slot_count(viewer: Person) -> int:
    return ArrivedItem.objects.filter(person=viewer, state=ArrivedItem.State.SLOT).count()


def get_slot(viewer: Person, *, item_id: int) -> ArrivedItem:
    found = ArrivedItem.objects.filter(id=item_id, person=viewer, state=ArrivedItem.State.SLOT).first()
    if found is None:
        raise NotFound
    return found


def items_of(viewer: Person, *, arrival_id: int, states: Collection[str] = (), limit: int = 50) -> list[ArrivedItem]:
    """Posts of an import and what became of them."""
    rows = ArrivedItem.objects.filter(arrival=get_arrival(viewer, arrival_id=arrival_id))
    return list((rows.filter(state__in=states) if states else rows).order_by("id")[:limit])
