"""One draft on two devices: nothing that somebody wrote is lost."""

from typing import Any

import pytest

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotFound, Refused
from redbridge.media.models import Picture
from redbridge.notes import actions, queries
from redbridge.notes.actions import DraftChanged
from redbridge.notes.merging import ClashError, merge_values
from redbridge.notes.models import Draft, DraftRevision
from tests.notes.conftest import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(mei: Person) -> Draft:
    return actions.save_draft(mei, title="Tea", caption="Steep it.", place="Hangzhou")


def test_fields_changed_on_one_side_only_come_together(mei: Person, draft: Draft) -> None:
    actions.save_draft(mei, draft_id=draft.id, revision=1, device="phone", title="Tea", caption="Steep it twice.")
    found = actions.save_draft(
        mei, draft_id=draft.id, revision=1, device="desk", title="Green tea", caption="Steep it."
    )
    assert (found.title, found.caption, found.revision) == ("Green tea", "Steep it twice.", 3)
    assert not found.apart


def test_the_same_field_on_both_sides_is_kept_twice(mei: Person, draft: Draft) -> None:
    actions.save_draft(mei, draft_id=draft.id, revision=1, device="phone", caption="Steep it twice.")
    with pytest.raises(DraftChanged) as changed:
        actions.save_draft(mei, draft_id=draft.id, revision=1, device="desk", caption="Steep it once.", title="Mine")
    found = changed.value.draft
    assert (found.caption, found.title) == ("Steep it twice.", "Mine"), (
        "what only one side changed is merged all the same"
    )
    assert found.apart == {"desk": {"caption": "Steep it once."}}
    with pytest.raises(DraftChanged):
        actions.save_draft(mei, draft_id=draft.id, revision=1, device="desk", caption="Steep it once, or more.")
    with pytest.raises(DraftChanged):
        actions.save_draft(mei, draft_id=draft.id, revision=1, device="tablet", caption="Never.")
    found.refresh_from_db()
    assert found.apart == {"desk": {"caption": "Steep it once, or more."}, "tablet": {"caption": "Never."}}
    with pytest.raises(Refused, match="Choose"):
        actions.publish_draft(mei, draft_id=draft.id)


@pytest.mark.parametrize(
    ("choice", "caption"),
    [("this", "On the phone"), ("that", "At the desk"), ("both", "On the phone\n\nAt the desk")],
)
def test_the_author_chooses(mei: Person, draft: Draft, choice: str, caption: str) -> None:
    actions.save_draft(mei, draft_id=draft.id, revision=1, device="phone", caption="On the phone", language="en")
    with pytest.raises(DraftChanged):
        actions.save_draft(mei, draft_id=draft.id, revision=1, device="desk", caption="At the desk", language="fr")
    choices = {("desk", "caption"): choice}
    with pytest.raises(DraftChanged):
        actions.settle_versions(mei, draft_id=draft.id, revision=1, choices=choices)
    found = actions.settle_versions(mei, draft_id=draft.id, revision=2, choices=choices)
    assert (found.caption, found.apart) == (caption, {"desk": {"language": "fr"}}), "what is not chosen stays to choose"
    found = actions.settle_versions(mei, draft_id=draft.id, revision=3, choices={("desk", "language"): "both"})
    assert (found.language, found.apart) == ("fr", {}), "of a choice there is no both"


def test_both_must_fit(mei: Person, draft: Draft) -> None:
    actions.save_draft(mei, draft_id=draft.id, revision=1, device="phone", title="a" * 60)
    with pytest.raises(DraftChanged):
        actions.save_draft(mei, draft_id=draft.id, revision=1, device="desk", title="b" * 60)
    with pytest.raises(Refused) as refused:
        actions.settle_versions(mei, draft_id=draft.id, revision=2, choices={("desk", "title"): "both"})
    assert refused.value.field == "title"
    assert queries.get_draft(mei, draft_id=draft.id).apart


