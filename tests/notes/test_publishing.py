from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.events.models import Announcement
from redbridge.kit.errors import NotAllowed, NotFound, Refused, TooFast
from redbridge.kit.ids import moment_of
from redbridge.media import folders
from redbridge.media.models import Picture
from redbridge.notes import actions, queries, versions
from redbridge.notes.models import Draft, Note, NoteVersion
from tests.notes.conftest import publish, row, upload

pytestmark = pytest.mark.django_db


def announced(name: str) -> list[int]:
    return [row.payload["note_id"] for row in Announcement.objects.filter(event=name).order_by("id")]


def test_a_photo_note(mei: Person) -> None:
    pictures = [row(mei), row(mei)]
    note = actions.publish_note(
        mei,
        title=" Longjing \n before rain ",
        caption="First harvest\r\n\r\n\r\n\r\nfrom the hill\x00 #Tea",
        picture_ids=pictures,
        cover_index=1,
        place="Hangzhou",
    )
    note.refresh_from_db()
    assert (note.title, note.caption) == ("Longjing before rain", "First harvest\n\nfrom the hill #Tea")
    assert (note.language, note.place, note.picture_count, note.cover_id) == ("en", "Hangzhou", 2, pictures[1])
    assert [picture.id for picture in queries.pictures_of([note.id])[note.id]] == pictures
    assert all(picture.is_open and picture.is_attached for picture in Picture.objects.all())
    assert announced("NotePublished") == [note.id]
    assert queries.note_count_of(mei) == 1
    assert queries.hashtag("tea").note_count == 1


def test_a_text_note_gets_a_card(lin: Person) -> None:
    note = actions.publish_note(lin, kind="text", card_text="慢慢来，比较快", card_style=2)
    card = note.cover
    assert card is not None
    assert (card.alt, note.language, note.picture_count) == ("慢慢来，比较快", "zh-Hans", 1)
    assert (folders.folder(card.id, card.secret) / "480.webp").read_bytes()[:4] == b"RIFF"


def test_a_chosen_language_wins(mei: Person) -> None:
    assert publish(mei, caption="and the cat of the house", language="es").language == "es"


def test_an_old_note_stands_at_its_own_date(mei: Person) -> None:
    moment = timezone.now() - timedelta(days=400)
    old, new = publish(mei, at=moment), publish(mei)
    assert abs(moment_of(old.position) - moment) < timedelta(seconds=1)
    assert queries.notes_by(None, person=mei).note_ids == [new.id, old.id]
    with pytest.raises(Refused):
        publish(mei, at=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": "x" * 101}, "title"),
        ({"caption": "x" * 10_001}, "caption"),
        ({"caption": " ".join(f"#tag{n}x" for n in range(31))}, "caption"),
        ({"caption": " ".join(f"@person{n}" for n in range(21))}, "caption"),
        ({"place": "x" * 61}, "place"),
        ({"place": "30.2741, 120.1551"}, "place"),
        ({"place": "30°16'N 120°E"}, "place"),
        ({"kind": "reel"}, "kind"),
        ({"visibility": "friends"}, "visibility"),
        ({"language": "klingon"}, "language"),
        ({"picture_ids": []}, "pictures"),
        ({"picture_ids": [12345]}, "pictures"),
        ({"kind": "text"}, "card_text"),
        ({"kind": "text", "card_text": "x" * 301}, "card_text"),
        ({"kind": "text", "card_text": "x", "card_style": 100_000}, "card_style"),
        ({"cover_index": 18}, "cover_index"),
    ],
)
def test_what_is_refused_names_its_field(mei: Person, said: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        publish(mei, **said)
    assert refused.value.field == field
    assert str(refused.value)
    assert not Note.objects.exists()


def test_the_longest_that_fits(mei: Person) -> None:
    tags = " ".join(f"#tag{number}x" for number in range(30))
    note = publish(mei, title="题" * 100, caption=tags.ljust(10_000, "x"), picture_ids=[row(mei) for _ in range(18)])
    assert (len(note.title), len(note.caption), note.picture_count) == (100, 10_000, 18)


def test_nineteen_pictures_are_too_many(mei: Person) -> None:
    with pytest.raises(Refused, match="18"):
        publish(mei, picture_ids=[row(mei) for _ in range(19)])


def test_pictures_of_others_and_of_other_notes_are_refused(mei: Person, ken: Person) -> None:
    used = queries.pictures_of([publish(mei).id])
    [[picture]] = used.values()
    for picture_id in (row(ken), picture.id):
        with pytest.raises(Refused):
            publish(mei, picture_ids=[picture_id])
    broken = row(mei)
    Picture.objects.filter(id=broken).update(progress="refused")
    with pytest.raises(Refused):
        publish(mei, picture_ids=[broken])


def test_only_listed_notes_count(mei: Person) -> None:
    for visibility in ("unlisted", "followers", "mutuals", "me"):
        publish(mei, visibility=visibility, caption="#tea")
    assert queries.note_count_of(mei) == 0
    assert queries.hashtag("tea").note_count == 0
    open_pictures = Picture.objects.filter(is_open=True).count()
    assert open_pictures == 1, "the unlisted note's"


def test_somebody_suspended_cannot_publish(mei: Person) -> None:
    Person.objects.update(standing="suspended")
    with pytest.raises(NotAllowed):
        publish(Person.objects.get(), picture_ids=[])


def test_too_many_at_once(mei: Person) -> None:
    def publish_on_and_on() -> None:
        for _ in range(50):
            publish(mei)

    with pytest.raises(TooFast) as fast:
        publish_on_and_on()
    assert 0 < fast.value.retry_after <= 60
    assert 20 <= Note.objects.count() <= 40, "a minute may have begun anew"


def test_a_draft_published_twice_is_one_note(mei: Person) -> None:
    draft = actions.save_draft(mei, caption="once")
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[upload(mei)])
    first = actions.publish_draft(mei, draft_id=draft.id)
    assert actions.publish_draft(mei, draft_id=draft.id).id == first.id == draft.id
    assert Note.objects.count() == 1
    assert not Draft.objects.exists()
    assert announced("NotePublished") == [first.id]


