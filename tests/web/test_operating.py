"""What the operator sees, what strangers may not, and what machines ask a site for."""

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries
from redbridge.accounts import queries as people
from redbridge.accounts.models import Person, SignIn
from redbridge.events import worker
from redbridge.kit.flags import maintenance_flag
from redbridge.kit.ids import mint, position_at
from redbridge.notes import queries as notes
from redbridge.notes.models import Note
from redbridge.web.errors import broken
from tests.cast import PASSWORD, signed_in

SITE = {"name": "两岸 Bridge", "languages": ["en", "zh-hans"], "region": "DE", "sign_up": "invite", "contact": "me"}
OWN = {"handle": "omar", "password": "a kettle on the ferry"}


def token_of(link: str) -> str:
    return link.rpartition("=")[2]


def make_note(author: Person, **fields: Any) -> Note:
    now = timezone.now()
    return Note.objects.create(
        id=mint(), position=position_at(now), author=author, kind="text", title="Tea", published_at=now, **fields
    )


@pytest.mark.django_db
def test_the_printed_link_makes_the_operator_and_the_site_once(client: Client) -> None:
    token = token_of(accounts.create_operator_link())
    page = client.get("/setup", {"token": token})
    assert page.status_code == 200
    assert token in page.content.decode()
    sent = client.post("/setup", {**SITE, **OWN, "token": token, "trusted_proxies": "10.0.0.0/8 ::1"})
    assert (sent.status_code, sent["Location"]) == (303, "/sign-up/codes")
    assert SignIn.objects.get(username="omar").is_operator
    site = queries.site()
    assert (site.name, site.region, site.sign_up, site.trusted_proxies) == (
        "两岸 Bridge",
        "DE",
        "invite",
        ["10.0.0.0/8", "::1"],
    )
    assert site.set_up_at is not None
    assert client.get("/operate").status_code == 200
    again = Client().post("/setup", {**SITE, **OWN, "handle": "eve", "token": token})
    assert again.status_code == 404
    assert not SignIn.objects.filter(username="eve").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"handle": "Omar Ö"}, "id_handle-error"),
        ({"password": "short"}, "id_password-error"),
        ({"name": ""}, "id_name-error"),
        ({"languages": []}, "error"),
        ({"sign_up": "anyone"}, "error"),
        ({"region": "XX"}, "error"),
        ({"trusted_proxies": "everybody"}, "is neither an address nor a network"),
    ],
)
def test_what_the_first_operator_typed_is_kept_beside_the_problem(
    client: Client, wrong: dict[str, Any], sentence: str
) -> None:
    token = token_of(accounts.create_operator_link())
    sent = client.post("/setup", {**SITE, **OWN, **wrong, "token": token})
    body = sent.content.decode()
    assert (sent.status_code, sentence in body) == (422, True)
    assert token in body
    assert "两岸" in body or "name" in wrong
    assert OWN["password"] not in body
    assert not SignIn.objects.exists(), "half of a set-up would use the link up"


@pytest.mark.django_db
def test_setup_without_a_good_link_explains_the_command(client: Client) -> None:
    assert b"redbridge setup" in client.get("/setup").content
    gone = client.get("/setup", {"token": "guessed"})
    assert gone.status_code == 404
    assert b"used up" in gone.content
    invited = token_of(accounts.make_invitation(None))
    assert client.get("/setup", {"token": invited}).status_code == 404, "an invitation makes no operator"


@pytest.mark.django_db
def test_after_the_first_operator_setup_only_shows_the_way(omar: Person, client: Client) -> None:
    assert b"/sign-in?next=/operate/settings" in client.get("/setup").content
    assert signed_in(None, omar).get("/setup")["Location"] == "/operate/settings"


@pytest.mark.parametrize("path", ["/operate", "/operate/settings"])
def test_only_operators_learn_of_their_pages(path: str, client: Client, dana: Person, ruth: Person) -> None:
    assert client.get(path)["Location"].startswith("/sign-in?next=")
    assert signed_in(None, dana).get(path).status_code == 404
    assert signed_in(None, ruth).get(path).status_code == 404, "a moderator is no operator"


