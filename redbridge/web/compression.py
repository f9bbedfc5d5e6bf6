"""Pages travel compressed: a third of the bytes at a tenth of a millisecond."""

import secrets
import struct
import zlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SMALLEST = 500  # below this a page fits into one packet anyway
LEVEL = 1  # higher ones save a few hundred bytes at up to four times the work
MOST_PADDING = 100
KINDS = ("text/", "application/json", "application/xml", "application/rss", "application/manifest", "image/svg")
_HEAD = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x04\xff"  # gzip, deflated, with a file name, without a time


def compress(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Compress what is text for browsers that ask for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not _is_worth_it(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            response.content = gzipped(response.content)
            response.headers["Content-Length"] = str(len(response.content))
            response.headers["Content-Encoding"] = "gzip"
        return response

    return middleware


def gzipped(content: bytes) -> bytes:
    """The bytes as gzip, padded by a random length so that nobody learns a secret by the size (BREACH)."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    name = b"a" * secrets.randbelow(MOST_PADDING) + b"\x00"
    end = struct.pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return b"".join((_HEAD, name, deflate.compress(content), deflate.flush(), end))


def _is_worth_it(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and "Content-Encoding" not in response.headers
        and len(response.content) >= SMALLEST
        and response.headers.get("Content-Type", "").startswith(KINDS)
    )
