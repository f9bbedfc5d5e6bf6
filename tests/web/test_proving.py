"""Proving a handle by signing in where it is, and taking it back, as browsers without script do it."""

import re
from typing import Any

import pytest
from django.core.cache import cache

from redbridge.accounts.models import Person
from redbridge.arrival import actions
from redbridge.arrival.models import OldHandle
from redbridge.events.worker import run_waiting
from tests.arrival.other_place import other_place
from tests.cast import signed_in
from tests.web.walk.markup import read

pytestmark = pytest.mark.django_db


def page(client: Any, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, path
    text: str = answer.content.decode()
    assert read(text).faults() == []
    return text


def test_signing_in_elsewhere_leads_away_and_back_once(dana: Person, settings: Any) -> None:
    settings.FETCH_LOOPBACK, settings.HANDLE_APPS = True, {"mastodon": ("", "")}
    cache.clear()
    row = actions.claim_handle(dana, platform="mastodon", handle="dana@place.example")
    mine, there = signed_in(None, dana), f"/handles/{row.id}/sign-in"
    with other_place() as place:
        OldHandle.objects.filter(id=row.id).update(profile_url=place.profile)
        assert there in page(mine, "/settings/handles")
        assert place.asked == []
        mine.handler.enforce_csrf_checks = True
        first = page(mine, there)
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)', first)
        assert token is not None
        assert 'content="no-referrer"' not in first  # or browsers would not say where the form came from
        assert mine.post(there, {"csrfmiddlewaretoken": token[1]}).status_code == 303
        link = re.search(rf'href="(http://127.0.0.1:{place.port}/oauth[^"]+)"', page(mine, there))
        assert link is not None
        back = place.visit(link[1].replace("&amp;", "&"))
        path = f"{back['path']}?{back['query']}"
        assert "Proved. We asked only" in page(mine, path)
        assert "used already" in page(mine, path)
        assert "Proved on" in page(mine, "/settings/handles")
    assert "sign_in_there" not in mine.session


def test_nothing_of_the_kind_is_shown_where_it_is_not_set_up(dana: Person, settings: Any) -> None:
    settings.HANDLE_APPS = {}
    row = actions.claim_handle(dana, platform="tiktok", handle="dana")
    mine = signed_in(None, dana)
    assert "signing in at" not in page(mine, "/settings/handles")
    assert mine.get(f"/handles/{row.id}/sign-in").status_code == 404
    assert "This took too long" in page(mine, "/handles/signed-in/tiktok?code=1&state=2")


def test_a_moderator_takes_a_proof_back_on_the_page_of_the_person(dana: Person, ruth: Person, omar: Person) -> None:
    row = actions.claim_handle(dana, platform="tiktok", handle="dana")
    actions.prove(old_handle_id=row.id, method=OldHandle.Method.FETCH)
    hers, mine = signed_in(None, ruth), signed_in(None, dana)
    case = f"/moderation/person/{dana.id}"
    assert "Take the proof back" in page(hers, case)
    sent = {"reason": "sold", "words": "It sells lamps now.", "person": dana.id}
    answer = hers.post(f"/moderation/handles/{row.id}/revoke", sent)
    assert (answer.status_code, answer["Location"]) == (303, case)
    assert "Take the proof back" not in page(hers, case)
    run_waiting(twice=True)
    assert "took back the proof" in page(mine, "/inbox/system")
    text = page(mine, "/settings/handles")
    assert "It sells lamps now." in text
    assert f"/handles/{row.id}/remove" not in text
    assert mine.post(f"/handles/{row.id}/object", {"words": "It is mine."}).status_code == 303
    run_waiting(twice=True)
    assert "It is mine." in page(signed_in(None, omar), "/moderation/handles")
    assert "waits for a moderator" in page(signed_in(None, omar), "/inbox/system")
