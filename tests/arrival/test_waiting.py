"""Newcomers wait with their uploads until the operator asks them in; imports step aside for everybody else."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from redbridge.accounts.models import Invitation, Person
from redbridge.arrival import actions as arrival
from redbridge.arrival import folders, jobs, queries
from redbridge.arrival.actions import scanning
from redbridge.arrival.models import Arrival, WaitingNewcomer
from redbridge.events.models import Announcement, Delivery
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from tests.arrival import baggage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
State = Arrival.State


def test_a_newcomer_waits_is_invited_and_finds_the_upload(
    dana: Person, omar: Person, tmp_path: Path, settings: object
) -> None:
    settings.CAN_MAIL = True  # type: ignore[attr-defined]
    token = arrival.join_waiting(email=" New@Example.org ", language="zh-hans")
    newcomer = arrival.newcomer_of(token=token)
    source = baggage.packed(tmp_path, baggage.tiktok(posts=2))
    left = arrival.give_file(newcomer, source=source, name=source.name)
    run_waiting()
    left.refresh_from_db()
    assert left.state == State.UPLOADED  # nobody reads it before somebody joined
    load = queries.load_now(omar)
    assert (load.uploaded, load.newcomers) == (0, 1)
    Arrival.objects.update(created_at=timezone.now() - timedelta(days=5))
    arrival.purge_old()
    assert folders.upload(left.id).exists()
    with pytest.raises(NotAllowed):
        arrival.invite_waiting(dana, count=5)
    assert arrival.invite_waiting(omar, count=5) == 1
    assert arrival.invite_waiting(omar, count=5) == 0
    run_waiting()
    assert mail.outbox[0].to == ["new@example.org"]
    assert "/sign-up?invitation=" in mail.outbox[0].body
    assert Invitation.objects.count() == 1
    assert [each.id for each in arrival.claim_waiting(dana, token=token)] == [left.id]
    assert arrival.claim_waiting(omar, token=token) == []
    run_waiting()
    assert queries.own_arrival(dana, arrival_id=left.id).state == State.PREVIEWED
    assert WaitingNewcomer.objects.get().email == ""
    with pytest.raises(NotFound):
        arrival.newcomer_of(token=token)


def test_who_waits_in_vain_is_forgotten_with_the_upload(tmp_path: Path) -> None:
    token = arrival.join_waiting(email="", language="xx")
    source = baggage.packed(tmp_path, baggage.tiktok(posts=1))
    left = arrival.give_file(arrival.newcomer_of(token=token), source=source, name="a.json")
    arrival.purge_waiting()
    assert Arrival.objects.exists()
    WaitingNewcomer.objects.update(created_at=timezone.now() - timedelta(days=31))
    arrival.purge_waiting()
    assert not WaitingNewcomer.objects.exists()
    assert not Arrival.objects.exists()
    assert not folders.folder(left.id).exists()
    with pytest.raises(Refused):
        arrival.join_waiting(email="nonsense", language="en")


def test_only_so_many_are_read_at_once_and_the_next_one_is_called(dana: Person, lin: Person, tmp_path: Path) -> None:
    source = baggage.packed(tmp_path, baggage.tiktok(posts=1))
    mine = arrival.give_file(dana, source=source, name="a.json")
    now = timezone.now()
    for _ in range(scanning.MOST_AT_ONCE):
        Arrival.objects.create(person=lin, state=State.SCANNING, name="b", size=1, updated_at=now)
    run_waiting()
    mine.refresh_from_db()
    assert mine.state == State.UPLOADED
    Arrival.objects.filter(person=lin).delete()
    Arrival.objects.update(updated_at=now - timedelta(minutes=2))
    arrival.call_waiting()
    run_waiting()
    mine.refresh_from_db()
    assert mine.state == State.PREVIEWED


def test_an_import_rests_while_people_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    monkeypatch.setattr(time, "sleep", rests.append)
    jobs.give_way()
    assert rests == []
    behind = Announcement.objects.create(event="NoteLiked", payload={"note_id": 1})
    ago = timezone.now() - timedelta(seconds=3)
    Delivery.objects.create(announcement=behind, reaction="feed.raise_when_liked", queue="interactive", run_at=ago)
    monkeypatch.setattr(jobs, "LONGEST_PAUSE", 0.05)
    jobs.give_way()
    assert rests


def test_a_stalled_import_is_woken(dana: Person, tmp_path: Path) -> None:
    whole = baggage.ready(dana, baggage.packed(tmp_path, baggage.tiktok(posts=3)))
    arrival.start_import(dana, arrival_id=whole.id)
    Delivery.objects.all().delete()
    Arrival.objects.update(updated_at=timezone.now() - timedelta(minutes=11))
    arrival.wake_stalled()
    run_waiting()
    assert queries.own_arrival(dana, arrival_id=whole.id).state == State.DONE


def test_the_operator_sees_numbers_alone(dana: Person, omar: Person, tmp_path: Path) -> None:
    baggage.brought(dana, baggage.packed(tmp_path, baggage.tiktok(posts=3)))
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"nothing")
    arrival.give_file(dana, source=broken, name="dana-secret-name.zip")
    run_waiting()
    hours = queries.arrivals_by_hour(omar)
    assert sum(hour.uploads for hour in hours) == 2
    assert {hour.source: hour.posts for hour in hours}["tiktok"] == 3
    found = queries.failures(omar)
    assert [(each.what, each.count) for each in found] == [("upload", 1)]
    assert "dana" not in repr((hours, found, queries.load_now(omar)))
    with pytest.raises(NotFound):
        queries.failures(dana)
