"""Services on this machine that translate by accents, as the three protocols have it, well or badly."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from redbridge.language import endpoints
from redbridge.language.engines import registry
from redbridge.language.engines.protocol import Engine

_ACCENTS = str.maketrans("aeioucnsyz", "áéíóúçñšýž")
_KEPT = re.compile(r"(<[^>]*>|\{\{\d+\}\}|⟦\d+⟧|&\w+;)")


def accented(text: str) -> str:
    """A translation that keeps every mark."""
    return "".join(part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in _KEPT.split(text))


@dataclass
class Service:
    """What a service does to a text, and every request that it got; `raw` answers in place of all that."""

    port: int
    turn: Callable[[str], str] = accented
    raw: tuple[int, str, bytes] | None = None
    pause: float = 0.0
    last: int | None = None  # requests after so many are never answered
    extra: dict[str, Any] = field(default_factory=dict)
    drop: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """All texts that came, in order."""
        return [text for body in self.asked for text in _texts(body)]

    def engine(self, kind: str, options: str = "") -> Engine:
        """The engine that talks to this service; `options` as in the setting."""
        path = "/v1" if kind == "openai" else ""
        model = "model=tiny&" if kind == "openai" else ""
        text = f"{kind}+http://key@127.0.0.1:{self.port}{path}?{model}{options}".rstrip("?&")
        (endpoint,) = endpoints.parse(text)
        return registry.made(endpoint)


@contextmanager
def service() -> Iterator[Service]:
    """A service that speaks all three protocols, each at its path."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            here.asked.append(body)
            here.headers.append({name.lower(): value for name, value in self.headers.items()})
            time.sleep(here.pause if here.last is None or len(here.asked) <= here.last else 30)
            status, kind, data = here.raw or (200, "application/json", json.dumps(_answer(here, body)).encode())
            try:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                pass

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Service(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _texts(body: dict[str, Any]) -> list[str]:
    if "messages" in body:
        return [row["text"] for row in json.loads(body["messages"][1]["content"])["segments"]]
    found: list[str] = body.get("text") or body["q"]
    return found


def _answer(here: Service, body: dict[str, Any]) -> dict[str, Any]:
    said = [here.turn(text) for text in _texts(body)]
    said = said[: len(said) - here.drop]
    if "messages" in body:
        rows = {"segments": [{"id": number, "text": text} for number, text in enumerate(said)], **here.extra}
        return {"choices": [{"message": {"role": "assistant", "content": json.dumps(rows)}}]}
    if "text" in body:
        return {"translations": [{"detected_source_language": "EN", "text": text} for text in said]}
    return {"translatedText": said}
