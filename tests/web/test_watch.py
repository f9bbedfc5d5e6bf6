"""What the watch page shows to whom, in parts and whole, and what it costs."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.media import actions as media
from redbridge.notes import actions as notes
from redbridge.web import skeleton
from tests.cast import signed_in
from tests.interactions.stage import publish
from tests.web.clips import clip, ready_video, say
from tests.web.test_budgets import nothing_asked_while_drawing
from tests.web.walk.world import picture

pytestmark = pytest.mark.django_db
PART = {"X-Part": "more"}


def text_of(browser: Client, path: str, **headers: str) -> str:
    answer = browser.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def shown_in(text: str) -> list[int]:
    return [int(found) for found in re.findall(r'data-clip="(\d+)"', text)]


def test_the_page_invites_where_there_is_nothing() -> None:
    text = text_of(Client(), "/watch")
    assert "/new?kind=video" in text
    assert "js/watch.js" not in text


def test_the_best_one_comes_first_and_the_next_ones_in_parts(dana: Person, lin: Person) -> None:
    older, newer = clip(dana, "Older"), clip(lin, "Newer")
    interactions.like_note(lin, note_id=older.id)
    run_waiting()
    page = text_of(Client(), "/watch")
    assert shown_in(page) == [older.id]
    assert f'href="/watch/{newer.id}" data-step="1"' in page
    assert 'preload="metadata"' in page
    more = re.search(r'hx-get="(/watch\?after=[^"]+)"', page)
    assert more
    part = text_of(Client(), more[1], **PART)
    assert shown_in(part) == [newer.id]
    assert 'preload="none"' in part
    assert "You have seen them all" in part
    assert "<html" not in part


def test_one_video_has_an_address_that_other_sites_can_show(dana: Person) -> None:
    note = clip(dana, "Rain & trees")
    page = text_of(Client(), f"/watch/{note.id}")
    assert shown_in(page) == [note.id]
    assert f'rel="canonical" href="{settings.SITE_URL}/watch/{note.id}"' in page
    assert 'property="og:title" content="Rain &amp; trees"' in page
    assert re.search(r'property="og:video" content="http[^"]+/media/v/\d+-\w+/480\.mp4"', page)


def test_what_is_not_for_everybody_is_neither_listed_nor_told(dana: Person, lin: Person) -> None:
    follows.follow(lin, person_id=dana.id)
    closed = clip(dana, "For my people", visibility="followers")
    assert Client().get(f"/watch/{closed.id}").status_code == 404
    answer = signed_in(None, lin).get(f"/watch/{closed.id}")
    assert answer["X-Robots-Tag"] == "noindex"
    assert "og:video" not in answer.content.decode()
    assert shown_in(text_of(signed_in(None, lin), "/watch")) == []


def test_a_note_without_a_video_is_read_and_not_watched(dana: Person) -> None:
    note = publish(dana)
    answer = Client().get(f"/watch/{note.id}")
    assert (answer.status_code, answer["Location"]) == (303, f"/n/{note.id}")


def test_muted_people_are_not_met_while_watching(dana: Person, lin: Person) -> None:
    clip(dana, "Mine")
    other = clip(lin, "Theirs")
    follows.mute(dana, person_id=lin.id)
    browser = signed_in(None, dana)
    assert other.id not in shown_in(text_of(browser, "/watch"))
    assert f"/watch/{other.id}" not in text_of(browser, "/watch")


def test_captions_come_in_the_readers_language_with_the_spoken_one_beside(dana: Person) -> None:
    video = ready_video(dana, is_open=True)
    say(dana, video, "zh-Hans", "你听", "两层")
    say(dana, video, "en", "Listen", "Two floors")
    note = clip(dana, "Rain", video=video)
    english = text_of(Client(), f"/watch/{note.id}")
    assert re.search(r'srclang="en" label="English" default data-shown', english)
    assert re.search(r'srclang="zh-Hans" label="[^"]+">', english)
    chinese = text_of(Client(), f"/watch/{note.id}?hl=zh-hans")
    assert re.search(r'srclang="zh-Hans" label="[^"]+" default data-shown', chinese)
    assert re.search(r'srclang="en" label="English" data-shown', chinese)
    assert re.search(r'<p lang="en" dir="auto">Listen</p><p lang="zh-Hans" dir="auto">你听</p>', chinese)


def test_new_captions_show_at_once(dana: Person) -> None:
    video = ready_video(dana, is_open=True)
    note = clip(dana, "Rain", video=video)
    browser = Client()
    for path in (f"/watch/{note.id}", f"/n/{note.id}"):
        assert "<track" not in text_of(browser, path)
    say(dana, video, "en", "Listen <b>now</b> & here", "Two floors")
    run_waiting()
    for path in (f"/watch/{note.id}", f"/n/{note.id}"):
        text = text_of(browser, path)
        assert 'srclang="en"' in text
        assert "Listen now &amp; here" in text
    media.delete_track(dana, video_id=video.id, language="en")
    run_waiting()
    assert "<track" not in text_of(browser, f"/n/{note.id}")


def test_who_saves_data_gets_pictures_and_the_smallest_file_first(dana: Person) -> None:
    made = [{"name": f"{high}.mp4", "width": high, "height": high * 2, "bits": 1} for high in (720, 480)]
    note = clip(dana, video=ready_video(dana, is_open=True, sources=made))
    plain = text_of(Client(), f"/watch/{note.id}").partition("<main")[2]
    saving = text_of(Client(), f"/watch/{note.id}", **{"Save-Data": "on"}).partition("<main")[2]
    assert plain.index("720.mp4") < plain.index("480.mp4")
    assert saving.index("480.mp4") < saving.index("720.mp4")
    assert 'preload="none"' in saving
    assert "data-saver" in saving
    assert "data-saver" not in plain


def test_cards_and_the_note_say_how_long_it_is_and_play_it(dana: Person) -> None:
    note = clip(dana, video=ready_video(dana, is_open=True, duration=67_900), cover=picture(dana))
    assert "1:07" in text_of(Client(), "/")
    page = text_of(Client(), f"/n/{note.id}")
    assert '"@type": "VideoObject"' in page
    assert '"duration": "PT67S"' in page
    assert re.search(r"<video controls playsinline preload=\"metadata\"", page)
    assert "480.mp4" in page
    notes.change_visibility(dana, note_id=note.id, visibility="me")
    assert Client().get(f"/n/{note.id}").status_code == 404


def test_what_one_did_is_marked(dana: Person, lin: Person) -> None:
    note = clip(dana)
    interactions.like_note(lin, note_id=note.id)
    interactions.save_note(lin, note_id=note.id)
    follows.follow(lin, person_id=dana.id)
    page = text_of(signed_in(None, lin), f"/watch/{note.id}")
    assert page.count('aria-pressed="true"') == 2
    assert "Following" in page
    assert "Following" not in text_of(signed_in(None, dana), f"/watch/{note.id}")


@pytest.mark.parametrize("path", ["/watch", "part"])
def test_it_costs_the_same_with_many_videos(dana: Person, lin: Person, path: str) -> None:
    browser = signed_in(None, lin)
    headers = PART if path == "part" else {}

    def cost() -> int:
        text_of(browser, "/watch", **headers)
        with CaptureQueriesContext(connection) as asked:
            text_of(browser, "/watch", **headers)
        return len(asked)

    first = clip(dana)
    few = cost()
    assert few <= 16
    for number in range(6):
        clip(dana, f"One more {number}")
    interactions.like_note(lin, note_id=first.id)
    run_waiting()
    assert cost() <= few


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_drawing_it_asks_nothing(
    dana: Person, lin: Person, monkeypatch: pytest.MonkeyPatch, is_signed_in: bool
) -> None:
    video = ready_video(dana, is_open=True)
    say(dana, video, "en", "Listen", "Two floors")
    note = clip(dana, video=video, cover=picture(dana))
    clip(dana, "One more")
    browser = signed_in(None, lin) if is_signed_in else Client()
    skeleton.clear()
    with nothing_asked_while_drawing(monkeypatch):
        for path, headers in (("/watch", {}), ("/watch", PART), (f"/watch/{note.id}", {}), (f"/n/{note.id}", {})):
            text_of(browser, path, **headers)
