"""Exports of Instagram: every layout and dialect gives the same, private things stay private, nothing breaks it."""

import json
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from redbridge.arrival.reading.box import open_box
from redbridge.arrival.sources.instagram import SOURCE
from redbridge.arrival.sources.shape import Unreadable
from tests.arrival.exports import instagram as made
from tests.arrival.exports.making import MOMENT, Export, packed, read, take
from tests.arrival.exports.spoiling import SPOILED, spoiled


@pytest.mark.parametrize("layout", made.LAYOUTS)
def test_every_layout_gives_the_numbers_of_its_manifest(tmp_path: Path, layout: str) -> None:
    export = made.LAYOUTS[layout]()
    told = read(SOURCE, export.zipped(tmp_path / "export.zip"))
    assert told.sections == export.sections
    assert told.private == export.private
    assert told.unread == export.unread
    assert set(told.unknown) == export.unknown
    assert told.faults == []
    assert told.told == sorted(told.told)


@pytest.mark.parametrize("layout", made.LAYOUTS)
def test_posts_of_every_layout_have_the_same_ids(tmp_path: Path, layout: str) -> None:
    first = read(SOURCE, made.flat().zipped(tmp_path / "first.zip"))
    second = read(SOURCE, made.LAYOUTS[layout]().unfolded(tmp_path / "second"))
    assert {row.source_id for row in first.posts()} == {row.source_id for row in second.posts()}


def test_captions_and_dates_of_one_picture_stand_inside_and_of_several_outside(tmp_path: Path) -> None:
    posts = {row.post.text: row for row in read(SOURCE, made.of_2023().zipped(tmp_path / "e.zip")).posts() if row.post}
    one = posts["Abends am Fluss 🌉 #berlin"]
    assert one.at == datetime.fromtimestamp(MOMENT, UTC)
    several = posts["三张照片 #旅行 @li_wei"]
    assert several.at == datetime.fromtimestamp(MOMENT + 100, UTC)
    assert several.post is not None
    assert len(several.post.media) == 3
    assert all(medium.member.startswith("instagram-mei.reads") for medium in several.post.media)
    assert (several.post.tags, several.post.mentions) == (("旅行",), ("li_wei",))


def test_texts_are_mended_only_where_they_were_broken(tmp_path: Path) -> None:
    told = read(SOURCE, made.flat().zipped(tmp_path / "e.zip"))
    texts = {row.post.text for row in told.posts() if row.post}
    assert "naïve café" in texts
    assert "Só hoje ✨" in texts
    assert [row.text for row in told.of("comments")] == ["très beau 🌸"]
    assert [row.text for row in told.of("collections")] == ["Küche"]


def test_a_reel_among_the_posts_comes_once(tmp_path: Path) -> None:
    told = read(SOURCE, made.flat().zipped(tmp_path / "e.zip"))
    assert sum(row.post is not None and row.post.text.startswith("Ein Tag") for row in told.posts()) == 1
    (reel,) = [row.post for row in told.posts() if row.post and row.post.claimed == "reel"]
    assert reel.sound == "pop"


def test_archived_posts_and_stories_are_private(tmp_path: Path) -> None:
    told = read(SOURCE, made.of_2025().zipped(tmp_path / "e.zip"))
    hidden = {
        (row.post.claimed, row.post.visibility) for row in told.posts() if row.post and row.post.visibility == "me"
    }
    assert hidden == {("archived", "me"), ("story", "me")}


def test_posts_of_a_private_account_were_for_followers(tmp_path: Path) -> None:
    told = read(SOURCE, made.private_account().zipped(tmp_path / "e.zip"))
    assert {row.post.visibility for row in told.posts() if row.post} == {"followers"}


def test_where_a_picture_was_taken_is_in_no_row(tmp_path: Path) -> None:
    told = read(SOURCE, made.flat().zipped(tmp_path / "e.zip"))
    assert "13.405" not in repr(told.rows)
    assert not any(row.post.place for row in told.posts() if row.post)


def test_people_come_before_posts_and_the_blocked_ones_first(tmp_path: Path) -> None:
    told = read(SOURCE, made.of_2025().zipped(tmp_path / "e.zip"))
    order = list(dict.fromkeys(row.section for row in told.rows))
    assert order[:4] == ["blocked", "muted", "following", "followers"]
    assert [row.handle for row in told.of("blocked")] == ["angry.one"]
    assert [row.handle for row in told.of("following")] == list(made.PEOPLE)
    assert [row.handle for row in told.of("muted")] == ["loud_one"]


def test_likes_and_saved_posts_keep_ids_and_nobody(tmp_path: Path) -> None:
    for layout in made.LAYOUTS.values():
        told = read(SOURCE, layout().unfolded(tmp_path / layout.__name__))
        assert [(row.ref, row.handle) for row in told.of("likes") + told.of("saved")] == [("CxYz_-1", ""), ("Qq1", "")]


