"""What every address answers to whom: the table that a new page has to be added to."""

from collections.abc import Iterable
from typing import Any

from tests.web.walk.answers import (
    GONE,
    NO_METHOD,
    NOT_YOURS,
    SEES,
    SIGN_IN,
    Answer,
    Row,
    cases,
    comment,
    everybody,
    follow,
    gone,
    members,
    members_without,
    moderators,
    no_method,
    nobody,
    note,
    open_person,
    operators,
    own_likes,
    owner,
    owner_of_seen,
    people_of,
    person,
    plain,
    public_person,
    readers,
    reported,
    signed_in_public_person,
    signed_in_readers,
    vouchers,
    written,
)
from tests.web.walk.world import FILES, Thing, World

__all__ = [
    *("GONE", "NOTHING", "NOT_YOURS", "NO_METHOD", "SEES", "SIGN_IN", "TABLE"),
    *("Answer", "Row", "no_method", "operators", "paths"),
]

TABLE: dict[str, Row] = {
    # Lists for everybody
    "": plain(everybody, everybody),
    "t/<slug:topic>": plain(everybody, everybody, {"topic": "cats"}),
    "follow": Row(everybody, whole=True),
    "tags/<str:name>": Row(everybody, everybody, "tag"),
    "tags/<str:name>/feed.atom": Row(everybody, no_method, "tag"),
    "tags/<str:name>/feed.json": Row(everybody, no_method, "tag"),
    "oembed": plain(everybody),
    "things/<int:thing_id>": Row(everybody, no_method, "thing"),
    "things/<int:thing_id>-<str:slug>": Row(everybody, no_method, "thing"),
    "find": plain(everybody),
    "theme": plain(everybody),
    "robots.txt": plain(everybody),
    "sitemap.xml": plain(everybody),
    "favicon.ico": plain(everybody),
    "favicon.svg": plain(everybody),
    "manifest.webmanifest": plain(everybody),
    "sw.js": plain(everybody),
    "offline": plain(everybody),
    "healthz": plain(everybody),
    "privacy": plain(everybody),
    "terms": plain(everybody),
    "norms": plain(everybody),
    "api/docs": plain(everybody),
    "language": plain(no_method, everybody, language="en"),
    # Notes
    "watch": plain(everybody),
    "watch/<int:note_id>": Row(readers, no_method, "film", whole=True),
    "media/v/<int:video_id>-<str:secret>/<str:name>": Row(readers, no_method, "film-file", whole=True),
    "media/v/<int:video_id>-<str:secret>/captions/<str:language>.vtt": Row(readers, no_method, "film-said", whole=True),
    "n/<int:note_id>": Row(readers, no_method, "note", whole=True),
    "n/<int:note_id>/comments": Row(readers, written(signed_in_readers), "note", sent={"text": "Why?"}, whole=True),
    "n/<int:note_id>/like": note(no_method, written(signed_in_readers), on="1"),
    "n/<int:note_id>/save": note(no_method, written(signed_in_readers), on="1"),
    "n/<int:note_id>/collect": note(signed_in_readers),
    "n/<int:note_id>/pin": note(no_method, owner, on="1"),
    "n/<int:note_id>/visibility": note(owner, written(owner), visibility="everyone"),
    "n/<int:note_id>/history": Row(readers, no_method, "note", whole=True),
    "n/<int:note_id>/history/<int:version>/hide": Row(no_method, owner, "version"),
    "n/<int:note_id>/answers": Row(readers, no_method, "note", whole=True),
    "n/<int:note_id>/withdraw": Row(no_method, owner, "quote"),
    "n/<int:note_id>/share": note(readers),
    "n/<int:note_id>/print": Row(readers, no_method, "note", whole=True),
    "n/<int:note_id>/delete": note(owner, owner),
    "n/<int:note_id>/restore": note(no_method, written(owner)),
    "n/<int:note_id>/edit": note(written(owner), written(owner)),
    "n/<int:note_id>/copy": Row(signed_in_readers, written(signed_in_readers), "itinerary"),
    "n/<int:note_id>/steps": Row(readers, no_method, "tutorial"),
    "n/<int:note_id>/steps/<int:number>": Row(readers, no_method, "tutorial"),
    "comments/<int:comment_id>/reply": comment(signed_in_readers, signed_in_readers),
    "comments/<int:comment_id>/edit": comment(owner_of_seen, written(owner_of_seen), text="Other words"),
    "comments/<int:comment_id>/delete": comment(no_method, owner_of_seen),
    "comments/<int:comment_id>/like": comment(no_method, written(signed_in_readers), on="1"),
    "media/<int:picture_id>-<str:secret>/<str:name>": Row(readers, no_method, "picture"),
    # Writing
    "new": plain(members, members, do="save", title="Something new"),
    "drafts": plain(members),
    "drafts/autosave": plain(no_method, members, title="Something new"),
    "drafts/tags": plain(members),
    "drafts/<int:draft_id>": Row(owner, owner, "draft", sent={"title": "Other words"}),
    "drafts/<int:draft_id>/pictures": Row(no_method, owner, "draft"),
    "drafts/<int:draft_id>/delete": Row(owner, owner, "draft"),
    "drafts/<int:draft_id>/video": Row(owner, owner, "draft", sent={"name": "rain.mp4", "size": "1000"}),
    "drafts/<int:draft_id>/video/strip": Row(owner, no_method, "film-draft"),
    "drafts/<int:draft_id>/video/chunk": Row(no_method, owner, "draft"),
    "drafts/<int:draft_id>/captions/<str:language>": Row(owner, owner, "film-draft", sent={"words-0": "Other words"}),
    "drafts/<int:draft_id>/state": Row(owner, no_method, "draft"),
    "drafts/<int:draft_id>/merge": Row(owner, owner, "draft", sent={"revision": "1"}),
    "drafts/<int:draft_id>/schedule": Row(owner, owner, "draft", sent={"zone": "UTC"}),
    "drafts/<int:draft_id>/unschedule": Row(no_method, owner, "draft"),
    "drafts/<int:draft_id>/publish": Row(no_method, owner, "draft"),
    "scheduled": plain(members),
    "c/<int:collection_id>": Row(readers, no_method, "collection"),
    "c/<int:collection_id>/change": Row(no_method, written(owner), "collection", sent={"is_private": "0"}),
    "c/<int:collection_id>/delete": Row(no_method, owner, "collection"),
    "collections": plain(no_method, members, name="Things"),
    # People
    "@<str:address>": person(public_person),
    "@<str:address>/feed.atom": person(open_person),
    "@<str:address>/feed.json": person(open_person),
    "@<str:address>/collections": person(public_person),
    "@<str:address>/likes": person(own_likes),
    "@<str:address>/about": person(public_person),
    "@<str:address>/followers": person(people_of),
    "@<str:address>/following": person(people_of),
    "@<str:address>/follow": person(no_method, follow, on="1"),
    "@<str:address>/mute": person(no_method, signed_in_public_person, on="1"),
    "@<str:address>/block": person(signed_in_public_person, signed_in_public_person, on="1"),
    "@<str:address>/remove": person(no_method, signed_in_public_person),
    "requests": plain(members, members, person="lin", on="1"),
    # One's own
    "inbox": plain(members),
    "inbox/<slug:group>": plain(
        members, no_method, *({"group": group} for group in ("likes-saves", "followers", "comments", "system"))
    ),
    "inbox/count": plain(everybody),
    "inbox/open/<int:notification_id>": Row(owner, no_method, "notice"),
    "inbox/<slug:group>/read": plain(no_method, members, {"group": "comments"}),
    "inbox/<slug:group>/unread": plain(no_method, members, {"group": "comments"}, at="1"),
    "settings/notifications": plain(members, members),
    "settings/notifications/pause": plain(no_method, members, until="hour"),
    "settings/notifications/push": plain(no_method, members),
    "settings/notifications/push/off": plain(no_method, members),
    "unsubscribe/<str:token>": plain(gone, gone, {"token": "1:guessed"}),
    "first-week": plain(members),
    "first-week/card": plain(members),
    "first-week/step": plain(no_method, members, step="note"),
    "first-week/skip": plain(no_method, members),
    "first-week/away": plain(no_method, members),
    "first-week/norms": plain(members, members),
    "first-week/taste": plain(members, members, topics="cats"),
    "first-week/taste/forget": plain(no_method, members),
    "mentors": plain(members, members, language="en"),
    "mentors/<int:mentoring_id>/accept": Row(no_method, nobody, "mentoring"),
    "mentors/<int:mentoring_id>/end": Row(no_method, owner, "mentoring"),
    "welcome": plain(members, members, skip="1"),
    "welcome/<int:step>": plain(members, members, *({"step": step} for step in (1, 2, 3, 4)), skip="1"),
    "welcome/skip": plain(members, members),
    "settings": plain(everybody, everybody),
    # Arriving
    "arrive": plain(members),
    "arrive/new": plain(no_method, members, size="1000"),
    "arrive/<int:arrival_id>": Row(owner, no_method, "arrival"),
    "arrive/<int:arrival_id>/chunk": Row(no_method, owner, "arrival"),
    "arrive/<int:arrival_id>/pause": Row(no_method, owner, "arrival"),
    "arrive/<int:arrival_id>/resume": Row(no_method, owner, "arrival"),
    "arrive/<int:arrival_id>/drop": Row(no_method, owner, "arrival"),
    "arrive/<int:arrival_id>/undo": Row(owner, owner, "arrival"),
    "arrive/<int:arrival_id>/choose": Row(no_method, owner, "arrival", sent={"sent": "1", "do": "save"}),
    "arrive/<int:arrival_id>/items": Row(owner, owner, "arrival", sent={"shown": "1", "do": "save"}),
    "slots": plain(members),
    "slots/<int:item_id>": Row(no_method, owner, "slot", sent={"do": "skip"}),
    "waiting": plain(everybody, everybody),
    "waiting/upload": plain(no_method, everybody),
    "waiting/upload/<int:arrival_id>": plain(no_method, everybody, {"arrival_id": 1}),
    "settings/profile": plain(members, members, name="Somebody"),
    "settings/profile/<str:which>/remove": plain(no_method, members, {"which": "portrait"}, {"which": "cover"}),
    "settings/preferences": plain(members, members, language="en", theme="dark"),
    "settings/blocked": plain(members),
    "settings/handles": plain(members, members, platform="tiktok", handle="dana"),
    "settings/handles/<int:handle_id>/<slug:do>": Row(no_method, owner, "old-handle"),
    "handles/<int:handle_id>/vouch": Row(vouchers, vouchers, "lost-handle", sent={"on": "1"}),
    "handles/<int:handle_id>/name": Row(owner, owner, "proved-handle", sent={"name": "ken"}),
    "friends": plain(members),
    "friends/<slug:do>": plain(
        no_method,
        members,
        *({"do": do} for do in ("choose", "look", "follow", "undo", "dismiss", "answer", "erase")),
        person="1",
    ),
    "settings/muted-words": plain(members, members, words="noise"),
    "settings/muted-words/remove": plain(no_method, members, word="noise"),
    "settings/helping": plain(members, members, is_helping="1"),
    "settings/account": plain(members, members, step="code", code="no"),
    "settings/archive": plain(members, members, parts="notes", password="no"),
    "settings/archive/<int:departure_id>/drop": Row(no_method, owner, "departure"),
    "settings/archive/<int:departure_id>-<str:secret>.zip": Row(owner, no_method, "departure"),
    "settings/leave": plain(members, members, step="close", password="no"),
    "settings/security": plain(members),
    "settings/security/password": plain(members, members, oldpassword="no"),
    "settings/security/app": plain(members, members, code="000000"),
    "settings/security/app/off": plain(members_without, members_without),
    "settings/security/codes": plain(members, members),
    "settings/security/passkeys": plain(everybody, everybody),
    "settings/security/passkeys/add": plain(members, members),
    "settings/security/passkeys/<int:pk>/name": Row(owner, owner, "passkey", sent={"name": "Mine"}),
    "settings/security/passkeys/<int:pk>/remove": Row(owner, owner, "passkey"),
    "settings/devices": plain(members),
    "settings/devices/others": plain(no_method, members),
    "settings/devices/<int:device_id>/end": Row(no_method, owner, "device"),
    "settings/tokens": plain(members, members, name="Mine", scopes="read", days="30"),
    "settings/tokens/<int:token_id>/end": Row(no_method, owner, "token"),
    "settings/return": plain(everybody, everybody),
    # Ways in
    "sign-up": plain(everybody, everybody, handle="nora"),
    "sign-up/mail": plain(members, members, code="00000000"),
    "sign-up/codes": plain(members, members),
    "sign-in": plain(everybody, everybody, login="dana", password="no"),
    "sign-in/passkey": plain(everybody, everybody),
    "sign-in/second-step": plain(everybody, everybody, code="000000"),
    "sign-in/ended": plain(everybody),
    "sign-out": plain(no_method, everybody),
    "prove": plain(members, members, password="no"),
    "prove/code": plain(members, members, code="000000"),
    "prove/passkey": plain(members, members),
    "password/reset": plain(everybody, everybody, email="dana@example.org"),
    "password/reset/sent": plain(everybody),
    "password/reset/done": plain(everybody),
    r"^password/reset/(?P<uidb36>[0-9A-Za-z]{1,20})-(?P<key>[-\w]{1,100})$": plain(
        everybody, everybody, {"uidb36": "1", "key": "guessed"}
    ),
    "password/recover": plain(everybody, everybody, handle="dana", code="no"),
    "password/link/<str:token>": plain(gone, gone, {"token": "guessed"}, password="a long quiet river"),
    # Looking after the place
    "report/<slug:subject>/<int:subject_id>": Row(reported, reported, "reported", sent={"reason": "spam"}),
    "moderation": plain(moderators),
    "moderation/handles": plain(moderators),
    "moderation/handles/<int:handle_id>": Row(no_method, moderators, "asked-handle", sent={"do": "yes"}),
    "moderation/names/<int:claim_id>": Row(no_method, moderators, "name-claim", sent={"do": "leave"}),
    "moderation/<slug:subject>/<int:subject_id>": Row(cases, no_method, "case"),
    "moderation/<slug:subject>/<int:subject_id>/decide": Row(no_method, moderators, "case", sent={"do": "dismiss"}),
    "setup": plain(everybody, gone, token="guessed"),
    "operate": plain(operators),
    "operate/settings": plain(operators, operators, name="Mine"),
    "operate/run-again": plain(no_method, operators),
    "operate/demo": plain(no_method, operators, what="nothing"),
    "operate/mail-test": plain(no_method, operators),
    "operate/arrivals": plain(operators),
    "operate/arrivals/door": plain(no_method, operators, source="tiktok", open="1"),
    "operate/arrivals/invite": plain(no_method, operators, count="1"),
}
SAMPLE_PICTURES = {"me", "hidden", "of-private", "comment-followers", "draft", "loose"}
PARAMETERS = {
    "note": "note_id",
    "comment": "comment_id",
    "picture": "picture_id",
    "draft": "draft_id",
    "film": "note_id",
    "collection": "collection_id",
    "device": "device_id",
    "passkey": "pk",
    "notice": "notification_id",
    "token": "token_id",
    "arrival": "arrival_id",
    "slot": "item_id",
    "departure": "departure_id",
}
NOTHING = Thing(0, "dana", frozenset())


