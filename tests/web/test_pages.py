"""Every page in both languages: whole, ours alone, and safe whatever people wrote.

All the words in this world are hostile: they would become elements and attributes called `zq` wherever a page forgot
to escape them.
"""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.interactions.actions import questions
from redbridge.kit import limits
from redbridge.media import actions as media
from redbridge.media.models import Picture
from redbridge.notes import actions as notes
from redbridge.notes import things
from redbridge.notes.models import Note
from redbridge.trust import actions as trust
from redbridge.web import skeleton
from tests.cast import PASSWORD, join_cast, signed_in
from tests.web.clips import ready_video, say
from tests.web.walk.addresses import fill
from tests.web.walk.arrivals import bring, waiting
from tests.web.walk.explaining import add_explanations
from tests.web.walk.markup import Markup, read
from tests.web.walk.oldhandles import add_old_handles
from tests.web.walk.table import TABLE, no_method, paths
from tests.web.walk.world import EVERYBODY, Thing, World, picture

ABSENT = (
    "device",
    "passkey",
    "film-file",
    "film-said",
    "version",
    "notice",
    "token",
    "departure",
    "answer",
)  # no pages of ours
SHORT = "\"'><zq onload=zq()></title></script>zq"
LONG = f"{SHORT}</textarea><img src=x onerror=zq()>\" zqat=1 '<a href=javascript:zq()>x</a> javascript:zq() {{{{ 1 }}}}"
MARK = "\x01like\x02 \x01csrf\x02"
FILES = {".png", ".zip"}
LANGUAGES = {"en": "en", "zh-hans": "zh-Hans"}
# Parts of pages and answers for programs: there is no <html> to look at.
NO_PAGES = {
    "translations",
    "drafts/tags",
    "first-week/card",
    "drafts/<int:draft_id>/video",
    "drafts/<int:draft_id>/video/strip",
    "inbox/count",
    "robots.txt",
    "sitemap.xml",
    "healthz",
}
OPEN_FILES = "Cross-Origin-Resource-Policy"  # other sites show pictures of notes that everybody may see
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    OPEN_FILES: "same-origin",
}


@pytest.fixture
def world(db: None) -> World:
    """One of everything, in words that want to be markup."""
    skeleton.clear()
    found = World(people=join_cast(["dana", "ken", "omar"]))
    dana, ken, omar = (found.people[name] for name in ("dana", "ken", "omar"))
    with limits.paused():
        accounts.change_site(omar, name=SHORT, contact=f"{LONG[:150]}")
        _person(dana)
        _person(ken)
        shown = picture(dana)
        media.describe_picture(dana, picture_id=shown.id, alt=LONG, language="en")
        note = notes.publish_note(
            dana,
            title=LONG[:99],
            caption=f'{LONG}\n{MARK} #zq<zq> #{SHORT} @ken https://a.example/{SHORT} https://b.example/x?y="zq',
            place=SHORT,
            picture_ids=[shown.id],
        )
        card = notes.publish_note(dana, kind="text", card_text=LONG[:290], title=SHORT)
        comment = _talk(found, note)
        _guides(found, picture(dana, alt=LONG))
        _review(found)
        _film(found)
        brought = bring(dana, lambda: LONG, f"{SHORT}.json", 7_300_000_000_000_000_000).id
        found.add("arrival", "own", Thing(brought, "dana", EVERYBODY))
        lacking = waiting(dana, lambda: LONG)
        found.add("slot", "own", Thing(lacking.id, "dana", EVERYBODY))
        found.add("arrival", "done", Thing(lacking.arrival_id, "dana", EVERYBODY))
        add_old_handles(found)
        draft = notes.save_draft(dana, title=LONG[:99], caption=LONG, place=SHORT, card_text=LONG[:290])
        held = picture(dana, alt=LONG)
        notes.add_pictures_to_draft(dana, draft_id=draft.id, picture_ids=[held.id])
        kept = interactions.create_collection(dana, name=SHORT, is_private=False)
        interactions.save_note(dana, note_id=note.id, collection_id=kept.id)
        follows.block(dana, person_id=omar.id)
        follows.unblock(dana, person_id=omar.id)
        trust.report(ken, subject="note", subject_id=note.id, reason="spam", words=LONG)
        trust.hide(omar, subject="note", subject_id=card.id, rule="spam", words=LONG)
        run_waiting()
    shown.refresh_from_db()
    ids = {"note": note.id, "comment": comment, "draft": draft.id, "collection": kept.id, "person": dana.id}
    for kind, number in ids.items():
        found.add(kind, "everyone", Thing(number, "dana", EVERYBODY))
    found.things["person"]["everyone"].values["address"] = "dana"
    secrets = {"old": shown.secret, "secret": shown.secret}
    found.add("picture", "everyone", Thing(shown.id, "dana", EVERYBODY, secrets))
    found.things |= {kind: {} for kind in ABSENT}
    _question(found, note)
    found.word(found.things["note"]["everyone"])
    return found


