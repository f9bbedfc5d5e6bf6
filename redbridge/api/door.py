"""What every request meets before its operation: who sends it, how often, and whether it was sent before."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from redbridge.accounts import actions, queries
from redbridge.accounts.addresses import counted
from redbridge.api.paging import next_link
from redbridge.api.problems import Unauthorized, not_allowed, of_exception
from redbridge.kit import limits
from redbridge.kit.errors import TooFast

if TYPE_CHECKING:
    from redbridge.accounts.models import AccessToken, Person

MINUTE = 60
DAY = 86_400
TAKEN = "Authorization, Content-Type, Idempotency-Key, Accept-Language, If-None-Match, Range, If-Range"
EXPOSED = (
    "Link, RateLimit, RateLimit-Policy, Retry-After, Idempotency-Replayed, WWW-Authenticate"
    ", Accept-Ranges, Content-Disposition, Content-Range, ETag"
)
SAFE = {"GET", "HEAD", "OPTIONS"}
KEY = "Idempotency-Key"
LONGEST_SECRET = 100
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Access:
    """A token and the person for whom it was given out."""

    token: "AccessToken"
    person: "Person"

    def may(self, scope: str) -> bool:
        """Whether the token has the scope."""
        return scope in self.token.scopes


def guarded(view: View) -> View:
    """A view of the API. Cookies open nothing here, so no other site can send anything in somebody's name."""

    def enter(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return asked_before()
        left: limits.Left | None = None
        try:
            request.user = AnonymousUser()
            request.access = access = _access_of(request)  # type: ignore[attr-defined]
            left = _spend(request, access)
            _check_line(request)
            answer = _answer(request, access, lambda: view(request, *args, **named))
        except Exception as exception:  # noqa: BLE001 - whatever it is, a program gets an answer that it can read
            answer = of_exception(exception)
        return _finished(request, answer, left)

    update_wrapper(enter, view)
    return csrf_exempt(enter)


def asked_before() -> HttpResponse:
    """What a browser is told that asks whether a page of another site may send something: yes, but no cookies."""
    answer = HttpResponse(status=204)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, PUT, PATCH, DELETE"
    answer.headers["Access-Control-Allow-Headers"] = TAKEN
    answer.headers["Access-Control-Max-Age"] = str(DAY)
    return answer


def _access_of(request: HttpRequest) -> Access | None:
    """Who sent it; None for a stranger, Unauthorized for a token that is not good."""
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header:
        return None
    kind, _blank, secret = header.partition(" ")
    token = queries.token_behind(secret.strip()) if kind.lower() == "bearer" and len(secret) < LONGEST_SECRET else None
    if token is None or token.sign_in.person is None:
        _spend(request, None)
        raise Unauthorized(_("This token is not known, or it has ended."), code="token")
    actions.note_token(token)
    token.sign_in.person.sign_in = token.sign_in  # who moderates is read from there
    request.user = token.sign_in  # uploads of members may be large
    return Access(token, token.sign_in.person)


def _spend(request: HttpRequest, access: Access | None) -> limits.Left:
    address = counted(getattr(request, "client_address", ""))
    key = f"api:token:{access.token.id}" if access else f"api:address:{address}"
    left = limits.spend(key, limit=settings.API_PACE, seconds=MINUTE)
    if left.is_over:
        request.left = left  # type: ignore[attr-defined]
        raise TooFast(_("That was more than a minute has room for. Wait a little."), retry_after=left.reset)
    return left


def _check_line(request: HttpRequest) -> None:
    """No text that a database cannot keep, and reading by HEAD is reading."""
    if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
        raise BadRequest
    if request.method == "HEAD":
        request.method = "GET"


def _answer(request: HttpRequest, access: Access | None, run: Callable[[], HttpResponse]) -> HttpResponse:
    key = request.headers.get(KEY)
    if key is None or access is None or request.method in SAFE or _is_chunk(request):
        return run()
    receipt = actions.begin_receipt(access.token, key=key, request_hash=_hash_of(request))
    if receipt is not None:
        replay = HttpResponse(receipt.body, status=receipt.status, content_type="application/json; charset=utf-8")
        replay.headers["Idempotency-Replayed"] = "true"
        return replay
    is_done = False
    try:
        answer = run()
        if is_done := answer.status_code < 300:  # noqa: PLR2004 - a success
            actions.finish_receipt(access.token, key=key, status=answer.status_code, body=answer.content.decode())
    finally:
        if not is_done:  # what was refused changed nothing, and may be sent again
            actions.drop_receipt(access.token, key=key)
    return answer


def _is_chunk(request: HttpRequest) -> bool:
    """Parts of a video or an export say where they belong, so sending one twice does no harm."""
    return request.content_type == "application/octet-stream"


def _hash_of(request: HttpRequest) -> str:
    """The same for the same request sent again; the boundary of a form may be another one.

    Keyed, since it is kept and some requests hold a password.
    """
    found = hmac.new(settings.SECRET_KEY.encode(), f"{request.method} {request.get_full_path()}\n".encode(), "sha256")
    if request.content_type != "multipart/form-data":
        found.update(request.body)
        return found.hexdigest()
    for name, values in sorted(request.POST.lists()):
        found.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            found.update(repr((name, file.name)).encode())
            for chunk in file.chunks():
                found.update(chunk)
            file.seek(0)
    return found.hexdigest()


def _finished(request: HttpRequest, answer: HttpResponse, left: limits.Left | None) -> HttpResponse:
    if answer.status_code == 405 and answer.headers.get("Content-Type", "").startswith("text/html"):  # noqa: PLR2004
        answer = not_allowed(answer.headers["Allow"])
    headers = answer.headers
    left = left or getattr(request, "left", None)
    if left is not None:
        headers["RateLimit-Policy"] = f'"minute";q={left.limit};w={MINUTE}'
        headers["RateLimit"] = f'"minute";r={left.remaining};t={left.reset}'
    if link := next_link(request):
        headers["Link"] = link
    headers.setdefault("Cache-Control", "private, no-store" if "Authorization" in request.headers else "no-cache")
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = EXPOSED
    patch_vary_headers(answer, ("Authorization",))
    return answer
