"""Announce what happened, run again what died, and forget what is long done."""

import dataclasses
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from redbridge.events import doorbell, registry
from redbridge.events.models import Announcement, Delivery

KEEP_DONE = timedelta(days=7)
KEEP_DEAD = timedelta(days=90)
BATCH = 500


def announce(event: Any) -> None:
    """Tell everybody who reacts to the event, once the transaction around this call commits.

    One row for the event and one for each reaction, written here and now; if the transaction rolls back,
    nothing happened. Outside a transaction it is one of its own.
    """
    cls = type(event)
    if not registry.is_event(cls):
        raise TypeError(f"{cls.__name__} is no event: put @event above its dataclass")
    reactions = registry.reactions_to(cls)
    with transaction.atomic(savepoint=False):
        announcement = Announcement.objects.create(event=cls.__name__, payload=dataclasses.asdict(event))
        if reactions:
            Delivery.objects.bulk_create(
                Delivery(
                    announcement=announcement,
                    reaction=reaction.name,
                    queue=reaction.queue,
                    priority=reaction.priority,
                    run_at=announcement.at,
                )
                for reaction in reactions
            )
            _ring_on_commit(reaction.queue for reaction in reactions)


def run_again(ids: Iterable[int]) -> int:
    """Give dead deliveries all their attempts again; returns how many. Whoever calls has checked who asks."""
    with transaction.atomic():
        dead = Delivery.objects.filter(id__in=list(ids), state=Delivery.State.DEAD)
        queues = set(dead.values_list("queue", flat=True))
        count = dead.update(
            state=Delivery.State.WAITING, attempts=0, run_at=timezone.now(), worker="", finished_at=None
        )
        _ring_on_commit(queues)
    return count


def purge_finished() -> None:
    """Forget deliveries done a week ago and dead for a quarter, and announcements that nobody waits for."""
    now = timezone.now()
    owed = Delivery.objects.filter(announcement=models.OuterRef("pk"))
    _delete_in_batches(Delivery.objects.filter(state=Delivery.State.DONE, finished_at__lt=now - KEEP_DONE))
    _delete_in_batches(Delivery.objects.filter(state=Delivery.State.DEAD, finished_at__lt=now - KEEP_DEAD))
    _delete_in_batches(Announcement.objects.filter(~models.Exists(owed), at__lt=now - KEEP_DONE))


def _ring_on_commit(queues: Iterable[str]) -> None:
    for queue in sorted(set(queues)):
        transaction.on_commit(partial(doorbell.ring, queue), robust=True)


def _delete_in_batches(rows: models.QuerySet[Any]) -> None:
    # One statement a batch, so that nobody waits long for the write lock.
    while ids := list(rows.values_list("pk", flat=True)[:BATCH]):
        rows.filter(pk__in=ids).delete()
