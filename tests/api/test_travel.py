"""Arriving with an export and leaving with an archive, by the API alone; and what old lists must not tell."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from redbridge.accounts.models import Person
from redbridge.api.downloads import MOST_AT_ONCE, download
from redbridge.arrival.models import OldHandle
from redbridge.events.worker import run_waiting
from redbridge.kit import limits
from tests.api.program import PREFIX, Program
from tests.arrival import baggage
from tests.arrival.acquaintances import brings, proved
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    with limits.paused():
        yield


def send(program: Program, arrival_id: str, offset: int, part: bytes) -> Any:
    path = f"{PREFIX}arrivals/{arrival_id}/parts/{offset}"
    return program.client.put(path, part, "application/octet-stream", headers=program.headers)


def bring(program: Program, content: dict[str, Any]) -> str:
    """The path of an export that was sent in two parts, one of them twice, and read."""
    export = json.dumps(content).encode()
    begun = program.post("arrivals", {"name": "user_data_tiktok.json", "size": len(export)})
    assert (begun.status_code, begun.data["state"]) == (201, "receiving")
    arrival_id, half = begun.data["id"], len(export) // 2
    assert send(program, arrival_id, 0, export[:half]).json()["received"] == half
    lost = send(program, arrival_id, 0, export[:half])
    assert (lost.status_code, lost.json()["code"], lost.json()["received"]) == (409, "offset", half)
    assert send(program, arrival_id, half, export[half:]).json()["state"] == "uploaded"
    run_waiting()
    return f"arrivals/{arrival_id}"


def test_arrive_with_an_export_and_leave_with_an_archive(dana: Person, ken: Person) -> None:
    program = Program(dana)
    path = bring(program, baggage.tiktok(posts=4, private=[3], following=["lin.paints"]))
    read = program.get(path).data
    assert (read["state"], read["source"], read["found"]["posts"]) == ("previewed", "tiktok", 4)
    assert read["found"]["profile_handle"] == "dana.brews"
    assert Program(ken).get(path).status_code == 404

    facets = program.get(f"{path}/facets").data
    assert {each["value"] for each in facets["years"]} == {"2023"}
    first = program.get(f"{path}/posts?limit=3&year=2023")
    assert "year=2023&after=" in first["Link"]
    posts = first.data
    assert [post["title"] or post["text"] for post in posts["items"]][-1] == "Day 1 #tea"
    rest = program.get(f"{path}/posts?limit=3&after={posts['after']}").data
    assert (len(rest["items"]), rest["after"]) == (1, None)
    assert program.get(f"{path}/posts?after=djE6NQ").status_code == 200, "half a cursor"
    ordinals = [post["ordinal"] for post in posts["items"]]
    assert program.patch(f"{path}/posts", {"ordinals": ordinals, "tags": ["gone"]}).data == {"count": 3}
    assert program.post(f"{path}/posts/undo").data == {"count": 3}
    chosen = program.patch(
        f"{path}/choice", {"select": "none", "add": {"ordinals": ordinals}, "consents": {"following": True}}
    )
    assert chosen.data["found"]["consents"]["following"] is True
    assert program.get(f"{path}/facets").data["chosen"] == 3

    again = [program.post(f"{path}/start", Idempotency_Key="go") for _turn in range(2)]
    assert again[1]["Idempotency-Replayed"] == "true"
    run_waiting()
    done = program.get(path).data
    assert (done["state"], done["seen"]) == ("done", sum(done[name] for name in baggage.STATES))
    slots = program.get("me/slots").data
    assert (slots["total"], slots["items"][0]["platform"]) == (3, "tiktok")
    filled = program.post(f"me/slots/{slots['items'][0]['id']}", {"as_card": True, "audience": "everyone"}).data
    note = program.get(f"notes/{filled['note']}").data
    assert (note["from_year"], note["origin"]["url"]) == (2023, ""), "not proved yet"
    handle = program.get("me/handles").data["items"][0]
    assert (handle["handle"], handle["state"]) == ("@dana.brews", "claimed")
    assert program.delete(f"me/slots/{slots['items'][1]['id']}").status_code == 204
    assert program.get("me/slots").data["total"] == 1
    leave(program)
    assert program.post(f"{path}/undo", {}).status_code == 401


def leave(program: Program) -> None:
    """Everything is packed and taken; then nothing of it opens any more."""
    assert program.post("me/archives", {"password": "no"}).data["field"] == "password"
    asked = program.post("me/archives", {"password": PASSWORD, "parts": ["notes", "data"]})
    assert asked.status_code == 201, asked.data
    run_waiting()
    ready = program.get(f"me/archives/{asked.data['id']}").data
    assert ready["state"] == "ready"
    assert "file" not in ready, "only whoever knew the password knows where it lies"
    whole = take(program, asked.data["file"])
    assert (len(whole), zipfile.ZipFile(io.BytesIO(whole)).testzip()) == (ready["size"], None)
    assert program.post("me/farewell", {"password": "no"}).data["field"] == "password"
    left = program.post("me/farewell", {"password": PASSWORD}, Idempotency_Key="bye")
    assert (left.status_code, program.get("me").status_code) == (200, 401)


def take(program: Program, file: str) -> bytes:
    """A file that broke off after 1000 bytes and went on."""
    path = urlsplit(file).path
    first = program.client.get(path, headers={**program.headers, "Range": "bytes=0-999"})
    assert (first.status_code, first["Content-Range"].partition("/")[0]) == (206, "bytes 0-999")
    rest = {**program.headers, "Range": "bytes=1000-", "If-Range": first["ETag"]}
    second = program.client.get(path, headers=rest)
    assert (second.status_code, second["Content-Type"]) == (206, "application/zip")
    changed = program.client.get(path, headers={**rest, "If-Range": '"other"'})
    assert (changed.status_code, changed.content) == (200, first.content + second.content)
    beyond = program.client.get(path, headers={**program.headers, "Range": "bytes=999999999-"})
    assert beyond.status_code == 416
    assert program.client.get(path[:-1] + "!", headers=program.headers).status_code == 404
    narrow = Program(Person.objects.get(handle="dana"), ["read", "read:private"])
    assert narrow.client.get(path, headers=narrow.headers).status_code == 403
    return bytes(changed.content)


def test_a_large_file_comes_in_parts_and_a_few_at_a_time(tmp_path: Path) -> None:
    file, size = tmp_path / "large.zip", 9 * 1024 * 1024
    file.write_bytes(b"x" * (size - 3) + b"end")

    def asks(headers: dict[str, str]) -> Any:
        request = RequestFactory().get("/", headers=headers)
        return download(request, file, name="large.zip", content_type="application/zip")

    part = asks({"Range": f"bytes=0-{size - 1}"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 0-{MOST_AT_ONCE - 1}/{size}")
    rest = asks({"Range": "bytes=5-"})
    assert (rest.status_code, rest["Content-Range"], rest["Content-Length"]) == (
        *(206, f"bytes 5-{size - 1}/{size}"),
        str(size - 5),
    )
    whole = asks({"Range": "bytes=-3"})
    assert (whole.status_code, whole["Content-Length"]) == (200, str(size)), "a kind of range that is not known here"
    assert asks({}).status_code == 503, "two at a time"
    taken = b"".join(rest.streaming_content)
    assert (len(taken), taken[-3:]) == (size - 5, b"end")
    for answer in (rest, whole):
        answer.close()
    again = asks({})
    assert again.status_code == 200
    again.close()


def test_a_block_from_an_old_list_is_not_named(dana: Person, lin: Person) -> None:
    row = proved(lin, "xiaoman")
    brings(dana, ["xiaoman"], "blocked")
    program = Program(dana)
    for path in ("people/lin/relation", "me/blocked", "me/muted", "people/lin"):
        text = json.dumps(program.get(path).data)
        assert '"blocks": true' not in text, path
        assert (path == "people/lin") == ('"address": "lin"' in text), path
    OldHandle.objects.filter(id=row.id).update(is_shown=True)
    assert program.get("people/lin/relation").data["blocks"] is True
    assert program.get("me/blocked").data["items"][0]["address"] == "lin"


def test_what_was_proved_is_named(dana: Person, lin: Person) -> None:
    program = Program(lin)
    proved(dana, "dana.brews", is_shown=True)
    Program(dana).put("me/links", {"links": [{"title": "Shop", "url": "https://shop.example/"}]})
    links = program.get("people/dana/links").data
    assert [each["handle"] for each in links["handles"]] == ["@dana.brews"]
    assert [each["title"] for each in links["links"]] == ["Shop"]
    home = {"address": "@dana@old.example", "said": "Tea is there"}
    assert Program(dana).put("me/forwarding", home).data["address"] == "https://old.example/@dana"
    assert program.get("people/dana").data["new_home"] == "https://old.example/@dana"


@pytest.mark.parametrize(
    ("path", "most"),
    [("arrivals", 6), ("me/slots", 7), ("me/handles", 7), ("me/friends", 12), ("me/taste", 6), ("people/lin", 18)],
)
def test_reading_asks_the_database_a_few_times(dana: Person, lin: Person, path: str, most: int) -> None:
    program = Program(dana)
    program.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert program.get(path).status_code == 200
    assert len(asked) <= most, [query["sql"][:120] for query in asked]
