"""What came in can be chosen, edited, paused, taken back and filled."""

from pathlib import Path

import pytest

from redbridge.accounts.models import Person
from redbridge.arrival import actions as arrival
from redbridge.arrival import queries
from redbridge.arrival.actions import importing
from redbridge.arrival.models import Arrival, ArrivedItem
from redbridge.events.worker import run_waiting
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import NotFound, Refused
from redbridge.media import actions as media
from redbridge.media.models import Picture
from redbridge.notes import origins
from redbridge.notes.models import Draft, Hashtag, Note
from tests.arrival import baggage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
State = Arrival.State


def test_only_what_was_chosen_comes_as_it_was_edited(dana: Person, tmp_path: Path) -> None:
    whole = baggage.ready(dana, baggage.instagram(tmp_path, range(6)))
    page = queries.preview(dana, arrival_id=whole.id, limit=4)
    assert (page.total, page.chosen, len(page.items)) == (6, 6, 4)
    assert page.by_tag == {"tea": 6}
    rest = queries.preview(dana, arrival_id=whole.id, limit=4, after=page.next)
    assert len(rest.items) == 2
    assert rest.next == ""
    assert all((item.becomes, item.audience, item.found) == ("note", "everyone", 1) for item in page.items)
    ordinals = [item.ordinal for item in page.items]
    arrival.choose(dana, arrival_id=whole.id, choices={"select": "none", "add": {"ordinals": ordinals}})
    arrival.edit_items(dana, arrival_id=whole.id, ordinals=ordinals[:1], changes={"text": "A new word", "title": "New"})
    arrival.edit_items(dana, arrival_id=whole.id, ordinals=ordinals[1:2], changes={"audience": "draft"})
    arrival.edit_items(dana, arrival_id=whole.id, ordinals=ordinals[2:3], changes={"alts": ["A cup on a wall"]})
    arrival.start_import(dana, arrival_id=whole.id)
    run_waiting()
    whole.refresh_from_db()
    assert (whole.state, whole.imported, whole.skipped) == (State.DONE, 4, 2)
    assert Note.objects.count() == 3
    assert Draft.objects.count() == 1
    assert Note.objects.filter(title="New", caption="A new word").exists()
    assert Picture.objects.filter(alt="A cup on a wall").exists()
    again = baggage.brought(dana, baggage.instagram(tmp_path, range(6)))
    assert (again.imported, again.duplicate) == (2, 4)  # what was left out before may come now


def test_a_year_and_a_tag_can_be_chosen_at_once(dana: Person, tmp_path: Path) -> None:
    whole = baggage.ready(dana, baggage.packed(tmp_path, baggage.tiktok(posts=400, private=[7])))
    assert whole.chosen["audience"] == "unlisted"  # so many are not shown to everybody without a word
    page = queries.preview(dana, arrival_id=whole.id, limit=1)
    assert page.counts_by_year == {2024: 125, 2023: 275}
    assert page.by_visibility == {"everyone": 399, "me": 1}
    chosen = arrival.choose(dana, arrival_id=whole.id, choices={"select": "none", "add": {"year": 2024, "tag": "tea"}})
    assert chosen.report["summary"]["chosen"] == 125
    arrival.choose(dana, arrival_id=whole.id, choices={"add": {"visibility": "me"}})
    private = queries.preview(dana, arrival_id=whole.id, filters={"visibility": "me"})
    assert [(item.is_chosen, item.audience) for item in private.items] == [(True, "draft")]
    with pytest.raises(Refused):
        arrival.choose(dana, arrival_id=whole.id, choices={"add": {"no_such": 1}})
    with pytest.raises(Refused):
        arrival.choose(dana, arrival_id=whole.id, consents={"messages": True})


def test_pause_and_go_on(dana: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "POSTS", importing.TOGETHER)
    whole = baggage.ready(dana, baggage.packed(tmp_path, baggage.tiktok(posts=35)))
    arrival.start_import(dana, arrival_id=whole.id)
    assert arrival.import_batch(arrival_id=whole.id)
    arrival.pause_arrival(dana, arrival_id=whole.id)
    assert not arrival.import_batch(arrival_id=whole.id)
    run_waiting()
    whole.refresh_from_db()
    assert (whole.state, whole.imported) == (State.PAUSED, importing.TOGETHER)
    arrival.resume_arrival(dana, arrival_id=whole.id)
    run_waiting()
    whole.refresh_from_db()
    assert (whole.state, whole.imported) == (State.DONE, 35)
    assert baggage.adds_up(whole)


