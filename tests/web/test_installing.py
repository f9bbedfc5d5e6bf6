"""What makes the site an app: manifest, icons, service worker and the page for when there is no network."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from redbridge.accounts.models import Person
from tests.cast import signed_in

pytestmark = pytest.mark.django_db


def test_the_manifest_names_the_site_and_its_icons() -> None:
    answer = Client().get("/manifest.webmanifest")
    found = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (found["name"], found["start_url"], found["scope"], found["display"]) == (
        "Redbridge",
        "/",
        "/",
        "standalone",
    )
    assert {icon["purpose"] for icon in found["icons"]} == {"any", "maskable"}
    for icon in found["icons"]:
        path = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", icon["src"].removeprefix("/static/")))
        assert path, icon
        if icon["type"] == "image/png":
            with Image.open(path) as picture:
                assert f"{picture.width}x{picture.height}" == icon["sizes"]
                if icon["purpose"] == "maskable":
                    assert picture.convert("RGBA").getchannel("A").getextrema() == (255, 255), "a mask cuts it, not we"
    for shortcut in found["shortcuts"]:
        assert Client().get(shortcut["url"]).status_code in (200, 302)


def test_the_manifest_speaks_the_language_of_the_page() -> None:
    page = Client().get("/", {"hl": "zh-hans"}).content.decode()
    link = re.findall(r'<link rel="manifest" href="([^"]*)"', page)[0]
    assert Client().get(link).json()["lang"] == "zh-Hans"


def test_the_service_worker_may_look_after_everything() -> None:
    answer = Client().get("/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "public, no-cache"
    compressed = Client().get("/sw.js", headers={"Accept-Encoding": "gzip"})
    assert len(compressed.content) < 3 * 1024


def test_the_page_without_a_network_is_the_same_for_everybody(dana: Person) -> None:
    stranger = Client().get("/offline")
    member = signed_in(None, dana).get("/offline")
    assert stranger.content == member.content
    assert "csrf" not in member.content.decode()
    assert "no-store" not in member["Cache-Control"], "the service worker keeps it"
