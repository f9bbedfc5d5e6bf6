"""What holds for every answer and every body, whatever page it is for."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import patch_vary_headers

POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
# Parts of a page and whole pages share their addresses.
PARTS = ("HX-Request", "HX-Target", "X-Part")
MOST_A_FILE = 31 * 1024 * 1024  # a little more than a picture may have, so that the page can still say so kindly
MOST_OF_AN_END = 300
MOST_A_VIDEO = 1025 * 1024 * 1024  # the same for the one of a video note
MOST_AN_EXPORT = 257 * 1024 * 1024  # of an old place by the plain form; larger ones come in parts
MOST_BESIDE = 501 * 1024 * 1024  # a picture, a video or a zip of them beside an export
MOST_BY_FIELD = {"video": MOST_A_VIDEO, "archive": MOST_AN_EXPORT, "media": MOST_BESIDE}
MOST_FROM_MEMBERS = MOST_A_VIDEO + MOST_A_FILE
WAITING_COOKIE, WAITING_PLACE = "waiting", "/waiting/upload"


def guard_answers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Pages of somebody who is signed in stay out of every cache, and no page may use the device."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", POLICY)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in headers:
            patch_vary_headers(response, PARTS)
            name = settings.SESSION_COOKIE_NAME
            if name in request.COOKIES or name in response.cookies:
                headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


class _Body:
    """The body of a request, which remembers how it ended."""

    def __init__(self, stream: Any) -> None:
        self._stream, self.end = stream, b""

    def read(self, *size: int) -> bytes:
        """As the stream does."""
        return self._seen(self._stream.read(*size))

    def readline(self, *size: int) -> bytes:
        """The same by lines."""
        return self._seen(self._stream.readline(*size))

    def _seen(self, found: bytes) -> bytes:
        self.end = (self.end + found)[-MOST_OF_AN_END:]
        return found


def _most(request: Any) -> int:
    """How large the body of a form may be: members send files, and so do those on the waiting list, to one address."""
    visitor = getattr(request, "user", None)
    if visitor is not None and visitor.is_authenticated:
        return MOST_FROM_MEMBERS
    is_waiting = request.path == WAITING_PLACE and request.get_signed_cookie(WAITING_COOKIE, "", salt=WAITING_COOKIE)
    return MOST_AN_EXPORT if is_waiting else int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class UploadGuard(FileUploadHandler):
    """First in line for every form with files: nobody fills the disk, and half a form is no form."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: ARG002, N803 - Django's signature
        """Strangers send forms and no files to speak of."""
        self._boundary = rest[0]
        self._body = self.request._stream = _Body(self.request._stream)  # type: ignore[union-attr]  # noqa: SLF001 - the one place to watch a body
        if content_length > _most(self.request):
            raise RequestDataTooBig

    def new_file(self, field_name: str, *rest: Any, **more: Any) -> None:
        """Only the fields of videos and exports take as much as those need."""
        super().new_file(field_name, *rest, **more)
        self._most = MOST_BY_FIELD.get(field_name, MOST_A_FILE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """What comes after the most that a file may have is not kept."""
        return raw_data if start < self._most else None

    def file_complete(self, file_size: int) -> None:
        """The next in line keeps the file."""

    def upload_complete(self) -> None:
        """A line that broke off in the middle must not post half of what somebody wrote."""
        if not self._body.end.rstrip().endswith(b"--" + self._boundary + b"--"):
            raise MultiPartParserError("The form broke off.")