def test_a_device_from_long_ago_loses_nothing(mei: Person, draft: Draft) -> None:
    actions.save_draft(mei, draft_id=draft.id, revision=1, caption="Newer")
    DraftRevision.objects.filter(revision=1).delete()
    with pytest.raises(DraftChanged) as changed:
        actions.save_draft(mei, draft_id=draft.id, revision=1, device="desk", title="Tea", caption="Older")
    assert (changed.value.draft.caption, changed.value.draft.apart) == ("Newer", {"desk": {"caption": "Older"}})


def test_only_the_last_revisions_are_kept(mei: Person, draft: Draft) -> None:
    for number in range(405):
        actions.save_draft(mei, draft_id=draft.id, caption=f"Steep it {number} times.")
    assert DraftRevision.objects.count() <= 401
    actions.delete_draft(mei, draft_id=draft.id)
    assert not DraftRevision.objects.exists()


def test_versions_are_nobody_elses(mei: Person, ken: Person, draft: Draft) -> None:
    with pytest.raises(NotFound):
        actions.settle_versions(ken, draft_id=draft.id, revision=1, choices={})
    with pytest.raises(NotFound):
        actions.describe_in_draft(ken, draft_id=draft.id, picture_id=1, alt="x")


def test_too_many_versions_are_refused_and_not_lost_silently(mei: Person, draft: Draft) -> None:
    actions.save_draft(mei, draft_id=draft.id, revision=1, title="First")
    for device in "abcde":
        with pytest.raises(DraftChanged):
            actions.save_draft(mei, draft_id=draft.id, revision=1, device=device, title=device)
    with pytest.raises(Refused):
        actions.save_draft(mei, draft_id=draft.id, revision=1, device="f", title="f")


def test_a_kind_chosen_elsewhere_keeps_its_details(mei: Person) -> None:
    draft = actions.save_draft(mei, kind="tutorial", details={"steps": [{"words": "Boil"}]}, title="T")
    details = draft.details
    actions.save_draft(mei, draft_id=draft.id, revision=1, device="phone", kind="photo")
    found = actions.save_draft(mei, draft_id=draft.id, revision=1, device="desk", title="T2", details=details)
    assert (found.kind, found.title, found.parked["tutorial"]) == ("photo", "T2", details)


def test_a_description_of_a_picture_is_not_overwritten_by_an_older_one(mei: Person, draft: Draft) -> None:
    picture = row(mei)
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[picture])
    say = {"draft_id": draft.id, "picture_id": picture}
    actions.describe_in_draft(mei, **say, alt="A cup", was="", device="phone")
    actions.describe_in_draft(mei, **say, alt="", was="", device="desk")
    assert Picture.objects.get(id=picture).alt == "A cup", "the desk had said nothing"
    with pytest.raises(DraftChanged):
        actions.describe_in_draft(mei, **say, alt="A bowl", was="", device="desk")
    now = queries.get_draft(mei, draft_id=draft.id)
    choices = {("desk", f"alt-{picture}"): "both"}
    actions.settle_versions(mei, draft_id=draft.id, revision=now.revision, choices=choices)
    assert Picture.objects.get(id=picture).alt == "A cup\n\nA bowl"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "found"),
    [
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 2}),
        ({"a": 1}, {}, {"a": 1, "b": 2}, {"b": 2}),
        ([1, 2, 3], [9, 2, 3], [1, 2, 8], [9, 2, 8]),
        ([1, 2, 3], [0, 1, 2, 3], [1, 2, 4], [0, 1, 2, 4]),
        ([1, 2, 3], [1, 2, 3, 4], [2, 3], [2, 3, 4]),
        ({"days": [[1]]}, {"days": [[1, 2]]}, {"days": [[1], [3]]}, {"days": [[1, 2], [3]]}),
        ([1], [1, 2], [1, 3], None),
        ([1, 2], [1], [5, 1, 2], [5, 1]),
        ([1], [2], [3], None),
        ({"a": 1}, {"a": 2}, {}, None),
        (None, {"a": 1}, {"a": 2}, None),
    ],
)
def test_details_are_merged_part_by_part(base: Any, mine: Any, theirs: Any, found: Any) -> None:
    if found is None:
        with pytest.raises(ClashError):
            merge_values(base, mine, theirs)
    else:
        assert merge_values(base, mine, theirs) == found
        assert merge_values(base, theirs, mine) == found
