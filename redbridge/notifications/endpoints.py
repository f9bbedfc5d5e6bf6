"""Reaching push services, whose addresses browsers tell us: so never anything inside our own network."""

import re
import time
from http.client import HTTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

from redbridge.notifications.models import LONGEST_ENDPOINT
from redbridge.outbound import client, network

SECONDS = 5  # for everything: whoever answers by drops holds nobody up
REST_SECONDS = 60
MOST_LINE = 200
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
    if settings.IS_LOOPBACK and network.is_this_machine(host):
        return parts.scheme in {"http", "https"}
    return parts.scheme == "https" and port in {None, network.HTTPS} and network.is_open_host(host)


def post(endpoint: str, *, body: bytes, headers: dict[str, str]) -> int:
    """Send a body and return the status of the answer; Unreachable when there is none.

    A service that did not answer is left alone for a minute, so that nobody's dead device slows the others down.
    """
    if not is_endpoint(endpoint):
        raise Unreachable("not an address of a push service")
    parts = urlsplit(endpoint)
    resting = f"push-rests:{parts.hostname}:{parts.port or network.HTTPS}"
    if cache.get(resting):
        raise Unreachable("did not answer a moment ago")
    try:
        return _status(endpoint, body, headers)
    except (OSError, HTTPException, ValueError) as problem:
        cache.set(resting, True, REST_SECONDS)
        raise Unreachable(type(problem).__name__) from None


def _status(endpoint: str, body: bytes, headers: dict[str, str]) -> int:
    """The number in the first line of the answer; redirects are answers like any other."""
    until = time.monotonic() + SECONDS
    line = client.post_and_forget(
        endpoint, body=body, headers=headers, until=until, is_here=settings.IS_LOOPBACK, most=MOST_LINE
    )
    found = _STATUS.match(line)
    if found is None:
        raise TimeoutError
    return int(found[1])
