"""People find each other when both want it, and whoever does not want it is as if they were not here."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import actions, friendkeys, queries
from redbridge.arrival.models import FriendKey, Match
from redbridge.arrival.reading.tokens import token
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as ties
from redbridge.follows import queries as follows
from redbridge.kit.errors import Refused, TooFast
from redbridge.notifications import queries as notifications
from tests.arrival.acquaintances import brings, looks, opens, proved

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(dana: Person, lin: Person) -> None:
    """Dana and Lin were on TikTok, and each has the other on a list."""
    proved(dana, "dana.tea")
    proved(lin, "xiaoman")
    brings(dana, ["xiaoman", "nobody.here", "celebrity"])
    brings(lin, ["Dana.Tea"])


def offered(person: Person) -> list[int]:
    return [friend.person_id for friend in queries.friends(person)]


def told(person: Person) -> list[str]:
    run_waiting()
    return [notice.kind for notice in notifications.inbox(person, group="followers").notices]


def test_two_who_both_want_it_are_offered_to_each_other(dana: Person, lin: Person, both: None) -> None:
    opens(dana)
    assert (offered(dana), offered(lin), told(dana), told(lin)) == ([], [], [], [])
    opens(lin)
    assert (offered(dana), offered(lin)) == ([lin.id], [dana.id])
    assert (told(dana), told(lin)) == (["friend_found"], ["friend_found"])
    [friend] = queries.friends(dana)
    assert (friend.label, friend.said) == ("TikTok", "@xiaoman")


@pytest.mark.parametrize("missing", ["dana looks", "lin is findable", "dana's proof", "lin's proof"])
def test_with_one_consent_or_proof_missing_neither_learns_anything(dana: Person, lin: Person, missing: str) -> None:
    for person, handle, other in ((dana, "dana.tea", "xiaoman"), (lin, "xiaoman", "dana.tea")):
        if missing == f"{person.handle}'s proof":
            actions.claim_from_export(person, platform="tiktok", handle=handle)
        else:
            proved(person, handle)
        brings(person, [other])
    opens(dana, found=False, looks=missing != "dana looks")
    opens(lin, found=missing != "lin is findable", looks=False)
    if missing != "dana looks":
        looks(dana)
    assert (offered(dana), offered(lin), told(dana), told(lin)) == ([], [], [], [])
    assert not Match.objects.exists()
    assert notifications.bell(dana).total == notifications.bell(lin).total == 0


def test_looking_again_brings_nothing_twice(dana: Person, lin: Person, both: None) -> None:
    opens(lin, looks=False)
    opens(dana, found=False)
    looks(dana)
    actions.look_again(person_id=lin.id)
    assert (offered(dana), offered(lin)) == ([lin.id], [])
    assert told(dana) == ["friend_found"]


def test_a_later_arrival_is_told_to_who_waited(dana: Person, lin: Person) -> None:
    proved(dana, "dana.tea")
    brings(dana, ["xiaoman"])
    opens(dana)
    opens(lin)
    brings(lin, ["dana.tea"])
    assert told(dana) == []
    proved(lin, "Xiaoman")
    assert (told(dana), told(lin)) == (["friend_found"], ["friend_found"])


def test_who_wants_to_be_asked_is_asked_first(dana: Person, lin: Person, both: None) -> None:
    opens(dana, found=False)
    opens(lin, asks=True, looks=False)
    assert (offered(dana), told(dana)) == ([], [])
    [friend] = queries.asking(lin)
    assert (friend.person_id, friend.said, told(lin)) == (dana.id, "@dana.tea", ["friend_asks"])
    actions.answer_friend(lin, person_id=dana.id, may_find=True)
    assert (offered(dana), told(dana), queries.asking(lin), told(lin)) == ([lin.id], ["friend_found"], [], [])


def test_a_no_is_never_told_and_not_asked_again(dana: Person, lin: Person, both: None) -> None:
    opens(dana, found=False)
    opens(lin, asks=True, looks=False)
    actions.answer_friend(lin, person_id=dana.id, may_find=False)
    looks(dana)
    opens(lin, asks=False, looks=False)
    actions.answer_friend(lin, person_id=dana.id, may_find=True)
    assert (offered(dana), told(dana), queries.asking(lin)) == ([], [], [])


def test_the_young_are_always_asked_first(dana: Person, lin: Person, both: None) -> None:
    Person.objects.filter(id=lin.id).update(age_band="teen")
    opens(dana, found=False)
    opens(lin, asks=False, looks=False)
    assert offered(dana) == []
    assert [friend.person_id for friend in queries.asking(lin)] == [dana.id]


@pytest.mark.parametrize("first", ["block", "arrival"])
@pytest.mark.parametrize("state", ["proved", "vouched"])
def test_whom_somebody_blocked_there_is_blocked_here_and_never_suggested(
    dana: Person, lin: Person, first: str, state: str
) -> None:
    proved(dana, "dana.tea")
    if first == "block":
        brings(dana, ["xiaoman"], "blocked")
    row = proved(lin, "xiaoman")
    if state == "vouched":
        type(row).objects.filter(id=row.id).update(state="vouched")
    brings(dana, ["xiaoman"], "blocked")
    brings(dana, ["xiaoman"])
    brings(lin, ["dana.tea"])
    opens(dana)
    opens(lin)
    looks(dana)
    looks(lin)
    assert follows.relation(dana, person_id=lin.id).blocks
    assert (offered(dana), offered(lin), told(dana), told(lin)) == ([], [], [], [])


def test_a_block_list_that_comes_late_ends_an_offer(dana: Person, lin: Person, both: None) -> None:
    opens(dana)
    opens(lin)
    assert offered(lin) == [dana.id]
    brings(dana, ["xiaoman"], "blocked")
    assert (offered(dana), offered(lin), told(dana), told(lin)) == ([], [], [], [])


def test_a_block_list_does_not_tell_who_somebody_is_now(dana: Person, lin: Person) -> None:
    """Anybody can write a list with a name on it; the list of blocks must not answer it with a profile."""
    row = proved(lin, "xiaoman")
    brings(dana, ["xiaoman"], "blocked")
    assert queries.quietly_apart(dana, person_ids=[lin.id]) == {lin.id}
    assert queries.quietly_apart(lin, person_ids=[dana.id]) == set()
    actions.show_handle(lin, handle_id=row.id, is_shown=True)
    assert queries.quietly_apart(dana, person_ids=[lin.id]) == set()


def test_a_block_that_was_lifted_here_stays_lifted(dana: Person, lin: Person) -> None:
    proved(lin, "xiaoman")
    brings(dana, ["xiaoman"], "blocked")
    ties.unblock(dana, person_id=lin.id)
    opens(lin)
    brings(dana, ["xiaoman"], "blocked")
    assert not follows.relation(dana, person_id=lin.id).blocks


def test_whom_somebody_muted_there_is_muted_here_and_not_suggested(dana: Person, lin: Person, both: None) -> None:
    brings(dana, ["xiaoman"], "muted")
    opens(dana)
    opens(lin)
    assert follows.relation(dana, person_id=lin.id).mutes
    assert (offered(dana), offered(lin)) == ([], [])


@pytest.mark.parametrize("how", ["not findable", "asks", "unproved", "blocked", "closed", "suspended"])
def test_who_changes_their_mind_is_gone_at_once(dana: Person, lin: Person, ruth: Person, both: None, how: str) -> None:
    opens(dana, found=False)
    opens(lin, looks=False)
    assert offered(dana) == [lin.id]
    handle = queries.own_handles(lin)[0].row
    doing: dict[str, Any] = {
        "not findable": lambda: opens(lin, found=False, looks=False),
        "asks": lambda: opens(lin, asks=True, looks=False),
        "unproved": lambda: actions.drop_handle(lin, handle_id=handle.id),
        "blocked": lambda: ties.block(lin, person_id=dana.id),
        "closed": lambda: accounts.close_account(lin, password="a long quiet river"),
        "suspended": lambda: Person.objects.filter(id=lin.id).update(standing="suspended"),
    }
    doing[how]()
    assert offered(dana) == []
    if how in {"not findable", "asks", "unproved"}:
        assert told(dana) == []


def test_who_stops_looking_sees_and_is_asked_nothing(dana: Person, lin: Person, both: None) -> None:
    opens(dana, found=False)
    opens(lin, asks=True, looks=False)
    opens(dana, found=False, looks=False)
    assert (queries.asking(lin), told(lin), offered(dana)) == ([], [], [])
    with pytest.raises(Refused):
        actions.ask_to_find(dana)


def test_three_looks_a_day_whatever_they_find(dana: Person, both: None) -> None:
    opens(dana)
    for _ in range(3):
        looks(dana)
    with pytest.raises(TooFast):
        actions.ask_to_find(dana)


def test_friends_are_ticked_followed_and_that_is_undone(dana: Person, lin: Person, mei: Person, both: None) -> None:
    proved(mei, "mei")
    brings(dana, ["mei"])
    opens(mei)
    opens(lin)
    opens(dana)
    assert set(offered(dana)) == {lin.id, mei.id}
    done = actions.follow_friends(dana, person_ids=[lin.id, mei.id, dana.id, 7])
    assert set(done) == {lin.id, mei.id}
    assert offered(dana) == []
    assert follows.follows_any(dana, [lin.id, mei.id]) == {lin.id, mei.id}
    actions.undo_follows(dana, person_ids=done)
    assert follows.follows_any(dana, [lin.id, mei.id]) == set()
    actions.dismiss_friend(dana, person_id=mei.id)
    looks(dana)
    assert offered(dana) == [lin.id]


def test_a_follow_of_ones_own_is_not_undone(dana: Person, lin: Person, both: None) -> None:
    opens(lin)
    opens(dana)
    ties.follow(dana, person_id=lin.id)
    actions.undo_follows(dana, person_ids=[lin.id])
    assert follows.follows_any(dana, [lin.id]) == {lin.id}


def test_nobody_is_followed_whom_nobody_offered(dana: Person, ken: Person) -> None:
    assert actions.follow_friends(dana, person_ids=[ken.id]) == []
    assert follows.follows_any(dana, [ken.id]) == set()


def test_everything_can_be_erased_at_once(dana: Person, lin: Person, both: None) -> None:
    brings(dana, ["gone.already"], "blocked")
    opens(lin)
    opens(dana)
    actions.erase_friend_keys(dana)
    assert not FriendKey.objects.filter(person=dana).exists()
    assert (offered(dana), told(dana)) == ([], [])
    assert FriendKey.objects.filter(person=lin).exists()


def test_a_handle_can_be_taken_off_everybodys_lists(dana: Person, lin: Person, ken: Person, both: None) -> None:
    brings(ken, ["xiaoman"], "blocked")
    opens(dana)
    opens(lin, looks=False)
    actions.leave_lists(lin, handle_id=queries.own_handles(lin)[0].row.id)
    assert FriendKey.objects.filter(person=dana).count() == 2
    assert FriendKey.objects.filter(person=ken).count() == 1
    assert offered(dana) == []
    unproved = actions.claim_handle(ken, platform="tiktok", handle="celebrity")
    with pytest.raises(Refused):
        actions.leave_lists(ken, handle_id=unproved.id)


def test_tokens_end_after_ninety_days_and_blocks_do_not(dana: Person, lin: Person, both: None) -> None:
    brings(dana, ["harasser"], "blocked")
    [until] = [
        at
        for at in set(FriendKey.objects.filter(person=dana, list="following").values_list("expires_at", flat=True))
        if at
    ]
    assert timedelta(days=89) < until - timezone.now() < timedelta(days=91)
    FriendKey.objects.filter(expires_at__isnull=False).update(expires_at=timezone.now() - timedelta(minutes=1))
    opens(lin)
    opens(dana)
    assert offered(dana) == []
    actions.forget_expired_keys()
    assert list(FriendKey.objects.values_list("list", flat=True)) == ["blocked"]


def test_a_year_old_key_is_followed_by_a_new_one_and_both_match(
    dana: Person, lin: Person, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    brings(dana, ["xiaoman"])
    path = tmp_path / "keys" / "friends.json"
    assert path.stat().st_mode & 0o077 == 0
    held = json.loads(path.read_text())
    held["keys"][0]["made_at"] = (timezone.now() - timedelta(days=366)).isoformat()
    path.write_text(json.dumps(held))
    assert friendkeys.current()[0] == 2
    brings(lin, ["dana.tea"])
    assert set(FriendKey.objects.values_list("key_version", flat=True)) == {1, 2}
    proved(dana, "dana.tea")
    proved(lin, "xiaoman")
    opens(dana)
    opens(lin)
    assert (offered(dana), offered(lin)) == ([lin.id], [dana.id])
    actions.forget_expired_keys()
    assert set(friendkeys.keys()) == {1, 2}
    actions.erase_friend_keys(dana)
    actions.forget_expired_keys()
    assert set(friendkeys.keys()) == {2}
    assert path.stat().st_mode & 0o077 == 0


def test_the_environment_beats_the_file(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.ARRIVAL_KEY = f"2:{'b' * 32} 1:{'a' * 40}"
    version, key = friendkeys.current()
    assert (version, len(key), set(friendkeys.keys())) == (2, 32, {1, 2})
    assert friendkeys.key(1) != key
    assert not (tmp_path / "keys").exists()
    for wrong in ("short", f"x:{'a' * 40}"):
        settings.ARRIVAL_KEY = wrong
        with pytest.raises(ImproperlyConfigured):
            friendkeys.current()


def test_a_token_says_nothing_without_the_key() -> None:
    one, other = b"1" * 32, b"2" * 32
    assert token(one, "tiktok", "handle", "@Dana") == token(one, "tiktok", "handle", "dana ")
    made = {token(key, platform, what, "dana") for key in (one, other) for platform in ("x", "y") for what in "ab"}
    assert len(made) == 8


def test_a_long_list_is_kept_to_its_limit(dana: Person) -> None:
    names = [f"{number:064x}" for number in range(5000)]
    version, _key = friendkeys.current()

    def keep(tokens: list[str]) -> int:
        return actions.keep_keys(dana, platform="tiktok", list="following", tokens=tokens, key_version=version)

    assert keep([*names, *names[:10]]) == 5000
    assert keep(names) == 0
    assert FriendKey.objects.count() == 5000
