from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from redbridge.accounts.models import Person, SignIn
from redbridge.events.models import Announcement
from redbridge.events.worker import run_waiting
from redbridge.interactions import actions as interactions
from redbridge.interactions import queries as meetings
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.media import actions as media
from redbridge.media.models import Picture
from redbridge.notes import actions as publishing
from redbridge.notes import queries as notes
from redbridge.notes.models import Note
from redbridge.trust import actions, queries
from redbridge.trust.models import Decision, Report
from redbridge.trust.norms import NORMS
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(dana: Person) -> Note:
    return publish(dana)


def is_seen(viewer: Person | None, note: Note) -> bool:
    return bool(notes.visible_notes(viewer, ids=[note.id]))


def report(actor: Person, note: Note) -> Report:
    return actions.report(actor, subject="note", subject_id=note.id, reason="spam")


def test_hiding_names_the_rule_its_version_and_the_words(note: Note, dana: Person, ken: Person, ruth: Person) -> None:
    made = report(ken, note)
    decision = actions.hide(ruth, subject="note", subject_id=note.id, rule="spam", words=" Third copy ")
    assert (is_seen(ken, note), is_seen(None, note), is_seen(dana, note), is_seen(ruth, note)) == (
        False,
        False,
        True,
        True,
    )
    note.refresh_from_db()
    assert (note.standing_rule, note.standing_rule_version, note.standing_case) == (
        "spam",
        NORMS["spam"].version,
        decision.id,
    )
    [statement] = queries.decisions_about(dana, subject="note", subject_id=note.id)
    assert (statement.action, statement.norm, statement.rule_version, statement.words, statement.moderator_id) == (
        "hide",
        NORMS["spam"],
        NORMS["spam"].version,
        "Third copy",
        None,
    )
    made.refresh_from_db()
    assert (made.state, made.decision) == (Report.State.ACTED, decision)
    assert queries.report_count(ruth) == 0
    assert Announcement.objects.get(event="Decided").payload == {"decision_id": decision.id}


def test_restoring_brings_everything_back(note: Note, dana: Person, lin: Person, ruth: Person) -> None:
    interactions.like_note(lin, note_id=note.id)
    interactions.comment(lin, note_id=note.id, text="Lovely")
    actions.hide(ruth, subject="note", subject_id=note.id, rule="spam")
    actions.restore(ruth, subject="note", subject_id=note.id, words="Our mistake")
    assert is_seen(None, note)
    assert meetings.tallies([note.id])[note.id] == meetings.Counts(1, 0, 1)
    note.refresh_from_db()
    assert (note.standing, note.standing_rule) == ("visible", "")
    actions_taken = [row.action for row in queries.decisions_about(dana, subject="note", subject_id=note.id)]
    assert actions_taken == ["restore", "hide"]


def test_a_comment_is_hidden_and_restored_with_its_count(note: Note, lin: Person, ken: Person, ruth: Person) -> None:
    comment = interactions.comment(lin, note_id=note.id, text="Unkind")
    actions.hide(ruth, subject="comment", subject_id=comment.id, rule="respect")
    assert meetings.comments_of(ken, note_id=note.id).comments == []
    assert meetings.tallies([note.id])[note.id].comments == 0
    actions.restore(ruth, subject="comment", subject_id=comment.id)
    assert [row.id for row in meetings.comments_of(ken, note_id=note.id).comments] == [comment.id]


def test_a_picture_is_hidden_alone(dana: Person, ken: Person, ruth: Person) -> None:
    pictures = []
    for color in ("teal", "coral"):
        file = BytesIO()
        Image.new("RGB", (600, 800), color).save(file, "JPEG")
        file.seek(0)
        pictures.append(media.upload_picture(dana, source=file).id)
    note = publishing.publish_note(dana, picture_ids=pictures)
    actions.hide(ruth, subject="picture", subject_id=pictures[1], rule="nudity")
    assert [row.id for row in notes.pictures_of([note.id])[note.id]] == [pictures[0]]
    assert not meetings.picture_is_visible(ken, picture_id=pictures[1])
    assert not Picture.objects.get(id=pictures[1]).is_open
    actions.restore(ruth, subject="picture", subject_id=pictures[1])
    assert [row.id for row in notes.pictures_of([note.id])[note.id]] == pictures


def test_a_suspension_takes_everything_off_and_ends_by_the_clock(note: Note, dana: Person, ruth: Person) -> None:
    until = timezone.now() + timedelta(days=3)
    actions.suspend_person(ruth, person_id=dana.id, rule="fraud", words="Not yours to sell", until=until)
    assert not is_seen(None, note)
    actions.lift_ended_suspensions()
    assert not is_seen(None, note)
    Person.objects.filter(id=dana.id).update(standing_until=timezone.now() - timedelta(seconds=1))
    actions.lift_ended_suspensions()
    actions.lift_ended_suspensions()
    run_waiting(twice=True)
    assert is_seen(None, note)
    assert list(Decision.objects.order_by("id").values_list("action", "moderator")) == [
        ("suspend", ruth.id),
        ("restore", None),
    ]
    with pytest.raises(Refused):
        actions.suspend_person(ruth, person_id=dana.id, rule="fraud", until=timezone.now())


