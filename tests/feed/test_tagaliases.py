"""Hashtags of both banks that say the same."""

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.feed.tagaliases import aliases, topic_slugs
from redbridge.notes import actions as notes


def test_both_banks_land_in_one_topic() -> None:
    assert topic_slugs("OOTD") == topic_slugs("穿搭") == topic_slugs("outfitdeldia") == ["outfits"]
    assert "ootd" in {each.name for each in aliases("穿搭")}
    assert "穿搭" in {each.name for each in aliases("OOTD")}
    assert {each.language for each in aliases("ootd")} >= {"zh", "es"}
    assert all(each.language != "en" for each in aliases("ootd"))


@pytest.mark.parametrize("name", ["", "nothingatall", "\x00", "#" * 500])
def test_an_unknown_tag_leads_nowhere_else(name: str) -> None:
    assert aliases(name) == []


@pytest.mark.django_db
def test_the_page_of_a_tag_leads_to_those_that_are_used(dana: Person, lin: Person) -> None:
    notes.publish_note(dana, kind="text", card_text="Sunday", caption="Linen #OOTD")
    notes.publish_note(lin, kind="text", card_text="今天", caption="亚麻 #穿搭")
    run_waiting()
    page = Client().get("/tags/OOTD").content.decode()
    assert 'href="/tags/%E7%A9%BF%E6%90%AD"' in page
    assert 'href="/t/outfits"' in page
    assert "outfitdeld" not in page
