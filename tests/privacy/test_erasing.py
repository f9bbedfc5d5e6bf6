"""After the purge nothing of somebody is left: shown by canaries in every field, every file and the database itself."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from redbridge.accounts import queries as people
from redbridge.accounts.models import HandleHold, Person, SignIn
from redbridge.arrival import folders as uploads
from redbridge.feed.models import ExploreEntry, HomeEntry
from redbridge.follows import actions as follows
from redbridge.follows import queries as ties
from redbridge.interactions import actions as interactions
from redbridge.interactions import queries as counted
from redbridge.interactions.models import Comment
from redbridge.kit.errors import NotFound, Refused
from redbridge.mail.models import OutgoingMail
from redbridge.media import folders as media
from redbridge.media.models import Picture, Video
from redbridge.notifications import actions as notifications
from redbridge.notifications.models import Bell, Notification
from redbridge.privacy import actions, folders, holdings, queries
from redbridge.privacy.models import Departure, Farewell, Signpost
from redbridge.trust.models import Decision, Report
from tests.cast import PASSWORD
from tests.file_database import file_database
from tests.notes.conftest import publish, upload
from tests.privacy.filled import Filler

__all__ = ["file_database"]
CANARY = "zqcanary"
BYTES = b"zqcanary in a file"
KEPT_ROWS = {"trust.Report", "trust.Decision"}


def plant(person: Person, other: Person) -> Filler:
    """A row in every table of the register, once as theirs and once naming them, and bytes in every folder."""
    filler = Filler(person, other, CANARY)
    person.sign_in.emailaddress_set.create(email=f"{CANARY}@example.org", verified=True)  # type: ignore[attr-defined]
    fields = ("name", "name_key", "bio", "from_place", "standing_rule")
    Person.objects.filter(id=person.id).update(links=[f"https://{CANARY}.example"], **dict.fromkeys(fields, CANARY))
    once = {"accounts.Person", "accounts.SignIn", "accounts.Preferences"}
    for model, _holding in holdings.models():
        if model._meta.label not in once | set(filler.made):
            filler.row(model._meta.label)
    _plant_the_other_way(filler, person, other)
    OutgoingMail.objects.create(to=f"{CANARY}@example.org", subject=CANARY, text=CANARY, headers={})
    apps.get_model("arrival.WaitingNewcomer").objects.create(token_hash="x", email=f"{CANARY}@example.org")
    _plant_files(person)
    return filler


def _plant_the_other_way(filler: Filler, person: Person, other: Person) -> None:
    note = publish(other, kind="photo", picture_ids=[upload(other)], caption="stays")
    Comment.objects.create(note=note, author=person, text=CANARY, created_at=timezone.now())
    Notification.objects.create(person=other, actor=person, group="comments", kind="reply", key=CANARY)
    Report.objects.create(
        reporter=other, owner=person, subject="note", subject_id=1, words=CANARY, evidence={"a": CANARY}
    )
    Decision.objects.create(owner=other, moderator=person, subject="note", subject_id=2, action="hide", words="for all")


def _plant_files(person: Person) -> None:
    for kind in (Picture, Video):
        for row in kind.objects.filter(owner=person):
            folder = media.make(media.folder(row.id, row.secret))
            (folder / "full.jpg").write_bytes(BYTES)
    for arrival_id in apps.get_model("arrival.Arrival").objects.filter(person=person).values_list("id", flat=True):
        uploads.make(arrival_id)
        uploads.upload(arrival_id).write_bytes(BYTES)
    for departure_id in Departure.objects.filter(person=person).values_list("id", flat=True):
        folders.folder(departure_id).mkdir(parents=True)
        folders.file(departure_id).write_bytes(BYTES)


def found_in_tables() -> list[str]:
    """Where a canary still sits."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            found += [f"{model._meta.label}.{name}" for name, value in row.items() if CANARY in str(value).lower()]
    return found


