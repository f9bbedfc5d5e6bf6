"""Settings, the first run, the papers, and leaving."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from redbridge.accounts import queries
from redbridge.accounts.models import Person, Preferences
from redbridge.follows import actions as ties
from redbridge.follows import queries as follows
from redbridge.mail.models import OutgoingMail
from redbridge.media import queries as media
from tests.cast import PASSWORD, signed_in
from tests.web.accountforms import sign_in


@pytest.fixture
def browser(dana: Person) -> Client:
    return signed_in(None, dana)


def profile(**more: Any) -> dict[str, Any]:
    """The profile form as it should be, but for `more`."""
    return {
        "name": "Dana",
        "bio": "Lakes and pies.",
        "links": ["example.org/dana", "", ""],
        "reads": ["en", "es"],
        "writes": ["en"],
        "learns": ["zh-Hans"],
        "from_place": "Ohio",
        "from_platform": "TikTok",
    } | more


def picture(kind: str = "PNG") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (320, 320), "teal").save(file, kind)
    file.seek(0)
    file.name = "me.png"
    return file


class TestProfile:
    """What others see."""

    def test_what_was_typed_is_kept(self, browser: Client, dana: Person) -> None:
        assert browser.post("/settings/profile", profile(name="  Dana \u200b Miller ")).status_code == 303
        dana.refresh_from_db()
        assert (dana.name, dana.name_key, dana.bio, dana.from_place) == (
            "Dana Miller",
            "dana miller",
            "Lakes and pies.",
            "Ohio",
        )
        assert dana.links == ["https://example.org/dana"]
        assert (dana.reads, dana.writes, dana.learns) == (["en", "es"], ["en"], ["zh-Hans"])
        assert (dana.version, dana.bio_language) == (2, "en")

    def test_the_language_of_ones_words_is_found_and_can_be_said(self, browser: Client, dana: Person) -> None:
        for bio, said, kept in (
            ("喜欢喝茶和看书", "", "zh-Hans"),
            ("喜欢喝茶和看书", "zh-Hant", "zh-Hant"),
            ("xoxo", "", "en"),
            ("🐱", "", ""),
        ):
            assert browser.post("/settings/profile", profile(bio=bio, bio_language=said)).status_code == 303
            dana.refresh_from_db()
            assert dana.bio_language == kept
            selected = f'<option value="{said}" lang="{said}" selected>'
            assert (selected in browser.get("/settings/profile").content.decode()) == bool(said)
        assert browser.post("/settings/profile", profile(bio_language="xx")).status_code == 422

    def test_portrait_and_cover_are_taken_and_go_away(self, browser: Client, dana: Person) -> None:
        page = browser.post("/settings/profile", profile(portrait=picture(), cover=picture("JPEG")))
        assert page.status_code == 303
        assert dana.id in media.portraits_of([dana.id])
        assert dana.id in media.covers_of([dana.id])
        assert browser.post("/settings/profile/portrait/remove").status_code == 303
        assert dana.id not in media.portraits_of([dana.id])

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("name", "", "at least one letter"),
            ("name", " ", "at least one letter"),
            ("name", "x" * 51, "1 character too long"),
            ("name", "A\u202eB", "cannot be seen"),
            ("name", "A\x00B", "Null characters"),
            ("bio", "x" * 501, "1 character too long"),
            ("bio", "x" * 5000, "at most 2000"),
            ("bio", "\u2067turn", "cannot be seen"),
            ("links", ["javascript:alert(1)"], "A link looks like"),
            ("links", ["data:text/html,x"], "A link looks like"),
            ("links", ["https://a@b.example"], "A link looks like"),
            ("links", ["https://example.org/" + "x" * 200], "A link looks like"),
            ("links", ["https://example.org/\x00"], "A link looks like"),
            ("links", ["ftp://example.org"], "A link looks like"),
            ("links", ["https://[::1"], "A link looks like"),
            ("links", [f"example{number}.org" for number in range(6)], "Add up to five links"),
            ("reads", ["xx"], "Choose a language"),
            ("writes", ["../en"], "Choose a language"),
            ("from_place", "x" * 61, "1 character too long"),
            ("from_platform", "MySpace", "Select a valid choice"),
        ],
    )
    def test_a_wrong_field_is_told_and_nothing_is_saved(
        self, browser: Client, dana: Person, field: str, value: Any, sentence: str
    ) -> None:
        page = browser.post("/settings/profile", profile(**{field: value}))
        assert page.status_code == 422
        assert sentence in page.content.decode()
        dana.refresh_from_db()
        assert (dana.bio, dana.version) == ("", 1)

    @pytest.mark.parametrize("content", [b"", b"not a picture", b"<svg onload=alert(1)>", b"GIF89a" + b"\x00" * 40])
    def test_what_is_no_picture_is_refused_beside_its_field(self, browser: Client, content: bytes) -> None:
        file = io.BytesIO(content)
        file.name = "../../me.png"
        page = browser.post("/settings/profile", profile(portrait=file))
        assert page.status_code == 422
        assert b'id="id_portrait-error"' in page.content

    def test_markup_stays_text(self, browser: Client) -> None:
        browser.post("/settings/profile", profile(name="<b>Dana</b>", bio="</textarea><script>x</script>"))
        for path in ("/settings/profile", "/@dana"):
            text = browser.get(path).content.decode()
            assert "<b>Dana" not in text
            assert "<script>x" not in text

    def test_other_fields_of_the_row_cannot_be_sent_along(self, browser: Client, dana: Person) -> None:
        more = {"handle": "admin", "standing": "visible", "version": "99", "is_demo": "1", "age_band": "teen"}
        browser.post("/settings/profile", profile(**more, is_operator="1", is_moderator="1"))
        dana.refresh_from_db()
        assert (dana.handle, dana.is_demo, dana.age_band, dana.version) == ("dana", False, "adult", 2)
        assert not queries.sign_in_of(dana).is_operator

    def test_opening_a_private_account_lets_those_in_who_wait(self, browser: Client, dana: Person, ken: Person) -> None:
        browser.post("/settings/profile", profile(is_private="1"))
        ties.follow(ken, person_id=dana.id)
        assert not follows.relation(ken, person_id=dana.id).follows
        browser.post("/settings/profile", profile())
        assert follows.relation(ken, person_id=dana.id).follows


class TestPreferences:
    """For one's own eyes."""

    def test_choices_are_kept_with_the_person_and_the_browser(self, browser: Client, dana: Person) -> None:
        page = browser.post("/settings/preferences", {"language": "zh-hans", "theme": "dark", "data_saver": "1"})
        chosen = Preferences.objects.get(person=dana)
        assert (chosen.language, chosen.theme, chosen.data_saver, chosen.shortcuts) == ("zh-hans", "dark", True, False)
        assert (page.cookies["language"].value, page.cookies["theme"].value) == ("zh-hans", "dark")
        assert (page.cookies["data-saver"].value, page.cookies["shortcuts"].value) == ("on", "off")

    def test_switches_do_what_they_say_until_they_are_turned_back(self, browser: Client) -> None:
        usual = browser.get("/").content.decode()
        assert 'id="keys"' in usual
        assert "data-shortcuts" not in usual
        browser.post("/settings/preferences", {"language": "en", "theme": "system"})
        without = browser.get("/").content.decode()
        assert 'data-shortcuts="off"' in without
        assert 'id="keys"' not in without
        browser.post("/settings/preferences", {"language": "en", "theme": "system", "shortcuts": "1"})
        assert 'id="keys"' in browser.get("/").content.decode()

    @pytest.mark.parametrize("sent", [{}, {"language": "xx", "theme": "dark"}, {"language": "en", "theme": "x" * 9999}])
    def test_what_is_not_offered_is_refused(self, browser: Client, sent: dict[str, str]) -> None:
        assert browser.post("/settings/preferences", sent).status_code == 422

    def test_the_language_button_works_for_everybody(self, browser: Client, dana: Person, client: Client) -> None:
        for each in (browser, client):
            page = each.post("/language", {"language": "zh-hans", "next": "/privacy"})
            assert (page.status_code, page["Location"], page.cookies["language"].value) == (303, "/privacy", "zh-hans")
        assert Preferences.objects.get(person=dana).language == "zh-hans"

    @pytest.mark.parametrize("code", ["", "xx", "../en", "x" * 5000, "en\x00"])
    def test_a_language_that_is_none_changes_nothing(self, client: Client, code: str) -> None:
        page = client.post("/language", {"language": code, "next": "https://evil.example"})
        assert (page.status_code, page["Location"]) == (303, "/")
        assert "language" not in page.cookies