def paths(world: World, row: Row) -> list[tuple[str, Thing, dict[str, Any]]]:
    """The name of each thing that can stand in the address, the thing, and the values that stand for it."""
    if not row.kind:
        return [("", NOTHING, values) for values in row.values]
    if row.kind == "tag":
        return [("", NOTHING, {"name": word}) for word in list(world.words)[:8]]
    if row.kind in {"reported", "case"}:
        return list(_subjects(world))
    if row.kind == "picture":
        return list(_files(world))
    named = world.things[row.kind].items()
    return [(name, thing, thing.values or {PARAMETERS[row.kind]: thing.id}) for name, thing in named]


def _files(world: World) -> Iterable[tuple[str, Thing, dict[str, Any]]]:
    """Every width of one picture and one of each other, and former addresses, which are nobody's."""
    for name, thing in world.things["picture"].items():
        values = {"picture_id": thing.id, **thing.values}
        for file in FILES if name == "followers" else FILES[:1]:
            yield name, thing, {**values, "name": file}
        if values["old"] != values["secret"]:
            yield name, Thing(thing.id, thing.owner, frozenset()), {**values, "secret": values["old"], "name": FILES[0]}


def _subjects(world: World) -> Iterable[tuple[str, Thing, dict[str, Any]]]:
    for subject in ("note", "comment", "picture", "person"):
        for name, thing in world.things[subject].items():
            if subject != "picture" or name in SAMPLE_PICTURES:
                yield name, thing, {"subject": subject, "subject_id": thing.id}
