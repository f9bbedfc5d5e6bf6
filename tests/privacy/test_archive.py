"""What an archive holds: everything of the person, nothing of others, in the form that is written down."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from redbridge.accounts.models import Person
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import NotFound, Refused, TooFast
from redbridge.mail.models import OutgoingMail
from redbridge.media import actions as media
from redbridge.notes import actions as notes
from redbridge.notifications.models import Notification
from redbridge.privacy import actions, folders, holdings, queries
from redbridge.privacy.archive import data
from redbridge.privacy.models import Departure
from redbridge.trust import actions as trust
from tests.notes.conftest import publish, upload
from tests.privacy.conftest import archive_of
from tests.privacy.filled import Filler

ROOT = Path(__file__).parents[2]
SECRET_TEXT = "words that Lin wrote"


@pytest.fixture
def life(dana: Person, lin: Person, mei: Person) -> dict[str, Any]:
    """A little of everything between three people."""
    media.set_portrait(dana, picture_id=upload(dana))
    picture = upload(dana)
    media.describe_picture(dana, picture_id=picture, alt="A cup of tea", language="en")
    note = publish(dana, kind="photo", title="Tea", caption="First cup #tea", picture_ids=[picture], place="Chengdu")
    private = publish(dana, kind="photo", caption="for me", visibility="me", picture_ids=[upload(dana)])
    other = publish(lin, kind="photo", caption=SECRET_TEXT, picture_ids=[upload(lin)])
    gone = publish(dana, kind="photo", caption="thrown away", picture_ids=[upload(dana)])
    notes.delete_note(dana, note_id=gone.id)
    interactions.like_note(dana, note_id=other.id)
    interactions.save_note(dana, note_id=other.id)
    interactions.comment(dana, note_id=other.id, text="what I said")
    interactions.comment(lin, note_id=note.id, text="what Lin said there")
    follows.follow(dana, person_id=lin.id)
    follows.follow(mei, person_id=dana.id)
    follows.block(dana, person_id=mei.id)
    return {"note": note, "private": private, "other": other, "picture": picture}


class TestWhole:
    """An archive from end to end."""

    @pytest.mark.usefixtures("life")
    def test_notes_come_with_words_pictures_and_descriptions(self, dana: Person) -> None:
        found = archive_of(dana)
        lines = found.lines("notes.jsonl")
        assert [line["caption"] for line in lines] == ["First cup #tea", "for me"]
        first = lines[0]
        assert (first["visibility"], first["place"], first["tags"]) == ("everyone", "Chengdu", ["tea"])
        assert first["pictures"][0]["alt"] == "A cup of tea"
        assert found.zip.read(first["pictures"][0]["file"])[:4] == b"RIFF"
        manifest = found.json("redbridge.json")
        assert (manifest["format"], manifest["version"]) == ("redbridge-archive", 1)
        assert manifest["counts"]["notes"] == 2
        assert manifest["counts"]["comments"] == 1
        assert manifest["person"]["portrait"] in found.names

    @pytest.mark.usefixtures("life")
    def test_nothing_of_what_others_wrote_is_in_it(self, dana: Person) -> None:
        everything = archive_of(dana).everything()
        assert b"what I said" in everything
        assert SECRET_TEXT.encode() not in everything
        assert b"what Lin said there" not in everything
        assert b"thrown away" not in everything

    def test_lists_have_the_columns_that_mastodon_reads(self, dana: Person, life: dict[str, Any]) -> None:
        found = archive_of(dana)
        rows = list(csv.reader(io.StringIO(found.text("csv/following_accounts.csv"))))
        assert rows == [
            ["Account address", "Show boosts", "Notify on new posts", "Languages"],
            ["lin@localhost:8000", "true", "false", ""],
        ]
        assert found.text("csv/blocked_accounts.csv") == "mei@localhost:8000\n"
        assert found.text("csv/bookmarks.csv") == f"http://localhost:8000/n/{life['other'].id}\n"

    def test_it_is_a_mastodon_archive_as_well(self, dana: Person, life: dict[str, Any]) -> None:
        found = archive_of(dana)
        outbox = found.json("outbox.json")
        assert outbox["totalItems"] == 2
        public, private = (item["object"] for item in outbox["orderedItems"])
        assert public["to"] == ["https://www.w3.org/ns/activitystreams#Public"]
        assert private["to"] == ["http://localhost:8000/@dana"]
        attachment = public["attachment"][0]
        assert attachment["name"] == "A cup of tea"
        assert attachment["url"].removeprefix("/") in found.names
        assert found.json("actor.json")["preferredUsername"] == "dana"
        assert found.json("likes.json")["orderedItems"] == [f"http://localhost:8000/n/{life['other'].id}"]

    @pytest.mark.usefixtures("life")
    def test_pages_open_from_the_disk_and_name_only_what_is_there(self, dana: Person) -> None:
        found = archive_of(dana)
        pages = [name for name in found.names if name.endswith(".html")]
        assert "index.html" in pages
        for page in pages:
            text = found.text(page)
            assert "<script" not in text
            assert "style=" not in text
            for target in _local_targets(text):
                place = (Path("/") / Path(page).parent / target).resolve().relative_to("/")
                assert place.as_posix() in found.names, (page, target)

    def test_markup_of_people_stays_text(self, dana: Person) -> None:
        publish(
            dana, kind="photo", title="<script>alert(1)</script>", caption="<img src=x>", picture_ids=[upload(dana)]
        )
        found = archive_of(dana)
        page = next(name for name in found.names if name.startswith("pages/notes-"))
        assert "<script" not in found.text(page)
        assert "<img src=x" not in found.text(page)
        assert "<script" not in found.json("outbox.json")["orderedItems"][0]["object"]["content"]

    @pytest.mark.usefixtures("life")
    def test_only_the_parts_that_were_asked_for(self, dana: Person) -> None:
        found = archive_of(dana, parts=("notes",))
        assert set(found.names) == {"notes.jsonl", "drafts.jsonl", "comments.jsonl", "redbridge.json"}
        assert found.lines("notes.jsonl")[0]["pictures"][0]["file"] is None


def _local_targets(text: str) -> list[str]:
    found = re.findall(r'(?:href|src|poster)="([^"]+)"', text)
    return [each for each in found if "://" not in each and not each.startswith("#")]


class TestRegister:
    """Fields that are tagged for export, and no others."""

    def test_every_field_that_is_tagged_for_export_is_in_the_archive(self, dana: Person, lin: Person) -> None:
        filler = Filler(dana, lin, "canary")
        for model, _holding in holdings.exported_models():
            if model._meta.label not in {"accounts.Person", "accounts.SignIn"} | set(filler.made):
                if model._meta.label == "accounts.Preferences":
                    continue
                filler.row(model._meta.label)
        found = archive_of(dana)
        missing = []
        for model, holding in holdings.exported_models():
            rows = found.json(data.table_name(model))
            shown = {name for row in rows for name in row}
            lookups = holding.whose
            hidden = set.intersection(*(holdings.hidden_fields(holding, each) for each in lookups))
            wanted = set(holdings.exported_fields(model)) - hidden
            missing += [f"{model._meta.label}.{name}" for name in sorted(wanted - shown)]
            unwanted = shown - set(holdings.exported_fields(model)) - {"id"}
            assert not unwanted, (model, unwanted)
        assert missing == []

    def test_no_secret_leaves(self, dana: Person, lin: Person) -> None:
        filler = Filler(dana, lin, "canary")
        filler.row("accounts.AccessToken", token_hash="hash-of-a-token")
        filler.row("usersessions.UserSession", session_key="key-of-a-session")
        filler.row("notifications.PushSubscription", endpoint="https://push.example/secret")
        everything = archive_of(dana).everything()
        for secret in (b"hash-of-a-token", b"key-of-a-session", b"push.example", dana.sign_in.password.encode()):
            assert secret not in everything

    def test_who_reported_stays_unknown_to_the_reported(self, dana: Person, lin: Person) -> None:
        note = publish(dana, kind="photo", picture_ids=[upload(dana)], caption="reported")
        trust.report(lin, subject="note", subject_id=note.id, reason="spam", words="she did it again")
        everything = archive_of(dana).everything()
        assert b"she did it again" not in everything
        own = archive_of(lin)
        assert own.json("data/trust.Report.json")[0]["words"] == "she did it again"
        assert "evidence" not in own.json("data/trust.Report.json")[0]


class TestAsking:
    """Who may ask, how often, and who may have it."""

    def test_one_at_a_time_and_two_a_day(self, dana: Person) -> None:
        first = actions.ask_archive(dana)
        assert actions.ask_archive(dana).id == first.id
        actions.make_archive(departure_id=first.id)
        archive_of(dana)
        with pytest.raises(TooFast):
            actions.ask_archive(dana)

    @pytest.mark.usefixtures("life")
    def test_a_suspended_person_may_leave_with_everything(self, dana: Person) -> None:
        Person.objects.filter(id=dana.id).update(standing="suspended")
        dana.refresh_from_db()
        assert len(archive_of(dana).lines("notes.jsonl")) == 2

    def test_unknown_parts_are_refused(self, dana: Person) -> None:
        for parts in ((), ("everything",)):
            with pytest.raises(Refused):
                actions.ask_archive(dana, parts=parts)

    def test_only_its_owner_gets_the_file_and_only_for_a_week(self, dana: Person, lin: Person) -> None:
        archive_of(dana)
        row = Departure.objects.get(person=dana)
        assert queries.archive_file(dana, departure_id=row.id, secret=row.secret).is_file()
        for viewer, secret in ((lin, row.secret), (dana, "0" * 32)):
            with pytest.raises(NotFound):
                queries.archive_file(viewer, departure_id=row.id, secret=secret)
        Departure.objects.filter(id=row.id).update(expires_at=row.asked_at)
        with pytest.raises(NotFound):
            queries.archive_file(dana, departure_id=row.id, secret=row.secret)
        actions.end_archives()
        assert not folders.folder(row.id).exists()
        assert Departure.objects.get(id=row.id).state == "gone"

    def test_a_dropped_archive_is_no_longer_made(self, dana: Person, django_capture_on_commit_callbacks: Any) -> None:
        row = actions.ask_archive(dana)
        with django_capture_on_commit_callbacks(execute=True):
            actions.drop_archive(dana, departure_id=row.id)
        actions.make_archive(departure_id=row.id)
        assert not folders.folder(row.id).exists()

    def test_the_person_is_told_when_it_is_ready(self, dana: Person, settings: Any) -> None:
        settings.CAN_MAIL = True
        dana.sign_in.emailaddress_set.create(email="dana@example.org", verified=True, primary=True)  # type: ignore[attr-defined]
        archive_of(dana)
        row = Departure.objects.get(person=dana)
        actions.tell_archive_ready(departure_id=row.id)
        assert Notification.objects.get(person=dana).kind == "archive_ready"
        assert "settings/archive" in OutgoingMail.objects.get().text


@pytest.mark.usefixtures("life")
def test_the_schema_describes_real_archives(dana: Person) -> None:
    publish(dana, kind="text", caption="said", card_text="in large letters", picture_ids=[])
    said = {"brand": "River", "name": "A pot", "rating": 9, "barcode": "96385074"}
    changed = publish(dana, kind="review", title="A pot", details=said, picture_ids=[])
    draft = notes.edit_note(dana, note_id=changed.id)
    notes.save_draft(dana, draft_id=draft.id, revision=draft.revision, title="A better pot")
    notes.publish_draft(dana, draft_id=draft.id)
    notes.save_draft(dana, title="Not yet", kind="photo")
    schema = json.loads((ROOT / "docs/archive.schema.json").read_text())
    found = archive_of(dana)
    for name, definition in (("notes", "note"), ("drafts", "draft"), ("comments", "comment")):
        check = Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{definition}"})
        lines = found.lines(f"{name}.jsonl")
        assert lines, name
        assert [problem.message for line in lines for problem in check.iter_errors(line)] == []
    assert any(line["versions"] for line in found.lines("notes.jsonl"))
    rows = Draft202012Validator({"type": "array", "items": schema["$defs"]["row"]})
    for name in found.names:
        if name.startswith("data/"):
            rows.validate(found.json(name))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(found.json("redbridge.json"))


def test_the_schema_refuses_what_is_no_note() -> None:
    schema = json.loads((ROOT / "docs/archive.schema.json").read_text())
    check = Draft202012Validator({"$defs": schema["$defs"], "$ref": "#/$defs/note"})
    assert not check.is_valid({"id": "1", "kind": "photo"})
