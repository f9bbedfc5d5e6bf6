"""A file comes in parts, over any line, and stays no longer than it is needed."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.arrival import actions as arrival
from redbridge.arrival import folders, queries
from redbridge.arrival.actions import uploading
from redbridge.arrival.models import Arrival
from redbridge.events.worker import run_waiting
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused, TooFast
from redbridge.notifications.models import Notification
from tests.arrival import baggage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
State = Arrival.State


def test_parts_make_the_file_and_it_is_read(dana: Person, tmp_path: Path) -> None:
    whole = baggage.packed(tmp_path, baggage.tiktok(posts=4)).read_bytes()
    begun = arrival.begin_arrival(dana, name="C:\\Users\\dana\\../../user_data_tiktok.json", size=len(whole))
    assert begun.name == "user_data_tiktok.json"
    half = len(whole) // 2
    assert arrival.receive_part(dana, arrival_id=begun.id, offset=0, chunk=whole[:half]).received == half
    with pytest.raises(arrival.OffsetWrong) as lost:
        arrival.receive_part(dana, arrival_id=begun.id, offset=half + 3, chunk=whole[half + 3 :])
    assert (lost.value.code, lost.value.received, lost.value.status) == ("offset", half, 409)
    with pytest.raises(arrival.OffsetWrong):  # sent once more: it is here already
        arrival.receive_part(dana, arrival_id=begun.id, offset=0, chunk=whole[:half])
    ended = arrival.receive_part(dana, arrival_id=begun.id, offset=half, chunk=whole[half:])
    assert ended.state == State.UPLOADED
    assert folders.upload(begun.id).read_bytes() == whole
    run_waiting()
    begun.refresh_from_db()
    assert begun.state == State.PREVIEWED
    assert begun.report["posts"] == 4
    assert Notification.objects.filter(person=dana, kind="arrival_ready", note_id=begun.id).exists()


def test_a_part_that_the_disk_lost_is_asked_for_again(dana: Person) -> None:
    begun = arrival.begin_arrival(dana, name="export.zip", size=1_000)
    arrival.receive_part(dana, arrival_id=begun.id, offset=0, chunk=bytes(600))
    with folders.upload(begun.id).open("r+b") as file:
        file.truncate(200)
    with pytest.raises(arrival.OffsetWrong) as lost:
        arrival.receive_part(dana, arrival_id=begun.id, offset=600, chunk=bytes(400))
    assert lost.value.received == 200
    assert arrival.receive_part(dana, arrival_id=begun.id, offset=200, chunk=bytes(800)).state == State.UPLOADED


@pytest.mark.parametrize(
    ("size", "code"), [(0, "empty"), (-1, "empty"), (2 * 1024**3, "cut"), (2 * 1024**3 + 1, "too_big")]
)
def test_sizes_that_cannot_be_are_refused_with_a_reason(dana: Person, size: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        arrival.begin_arrival(dana, name="export.zip", size=size)
    assert (refused.value.code, refused.value.field) == (code, "file")


def test_a_part_may_not_be_larger_than_said(dana: Person) -> None:
    begun = arrival.begin_arrival(dana, name="export.zip", size=10)
    with pytest.raises(Refused) as refused:
        arrival.receive_part(dana, arrival_id=begun.id, offset=0, chunk=bytes(11))
    assert refused.value.code == "too_much"
    with pytest.raises(Refused):
        arrival.receive_part(dana, arrival_id=begun.id, offset=-1, chunk=bytes(1))


def test_three_a_day_and_none_on_a_full_disk(dana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        arrival.drop_arrival(dana, arrival_id=arrival.begin_arrival(dana, name="a", size=5).id)
    with pytest.raises(TooFast):
        arrival.begin_arrival(dana, name="a", size=5)
    monkeypatch.setattr(uploading, "ROOM_KEPT", 1 << 60)
    with limits.paused(), pytest.raises(Refused) as refused:
        arrival.begin_arrival(dana, name="a", size=5)
    assert refused.value.code == "full"
    assert not Arrival.objects.exists()


def test_two_uploads_at_once_stay_apart(dana: Person, tmp_path: Path) -> None:
    files = [baggage.packed(tmp_path, baggage.tiktok(posts=count), name=f"{count}.json") for count in (2, 3)]
    both = [arrival.begin_arrival(dana, name=file.name, size=file.stat().st_size) for file in files]
    for offset in range(0, 4_000, 100):
        for one, file in zip(both, files, strict=True):
            if chunk := file.read_bytes()[offset : offset + 100]:
                arrival.receive_part(dana, arrival_id=one.id, offset=offset, chunk=chunk)
    run_waiting()
    assert [Arrival.objects.get(id=one.id).report["posts"] for one in both] == [2, 3]


def test_nobody_else_gets_near_it(dana: Person, ken: Person) -> None:
    begun = arrival.begin_arrival(dana, name="export.zip", size=10)
    for attempt in (
        lambda: arrival.receive_part(ken, arrival_id=begun.id, offset=0, chunk=b"x"),
        lambda: arrival.drop_arrival(ken, arrival_id=begun.id),
        lambda: arrival.start_import(ken, arrival_id=begun.id),
        lambda: arrival.undo_arrival(ken, arrival_id=begun.id),
        lambda: queries.own_arrival(ken, arrival_id=begun.id),
        lambda: queries.preview(ken, arrival_id=begun.id),
        lambda: arrival.add_media(ken, arrival_id=begun.id, name="a.jpg", source=Path("/dev/null")),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert queries.own_arrivals(ken) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"{", b"\x00" * 500, b"hello"])
def test_what_cannot_be_read_says_why_and_leaves_nothing(dana: Person, tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "export.zip"
    source.write_bytes(content or b" ")
    given = arrival.give_file(dana, source=source, name="export.zip")
    run_waiting()
    given.refresh_from_db()
    assert given.state == State.FAILED
    assert given.problem
    assert not folders.folder(given.id).exists()


def test_a_source_that_the_operator_closed_says_so(dana: Person, omar: Person, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        arrival.set_source_open(dana, source="tiktok", is_open=False)
    arrival.set_source_open(omar, source="tiktok", is_open=False)
    assert queries.open_sources()["tiktok"] is False
    given = arrival.give_file(dana, source=baggage.packed(tmp_path, baggage.tiktok(posts=1)), name="a.json")
    run_waiting()
    given.refresh_from_db()
    assert (given.state, given.problem) == (State.FAILED, "source_closed")


def test_files_go_after_three_days_and_rows_after_thirty(dana: Person, tmp_path: Path) -> None:
    whole = baggage.ready(dana, baggage.packed(tmp_path, baggage.tiktok(posts=2)))
    stuck = arrival.begin_arrival(dana, name="a", size=5)
    arrival.purge_old()
    assert folders.upload(whole.id).exists()
    old = timezone.now() - timedelta(hours=73)
    Arrival.objects.update(created_at=old, updated_at=old)
    arrival.purge_old()
    whole.refresh_from_db()
    assert not folders.upload(whole.id).exists()
    assert whole.file_deleted_at is not None
    assert folders.rows(whole.id).exists()
    assert not Arrival.objects.filter(id=stuck.id).exists()
    Arrival.objects.update(created_at=timezone.now() - timedelta(days=31))
    arrival.purge_old()
    arrival.purge_old()
    whole.refresh_from_db()
    assert not folders.folder(whole.id).exists()
    assert "profile" not in whole.report
    assert whole.state == State.FAILED
