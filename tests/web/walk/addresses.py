"""Every address of the site, read from the URL resolver itself."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def every_address() -> list[str]:
    """The route of every pattern, its parameters unfilled, but for the API, which has a walk of its own."""
    found = _routes(get_resolver().url_patterns, "")
    return [route for route in found if not route.startswith("api/bridge/v1/")]


def fill(route: str, values: dict[str, Any]) -> str:
    """The path of a route: each `<kind:name>` is replaced by its value."""
    path = route
    for name, value in values.items():
        path = str(value).join(re.split(rf"<(?:\w+:)?{name}>|\(\?P<{name}>[^)]*\)", path))
    return f"/{path.removeprefix('^').removesuffix('$')}"


def _routes(patterns: Sequence[URLPattern | URLResolver], start: str) -> Iterator[str]:
    for found in patterns:
        route = f"{start}{found.pattern}"
        if isinstance(found, URLResolver):
            yield from _routes(found.url_patterns, route)
        else:
            yield route