def found_in_files(root: Path) -> list[str]:
    """Files below the folder with a canary in them or in their name."""
    return [
        str(path)
        for path in root.rglob("*")
        if CANARY in path.name or (path.is_file() and CANARY.encode() in path.read_bytes().lower())
    ]


@pytest.fixture
def planted(dana: Person, lin: Person) -> Filler:
    return plant(dana, lin)


@pytest.mark.usefixtures("planted")
@pytest.mark.django_db(transaction=True)
class TestCanaries:
    """One erasure, looked at from every side."""

    def test_no_table_no_file_and_no_log_holds_any(self, dana: Person, caplog: pytest.LogCaptureFixture) -> None:
        assert len(found_in_tables()) > 100
        assert len(found_in_files(settings.DATA_DIR)) >= 4
        with caplog.at_level(logging.DEBUG, logger="redbridge"):
            assert actions.erase_person(person_id=dana.id)
        assert found_in_tables() == [], found_in_tables()
        assert found_in_files(settings.DATA_DIR) == []
        assert CANARY not in caplog.text

    def test_nothing_but_the_kept_rows_names_the_person_by_number(self, dana: Person) -> None:
        actions.erase_person(person_id=dana.id)
        left = []
        for model in apps.get_models(include_auto_created=True):
            for row in model._default_manager.values():
                left += [model._meta.label for value in row.values() if value == dana.id]
        assert set(left) <= {"events.Announcement"}
        assert HandleHold.objects.filter(handle="dana", reason="left").exists()

    def test_what_is_kept_of_a_case_is_what_was_decided(self, dana: Person) -> None:
        kept = [(model, model._default_manager.count()) for model in map(apps.get_model, sorted(KEPT_ROWS))]
        actions.erase_person(person_id=dana.id)
        for model, count in kept:
            assert model._default_manager.count() == count
        assert Decision.objects.get(subject_id=2).words == "for all"
        assert not Report.objects.filter(owner=dana.id).exists()
        assert not Report.objects.filter(state="open", words="", evidence={}).exclude(reporter=None).exists()

    def test_an_erasure_that_was_stopped_goes_on(self, dana: Person) -> None:
        with connection.execute_wrapper(_stop_at_the_end), pytest.raises(RuntimeError):
            actions.erase_person(person_id=dana.id)
        assert Person.objects.filter(id=dana.id).exists()
        assert actions.erase_person(person_id=dana.id)
        assert found_in_tables() == []
        assert not actions.erase_person(person_id=dana.id)