def test_a_draft_of_somebody_else_is_not_there(mei: Person, ken: Person) -> None:
    draft = actions.save_draft(mei, caption="mine")
    with pytest.raises(NotFound):
        actions.publish_draft(ken, draft_id=draft.id)
    note = publish(mei)
    with pytest.raises(NotFound):
        actions.publish_draft(ken, draft_id=note.id)


def test_an_edit_keeps_what_was_before(mei: Person, ken: Person, ruth: Person) -> None:
    first, second, third = row(mei), row(mei), row(mei)
    note = actions.publish_note(mei, title="Before", caption="#old", picture_ids=[first, second], cover_index=1)
    version = note.version
    draft = actions.edit_note(mei, note_id=note.id)
    assert (draft.title, draft.cover_index, draft.id) == ("Before", 1, note.id)
    assert actions.edit_note(mei, note_id=note.id).id == draft.id
    actions.save_draft(mei, draft_id=draft.id, title="After", caption="#new")
    actions.remove_picture_from_draft(mei, draft_id=draft.id, picture_id=first)
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[third])
    assert queries.get_note(ken, note_id=note.id).title == "Before"
    actions.publish_draft(mei, draft_id=draft.id)

    note.refresh_from_db()
    assert (note.title, note.version > version, note.edited_at is not None) == ("After", True, True)
    assert [picture.id for picture in queries.pictures_of([note.id])[note.id]] == [second, third]
    [former] = versions.versions_of(mei, note_id=note.id)
    assert (former.version, former.title, former.picture_ids) == (version, "Before", [first, second])
    assert versions.versions_of(ruth, note_id=note.id) == versions.versions_of(ken, note_id=note.id) == [former]
    assert not Picture.objects.get(id=first).is_open
    assert versions.former_picture_is_visible(ken, picture_id=first)
    assert (queries.hashtag("old").note_count, queries.hashtag("new").note_count) == (0, 1)
    assert announced("NoteChanged") == [note.id]
    assert queries.note_count_of(mei) == 1


def test_a_text_note_is_drawn_anew_only_when_its_words_change(mei: Person) -> None:
    note = actions.publish_note(mei, kind="text", card_text="Slow tea")
    before = note.cover_id
    draft = actions.edit_note(mei, note_id=note.id)
    actions.save_draft(mei, draft_id=draft.id, caption="more words")
    assert actions.publish_draft(mei, draft_id=draft.id).cover_id == before
    draft = actions.edit_note(mei, note_id=note.id)
    actions.save_draft(mei, draft_id=draft.id, card_text="Slower tea")
    assert actions.publish_draft(mei, draft_id=draft.id).cover_id != before
    assert NoteVersion.objects.count() == 2


def test_publishing_costs_the_same_with_more_pictures_and_tags(mei: Person) -> None:
    counts = []
    for number in (1, 9):
        pictures = [row(mei) for _ in range(number)]
        caption = " ".join(f"#t{number}x{place}y" for place in range(number))
        with CaptureQueriesContext(connection) as asked:
            actions.publish_note(mei, picture_ids=pictures, caption=caption)
        counts.append(sum("SAVEPOINT" not in query["sql"] and "cache" not in query["sql"] for query in asked))
    assert counts[1] <= counts[0]
    assert counts[0] <= 28
