"""Services that the operator named in the settings: they may be in the operator's own network, and get JSON and keys.

Nobody but the operator chooses these addresses, so the rules against reaching inwards do not hold for them. The others
do: one host, no redirects with a key, an end to time and size.
"""

import json
from collections.abc import Callable, Mapping
from http.client import HTTPResponse
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit

from redbridge.outbound import client, network
from redbridge.outbound.client import Failed

QUOTA = {402, 456}  # the second is DeepL's own
BUSY = {429}
KEY_REFUSED = {401, 403}
TOO_LONG = 413
MOST_ANSWER = 2 * 1024 * 1024


def post_json(address: str, *, body: Any, headers: Mapping[str, str], until: float, most: int = MOST_ANSWER) -> Any:
    """What a service answers to JSON.

    Failed as the client says, and with quota, busy, key or long where the service says that it was asked for too much
    or too often, by somebody it does not know, or with too long a text.
    """
    parts = urlsplit(address)
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    asked = client.own_headers(client.JSON) | {"Content-Type": "application/json", **headers}
    with (
        client.named_failures(),
        network.open_door(
            parts.scheme, parts.hostname or "", parts.port, until=until, is_here=True, is_trusted=True
        ) as door,
    ):
        client.ask(door, parts, asked, until, body=data)
        incoming = network.Incoming(door, until=until, most=most + client.MOST_HEADERS)
        with HTTPResponse(incoming, method="POST") as answer:  # type: ignore[arg-type]  # all of a socket that it uses
            answer.begin()
            _check(answer.status)
            text = client.page(address, answer, client.JSON, most).text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Failed("broken") from None


def download(
    address: str, into: Path, *, most: int, seconds: float, tell: Callable[[int, int], None] = lambda _done, _all: None
) -> None:
    """Save a file that the operator named, over https or from this machine; `tell` hears bytes so far and altogether.

    Failed where it cannot be had; what came so far is left in `into` for the caller to remove.
    """
    until = monotonic() + seconds
    for _step in range(client.MOST_REDIRECTS + 1):
        parts = urlsplit(address)
        host = parts.hostname or ""
        is_here = network.is_this_machine(host)
        if parts.scheme not in {"https", "http"} or not host or (parts.scheme == "http" and not is_here):
            raise Failed("address")
        with (
            client.named_failures(),
            network.open_door(parts.scheme, host, parts.port, until=until, is_here=is_here) as door,
        ):
            client.ask(door, parts, client.own_headers(("*/*",)) | {"Accept-Encoding": "identity"}, until)
            incoming = network.Incoming(door, until=until, most=most + client.MOST_HEADERS)
            with HTTPResponse(incoming, method="GET") as answer:  # type: ignore[arg-type]  # all of a socket that it uses
                answer.begin()
                if answer.status not in client.MOVED:
                    _save(answer, into, most, tell)
                    return
                moved = urljoin(address, str(answer.headers.get("Location", "")))
        if is_here and not network.is_this_machine(urlsplit(moved).hostname or ""):
            raise Failed("address")
        if not is_here and network.is_this_machine(urlsplit(moved).hostname or ""):
            raise Failed("host")
        address = moved
    raise Failed("redirects")


def _check(status: int) -> None:
    for code, statuses in (("quota", QUOTA), ("busy", BUSY), ("key", KEY_REFUSED), ("long", {TOO_LONG})):
        if status in statuses:
            raise Failed(code)


def _save(answer: HTTPResponse, into: Path, most: int, tell: Callable[[int, int], None]) -> None:
    if answer.status in client.GONE:
        raise Failed("gone")
    if answer.status not in client.FINE:
        raise Failed("status")
    size = int(answer.headers.get("Content-Length") or 0)
    if size > most:
        raise OverflowError
    done = 0
    with into.open("wb") as file:
        while chunk := answer.read(client.CHUNK):
            done += len(chunk)
            if done > most:
                raise OverflowError
            file.write(chunk)
            tell(done, max(size, done))
    if size and done != size:
        raise Failed("broken")