def _stop_at_the_end(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.startswith('DELETE FROM "accounts_person"'):
        raise RuntimeError
    return execute(sql, params, many, context)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a file of its own is SQLite's")
def test_the_database_file_itself_forgets(file_database: None, dana: Person, lin: Person) -> None:
    plant(dana, lin)
    file = Path(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert CANARY.encode() in file.read_bytes()
    actions.erase_person(person_id=dana.id)
    assert [path.name for path in file.parent.glob("*.sqlite3*") if CANARY.encode() in path.read_bytes()] == []


class TestOthers:
    """What stays of others is true afterwards."""

    def test_counts_of_others_settle(self, dana: Person, lin: Person, mei: Person) -> None:
        note = publish(lin, kind="photo", picture_ids=[upload(lin)])
        for person in (dana, mei):
            interactions.like_note(person, note_id=note.id)
            interactions.save_note(person, note_id=note.id)
            follows.follow(person, person_id=lin.id)
        own = interactions.comment(dana, note_id=note.id, text="mine")
        reply = interactions.comment(mei, note_id=note.id, text="an answer", reply_to=own.id)
        other = interactions.comment(mei, note_id=note.id, text="another")
        interactions.like_comment(dana, comment_id=other.id)
        notifications.fold_likes(note.id, is_news=True)
        follows.follow(lin, person_id=dana.id)
        actions.erase_person(person_id=dana.id)
        found = counted.tallies([note.id])[note.id]
        assert (found.likes, found.saves, found.comments) == (1, 1, 2)
        tally = ties.tallies([lin.id])[lin.id]
        assert (tally.followers, tally.following) == (1, 0)
        reply.refresh_from_db()
        assert (reply.text, reply.parent_id) == ("an answer", None)
        assert Comment.objects.get(id=other.id).likes == 0
        told = Notification.objects.get(person=lin, kind="like")
        assert (told.actor_id, told.count) == (mei.id, 1)
        unseen = Notification.objects.filter(person=lin, group="likes-saves", seen_at=None).count()
        assert Bell.objects.get(person=lin).likes == unseen

    def test_comments_of_others_go_with_the_note(self, dana: Person, lin: Person) -> None:
        note = publish(dana, kind="photo", picture_ids=[upload(dana)])
        interactions.comment(lin, note_id=note.id, text="under it")
        HomeEntry.objects.create(viewer=lin, note=note, position=note.position)
        follows.follow(lin, person_id=dana.id)
        actions.erase_person(person_id=dana.id)
        assert not Comment.objects.exists()
        assert not HomeEntry.objects.exists()
        assert not ExploreEntry.objects.exists()


class TestFarewell:
    """Hidden at once, back while there is grace, gone afterwards."""

    def test_it_takes_the_password(self, dana: Person) -> None:
        with pytest.raises(Refused):
            actions.ask_farewell(dana, password="no")
        assert not Farewell.objects.exists()

    def test_hidden_at_once_and_back_unharmed(self, dana: Person) -> None:
        note = publish(dana, kind="photo", picture_ids=[upload(dana)])
        row = actions.ask_farewell(dana, password=PASSWORD)
        assert row.due_at - row.asked_at == timedelta(days=30)
        with pytest.raises(NotFound):
            people.person_by_address(None, address="dana")
        assert actions.purge_due() == 0
        actions.undo_farewell(people.sign_in_of(dana))
        assert people.person_by_address(None, address="dana").id == dana.id
        assert not Farewell.objects.exists()
        Person.objects.filter(id=dana.id).update(closed_at=None)
        assert actions.purge_due() == 0
        note.refresh_from_db()

    def test_after_the_grace_the_clock_purges(self, dana: Person) -> None:
        actions.ask_farewell(dana, password=PASSWORD)
        Farewell.objects.update(due_at=timezone.now())
        assert actions.purge_due() == 1
        assert not Person.objects.filter(handle="dana").exists()
        assert not SignIn.objects.filter(username="dana").exists()
        assert not people.handle_is_free("dana")

    def test_somebody_closed_without_a_farewell_goes_too(self, dana: Person) -> None:
        Person.objects.filter(id=dana.id).update(closed_at=timezone.now() - timedelta(days=31))
        assert actions.purge_due() == 1

    def test_the_signpost_stays_a_year_and_holds_two_things(self, dana: Person) -> None:
        actions.set_forwarding(dana, address="@dana@example.org", said="See you there")
        actions.ask_farewell(dana, password=PASSWORD, keeps_signpost=True)
        Farewell.objects.update(due_at=timezone.now())
        actions.purge_due()
        found = queries.signpost("dana")
        assert (found.address, found.said) == ("https://example.org/@dana", "")
        assert Signpost.objects.values().get().keys() == {"handle", "address", "until"}
        Signpost.objects.update(until=timezone.now())
        with pytest.raises(NotFound):
            queries.signpost("dana")
        actions.purge_due()
        assert not Signpost.objects.exists()

    def test_coming_back_takes_the_signpost_down(self, dana: Person) -> None:
        actions.set_forwarding(dana, address="https://example.org/dana")
        actions.ask_farewell(dana, password=PASSWORD, keeps_signpost=True)
        assert Signpost.objects.exists()
        actions.undo_farewell(people.sign_in_of(dana))
        assert not Signpost.objects.exists()
