"""Three people who proved who they are may say who somebody is whose old place is out of reach; and take it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import actions, queries
from redbridge.arrival.models import OldHandle, Vouch
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotFound, Refused
from redbridge.trust import actions as trust
from tests.arrival.acquaintances import grown, proved

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(lin: Person, mei: Person, tomas: Person) -> list[Person]:
    people = [lin, mei, tomas]
    grown(*people)
    for person in people:
        proved(person, f"old.{person.handle}")
    return people


@pytest.fixture
def lost(dana: Person) -> OldHandle:
    """Dana's handle on a place that nobody reaches any more."""
    row = actions.claim_handle(dana, platform="tiktok", handle="dana.tea", is_shown=True)
    OldHandle.objects.filter(id=row.id).update(problem="unreachable")
    row.refresh_from_db()
    return row


def state(row: OldHandle) -> str:
    run_waiting()
    row.refresh_from_db()
    return row.state


def hurdle(person: Person, row: OldHandle) -> str:
    with pytest.raises(Refused) as refused:
        actions.vouch(person, handle_id=row.id)
    return refused.value.code


def test_three_make_it_vouched_and_two_do_not(dana: Person, three: list[Person], lost: OldHandle) -> None:
    for person in three[:2]:
        actions.vouch(person, handle_id=lost.id)
        actions.vouch(person, handle_id=lost.id)
    assert state(lost) == "claimed"
    assert queries.public_handles([dana.id]) == {}
    actions.vouch(three[2], handle_id=lost.id)
    assert state(lost) == "vouched"
    [one] = queries.public_handles([dana.id])[dana.id]
    assert one.is_vouched
    assert queries.is_proved([dana.id], "tiktok") == {dana.id}


def test_one_word_taken_back_undoes_it_at_once(dana: Person, three: list[Person], lost: OldHandle) -> None:
    for person in three:
        actions.vouch(person, handle_id=lost.id)
    actions.revoke_vouch(three[0], handle_id=lost.id)
    assert queries.public_handles([dana.id]) == {}
    assert state(lost) == "claimed"
    actions.vouch(three[0], handle_id=lost.id)
    assert state(lost) == "vouched"


@pytest.mark.parametrize("how", ["unproved", "closed", "suspended", "blocks", "is blocked"])
def test_a_word_counts_only_as_long_as_who_gave_it(
    dana: Person, three: list[Person], lost: OldHandle, ruth: Person, how: str
) -> None:
    for person in three:
        actions.vouch(person, handle_id=lost.id)
    run_waiting()
    if how == "unproved":
        actions.drop_handle(three[0], handle_id=queries.own_handles(three[0])[0].row.id)
    elif how == "closed":
        accounts.close_account(three[0], password="a long quiet river")
    elif how == "suspended":
        trust.suspend_person(ruth, person_id=three[0].id, rule="spam")
    elif how == "blocks":
        follows.block(three[0], person_id=dana.id)
    else:
        follows.block(dana, person_id=three[0].id)
    assert state(lost) == "claimed"


def test_who_has_proved_nothing_cannot_vouch_and_sees_no_name(ken: Person, dana: Person, lost: OldHandle) -> None:
    grown(ken)
    view = queries.vouching(ken, handle_id=lost.id)
    assert (view.hurdle, view.said, view.label) == ("prove", "", "")
    assert hurdle(ken, lost) == "prove"


def test_who_is_vouched_for_cannot_vouch(three: list[Person], lost: OldHandle, ken: Person, bea: Person) -> None:
    grown(ken, bea)
    row = actions.claim_handle(ken, platform="tiktok", handle="ken")
    OldHandle.objects.filter(id=row.id).update(problem="gone")
    for person in three:
        actions.vouch(person, handle_id=row.id)
    assert state(row) == "vouched"
    assert hurdle(ken, lost) == "prove"
    proved(ken, "ken.again", "instagram")
    assert hurdle(ken, lost) == "prove"


def test_young_accounts_wait(ken: Person, lost: OldHandle) -> None:
    proved(ken, "ken")
    assert hurdle(ken, lost) == "young"
    Person.objects.filter(id=ken.id).update(created_at=timezone.now() - timedelta(days=15))
    ken.refresh_from_db()
    actions.vouch(ken, handle_id=lost.id)


def test_three_a_month_and_taking_back_frees_none(three: list[Person], dana: Person, lost: OldHandle) -> None:
    lin = three[0]
    others = []
    for number in range(3):
        row = actions.claim_handle(dana, platform="tiktok", handle=f"dana{number}")
        OldHandle.objects.filter(id=row.id).update(problem="gone")
        others.append(row)
        actions.vouch(lin, handle_id=row.id)
    actions.revoke_vouch(lin, handle_id=others[0].id)
    assert hurdle(lin, lost) == "month"
    Vouch.objects.update(at=timezone.now() - timedelta(days=31))
    actions.vouch(lin, handle_id=lost.id)


def test_nobody_vouches_in_a_circle(three: list[Person], dana: Person, lost: OldHandle) -> None:
    lin = three[0]
    grown(dana)
    proved(dana, "dana.elsewhere", "instagram")
    theirs = actions.claim_handle(lin, platform="youtube", handle="lin-old")
    OldHandle.objects.filter(id=theirs.id).update(problem="gone")
    actions.vouch(dana, handle_id=theirs.id)
    assert hurdle(lin, lost) == "circle"


def test_only_where_the_old_place_is_out_of_reach(three: list[Person], dana: Person, lost: OldHandle) -> None:
    for fields in ({"problem": "missing"}, {"problem": ""}, {"problem": "gone", "state": "proved"}):
        OldHandle.objects.filter(id=lost.id).update(**fields)
        with pytest.raises(NotFound):
            actions.vouch(three[0], handle_id=lost.id)
    OldHandle.objects.filter(id=lost.id).update(state="claimed")
    with pytest.raises(NotFound):
        actions.vouch(dana, handle_id=lost.id)
    follows.block(dana, person_id=three[0].id)
    with pytest.raises(NotFound):
        queries.vouching(three[0], handle_id=lost.id)


def test_a_handle_that_somebody_else_holds_goes_to_a_moderator(
    three: list[Person], lost: OldHandle, bea: Person
) -> None:
    proved(bea, "dana.tea")
    for person in three:
        actions.vouch(person, handle_id=lost.id)
    assert state(lost) == "asked"
    assert queries.is_proved([bea.id]) == {bea.id}


def test_a_proof_is_more_than_words_and_outlasts_them(three: list[Person], dana: Person, lost: OldHandle) -> None:
    for person in three:
        actions.vouch(person, handle_id=lost.id)
    assert actions.prove(old_handle_id=lost.id, method="fetch")
    actions.revoke_vouch(three[0], handle_id=lost.id)
    assert state(lost) == "proved"
