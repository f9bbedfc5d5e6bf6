"""What a newcomer can check by looking, and the table of all such checks in docs/arrival-checks.md."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ExifTags, Image

from redbridge.accounts.models import Person
from redbridge.arrival.models import ArrivedItem
from redbridge.events.worker import run_waiting
from redbridge.interactions.models import Save
from redbridge.media import folders as media_folders
from tests.arrival import baggage
from tests.cast import signed_in

ROOT = Path(__file__).parents[2]
CHECK = re.compile(r"^\| (\d+) \| .* \| (.*) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def preview(browser: Client, path: Path) -> str:
    """The page on which somebody chooses, for a file that they just sent."""
    sent = {"archive": SimpleUploadedFile(path.name, path.read_bytes())}
    address = browser.post("/arrive/new", sent)["Location"]
    run_waiting()
    return browser.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("own_folder")
class TestLooking:
    def test_the_page_names_the_parts_that_are_not_in_the_file(self, dana: Person, tmp_path: Path) -> None:
        whole = baggage.tiktok(posts=2)
        little = {"Profile": whole["Profile"], "Video": {"Videos": whole["Post"]["Posts"]}}
        text = preview(signed_in(Client(), dana), baggage.packed(tmp_path, little))
        absent = text.partition("Not in this file")[2].partition("</details>")[0]
        for part in ("Likes", "Saved", "Searches"):
            assert f"<li>{part}</li>" in absent
        assert "<li>Posts" not in absent

    def test_several_links_in_one_post_are_one_slot_for_as_many_pictures(self, dana: Person, tmp_path: Path) -> None:
        content = baggage.tiktok(posts=1)
        row = content["Post"]["Posts"]["VideoList"][0]
        row["Link"] = "\n".join(f"https://p16-sign.tiktokcdn-us.com/obj/tos-p{n}~noop.jpeg?x-expires=1" for n in "123")
        baggage.brought(dana, baggage.packed(tmp_path, content))
        slot = ArrivedItem.objects.get(state=ArrivedItem.State.SLOT)
        assert slot.content is not None
        assert slot.content["media"] == 3

    def test_where_a_picture_was_taken_is_in_no_file_of_ours(self, dana: Person, tmp_path: Path) -> None:
        exif = Image.Exif()
        exif[ExifTags.Base.Make] = "zqcamera"
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "zqdatum"
        taken = io.BytesIO()
        Image.new("RGB", (64, 64), "teal").save(taken, "JPEG", exif=exif)
        assert b"zqdatum" in taken.getvalue()
        path = tmp_path / "instagram.zip"
        uri = "media/posts/202304/1_n_1.jpg"
        rows = [{"media": [{"uri": uri, "creation_timestamp": 1680350400, "title": "Tea"}]}]
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(uri, taken.getvalue())
            archive.writestr("your_instagram_activity/media/posts_1.json", json.dumps(rows))
        assert baggage.brought(dana, path).imported == 1
        path.unlink()
        run_waiting()
        stored = [each for each in media_folders.root().rglob("*") if each.is_file()]
        assert stored
        assert [each for each in stored if re.search(b"zqdatum|zqcamera", each.read_bytes())] == []

    def test_names_of_collections_are_offered_and_what_they_held_is_not_known(
        self, dana: Person, tmp_path: Path
    ) -> None:
        content = baggage.tiktok(posts=1)
        favorites = {"FavoriteCollectionList": [{"Date": "2024-01-01 10:00:00", "FavoriteCollection": "Soups"}]}
        content["Your Activity"]["Favorite Collection"] = favorites
        browser = signed_in(Client(), dana)
        assert "The export does not say what they held." in preview(browser, baggage.packed(tmp_path, content))
        baggage.brought(dana, baggage.packed(tmp_path, content), consents={"posts": True, "collections": True})
        run_waiting()
        assert 'value="Soups"' in browser.get("/first-week/taste").content.decode()
        assert not Save.objects.filter(person=dana).exists()


def test_every_check_names_tests_that_exist() -> None:
    table = dict(CHECK.findall((ROOT / "docs" / "arrival-checks.md").read_text(encoding="utf-8")))
    assert sorted(map(int, table)) == list(range(1, 21))
    for number, cell in table.items():
        named = NAMED.findall(cell)
        assert named, f"check {number} names no test"
        for path, name in named:
            text = (ROOT / path).read_text(encoding="utf-8")
            assert re.search(rf"^\s*def {name}\(", text, re.MULTILINE), f"{path} has no {name}"
