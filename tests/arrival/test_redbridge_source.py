"""Our own archive comes back as it was: written by hand after its description, and as the site itself writes it."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from redbridge.accounts.models import Person
from redbridge.arrival.reading.posts import post_from_json, post_to_json
from redbridge.arrival.sources.redbridge import Redbridge
from redbridge.arrival.sources.shape import Post, Unreadable
from redbridge.media import actions as media
from redbridge.notes.models import Note
from redbridge.privacy import actions as privacy
from redbridge.privacy import folders
from redbridge.privacy.models import Departure
from tests.arrival.exports import redbridge as made
from tests.arrival.exports.making import Export, Told, packed, read, take
from tests.arrival.exports.spoiling import SPOILED, spoiled
from tests.notes.conftest import publish, upload

SOURCE = Redbridge()


@pytest.mark.parametrize("top", ["", "my archive/"])
def test_the_archive_gives_the_numbers_of_its_manifest(tmp_path: Path, top: str) -> None:
    export = made.archive(top)
    told = read(SOURCE, export.zipped(tmp_path / "e.zip"))
    assert told.sections == export.sections
    assert told.private == export.private
    assert (told.unknown, told.unread, told.faults) == ({}, set(), [])


def test_every_kind_comes_with_its_details(tmp_path: Path) -> None:
    posts = _posts(tmp_path)
    assert {number: post.kind for number, post in posts.items() if number < "7310"} == {
        "7301": "photo",
        "7302": "itinerary",
        "7303": "review",
        "7304": "text",
        "7305": "video",
        "7306": "photo",
        "7307": "photo",
        "7308": "photo",
        "7309": "tutorial",
    }
    assert posts["7302"].details["days"][0]["stops"][0]["picture"] == 83
    assert posts["7302"].own["picture_ids"] == ["83"]
    assert posts["7303"].details["things"][0]["rating"] == 9


def test_pictures_keep_their_order_their_words_and_the_cover(tmp_path: Path) -> None:
    post = _posts(tmp_path)["7301"]
    assert [(medium.member, medium.alt) for medium in post.media] == [
        ("media_attachments/81.jpg", "A cup of tea"),
        ("media_attachments/82.jpg", ""),
    ]
    assert (post.own["cover"], post.own["alt_languages"], post.place) == (1, ["en", ""], "Chengdu")
    assert post.own["versions"][0]["caption"] == "Te"


def test_a_text_keeps_its_card_and_brings_no_drawn_picture(tmp_path: Path) -> None:
    post = _posts(tmp_path)["7304"]
    assert (post.own["card_text"], post.own["card_style"], post.text, post.media) == (
        "Steep twice.",
        3,
        "Why, below.",
        (),
    )


def test_a_video_comes_with_its_captions(tmp_path: Path) -> None:
    post = _posts(tmp_path)["7305"]
    assert [(medium.member, medium.kind) for medium in post.media] == [("media_attachments/5.mp4", "video")]
    assert post.own["captions"] == [{"language": "en", "file": "media_attachments/5.en.vtt"}]


def test_everybody_who_could_see_a_note_can_and_nobody_else(tmp_path: Path) -> None:
    posts = _posts(tmp_path)
    wanted = {"7301": "everyone", "7303": "followers", "7305": "unlisted", "7306": "me", "7308": "mutuals"}
    assert {number: posts[number].visibility for number in wanted} == wanted
    assert (posts["7307"].visibility, posts["7307"].own["is_draft"]) == ("me", True)  # moderation hid it
    assert (posts["draft-7320"].visibility, posts["draft-7320"].own["is_draft"]) == ("me", True)


def test_what_was_brought_once_still_says_from_where(tmp_path: Path) -> None:
    own = _posts(tmp_path)["7309"].own
    assert (own["platform"], own["origin"]) == ("tiktok", "tiktok:7211111111111111111")
    assert own["first_published_at"].startswith("2023-03-01")
    assert own["url"].endswith("7211111111111111111")


def test_moments_are_those_of_the_notes(tmp_path: Path) -> None:
    told = read(SOURCE, made.archive().zipped(tmp_path / "e.zip"))
    assert told.posts()[0].at == datetime(2026, 1, 2, 8, 30, tzinfo=UTC)
    assert told.of("likes")[0].at == datetime(2026, 2, 2, tzinfo=UTC)
    assert [row.ref for row in told.of("likes")] == ["https://first.example/n/9001", "https://first.example/n/9002"]


def test_posts_survive_being_stored(tmp_path: Path) -> None:
    for post in _posts(tmp_path).values():
        assert post_from_json(post_to_json(post)) == post


def test_without_tables_likes_come_from_the_collections(tmp_path: Path) -> None:
    export = made.archive()
    export.files = {name: content for name, content in export.files.items() if not name.startswith("data/")}
    told = read(SOURCE, export.zipped(tmp_path / "e.zip"))
    assert [row.ref for row in told.of("likes")] == ["https://first.example/n/9001"]
    assert "saved" not in told.sections  # bookmarks.json is not in it either


def test_an_archive_of_a_later_version_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="newer_archive"):
        read(SOURCE, Export({"redbridge.json": packed(made.manifest(version=2))}).zipped(tmp_path / "e.zip"))


def test_wrong_kinds_everywhere_break_nothing(tmp_path: Path) -> None:
    told = read(SOURCE, made.odd().unfolded(tmp_path))
    assert told.faults
    assert {row.post.visibility for row in told.posts() if row.post} <= {"everyone", "me"}


def test_spoiled_archives_break_nothing() -> None:
    for export in spoiled(made.archive(), SPOILED):
        with suppress(Unreadable):
            take(SOURCE, export)


@pytest.mark.django_db
@pytest.mark.usefixtures("own_folder")
def test_what_the_site_writes_is_read_whole(dana: Person) -> None:
    picture = upload(dana)
    media.describe_picture(dana, picture_id=picture, alt="A cup of tea", language="en")
    publish(dana, kind="photo", title="Tea", caption="First cup #tea", picture_ids=[picture], place="Chengdu")
    publish(dana, kind="photo", caption="for me", visibility="me", picture_ids=[upload(dana)])
    publish(dana, kind="text", card_text="Steep twice.", card_style=2, caption="Why, below.")
    row = privacy.ask_archive(dana, parts=privacy.PARTS)
    privacy.make_archive(departure_id=row.id)
    assert Departure.objects.get(id=row.id).state == "ready"
    told = read(SOURCE, folders.file(row.id))
    assert told.faults == []
    notes = {str(note.id): note for note in Note.objects.filter(author=dana)}
    assert {row.source_id for row in told.posts()} == set(notes)
    for row_ in told.posts():
        post, note = row_.post, notes[row_.source_id]
        assert post is not None
        wanted = (note.kind, note.title, note.caption, note.visibility, note.place, note.card_text, note.card_style)
        own = (post.own.get("card_text", ""), post.own["card_style"])
        assert (post.kind, post.title, post.text, post.visibility, post.place, *own) == wanted
        assert row_.at == note.published_at.replace(microsecond=0)
        assert all(medium.member for medium in post.media)
    assert told.profile is not None
    assert told.profile.handle == "dana@localhost:8000"


def _posts(tmp_path: Path) -> dict[str, Post]:
    told: Told = read(SOURCE, made.archive().zipped(tmp_path / "posts.zip"))
    return {row.source_id: row.post for row in told.posts() if row.post}
