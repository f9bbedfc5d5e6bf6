"""Large files that a program takes, and goes on taking after a lost line (RFC 9110, 14)."""

import os
import re
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

MOST_AT_ONCE = 8 * 1024 * 1024
MOST_STREAMS = 2  # threads of a process that may be held by programs that read slowly
BLOCK = 64 * 1024
RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{1,15})?")
_streams = threading.BoundedSemaphore(MOST_STREAMS)


class Stream(FileResponse):
    """A file from a byte to its end; one of the few at a time that hold a thread."""

    block_size = BLOCK
    _is_held = True

    def close(self) -> None:
        super().close()
        if self._is_held:
            self._is_held = False
            _streams.release()


def download(request: HttpRequest, path: Path, *, name: str, content_type: str) -> HttpResponseBase:
    """A file: whole, from a byte on, or at most 8 MiB of it. Other ranges, and any of a changed file, are none."""
    status = path.stat()
    tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    asked = asked if request.headers.get("If-Range", tag) == tag else None
    first = int(asked[1]) if asked else 0
    last = int(asked[2]) if asked and asked[2] else status.st_size - 1
    if asked and first < status.st_size and last >= first:
        answer = _part(path, first, min(last, status.st_size - 1), is_bounded=bool(asked[2]))
        if answer.status_code == HTTPStatus.OK:
            end = first + int(answer.headers["Content-Length"]) - 1
            answer.status_code = HTTPStatus.PARTIAL_CONTENT
            answer.headers["Content-Range"] = f"bytes {first}-{end}/{status.st_size}"
    elif asked and first >= status.st_size:
        answer = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        answer.headers["Content-Range"] = f"bytes */{status.st_size}"
    else:
        answer = _part(path, 0, status.st_size - 1, is_bounded=False)
    answer.headers["Content-Type"] = content_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _tagged(answer, tag)


def _part(path: Path, first: int, last: int, *, is_bounded: bool) -> HttpResponseBase:
    length = last - first + 1
    if is_bounded or length <= MOST_AT_ONCE:
        with path.open("rb") as file:
            answer = HttpResponse(os.pread(file.fileno(), min(length, MOST_AT_ONCE), first))
        answer.headers["Content-Length"] = str(len(answer.content))
        return answer
    return _stream(path, first, length)


def _stream(path: Path, first: int, length: int) -> HttpResponseBase:
    if not _streams.acquire(blocking=False):
        busy = HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        busy.headers["Retry-After"] = "10"
        return busy
    try:
        file: Any = path.open("rb")
        file.seek(first)
        answer = Stream(file)
    except BaseException:
        _streams.release()
        raise
    answer.headers["Content-Length"] = str(length)
    return answer


def _tagged(answer: HttpResponseBase, tag: str) -> HttpResponseBase:
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["ETag"] = tag
    return answer