@pytest.mark.parametrize("path", ["/operate/run-again", "/operate/mail-test", "/operate/demo", "/operate/settings"])
def test_only_operators_change_anything(path: str, client: Client, dana: Person) -> None:
    assert client.post(path, SITE).status_code == 302
    assert signed_in(None, dana).post(path, SITE).status_code == 404
    assert queries.site().name == "Redbridge"


def test_an_operator_changes_the_site(omar: Person) -> None:
    browser = signed_in(None, omar)
    assert browser.post("/operate/settings", {**SITE, "name": "Ferry"}).status_code == 303
    assert queries.site().name == "Ferry"
    assert "Ferry" in browser.get("/operate/settings").content.decode()
    wrong = browser.post("/operate/settings", {**SITE, "trusted_proxies": "10.0.0.0/99"})
    assert wrong.status_code == 422
    assert "10.0.0.0/99 is neither an address" in wrong.content.decode()


def test_a_test_mail_leaves_by_the_worker(omar: Person, settings: Any) -> None:
    browser = signed_in(None, omar)
    refused = browser.post("/operate/mail-test", follow=True)
    assert "Nothing was sent" in refused.content.decode()
    settings.CAN_MAIL = True
    EmailAddress.objects.create(user=queries.sign_in_of(omar), email="omar@example.org", verified=True, primary=True)
    assert "on its way to omar@example.org" in browser.post("/operate/mail-test", follow=True).content.decode()
    worker.run_waiting("interactive")
    (sent,) = outbox.outbox
    assert (sent.to, "test" in sent.subject) == (["omar@example.org"], True)


def test_a_trusted_proxy_is_believed_about_addresses_and_others_are_not(omar: Person, client: Client) -> None:
    accounts.change_site(omar, trusted_proxies=["10.1.0.0/16"])

    def seen(peer: str, hops: str) -> str:
        response = client.get("/robots.txt", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=hops)
        return str(response.wsgi_request.client_address)  # type: ignore[attr-defined] # set by our middleware

    assert seen("10.1.2.3", "203.0.113.9") == "203.0.113.9"
    assert seen("10.1.2.3", "198.51.100.1, 203.0.113.9, 10.1.9.9") == "203.0.113.9", "the rest is a visitor's claim"
    assert seen("192.0.2.7", "203.0.113.9") == "192.0.2.7"
    assert seen("10.1.2.3", "") == "10.1.2.3"