class TestWelcome:
    """Four steps."""

    def test_the_steps_lead_on_and_keep_what_was_chosen(self, browser: Client, dana: Person, lin: Person) -> None:
        assert browser.post("/welcome/1", {"reads": ["en"], "learns": ["zh-Hans"]})["Location"] == "/welcome/2"
        assert browser.post("/welcome/2", {"topics": ["tea", "cats"]})["Location"] == "/welcome/3"
        page = browser.post("/welcome/3", {"name": "Dana", "from_place": "Ohio", "portrait": picture()})
        assert page["Location"] == "/welcome/4"
        assert browser.post("/welcome/4", {"people": [str(lin.id)]})["Location"] == "/"
        dana.refresh_from_db()
        assert (dana.learns, dana.from_place) == (["zh-Hans"], "Ohio")
        assert follows.relation(dana, person_id=lin.id).follows
        assert Preferences.objects.get(person=dana).first_run_done_at is not None

    @pytest.mark.parametrize(
        ("step", "sent"),
        [
            (1, {"reads": ["klingon"]}),
            (2, {"topics": ["../etc", "tea"]}),
            (3, {"name": "A\u202eB"}),
            (3, {"from_place": "x" * 500}),
            (3, {"portrait": io.BytesIO(b"nothing")}),
            (4, {"people": ["one"]}),
            (4, {"people": ["-1"]}),
            (4, {"people": ["9" * 60]}),
        ],
    )
    def test_what_is_not_offered_is_refused(self, browser: Client, step: int, sent: dict[str, Any]) -> None:
        assert browser.post(f"/welcome/{step}", sent).status_code == 422

    @pytest.mark.parametrize("step", ["0", "5", "99999999999999999999", "x"])
    def test_there_are_four(self, browser: Client, step: str) -> None:
        assert browser.get(f"/welcome/{step}").status_code == 404

    def test_somebody_who_is_gone_is_left_out(self, browser: Client) -> None:
        assert browser.post("/welcome/4", {"people": ["12345"]})["Location"] == "/"


