"""What attackers try first: foreign requests, foreign addresses, fields that no form has, and files that lie."""

import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as people
from redbridge.accounts.models import Person, Preferences, SignIn, Site
from redbridge.cards.people import PersonCard
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.interactions.models import Collection, Comment
from redbridge.media.models import Picture
from redbridge.notes import actions as notes
from redbridge.notes.models import Draft, Note
from tests.cast import PASSWORD, signed_in
from tests.interactions.stage import publish
from tests.web.accountforms import joining
from tests.web.walk.addresses import fill
from tests.web.walk.table import TABLE, no_method, operators
from tests.web.walk.world import picture

HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Permissions-Policy")
FILLED = {
    **dict.fromkeys(("note_id", "comment_id", "draft_id", "collection_id", "picture_id", "subject_id", "pk"), 1),
    "device_id": 1,
    "address": "dana",
    "subject": "note",
    "which": "cover",
    "topic": "cats",
    "name": "tea",
    "group": "system",
    "token": "guessed",
    "uidb36": "1",
    "key": "guessed",
    "step": 1,
    **dict.fromkeys(("version", "number", "thing_id", "video_id", "token_id", "notification_id", "mentoring_id"), 1),
    "slug": "tea",
    "language": "en",
    **dict.fromkeys(("handle_id", "claim_id", "arrival_id", "item_id", "departure_id"), 1),
    "secret": "guessed",
    "do": "look",
    **dict.fromkeys(("suggestion_id", "question_id", "answer_id"), 1),
    "place": "tiktok",
    "word": "tea",
    "kind": "csv",
}
# The signed address is the proof here: programs of the receiver's mail post it for them (RFC 8058).
PROVED_BY_ADDRESS = {"unsubscribe/<str:token>"}
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "https://evil.example/",
    "http:evil.example",
    "https:/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "data:text/html,zq",
    "\t//evil.example",
    "/\t/evil.example",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "//evil.example\\@testserver/",
    "\x00//evil.example",
    "/\r\nLocation: https://evil.example",
]


def _is_here(answer: Any) -> bool:
    """Whether a redirect stays on this site for a browser, which reads a backslash as a slash and skips tabs."""
    target = answer.get("Location", "/")
    for letter in "\t\r\n\x00":
        target = target.replace(letter, "")
    found = urlsplit(urljoin("http://testserver/", target.replace("\\", "/")))
    return (found.scheme, found.netloc) == ("http", "testserver")


@pytest.fixture
def note(dana: Person) -> Note:
    return publish(dana, "A quiet morning", title="Morning")


@pytest.mark.django_db
@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site(dana: Person, omar: Person, note: Note, target: str) -> None:
    ken, out = signed_in(None, dana), Client()
    answers = [
        out.get("/theme", {"set": "dark", "next": target}),
        out.post("/language", {"language": "en", "next": target}),
        out.post("/language", {"language": "en"}, headers={"Referer": target.strip("\r\n\x00\t")}),
        out.post("/sign-in", {"login": "omar", "password": PASSWORD, "next": target}),
        ken.post("/prove", {"password": PASSWORD, "next": target}),
        ken.post(f"/n/{note.id}/like", {"next": target}),
        ken.post("/sign-out", {"next": target}),
    ]
    assert all(300 <= answer.status_code < 400 for answer in answers)
    assert all(_is_here(answer) for answer in answers), [answer["Location"] for answer in answers]
    for path in (f"/report/note/{note.id}", "/sign-in", "/sign-up"):
        page = Client().get(path, {"next": target}, headers={"Referer": target.strip("\r\n\x00\t")})
        assert 'evil.example"' not in page.content.decode().replace(" rel=", "").split("<form")[0]
    kept = Client().post(f"/report/note/{note.id}", {"reason": "spam", "next": target}).content.decode()
    assert 'href="/"' in kept
    assert "evil.example" not in kept


