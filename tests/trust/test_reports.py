from functools import partial
from io import BytesIO

import pytest
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from redbridge.accounts.models import Person
from redbridge.events.models import Announcement
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import NotAllowed, NotFound, Refused, TooFast
from redbridge.media import actions as media
from redbridge.notes import actions as notes
from redbridge.notes.models import Note
from redbridge.trust import actions, queries
from redbridge.trust.models import Report
from redbridge.trust.norms import NORMS, get_norm
from tests.cast import join_cast
from tests.interactions.stage import at_once, many_notes, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(dana: Person) -> Note:
    return publish(dana, "Buy now", title="Cheap", caption="Call me")


def report(actor: Person | None, note: Note, **fields: str) -> Report:
    return actions.report(actor, subject="note", subject_id=note.id, **{"reason": "spam", **fields})


def test_norms_say_why_and_show_what_they_mean() -> None:
    assert set(NORMS) == {"respect", "spam", "nudity", "violence", "privacy", "fraud", "minors", "illegal"}
    for norm in NORMS.values():
        assert all(part.isdecimal() for part in norm.version.split(".")), norm.id
        assert str(norm.title)
        assert str(norm.why)
        assert norm.allowed
        assert norm.not_allowed
    with pytest.raises(Refused):
        get_norm("nonsense")


def test_a_report_freezes_what_was_there(note: Note, dana: Person, ken: Person) -> None:
    made = report(ken, note, words=" Third time today ")
    assert (made.owner_id, made.reason, made.words, made.subject_version) == (dana.id, "spam", "Third time today", 1)
    notes.delete_note(dana, note_id=note.id)
    kept = Report.objects.get().evidence
    assert (kept["title"], kept["text"], kept["card_text"], kept["version"]) == ("Cheap", "Call me", "Buy now", 1)
    assert Announcement.objects.get(event="Reported").payload == {"report_id": made.id}


def test_evidence_names_the_pictures(dana: Person, ken: Person) -> None:
    file = BytesIO()
    Image.new("RGB", (600, 800), "teal").save(file, "JPEG")
    file.seek(0)
    picture = media.upload_picture(dana, source=file)
    note = notes.publish_note(dana, picture_ids=[picture.id])
    assert report(ken, note).evidence["picture_ids"] == [str(picture.id)]
    made = actions.report(ken, subject="picture", subject_id=picture.id, reason="nudity")
    assert (made.owner_id, made.evidence["sha256"]) == (dana.id, picture.sha256)


def test_comments_and_people_can_be_reported(note: Note, dana: Person, lin: Person, ken: Person) -> None:
    comment = interactions.comment(lin, note_id=note.id, text="Unkind")
    made = actions.report(ken, subject="comment", subject_id=comment.id, reason="respect")
    assert (made.owner_id, made.evidence["text"]) == (lin.id, "Unkind")
    made = actions.report(ken, subject="person", subject_id=dana.id, reason="fraud")
    assert (made.owner_id, made.evidence["address"]) == (dana.id, "dana")


def test_who_blocks_somebody_can_still_be_reported_by_them(dana: Person, ken: Person) -> None:
    follows.block(dana, person_id=ken.id)
    assert actions.report(ken, subject="person", subject_id=dana.id, reason="respect").owner_id == dana.id


def test_a_second_report_is_the_first(note: Note, ken: Person, ruth: Person) -> None:
    first = report(ken, note)
    assert report(ken, note, reason="fraud") == first
    actions.dismiss_reports(ruth, subject="note", subject_id=note.id)
    assert report(ken, note).id == first.id
    assert Report.objects.count() == 1


def test_two_clicks_at_once_make_one_report(file_database: None, note: Note, ken: Person) -> None:
    results = at_once(*[partial(report, ken, note)] * 4)
    assert len({row.id for row in results}) == 1 == Report.objects.count()


