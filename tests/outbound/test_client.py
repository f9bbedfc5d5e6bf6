"""The one way out reads pages of the open network, and nothing that bad manners could make of it."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from redbridge.outbound import client, network
from redbridge.outbound.client import Failed, fetch
from tests.outbound.stand_ins import Elsewhere, elsewhere, rude


@pytest.fixture(autouse=True)
def _switched_on(settings: Any) -> None:
    settings.FETCHES = settings.FETCH_LOOPBACK = True


@pytest.fixture
def place() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


def anywhere(_host: str) -> bool:
    return True


def refusal(address: str, **more: Any) -> str:
    with pytest.raises(Failed) as failed:
        fetch(address, allow=more.pop("allow", anywhere), **more)
    return failed.value.code


def test_a_page_is_read_and_says_where_it_was(place: Elsewhere) -> None:
    place.says("/@dana?a=b", "<p>茶</p>")
    place.moves("/old", "/@dana?a=b")
    found = fetch(place.address("/old"), allow=anywhere)
    assert (found.text, found.type, found.address) == ("<p>茶</p>", "text/html", place.address("/@dana?a=b"))


def test_we_say_who_we_are_and_nothing_else(place: Elsewhere, settings: Any) -> None:
    place.says("/", "Hello", Set_Cookie="spy=1")
    fetch(place.address(), allow=anywhere)
    fetch(place.address(), allow=anywhere)
    for _path, headers in place.asked:
        assert settings.SITE_URL in headers["user-agent"]
        assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "accept-language", "connection"}


def test_nothing_leaves_while_the_operator_has_it_off(place: Elsewhere, settings: Any) -> None:
    settings.FETCHES = False
    place.says("/", "Hello")
    assert refusal(place.address()) == "off"
    assert place.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org/x",
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://example.org:8443/",
        "https://example.org:99999/",
        "https://user:word@example.org/",
        "https://@example.org/",
        "https://[::1",
        f"https://example.org/{'x' * 2000}",
    ],
)
def test_only_https_without_credentials_on_the_usual_port(address: str, settings: Any) -> None:
    settings.FETCH_LOOPBACK = False
    assert refusal(address) == "address"


INSIDE = [
    "127.0.0.1",
    "127.1.2.3",
    "localhost",
    "0.0.0.0",  # noqa: S104 - an address to be refused
    "10.0.0.1",
    "172.16.0.9",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "router",
    "nas.local",
    "db.internal",
    "box.localhost",
    "printer.lan",
    "hub.home.arpa",
    "[::]",
    "[::1]",
    "[fe80::1]",
    "[fd00::1]",
    "[ff02::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:10.0.0.1]",
    "[2002:7f00:1::]",
    "[2002:0a00:0001::]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2001:0:7f00:1::1]",
    "[2001:db8::1]",
]


@pytest.mark.parametrize("host", INSIDE)
def test_nothing_inside_our_own_network_is_reached(host: str, settings: Any) -> None:
    settings.FETCH_LOOPBACK = False
    assert refusal(f"https://{host}/") == "host"


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1"])
def test_an_odd_spelling_of_this_machine_is_not_reached_either(host: str, settings: Any) -> None:
    settings.FETCH_LOOPBACK = False
    assert refusal(f"https://{host}/") in {"host", "unreachable"}


def test_a_name_that_leads_inside_is_not_connected_to(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look-up itself is what a hostile name server controls; the second answer would be an inner address."""
    settings.FETCH_LOOPBACK = False
    asked: list[str] = []
    with elsewhere() as place:

        def look_up(host: str, *_arguments: Any, **_more: Any) -> list[Any]:
            asked.append(host)
            kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
            return [(*kind, ("127.0.0.1", place.port)), (*kind, ("10.1.2.3", 443))]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        assert refusal("https://profile.example.net/") == "unreachable"
        assert (asked, place.asked) == (["profile.example.net"], [])


def test_only_hosts_that_the_caller_allows(place: Elsewhere) -> None:
    place.says("/", "Hello")
    assert refusal(place.address(), allow=lambda host: host == "example.org") == "host"
    assert place.asked == []


def test_each_redirect_is_checked_again(place: Elsewhere, settings: Any) -> None:
    assert refusal(place.moves("/a", "https://10.0.0.1/latest")) == "host"
    assert refusal(place.moves("/b", "http://example.org/")) == "address"
    assert refusal(place.moves("/c", "file:///etc/passwd")) == "address"
    assert refusal(place.moves("/d", "//elsewhere.example/"), allow=lambda host: host == "127.0.0.1") == "address"
    assert refusal(place.moves("/e", "https://else.example/"), allow=lambda host: host == "127.0.0.1") == "host"
    assert refusal(place.moves("/f", "https://user:word@example.org/")) == "address"


