"""Who somebody was elsewhere: only a proof makes it true, and nobody else hears of it before."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site

from redbridge.accounts.models import Person
from redbridge.arrival import actions, profiles, queries
from redbridge.arrival.actions import proving
from redbridge.arrival.handles import ACTOR, named
from redbridge.arrival.models import OldHandle
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.notifications import queries as notifications
from redbridge.notifications.models import Notification
from tests.arrival.acquaintances import proved
from tests.outbound.stand_ins import Elsewhere, elsewhere

pytestmark = pytest.mark.django_db
PAGE = '<html><head><meta name="description" content="{said}"></head><body>{body}</body></html>'


@pytest.fixture
def place(settings: Any) -> Iterator[Elsewhere]:
    settings.FETCHES = settings.FETCH_LOOPBACK = True
    with elsewhere() as found:
        yield found


def claim(person: Person, place: Elsewhere, platform: str = "web", path: str = "/@dana") -> OldHandle:
    """A claim whose profile is on the server of the test."""
    handle = {"web": "127-0-0-1.example/me", "mastodon": "dana@place.example"}.get(platform, "dana")
    row = actions.claim_handle(person, platform=platform, handle=handle)
    OldHandle.objects.filter(id=row.id).update(profile_url=place.address(path))
    row.refresh_from_db()
    return row


def look(person: Person, row: OldHandle) -> OldHandle:
    actions.ask_check(person, handle_id=row.id)
    run_waiting(twice=True)
    row.refresh_from_db()
    return row


def test_a_code_in_the_old_profile_proves_it(dana: Person, place: Elsewhere) -> None:
    row = claim(dana, place)
    place.says("/@dana", PAGE.format(said=f"Tea and ferries. {row.code.upper()}", body=""))
    row = look(dana, row)
    assert (row.state, row.method, row.problem) == ("proved", "fetch", "")
    assert queries.is_proved([dana.id]) == {dana.id}
    assert queries.is_proved([dana.id], "web") == {dana.id}
    assert queries.is_proved([dana.id], "tiktok") == set()


def test_what_others_can_write_on_a_page_proves_nothing(dana: Person, place: Elsewhere) -> None:
    row = claim(dana, place)
    body = f'<p class="comment">{row.code}</p><meta name="description" content="{row.code}"><!-- {row.code} -->'
    place.says("/@dana", PAGE.format(said="Tea", body=body))
    row = look(dana, row)
    assert (row.state, row.problem) == ("claimed", "missing")


def test_a_link_back_proves_it_where_places_have_such_links(dana: Person, lin: Person, place: Elsewhere) -> None:
    row = claim(dana, place)
    foreign = f'<a rel="me" href="{site.SITE_URL}/@lin">me</a> <a href="{site.SITE_URL}/@dana">no rel</a>'
    place.says("/@dana", PAGE.format(said="", body=foreign))
    assert look(dana, row).problem == "missing"
    place.says("/@dana", PAGE.format(said="", body=f'<a rel="nofollow me" href="{site.SITE_URL}/@Dana/">me</a>'))
    assert look(dana, row).method == "rel_me"


def test_a_fediverse_profile_is_read_as_machines_read_it(dana: Person, place: Elsewhere) -> None:
    row = claim(dana, place, "mastodon")
    value = f'<a href=\\"{site.SITE_URL}/@dana\\" rel=\\"me nofollow\\">here</a>'
    field = f'{{"type": "PropertyValue", "name": "Now", "value": "{value}"}}'
    place.says("/@dana", f'{{"preferredUsername": "somebody", "attachment": [{field}]}}', ACTOR)
    assert look(dana, row).problem == "moved"
    place.says("/@dana", f'{{"preferredUsername": "Dana", "attachment": [7, {field}]}}', ACTOR)
    assert look(dana, row).method == "rel_me"


@pytest.mark.parametrize("text", ["[]", "7", "{", '{"attachment": {"a": 1}}', '{"summary": 5}', "[" * 100_000])
def test_odd_profiles_are_no_error(text: str) -> None:
    assert "".join(profiles.words_of_owner(ACTOR, text)) in {"", "5"}
    assert list(profiles.links_of_owner(ACTOR, text)) == []
    assert list(profiles.links_of_owner("text/html", "<a rel=me href=<meta <<<" + text)) in ([], ["<meta"])


def test_a_name_that_moved_on_proves_nothing(dana: Person, place: Elsewhere) -> None:
    row = claim(dana, place)
    place.moves("/@dana", "/@somebody")
    place.says("/@somebody", PAGE.format(said=row.code, body=""))
    assert look(dana, row).problem == "moved"


def test_what_hinders_a_look_is_told_by_its_name(dana: Person, place: Elsewhere) -> None:
    row = claim(dana, place)
    assert look(dana, row).problem == "gone"
    place.pages["/@dana"] = (403, {"Content-Type": "text/html"}, b"")
    assert look(dana, row).problem == "wall"
    place.says("/@dana", "zip", "application/zip")
    assert look(dana, row).problem == "unreadable"
    place.moves("/@dana", "https://10.0.0.1/")
    assert look(dana, row).problem == "moved"
    OldHandle.objects.filter(id=row.id).update(profile_url="http://127.0.0.1:9/")
    assert look(dana, row).problem == "unreachable"


def test_the_site_looks_nowhere_while_the_operator_has_it_off(dana: Person, place: Elsewhere, settings: Any) -> None:
    row = claim(dana, place)
    settings.FETCHES = False
    with pytest.raises(Refused) as refused:
        actions.ask_check(dana, handle_id=row.id)
    assert refused.value.code == "off"
    assert not queries.own_handle(dana, handle_id=row.id).can_look
    assert place.asked == []


def test_a_moderator_can_look_instead(dana: Person, ruth: Person, lin: Person) -> None:
    row = actions.claim_handle(dana, platform="xiaohongshu", handle="dana-tea")
    actions.ask_moderator(dana, handle_id=row.id)
    with pytest.raises(NotAllowed):
        queries.asked_handles(lin)
    with pytest.raises(NotAllowed):
        actions.decide_handle(lin, handle_id=row.id)
    [asked], _next = queries.asked_handles(ruth)
    assert (asked.row.id, asked.said, asked.owner_id) == (row.id, "@dana-tea", None)
    actions.decide_handle(ruth, handle_id=row.id, reason="missing")
    run_waiting()
    assert queries.own_handle(dana, handle_id=row.id).row.problem == "missing"
    actions.ask_moderator(dana, handle_id=row.id)
    actions.decide_handle(ruth, handle_id=row.id)
    run_waiting(twice=True)
    row.refresh_from_db()
    assert (row.state, row.method, row.proved_by_id) == ("proved", "moderator", ruth.id)
    told = [notice.kind for notice in notifications.inbox(dana, group="system").notices]
    assert sorted(told) == ["handle_declined", "handle_proved"]
    with pytest.raises(Refused):
        actions.decide_handle(ruth, handle_id=row.id)


def test_nobody_decides_about_their_own(ruth: Person) -> None:
    row = actions.claim_handle(ruth, platform="tiktok", handle="ruth")
    actions.ask_moderator(ruth, handle_id=row.id)
    assert queries.asked_handles(ruth)[0] == []
    with pytest.raises(NotAllowed):
        actions.decide_handle(ruth, handle_id=row.id)


def test_one_handle_has_one_owner_and_a_moderator_settles_a_second(
    dana: Person, lin: Person, ruth: Person, place: Elsewhere
) -> None:
    first, second = claim(dana, place), claim(lin, place)
    assert proving.prove(old_handle_id=first.id, method="fetch")
    place.says("/@dana", PAGE.format(said=second.code, body=""))
    second = look(lin, second)
    assert (second.state, second.problem) == ("asked", "taken")
    [asked], _next = queries.asked_handles(ruth)
    assert asked.owner_id == dana.id
    actions.decide_handle(ruth, handle_id=second.id)
    run_waiting(twice=True)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("revoked", "proved")
    with pytest.raises(Refused):
        actions.ask_moderator(dana, handle_id=first.id)


def test_only_what_is_proved_and_shown_is_seen_by_others(dana: Person, lin: Person) -> None:
    row = actions.claim_handle(dana, platform="tiktok", handle="Dana.Tea", is_shown=True)
    assert queries.public_handles([dana.id]) == {}
    proving.prove(old_handle_id=row.id, method="fetch")
    [one] = queries.public_handles([dana.id, lin.id])[dana.id]
    assert (one.label, one.handle, one.url) == ("TikTok", "@Dana.Tea", "https://www.tiktok.com/@Dana.Tea")
    assert not one.is_vouched
    actions.show_handle(dana, handle_id=row.id, is_shown=False)
    assert queries.public_handles([dana.id]) == {}
    for foreign in (
        actions.show_handle,
        lambda actor, **given: actions.drop_handle(actor, handle_id=given["handle_id"]),
    ):
        with pytest.raises(NotFound):
            foreign(lin, handle_id=row.id, is_shown=True)
    actions.drop_handle(dana, handle_id=row.id)
    assert queries.is_proved([dana.id]) == set()


def test_what_an_export_says_of_its_owner_proves_nothing(dana: Person) -> None:
    row = actions.claim_from_export(dana, platform="tiktok", handle="celebrity")
    assert row is not None
    assert row.state == "claimed"
    assert actions.claim_from_export(dana, platform="tiktok", handle="no handle at all") is None
    assert actions.claim_from_export(dana, platform="folder", handle="dana") is None
    assert queries.is_proved([dana.id]) == set()
    assert queries.public_handles([dana.id]) == {}
    assert actions.claim_handle(dana, platform="tiktok", handle="@Celebrity").id == row.id


def test_a_proof_that_a_moderator_takes_back_is_gone_at_once(dana: Person, ruth: Person) -> None:
    row = proved(dana, "dana", is_shown=True)
    actions.revoke_handle(ruth, handle_id=row.id, reason="sold")
    run_waiting()
    assert queries.public_handles([dana.id]) == {}
    assert actions.claim_handle(dana, platform="tiktok", handle="dana").state == "revoked"


def test_there_are_twelve_at_most(dana: Person) -> None:
    for number in range(proving.MOST_HANDLES):
        actions.claim_handle(dana, platform="tiktok", handle=f"dana{number}")
    with pytest.raises(Refused):
        actions.claim_handle(dana, platform="tiktok", handle="dana-more".replace("-", "_"))
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("platform", "text", "handle", "url"),
    [
        ("tiktok", " @Dana.M ", "Dana.M", "https://www.tiktok.com/@Dana.M"),
        ("tiktok", "https://www.tiktok.com/@Dana.M?lang=en", "Dana.M", "https://www.tiktok.com/@Dana.M"),
        ("instagram", "instagram.com/dana_tea/", "dana_tea", "https://www.instagram.com/dana_tea/"),
        ("mastodon", "@dana@Place.Example", "dana@Place.Example", "https://Place.Example/@dana"),
        ("mastodon", "https://place.example/@dana", "dana@place.example", "https://place.example/@dana"),
        ("bluesky", "https://bsky.app/profile/dana.example", "dana.example", "https://bsky.app/profile/dana.example"),
        ("web", "https://Dana.Example/me/", "dana.example/me", "https://dana.example/me"),
        ("xiaohongshu", "95270001", "95270001", ""),
    ],
)
def test_a_handle_or_an_address_may_be_pasted(platform: str, text: str, handle: str, url: str) -> None:
    found = named(platform, text)
    assert (found.handle, found.key, found.url) == (handle, handle.lower(), url)


@pytest.mark.parametrize(
    ("platform", "text"),
    [
        ("nowhere", "dana"),
        ("tiktok", ""),
        ("tiktok", "https://evil.example/@dana"),
        ("tiktok", "https://www.tiktok.com.evil.example/@dana"),
        ("tiktok", "https://user@www.tiktok.com/@dana"),
        ("tiktok", "https://www.tiktok.com/@dana/video/7"),
        ("tiktok", "dana\x00"[-1]),
        ("tiktok", "d" * 400),
        ("mastodon", "dana"),
        ("mastodon", "dana@localhost"),
        ("web", "javascript:alert(1)"),
        ("web", "http://127.0.0.1/"),
        ("web", "https://[::1/"),
    ],
)
def test_what_is_no_handle_is_refused_with_a_sentence(platform: str, text: str) -> None:
    with pytest.raises(Refused) as refused:
        named(platform, text)
    assert refused.value.sentence
