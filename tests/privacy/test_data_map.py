"""The privacy page says everything that the tags say, in words for people."""

import pytest
from django.test import Client

from redbridge.privacy import queries
from redbridge.web import papers


def test_every_purpose_and_every_time_has_words() -> None:
    kept = queries.data_map()
    assert {each.purpose for each in kept} == set(papers.PURPOSES)
    assert {each.retention for each in kept} <= set(papers.TIMES)
    assert len({each.purpose for each in kept}) == len(kept)


def test_the_map_says_what_stays() -> None:
    stays = {each.purpose: each.stays for each in queries.data_map()}
    assert stays["What somebody wrote or made"] == ""
    assert stays["Reasons for decisions and appeals"] == "anonymize"
    assert stays["Keeps the name of somebody who left from impostors"] == "keep"


@pytest.mark.django_db
def test_the_page_shows_each_line(client: Client) -> None:
    page = client.get("/privacy").content.decode()
    assert all(str(words) in page for words in papers.PURPOSES.values())
    assert "after 30 days" in page
