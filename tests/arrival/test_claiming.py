"""A name goes to whom it belongs: with a proved handle, before a moderator who has no part in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from redbridge.accounts import queries as accounts
from redbridge.accounts.models import HandleHold, Person
from redbridge.arrival import actions, queries
from redbridge.arrival.models import NameClaim, OldHandle
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.notifications import queries as notifications
from redbridge.trust import queries as trust
from redbridge.trust.models import Report
from tests.arrival.acquaintances import proved

pytestmark = pytest.mark.django_db


@pytest.fixture
def handle(dana: Person) -> OldHandle:
    return proved(dana, "ken")


def told(person: Person) -> list[str]:
    run_waiting(twice=True)
    return [notice.kind for notice in notifications.inbox(person, group="system").notices]


def test_a_name_is_given_to_whom_it_belongs(dana: Person, ken: Person, ruth: Person, handle: OldHandle) -> None:
    claim = actions.claim_name(dana, handle_id=handle.id, name="@Ken", words="This was always me.")
    assert actions.claim_name(dana, handle_id=handle.id, name="ken").id == claim.id
    [entry] = trust.open_reports(ruth).entries
    assert (entry.subject, entry.subject_id) == ("person", ken.id)
    assert "@ken on TikTok" in entry.newest.words
    assert [each.id for each in queries.name_claims(ruth)] == [claim.id]
    actions.decide_name(ruth, claim_id=claim.id, is_given=True)
    for person in (dana, ken):
        person.refresh_from_db()
    assert dana.handle == "ken"
    assert ken.handle.startswith("ken-") or ken.handle.startswith("ken2")
    assert accounts.person_by_address(None, address="ken").id == dana.id
    assert {person.handle: person.sign_in.username for person in (dana, ken)} == {
        person.handle: person.handle for person in (dana, ken)
    }
    assert HandleHold.objects.get(handle="dana").reason == "renamed"
    assert not accounts.handle_is_free("dana")
    assert (told(dana), told(ken)) == (["name_given"], ["name_passed_on"])
    assert trust.open_reports(ruth).entries == []
    with pytest.raises(Refused):
        actions.decide_name(ruth, claim_id=claim.id, is_given=True)


def test_a_decided_claim_is_forgotten_after_half_a_year(dana: Person, ken: Person, ruth: Person) -> None:
    old, new = (proved(dana, name) for name in ("ken", "kenken"))
    first = actions.claim_name(dana, handle_id=old.id, name="ken")
    actions.decide_name(ruth, claim_id=first.id, is_given=False)
    NameClaim.objects.filter(id=first.id).update(decided_at=timezone.now() - timedelta(days=184))
    second = actions.claim_name(dana, handle_id=new.id, name="ken")
    actions.purge_claims()
    assert list(NameClaim.objects.values_list("id", flat=True)) == [second.id]
    NameClaim.objects.update(created_at=timezone.now() - timedelta(days=400))
    actions.purge_claims()
    assert NameClaim.objects.count() == 1


def test_a_name_may_stay_where_it_is(dana: Person, ken: Person, ruth: Person, handle: OldHandle) -> None:
    claim = actions.claim_name(dana, handle_id=handle.id, name="ken")
    actions.decide_name(ruth, claim_id=claim.id, is_given=False)
    ken.refresh_from_db()
    assert ken.handle == "ken"
    assert (told(dana), told(ken)) == (["name_declined"], [])
    assert Report.objects.get().state == "dismissed"
    assert queries.name_claims(ruth) == []


def test_only_a_proof_that_stands_gives_a_name(dana: Person, ken: Person, ruth: Person, handle: OldHandle) -> None:
    unproved = actions.claim_handle(dana, platform="instagram", handle="ken")
    with pytest.raises(Refused) as refused:
        actions.claim_name(dana, handle_id=unproved.id, name="ken")
    assert refused.value.code == "not_proved"
    claim = actions.claim_name(dana, handle_id=handle.id, name="ken")
    actions.revoke_handle(ruth, handle_id=handle.id, reason="sold")
    with pytest.raises(Refused):
        actions.decide_name(ruth, claim_id=claim.id, is_given=True)
    assert NameClaim.objects.get().state == "open"
    ken.refresh_from_db()
    assert ken.handle == "ken"


@pytest.mark.parametrize(("name", "code"), [("nobody-here", "nobody"), ("dana", "oneself"), ("", "nobody")])
def test_a_claim_names_somebody_else_who_is_here(dana: Person, handle: OldHandle, name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.claim_name(dana, handle_id=handle.id, name=name)
    assert refused.value.code == code


def test_who_decides_has_no_part_in_it(
    dana: Person, ken: Person, ruth: Person, omar: Person, handle: OldHandle
) -> None:
    claim = actions.claim_name(dana, handle_id=handle.id, name="ken")
    for person in (dana, ken):
        with pytest.raises(NotAllowed):
            actions.decide_name(person, claim_id=claim.id, is_given=True)
    own = actions.claim_name(dana, handle_id=handle.id, name="ruth")
    with pytest.raises(NotAllowed):
        actions.decide_name(ruth, claim_id=own.id, is_given=False)
    about_omar = actions.claim_name(dana, handle_id=handle.id, name="omar")
    with pytest.raises(NotAllowed):
        actions.decide_name(ruth, claim_id=about_omar.id, is_given=True)
    actions.decide_name(omar, claim_id=own.id, is_given=False)


def test_who_is_blocked_by_a_pretender_can_still_claim(
    dana: Person, ken: Person, ruth: Person, handle: OldHandle
) -> None:
    follows.block(ken, person_id=dana.id)
    claim = actions.claim_name(dana, handle_id=handle.id, name="ken")
    actions.decide_name(ruth, claim_id=claim.id, is_given=True)
    dana.refresh_from_db()
    assert dana.handle == "ken"
