"""Reviews of one thing meet, are counted exactly, and show nothing that is not for everybody."""

from typing import Any

import pytest

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotFound, Refused
from redbridge.notes import actions, keys, things
from redbridge.notes.kinds.review import SHAPE
from redbridge.notes.models import Note, NoteReview, Thing, ThingTally
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
PEN = {"barcode": "4006381333931", "brand": "Stabilo", "name": "Boss yellow"}


def review(person: Person, rating: int, **said: Any) -> Note:
    visibility = said.pop("visibility", "everyone")
    details = {**PEN, "rating": rating, **said}
    return actions.publish_note(person, kind="review", title="How it writes", details=details, visibility=visibility)


def the_thing() -> Thing:
    return Thing.objects.get()


def check_truth() -> None:
    """What is stored of every thing is what its rows say."""
    stored = _stored()
    Thing.objects.update(rating_sum=12345)
    actions.recount_things()
    assert _stored() == stored


def _stored() -> list[Any]:
    tallies = ThingTally.objects.values_list("thing_id", "what", "key", "count", "least", "most")
    shown = Thing.objects.filter(review_count__gt=0)
    return [
        *sorted(tallies, key=str),
        *sorted(shown.values_list("id", "review_count", "rating_sum", "brand", "name", "link", "barcode")),
    ]


def test_reviews_of_one_thing_say_together_what_they_say(dana: Person, lin: Person, tomas: Person) -> None:
    review(dana, 9, pros=["Bright", "dries fast"], price=250, currency="USD")
    review(lin, 10, pros=["bright!"], cons=["Bleeds"], price=199, currency="USD")
    review(tomas, 5, cons=["bleeds"], price=4500, currency="MXN")
    found = things.summary_of(the_thing())
    assert (found.count, found.average, found.stars) == (3, 8.0, (2, 0, 1, 0, 0))
    assert [(point.text, point.count) for point in found.pros] == [("Bright", 2), ("dries fast", 1)]
    assert [(point.text, point.count) for point in found.cons] == [("Bleeds", 2)]
    prices = [(price.currency, price.least, price.most, price.count) for price in found.prices]
    assert prices == [("USD", 199, 250, 2), ("MXN", 4500, 4500, 1)]
    check_truth()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"barcode": "4006381333931"}, {"barcode": " 0 4006381-333931"}),
        ({"barcode": "036000291452"}, {"barcode": "0036000291452"}),
        ({"barcode": "0-306-40615-2"}, {"barcode": "978-0-306-40615-7"}),
        ({"barcode": "\uff14\uff10\uff10\uff16381333931"}, {"barcode": "4006381333931"}),
        (
            {"link": "https://www.Example.com/pens/4?utm_source=a&color=red&fbclid=x#top"},
            {"link": "http://example.com/pens/4/?color=red"},
        ),
        ({"link": "example.com/pens"}, {"link": "https://example.com:443/pens/ref=abc"}),
        ({"brand": "MUJI", "name": "Gel-Pen 0.38"}, {"brand": "Muji", "name": "muji gel pen 038"}),
        ({"barcode": "4006381333931", "link": "https://example.com/pens"}, {"link": "example.com/pens"}),
    ],
)
def test_the_same_thing_said_otherwise(dana: Person, lin: Person, one: dict[str, str], other: dict[str, str]) -> None:
    for person, named in ((dana, one), (lin, other)):
        actions.publish_note(person, kind="review", title="It", details={**named, "rating": 8})
    assert the_thing().review_count == 2
    check_truth()