def test_the_profile_is_found_in_other_languages(tmp_path: Path) -> None:
    told = read(SOURCE, made.of_2023().zipped(tmp_path / "e.zip"))
    assert told.profile is not None
    assert (told.profile.handle, told.profile.name, told.profile.bio) == ("mei.reads", "Mei 梅", "Bücher 📚")
    assert told.profile.portrait is not None
    assert told.profile.portrait.member.endswith("me.jpg")
    assert "example.org" not in repr(told)


def test_muted_words_come_along(tmp_path: Path) -> None:
    told = read(SOURCE, made.of_2025().zipped(tmp_path / "e.zip"))
    assert told.profile is not None
    assert told.profile.muted_words == ("araignée", "spoiler")


def test_lists_of_one_that_are_no_lists_are_read(tmp_path: Path) -> None:
    export = made.one_of_each()
    told = read(SOURCE, export.zipped(tmp_path / "e.zip"))
    assert told.sections == export.sections
    assert told.faults == []


def test_messages_and_sign_ins_are_not_even_opened(tmp_path: Path) -> None:
    path = made.of_2025().zipped(tmp_path / "e.zip")
    box = open_box(path)
    opened: list[str] = []
    really = box.open

    def noted(name: str) -> IO[bytes]:
        opened.append(name)
        return really(name)

    box.open = noted  # type: ignore[method-assign]
    kin = SOURCE.recognize(box)
    assert kin is not None
    opened.clear()
    with closing(box):
        assert "secret words" not in repr(list(SOURCE.read(box, kin, lambda _: None)))
    assert opened
    assert not [name for name in opened if "messages" in name or "login" in name or "contacts" in name]


def test_a_file_that_is_not_in_the_box_is_remembered_by_its_name(tmp_path: Path) -> None:
    told = read(SOURCE, made.flat().zipped(tmp_path / "e.zip"))
    (lost,) = [row.post for row in told.posts() if row.post and row.post.text == "naïve café"]
    assert (lost.media[0].member, lost.media[0].kind) == ("", "picture")
    assert lost.media[0].url.endswith("17990000000000005.jpg")


def test_a_single_list_is_known_without_its_folder(tmp_path: Path) -> None:
    (tmp_path / "following.json").write_bytes(packed(made.old_lists()["following"]))
    assert read(SOURCE, tmp_path / "following.json").sections == {"following": 3}


def test_pages_in_html_are_refused_by_name(tmp_path: Path) -> None:
    path = Export({"your_instagram_activity/media/posts_1.html": b"<html>"}).zipped(tmp_path / "e.zip")
    with pytest.raises(Unreadable, match="pages_not_data"):
        read(SOURCE, path)


def test_other_exports_are_not_taken_for_instagram(tmp_path: Path) -> None:
    for files in (
        {"user_data_tiktok.json": b'{"Profile": {}}'},
        {"outbox.json": b"{}"},
        {"a.jpg": b"x", "a.txt": b"y"},
    ):
        path = Export(files).zipped(tmp_path / "e.zip")
        with closing(open_box(path)) as box:
            assert SOURCE.recognize(box) is None


def test_posts_written_as_labels_are_read_too(tmp_path: Path) -> None:
    row = made.labelled(MOMENT, ("Légende", made.misread("Été à la mer 🌊 #plage")), ("URL", "https://example.org/x"))
    row["label_values"].append({"label": "Média", "media": [{"uri": "media/posts/202405/179900000000000777.jpg"}]})
    path = Export({"your_instagram_activity/media/posts_1.json": packed([row])}).zipped(tmp_path / "e.zip")
    (found,) = read(SOURCE, path).posts()
    assert found.post is not None
    assert (found.post.text, found.post.tags) == ("Été à la mer 🌊 #plage", ("plage",))
    assert found.at == datetime.fromtimestamp(MOMENT, UTC)
    assert [medium.url for medium in found.post.media] == ["media/posts/202405/179900000000000777.jpg"]


def test_wrong_kinds_everywhere_break_nothing(tmp_path: Path) -> None:
    told = read(SOURCE, made.odd().unfolded(tmp_path))
    assert any(row.post and "<script>" in row.post.text and "\0" not in row.post.text for row in told.posts())
    assert not any(row.at and not 2004 <= row.at.year <= 2100 for row in told.rows)
    json.dumps([row.source_id for row in told.rows]).encode()
    assert told.faults


def test_spoiled_exports_break_nothing() -> None:
    for export in spoiled(made.of_2025(), SPOILED, only=".json"):
        with suppress(Unreadable):
            take(SOURCE, export)
