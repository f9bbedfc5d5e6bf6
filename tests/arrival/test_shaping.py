"""A post becomes a note without losing a word, and is never seen by more people than before."""

from typing import Any

import pytest

from redbridge.arrival.shaping import Shaped, shape
from redbridge.arrival.sources.shape import Medium, Post
from redbridge.notes.origins import address_of

PICTURE = Medium(member="a.jpg", kind="picture")


def shaped(post: Post, *, source: str = "tiktok", audience: str = "everyone", **changes: Any) -> Shaped:
    return shape(post, source=source, source_id="1", audience=audience, changes=changes)


@pytest.mark.parametrize(
    ("visibility", "audience", "seen", "is_draft"),
    [
        ("everyone", "everyone", "everyone", False),
        ("everyone", "unlisted", "unlisted", False),
        ("everyone", "followers", "followers", False),
        ("everyone", "draft", "me", True),
        ("unlisted", "everyone", "unlisted", False),
        ("unlisted", "mutuals", "mutuals", False),
        ("followers", "everyone", "me", True),
        ("mutuals", "everyone", "me", True),
        ("me", "everyone", "me", True),
    ],
)
def test_nobody_sees_it_who_could_not_there(visibility: str, audience: str, seen: str, is_draft: bool) -> None:
    found = shaped(Post(text="x", visibility=visibility, media=(PICTURE,)), audience=audience)
    assert (found.content.visibility, found.is_draft) == (seen, is_draft)


def test_its_author_may_say_otherwise_of_one_post() -> None:
    found = shaped(Post(text="x", visibility="me", media=(PICTURE,)), audience="unlisted")
    assert found.is_draft
    opened = shape(
        Post(text="x", visibility="me", media=(PICTURE,)),
        source="tiktok",
        source_id="1",
        audience="unlisted",
        changes={"audience": "followers"},
    )
    assert (opened.content.visibility, opened.is_draft) == ("followers", False)


def test_our_own_archive_keeps_who_could_see_it() -> None:
    for visibility in ("everyone", "unlisted", "followers", "mutuals", "me"):
        found = shaped(Post(text="x", visibility=visibility, media=(PICTURE,)), source="redbridge")
        assert (found.content.visibility, found.is_draft) == (visibility, False)
    hidden = shaped(Post(text="x", visibility="everyone", own={"is_draft": True}), source="redbridge")
    assert (hidden.content.visibility, hidden.is_draft) == ("me", True)


def test_a_long_title_goes_on_in_the_caption() -> None:
    title = "a word " * 40
    found = shaped(Post(title=title, text="and the text", media=(PICTURE,))).content
    assert len(found.title) <= 100
    assert found.title.endswith("…")
    assert found.caption == f"{title.strip()}\n\nand the text"
    chinese = shaped(Post(title="茶" * 150, media=(PICTURE,))).content
    assert (len(chinese.title), chinese.caption) == (100, "茶" * 150)


def test_a_text_longer_than_a_caption_is_kept_whole_beside_it() -> None:
    text = "word " * 3_000
    found = shaped(Post(text=text, media=(PICTURE,)))
    assert len(found.content.caption) == 10_000
    assert found.labels["text"] == text.strip()
    assert "long_text" in found.notices


def test_tags_that_stand_beside_the_text_join_it() -> None:
    found = shaped(Post(text="Tea #tea", tags=("tea", "Chengdu", "123"), media=(PICTURE,))).content
    assert found.caption == "Tea #tea\n\n#Chengdu"
    assert shaped(Post(text="Tea", tags=("tea",), media=(PICTURE,)), text="Mine").content.caption == "Mine"


def test_a_post_of_words_becomes_a_card() -> None:
    short = shaped(Post(text="Good morning"), source="mastodon").content
    assert (short.kind, short.card_text, short.caption) == ("text", "Good morning", "")
    tagged = shaped(Post(text="Good morning #tea"), source="mastodon").content
    assert (tagged.card_text, tagged.caption) == ("Good morning #tea", "Good morning #tea")
    long = shaped(Post(text="word " * 100), source="mastodon").content
    assert len(long.card_text) <= 300
    assert long.caption == ("word " * 100).strip()


def test_labels_and_notices_explain_and_keep_nothing_out() -> None:
    post = Post(text="x", media=(Medium(kind="video"),), sound="A hit - by a band", is_ai=True, is_ad=True)
    found = shaped(post)
    assert {"music", "ai", "ad", "watermark"} <= set(found.notices)
    assert found.labels == {"is_ai": True, "is_ad": True, "sound": "A hit - by a band"}
    assert "music" not in shaped(Post(text="x", media=(PICTURE,), sound="original sound - dana")).notices


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.tiktokv.com/share/video/73/?u=1&sig=abc#x", "https://www.tiktokv.com/share/video/73/"),
        ("https://old.example/@dana/101", "https://old.example/@dana/101"),
        ("javascript:alert(1)", ""),
        ("https://user:secret@old.example/1", ""),
        ("//old.example/1", ""),
        ("", ""),
    ],
)
def test_addresses_name_a_page_and_nobody(url: str, address: str) -> None:
    assert address_of(url) == address