def _guides(world: World, shown: Picture) -> None:
    """An itinerary and a tutorial whose every field wants to be markup."""
    row = {"title": LONG[:79], "tip": LONG, "text": LONG, "picture": shown.id, "minutes": 3}
    way = {"days": [{"title": LONG[:79], "stops": [{**row, "place": LONG[:79], "near": [n, 1]} for n in (1, 2)]}] * 2}
    making = {"makes": SHORT, "materials": [{"name": LONG[:79], "amount": LONG[:59]}], "steps": [row]}
    for kind, details in (("itinerary", way), ("tutorial", making)):
        ids = [shown.id] if kind == "itinerary" else []
        made = notes.publish_note(
            world.people["dana"], kind=kind, title=LONG[:99], caption=LONG, picture_ids=ids, details=details
        )
        values = {"note_id": made.id} | ({"number": 1} if kind == "tutorial" else {})
        world.add(kind, "everyone", Thing(made.id, "dana", EVERYBODY, values))
        world.add("note", kind, Thing(made.id, "dana", EVERYBODY))


def _review(world: World) -> None:
    """A review whose every field wants to be markup, and the page of what it reviews."""
    said = {"brand": LONG[:59], "name": SHORT, "pros": [LONG[:79]], "cons": [SHORT], "bought": LONG[:79], "rating": 9}
    link = "https://a.example/?q=%22><zq>&onload=zq()"
    made = notes.publish_note(
        world.people["dana"],
        kind="review",
        title=LONG[:99],
        caption=LONG,
        details={**said, "link": link, "price": 5, "currency": "EUR"},
    )
    found = things.thing_of_review(made.id)
    assert found is not None
    values = {"thing_id": found.id, "slug": things.path_of(found).partition(f"{found.id}-")[2]}
    world.add("thing", "everyone", Thing(found.id, "dana", EVERYBODY, values))
    world.add("note", "review", Thing(made.id, "dana", EVERYBODY))


def _film(world: World) -> None:
    """A video note whose every field wants to be markup, and a draft with a video."""
    dana = world.people["dana"]
    video = ready_video(dana, is_attached=False, poster=picture(dana, alt=LONG))
    say(dana, video, "en", LONG, SHORT)
    made = notes.publish_note(dana, kind="video", title=LONG[:99], caption=LONG, video_id=video.id)
    world.add("film", "everyone", Thing(made.id, "dana", EVERYBODY))
    world.add("note", "video", Thing(made.id, "dana", EVERYBODY))
    begun = ready_video(dana, is_attached=False)
    say(dana, begun, "en", LONG, SHORT)
    draft = notes.save_draft(dana, kind="video", title=LONG[:99], caption=LONG)
    notes.put_video_into_draft(dana, draft_id=draft.id, video_id=begun.id)
    world.add("film-draft", "own", Thing(draft.id, "dana", EVERYBODY, {"draft_id": draft.id, "language": "en"}))


def _question(world: World, note: Note) -> None:
    add_explanations(world)
    asked = questions.ask(world.people["ken"], subject="note", subject_id=note.id, phrase=LONG[:99], into="en")
    questions.answer(world.people["dana"], question_id=asked.id, text=LONG)
    world.add("question", "everyone", Thing(asked.id, "ken", EVERYBODY, {"question_id": asked.id}))


def _person(person: Person) -> None:
    link = "https://a.example/?q=zq%22%3E&onload=zq()"
    accounts.update_profile(person, name=SHORT, bio=LONG, from_place=SHORT, links=[link])
    person.refresh_from_db()


def _talk(world: World, note: Note) -> int:
    dana, ken = world.people["dana"], world.people["ken"]
    follows.follow(ken, person_id=dana.id)
    interactions.like_note(ken, note_id=note.id)
    asked = interactions.comment(ken, note_id=note.id, text=f"{LONG} {MARK}")
    shown = picture(dana, alt=LONG)
    return interactions.comment(dana, note_id=note.id, text=LONG, reply_to=asked.id, picture_id=shown.id).id


def _pages(world: World, browser: Client, query: str) -> list[tuple[str, Any]]:
    """What this browser gets of every address that is there to be read."""
    found = []
    for route, row in TABLE.items():
        if row.get is no_method:
            continue
        for _name, _thing, values in paths(world, row):
            path = fill(route, values)
            answer = browser.get(f"{path}{query}")
            found.append((route, answer))
    return found


def _browsers(world: World) -> list[tuple[str, Client]]:
    found = [("out", Client())]
    for name in ("dana", "omar"):
        browser = signed_in(None, world.people[name])
        browser.post("/prove", {"password": PASSWORD})
        found.append((name, browser))
    return found


@override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=3600)
def test_every_page_is_whole_and_ours_alone_in_both_languages(world: World) -> None:
    faults, statuses = [], {}
    for code, lang in LANGUAGES.items():
        for name, browser in _browsers(world):
            answers = _pages(world, browser, f"?hl={code}")
            statuses[code, name] = [(route, answer.status_code) for route, answer in answers]
            for route, answer in answers:
                said = f"{route!r} as {name} in {code} ({answer.status_code})"
                faults += [f"{said}: {fault}" for fault in _faults(route, answer, name, lang)]
    assert not faults, "\n".join(dict.fromkeys(faults))
    for name in ("out", "dana", "omar"):
        assert statuses["en", name] == statuses["zh-hans", name]
    opened = {route for found in statuses.values() for route, status in found if status == 200}
    assert {route for route, row in TABLE.items() if row.get is not no_method} - opened <= NEVER_OPEN