@pytest.mark.django_db
def test_another_host_in_the_request_changes_no_address(note: Note) -> None:
    assert Client().get("/", headers={"Host": "evil.example"}).status_code == 400
    assert "evil.example" not in Client().get("/", headers={"Host": "evil.example"}).content.decode()
    lying = {"X-Forwarded-Host": "evil.example", "X-Original-Url": "/operate", "X-Forwarded-Server": "evil.example"}
    for path in ("/", f"/n/{note.id}", "/sign-in", "/sitemap.xml", "/robots.txt"):
        answer = Client().get(path, headers=lying)
        assert answer.status_code == 200
        assert "evil.example" not in answer.content.decode() + str(answer.headers)


@pytest.mark.django_db
def test_nothing_is_taken_from_a_foreign_page(dana: Person, omar: Person) -> None:
    for route, row in TABLE.items():
        if row.post is no_method or route in PROVED_BY_ADDRESS:
            continue
        path = fill(route, FILLED)
        for person in (None, omar if operators in (row.get, row.post) else dana):
            client = Client(enforce_csrf_checks=True)
            if person:
                signed_in(client, person)
            plain = client.post(path, row.sent)
            assert plain.status_code == 403, f"{route} takes a form without our token"
            client.cookies["csrftoken"] = "a" * 32
            guessed = client.post(path, {**row.sent, "csrfmiddlewaretoken": "b" * 32})
            assert guessed.status_code == 403, route
            ours = client.post(
                path, {**row.sent, "csrfmiddlewaretoken": "a" * 32}, headers={"Origin": "https://evil.example"}
            )
            assert ours.status_code == 403, route
            assert ours["Content-Security-Policy"]


