"""Reading a page elsewhere, and sending a message there: without cookies, credentials, detours or surprises in size."""

import json
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from importlib.metadata import version
from typing import Any, Protocol, cast
from urllib.parse import SplitResult, quote, urlencode, urljoin, urlsplit

from django.conf import settings

from redbridge.outbound import network

SECONDS = 8  # for everything: names, redirects and the last byte
MOST_BYTES = 2 * 1024 * 1024
MOST_HEADERS = 64 * 1024
MOST_REDIRECTS = 3
LONGEST_ADDRESS = 2000
CHUNK = 64 * 1024
MOST_ANSWER = 256 * 1024
TYPES = ("text/html", "application/xhtml+xml")
JSON = ("application/json",)
MOVED = {301, 302, 303, 307, 308}
FINE = range(200, 300)
GONE = {404, 410}
_SAFE = "/%:;@!$&'()*+,=?~"


class Failed(Exception):  # noqa: N818 - an answer to the caller
    """Nothing was read. `code` says why.

    It is off, address, host, redirects, unreachable, slow, gone, status, type, large or broken.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page, and the address at which it was in the end."""

    address: str
    type: str
    body: bytes
    charset: str = "utf-8"

    @property
    def text(self) -> str:
        """The body as words; what cannot be read is marked and no error."""
        try:
            return self.body.decode(self.charset, "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


class _Connection(Protocol):
    sock: object


def is_on() -> bool:
    """Whether the operator lets the site read pages elsewhere."""
    return bool(settings.FETCHES)


def fetch(
    address: str,
    *,
    allow: Callable[[str], bool],
    types: Collection[str] = TYPES,
    most: int = MOST_BYTES,
    seconds: float = SECONDS,
) -> Fetched:
    """Read a page over https; Failed where it cannot or may not be read.

    `allow` is asked about the host of each address on the way, `types` are the kinds of content that are taken, and
    `most` counts the bytes of the page itself as well as those that come over the line.
    """
    if not is_on():
        raise Failed("off")
    until = time.monotonic() + seconds
    for _step in range(MOST_REDIRECTS + 1):
        parts = _checked(address, allow)
        with named_failures():
            found = _read(parts, types, most, until)
        if isinstance(found, Fetched):
            return found
        address = urljoin(parts.geturl(), found)
    raise Failed("redirects")


def call(
    address: str,
    *,
    allow: Callable[[str], bool],
    until: float,
    fields: Mapping[str, str] | None = None,
    bearer: str = "",
    most: int = MOST_ANSWER,
) -> dict[str, Any]:
    """What an interface elsewhere answers in JSON, to a form with these fields or to a question that needs a token.

    Whoever calls answers for that the operator wants it: the switch for reading pages is another one. Redirects are
    not followed, since what is sent is meant for this host alone. Failed where there is no such answer by `until`.
    """
    parts = _checked(address, allow)
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    body = None if fields is None else urlencode(fields).encode()
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    with named_failures():
        found = _read(parts, JSON, most, until, body=body, more=headers)
    if not isinstance(found, Fetched):
        raise Failed("redirects")
    try:
        said = json.loads(found.text)
    except (ValueError, RecursionError):
        raise Failed("broken") from None
    if not isinstance(said, dict):
        raise Failed("broken")
    return said


def post_and_forget(
    address: str, *, body: bytes, headers: dict[str, str], until: float, is_here: bool, most: int
) -> bytes:
    """Send a body and return the first line of the answer, of which no more is read; redirects are not followed.

    The caller has checked the address. OSError, HTTPException or ValueError where nothing can be sent.
    """
    parts = urlsplit(address)
    door = network.open_door(parts.scheme, parts.hostname or "", parts.port, until=until, is_here=is_here)
    with door:
        ask(door, parts, headers, until, body=body)
        line = network.Incoming(door, until=until, most=most).makefile().readline(most)
    if not line:
        raise ConnectionResetError
    return line


def _checked(address: str, allow: Callable[[str], bool]) -> SplitResult:
    address = quote(address[: LONGEST_ADDRESS + 1], safe=_SAFE + "#[]")
    try:
        parts = urlsplit(address)
        port, host = parts.port, (parts.hostname or "").rstrip(".")
    except ValueError:
        raise Failed("address") from None
    if len(address) > LONGEST_ADDRESS or "@" in parts.netloc or "%" in host:
        raise Failed("address")
    is_here = settings.FETCH_LOOPBACK and network.is_this_machine(host)
    if not is_here and (parts.scheme != "https" or port not in {None, network.HTTPS}):
        raise Failed("address")
    if parts.scheme not in {"http", "https"} or not host:
        raise Failed("address")
    if not allow(host) or not (is_here or network.is_open_host(host)):
        raise Failed("host")
    return parts


@contextmanager
def named_failures() -> Iterator[None]:
    """What can go wrong on the line, by the name that callers know."""
    try:
        yield
    except TimeoutError:
        raise Failed("slow") from None
    except OverflowError:
        raise Failed("large") from None
    except OSError:
        raise Failed("unreachable") from None
    except (HTTPException, ValueError, zlib.error):
        raise Failed("broken") from None


def _read(
    parts: SplitResult,
    types: Collection[str],
    most: int,
    until: float,
    *,
    body: bytes | None = None,
    more: Mapping[str, str] | None = None,
) -> Fetched | str:
    """The page, or where it moved."""
    is_here = bool(settings.FETCH_LOOPBACK)
    door = network.open_door(parts.scheme, parts.hostname or "", parts.port, until=until, is_here=is_here)
    headers = own_headers(types) | dict(more or {})
    with door:
        ask(door, parts, headers, until, body=body)
        incoming = network.Incoming(door, until=until, most=most + MOST_HEADERS)
        with HTTPResponse(incoming, method="GET") as answer:  # type: ignore[arg-type]  # all of a socket that it uses
            answer.begin()
            if answer.status in MOVED and answer.headers.get("Location"):
                return str(answer.headers["Location"])
            return page(parts.geturl(), answer, types, most)


def own_headers(types: Collection[str]) -> dict[str, str]:
    """What every request of ours says about itself."""
    return {
        "User-Agent": _our_name(settings.SITE_URL),
        "Accept": ", ".join(types),
        "Accept-Encoding": "gzip",
        "Accept-Language": "en",
        "Connection": "close",
    }


def page(address: str, answer: HTTPResponse, types: Collection[str], most: int) -> Fetched:
    """The body of an answer of one of these types, up to `most` bytes."""
    if answer.status in GONE:
        raise Failed("gone")
    if answer.status not in FINE:
        raise Failed("status")
    said: Message = answer.headers
    if said.get_content_type() not in types:
        raise Failed("type")
    coding = str(said.get("Content-Encoding", "")).strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        raise Failed("type")
    body = _unpacked(answer, most) if coding.endswith("gzip") else _plain(answer, most)
    return Fetched(address, said.get_content_type(), body, str(said.get_content_charset() or "utf-8"))


def _plain(answer: HTTPResponse, most: int) -> bytes:
    body = answer.read(most + 1)
    if len(body) > most:
        raise OverflowError
    return body


def _unpacked(answer: HTTPResponse, most: int) -> bytes:
    """What was packed, unpacked a little at a time: a bomb goes off when it would exceed `most`, and not in memory."""
    gzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    found = bytearray()
    while chunk := answer.read(CHUNK):
        while chunk:
            found += gzip.decompress(chunk, CHUNK)
            if len(found) > most:
                raise OverflowError
            chunk = gzip.unconsumed_tail
    return bytes(found + gzip.flush(CHUNK))[:most]


def ask(door: object, parts: SplitResult, headers: dict[str, str], until: float, *, body: bytes | None = None) -> None:
    """Write the request; `door` is given up by its caller."""
    asking = HTTPConnection(parts.hostname or "", parts.port, timeout=network.left(until))
    cast("_Connection", asking).sock = door
    asking.putrequest("GET" if body is None else "POST", _path(parts), skip_host=True, skip_accept_encoding=True)
    asking.putheader("Host", parts.netloc)
    if body is not None:
        asking.putheader("Content-Length", str(len(body)))
    for name, value in headers.items():
        asking.putheader(name, value)
    asking.endheaders(body)


def _path(parts: SplitResult) -> str:
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


@cache
def _our_name(site: str) -> str:
    return f"Redbridge/{version('redbridge')} (+{site})"
