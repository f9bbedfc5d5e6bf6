"""What a push service gets can be read by the browser alone, and goes nowhere inside our own network."""

import json
import socket
import socketserver
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from django.core.cache import cache

from redbridge.notifications import endpoints, vapid
from redbridge.notifications.webpush import authorization, decode, encode, encrypt, is_point, point_of
from tests.interactions.stage import at_once
from tests.notifications.stand_ins import Browser, push_service

pytestmark = pytest.mark.django_db


def key_of(number: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decode(number), "big"), ec.SECP256R1())


def test_the_example_of_the_standard_comes_out_byte_for_byte() -> None:
    browser = key_of("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")
    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        public_key=point_of(browser),
        secret=decode("BTBZMqHH6r4Tts7J_aSIgg"),
        salt=decode("DGv6ra1nlYgDCS1FRnbzlw"),
        key=key_of("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
    )
    assert encode(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_browser_reads_what_was_meant_for_it_and_no_other_does() -> None:
    browser, other = Browser(), Browser()
    body = encrypt("茶 and more".encode(), public_key=point_of(browser.key), secret=browser.secret)
    assert browser.read(body).decode() == "茶 and more"
    with pytest.raises(InvalidTag):
        other.read(body)
    assert body != encrypt("茶 and more".encode(), public_key=point_of(browser.key), secret=browser.secret)


def test_our_proof_is_signed_for_one_service_and_half_a_day() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    header = authorization("https://push.example.net/some/secret", key=key, contact="mailto:a@b.example")
    token, public = header.removeprefix("vapid t=").split(", k=")
    head, claims, signature = token.split(".")
    raw = decode(signature)
    signed = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(public)).verify(
        signed, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256())
    )
    said: dict[str, Any] = json.loads(decode(claims))
    assert (said["aud"], said["sub"]) == ("https://push.example.net", "mailto:a@b.example")
    assert 0 < said["exp"] - time.time() <= 24 * 60 * 60
    assert json.loads(decode(head)) == {"typ": "JWT", "alg": "ES256"}


def test_the_key_of_the_site_is_made_once_however_many_start(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    found = at_once(*[vapid.public_key] * 6)
    assert len(set(found)) == 1
    assert is_point(decode(found[0]))
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["push.txt"]
    assert (tmp_path / "keys" / "push.txt").stat().st_mode & 0o077 == 0


OUTSIDE = ["https://fcm.googleapis.com/fcm/send/abc", "https://web.push.apple.com/x", "https://[2606:4700::1]/x"]
HOSTILE = [
    "",
    "push.example.net/x",
    "http://push.example.net/x",
    "ftp://push.example.net/x",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://",
    "https:///x",
    "https://push.example.net:8443/x",
    "https://push.example.net:99999/x",
    "https://push.example.net:abc/x",
    "https://user:word@push.example.net/x",
    "https://@push.example.net/x",
    "https://push.example.net/x#part",
    "https://push.example.net/a b",
    "https://push.example.net/\r\nHost: other",
    "https://push.example.net/\x00",
    "https://пример.example/x",
    "https://router/x",
    "https://nas.local/x",
    "https://db.internal/x",
    "https://box.localhost/x",
    "https://10.0.0.1/x",
    "https://192.168.1.1/x",
    "https://172.16.0.9/x",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/x",
    "https://0.0.0.0/x",
    "https://224.0.0.1/x",
    "https://[fe80::1]/x",
    "https://[fd00::1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://[2002:0a00:0001::]/x",
    "https://[64:ff9b::10.0.0.1]/x",
    "https://[::1",
    f"https://push.example.net/{'x' * 1000}",
]
HERE = ["http://127.0.0.1:9/x", "https://127.0.0.1/x", "http://localhost:8000/x", "http://[::1]:80/x"]


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_service_of_the_open_network_may_be_named(address: str) -> None:
    assert endpoints.is_endpoint(address)


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize("is_loopback", [False, True])
def test_no_other_address_may(settings: Any, address: str, is_loopback: bool) -> None:
    settings.IS_LOOPBACK = is_loopback
    assert not endpoints.is_endpoint(address)


@pytest.mark.parametrize("address", HERE)
def test_this_machine_may_only_on_a_site_that_nobody_else_reaches(settings: Any, address: str) -> None:
    assert endpoints.is_endpoint(address)
    settings.IS_LOOPBACK = False
    assert not endpoints.is_endpoint(address)


def test_a_name_that_leads_inside_is_not_connected_to(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is fine and only its address is not: the look-up itself is what a hostile name server controls."""
    settings.IS_LOOPBACK = False
    with push_service() as service:

        def look_up(*_arguments: Any, **_more: Any) -> list[Any]:
            kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
            return [(*kind, ("127.0.0.1", service.port)), (*kind, ("10.1.2.3", 443))]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        with pytest.raises(endpoints.Unreachable, match="ConnectionRefusedError"):
            endpoints.post("https://push.example.net/x", body=b"", headers={})
        assert service.taken == []


def test_a_redirect_is_an_answer_and_not_a_way_on() -> None:
    with push_service() as service, push_service() as other:
        service.answers = [302]
        assert endpoints.post(service.endpoint(), body=b"x", headers={"Location": other.endpoint()}) == 302
        assert (len(service.taken), other.taken) == (1, [])


def test_who_answers_by_drops_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Drip(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            stop = threading.Event()
            for _ in range(400):
                try:
                    self.request.sendall(b"H")
                except OSError:
                    return
                stop.wait(0.02)

    monkeypatch.setattr(endpoints, "SECONDS", 0.3)
    cache.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Drip) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        endpoint = f"http://127.0.0.1:{server.server_address[1]}/x"
        with pytest.raises(endpoints.Unreachable, match="TimeoutError"):
            endpoints.post(endpoint, body=b"", headers={})
        with pytest.raises(endpoints.Unreachable, match="a moment ago"):
            endpoints.post(endpoint, body=b"", headers={})
        server.shutdown()
    cache.clear()
