"""Every form of the site: how it looks when it is right, what its fields take, and what it says to anything else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.interactions import actions as interactions
from redbridge.notes import actions as notes
from redbridge.trust import actions as trust
from tests.cast import PASSWORD, join_cast
from tests.interactions.stage import publish
from tests.web.accountforms import joining
from tests.web.clips import ready_video
from tests.web.walk.explainingforms import EXPLAINING_WORDLESS
from tests.web.walk.settlingforms import SETTLING_WORDLESS
from tests.web.walk.world import picture

NEW_PASSWORD = "a kettle on the ferry"
GUARDED = "cannot be seen|Null characters"
LONG = "too long|at most [0-9]+ characters"


@dataclass(frozen=True)
class Text:
    """Words. Sentences for too many, for none where some are needed, and for such as nobody can see."""

    long: str = ""
    needed: str = ""
    unseen: str = ""


@dataclass(frozen=True)
class Choice:
    """One of a few words, or a word of a certain shape; the sentence for any other, and for none. Some oddities fit."""

    refused: str
    needed: str = ""
    fits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """Names something: whatever names nothing is not found."""

    is_needed: bool = False


@dataclass(frozen=True)
class Anything:
    """A switch, or a place to return to: no word of it can do harm."""


Field = Text | Choice | Known | Anything


@dataclass(frozen=True)
class Form:
    """Sent as it is, the form is right and answers `status`. `route` is its row in the table of addresses."""

    route: str
    path: str
    who: str
    sent: dict[str, Any] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    status: int = 303


SWITCH = {"on": Anything(), "next": Anything()}
TITLE, WORDS = Text(LONG), Text("characters", "Write something")
NOTE_CHOICE = Choice("not one of the choices", "not one of the choices")
KIND = Choice("not one of the choices")
NOTE_FIELDS: dict[str, Field] = {
    "title": TITLE,
    "place": TITLE,
    "caption": TITLE,
    "card_text": TITLE,
    "kind": KIND,
    "visibility": KIND,
    "quoting": KIND,
    "language": Choice("not one of the choices|too long"),
    "card_style": Choice("not one of the choices"),
}
LANGUAGES = Choice("from the list")
OWN_NAME = Text(LONG, "at least one", GUARDED)
OWN_WORDS = Text(LONG, "", GUARDED)


class Stage:
    """One of everything that a form can be about."""

    def __init__(self) -> None:
        people: dict[str, Person] = join_cast(["dana", "ken", "ruth", "omar"])
        self.people = people
        dana, ken = people["dana"], people["ken"]
        self.note, self.other = publish(dana, "Tea").id, publish(ken, "Coffee").id
        self.comment = interactions.comment(dana, note_id=self.note, text="Which tea?").id
        self.draft = notes.save_draft(dana, title="Begun").id
        self.held = picture(dana).id
        notes.add_pictures_to_draft(dana, draft_id=self.draft, picture_ids=[self.held])
        self.film = notes.save_draft(dana, kind="video", title="Begun too").id
        notes.put_video_into_draft(dana, draft_id=self.film, video_id=ready_video(dana, is_attached=False).id)
        self.collection = interactions.create_collection(dana, name="Tea").id
        trust.report(dana, subject="note", subject_id=self.other, reason="spam")
        self.reset = accounts.make_reset_link(handle="ken").rpartition("/")[2]
        self.setup = accounts.create_operator_link().rpartition("=")[2]

    def forms(self) -> Iterator[Form]:
        """All forms that take words; the others are in `WORDLESS`."""
        from tests.web.walk.arrivalforms import arrival_forms  # noqa: PLC0415 - as below
        from tests.web.walk.explainingforms import explaining_forms  # noqa: PLC0415 - as above
        from tests.web.walk.guideforms import guide_forms  # noqa: PLC0415 - it is made of the words of this module
        from tests.web.walk.learningforms import learning_forms  # noqa: PLC0415 - as above
        from tests.web.walk.leavingforms import leaving_forms  # noqa: PLC0415 - as above
        from tests.web.walk.oldhandleforms import old_handle_forms  # noqa: PLC0415 - as above
        from tests.web.walk.readingforms import reading_forms  # noqa: PLC0415 - as above
        from tests.web.walk.settlingforms import settling_forms  # noqa: PLC0415 - as above

        yield from guide_forms(self.draft)
        yield from arrival_forms(self.people["dana"])
        yield from settling_forms()
        yield from explaining_forms(self.people)
        yield from old_handle_forms(self.people)
        yield from leaving_forms()
        yield from learning_forms()
        yield from reading_forms(self.note, self.comment)
        yield from self._about_notes()
        yield from self._about_people()
        yield from self._about_oneself()
        yield from self._ways_in()
        yield from self._looking_after()

    def _about_notes(self) -> Iterator[Form]:
        note, comment, draft = self.note, self.comment, self.draft
        yield Form(
            "n/<int:note_id>/comments",
            f"n/{note}/comments",
            "dana",
            {"text": "Green"},
            {"text": WORDS, "reply_to": Known()},
        )
        yield Form("n/<int:note_id>/like", f"n/{note}/like", "dana", {"on": "1"}, SWITCH)
        yield Form("n/<int:note_id>/save", f"n/{note}/save", "dana", {"on": "1"}, {**SWITCH, "collection": Known()})
        yield Form("n/<int:note_id>/pin", f"n/{note}/pin", "dana", {"on": "1"}, SWITCH)
        sent = {"visibility": "me"}
        yield Form("n/<int:note_id>/visibility", f"n/{note}/visibility", "dana", sent, {"visibility": NOTE_CHOICE})
        yield Form(
            "comments/<int:comment_id>/edit", f"comments/{comment}/edit", "dana", {"text": "Or"}, {"text": WORDS}
        )
        yield Form("comments/<int:comment_id>/like", f"comments/{comment}/like", "dana", {"on": "1"}, SWITCH)
        loose: dict[str, Field] = {"do": Anything(), "order": Anything(), "device": Anything()}
        tied = Choice("not there for you")
        first: dict[str, Field] = {**NOTE_FIELDS, **loose, "answers": tied, "quotes": tied}
        yield Form("new", "new", "dana", {"do": "save", "title": "T"}, first)
        when = Choice("Choose a day|within the next", "Choose a day")
        at = {"day": (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%d"), "time": "08:30", "zone": "UTC"}
        zone = Choice("Choose your time zone", "Choose your time zone")
        route, path = "drafts/<int:draft_id>/schedule", f"drafts/{draft}/schedule"
        yield Form(route, path, "dana", at, {"day": when, "time": when, "zone": zone})
        route, path = "drafts/<int:draft_id>/merge", f"drafts/{draft}/merge"
        yield Form(route, path, "dana", {"revision": "1"}, {"revision": Anything()})
        more: dict[str, Field] = {
            f"alt-{self.held}": Text("1,500"),
            f"crop-{self.held}": Anything(),
            f"was-{self.held}": Anything(),
            "revision": Anything(),
        }
        yield Form("drafts/<int:draft_id>", f"drafts/{draft}", "dana", {"do": "save"}, {**NOTE_FIELDS, **loose, **more})
        yield Form(
            "drafts/autosave", "drafts/autosave", "dana", {"title": "T"}, {**NOTE_FIELDS, "draft": Known()}, status=200
        )
        yield from self._about_videos()
        name = Text("at most 60", "Give the collection a name")
        yield Form("collections", "collections", "dana", {"name": "New"}, {"name": name})
        change: dict[str, Field] = {"name": Text("at most 60"), "is_private": Anything()}
        yield Form("c/<int:collection_id>/change", f"c/{self.collection}/change", "dana", {"name": "N"}, change)

    def _about_videos(self) -> Iterator[Form]:
        route = "drafts/<int:draft_id>"
        moment = Choice("A time looks like")
        cut: dict[str, Field] = dict.fromkeys(("trim_start", "trim_end", "poster_at"), moment)
        yield Form(route, f"drafts/{self.film}", "dana", {"do": "trim"}, {**cut, "captions_language": Anything()})
        size = Choice("empty|larger", "empty")
        sent, path = {"name": "rain.mp4", "size": "1000"}, f"drafts/{self.draft}/video"
        yield Form(f"{route}/video", path, "dana", sent, {"name": Anything(), "size": size}, status=200)
        said: dict[str, Field] = {
            "start-0": Choice("A time looks like", "when this line begins"),
            "end-0": Choice("A time looks like|ends after"),
            "words-0": Text("", "no captions"),
        }
        sent = {"start-0": "0:01", "end-0": "0:02", "words-0": "Listen"}
        yield Form(f"{route}/captions/<str:language>", f"drafts/{self.film}/captions/en", "dana", sent, said)

    def _about_people(self) -> Iterator[Form]:
        for word in ("follow", "mute", "block"):
            yield Form(f"@<str:address>/{word}", f"@ken/{word}", "dana", {"on": "1"}, SWITCH)
        yield Form("requests", "requests", "dana", {"person": "ken"}, {"person": Known(is_needed=True), **SWITCH})
        reason: dict[str, Field] = {"reason": Choice("norm", "norm"), "words": Text("1,000"), "next": Anything()}
        route = "report/<slug:subject>/<int:subject_id>"
        yield Form(route, f"report/note/{self.other}", "ruth", {"reason": "spam"}, reason, status=200)
        decide: dict[str, Field] = {
            "do": Choice("Choose what to do", "Choose what to do"),
            "rule": Choice("norm", "norm"),
        }
        sent = {"do": "hide", "rule": "spam"}
        path = f"moderation/note/{self.other}/decide"
        yield Form(f"moderation/{route[7:]}/decide", path, "ruth", sent, {**decide, "words": Text("1,000")})

    def _about_oneself(self) -> Iterator[Form]:
        lists: dict[str, Field] = dict.fromkeys(("reads", "writes", "learns"), LANGUAGES)
        came: dict[str, Field] = {"from_place": OWN_WORDS, "from_platform": Choice("list|Select a valid")}
        yield Form("welcome", "welcome", "dana", {"reads": "en"}, lists)
        yield Form("welcome/<int:step>", "welcome/2", "dana", {"topics": "cats"}, {"topics": Choice("topics")})
        yield Form("welcome/<int:step>", "welcome/3", "dana", {"name": "D"}, {**came, "name": OWN_WORDS})
        people, ken = Choice("people shown|Null"), str(self.people["ken"].id)
        yield Form("welcome/<int:step>", "welcome/4", "dana", {"people": ken}, {"people": people})
        profile = {**lists, **came, "name": OWN_NAME, "bio": OWN_WORDS, "links": Choice("A link looks like")}
        yield Form("settings/profile", "settings/profile", "dana", {"name": "D"}, {**profile, "is_private": Anything()})
        one = Choice("valid choice", "required|fill this|valid choice")
        sent = {"language": "en", "theme": "dark"}
        yield Form("settings/preferences", "settings/preferences", "dana", sent, {"language": one, "theme": one})
        off = Choice("valid choice")
        hours: dict[str, Field] = {"quiet_from": Choice("valid time|need a start"), "time_zone": off, "mail-likes": off}
        sent = {"inbox-likes": "1", "is_quiet": "1", "quiet_from": "22:00", "quiet_to": "08:00"}
        fields: dict[str, Field] = {**hours, "quiet_to": hours["quiet_from"], "inbox-likes": Anything()}
        yield Form("settings/notifications", "settings/notifications", "dana", sent, fields)
        until = Choice("one of the pauses", "one of the pauses")
        yield Form(
            "settings/notifications/pause", "settings/notifications/pause", "dana", {"until": "off"}, {"until": until}
        )
        refused = Choice("cannot be notified", "cannot be notified")
        sent = {"endpoint": "https://push.example.net/x", "key": "", "secret": ""}
        browser: dict[str, Field] = {**dict.fromkeys(sent, refused), "expires": Anything()}
        yield Form("settings/notifications/push", "settings/notifications/push", "dana", sent, browser, status=422)
        yield Form("inbox/<slug:group>/unread", "inbox/comments/unread", "dana", {"at": "1"}, {"at": Anything()})
        token = {"name": "Script", "scopes": "read", "days": "30"}
        what: dict[str, Field] = {
            "scopes": one,
            "days": one,
            "name": Text("at most|too long", "fill this|name", GUARDED),
        }
        yield Form("settings/tokens", "settings/tokens", "dana", token, what, status=200)
        wrong = Choice("not your password|Null|at most", "required|fill this")
        mail = {"password": wrong, "email": Choice("mail|at most|Null", "fill this|required")}
        yield _account("mail", {"password": PASSWORD, "email": "a@b.example"}, mail, status=303)
        new = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
        other = Choice("must type|same password|required|fill this|10|guess", "required|fill this")
        fields = {"oldpassword": Choice("not your password|required|at most"), "password2": other}
        yield Form("settings/security/password", "settings/security/password", "dana", new, fields)
        app = {"code": Choice("code|at most", "required|fill this|code")}
        yield Form("settings/security/app", "settings/security/app", "dana", {"code": "000000"}, app, status=422)
        key = {"name": Anything(), "credential": Anything()}
        yield Form("settings/security/passkeys/add", "settings/security/passkeys/add", "dana", {}, key, status=422)

    def _ways_in(self) -> Iterator[Form]:
        fields: dict[str, Field] = {
            "handle": Choice("letters|characters", "fill this", ("a number beyond 64 bits",)),
            "name": OWN_WORDS,
            "birth_month": Choice("Choose the month", "Choose the month"),
            "birth_year": Choice("Choose the month|born|year", "Choose the month"),
            "region": Choice("Select a valid|list"),
            "website": Choice("faster"),
            "ticket": Choice("faster", "faster"),
        }
        yield Form("sign-up", "sign-up", "out", joining(), {**fields, "next": Anything()})
        known = Choice("not the right|at most|Null|characters", "required|fill this")
        sent = {"login": "dana", "password": "no", "next": "/"}
        yield Form("sign-in", "sign-in", "out", sent, {"login": known, "password": known}, status=422)
        yield Form(
            "prove", "prove", "dana", {"password": "no"}, {"password": Choice("not your|Null|at most")}, status=422
        )
        pair = {"handle": Choice("do not match|at most|Null", "fill this|required")}
        sent = {"handle": "dana", "code": "no"}
        yield Form("password/recover", "password/recover", "out", sent, {**pair, "code": pair["handle"]}, status=422)
        sent, path = {"password": NEW_PASSWORD}, f"password/link/{self.reset}"
        chosen = Choice("characters|Digits|guess", "fill this|required", ("markup", "a way upwards"))
        yield Form("password/link/<str:token>", path, "out", sent, {"password": chosen})
        yield Form("sign-out", "sign-out", "dana", {}, {"next": Anything()}, status=302)
        yield Form("language", "language", "out", {"language": "en"}, {"language": Anything(), "next": Anything()})

    def _looking_after(self) -> Iterator[Form]:
        one = Choice("valid choice|Choose", "required|fill this")
        fields: dict[str, Field] = {
            "name": Text("at most|characters", "required|fill this", "Null|cannot be seen"),
            "languages": one,
            "sign_up": one,
            "region": Choice("valid choice|Choose"),
            "contact": Text("at most|characters", "", "Null|cannot be seen"),
            "trusted_proxies": Choice("neither an address|at most|Null"),
        }
        sent = {"name": "Here", "languages": "en", "sign_up": "open"}
        yield Form("operate/settings", "operate/settings", "omar", sent, fields)
        first = {"token": self.setup, "handle": "nora", "password": NEW_PASSWORD}
        yield Form("setup", "setup", "out", {**sent, **first}, fields)
        yield Form("operate/demo", "operate/demo", "omar", {}, {"what": Anything()})


def _account(step: str, sent: dict[str, Any], fields: Mapping[str, Field], status: int = 422) -> Form:
    return Form("settings/account", "settings/account", "dana", {"step": step, **sent}, fields, status)


# These take no words: pressing the button is all. Or they take a file alone, or answers of a passkey or an app.
WORDLESS = (SETTLING_WORDLESS | EXPLAINING_WORDLESS) | {
    "drafts/<int:draft_id>/video/chunk",
    "", "t/<slug:topic>", "tags/<str:name>", "settings", "settings/return", "settings/security/passkeys",
    "n/<int:note_id>/copy", "n/<int:note_id>/again",
    "n/<int:note_id>/delete", "n/<int:note_id>/restore", "n/<int:note_id>/edit", "comments/<int:comment_id>/reply",
    "comments/<int:comment_id>/delete", "drafts/<int:draft_id>/pictures", "drafts/<int:draft_id>/delete",
    "c/<int:collection_id>/delete", "@<str:address>/remove", "welcome/skip", "settings/profile/<str:which>/remove",
    "settings/security/codes", "settings/security/app/off", "settings/devices/others", "sign-up/mail", "sign-up/codes",
    "settings/devices/<int:device_id>/end", "settings/security/passkeys/<int:pk>/name", "sign-in/passkey",
    "settings/security/passkeys/<int:pk>/remove", "sign-in/second-step", "prove/code", "prove/passkey",
    "password/reset", r"^password/reset/(?P<uidb36>[0-9A-Za-z]{1,20})-(?P<key>[-\w]{1,100})$", "operate/run-again",
    "settings/tokens/<int:token_id>/end", "operate/mail-test", "inbox/<slug:group>/read", "unsubscribe/<str:token>",
    "settings/archive/<int:departure_id>/drop",
    "settings/notifications/push/off", "n/<int:note_id>/withdraw", "n/<int:note_id>/history/<int:version>/hide",
    "arrive/<int:arrival_id>/chunk", "arrive/<int:arrival_id>/pause", "arrive/<int:arrival_id>/resume",
    "arrive/<int:arrival_id>/drop", "waiting/upload", "waiting/upload/<int:arrival_id>",
    "drafts/<int:draft_id>/unschedule", "drafts/<int:draft_id>/publish",
    "settings/handles/<int:handle_id>/<slug:do>", "handles/<int:handle_id>/vouch",
    "handles/<int:handle_id>/sign-in",
}  # fmt: skip
