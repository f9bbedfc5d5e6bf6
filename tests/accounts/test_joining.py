"""Joining: one action, all or nothing, with handles, ages and invitations as the rules have them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from redbridge.accounts import actions, queries
from redbridge.accounts.actions.invitations import make_invitation
from redbridge.accounts.models import Consent, HandleHold, Invitation, Person, Preferences, SignIn
from redbridge.events.models import Announcement
from redbridge.kit.errors import NotAllowed, Refused, TooFast
from tests.cast import PASSWORD


def _join(handle: str = "nora", **more: Any) -> SignIn:
    return actions.join(**{"handle": handle, "password": PASSWORD, "birth_month": "1990-05", "region": "US", **more})


def _token(link: str) -> str:
    return link.rpartition("=")[2]


def test_joining_makes_everything_at_once(db: None) -> None:
    sign_in = _join("Nora", name="Nora Lind", language="zh-hans", reads=["es"])
    person = sign_in.person
    assert person is not None
    assert (person.handle, person.name, person.name_key) == ("nora", "Nora Lind", "nora lind")
    assert person.reads == ["es", "zh-Hans"]
    assert Preferences.objects.get(person=person).language == "zh-hans"
    assert set(Consent.objects.filter(person=person, given=True).values_list("purpose", flat=True)) == {
        "terms",
        "privacy",
    }
    assert Announcement.objects.filter(event="PersonJoined", payload={"person_id": person.id}).count() == 1
    assert sign_in.check_password(PASSWORD)
    assert PASSWORD not in sign_in.password


def test_a_refused_joining_leaves_nothing(db: None) -> None:
    with pytest.raises(Refused):
        _join(password="short")
    assert not Person.objects.exists()
    assert not SignIn.objects.exists()


def test_a_taken_handle_comes_with_a_free_one(dana: Person) -> None:
    with pytest.raises(Refused) as caught:
        _join("Dana", name="Dana Miller", region="MX")
    assert caught.value.field == "handle"
    assert caught.value.sentence == "@dana is taken. @dana-miller is free. What you typed is kept."
    _join("dana-miller")
    with pytest.raises(Refused, match="@dana-mx is free"):
        _join("dana", name="Dana Miller", region="MX")


@pytest.mark.parametrize(
    "handle", ["a", "x" * 31, "-ann", "ann-", "an n", "ánn", "ann!", "ann/..", "阿明", "ann\x00", ""]
)
def test_a_handle_of_another_shape_is_refused(db: None, handle: str) -> None:
    with pytest.raises(Refused) as caught:
        _join(handle)
    assert caught.value.field == "handle"


@pytest.mark.parametrize(
    "handle", ["admin", "adm1n", "a-d-m-i-n", "m0derator", "redbr1dge", "settings", "api", "s1gn-1n", "redbrid_ge"]
)
def test_words_of_the_site_and_what_looks_like_them_are_kept(db: None, handle: str) -> None:
    with pytest.raises(Refused) as caught:
        _join(handle)
    assert caught.value.code == "kept"


@pytest.mark.parametrize("handle", ["lin", "tom2", "a_b-c", "o0", "noodles", "adam"])
def test_honest_handles_pass(db: None, handle: str) -> None:
    assert _join(handle).username == handle


def test_a_held_handle_is_not_free_until_its_time(db: None) -> None:
    hold = HandleHold.objects.create(handle="nora", reason="left", until=timezone.now() + timedelta(days=1))
    with pytest.raises(Refused):
        _join("nora")
    HandleHold.objects.filter(pk=hold.pk).update(until=timezone.now() - timedelta(days=1))
    assert _join("nora").username == "nora"


@pytest.mark.parametrize("name", ["林小满", "Ørsted Ångström", "علي", "Zoë 🌿", "O’Neill-Öz", "ঐশী"])
def test_names_of_every_script_pass(db: None, name: str) -> None:
    person = _join(name=name).person
    assert person is not None
    assert person.name == name


@pytest.mark.parametrize(
    ("name", "code"),
    [("Ann\u202egpj.exe", "unseen"), ("\u2066Ann", "unseen"), ("An\x00n", "unseen"), ("x" * 51, "long")],
)
def test_names_that_play_tricks_are_refused(db: None, name: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        _join(name=name)
    assert (caught.value.field, caught.value.code) == ("name", code)


def test_a_name_of_blanks_becomes_the_handle(db: None) -> None:
    person = _join(name=" \t ").person
    assert person is not None
    assert person.name == "nora"


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123", "nora-nora1", "x" * 201])
def test_passwords_that_are_guessed_are_refused(db: None, password: str) -> None:
    with pytest.raises(Refused) as caught:
        _join("nora-nora", password=password)
    assert caught.value.field == "password"


def test_the_young_are_private_and_turn_later(db: None) -> None:
    today = timezone.localdate()
    person = _join(birth_month=f"{today.year - 15}-01", region="US").person
    assert person is not None
    assert person.age_band == Person.AgeBand.TEEN
    assert person.is_private
    assert person.age_turns_on is not None
    assert (person.age_turns_on.year, person.age_turns_on.month) == (today.year + 3, 2)


def test_whoever_is_too_young_where_they_live_is_refused(db: None) -> None:
    year = timezone.localdate().year - 15
    with pytest.raises(Refused) as caught:
        _join(birth_month=f"{year}-01", region="DE")
    assert caught.value.code == "too_young"
    assert str(year) not in caught.value.sentence
    assert _join(birth_month=f"{year}-01", region="US").pk


def test_of_a_birthday_nothing_is_kept_for_grown_ups(db: None) -> None:
    person = _join(birth_month="1987-11").person
    assert person is not None
    assert (person.age_band, person.age_turns_on) == (Person.AgeBand.ADULT, None)


@pytest.mark.parametrize("birth", ["", "1990", "1990-13", "1990-00", "3000-01", "1899-12", "199O-01", "-1-01"])
def test_a_birth_month_that_is_none_is_refused(db: None, birth: str) -> None:
    with pytest.raises(Refused) as caught:
        _join(birth_month=birth)
    assert caught.value.code == "birth"


def test_time_makes_grown_ups(db: None) -> None:
    person = _join(birth_month=f"{timezone.localdate().year - 15}-01").person
    assert person is not None
    Person.objects.filter(id=person.id).update(age_turns_on=timezone.localdate())
    assert actions.turn_of_age() == 1
    person.refresh_from_db()
    assert (person.age_band, person.age_turns_on, person.is_private) == (Person.AgeBand.ADULT, None, True)


def test_a_closed_place_takes_nobody_but_its_operator(db: None) -> None:
    actions.change_site(None, sign_up="closed")
    with pytest.raises(NotAllowed):
        _join()
    with pytest.raises(Refused):
        _join(invitation=_token(make_invitation(None)))
    assert _join(invitation=_token(actions.create_operator_link())).is_operator


def test_an_invitation_lets_one_person_in(db: None) -> None:
    actions.change_site(None, sign_up="invite")
    with pytest.raises(NotAllowed):
        _join()
    token = _token(make_invitation(None))
    assert not Invitation.objects.filter(token_hash__contains=token).exists()
    assert not _join(invitation=token).is_operator
    with pytest.raises(Refused):
        _join("otto", invitation=token)


def test_an_old_invitation_is_over(db: None) -> None:
    actions.change_site(None, sign_up="invite")
    token = _token(make_invitation(None))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused):
        _join(invitation=token)


def test_a_new_operator_link_ends_the_old_one(db: None) -> None:
    old, new = _token(actions.create_operator_link()), _token(actions.create_operator_link())
    assert queries.invitation(old, purpose="operator") is None
    assert queries.invitation(new, purpose="operator") is not None


def test_one_address_cannot_join_without_end(db: None) -> None:
    for number in range(20):
        _join(f"many{number}", client_address="203.0.113.7")
    with pytest.raises(TooFast) as caught:
        _join("many-more", client_address="203.0.113.7")
    assert caught.value.retry_after > 0
    assert _join("neighbor", client_address="203.0.113.8").pk
