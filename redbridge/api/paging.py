"""Lists come in pages: `limit` at most 100, and `after` is to be handed back as it is."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field

from redbridge.kit.errors import Refused

MOST, USUAL = 100, 24
LONGEST_CURSOR = 200
# What a list was asked for and its next page has to be, too.
KEPT = {
    "limit",
    "only_unread",
    "order",
    "year",
    "tag",
    "visibility",
    "chosen",
    "media",
    "empty",
    "known",
    "state",
    "language",
}
_MARK = b"v1:"

Limit = Annotated[int, Field(ge=1, le=MOST, description="How many at most.")]
After = Annotated[str, Field(max_length=LONGEST_CURSOR, description="The `after` of the page before.")]


def opened(cursor: str) -> str:
    """What a query understands; Refused for what no page of ours ended with."""
    if not cursor:
        return ""
    try:
        found = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        if not found.startswith(_MARK):
            raise _unknown()
        return found.removeprefix(_MARK).decode("ascii")
    except (binascii.Error, UnicodeError):
        raise _unknown() from None


def opened_number(cursor: str) -> int | None:
    """The same for queries that go on after a number."""
    text = opened(cursor)
    if not text:
        return None
    if not text.isdecimal() or len(text) > 19:  # noqa: PLR2004 - digits of an id
        raise _unknown()
    return int(text)


def closed(request: HttpRequest, after: object) -> str | None:
    """The cursor for the next page, or None at the end; the door repeats it as a Link."""
    if not after:
        return None
    cursor = urlsafe_b64encode(_MARK + str(after).encode()).rstrip(b"=").decode()
    request.next_cursor = cursor  # type: ignore[attr-defined]
    return cursor


def next_link(request: HttpRequest) -> str:
    """The Link header of the next page."""
    cursor = getattr(request, "next_cursor", None)
    if cursor is None:
        return ""
    query = [(name, value) for name, value in request.GET.items() if name in KEPT]
    return f'<{settings.SITE_URL}{request.path}?{urlencode([*query, ("after", cursor)])}>; rel="next"'


def _unknown() -> Refused:
    return Refused(_("No page here ended with this cursor."), field="after", code="cursor")
