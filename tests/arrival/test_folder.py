"""Folders of media with what lies beside them."""

from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from redbridge.arrival.reading.box import open_box
from redbridge.arrival.sources import folder_names as names
from redbridge.arrival.sources.folder import Folder
from redbridge.arrival.sources.shape import Row, Unreadable
from tests.arrival.exports import folder as made
from tests.arrival.exports.making import MOMENT, Export, read, take
from tests.arrival.exports.spoiling import SPOILED, spoiled

SOURCE = Folder()


@pytest.mark.parametrize("which", made.FOLDERS)
def test_every_folder_gives_the_numbers_of_its_manifest(tmp_path: Path, which: str) -> None:
    export = made.FOLDERS[which]()
    for path in (export.zipped(tmp_path / "e.zip"), export.unfolded(tmp_path / "e")):
        told = read(SOURCE, path)
        assert told.sections == export.sections
        assert told.private == export.private
        assert set(told.unknown) == export.unknown
        assert told.faults == []


def test_notes_of_a_downloader_say_everything(tmp_path: Path) -> None:
    row = _rows(tmp_path, made.downloaded())[made.ID]
    post = row.post
    assert post is not None
    assert row.at == datetime.fromtimestamp(MOMENT, UTC)
    assert (post.title, post.text) == ("", "Harbour before six, when nobody is up yet #sea #早晨")
    assert post.tags == ("sea", "早晨", "boats")
    assert post.url == f"https://www.tiktok.com/@nora/video/{made.ID}"
    assert (post.sound, post.is_sensitive, post.visibility) == ("Low Tide - B. Ensemble", False, "everyone")
    assert [(medium.member, medium.kind) for medium in post.media] == [(f"tiktok/{made.ID}.mp4", "video")]
    assert post.own == {"captions": [{"language": "en", "file": f"tiktok/{made.ID}.en.vtt"}]}
    assert "secret" not in repr(row)


def test_a_description_alone_is_a_caption_and_a_still_is_no_picture(tmp_path: Path) -> None:
    row = _rows(tmp_path, made.downloaded())["7311111111111111111"]
    assert row.post is not None
    assert (row.post.text, row.post.tags) == ("Zwei Brote 🍞 #brot", ("brot",))
    assert [medium.member for medium in row.post.media] == ["tiktok/7311111111111111111.mp4"]
    assert row.at is not None
    assert row.at.year == 2023  # the id begins with the second


def test_a_title_stays_where_it_is_more_than_the_beginning_of_the_words(tmp_path: Path) -> None:
    row = _rows(tmp_path, made.downloaded())["abcDEF12345"]
    assert row.post is not None
    assert (row.post.title, row.post.visibility, row.post.is_sensitive) == ("How I bake", "unlisted", True)
    assert row.at == datetime(2023, 3, 2, tzinfo=UTC)


def test_notes_without_their_video_are_a_post_that_waits_for_it(tmp_path: Path) -> None:
    row = _rows(tmp_path, made.downloaded())["7300000000000000001"]
    assert row.post is not None
    assert [(medium.member, medium.url) for medium in row.post.media] == [("", "7300000000000000001")]


def test_numbered_pictures_are_one_post_in_their_order(tmp_path: Path) -> None:
    posts = [row.post for row in read(SOURCE, made.numbered().zipped(tmp_path / "e.zip")).posts() if row.post]
    rows = {post.media[0].member: [medium.member for medium in post.media] for post in posts}
    assert rows["photos/walk_1.jpg"] == [f"photos/walk_{number}.jpg" for number in range(1, 11)]
    assert rows["photos/IMG_1.jpg"] == ["photos/IMG_1.jpg"]
    assert rows["photos/2022-03-04.jpg"] == ["photos/2022-03-04.jpg"]
    assert rows["photos/IMG_0042.HEIC"] == ["photos/IMG_0042.HEIC"]
    (told,) = [post for post in posts if post.text == "Zwei Bilder @li"]
    assert len(told.media) == 2
    assert told.mentions == ("li",)


def test_names_of_files_give_dates_and_words(tmp_path: Path) -> None:
    rows = read(SOURCE, made.numbered().zipped(tmp_path / "e.zip")).posts()
    dates = {row.at.strftime("%Y-%m-%d %H:%M") for row in rows if row.at}
    assert dates == {"2024-05-01 10:00", "2023-04-05 10:15", "2022-03-04 00:00", "2022-03-05 00:00"}
    assert {row.post.title for row in rows if row.post} == {"", "黄昏的老街"}


def test_a_bare_file_is_nobodys_but_its_owners(tmp_path: Path) -> None:
    posts = {row.post.text: row.post for row in read(SOURCE, made.numbered().unfolded(tmp_path)).posts() if row.post}
    assert posts["Gold."].visibility == "everyone"
    assert (posts[""].visibility, posts[""].claimed) == ("me", "unsaid")