def test_dismissing_closes_the_reports_and_tells_the_owner_nothing(
    note: Note, dana: Person, ken: Person, ruth: Person
) -> None:
    made = report(ken, note)
    decision = actions.dismiss_reports(ruth, subject="note", subject_id=note.id)
    made.refresh_from_db()
    assert (made.state, is_seen(None, note)) == (Report.State.DISMISSED, True)
    assert queries.decisions_about(dana, subject="note", subject_id=note.id) == []
    with pytest.raises(NotFound):
        queries.get_decision(dana, decision_id=decision.id)
    with pytest.raises(Refused):
        actions.dismiss_reports(ruth, subject="person", subject_id=dana.id)


def test_a_second_click_is_the_same_decision(note: Note, ken: Person, ruth: Person) -> None:
    report(ken, note)
    hide = partial(actions.hide, ruth, subject="note", subject_id=note.id, rule="spam")
    assert hide() == hide()
    dismissed = partial(actions.dismiss_reports, ruth, subject="note", subject_id=note.id)
    assert dismissed().action == "hide"
    restore = partial(actions.restore, ruth, subject="note", subject_id=note.id)
    assert restore() == restore()
    assert Decision.objects.count() == 2


def test_only_moderators_and_operators_decide(note: Note, dana: Person, ken: Person, omar: Person) -> None:
    report(ken, note)
    for decide in (
        partial(actions.hide, subject="note", subject_id=note.id, rule="spam"),
        partial(actions.restore, subject="note", subject_id=note.id),
        partial(actions.dismiss_reports, subject="note", subject_id=note.id),
        partial(actions.suspend_person, person_id=ken.id, rule="spam"),
    ):
        with pytest.raises(NotAllowed):
            decide(dana)
    assert not Decision.objects.exists()
    assert actions.hide(omar, subject="note", subject_id=note.id, rule="spam").moderator == omar


def test_nobody_decides_about_their_own_things(ruth: Person, omar: Person, ken: Person) -> None:
    own = publish(ruth)
    report(ken, own)
    for decide in (partial(actions.hide, rule="spam"), actions.restore, actions.dismiss_reports):
        with pytest.raises(NotAllowed):
            decide(ruth, subject="note", subject_id=own.id)
    with pytest.raises(NotAllowed):
        actions.suspend_person(ruth, person_id=ruth.id, rule="spam")
    assert actions.dismiss_reports(omar, subject="note", subject_id=own.id).moderator == omar


def test_nobody_decides_about_their_own_report_unless_alone(note: Note, ruth: Person, omar: Person) -> None:
    report(ruth, note)
    hide = partial(actions.hide, subject="note", subject_id=note.id, rule="spam")
    with pytest.raises(NotAllowed):
        hide(ruth)
    SignIn.objects.filter(person=omar).update(is_operator=False)
    assert hide(ruth).moderator == ruth


def test_only_an_operator_decides_about_somebody_who_moderates(ruth: Person, omar: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.suspend_person(ruth, person_id=omar.id, rule="spam")
    assert actions.suspend_person(omar, person_id=ruth.id, rule="spam").moderator == omar


def test_a_rule_has_to_be_named(note: Note, ruth: Person) -> None:
    for rule in ("", "nonsense"):
        with pytest.raises(Refused):
            actions.hide(ruth, subject="note", subject_id=note.id, rule=rule)
    with pytest.raises(NotFound):
        actions.hide(ruth, subject="note", subject_id=7, rule="spam")
    with pytest.raises(NotFound):
        actions.hide(ruth, subject="nonsense", subject_id=note.id, rule="spam")


def test_reporters_learn_the_outcome_but_not_the_words(note: Note, ken: Person, lin: Person, ruth: Person) -> None:
    report(ken, note)
    decision = actions.hide(ruth, subject="note", subject_id=note.id, rule="spam", words="Between us")
    told = queries.get_decision(ken, decision_id=decision.id)
    assert (told.action, told.words, told.moderator_id) == ("hide", "", None)
    assert queries.get_decision(ruth, decision_id=decision.id).moderator_id == ruth.id
    for viewer in (lin, None):
        with pytest.raises(NotFound):
            queries.get_decision(viewer, decision_id=decision.id)
    assert [row.id for row in queries.latest_decisions(ruth)] == [decision.id]