def test_undo_takes_everything_back_and_it_may_come_again(dana: Person, tmp_path: Path) -> None:
    source = baggage.instagram(tmp_path, range(5))
    whole = baggage.brought(dana, source)
    run_waiting()
    arrival.undo_arrival(dana, arrival_id=whole.id)
    run_waiting(twice=True)
    whole.refresh_from_db()
    assert whole.state == State.UNDONE
    assert whole.report["undo"]["removed"] == 5
    assert not Note.objects.exists()
    assert not Picture.objects.exists()
    assert not Hashtag.objects.filter(note_count__gt=0).exists()
    assert baggage.brought(dana, source).imported == 5


def test_undo_asks_before_it_takes_what_others_touched(dana: Person, ken: Person, tmp_path: Path) -> None:
    whole = baggage.brought(dana, baggage.instagram(tmp_path, range(5)))
    liked, commented, own, *_ = list(Note.objects.order_by("position"))
    interactions.like_note(ken, note_id=liked.id)
    interactions.comment(ken, note_id=commented.id, text="Which tea is this?")
    interactions.like_note(dana, note_id=own.id)
    arrival.undo_arrival(dana, arrival_id=whole.id)
    run_waiting()
    whole.refresh_from_db()
    assert (whole.state, whole.report["undo"]["removed"], whole.report["undo"]["kept"]) == (State.DONE, 3, 2)
    assert set(Note.objects.values_list("id", flat=True)) == {liked.id, commented.id}
    arrival.undo_arrival(dana, arrival_id=whole.id, even_touched=True)
    run_waiting()
    whole.refresh_from_db()
    assert (whole.state, whole.report["undo"]["removed"]) == (State.UNDONE, 5)
    assert not Note.objects.exists()


def test_a_slot_is_filled_with_its_date(dana: Person, tmp_path: Path) -> None:
    whole = baggage.brought(dana, baggage.packed(tmp_path, baggage.tiktok(posts=3, private=[2])))
    first, second, private = queries.slots(dana)
    assert queries.slot_count(dana) == 3
    ids = [_picture(dana, tmp_path, shade).id for shade in (1, 2, 3)]
    note = arrival.fill_slot(dana, item_id=first.id, picture_ids=ids[:1], text="Day 0, at last")
    assert isinstance(note, Note)
    assert note.published_at == first.at
    assert origins.provenance([note.id])[note.id].first_published_at == first.at
    card = arrival.fill_slot(dana, item_id=second.id, as_card=True)
    assert isinstance(card, Note)
    assert card.kind == "text"
    draft = arrival.fill_slot(dana, item_id=private.id, picture_ids=ids[1:2])
    assert isinstance(draft, Draft)
    assert draft.visibility == "me"
    assert queries.slots(dana) == []
    with pytest.raises(NotFound):
        arrival.fill_slot(dana, item_id=first.id, picture_ids=ids[2:])
    again = baggage.brought(dana, baggage.packed(tmp_path, baggage.tiktok(posts=3, private=[2])))
    assert (again.imported, again.duplicate) == (0, 3)
    arrival.undo_arrival(dana, arrival_id=whole.id)
    run_waiting()
    assert not Note.objects.exists()
    assert not Draft.objects.exists()


def test_an_empty_slot_is_refused_and_stays(dana: Person, ken: Person, tmp_path: Path) -> None:
    baggage.brought(dana, baggage.packed(tmp_path, baggage.tiktok(posts=1)))
    slot = queries.slots(dana)[0]
    with pytest.raises(Refused):
        arrival.fill_slot(dana, item_id=slot.id)
    with pytest.raises(NotFound):
        arrival.fill_slot(ken, item_id=slot.id, as_card=True)
    arrival.skip_slot(dana, item_id=slot.id)
    assert ArrivedItem.objects.get(id=slot.id).state == ArrivedItem.State.SKIPPED


def _picture(person: Person, folder: Path, shade: int) -> Picture:
    path = folder / f"{shade}.jpg"
    path.write_bytes(baggage.picture(shade))
    return media.upload_picture(person, source=path)
