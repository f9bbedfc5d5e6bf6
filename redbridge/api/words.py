"""How an operation of the API is written down: its scope, what it returns, and what it takes."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest
from ninja import Router
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from redbridge.api.door import Access
from redbridge.api.problems import MissingScope, Unauthorized

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

Function = TypeVar("Function", bound=Callable[..., Any])
BEARER = "token"


class Needs:
    """Lets a request through whose token has the scope; `is_open` lets strangers through, too."""

    def __init__(self, scope: str, *, is_open: bool) -> None:
        self.scope, self.is_open = scope, is_open

    def __call__(self, request: HttpRequest) -> bool:
        access: Access | None = request.access  # type: ignore[attr-defined]
        if access is None and not self.is_open:
            raise Unauthorized(code="no_token")
        if access is not None and not access.may(self.scope):
            raise MissingScope(self.scope)
        return True


class Word(Router):
    """The operations of one word of the product."""

    def __init__(self, name: str) -> None:
        super().__init__(tags=[name])

    def reads(
        self, path: str, returns: Any, *, scope: str = "read", is_open: bool = False
    ) -> Callable[[Function], Function]:
        """An operation that changes nothing."""
        return self._operation("GET", path, returns, 200, scope, is_open=is_open)

    def writes(
        self, method: str, path: str, returns: Any = None, *, scope: str, status: int = 0, is_open: bool = False
    ) -> Callable[[Function], Function]:
        """An operation that changes something; one that returns nothing answers 204."""
        status = status or (204 if returns is None else 200)
        return self._operation(method, path, returns, status, scope, is_open=is_open)

    def _operation(
        self, method: str, path: str, returns: Any, status: int, scope: str, *, is_open: bool
    ) -> Callable[[Function], Function]:
        security: list[dict[str, list[str]]] = [{BEARER: [scope]}]

        def written(function: Function) -> Function:
            return self.api_operation(
                [method],
                path,
                auth=Needs(scope, is_open=is_open),
                response={status: returns},
                operation_id=function.__name__,
                openapi_extra={"security": [{}, *security] if is_open else security},
            )(function)

        return written


class Writing(JSONRenderer):
    """JSON as it is read: every script in its own letters, no spaces."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}


class Reading(Parser):
    """Bodies as strict JSON, without text that a database cannot keep."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body; anything that cannot be read raises."""
        text = request.body.decode()
        found = json.loads(text, parse_constant=_refuse)
        if "\\u" in text or "\x00" in text:
            again = json.dumps(found, ensure_ascii=False)
            again.encode()
            if "\\u0000" in again.replace("\\\\", ""):
                raise ValueError
        return found  # type: ignore[no-any-return]


def _refuse(word: str) -> None:
    raise ValueError(word)


def viewer(request: HttpRequest) -> "Person | None":
    """Who looks; None for a stranger."""
    access: Access | None = request.access  # type: ignore[attr-defined]
    return access.person if access else None


def person(request: HttpRequest) -> "Person":
    """Who acts, in operations that need a token."""
    access: Access | None = request.access  # type: ignore[attr-defined]
    if access is None:
        raise Unauthorized(code="no_token")
    return access.person