NEVER_OPEN = {
    "n/<int:note_id>/translation",  # for htmx; others are led to the note
    "healthz", "oembed", "handles/signed-in/<str:place>",
    "favicon.ico", "favicon.svg", "theme", "settings", "settings/return", "n/<int:note_id>/edit", "welcome/skip",
    "settings/security/passkeys", "settings/security/app/off", "sign-up/mail", "sign-in/passkey", "prove/code",
    "sign-in/second-step", "prove/passkey", "password/reset", "password/link/<str:token>",
    "settings/security/passkeys/<int:pk>/name", "settings/security/passkeys/<int:pk>/remove",
    "media/v/<int:video_id>-<str:secret>/<str:name>", "inbox/open/<int:notification_id>", "things/<int:thing_id>",
    "media/v/<int:video_id>-<str:secret>/captions/<str:language>.vtt", "unsubscribe/<str:token>",
    "settings/archive/<int:departure_id>-<str:secret>.zip", "drafts/<int:draft_id>/video/strip",
}  # fmt: skip


def _faults(route: str, answer: Any, viewer: str, lang: str) -> list[str]:
    wanted = HEADERS | ({OPEN_FILES: "cross-origin"} if route.startswith("media/") else {})
    found = [f"{name}: {answer.get(name)}" for name, value in wanted.items() if answer.get(name) != value]
    if "'unsafe" in answer["Content-Security-Policy"] or "default-src 'none'" not in answer["Content-Security-Policy"]:
        found.append("a content policy that lets foreign things in")
    if viewer != "out" and not re.search("no-store|private|public", answer.get("Cache-Control", "")):
        found.append("a personal page that caches may keep")
    if answer.status_code >= 500 and route != "healthz":  # nobody works in this world
        found.append("it broke")
    is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.has_header("Location")
    if is_page and not answer.streaming:
        text = answer.content.decode()
        page = read(text)
        found += page.faults()
        found += ["a mark of ours in somebody's words"] if "\x01" in text or "\x02" in text else []
        if route not in NO_PAGES:
            found += _frame_faults(page, answer, lang)
            found += _search_faults(page, answer) if viewer == "out" and answer.status_code == 200 else []
    return found


def _frame_faults(page: Markup, answer: Any, lang: str) -> list[str]:
    found = []
    if [each.get("lang") for each in page.all("html")] != [lang]:
        found.append("no or a wrong lang")
    if lang.lower() != answer.get("Content-Language", "").lower():
        found.append(f"Content-Language {answer.get('Content-Language')}")
    if len(page.all("h1")) != 1:
        found.append(f"{len(page.all('h1'))} first headings")
    if len(page.all("main")) != 1 or not page.title.strip():
        found.append("no main part or no title")
    return found


def _search_faults(page: Markup, answer: Any) -> list[str]:
    """Open pages name themselves in each language, or ask not to be listed."""
    robots = [each.get("content", "") for each in page.all("meta") if each.get("name") == "robots"]
    if any("noindex" in each for each in robots) or "noindex" in answer.get("X-Robots-Tag", ""):
        return []
    links = {(each.get("rel"), each.get("hreflang")): each["href"] for each in page.all("link") if "href" in each}
    canonical = links.get(("canonical", None), "")
    if not canonical.startswith((settings.SITE_URL, "http://testserver")) or "hl=" in canonical:
        return [f"canonical {canonical!r}"]
    missing = [lang for lang in LANGUAGES.values() if ("alternate", lang) not in links]
    return [f"no alternate in {lang}" for lang in missing]


def test_answers_for_programs_take_no_markup_from_people(world: World) -> None:
    note = world.things["note"]["everyone"]
    text = Client().get(f"/n/{note.id}").content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert len(blocks) == 1
    assert "<" not in blocks[0]
    assert json.loads(blocks[0])["headline"] == LONG[:99]
    for path in ("/sitemap.xml", "/robots.txt"):
        assert "zq" not in Client().get(path).content.decode()


def test_parts_of_pages_are_as_safe_as_whole_ones(world: World) -> None:
    rows = {"note", "comment", "person", "collection"}
    routes = {route: row for route, row in TABLE.items() if row.kind in rows and row.get is not no_method}
    routes = {route: row for route, row in routes.items() if "/feed." not in route and route[-4:] not in FILES}
    for name, browser in _browsers(world):
        for route, row in routes.items():
            _name, _thing, values = paths(world, row)[0]
            for part in ({"HX-Request": "true", "HX-Target": "over"}, {"HX-Request": "true", "X-Part": "more"}):
                answer = browser.get(fill(route, values), headers=part)
                assert read(answer.content.decode()).faults() == [], (route, name)
                assert "HX-Request" in answer.get("Vary", "") or "no-store" in answer["Cache-Control"]
