"""While the operator works on the site every page says so, and health checks and static files go on."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from redbridge.kit.flags import maintenance_flag
from redbridge.web.plainpages import plain_page

RETRY_AFTER = 300
OPEN_PATHS = ("/static/", "/healthz", "/favicon", "/robots.txt")


def maintenance(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers 503 as long as the flag file is there; looking costs one system call."""
    flag = maintenance_flag(settings.DATA_DIR)

    def middleware(request: HttpRequest) -> HttpResponse:
        sentence = None if request.path.startswith(OPEN_PATHS) else _sentence(flag)
        if sentence is None:
            return get_response(request)
        return plain_page(request, 503, sentence=sentence, retry_after=RETRY_AFTER)

    return middleware


def _sentence(flag: Path) -> str | None:
    try:
        return flag.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None
