"""Reaching push services, whose addresses browsers tell us: so never anything inside our own network.

The check is made on the address that is really connected to, after the name was looked up, so that a name which
answers differently the second time gains nothing. Redirects are not followed.
"""

import re
import socket
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.cache import cache

from redbridge.notifications.models import LONGEST_ENDPOINT

SECONDS = 5  # for everything: whoever answers by drops holds nobody up
REST_SECONDS = 60
MOST_LINE = 200
HTTPS = 443
OWN_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_TRANSLATED = IPv6Network("64:ff9b::/96")
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})[ \r\n]")


class Unreachable(Exception):  # noqa: N818 - a sentence for the log
    """The service did not answer, or is where we do not go."""


def is_endpoint(address: str) -> bool:
    """Whether an address may be a push service's: https on the usual port and a name of the open network.

    On a site that only this machine reaches, also plain http to this machine.
    """
    if not address or len(address) > LONGEST_ENDPOINT or not address.isascii() or not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    if not host or "@" in parts.netloc or parts.fragment or " " in address:
        return False
    if settings.IS_LOOPBACK and _is_this_machine(host):
        return parts.scheme in {"http", "https"}
    return parts.scheme == "https" and port in {None, HTTPS} and _is_outside(host)


def _is_outside(host: str) -> bool:
    try:
        return may_reach(host)
    except ValueError:  # a name, which is looked up when it is reached
        name = host.rstrip(".")
        return "." in name and not name.endswith(OWN_NAMES)


def may_reach(address: str) -> bool:
    """Whether a network address is one of the open network, whatever it is wrapped in."""
    found = ip_address(address)
    if settings.IS_LOOPBACK and found.is_loopback:
        return True
    return all(each.is_global and not each.is_multicast for each in (found, *_within(found)))


def post(endpoint: str, *, body: bytes, headers: dict[str, str]) -> int:
    """Send a body and return the status of the answer; Unreachable when there is none.

    A service that did not answer is left alone for a minute, so that nobody's dead device slows the others down.
    """
    if not is_endpoint(endpoint):
        raise Unreachable("not an address of a push service")
    parts = urlsplit(endpoint)
    resting = f"push-rests:{parts.hostname}:{parts.port or HTTPS}"
    if cache.get(resting):
        raise Unreachable("did not answer a moment ago")
    try:
        return _post(parts, body, headers)
    except (OSError, HTTPException, ValueError) as problem:
        cache.set(resting, True, REST_SECONDS)
        raise Unreachable(type(problem).__name__) from None


def _post(parts: SplitResult, body: bytes, headers: dict[str, str]) -> int:
    until = time.monotonic() + SECONDS
    kind = _Secure if parts.scheme == "https" else _Plain
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        connection.request("POST", path, body, headers)
        return _status(connection.sock, until)
    finally:
        connection.close()


def _status(door: socket.socket, until: float) -> int:
    """The number in the first line of the answer; the rest is not read."""
    line = b""
    while not (found := _STATUS.match(line)):
        left = until - time.monotonic()
        if left <= 0 or len(line) > MOST_LINE:
            raise TimeoutError
        door.settimeout(left)
        more = door.recv(MOST_LINE)
        if not more:
            raise ConnectionResetError
        line += more
    return int(found[1])


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _within(found: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The addresses that an address of another kind leads to."""
    if not isinstance(found, IPv6Address):
        return []
    inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if found in _TRANSLATED:
        inner.append(IPv4Address(int(found) & 0xFFFFFFFF))
    return [each for each in inner if each is not None]


def _connect(host: str, port: int, timeout: float) -> socket.socket:
    problem: OSError = ConnectionRefusedError("no address of the open network")
    for family, kind, protocol, _name, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not may_reach(str(place[0]).partition("%")[0]):
            continue
        door = socket.socket(family, kind, protocol)
        door.settimeout(timeout)
        try:
            door.connect(place)
        except OSError as failure:
            door.close()
            problem = failure
        else:
            return door
    raise problem


class _Plain(HTTPConnection):
    def connect(self) -> None:
        self.sock = _connect(self.host, self.port, SECONDS)


class _Secure(HTTPSConnection):
    def connect(self) -> None:
        door = _connect(self.host, self.port, SECONDS)
        self.sock = self._context.wrap_socket(door, server_hostname=self.host)  # type: ignore[attr-defined]  # stdlib's own
