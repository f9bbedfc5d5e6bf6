"""Which addresses are of the open network, and doors that open to those alone.

The check is made on the address that is really connected to, after the name was looked up once, so that a name which
answers differently the second time gains nothing.
"""

import io
import socket
import ssl
import time
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

HTTPS, HTTP = 443, 80
OWN_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_open(address: str) -> bool:
    """Whether a network address is one of the open network, whatever it is wrapped in; ValueError for a name."""
    found = ip_address(address)
    return all(each.is_global and not each.is_multicast for each in (found, *_within(found)))


def is_open_host(host: str) -> bool:
    """Whether a host may be outside: a name is looked up, and its address checked, only when it is connected to."""
    try:
        return is_open(host)
    except ValueError:
        name = host.rstrip(".")
        return "." in name and not name.endswith(OWN_NAMES)


def is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def open_door(
    scheme: str, host: str, port: int | None, *, until: float, is_here: bool, is_trusted: bool = False
) -> socket.socket:
    """A connection to a host, encrypted for https; OSError where none may be made by the moment `until`.

    `is_here` lets it be this machine, for sites that nobody else reaches and for tests; `is_trusted` lets it be
    anywhere, for hosts that the operator named.
    """
    door = _connect(host, port or (HTTPS if scheme == "https" else HTTP), until, is_here=is_here, is_trusted=is_trusted)
    if scheme != "https":
        return door
    try:
        door.settimeout(left(until))
        return ssl.create_default_context().wrap_socket(door, server_hostname=host)
    except BaseException:
        door.close()
        raise


def left(until: float) -> float:
    """Seconds until a moment of the monotonic clock; TimeoutError when it has passed."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class Incoming(io.RawIOBase):
    """What a door says, for as long as there is time and not beyond `most` bytes, however slowly it drips.

    `http.client` takes it for a socket.
    """

    def __init__(self, door: socket.socket, *, until: float, most: int) -> None:
        self._door, self._until, self._left = door, until, most

    def makefile(self, _mode: str = "rb") -> io.BufferedReader:
        """What `http.client` asks of a socket."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]  # a buffer of bytes in the standard library, too
        if self._left <= 0:
            raise OverflowError
        self._door.settimeout(left(self._until))
        count = self._door.recv_into(into[: self._left])
        self._left -= count
        return count


def _within(found: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The addresses that an address of another kind leads to."""
    if not isinstance(found, IPv6Address):
        return []
    inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if found in _TRANSLATED:
        inner.append(IPv4Address(int(found) & 0xFFFFFFFF))
    return [each for each in inner if each is not None]


def _connect(host: str, port: int, until: float, *, is_here: bool, is_trusted: bool) -> socket.socket:
    problem: OSError = ConnectionRefusedError("no address of the open network")
    for family, kind, protocol, _name, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        address = str(place[0]).partition("%")[0]
        if not (is_trusted or is_open(address) or (is_here and ip_address(address).is_loopback)):
            continue
        door = socket.socket(family, kind, protocol)
        try:
            door.settimeout(left(until))
            door.connect(place)
        except OSError as failure:
            door.close()
            problem = failure
        else:
            return door
    raise problem
