"""Files that lie, files that are too much, and pictures of others."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.kit.errors import Refused
from redbridge.media.models import Picture
from redbridge.notes import actions as notes
from redbridge.web.guards import MOST_FROM_MEMBERS
from tests.cast import signed_in
from tests.media import bombs
from tests.web.walk.world import picture


@pytest.mark.django_db
def test_only_pictures_of_ones_own_are_attached(dana: Person, ken: Person) -> None:
    foreign = picture(dana)
    draft = notes.save_draft(ken, title="Mine")
    with pytest.raises(Refused):
        notes.add_pictures_to_draft(ken, draft_id=draft.id, picture_ids=[foreign.id])
    with pytest.raises(Refused):
        notes.publish_note(ken, title="Mine", picture_ids=[foreign.id])
    browser = signed_in(None, ken)
    sent = {"do": "publish", "title": "Mine", "order": str(foreign.id), "picture_ids": str(foreign.id)}
    sent |= {f"alt-{foreign.id}": "Mine now", f"crop-{foreign.id}": "11", "cover": str(foreign.id)}
    assert browser.post(f"/drafts/{draft.id}", sent).status_code == 422
    assert browser.post(f"/drafts/{draft.id}", {**sent, "do": f"remove-{foreign.id}"}).status_code == 303
    kept = Picture.objects.get(id=foreign.id)
    assert (kept.alt, kept.crop, kept.is_attached, kept.owner_id) == ("", "", False, dana.id)


@pytest.mark.django_db
@pytest.mark.parametrize("lie", [bombs.html, bombs.svg])
def test_a_file_is_what_it_holds_and_not_what_it_says(ken: Person, lie: Any) -> None:
    draft = notes.save_draft(ken, title="Mine")
    browser = signed_in(None, ken)
    file = SimpleUploadedFile("cat.jpg", lie(), "image/jpeg")
    answer = browser.post(f"/drafts/{draft.id}/pictures", {"picture": file})
    assert answer.status_code == 422
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_what_is_served_is_a_picture_and_nothing_beside_it(ken: Person) -> None:
    draft = notes.save_draft(ken, title="Mine")
    browser = signed_in(None, ken)
    file = SimpleUploadedFile("../../evil.html", bombs.jpeg_with_script(), "text/html")
    assert browser.post(f"/drafts/{draft.id}/pictures", {"picture": file}).status_code == 200
    row = Picture.objects.get()
    answer = browser.get(f"/media/{row.id}-{row.secret}/480.webp")
    body = b"".join(answer)
    assert bombs.PAYLOAD not in body
    assert b"alert" not in body
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert "private" in answer["Cache-Control"]
    for name in ("source", "480.html", "..%2f..%2fkeys%2fsecret.txt", "full.svg", "480.webp%00.html", "480.webp/x"):
        assert browser.get(f"/media/{row.id}-{row.secret}/{name}").status_code == 404, name


@pytest.mark.django_db
def test_nobody_fills_the_disk(dana: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    head = b'--b\r\nContent-Disposition: form-data; name="picture"; filename="a.jpg"\r\n\r\n'
    form = "multipart/form-data; boundary=b"
    member = signed_in(Client(enforce_csrf_checks=True), dana)
    member.cookies["csrftoken"] = "a" * 32
    for browser, size in ((client, 3_000_000), (member, MOST_FROM_MEMBERS + 1)):
        answer = browser.generic("POST", "/sign-in/second-step", head, form, CONTENT_LENGTH=str(size))
        assert answer.status_code == 413
