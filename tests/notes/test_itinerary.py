import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redbridge.accounts.models import Person
from redbridge.kit import money
from redbridge.kit.errors import NotFound, Refused
from redbridge.notes import actions, queries
from redbridge.notes.kinds import Shape, shape_of
from redbridge.notes.kinds.itinerary import SHAPE, totals
from redbridge.notes.models import Note
from tests.notes.conftest import publish, row

GARDEN = {"place": "Garden", "time": "09:30", "cost": 8000, "currency": "CNY", "tip": "Turn left."}
LAKE = {"place": "Lake", "near": [31.32, 120.71]}
WAY = {"currency": "CNY", "days": [{"title": "Inside the moat", "stops": [GARDEN, LAKE]}, {"stops": [GARDEN]}]}
SHAPES = ("itinerary", "tutorial", "review")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=200),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=20,
)
WORDS = "days stops place time cost currency picture tip near title source materials steps name amount minutes makes"
KNOWN = st.sampled_from(WORDS.split())
NEARLY = st.recursive(
    JSON, lambda inside: st.dictionaries(KNOWN, inside, max_size=6) | st.lists(inside, max_size=3), max_leaves=30
)


def refused(details: Any) -> Refused:
    with pytest.raises(Refused) as found:
        SHAPE.tidied(details)
    return found.value


def outcome(shape: Shape, sent: dict[str, Any]) -> dict[str, Any] | Refused:
    try:
        return shape.tidied(sent)
    except Refused as problem:
        return problem


def stop(**said: Any) -> dict[str, Any]:
    return {"days": [{}, {"stops": [{}, said]}]}


def test_what_is_good_is_kept_as_it_is() -> None:
    assert SHAPE.tidied(WAY) == WAY
    assert SHAPE.facts(WAY) == ("2 days", "3 stops")
    assert SHAPE.words(WAY)[:3] == ["Inside the moat", "Garden", "Turn left."]


def test_the_unknown_is_dropped_and_the_usual_currency_is_written_down() -> None:
    sent = {"currency": "eur", "x": 1, "days": [{"y": 2, "stops": [{"place": " A  lane ", "cost": 0, "z": []}]}]}
    lane = {"place": "A lane", "cost": 0, "currency": "EUR"}
    assert SHAPE.tidied(sent) == {"currency": "EUR", "days": [{"stops": [lane]}]}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("place", "x" * 81, "too long by 1"),
        ("place", 7, "cannot be read"),
        ("time", "25:00", "like 08:30"),
        ("time", "8", "like 08:30"),
        ("cost", "12,5x", "like 12.50"),
        ("cost", 1.5, "like 12.50"),
        ("cost", True, "like 12.50"),
        ("cost", -1, "like 12.50"),
        ("cost", 10**13, "like 12.50"),
        ("currency", "XXX", "three letters"),
        ("picture", "1", "pictures of this note"),
        ("picture", 2**63, "pictures of this note"),
        ("near", [91, 0], "latitude and longitude"),
        ("near", [float("nan"), 0], "latitude and longitude"),
        ("near", ["1", "2"], "latitude and longitude"),
        ("near", "here", "latitude and longitude"),
    ],
)
def test_the_wrong_is_refused_by_name_and_place(name: str, value: Any, says: str) -> None:
    found = refused(stop(**({"currency": "EUR"} | {name: value})))
    assert found.field == f"details.days.1.stops.1.{name}"
    assert says in found.sentence
    assert "Day 2 · stop 2" in found.sentence


def test_a_cost_needs_a_currency_and_lists_end() -> None:
    assert refused(stop(cost=5)).field == "details.days.1.stops.1.currency"
    assert refused({"days": [{}] * 31}).field == "details.days"
    assert refused({"days": [{"stops": [{}] * 21}]}).field == "details.days.0.stops"
    assert refused({"days": [{"stops": [{}] * 20}] * 7}).field == "details.days"
    assert refused({"days": {"0": {}}}).field == "details.days"
    assert refused(["days"]).field == "details"


@given(NEARLY)
def test_whatever_is_sent_is_tidied_once_and_for_all_or_refused(sent: Any) -> None:
    for kind in SHAPES:
        shape = shape_of(kind)
        found = outcome(shape, sent if isinstance(sent, dict) else {"days": sent, "steps": sent, "materials": sent})
        if isinstance(found, Refused):
            assert found.sentence
            assert (found.field or "").startswith("details")
            continue
        assert shape.tidied(found) == found
        assert json.loads(json.dumps(found, allow_nan=False)) == found
        shape.facts(found), shape.words(found), shape.picture_ids(found), shape.finished(found, picture_ids=[])