# Health ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_strangers_learn_only_whether_all_is_well(client: Client, omar: Person) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, json.loads(answer.content)) == (503, {"ok": False}), "no worker runs in this test"
    shown = json.loads(signed_in(None, omar).get("/healthz").content)
    assert shown["database"] is True
    assert shown["worker"] == {"interactive": 0, "bulk": 0}
    assert set(shown["queue"]) == {"interactive", "bulk"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_health_reads_one_row_and_no_session(client: Client, django_assert_num_queries: Any) -> None:
    people.site()  # read again every few seconds, by whatever page comes first
    with django_assert_num_queries(1):
        client.get("/healthz")


@pytest.mark.django_db
def test_workers_of_other_machines_are_not_missed(client: Client, settings: Any) -> None:
    settings.WORKER_URL = "redis://elsewhere"
    assert client.get("/healthz").status_code == 200


# Demo people where strangers come ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_demo_people_sign_in_on_this_machine_and_nowhere_else(client: Client, settings: Any) -> None:
    accounts.join(handle="dana", password=PASSWORD, is_demo=True)
    fields = {"login": "dana", "password": PASSWORD}
    assert client.post("/sign-in", fields).status_code in (302, 303)
    assert client.get("/settings/profile").status_code == 200
    settings.IS_LOOPBACK = False
    assert client.get("/settings/profile").status_code == 302, "nor does a session of before go on"
    refused = Client()
    refused.post("/sign-in", fields)
    assert "_auth_user_id" not in refused.session


@pytest.mark.django_db
def test_the_demo_is_asked_for_on_this_machine_only(omar: Person, settings: Any) -> None:
    browser = signed_in(None, omar)
    assert "Bring the demo in" in browser.get("/operate").content.decode()
    settings.IS_LOOPBACK = False
    assert "Bring the demo in" not in browser.get("/operate").content.decode()
    assert browser.post("/operate/demo", {"wanted": "1"}).status_code == 422
    assert browser.post("/operate/demo", {"wanted": "0"}).status_code == 303


# What machines ask for ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_robots_learn_where_the_map_is_and_what_is_not_for_them(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    for path in ("/settings", "/inbox", "/drafts", "/operate", "/setup", "/moderation"):
        assert f"Disallow: {path}\n" in text


def test_the_map_names_what_everybody_may_find_and_nothing_else(dana: Person, lin: Person, client: Client) -> None:
    shown = make_note(dana)
    for visibility in ("unlisted", "followers", "mutuals", "me"):
        make_note(dana, visibility=visibility)
    make_note(dana, standing="hidden")
    Person.objects.filter(id=lin.id).update(is_private=True)
    make_note(lin)
    cache.clear()
    text = client.get("/sitemap.xml").content.decode()
    assert text.count("/n/") == 1
    assert f"{settings.SITE_URL}/n/{shown.id}<" in text


@pytest.mark.django_db
def test_the_map_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    cache.clear()
    with django_assert_num_queries(1):
        notes.sitemap_ids()


@pytest.mark.django_db
def test_browsers_find_an_icon(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith(".svg")


# When something is wrong -------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "This way ends at the water."), ("zh-hans", "zh-Hans")])
def test_a_lost_page_speaks_the_readers_language_and_knows_the_way_home(
    client: Client, language: str, words: str
) -> None:
    client.cookies["language"] = language
    page = client.get("/no/such/page")
    body = page.content.decode()
    assert (page.status_code, words in body, 'href="/"' in body) == (404, True, True)


@pytest.mark.django_db
def test_too_much_at_once_and_half_a_request_have_their_own_pages(client: Client, omar: Person) -> None:
    browser = signed_in(None, omar)
    large = browser.post("/operate/settings", {"name": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert large.status_code in (413, 422), "files count apart"
    body = "name=" + "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    large = browser.post("/operate/settings", body, content_type="application/x-www-form-urlencoded")
    assert large.status_code == 413
    assert b"more than fits" in large.content
    foreign = client.get("/", headers={"Host": "elsewhere.example"})
    assert foreign.status_code == 400
    assert b"did not arrive in one piece" in foreign.content


def test_a_page_that_breaks_says_so_without_touching_the_database() -> None:
    request = RequestFactory().get("/", HTTP_ACCEPT_LANGUAGE="zh-CN,zh;q=0.9")
    page = broken(request)
    body = page.content.decode()
    assert page.status_code == 500
    assert 'lang="zh-Hans"' in body
    assert 'href="/"' in body


def test_an_error_page_that_breaks_itself_is_still_an_answer() -> None:
    with override_settings(TEMPLATES=[]):
        page = broken(RequestFactory().get("/"))
    assert page.status_code == 500
    assert b"broke on our side" in page.content


@pytest.mark.django_db
def test_a_stale_form_is_told_so(omar: Person) -> None:
    browser = Client(enforce_csrf_checks=True)
    signed_in(browser, omar)
    refused = browser.post("/operate/settings", SITE)
    assert refused.status_code == 403
    assert b"open for too long" in refused.content


@pytest.mark.django_db
def test_maintenance_is_a_page_for_people_and_a_number_for_programs(client: Client) -> None:
    flag = maintenance_flag(Path(settings.DATA_DIR))
    flag.write_text("Back <b>soon</b>")
    try:
        page = client.get("/")
        assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "300", "no-store")
        assert b"Back &lt;b&gt;soon" in page.content
        assert client.get("/robots.txt").status_code == 200
    finally:
        flag.unlink()
    assert client.get("/").status_code == 200