def test_blocked_and_muted_people_are_listed(browser: Client, dana: Person, ken: Person, bea: Person) -> None:
    ties.block(dana, person_id=ken.id)
    ties.mute(dana, person_id=bea.id)
    lists = {
        kind: [each.address for each in people] for kind, people, _ in browser.get("/settings/blocked").context["lists"]
    }
    assert lists == {"block": ["ken"], "mute": ["bea"]}


@pytest.mark.usefixtures("dana")
class TestLeaving:
    """Hidden at once, and back within the time of grace."""

    def test_a_wrong_password_closes_nothing(self, browser: Client, dana: Person) -> None:
        for password in ("", "not the river", "x" * 5000):
            assert browser.post("/settings/leave", {"step": "close", "password": password}).status_code == 422
        dana.refresh_from_db()
        assert dana.closed_at is None

    def test_one_is_hidden_at_once_and_can_come_back(self, client: Client, ken: Person) -> None:
        other = Client()
        sign_in(client, "dana")
        sign_in(other, "dana")
        assert client.post("/settings/leave", {"step": "close", "password": PASSWORD}).status_code == 303
        assert [browser.get("/settings/profile").status_code for browser in (client, other)] == [302, 302]
        assert signed_in(None, ken).get("/@dana").status_code == 404
        page = sign_in(client, "dana", next="/t/tea")
        assert page["Location"] == "/settings/return"
        assert client.get("/settings/profile").status_code == 302
        assert b"closed this account" in client.get("/settings/return").content
        assert client.post("/settings/return").status_code == 303
        assert client.get("/settings/profile").status_code == 200
        assert Client().get("/@dana").status_code == 200


class TestMailAddress:
    """Changing it."""

    def test_it_takes_the_password_and_the_code(self, browser: Client, dana: Person, settings: Any) -> None:
        settings.CAN_MAIL = True
        wrong = browser.post("/settings/account", {"step": "mail", "email": "d@example.org", "password": "x"})
        assert wrong.status_code == 422
        assert not OutgoingMail.objects.exists()
        browser.post("/settings/account", {"step": "mail", "email": "d@example.org", "password": PASSWORD})
        code = OutgoingMail.objects.get().subject.rpartition(" ")[2]
        assert browser.post("/settings/account", {"step": "code", "code": "1"}).status_code == 422
        assert browser.post("/settings/account", {"step": "code", "code": code}).status_code == 303
        assert queries.email_of(queries.sign_in_of(dana)) == "d@example.org"

    def test_without_a_server_none_is_kept(self, browser: Client) -> None:
        assert b"sends no mail" in browser.get("/settings/account").content
        page = browser.post("/settings/account", {"step": "mail", "email": "d@example.org", "password": PASSWORD})
        assert page.status_code == 422

    @pytest.mark.parametrize("step", ["", "unknown", "x" * 5000, "mail\x00"])
    def test_an_unknown_step_does_nothing(self, browser: Client, step: str) -> None:
        assert browser.post("/settings/account", {"step": step, "password": PASSWORD}).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in",
        "/settings/profile",
        "/settings/account",
        "/settings/devices/others",
        "/welcome/1",
        "/language",
        "/sign-out",
    ],
)
def test_a_form_without_our_token_is_not_taken(dana: Person, path: str) -> None:
    browser = signed_in(Client(enforce_csrf_checks=True), dana)
    page = browser.post(path, {})
    assert page.status_code == 403
    assert "open for too long" in page.content.decode()
