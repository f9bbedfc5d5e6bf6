"""A program with a token of somebody's, as the tests of the API send their requests."""

import json
from collections.abc import Iterable
from typing import Any

from django.test import Client

from redbridge.accounts import actions
from redbridge.accounts.models import Person
from redbridge.accounts.scopes import FOR_MODERATORS, FOR_OPERATORS, SCOPES

PREFIX = "/api/bridge/v1/"
ALL = tuple(scope for scope in SCOPES if scope not in FOR_MODERATORS | FOR_OPERATORS)


class Program:
    """Sends JSON, with the token of a person or with none."""

    def __init__(self, person: Person | None = None, scopes: Iterable[str] = ALL, **headers: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers = headers
        self.secret = actions.make_token(person, name="Test", scopes=scopes)[1] if person else ""
        if self.secret:
            self.headers["Authorization"] = f"Bearer {self.secret}"

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer, with its JSON as `.data`."""
        content = b"" if body is None else json.dumps(body).encode()
        answer: Any = self.client.generic(
            method, PREFIX + path, content, "application/json", headers={**self.headers, **_dashed(headers)}
        )
        answer.data = json.loads(answer.content) if answer.content else None
        return answer

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("PUT", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.send("DELETE", path, **headers)

    def upload(self, path: str, **fields: Any) -> Any:
        """A form with files."""
        answer: Any = self.client.post(PREFIX + path, fields, headers=self.headers)
        answer.data = json.loads(answer.content) if answer.content else None
        return answer


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
