"""A place on this machine at which people sign in: OAuth 2 with code, PKCE, token and account, as strict as any."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class OtherPlace:
    """Who is signed in there, what it gave out, and `odd`: answers by path in place of the proper ones."""

    port: int
    name: str = "dana"
    number: str = "109"
    is_hex: bool = False
    id_name: str = "client_id"
    apps: dict[str, tuple[str, str]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    odd: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def profile(self) -> str:
        return f"http://127.0.0.1:{self.port}/@{self.name}"

    def register(self, said: dict[str, str]) -> Answer:
        app = secrets.token_hex(8), secrets.token_hex(8)
        self.apps[app[0]] = app[1], said["redirect_uris"]
        return _json({"client_id": app[0], "client_secret": app[1]})

    def visit(self, address: str, *, is_allowed: bool = True) -> dict[str, str]:
        """What the browser of somebody who signs in there (or does not) comes back with; `path` is where to."""
        parts = urlsplit(address)
        said = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert parts.port == self.port
        assert said["response_type"] == "code"
        assert said["redirect_uri"] == self.apps[said[self.id_name]][1]
        answer = {"state": said["state"], "error": "access_denied"}
        if is_allowed:
            code = secrets.token_urlsafe(12)
            self.codes[code] = said
            answer = {"state": said["state"], "code": code}
        return {"path": urlsplit(said["redirect_uri"]).path, "query": urlencode(answer), **answer}

    def exchange(self, said: dict[str, str]) -> Answer:
        begun = self.codes.pop(said.get("code", ""), None)  # a code is good for one attempt
        app = self.apps.get(said.get(self.id_name, ""))
        if begun is None or app is None or said["client_secret"] != app[0]:
            return _json({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(said["code_verifier"].encode()).digest()
        challenge = digest.hex() if self.is_hex else base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (begun["redirect_uri"], begun["code_challenge"]) != (said["redirect_uri"], challenge):
            return _json({"error": "invalid_grant"}, 400)
        token = secrets.token_urlsafe(12)
        self.tokens.add(token)
        return _json({"access_token": token, "token_type": "Bearer", "scope": begun["scope"]})

    def account(self, token: str) -> Answer:
        if token not in self.tokens - self.revoked:
            return _json({"error": "unauthorized"}, 401)
        user = {"username": self.name, "id": self.number, "user_id": self.number, "open_id": self.number}
        return _json({**user, "data": {"user": user}, "email": "dana@private.example"})

    def revoke(self, said: dict[str, str]) -> Answer:
        self.revoked.add(said["token"])
        return _json({})


def _json(found: dict[str, Any], status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(found).encode()


@contextmanager
def other_place() -> Iterator[OtherPlace]:
    """The place, for as long as it is open."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self._say(lambda: place.account(bearer))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            said = {name: values[0] for name, values in parse_qs(sent).items()}
            doers = {"/api/v1/apps": place.register, "/oauth/token": place.exchange, "/oauth/revoke": place.revoke}
            self._say(lambda: doers[self.path](said))

        def _say(self, proper: Any) -> None:
            place.asked.append(self.path)
            status, headers, body = place.odd.get(self.path) or proper()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    place = OtherPlace(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield place
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