def test_a_changed_note_can_be_reported_again(note: Note, dana: Person, ken: Person, ruth: Person) -> None:
    report(ken, note)
    actions.dismiss_reports(ruth, subject="note", subject_id=note.id)
    Note.objects.filter(id=note.id).update(version=2)
    assert report(ken, note).subject_version == 2


def test_signed_out_people_can_report_a_little(dana: Person) -> None:
    found = many_notes(dana, 6)
    for note in found[:5]:
        assert report(None, note, client="203.0.113.7").reporter is None
    with pytest.raises(TooFast):
        report(None, found[5], client="203.0.113.7")
    assert report(None, found[5], client="203.0.113.8").reporter is None


def test_a_crowd_cannot_fill_the_queue(note: Note, ruth: Person) -> None:
    for number in range(25):
        report(None, note, client=f"203.0.113.{number}")
    assert Report.objects.count() == actions.MOST_OPEN_SIGNED_OUT


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"reason": "nonsense"}, "reason"), ({"reason": ""}, "reason"), ({"words": "x" * 1001}, "words")],
)
def test_a_bad_report_is_refused_beside_its_field(note: Note, ken: Person, fields: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        report(ken, note, **fields)
    assert refused.value.field == field


@pytest.mark.parametrize("subject", ["note", "comment", "person", "picture", "nonsense", ""])
def test_nothing_that_is_not_there_can_be_reported(ken: Person, subject: str) -> None:
    for viewer in (ken, None):
        with pytest.raises(NotFound):
            actions.report(viewer, subject=subject, subject_id=7, reason="spam")


def test_reports_do_not_tell_what_one_may_not_see(dana: Person, ken: Person) -> None:
    closed = publish(dana, visibility="followers")
    for viewer in (ken, None):
        with pytest.raises(NotFound):
            report(viewer, closed)
        with pytest.raises(NotFound):
            queries.reportable(viewer, subject="note", subject_id=closed.id)


def test_nobody_reports_themselves(note: Note, dana: Person) -> None:
    with pytest.raises(Refused):
        report(dana, note)


def test_the_queue_has_one_row_for_each_thing(
    dana: Person, ken: Person, ruth: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lin, mei = join_cast(["lin", "mei"]).values()
    first, second, third = many_notes(dana, 3)
    report(ken, first)
    report(lin, second, reason="respect")
    report(mei, second, reason="respect")
    report(ken, second, reason="fraud")
    queries.open_reports(ruth)
    with django_assert_num_queries(3):
        found = queries.open_reports(ruth)
    assert [(entry.subject_id, entry.count, entry.owner_id) for entry in found.entries] == [
        (second.id, 3, dana.id),
        (first.id, 1, dana.id),
    ]
    assert found.entries[0].reasons == {"respect": 2, "fraud": 1}
    assert (queries.report_count(ruth), queries.report_count(ken), queries.report_count(None)) == (2, 0, 0)
    report(lin, third)
    page = queries.open_reports(ruth, limit=2)
    rest = queries.open_reports(ruth, after=page.next, limit=2)
    assert [entry.subject_id for entry in (*page.entries, *rest.entries)] == [third.id, second.id, first.id]
    assert rest.next is None


def test_only_moderators_and_operators_look_into_the_queue(note: Note, ken: Person, ruth: Person, omar: Person) -> None:
    report(ken, note)
    for moderator in (ruth, omar):
        assert len(queries.open_reports(moderator).entries) == 1
        assert len(queries.reports_on(moderator, subject="note", subject_id=note.id)) == 1
        assert queries.thing(moderator, subject="note", subject_id=note.id).evidence["title"] == "Cheap"
    for viewer in (ken, None):
        for look in (
            queries.open_reports,
            queries.latest_decisions,
            partial(queries.reports_on, subject="note", subject_id=note.id),
            partial(queries.thing, subject="note", subject_id=note.id),
        ):
            with pytest.raises(NotAllowed):
                look(viewer)
