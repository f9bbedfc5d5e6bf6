"""What went wrong, as `application/problem+json` (RFC 9457), with a sentence in the reader's language."""

import json
import logging
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from redbridge.accounts.actions import StillRunning
from redbridge.kit.errors import NotFound, Problem, TooFast
from redbridge.notes.actions import DraftChanged

KIND = "application/problem+json"
MOST_ERRORS = 20
logger = logging.getLogger("redbridge.api")


class Unauthorized(Problem):
    """Nobody, or nobody any more, stands behind what was sent."""

    status = 401


class MissingScope(Problem):
    """The token may not do this."""

    status = 403

    def __init__(self, scope: str) -> None:
        sentence = _("This token may not do that. It needs the scope %(scope)s.") % {"scope": scope}
        super().__init__(sentence, code="scope")
        self.scope = scope


class TooLarge(Problem):
    """More than is taken at once."""

    status = 413


def told(status: int, sentence: str, *, code: str = "", field: str | None = None, **more: Any) -> HttpResponse:
    """A problem as an answer."""
    said: dict[str, Any] = {"title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
    said |= {"code": code or HTTPStatus(status).name.lower()}
    said |= {"field": field} if field else {}
    return HttpResponse(json.dumps({**said, **more}, ensure_ascii=False), status=status, content_type=KIND)


def of_problem(problem: Problem) -> HttpResponse:
    """What an action or a query raised."""
    more: dict[str, Any] = {}
    if isinstance(problem, DraftChanged):
        from redbridge.api.drafting import draft_json  # noqa: PLC0415 - it needs this module

        more["draft"] = draft_json(problem.draft)
    if isinstance(problem, MissingScope):
        more["scope"] = problem.scope
    sentence = problem.sentence or _default(problem.status)
    answer = told(problem.status, sentence, code=problem.code, field=problem.field, **more)
    if isinstance(problem, TooFast | StillRunning) and problem.retry_after:
        answer.headers["Retry-After"] = str(problem.retry_after)
    if isinstance(problem, Unauthorized):
        answer.headers["WWW-Authenticate"] = f'Bearer realm="{settings.SITE_URL}"'
        if problem.code == "token":
            answer.headers["WWW-Authenticate"] += ', error="invalid_token"'
    if isinstance(problem, MissingScope):
        answer.headers["WWW-Authenticate"] = (
            f'Bearer realm="{settings.SITE_URL}", error="insufficient_scope", scope="{problem.scope}"'
        )
    return answer


def not_allowed(allowed: str) -> HttpResponse:
    """405."""
    answer = told(405, _("This address does not take that. It takes: %(methods)s.") % {"methods": allowed})
    answer.headers["Allow"] = allowed
    return answer


def of_exception(exception: Exception) -> HttpResponse:
    """Whatever was raised on the way: its own sentence, or one that tells nothing of our insides."""
    if isinstance(exception, Problem):
        return of_problem(exception)
    if isinstance(exception, ValidationError):
        return _of_wrong_types(exception)
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return told(413, _("That is more than is taken at once."))
    if isinstance(exception, MultiPartParserError | SuspiciousOperation | BadRequest):
        return told(400, _("What was sent could not be read."), code="unreadable")
    if isinstance(exception, HttpError | Http404):
        status = exception.status_code if isinstance(exception, HttpError) else 404
        return told(status, _default(status), code="unreadable" if status == 400 else "")  # noqa: PLR2004
    logger.error("A request to the API broke.", exc_info=exception)
    return told(500, _("Something here broke. It is written down and will be looked at."))


def register(api: NinjaAPI) -> None:
    """Have the API tell everything in this way."""
    for kind in (Exception, HttpError, ValidationError, Http404):
        api.add_exception_handler(kind, _handled)


def _handled(_request: HttpRequest, exception: Any) -> HttpResponse:
    return of_exception(exception)


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """For addresses below ours that nobody knows."""
    return of_problem(NotFound())


def _of_wrong_types(exception: ValidationError) -> HttpResponse:
    """What is wrong with which field; never what was sent, which may be a secret."""
    errors = [
        {"field": ".".join(str(part) for part in error["loc"]), "code": error["type"], "detail": error["msg"]}
        for error in exception.errors[:MOST_ERRORS]
    ]
    field = errors[0]["field"].split(".")[-1] if errors else None
    return told(422, _("Something that was sent is not as it has to be."), code="types", field=field, errors=errors)


def _default(status: int) -> str:
    sentences = {
        400: _("What was sent could not be read."),
        401: _("This needs a token."),
        403: _("This is not yours to open."),
        404: _("There is nothing here, or it is not shown to you. The address may have a typo."),
    }
    return sentences.get(status) or _("That did not work.")
