"""Pages that need nothing but the request: no database, no session, no frame; for when those are what broke."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

THEMES = ("light", "dark")
BARE = b"<!doctype html><meta charset=utf-8><title>500</title><h1>Something broke on our side.</h1><a href=/>Back</a>"


def plain_page(request: HttpRequest, status: int, *, sentence: str = "", retry_after: int = 0) -> HttpResponse:
    """A whole page in the reader's language; `sentence` stands in place of the usual words for the status."""
    try:
        response = _drawn(request, status, sentence)
    except Exception:  # an error page that fails would hide the error
        log.exception("The page for status %s could not be drawn", status)
        response = HttpResponse(BARE, status=status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:  # noqa: PLR2004 - the operator's own doing is no news
        response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's word for it
    return response


def _drawn(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    language = reader_language(request)
    with translation.override(language):
        title, words = WORDS[status]()
        theme = request.COOKIES.get("theme", "")
        context = {
            "status": status,
            "title": title,
            "words": sentence or words,
            "lang": {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(language, language),
            "is_rtl": translation.get_language_bidi(),
            "theme": theme if theme in THEMES else "system",
        }
        body = render_to_string("errors/plain.html", context)
    return HttpResponse(body, status=status, headers={"Content-Language": language})


def reader_language(request: HttpRequest) -> str:
    """The interface language that cookie or browser ask for."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    known = {code for code, _name in settings.LANGUAGES}
    return chosen if chosen in known else translation.get_language_from_request(request)


WORDS = {
    400: lambda: (_("This did not arrive in one piece."), _("It could not be read. Go back and try once more.")),
    413: lambda: (
        _("That is more than fits."),
        _("What you sent is too large. Send less at once, or smaller files."),
    ),
    500: lambda: (
        _("Something broke on our side."),
        _(
            "It is written down for the people who run this place. "
            "What you typed may still be in your browser: go back and try once more."
        ),
    ),
    503: lambda: (
        _("Back in a moment."),
        _("The people who run this place are at work on it. Nothing is lost. Try again in a few minutes."),
    ),
}
