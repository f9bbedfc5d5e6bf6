"""Servers on this machine that speak real HTTP, some of them with bad manners."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Elsewhere:
    """What a server answers by path, and what it was asked with which headers."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def address(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def says(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, {"Content-Type": kind, **named}, data)
        return self.address(path)

    def moves(self, path: str, target: str, status: int = 302) -> str:
        self.pages[path] = (status, {"Location": target}, b"")
        return self.address(path)


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """A server with pages."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            status, headers, body = place.pages.get(self.path, (404, {"Content-Type": "text/html"}, b"Not here"))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    place = Elsewhere(server.server_address[1])
    with _running(server):
        yield place


@contextmanager
def rude(talk: Callable[[Callable[[bytes], bool]], object]) -> Iterator[str]:
    """A server that reads nothing properly and says what `talk` sends; its sender is False once nobody listens."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(4096)

            def send(data: bytes) -> bool:
                try:
                    self.request.sendall(data)
                except OSError:
                    return False
                return True

            talk(send)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    with _running(server):
        yield f"http://127.0.0.1:{server.server_address[1]}/"


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    server.daemon_threads = True  # type: ignore[attr-defined]  # of every threading server
    server.block_on_close = False  # type: ignore[attr-defined]  # the same
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