def test_a_table_says_words_dates_descriptions_and_audiences(tmp_path: Path) -> None:
    rows = {row.post.text: row for row in read(SOURCE, made.table().zipped(tmp_path / "e.zip")).posts() if row.post}
    walk = rows["Walked here at dusk"]
    assert walk.post is not None
    assert [(medium.member, medium.alt) for medium in walk.post.media] == [("a.jpg", "Lamps"), ("b.jpg", "A door")]
    assert (walk.post.title, walk.post.tags, walk.post.place) == ("Old street", ("street", "dusk"), "Chaozhou")
    assert walk.at == datetime(2024, 1, 31, 18, 30, tzinfo=UTC)
    clip = rows["Two lines\nof words; quoted"]
    assert clip.at == datetime(2024, 3, 2, tzinfo=UTC)  # the first row shows that the day comes first
    seen = {text: row.post.visibility for text, row in rows.items() if row.post}
    assert (seen["For me"], seen["Words alone"], seen[""]) == ("me", "everyone", "me")
    gone = rows["The file is missing"].post
    assert gone is not None
    assert [(medium.member, medium.url, medium.kind) for medium in gone.media] == [("", "gone.jpg", "picture")]


def test_a_table_of_a_chinese_spreadsheet_finds_its_pictures_by_id(tmp_path: Path) -> None:
    (row,) = read(SOURCE, made.chinese_table().unfolded(tmp_path)).posts()
    assert row.post is not None
    assert (row.source_id, row.post.title, row.post.text) == ("64f1", "老街", "黄昏时走过 #老街")
    assert [medium.member for medium in row.post.media] == ["老街_64f1_1.jpg", "老街_64f1_2.jpg"]
    assert row.at == datetime(2024, 4, 1, 18, 30, tzinfo=UTC)


def test_the_same_folder_elsewhere_has_the_same_ids(tmp_path: Path) -> None:
    here, there = made.numbered(), made.numbered()
    there.files = {f"backup/2025/{name}": content for name, content in there.files.items()}
    first = {row.source_id for row in read(SOURCE, here.zipped(tmp_path / "a.zip")).posts()}
    assert first == {row.source_id for row in read(SOURCE, there.zipped(tmp_path / "b.zip")).posts()}


def test_a_date_that_could_be_two_days_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("file,caption,date\na.jpg,x,01/02/2024\n")
    told = read(SOURCE, tmp_path / "posts.csv")
    assert [fault.code for fault in told.faults] == ["unclear_date"]
    assert told.posts()[0].at is None


def test_one_file_alone_is_a_post(tmp_path: Path) -> None:
    (tmp_path / "2024-05-01 first snow.mp4").write_bytes(made.VIDEO)
    (row,) = read(SOURCE, tmp_path / "2024-05-01 first snow.mp4").posts()
    assert row.post is not None
    assert row.post.title == "first snow"


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("IMG_20240501_101112", "2024-05-01 10:11:12"),
        ("PXL_20240501_101112345", "2024-05-01 10:11:12"),
        ("Screenshot 2024-05-01 at 10.11.12", "2024-05-01 10:11:12"),
        ("2024年5月1日的早餐", "2024-05-01 00:00:00"),
        ("7321456789012345678", "2024-01-07 20:31:36"),
        ("20241399", None),
        ("1234567890123", None),
        ("3000-01-01", None),
    ],
)
def test_dates_in_names(name: str, moment: str | None) -> None:
    at = names.date_of(name)
    assert (at.strftime("%Y-%m-%d %H:%M:%S") if at else None) == moment


def test_words_of_people_and_of_cameras() -> None:
    assert names.words_of("Sunset over Lisbon") == "Sunset over Lisbon"
    assert names.words_of("How I bake [abcDEF12345]") == "How I bake"
    made_by_machines = (
        "IMG_1234",
        "DSC00012",
        "WhatsApp Image 2024-05-01 at 10.00.00",
        "Screenshot 2024-05-01",
        "x",
        "",
    )
    assert [names.words_of(name) for name in made_by_machines] == [""] * 6


def test_texts_without_media_are_no_folder_of_media(tmp_path: Path) -> None:
    path = Export({"a.txt": b"x", "b.pdf": b"y", "names.csv": b"name\nann\n"}).zipped(tmp_path / "e.zip")
    with closing(open_box(path)) as box:
        assert SOURCE.recognize(box) is None


def test_odd_names_and_sidecars_break_nothing(tmp_path: Path) -> None:
    told = take(SOURCE, made.odd())
    assert told.faults
    assert not any(row.at and not 2004 <= row.at.year <= 2100 for row in told.rows)
    assert all(0 < len(row.source_id) <= 80 for row in told.rows)


def test_spoiled_folders_break_nothing() -> None:
    share = SPOILED // 4
    for folder in made.FOLDERS.values():
        for export in spoiled(folder(), share):
            with suppress(Unreadable):
                take(SOURCE, export)


def _rows(tmp_path: Path, export: Export) -> dict[str, Row]:
    return {row.source_id: row for row in read(SOURCE, export.zipped(tmp_path / "rows.zip")).posts()}
