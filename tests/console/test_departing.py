"""What the law asks of whoever runs a site, typed at a real data folder."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.console.conftest import House

pytestmark = pytest.mark.processes
CANARY = "zqcanary"
PEOPLE = f"""
import io
from PIL import Image
from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.interactions import actions as interactions
from redbridge.media import actions as media
from redbridge.notes import actions as notes
from redbridge.privacy import actions as privacy

def member(handle):
    accounts.join(handle=handle, password="a long quiet river", name="{CANARY} name", language="en",
                  birth_month="1990-05", region="US", reads=("en",), is_demo=False)
    return Person.objects.get(handle=handle)

dana, lin = member("dana"), member("lin")
Person.objects.filter(handle="lin").update(name="Lin", name_key="lin")
picture = io.BytesIO()
Image.new("RGB", (300, 400), "teal").save(picture, "JPEG", comment=b"{CANARY}")
picture.seek(0)
shown = media.upload_picture(dana, source=picture, alt="{CANARY} alt")
notes.publish_note(dana, kind="photo", title="{CANARY} title", caption="{CANARY} #zqcanarytag", picture_ids=[shown.id])
text = notes.publish_note(lin, kind="text", card_text="Of Lin", picture_ids=[])
interactions.comment(dana, note_id=text.id, text="{CANARY} comment")
privacy.make_archive(departure_id=privacy.ask_archive(dana).id)
"""


def holding_canaries(folder: Path) -> list[str]:
    """Files with a canary in them, however it is written."""
    marks = (CANARY.encode(), CANARY.encode("utf-16-le"))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(mark in path.read_bytes().lower() for mark in marks)]


@pytest.fixture
def lived_in(house: House) -> House:
    done = house.command("manage", "shell", "-c", PEOPLE, REDBRIDGE_DATA=str(house.folder))
    assert done.returncode == 0, done.stderr
    return house


def test_a_person_is_written_out_and_then_erased_to_the_last_byte(lived_in: House, tmp_path: Path) -> None:
    target = tmp_path / "dana.zip"
    told = json.loads(lived_in.on("export-person", "@dana", str(target), "--json").stdout)
    assert (told["handle"], told["notes"], told["comments"]) == ("dana", 1, 1)
    assert target.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(target) as archive:
        assert f"{CANARY} title" in archive.read("notes.jsonl").decode()
    assert "redbridge.sqlite3" in holding_canaries(lived_in.folder)
    refused = lived_in.on("export-person", "@dana", str(target))
    assert (refused.returncode, "is there already" in refused.stderr) == (1, True)
    told = json.loads(lived_in.on("erase-person", "dana", "--yes", "--json").stdout)
    assert told == {"handle": "dana", "erased": True}
    assert holding_canaries(lived_in.folder) == []
    assert not any((lived_in.folder / "archives").iterdir())
    again = lived_in.on("erase-person", "dana", "--yes")
    assert (again.returncode, again.stderr) == (1, "Error: Nobody here is called @dana.\n")
    assert lived_in.on("export-person", "lin", str(tmp_path / "lin.zip")).returncode == 0


def test_nothing_is_erased_without_being_sure(lived_in: House) -> None:
    asked = lived_in.on("erase-person", "dana")
    assert asked.returncode == 1
    assert "for good?" in asked.stderr
    assert "redbridge.sqlite3" in holding_canaries(lived_in.folder)
