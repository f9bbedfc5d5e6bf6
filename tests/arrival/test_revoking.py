"""A moderator can take a proof back for a reason, everybody concerned is told, and another one hears objections."""

import pytest

from redbridge.accounts.models import Person, SignIn
from redbridge.arrival import actions, queries
from redbridge.arrival.models import OldHandle, Vouch
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.notifications import queries as notifications
from redbridge.notifications.models import Notification
from tests.arrival.acquaintances import grown, proved

pytestmark = pytest.mark.django_db


def told(person: Person) -> list[tuple[str, int]]:
    return [(each.kind, each.count) for each in notifications.inbox(person, group="system").notices]


@pytest.fixture
def nina(ken: Person) -> Person:
    """A second moderator."""
    SignIn.objects.filter(person=ken).update(is_moderator=True)
    return ken


def test_only_a_moderator_takes_back_and_says_why(dana: Person, lin: Person, ruth: Person) -> None:
    row = proved(dana, "dana", is_shown=True)
    with pytest.raises(NotAllowed):
        actions.revoke_handle(lin, handle_id=row.id, reason="sold")
    with pytest.raises(NotAllowed):
        queries.standing_handles(lin, person_id=dana.id)
    for wrong in ({"reason": "because"}, {"reason": "sold", "words": "x" * 501}):
        with pytest.raises(Refused):
            actions.revoke_handle(ruth, handle_id=row.id, **wrong)
    [one] = queries.standing_handles(ruth, person_id=dana.id)
    assert one.row.id == row.id
    actions.revoke_handle(ruth, handle_id=row.id, reason="sold", words="It sells lamps now.")
    run_waiting(twice=True)
    assert told(dana) == [("handle_revoked", 1)]
    row.refresh_from_db()
    assert (row.state, row.problem, row.words, row.is_shown) == ("revoked", "sold", "It sells lamps now.", False)
    assert queries.standing_handles(ruth, person_id=dana.id) == []
    with pytest.raises(NotFound):
        actions.revoke_handle(ruth, handle_id=row.id, reason="sold")


def test_nobody_takes_back_their_own_and_only_operators_that_of_moderators(
    ruth: Person, nina: Person, omar: Person
) -> None:
    row = proved(ruth, "ruth")
    for moderator in (ruth, nina):
        with pytest.raises(NotAllowed):
            actions.revoke_handle(moderator, handle_id=row.id, reason="sold")
    actions.revoke_handle(omar, handle_id=row.id, reason="sold")


def test_who_vouched_is_told_and_their_word_ends(
    dana: Person, ruth: Person, lin: Person, mei: Person, tomas: Person
) -> None:
    row = actions.claim_handle(dana, platform="tiktok", handle="dana.tea")
    OldHandle.objects.filter(id=row.id).update(problem="gone")
    grown(lin, mei, tomas)
    for person in (lin, mei, tomas):
        proved(person, person.handle)
        actions.vouch(person, handle_id=row.id)
    actions.revoke_handle(ruth, handle_id=row.id, reason="false")
    run_waiting(twice=True)
    for person in (lin, mei, tomas):
        assert ("vouch_ended", 1) in told(person)
    assert not Vouch.objects.filter(old_handle=row, revoked_at=None).exists()
    actions.recount_vouches(person_id=lin.id)
    row.refresh_from_db()
    assert row.state == "revoked"


def test_one_may_object_once_and_another_moderator_decides(
    dana: Person, ruth: Person, nina: Person, lin: Person
) -> None:
    row = proved(dana, "dana")
    actions.revoke_handle(ruth, handle_id=row.id, reason="sold")
    for leave in (actions.drop_handle, actions.ask_moderator):
        with pytest.raises(Refused):
            leave(dana, handle_id=row.id)
    with pytest.raises(NotFound):
        actions.object_to_revocation(lin, handle_id=row.id, words="Hers")
    with pytest.raises(Refused):
        actions.object_to_revocation(dana, handle_id=row.id, words=" ")
    actions.object_to_revocation(dana, handle_id=row.id, words="I never sold it.")
    run_waiting(twice=True)
    assert ("handles_wait", 1) in told(ruth)
    with pytest.raises(NotAllowed):
        actions.decide_handle(ruth, handle_id=row.id)
    assert not actions.prove(old_handle_id=row.id, method="fetch")  # what a moderator took back only another gives
    [asked], _next = queries.asked_handles(nina)
    assert (asked.row.objection, asked.row.code != row.code) == ("I never sold it.", True)
    actions.decide_handle(nina, handle_id=row.id, reason="other")
    row.refresh_from_db()
    assert (row.state, row.problem) == ("revoked", "sold")
    with pytest.raises(Refused):
        actions.object_to_revocation(dana, handle_id=row.id, words="Once more")
    run_waiting(twice=True)
    assert "handle_declined" in dict(told(dana))


def test_an_objection_that_convinces_gives_the_proof_back(dana: Person, ruth: Person, nina: Person) -> None:
    row = proved(dana, "dana")
    actions.revoke_handle(ruth, handle_id=row.id, reason="mistake", words="Wrong one?")
    actions.object_to_revocation(dana, handle_id=row.id, words="It is mine.")
    actions.decide_handle(nina, handle_id=row.id)
    row.refresh_from_db()
    assert (row.state, row.words, row.problem, row.proved_by_id) == ("proved", "", "", nina.id)


def test_moderators_hear_what_waits_in_one_row(dana: Person, lin: Person, ruth: Person, omar: Person) -> None:
    first = actions.claim_handle(dana, platform="tiktok", handle="dana")
    second = actions.claim_handle(lin, platform="tiktok", handle="lin")
    actions.ask_moderator(dana, handle_id=first.id)
    actions.ask_moderator(lin, handle_id=second.id)
    run_waiting(twice=True)
    for person in (ruth, omar):
        assert told(person) == [("handles_wait", 2)]
    assert told(lin) == []
    actions.decide_handle(ruth, handle_id=first.id)
    run_waiting(twice=True)
    assert told(omar) == [("handles_wait", 1)]
    actions.decide_handle(omar, handle_id=second.id, reason="missing")
    run_waiting(twice=True)
    assert not Notification.objects.filter(kind="handles_wait").exists()
