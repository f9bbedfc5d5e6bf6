"""Large files by parts: what a player asks for, and never more than 2 MiB of it in memory."""

import os
import threading
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

MOST = 2 * 1024 * 1024
BLOCK = 64 * 1024
MOST_WHOLE = 4  # threads of a process that may be held by readers who want a large file whole
MOST_DIGITS = 15
_whole = threading.BoundedSemaphore(MOST_WHOLE)


@dataclass(frozen=True)
class Part:
    """Bytes of a file, both ends counted."""

    first: int
    last: int


def file_response(request: HttpRequest, path: Path, *, content_type: str, to_end: bool = False) -> HttpResponseBase:
    """A file for GET or HEAD, whole or the one part that was asked for.

    Players ask for parts. They get at most 2 MiB at once, read into memory, so that a slow reader holds no thread, and
    ask for the next part when they need it; a shorter part than was asked for is what RFC 9110 (15.3.7) allows, and
    Chromium, Firefox and Safari go on from its Content-Range. An answer without a Range has to be the whole file: a
    small one is read at once, a large one is streamed in blocks, which holds a thread, so only a few of these go on at
    a time and others are asked to come back. Several ranges at once, and a Range of a file that changed meanwhile
    (If-Range), count as none. With `to_end`, for downloads that go on, a Range without an end gets all of the rest.
    """
    status = path.stat()
    tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    elif asked.startswith("bytes=") and "," not in asked:
        response = _part(request, path, status.st_size, asked, to_end=to_end and asked.endswith("-"))
    else:
        response = _all(request, path, status.st_size)
    if response.status_code in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        response.headers["Content-Type"] = content_type
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = tag
    return response


def wanted(asked: str, size: int) -> Part | None:
    """The part that a Range of one part names, at most 2 MiB of it; None when the file has no such part.

    ValueError for what is no range at all.
    """
    start, dash, end = asked.removeprefix("bytes=").strip().partition("-")
    numbers = [number for number in (start, end) if number]
    if not dash or not numbers or any(not _is_number(number) for number in numbers):
        raise ValueError(asked)
    if not start:
        first, last = max(0, size - int(end)), size - 1
        if int(end) == 0:
            return None
    else:
        first, last = int(start), min(int(end), size - 1) if end else size - 1
        if end and int(end) < first:
            raise ValueError(asked)
    if first >= size:
        return None
    return Part(first, min(last, first + MOST - 1))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def _part(request: HttpRequest, path: Path, size: int, asked: str, *, to_end: bool) -> HttpResponseBase:
    try:
        part = wanted(asked, size)
    except ValueError:
        return _all(request, path, size)
    if part is None:
        beyond = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        beyond.headers["Content-Range"] = f"bytes */{size}"
        return beyond
    response: HttpResponseBase
    if to_end and request.method != "HEAD" and size - part.first > MOST:
        part = Part(part.first, size - 1)
        response = _stream(path, part.first)
        if response.status_code != HTTPStatus.OK:
            return response
    else:
        response = _read(request, path, part)
    response.status_code = HTTPStatus.PARTIAL_CONTENT
    response.headers["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return response


def _all(request: HttpRequest, path: Path, size: int) -> HttpResponseBase:
    if request.method == "HEAD" or size <= MOST:
        return _read(request, path, Part(0, size - 1))
    return _stream(path, 0)


def _stream(path: Path, first: int) -> HttpResponseBase:
    """From a byte to the end, in blocks; only a few at a time."""
    if not _whole.acquire(blocking=False):
        response = HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = "10"
        return response
    try:
        file = path.open("rb")
        file.seek(first)
        return WholeFile(file)
    except BaseException:
        _whole.release()
        raise


def _read(request: HttpRequest, path: Path, part: Part) -> HttpResponse:
    length = part.last - part.first + 1
    response = HttpResponse()
    if request.method != "HEAD" and length:
        with path.open("rb") as file:
            response.content = os.pread(file.fileno(), length, part.first)
    response.headers["Content-Length"] = str(length)
    return response


class WholeFile(FileResponse):
    """A large file from its beginning to its end; one of the few at a time that hold a thread."""

    block_size = BLOCK
    _is_held = True

    def close(self) -> None:
        super().close()
        if self._is_held:
            self._is_held = False
            _whole.release()

    def __init__(self, *arguments: Any, **said: Any) -> None:
        super().__init__(*arguments, **said)
        self.headers.pop("Content-Disposition", None)