def test_what_names_a_thing_once_names_it_in_every_language(dana: Person, lin: Person, mei: Person) -> None:
    code = PEN["barcode"]
    details = [
        {"barcode": code, "brand": "Stabilo", "name": "Boss"},
        {"barcode": code, "brand": "思笔乐", "name": "荧光笔"},
        {"brand": "思笔乐", "name": "荧光笔"},
    ]
    for person, named in zip((dana, lin, mei), details, strict=True):
        actions.publish_note(person, kind="review", title="It", details={**named, "rating": 8})
    assert (the_thing().review_count, things.called(the_thing())) == (3, "思笔乐 荧光笔")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"brand": "Stabilo", "name": "Boss"}, "details.rating"),
        ({"rating": 9}, "details.brand"),
        ({"rating": 9, "brand": "Stabilo"}, "details.name"),
        ({"rating": 9, "brand": "!!!", "name": "???"}, "details.name"),
        ({"rating": 9, "barcode": "4006381333932"}, "details.barcode"),
        ({"rating": 9, "barcode": "0000000000000"}, "details.barcode"),
        ({"rating": 9, "barcode": "2000000000008"}, "details.barcode"),
        ({"rating": 9, "link": "javascript:alert(1)"}, "details.link"),
        ({"rating": 9, "link": "https://user:word@example.com/"}, "details.link"),
        ({"rating": 9, "link": "https://[::1"}, "details.link"),
        ({"rating": 9, **PEN, "price": 5}, "details.currency"),
        ({"rating": 0, **PEN}, "details.rating"),
        ({"rating": 11, **PEN}, "details.rating"),
        ({"rating": True, **PEN}, "details.rating"),
        ({"rating": 9, **PEN, "pros": ["a" * 81]}, "details.pros"),
        ({"rating": 9, **PEN, "pros": [f"{n}" for n in range(11)]}, "details.pros"),
        ({"rating": 9, **PEN, "cons": "none"}, "details.cons"),
        ({"rating": 9, **PEN, "price": -1, "currency": "EUR"}, "details.price"),
        ({"rating": 9, **PEN, "price": 1, "currency": "XYZ"}, "details.currency"),
    ],
)
def test_what_is_no_review_is_refused_beside_its_field(dana: Person, details: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.publish_note(dana, kind="review", title="It", details=details)
    assert refused.value.field == field
    assert not Note.objects.exists()
    assert not Thing.objects.exists()


def test_a_review_is_kept_without_what_follows_people(dana: Person) -> None:
    note = review(dana, 9, link="https://example.com/pen?gclid=1&tag=me-20", currency="EUR", barcode="4006381 333931")
    assert note.details == {**PEN, "rating": 9, "link": "https://example.com/pen"}
    assert SHAPE.facts(note.details) == ("4.5",)


def test_only_what_everybody_may_find_counts(dana: Person, lin: Person) -> None:
    shown = review(dana, 9, name="Boss yellow")
    for visibility in ("unlisted", "followers", "mutuals", "me"):
        review(lin, 2, visibility=visibility, cons=["secret"])
    assert the_thing().review_count == 1
    assert not ThingTally.objects.filter(what="con").exists()
    found = things.reviews_of(dana, thing_id=the_thing().id)
    assert found.note_ids == [shown.id]
    actions.change_visibility(dana, note_id=shown.id, visibility="me")
    with pytest.raises(NotFound):
        things.get_thing(thing_id=the_thing().id)
    assert things.reviews_of(lin, thing_id=the_thing().id).note_ids == []
    actions.recount_things()
    assert not Thing.objects.exists()
    actions.change_visibility(dana, note_id=shown.id, visibility="everyone")
    assert the_thing().review_count == 1


def test_of_one_person_the_last_review_counts(dana: Person, lin: Person) -> None:
    first = review(dana, 2, cons=["Dry"])
    second = review(dana, 10, pros=["Better now"])
    review(lin, 6)
    found = things.summary_of(the_thing())
    assert (found.count, found.average, len(found.cons)) == (2, 8.0, 0)
    assert len(things.reviews_of(None, thing_id=the_thing().id)) == 3
    actions.delete_note(dana, note_id=second.id)
    found = things.summary_of(the_thing())
    assert (found.count, found.average, [point.text for point in found.cons]) == (2, 4.0, ["Dry"])
    actions.delete_note(dana, note_id=first.id)
    actions.restore_note(dana, note_id=second.id)
    assert things.summary_of(the_thing()).average == 8.0
    check_truth()


def test_an_edit_moves_a_review_to_another_thing(dana: Person, lin: Person) -> None:
    note = review(dana, 9, price=250, currency="USD")
    review(lin, 5, price=900, currency="USD")
    old = the_thing()
    draft = actions.edit_note(dana, note_id=note.id)
    other = {"brand": "Pilot", "name": "G2", "rating": 7}
    actions.save_draft(dana, draft_id=draft.id, details=other)
    actions.publish_draft(dana, draft_id=draft.id)
    old.refresh_from_db()
    assert (old.review_count, old.rating_sum) == (1, 5)
    assert [(each.least, each.most) for each in things.summary_of(old).prices] == [(900, 900)]
    new = Thing.objects.exclude(id=old.id).get()
    assert (new.review_count, things.called(new), things.thing_of_review(note.id)) == (1, "Pilot G2", new)
    actions.save_draft(dana, draft_id=actions.edit_note(dana, note_id=note.id).id, kind="text", card_text="No pen")
    actions.publish_draft(dana, draft_id=note.id)
    assert not NoteReview.objects.filter(note=note).exists()
    check_truth()


def test_who_leaves_or_goes_private_takes_the_reviews_along(dana: Person, lin: Person) -> None:
    review(dana, 9)
    review(lin, 3)
    accounts.update_profile(dana, is_private=True)
    run_waiting()
    assert things.summary_of(the_thing()).average == 3.0
    accounts.close_account(lin, password=PASSWORD)
    run_waiting()
    assert not NoteReview.objects.exists()
    check_truth()


def test_the_order_and_the_pages_of_a_list(dana: Person, lin: Person, tomas: Person, mei: Person) -> None:
    made = [(rating, review(person, rating).id) for rating, person in ((8, dana), (3, lin), (10, tomas), (8, mei))]
    ids = [note_id for _rating, note_id in made]
    wanted = {
        "newest": ids[::-1],
        "highest": [ids[2], ids[3], ids[0], ids[1]],
        "lowest": [ids[1], ids[3], ids[0], ids[2]],
    }
    for order, expected in wanted.items():
        found: list[int] = []
        after = ""
        for _page in range(len(ids)):
            page = things.reviews_of(None, thing_id=the_thing().id, order=order, after=after, limit=1)
            found, after = [*found, *page.note_ids], page.after
        assert (found, after) == (expected, ""), order
    follows.block(dana, person_id=lin.id)
    assert things.reviews_of(dana, thing_id=the_thing().id).note_ids == [ids[3], ids[2], ids[0]]


@pytest.mark.parametrize("after", ["x", "9", "1.2.3", "99.1", "10.-99999999999999999999", "\u0663.1", "5.\x00"])
def test_an_odd_cursor_is_no_error(dana: Person, after: str) -> None:
    note = review(dana, 9)
    for order in ("newest", "highest", "lowest", "none"):
        found = things.reviews_of(None, thing_id=the_thing().id, order=order, after=after).note_ids
        assert found in ([], [note.id])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("4006381333931", True),
        ("96385074", True),
        ("012345678905", True),
        ("10012345678902", True),
        ("080442957X", True),
        ("0804429570", False),
        ("123", False),
        ("4006381333930", False),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", True),
        ("", False),
    ],
)
def test_check_digits(text: str, is_one: bool) -> None:
    assert bool(keys.gtin(keys.code_of(text))) == is_one