@pytest.mark.django_db
def test_every_kind_of_answer_carries_the_guards(client: Client, dana: Person) -> None:
    answers = {
        404: client.get("/nothing/here"),
        405: client.put("/find"),
        400: client.get("/", headers={"Host": "evil.example"}),
        403: Client(enforce_csrf_checks=True).post("/sign-in", {"login": "dana"}),
        302: client.get("/drafts"),
        303: client.get("/settings"),
        422: signed_in(None, dana).post("/settings/profile", {"name": ""}),
        413: client.post("/sign-in", {"login": "a" * 3_000_000}),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert [name for name in HEADERS if name not in answer.headers] == [], status


@pytest.mark.django_db
def test_cookies_are_out_of_reach_of_scripts(client: Client, dana: Person) -> None:
    answer = client.post("/sign-in", {"login": "dana", "password": PASSWORD})
    assert set(answer.cookies) >= {"sessionid"}
    for name in ("sessionid", "csrftoken"):
        if name in answer.cookies:
            assert (answer.cookies[name]["httponly"], answer.cookies[name]["samesite"]) == (True, "Lax")
            assert not answer.cookies[name]["domain"]
    assert answer["Cache-Control"].find("no-store") >= 0


ASKED = """SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE LANGUAGE_COOKIE_SECURE
    SECURE_HSTS_SECONDS PASSWORD_HASHERS DEBUG ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS"""


def test_a_site_on_the_web_has_strict_cookies_slow_passwords_and_no_debug_pages(tmp_path: Any) -> None:
    asked = ASKED.split()
    code = f"import json, redbridge.settings as s; print(json.dumps({{n: getattr(s, n) for n in {asked}}}))"
    environment = {**os.environ, "SITE_URL": "https://bridge.example", "REDBRIDGE_DATA": str(tmp_path)}
    said = json.loads(subprocess.check_output([sys.executable, "-c", code], env=environment, text=True))
    assert said["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert said["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert (said["SESSION_COOKIE_SECURE"], said["CSRF_COOKIE_SECURE"], said["LANGUAGE_COOKIE_SECURE"]) == (True,) * 3
    assert said["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert said["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert (said["DEBUG"], said["ALLOWED_HOSTS"]) == (False, ["bridge.example"])
    assert said["CSRF_TRUSTED_ORIGINS"] == ["https://bridge.example"]
    refused = subprocess.run(
        [sys.executable, "-c", code], env={**environment, "DEBUG": "true"}, capture_output=True, text=True, check=False
    )
    assert "loopback" in refused.stderr


@pytest.mark.django_db
def test_nobody_is_there_by_default() -> None:
    assert not SignIn.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_strangers_learn_of_a_person_what_the_profile_shows_and_no_more(dana: Person, ken: Person) -> None:
    shown = {
        "id",
        "address",
        "name",
        "name_lang",
        "portrait",
        "portrait_large",
        "bio",
        "bio_lang",
        "from_place",
        "is_private",
    }
    assert {field.name for field in fields(PersonCard)} == shown | {"version"}
    SignIn.objects.filter(person=dana).update(email="zq-mail@example.org", is_moderator=True)
    secret = {"region": "ZQ", "standing_rule": "zq-rule", "standing_rule_version": "zq-9", "standing_case": 717171}
    Person.objects.filter(id=dana.id).update(**secret, age_band="teen", age_turns_on="2031-07-17")
    publish(dana)
    for browser in (Client(), signed_in(None, ken)):
        for path in ("/@dana", "/@dana/about", "/find?q=dana", "/", f"/report/person/{dana.id}", "/@dana/followers"):
            text = re.sub(r"\w{32,}", "", browser.get(path).content.decode().lower())  # tokens are random letters
            assert [word for word in ("zq", "717171", "2031", "teen", "@example.org") if word in text] == []


@pytest.mark.django_db
def test_likes_and_saves_are_private_until_opened(dana: Person, ken: Person, lin: Person) -> None:
    seen, closed = publish(lin, "Tea for all"), publish(lin, "Tea for friends")
    follows.follow(dana, person_id=lin.id)
    for note in (seen, closed):
        interactions.like_note(dana, note_id=note.id)
        kept = interactions.save_note(dana, note_id=note.id)
    notes.change_visibility(lin, note_id=closed.id, visibility="followers")
    stranger = signed_in(None, ken)
    assert stranger.get("/@dana/likes").status_code == 404
    assert stranger.get(f"/c/{kept.id}").status_code == 404
    assert f"/c/{kept.id}" not in stranger.get("/@dana/collections").content.decode()
    Preferences.objects.filter(person=dana).update(likes_are_public=True)
    interactions.set_collection_privacy(dana, collection_id=kept.id, is_private=False)
    for path in ("/@dana/likes", f"/c/{kept.id}"):
        text = stranger.get(path).content.decode()
        assert f"/n/{seen.id}" in text
        assert f"/n/{closed.id}" not in text


@pytest.mark.django_db
def test_hashtags_and_counts_of_hidden_notes_are_not_told(dana: Person, ken: Person) -> None:
    note = publish(dana, "Tea", caption="Late #zqsecret tea")
    stranger = signed_in(None, ken)
    interactions.like_note(ken, note_id=note.id)
    assert "zqsecret" in stranger.get("/find", {"q": "zqse"}).content.decode()
    notes.change_visibility(dana, note_id=note.id, visibility="followers")
    for path in ("/find", "/drafts/tags"):
        assert "/tags/zqsecret" not in stranger.get(path, {"q": "zqse"}).content.decode()
        assert "#zqsecret" not in stranger.get(path, {"q": "zqse"}).content.decode()
    for name in ("lin", "mei"):
        person = people.person_by_address(None, address=_join(name))
        follows.follow(person, person_id=dana.id)
        interactions.like_note(person, note_id=note.id)
    answer = stranger.post(f"/n/{note.id}/like", {"on": "0"}, headers={"HX-Request": "true"})
    assert '"num">' not in answer.content.decode()


def _join(handle: str) -> str:
    accounts.join(handle=handle, password=PASSWORD)
    return handle


NAMES = (
    "author author_id owner owner_id person id note position version save_count likes reply_count standing_case "
    "is_operator is_moderator is_default is_demo is_listed is_open is_active"
)
MASS = dict.fromkeys(NAMES.split(), "1") | {
    "standing": "hidden",
    "published_at": "2001-01-01",
    "pinned_at": "2001-01-01",
    "created_at": "2001-01-01",
    "deleted_at": "",
    "handle": "king",
    "host": "evil.example",
    "age_band": "adult",
    "region": "XX",
    "email": "a@b.example",
    "secret": "a",
}


@pytest.mark.django_db
def test_fields_that_no_form_has_change_nothing(dana: Person, ken: Person, note: Note) -> None:
    """The server owns the state: whatever else a form brings is as if it were not there."""
    browser = signed_in(None, ken)
    person: dict[str, Any] = dict(Person.objects.filter(id=ken.id).values().get())
    sign_in = SignIn.objects.filter(person=ken).values().get()
    browser.post("/drafts/autosave", {**MASS, "title": "Mine"})
    draft = Draft.objects.get()
    assert (draft.author_id, draft.note_id, draft.title, draft.created_at.year > 2020) == (ken.id, None, "Mine", True)
    browser.post(f"/n/{note.id}/comments", {**MASS, "text": "Where is it?"})
    comment = Comment.objects.get()
    assert (comment.author_id, comment.standing, comment.likes, comment.reply_count) == (ken.id, "visible", 0, 0)
    assert comment.created_at.year > 2020
    browser.post("/collections", {**MASS, "name": "Tea"})
    kept = Collection.objects.get(name="Tea")
    assert (kept.owner_id, kept.is_default, kept.save_count, kept.is_private) == (ken.id, False, 0, True)
    browser.post("/settings/profile", {**MASS, "name": "Ken", "reads": "en"})
    browser.post("/settings/preferences", {**MASS, "language": "en", "theme": "dark"})
    changed = {"name", "name_key", "reads", "writes", "learns", "version", "bio_language", "from_place"}
    now: dict[str, Any] = dict(Person.objects.filter(id=ken.id).values().get())
    assert {key for key in now if now[key] != person[key]} <= changed
    assert now["version"] < 99
    assert SignIn.objects.filter(person=ken).values().get() == sign_in
    assert not Site.objects.filter(name="Mine").exists()


@pytest.mark.django_db
def test_joining_makes_no_operator(client: Client) -> None:
    client.post("/sign-up", {**MASS, **joining(handle="nora")})
    made = SignIn.objects.get()
    assert (made.username, made.is_operator, made.is_moderator, made.email) == ("nora", False, False, "")
    assert made.person is not None
    assert (made.person.host, made.person.is_demo, made.person.standing) == ("", False, "visible")


@pytest.mark.django_db
def test_limits_count_each_account_and_let_pictures_be(dana: Person, ken: Person, lin: Person, note: Note) -> None:
    browser = signed_in(None, ken)
    statuses = [browser.post(f"/n/{note.id}/like", {"on": str(turn % 2)}).status_code for turn in range(140)]
    assert statuses[0] == 303
    assert statuses[-2:].count(429) >= 1
    slow = next(answer for answer in (browser.post(f"/n/{note.id}/like", {"on": "1"}),))
    assert int(slow["Retry-After"]) > 0
    assert signed_in(None, lin).post(f"/n/{note.id}/like", {"on": "1"}).status_code == 303
    shown = picture(dana)
    Picture.objects.filter(id=shown.id).update(is_open=True)
    for _turn in range(200):
        answer = Client().get(f"/media/{shown.id}-{shown.secret}/480.webp")
        assert answer.status_code == 200


@pytest.mark.django_db
def test_strangers_are_told_apart_by_their_real_address(note: Note, omar: Person) -> None:
    """An address that anybody can write into a header frees nobody from a limit, nor does it lock others out."""

    def report(number: int, forwarded: str) -> int:
        client = Client(REMOTE_ADDR="203.0.113.9", headers={"X-Forwarded-For": forwarded})
        other = publish(note.author, f"Tea {number}")
        return client.post(f"/report/note/{other.id}", {"reason": "spam"}).status_code

    lying = [report(number, f"198.51.100.{number}") for number in range(7)]
    assert lying == [200] * 5 + [429] * 2
    accounts.change_site(omar, trusted_proxies=["203.0.113.9"])
    behind = [report(number, f"10.9.9.9, 198.51.100.{number}") for number in range(7)]
    assert behind == [200] * 7


@pytest.mark.django_db
def test_a_new_password_ends_every_other_session(dana: Person) -> None:
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post("/sign-in", {"login": "dana", "password": PASSWORD})
        assert browser.get("/drafts").status_code == 200
    fresh = "a kettle on the ferry"
    here.post("/prove", {"password": PASSWORD})
    here.post("/settings/security/password", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert here.get("/drafts").status_code == 200
    assert there.get("/drafts").status_code == 302
    link = accounts.make_reset_link(handle="dana")
    there.post(urlsplit(link).path, {"password": "another kettle by the sea"})
    assert here.get("/drafts").status_code == 302
