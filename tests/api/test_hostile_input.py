"""Every operation, times everything that nobody should send: each is a problem with a sentence, or does no harm."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from redbridge.accounts.models import Person
from redbridge.accounts.scopes import SCOPES
from redbridge.api.openapi import document
from redbridge.api.urls import api
from redbridge.arrival import actions as arrival
from redbridge.interactions import actions as interactions
from redbridge.kit import limits
from redbridge.notes import actions as notes
from redbridge.privacy import actions as privacy
from tests.api.program import Program
from tests.api.test_walk import operations
from tests.interactions.stage import publish
from tests.web.walk.arrivals import bring, waiting
from tests.web.walk.world import picture

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 10**30, 1.5, "", " ", "a" * 20_000, "9" * 5_000, str(2**70), "-1", "٣", "a\x01like\x02", [], {},
    "\"'><zq onload=zq()></title></script>", "../../../etc/passwd", "\u202e\u2066", [[[]]], {"a": {"b": {}}},
    ["a"] * 500, "2020-01-01", "0000-00-00T99:99", "\ud83d\ude00", ["x" * 5_000], {"x" * 5_000: 1},
)  # fmt: skip
TURNS = 3  # operations, and fields of one, share the oddities, so that hundreds of fields are asked in a minute
PATHS = {
    "address": ("ken", "nobody", "a" * 300, "%00", "..%2F..", "@@", "%F0%9F%98%80"),
    "topic": ("cats", "nothing", "a" * 300),
    "name": ("tea", "%00", "a" * 300, "%23", "%F0%9F%98%80"),
    "group": ("comments", "nothing", "%00", "a" * 300),
    "subject": ("note", "nothing", "%00"),
    "language": ("en", "xx-yy-zz", "a" * 300, "%00"),
    "offset": ("0", "9" * 25),
    "version": ("1", "9" * 25),
    "step": ("note", "nothing", "%00"),
    "source": ("tiktok", "nothing", "%00"),
    "secret": ("guessed", "%00", "a" * 300),
}
BAD_IDS = ("0", "9" * 19, "9" * 25, "9223372036854775808")
INSIDES = ("Traceback", 'File "', "pydantic", "OperationalError", "DoesNotExist", "sqlite", "psycopg")


@pytest.fixture
def stage(dana: Person, ken: Person, omar: Person, settings: Any, tmp_path: Path) -> Iterator[dict[str, Any]]:
    settings.DATA_DIR = tmp_path
    with limits.paused():
        note, other = publish(dana, "Tea"), publish(ken, "Coffee")
        comment = interactions.comment(omar, note_id=other.id, text="Which?")
        draft = notes.save_draft(omar, title="Begun")
        collection = interactions.create_collection(omar, name="Tea")
        mine = publish(omar, "Mine")
        lacking = waiting(omar, lambda: "Tea")
        handle = arrival.claim_handle(omar, platform="tiktok", handle="omar")
        yield {
            "program": Program(omar, SCOPES),
            "note_id": (mine.id, note.id),
            "comment_id": (comment.id,),
            "draft_id": (draft.id,),
            "collection_id": (collection.id,),
            "picture_id": (picture(omar).id,),
            "subject_id": (other.id,),
            "arrival_id": (bring(omar, lambda: "Tea", "tea.json", 7_500_000_000_000_000_000).id,),
            "slot_id": (lacking.id,),
            "handle_id": (handle.id,),
            "mentoring_id": (arrival.ask_for_mentor(omar, language="en").id,),
            "archive_id": (privacy.ask_archive(omar).id,),
        }


def _paths(path: str, stage: dict[str, Any]) -> Iterator[str]:
    """The address as it should be, then with each of its parts as nobody should write it."""
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    good = {name: (PATHS.get(name) or stage.get(name) or (1,))[0] for name in names}
    yield path.format(**good)
    for name in names:
        for bad in PATHS.get(name, BAD_IDS):
            yield path.format(**{**good, name: bad})


def _bodies(operation: dict[str, Any], schemas: dict[str, Any], number: int) -> Iterator[Any]:
    """Each field of the body as nobody should send it, and some of what is no body at all."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if not content:
        return
    schema = schemas[content["schema"]["$ref"].rpartition("/")[2]]
    yield from ODD[number % TURNS :: TURNS]
    needed = {name: _fitting(schema["properties"][name]) for name in schema.get("required", ())}
    for place, name in enumerate(schema["properties"]):
        for odd in ODD[(place + number) % TURNS :: TURNS]:
            yield {**needed, name: odd}


def _fitting(schema: dict[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    return {"integer": 1, "array": [], "object": {}}.get(schema.get("type", ""), "1")


def test_every_operation_answers_every_oddity_with_a_problem_or_does_no_harm(stage: dict[str, Any]) -> None:
    program, faults, seen = stage["program"], list[str](), set[int]()
    described, schemas = document(api)["paths"], document(api)["components"]["schemas"]
    for number, (name, (method, path)) in enumerate(operations().items()):
        if name == "end_current_token":
            continue
        paths = list(_paths(path.removeprefix("/api/bridge/v1/"), stage))
        sent = [(each, None) for each in paths] + [
            (paths[0], body) for body in _bodies(described[path][method.lower()], schemas, number)
        ]
        sent += [
            (f"{paths[0]}?{query}", None) for query in ("limit=0", "limit=x", "after=%FF", "after=djE6eA", "starts=")
        ]
        for address, body in sent:
            with transaction.atomic():
                answer = program.send(method, address, body)
                transaction.set_rollback(True)
            seen.add(answer.status_code)
            faults += [f"{name} {address[:80]} {str(body)[:80]}: {fault}" for fault in _faults(answer)]
    assert not faults, "\n".join(faults[:40])
    assert {200, 201, 204, 400, 404, 422} <= seen, "what is as it should be is done"
    assert not {401, 429} & seen


def _faults(answer: Any) -> list[str]:
    text = answer.content.decode()
    found = [f"shows {word}" for word in INSIDES if word in text]
    if answer.status_code >= 500:
        found.append(str(answer.status_code))
    if answer.status_code >= 400 and not (answer.data.get("detail") and answer.data["status"] == answer.status_code):
        found.append("says nothing")
    return found


@pytest.mark.parametrize(
    "body",
    [
        b'--b\r\nContent-Disposition: form-data; name="picture"; filename="a.jpg"\r\n\r\n\xff\xd8',
        b"--b--\r\n",
        b"",
        b"--b\r\n" * 1000,
        b'--b\r\nContent-Disposition: form-data; name="picture"\r\n\r\nno file\r\n--b--\r\n',
    ],
)
@pytest.mark.parametrize("path", ["pictures", "me/portrait"])
@pytest.mark.parametrize("key", ["", "once"])
def test_broken_forms_with_files_are_problems(dana: Person, path: str, body: bytes, key: str) -> None:
    program = Program(dana)
    headers = {**program.headers, **({"Idempotency-Key": key} if key else {})}
    for kind in ("multipart/form-data; boundary=b", "multipart/form-data", "application/json"):
        answer = program.client.generic("POST", f"/api/bridge/v1/{path}", body, kind, headers=headers)
        assert answer.status_code in {400, 422}, (kind, answer.status_code)
        assert answer["Content-Type"] == "application/problem+json"
