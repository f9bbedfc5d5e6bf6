"""Every form, times everything that nobody should send: each has its status, and a sentence that says what to do."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

from redbridge.kit import limits
from tests.cast import PASSWORD, signed_in
from tests.web.walk.addresses import fill
from tests.web.walk.forms import WORDLESS, Anything, Choice, Field, Form, Known, Stage, Text
from tests.web.walk.markup import read
from tests.web.walk.table import TABLE, no_method

TOKEN = "a" * 32
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
MARKUP = quote_plus("\"'><zq onload=zq()></title></script></textarea>")
# As they stand in the body of a request.
VALUES = {
    "nothing": "",
    "blanks": "+%09%0A",
    "too long": "a" * 20_000,
    "a number of 5,000 digits": "9" * 5_000,
    "a number beyond 64 bits": str(2**70),
    "less than nothing": "-1",
    "digits of another script": "%D9%A3",
    "no text at all": "%FF%FE%80",
    "half a surrogate": "%ED%A0%80",
    "an end in the middle": "a%00b",
    "our own marks": "a%01like%02",
    "markup": MARKUP,
    "a way upwards": "..%2F..%2F..%2Fetc%2Fpasswd%2500",
}
WHOLE = ("/schedule", "/video", "/captions/en")  # of a draft, but sent at once
EMPTY = {"nothing", "blanks", "not sent"}
LONG = {"too long", "a number of 5,000 digits"}
UNSEEN = {"an end in the middle", "our own marks"}
PART = b'--b\r\nContent-Disposition: form-data; name="text"'
BODIES: dict[str, tuple[bytes, str, int]] = {
    "too many fields": (b"&".join([b"a=1"] * 1100), URLENCODED, 400),
    "too much": (b"a=" + b"x" * 2_200_000, URLENCODED, 413),
    "too many files": (b'%s; filename="a"\r\n\r\nx\r\n' % PART * 30 + b"--b--\r\n", MULTIPART, 413),
    "broken off": (PART + b"\r\n\r\nhal", MULTIPART, 400),
    "broken off in a file": (PART + b'; filename="a.jpg"\r\n\r\n\xff\xd8', MULTIPART, 400),
    "no boundary": (b"x", "multipart/form-data", 400),
    "another alphabet": (b"text=\xff\xfe", f"{URLENCODED}; charset=utf-16", 400),
}
SENTENCES = {400: "could not be read", 413: "too large"}


class Sender:
    """Sends forms as people do, with our token, and forgets what came of each."""

    def __init__(self, stage: Stage) -> None:
        self._clients = {"out": Client(enforce_csrf_checks=True)}
        for name, person in stage.people.items():
            self._clients[name] = signed_in(Client(), person)
            self._clients[name].post("/prove", {"password": PASSWORD})
            self._clients[name].handler.enforce_csrf_checks = True
        for client in self._clients.values():
            client.cookies["csrftoken"] = TOKEN
        self._cookies = {name: client.cookies.copy() for name, client in self._clients.items()}

    def send(self, who: str, path: str, body: bytes, kind: str = URLENCODED) -> tuple[int, str]:
        """Status and page; of a redirect to somewhere of ours the page that it leads to."""
        client = self._clients[who]
        cache.clear()
        with transaction.atomic():
            answer = client.generic("POST", path, body, kind)
            status, text = answer.status_code, answer.content.decode()
            if "messages" in answer.cookies:
                text = client.get(answer["Location"]).content.decode()
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(self._cookies[who])
        return status, text


@pytest.fixture
def stage(db: None) -> Iterator[Stage]:
    with limits.paused(), override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=3600, CAN_MAIL=True):
        yield Stage()


def _body(sent: dict[str, str], name: str = "", value: str | None = None) -> bytes:
    """A form whose field `name` is the value as it stands in the body, or is not sent."""
    pairs = [f"{quote_plus(key)}={quote_plus(each)}" for key, each in sent.items() if key != name]
    return "&".join(
        [f"csrfmiddlewaretoken={TOKEN}", *pairs] + ([f"{name}={value}"] if value is not None else [])
    ).encode()


def _cases(field: Field) -> dict[str, str | None]:
    if isinstance(field, Anything):
        return {case: VALUES[case] for case in ("a number of 5,000 digits", "no text at all", "markup")}
    return {**VALUES, "not sent": None}


def _expected(form: Form, name: str, case: str) -> tuple[set[int], str]:
    """The statuses that are right for a value of a field, and the sentence that stands in the page."""
    field: Field = form.fields[name]
    fine = ({form.status}, "")
    refused = {422, 303 if form.status == 303 else 422}
    if isinstance(field, Anything):
        return fine
    if isinstance(field, Known):
        return fine if case in EMPTY and not field.is_needed else ({404}, "nothing here")
    if case == "not sent" and form.path.startswith(("new", "drafts")) and not form.path.endswith(WHOLE):
        return fine  # a draft grows field by field
    if case in EMPTY:
        return (refused, field.needed) if field.needed else ({*fine[0], 422}, "")
    if isinstance(field, Choice):
        return fine if case in field.fits else (refused, field.refused)
    return _of_text(field, case, fine, refused)


def _of_text(field: Text, case: str, fine: tuple[set[int], str], refused: set[int]) -> tuple[set[int], str]:
    if case == "too long":
        return refused, field.long
    if case in UNSEEN and field.unseen:
        return refused, field.unseen
    return (fine[0] | refused, "") if case in LONG else fine


def test_every_form_answers_every_oddity_with_a_sentence(stage: Stage) -> None:
    sender, faults = Sender(stage), []
    for form in stage.forms():
        status, _text = sender.send(form.who, f"/{form.path}", _body(form.sent))
        if status != form.status:
            faults.append(f"{form.path} as it should be: {status}")
        for name in form.fields:
            for case, value in _cases(form.fields[name]).items():
                said = f"{form.path} {name} = {case}"
                status, text = sender.send(form.who, f"/{form.path}", _body(form.sent, name, value))
                faults += [f"{said}: {fault}" for fault in _faults(status, text, _expected(form, name, case))]
    assert not faults, "\n".join(faults)


def _faults(status: int, text: str, expected: tuple[set[int], str]) -> list[str]:
    statuses, sentence = expected
    found = [] if status in statuses else [f"{status} instead of {sorted(statuses)}"]
    if not re.search(sentence, text, re.IGNORECASE):
        found.append(f"says nothing of {sentence!r}")
    return found + (read(text).faults() if text.startswith(("<", "\n")) else [])


def test_every_entry_takes_bad_bodies_for_what_they_are(stage: Stage) -> None:
    sender, faults = Sender(stage), []
    for route, path, who in _entries(stage):
        for case, (body, kind, expected) in BODIES.items():
            status, text = sender.send(who, path, body, kind)
            if status != expected or SENTENCES[expected] not in text:
                faults.append(f"{route!r} {case}: {status} instead of {expected}")
    assert not faults, "\n".join(faults)


def _entries(stage: Stage) -> Iterator[tuple[str, str, str]]:
    forms = {form.route: form for form in stage.forms()}
    known: dict[str, Any] = {"note_id": stage.note, "comment_id": stage.comment, "draft_id": stage.draft, "pk": 1}
    known |= {"collection_id": stage.collection, "address": "ken", "topic": "cats", "name": "tea", "which": "cover"}
    known |= {"uidb36": "1", "key": "guessed", "device_id": 1, "token_id": 1, "version": 1, "mentoring_id": 1}
    known |= {"arrival_id": 1, "item_id": 1, "departure_id": 1}
    known |= {"group": "comments", "token": "1:guessed"}
    known |= {"handle_id": 1, "claim_id": 1, "do": "look"}
    known |= {"suggestion_id": 1, "question_id": 1, "answer_id": 1}
    sends: Callable[[str], bool] = lambda route: TABLE[route].post is not no_method  # noqa: E731
    for route in filter(sends, TABLE):
        if route in forms:
            yield route, f"/{forms[route].path}", forms[route].who
        else:
            yield route, fill(route, known), "omar" if route.startswith("operate") else "dana"


def test_no_form_is_unknown_here(stage: Stage) -> None:
    answering = {route for route, row in TABLE.items() if row.post is not no_method}
    assert answering == {form.route for form in stage.forms()} | WORDLESS, "Say in walk/forms.py what it takes."