def test_a_position_is_coarse_before_it_is_stored() -> None:
    near = SHAPE.tidied(stop(near=[31.318_47, 120.631_22]))["days"][1]["stops"][1]["near"]
    assert near == [31.32, 120.63]


def test_totals_are_exact_and_never_mixed() -> None:
    stops = [{"cost": 10, "currency": "EUR"}, {"cost": 20, "currency": "EUR"}, {"cost": 7, "currency": "JPY"}, {}]
    assert totals(stops) == {"EUR": 30, "JPY": 7}
    assert money.shown(123_450, "EUR") == "€1,234.50"
    assert money.shown(8000, "CNY") == "CN¥80"
    assert money.shown(7, "JPY") == "JP¥7"
    assert money.shown(1, "CHF") == "CHF\u00a00.01"


@given(st.integers(0, money.MOST), st.sampled_from(sorted(money.DECIMALS)))
def test_money_is_read_as_it_was_written(amount: int, code: str) -> None:
    assert money.parse(money.plain(amount, code), code) == amount


@pytest.mark.parametrize(
    ("text", "code", "amount"),
    [
        ("1,200.50", "EUR", 120_050),
        ("1.200,50", "EUR", 120_050),
        ("1 200,5", "EUR", 120_050),
        ("1,200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("１２", "EUR", 1200),
        ("٣", "EUR", 300),
        ("12.5", "JPY", None),
        ("12.345,6,7", "EUR", None),
        ("-3", "EUR", None),
        ("abc", "EUR", None),
        ("9" * 30, "EUR", None),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, code: str, amount: int | None) -> None:
    assert money.parse(text, code) == amount


@pytest.mark.django_db
def test_half_done_is_kept_and_not_published(mei: Person) -> None:
    half = {"days": [{"title": "One", "stops": [{}]}, {"stops": [{"tip": "Bring cash."}, {}]}]}
    draft = actions.save_draft(mei, kind="itinerary", details=half)
    assert draft.details == half
    for said, field in (
        ({}, "title"),
        ({"title": "Two days"}, "details.days.1.stops.0.place"),
        ({"details": {"days": [{"title": "One"}]}}, "details.days.0.stops.0.place"),
    ):
        actions.save_draft(mei, draft_id=draft.id, **said)
        with pytest.raises(Refused) as found:
            actions.publish_draft(mei, draft_id=draft.id)
        assert found.value.field == field
    assert not Note.objects.exists()


@pytest.mark.django_db
def test_a_note_keeps_no_empty_rows_and_no_foreign_pictures(mei: Person, ken: Person) -> None:
    own, foreign = row(mei), row(ken)
    stops = [{}, {"place": "A", "picture": own}, {"place": "B", "picture": foreign}]
    note = publish(
        mei,
        kind="itinerary",
        title="Here",
        picture_ids=[own],
        details={"days": [{}, {"stops": stops}, {"stops": [{}]}]},
    )
    assert note.details == {"days": [{"stops": [{"place": "A", "picture": own}, {"place": "B"}]}]}


@pytest.mark.django_db
def test_a_reader_copies_it_into_a_private_draft_that_names_its_source(mei: Person, ken: Person) -> None:
    own = row(mei)
    way = {"currency": "CNY", "days": [{"stops": [{**GARDEN, "picture": own}]}]}
    note = publish(mei, kind="itinerary", title="Two days", place="Suzhou", picture_ids=[own], details=way)
    draft = actions.copy_itinerary(ken, note_id=note.id)
    assert (draft.author_id, draft.visibility, draft.title, draft.place) == (ken.id, "me", "Two days", "Suzhou")
    assert draft.caption == "After “Two days” by @mei"
    assert draft.details == {"currency": "CNY", "days": [{"stops": [GARDEN]}], "source": note.id}
    assert not queries.draft_pictures([draft.id])
    assert actions.copy_itinerary(ken, note_id=note.id).id == draft.id, "two clicks are one copy"
    actions.save_draft(ken, draft_id=draft.id, title="My two days")
    assert actions.copy_itinerary(ken, note_id=note.id).id != draft.id
    actions.change_visibility(mei, note_id=note.id, visibility="me")
    with pytest.raises(NotFound):
        actions.copy_itinerary(ken, note_id=note.id)
    with pytest.raises(NotFound):
        actions.copy_itinerary(ken, note_id=publish(mei).id)
