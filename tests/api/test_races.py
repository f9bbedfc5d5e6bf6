"""The same sent twice at once is done once, whatever the database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from redbridge.accounts.models import Person, Receipt
from redbridge.interactions.models import Comment
from redbridge.notes.models import Note
from tests.api.program import Program
from tests.interactions.stage import publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("file_database")]
TEXT = {"kind": "text", "card_text": "Tea at noon"}


def at_once(program: Program, path: str, bodies: list[Any], **headers: str) -> list[Any]:
    start = Barrier(len(bodies))

    def send(body: Any) -> Any:
        try:
            other = Program()
            other.headers = dict(program.headers)
            start.wait()
            return other.post(path, body, **headers)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(send, bodies))


def test_one_key_sent_at_once_makes_one_note(dana: Person) -> None:
    program = Program(dana)
    answers = at_once(program, "notes", [TEXT] * 4, Idempotency_Key="one")
    assert Note.objects.count() == 1
    found = [answer.status_code for answer in answers]
    assert set(found) <= {201, 409}
    assert 201 in found
    waiting = [answer for answer in answers if answer.status_code == 409]
    assert all((each.data["code"], each["Retry-After"]) == ("in_progress", "1") for each in waiting)
    again = program.post("notes", TEXT, Idempotency_Key="one")
    assert {again.data["id"], *(each.data["id"] for each in answers if each.status_code == 201)} == {again.data["id"]}
    assert Receipt.objects.get().status == 201


def test_one_key_with_two_bodies_at_once_does_one_of_them(dana: Person, ken: Person) -> None:
    note = publish(ken, "Tea")
    bodies = [{"text": f"Comment {number}"} for number in range(4)]
    answers = at_once(Program(dana), f"notes/{note.id}/comments", bodies, Idempotency_Key="one")
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422]
    assert Comment.objects.count() == 1


def test_different_keys_do_not_wait_for_each_other(dana: Person, ken: Person) -> None:
    note = publish(ken, "Tea")
    program = Program(dana)
    start = Barrier(3)

    def send(number: int) -> int:
        try:
            other = Program()
            other.headers = dict(program.headers)
            start.wait()
            return int(
                other.post(f"notes/{note.id}/comments", {"text": f"{number}"}, Idempotency_Key=f"k{number}").status_code
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(send, range(3))) == [201] * 3
    assert Comment.objects.count() == 3