def test_three_redirects_are_followed_and_no_fourth(place: Elsewhere) -> None:
    place.says("/4", "There")
    for number in range(4):
        place.moves(f"/{number}", f"/{number + 1}", 301 + number % 3)
    assert fetch(place.address("/1"), allow=anywhere).text == "There"
    assert refusal(place.address("/0")) == "redirects"


@pytest.mark.parametrize(
    ("kind", "code"),
    [("application/zip", "type"), ("image/svg+xml", "type"), ("text/plain", "type"), ("", "type")],
)
def test_only_the_kinds_that_the_caller_reads(place: Elsewhere, kind: str, code: str) -> None:
    assert refusal(place.says("/", "Hello", kind)) == code


def test_answers_that_are_no_pages_are_told_apart(place: Elsewhere) -> None:
    assert refusal(place.address("/nobody")) == "gone"
    place.pages["/wall"] = (403, {"Content-Type": "text/html"}, b"Sign in")
    assert refusal(place.address("/wall")) == "status"
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/") == "unreachable"


def test_a_long_page_is_not_read_to_its_end(place: Elsewhere) -> None:
    place.says("/", b"x" * 5000)
    assert refusal(place.address(), most=4999) == "large"
    assert len(fetch(place.address(), allow=anywhere, most=5000).body) == 5000


def test_a_packed_page_is_unpacked_and_a_bomb_is_not(place: Elsewhere) -> None:
    place.says("/page", gzip.compress("茶".encode() * 1000), Content_Encoding="gzip")
    assert fetch(place.address("/page"), allow=anywhere).text == "茶" * 1000
    bomb = gzip.compress(b"\0" * 50_000_000)
    place.says("/bomb", bomb, Content_Encoding="gzip")
    assert len(bomb) < 100_000
    assert refusal(place.address("/bomb"), most=100_000) == "large"
    place.says("/twice", gzip.compress(b"x"), Content_Encoding="gzip, gzip")
    assert refusal(place.address("/twice")) == "type"
    place.says("/broken", b"\x1f\x8b\x08 no gzip at all", Content_Encoding="gzip")
    assert refusal(place.address("/broken")) == "broken"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def test_an_endless_page_ends_at_the_limit() -> None:
    sent = threading.Event()

    def talk(send: Any) -> None:
        send(HEAD + b"\r\n")
        while send(b"x" * 10_000):
            pass
        sent.set()

    with rude(talk) as address:
        assert refusal(address, most=50_000) == "large"
        assert sent.wait(10)


def test_endless_headers_end_at_a_limit_too() -> None:
    def talk(send: Any) -> None:
        send(b"HTTP/1.1 200 OK\r\n")
        while send(b"X-More: " + b"y" * 5000 + b"\r\n"):
            pass

    with rude(talk) as address:
        assert refusal(address, most=1000) in {"large", "broken"}


@pytest.mark.parametrize("before", [b"", HEAD, HEAD + b"\r\n"])
def test_who_answers_by_drops_holds_nobody_up(before: bytes) -> None:
    stop = threading.Event()

    def talk(send: Any) -> None:
        send(before)
        while not stop.wait(0.02) and send(b"H"):
            pass

    with rude(talk) as address:
        began = time.monotonic()
        assert refusal(address, seconds=0.5) == "slow"
        assert time.monotonic() - began < 10  # the drops alone would go on for ever
        stop.set()


@pytest.mark.parametrize(
    "said", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", HEAD + b"Content-Length: -5\r\n\r\n\xff"]
)
def test_what_is_no_answer_is_no_error_of_ours(said: bytes) -> None:
    with rude(lambda send: send(said)) as address:
        try:
            fetch(address, allow=anywhere, seconds=2)
        except Failed as failed:
            assert failed.code in {"broken", "unreachable", "type", "slow"}  # noqa: PT017 - either way will do


def test_a_certificate_is_asked_for(place: Elsewhere) -> None:
    """A server that speaks no TLS, or shows no certificate for its name, is not believed."""
    assert refusal(f"https://127.0.0.1:{place.port}/") == "unreachable"


def test_the_limits_are_what_the_guide_to_operators_says() -> None:
    assert (client.MOST_REDIRECTS, client.SECONDS, client.MOST_BYTES) == (3, 8, 2 * 1024 * 1024)
    assert network.is_open("1.1.1.1")
    assert network.is_open("2606:4700::1")
