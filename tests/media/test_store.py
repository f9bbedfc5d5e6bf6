import io
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from redbridge.accounts.models import Person
from redbridge.events.models import Announcement
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotAllowed, NotFound, Problem, Refused
from redbridge.media import actions, folders, pictures, queries
from redbridge.media.models import Picture, Portrait
from tests.media.sources import jpeg, located_jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    root = tmp_path / "media"
    settings.MEDIA_ROOT = root
    return root


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., Any]:
    """Runs an action as if its transaction were the outermost."""

    def run(action: Callable[..., Any], *arguments: Any, **said: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return action(*arguments, **said)

    return run


def folder(picture: Picture) -> Path:
    return folders.folder(picture.id, picture.secret)


def names(picture: Picture) -> set[str]:
    return {file.name for file in folder(picture).iterdir()}


def test_the_preview_is_there_at_once_and_the_rest_follows(mei: Person) -> None:
    picture = actions.upload_picture(mei, source=located_jpeg())
    assert (picture.progress, picture.widths, picture.ratio) == ("preview", [480], "34")
    assert names(picture) == {"128.webp", "360.webp", "480.webp", "source"}
    assert queries.srcset(picture) == ", ".join(
        f"/media/{picture.id}-{picture.secret}/{width}.webp {width}w" for width in (360, 480)
    )
    assert queries.address(picture, 2048).endswith("/480.webp")
    run_waiting(twice=True)
    picture.refresh_from_db()
    assert (picture.progress, picture.width, picture.height) == ("ready", 1200, 1600)
    assert names(picture) == {"128.webp", "360.webp", "480.webp", "1080.webp", "2048.webp", "full.jpg", "source"}
    assert queries.address(picture, 700).endswith("/1080.webp")
    assert queries.srcset(picture).count("w,") == 3
    assert Announcement.objects.filter(event="PictureChanged").exists()


def test_nothing_served_tells_where_or_with_what_it_was_taken(mei: Person) -> None:
    picture = actions.upload_picture(mei, source=located_jpeg())
    run_waiting()
    picture.refresh_from_db()
    for name in queries.names_of(picture):
        file = queries.file_of(picture, name)
        assert b"Secretcam" not in file.read_bytes()
        with Image.open(file) as image:
            assert not image.getexif()
    with pytest.raises(NotFound):
        queries.file_of(picture, folders.SOURCE)


def test_a_small_picture_is_offered_once(mei: Person) -> None:
    picture = actions.upload_picture(mei, source=jpeg(100, 100))
    run_waiting()
    picture.refresh_from_db()
    assert queries.srcset(picture) == f"/media/{picture.id}-{picture.secret}/480.webp 100w"


def test_files_are_for_the_site_alone(mei: Person, media_root: Path) -> None:
    actions.upload_picture(mei, source=jpeg())
    run_waiting()
    found = [path for path in media_root.rglob("*") if path.is_file()]
    assert found
    for path in found:
        assert path.stat().st_mode & 0o007 == 0
        assert path.parent.stat().st_mode & 0o007 == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<svg onload=alert(1)>", "not_a_picture"),
        (b"\xff\xd8\xff" + b"x" * 500, "broken"),
        (jpeg().getvalue()[:-200], "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (pictures.MAX_BYTES + 1), "too_big"),
        (jpeg(8, 8).getvalue(), "too_small"),
    ],
    ids=["empty", "svg", "garbage", "cut off", "too big", "too small"],
)
def test_what_is_refused_leaves_nothing_behind(mei: Person, media_root: Path, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.upload_picture(mei, source=io.BytesIO(content))
    assert (refused.value.code, refused.value.field) == (code, "picture")
    assert refused.value.sentence == str(pictures.sentence(code))
    assert not Picture.objects.exists()
    assert not Announcement.objects.filter(event="PictureUploaded").exists()
    assert [path for path in media_root.rglob("*") if path.is_file()] == []


def test_a_file_that_never_ends_is_cut_off(mei: Person) -> None:
    class Endless:
        given = 0

        def read(self, size: int = 0, /) -> bytes:
            self.given += size
            return b"\xff\xd8\xff" + b"x" * (size - 3)

    source = Endless()
    with pytest.raises(Refused):
        actions.upload_picture(mei, source=source)
    assert source.given < 2 * pictures.MAX_BYTES


def test_a_path_is_taken_and_left_where_it_is(mei: Person, tmp_path: Path) -> None:
    path = tmp_path / "mine.jpg"
    path.write_bytes(jpeg().getvalue())
    assert actions.upload_picture(mei, source=path, alt="Mine").alt == "Mine"
    assert path.exists()


@pytest.mark.parametrize("name", ["../480.webp", "..", "480.webp/../source", "", "/etc/passwd", "480.WEBP", "x\0"])
def test_only_fixed_names_become_paths(mei: Person, name: str) -> None:
    picture = actions.upload_picture(mei, source=jpeg())
    with pytest.raises(NotFound):
        queries.file_of(picture, name)
    for secret in ("..", "../" * 3, "A" * 32, "a" * 31, picture.secret + "\n"):
        with pytest.raises(ValueError, match="name"):
            folders.folder(picture.id, secret)


def test_an_address_holds_only_with_its_secret(mei: Person) -> None:
    picture = actions.upload_picture(mei, source=jpeg())
    assert queries.find_picture(picture_id=picture.id, secret=picture.secret) == picture
    for picture_id, secret in ((picture.id, "0" * 32), (picture.id, ""), (picture.id, "é"), (1, picture.secret)):
        with pytest.raises(NotFound):
            queries.find_picture(picture_id=picture_id, secret=secret)


def test_cutting_to_a_shape_and_back(mei: Person, ken: Person, committed: Callable[..., Any]) -> None:
    picture = actions.upload_picture(mei, source=jpeg(800, 600))
    run_waiting()
    square = committed(actions.crop_picture, mei, picture_id=picture.id, crop="11")
    assert (square.width, square.height, square.ratio, square.progress) == (600, 600, "11", "preview")
    assert square.secret != picture.secret
    assert not folder(picture).exists()
    run_waiting()
    whole = committed(actions.crop_picture, mei, picture_id=picture.id, crop="")
    assert (whole.width, whole.height, whole.ratio) == (800, 600, "43")
    with pytest.raises(Refused):
        actions.crop_picture(mei, picture_id=picture.id, crop="16:9")
    with pytest.raises(NotFound):
        actions.crop_picture(ken, picture_id=picture.id, crop="11")
    committed(actions.attach_pictures, picture_ids=[picture.id], is_open=True)
    run_waiting()
    with pytest.raises(Refused):
        actions.crop_picture(mei, picture_id=picture.id, crop="11")


def test_the_sent_file_goes_when_the_picture_is_published(mei: Person, committed: Callable[..., Any]) -> None:
    early, late = (actions.upload_picture(mei, source=jpeg()) for _ in range(2))
    committed(actions.attach_pictures, picture_ids=[early.id], is_open=True)
    assert folders.SOURCE in names(early), "it is still needed"
    committed(run_waiting)
    committed(actions.attach_pictures, picture_ids=[late.id], is_open=True)
    for picture in (early, late):
        picture.refresh_from_db()
        assert (picture.progress, picture.source) == ("ready", "gone")
        assert folders.SOURCE not in names(picture)


def test_a_picture_that_closes_while_it_is_made_is_made_all_the_same(
    mei: Person, committed: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = actions.upload_picture(mei, source=jpeg())
    actions.attach_pictures(picture_ids=[picture.id], is_open=True)
    derive = pictures.derive

    def closing(*arguments: Any, **said: Any) -> pictures.Derived:
        derived = derive(*arguments, **said)
        committed(actions.attach_pictures, picture_ids=[picture.id], is_open=False)
        return derived

    monkeypatch.setattr(pictures, "derive", closing)
    committed(actions.finish_picture, picture_id=picture.id)
    after = Picture.objects.get()
    assert (after.progress, after.secret != picture.secret) == ("ready", True)
    assert "full.jpg" in names(after)
    assert not folder(picture).exists()


def test_a_released_picture_takes_its_files_along(mei: Person, committed: Callable[..., Any]) -> None:
    picture = actions.upload_picture(mei, source=jpeg())
    committed(actions.release_pictures, picture_ids=[picture.id])
    assert not folder(picture).exists()
    assert not Picture.objects.exists()
    run_waiting()


def test_the_clock_forgets_what_nobody_used(mei: Person, committed: Callable[..., Any]) -> None:
    old, kept, fresh = (actions.upload_picture(mei, source=jpeg()) for _ in range(3))
    actions.attach_pictures(picture_ids=[kept.id], is_open=False, keep_source=True)
    run_waiting()
    Picture.objects.filter(id__in=[old.id, kept.id]).update(created_at=timezone.now() - timedelta(hours=25))
    committed(actions.purge_orphans)
    committed(actions.purge_sources)
    assert set(Picture.objects.values_list("id", "source")) == {(kept.id, "gone"), (fresh.id, "kept")}
    assert not folder(old).exists()
    assert folders.SOURCE not in names(kept)
    assert folders.SOURCE in names(fresh)


def test_stray_folders_are_swept(mei: Person, media_root: Path) -> None:
    picture = actions.upload_picture(mei, source=jpeg())
    stray = folders.make(folders.folder(picture.id, "0" * 32))
    half = folders.make(media_root / "000" / ".making-x")
    sent = folders.incoming()
    sent.touch()
    fresh = folders.make(folders.folder(picture.id, "1" * 32))
    long_ago = time.time() - 3 * 24 * 3600
    for path in (stray, half, sent, folder(picture)):
        os.utime(path, (long_ago, long_ago))
    actions.sweep_folders()
    assert [path.exists() for path in (stray, half, sent, fresh, folder(picture))] == [False, False, False, True, True]


def test_descriptions(mei: Person, ken: Person) -> None:
    picture = actions.upload_picture(mei, source=jpeg())
    assert actions.describe_picture(mei, picture_id=picture.id, alt=" A cup\x00 ", language="en").alt == "A cup"
    with pytest.raises(Refused):
        actions.describe_picture(mei, picture_id=picture.id, alt="x" * 1501)
    with pytest.raises(NotFound):
        actions.describe_picture(ken, picture_id=picture.id, alt="x")


def test_portrait_and_cover(mei: Person, ken: Person, committed: Callable[..., Any]) -> None:
    first, second, theirs = (actions.upload_picture(who, source=jpeg()).id for who in (mei, mei, ken))
    committed(actions.set_portrait, mei, picture_id=first)
    committed(actions.set_cover, mei, picture_id=second)
    with CaptureQueriesContext(connection) as asked:
        portraits = queries.portraits_of([mei.id, ken.id])
    assert ({key: row.id for key, row in portraits.items()}, len(asked)) == ({mei.id: first}, 1)
    assert queries.covers_of([mei.id])[mei.id].is_open
    assert queries.picture_is_shown_on_profile(picture_id=second)
    version = Person.objects.get(id=mei.id).version
    for picture_id in (theirs, second):
        with pytest.raises(Problem):
            actions.set_portrait(mei, picture_id=picture_id)
    committed(actions.set_portrait, mei, picture_id=None)
    assert not Picture.objects.filter(id=first).exists()
    assert Portrait.objects.get().cover_id == second
    assert Person.objects.get(id=mei.id).version > version
    actions.change_standing_of_picture(picture_id=second, state="hidden")
    assert queries.covers_of([mei.id]) == {}
    assert not Picture.objects.get(id=second).is_open


def test_a_card_is_a_picture_like_others(lin: Person) -> None:
    card = actions.draw_card(lin, text="慢慢来", style=0, language="zh-Hans")
    run_waiting()
    card.refresh_from_db()
    assert (card.progress, card.width, card.height, card.alt) == ("ready", 1080, 1440, "慢慢来")


def test_somebody_suspended_uploads_nothing(mei: Person) -> None:
    Person.objects.update(standing="suspended")
    with pytest.raises(NotAllowed):
        actions.upload_picture(Person.objects.get(), source=jpeg())


def test_small_ones_of_before_are_made_up_for(mei: Person) -> None:
    picture = actions.upload_picture(mei, source=located_jpeg())
    where = folder(picture)
    assert queries.file_of(picture, "360.webp") == where / "360.webp"
    (where / "360.webp").unlink()
    assert queries.file_of(picture, "360.webp") == where / "480.webp"
    assert queries.face(picture).endswith("/128.webp")
