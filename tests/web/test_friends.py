"""The pages of old handles and friends, as browsers without script see them."""

import re

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.arrival import actions, queries
from redbridge.arrival.models import OldHandle
from redbridge.follows import queries as follows
from tests.arrival.acquaintances import brings, grown, opens, proved
from tests.cast import signed_in
from tests.web.walk.markup import read

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'(?<=RFToken":")\w+|(?<=csrfmiddlewaretoken" value=")\w+')


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    text = answer.content.decode()
    assert read(text).faults() == []
    return TOKEN.sub("", text)


def send(client: Client, path: str, **sent: object) -> str:
    answer = client.post(path, sent)
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return str(answer["Location"])


def test_a_handle_is_added_proved_by_a_moderator_and_shown(dana: Person, ruth: Person, lin: Person) -> None:
    mine, hers, other = signed_in(None, dana), signed_in(None, ruth), signed_in(None, lin)
    where = send(mine, "/settings/handles", platform="tiktok", handle="@Dana.Tea")
    row = OldHandle.objects.get()
    assert where == f"/settings/handles#handle-{row.id}"
    text = page(mine, "/settings/handles")
    assert row.code in text
    assert "Look now" not in text  # the operator has not switched it on
    assert "Dana.Tea" not in page(other, "/@dana")
    send(mine, f"/settings/handles/{row.id}/ask")
    assert row.code in page(hers, "/moderation/handles")
    assert 'count num">1' in page(hers, "/moderation")
    assert other.get("/moderation/handles").status_code == 403
    send(hers, f"/moderation/handles/{row.id}", do="no", reason="missing")
    assert "The code was not there" in page(mine, "/settings/handles")
    send(mine, f"/settings/handles/{row.id}/ask")
    send(hers, f"/moderation/handles/{row.id}", do="yes")
    assert "Proved on" in page(mine, "/settings/handles")
    assert "Dana.Tea" not in page(other, "/@dana")
    send(mine, f"/settings/handles/{row.id}/show")
    for reader in (other, Client()):
        assert "@Dana.Tea" in page(reader, "/@dana")
    send(mine, f"/settings/handles/{row.id}/hide")
    assert "Dana.Tea" not in page(other, "/@dana")
    send(mine, f"/settings/handles/{row.id}/remove")
    assert "None yet." in page(mine, "/settings/handles")


def test_what_is_no_handle_is_said_beside_the_field(dana: Person) -> None:
    answer = signed_in(None, dana).post("/settings/handles", {"platform": "mastodon", "handle": "dana"})
    assert answer.status_code == 422
    assert "name@place.example" in answer.content.decode()


def test_friends_find_each_other_and_undo(dana: Person, lin: Person) -> None:
    mine, hers = signed_in(None, dana), signed_in(None, lin)
    assert "Whom did you leave behind?" in page(mine, "/friends")
    send(mine, "/friends/choose", is_looking="1", is_findable="1")
    assert "First, who were you?" in page(mine, "/friends")
    proved(dana, "dana.tea")
    assert "Bring your list along" in page(mine, "/friends")
    brings(dana, ["xiaoman"])
    nobody = page(mine, "/friends")
    assert "Nobody to show right now." in nobody
    proved(lin, "xiaoman")
    brings(lin, ["dana.tea"])
    assert page(mine, "/friends") == nobody  # she is here, has proved it, and does not want to be found
    opens(lin)
    text = page(mine, "/friends")
    assert "was <bdi>@xiaoman</bdi> on TikTok" in text
    assert send(mine, "/friends/follow") == "/friends"
    where = send(mine, "/friends/follow", person=lin.id)
    assert where == f"/friends?followed={lin.id}"
    assert "You follow 1 person now." in page(mine, where)
    assert follows.follows_any(dana, [lin.id]) == {lin.id}
    send(mine, "/friends/undo", person=lin.id)
    assert follows.follows_any(dana, [lin.id]) == set()
    send(mine, "/friends/dismiss", dismiss=lin.id)
    assert "xiaoman" not in page(mine, "/friends")
    assert "dana.tea" in page(hers, "/friends")
    send(hers, "/friends/erase")
    assert "dana.tea" not in page(hers, "/friends")


def test_who_is_asked_first_answers(dana: Person, lin: Person) -> None:
    proved(dana, "dana.tea")
    proved(lin, "xiaoman")
    brings(dana, ["xiaoman"])
    opens(dana, found=False)
    opens(lin, asks=True, looks=False)
    hers = signed_in(None, lin)
    assert "was <bdi>@dana.tea</bdi> on TikTok" in page(hers, "/friends")
    send(hers, "/friends/answer", person=dana.id, on="1")
    assert "@xiaoman" in page(signed_in(None, dana), "/friends")


def test_three_looks_a_day(dana: Person) -> None:
    mine = signed_in(None, dana)
    proved(dana, "dana.tea")
    brings(dana, ["xiaoman"])
    opens(dana)
    for _ in range(3):
        assert send(mine, "/friends/look") == "/friends?looked=1"
    assert mine.post("/friends/look").status_code == 429


def test_a_block_from_an_old_list_names_nobody(dana: Person, lin: Person) -> None:
    row = proved(lin, "xiaoman")
    brings(dana, ["xiaoman"], "blocked")
    mine = signed_in(None, dana)
    assert lin.name not in page(mine, "/settings/blocked")
    assert "You have blocked" not in page(mine, "/@lin")
    actions.show_handle(lin, handle_id=row.id, is_shown=True)
    assert lin.name in page(mine, "/settings/blocked")
    assert "You have blocked" in page(mine, "/@lin")


def test_vouching_from_a_link(dana: Person, lin: Person, ken: Person) -> None:
    row = actions.claim_handle(dana, platform="tiktok", handle="dana.tea")
    OldHandle.objects.filter(id=row.id).update(problem="unreachable")
    assert f"/handles/{row.id}/vouch" in page(signed_in(None, dana), "/settings/handles")
    path = f"/handles/{row.id}/vouch"
    assert "dana.tea" not in page(signed_in(None, ken), path)
    grown(lin)
    proved(lin, "xiaoman")
    hers = signed_in(None, lin)
    assert "@dana.tea" in page(hers, path)
    send(hers, path, on="1")
    assert "You vouch for this" in page(hers, path)
    send(hers, path, on="0")
    assert queries.vouching(lin, handle_id=row.id).count == 0


def test_a_name_is_claimed_and_given(dana: Person, ken: Person, ruth: Person) -> None:
    row = proved(dana, "ken")
    mine, hers = signed_in(None, dana), signed_in(None, ruth)
    page(mine, f"/handles/{row.id}/name")
    send(mine, f"/handles/{row.id}/name", name="ken", words="It was always me.")
    text = page(hers, "/moderation/handles")
    assert "It was always me." in text
    [claim] = queries.name_claims(ruth)
    send(hers, f"/moderation/names/{claim.id}", do="give")
    dana.refresh_from_db()
    assert dana.handle == "ken"
    assert "Yours now" in page(mine, "/settings/handles")
