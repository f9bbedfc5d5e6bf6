"""Who is looking: the signed-in person of a request, and pages that need one."""

from collections.abc import Callable
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from redbridge.accounts import queries as accounts

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

P = ParamSpec("P")
MOST_DIGITS = 19  # ids fit into 63 bits
LONGEST_PATH = 2000


def viewer_of(request: HttpRequest) -> "Person | None":
    """The signed-in person, or None; looked up once a request."""
    if not hasattr(request, "_viewer"):
        found = accounts.person_of(request.user) if request.user.is_authenticated else None
        request._viewer = found  # type: ignore[attr-defined]  # noqa: SLF001 - our own slot on Django's object
    return request._viewer  # type: ignore[attr-defined, no-any-return]  # noqa: SLF001


def signed_in(
    page: "Callable[Concatenate[HttpRequest, Person, P], HttpResponse]",
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for signed-in people: it gets the person as its second argument; others are led to sign in first."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = viewer_of(request)
        if person is None:
            return to_sign_in(request)
        return page(request, person, *args, **kwargs)

    update_wrapper(guarded, page)
    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page that afterwards leads back; htmx is told to go there as a whole page."""
    back = request.get_full_path() if request.method == "GET" else referring_path(request)
    address = f"/sign-in?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def referring_path(request: HttpRequest) -> str:
    """The path of our own page that a form was sent from, `/` when unknown or foreign."""
    return safe_path(request, request.headers.get("Referer", ""))


def safe_path(request: HttpRequest, target: Any) -> str:
    """`target` if it leads to this site, else `/`; never another site."""
    text = str(target or "")
    if (
        len(text) <= LONGEST_PATH
        and text.isprintable()
        and url_has_allowed_host_and_scheme(text, {request.get_host()}, require_https=request.is_secure())
    ):
        return text
    return "/"


def back(request: HttpRequest) -> HttpResponse:
    """Where a form without script returns to: its `next` field, else the page it was on."""
    wanted = request.POST.get("next")
    target = safe_path(request, wanted) if wanted else referring_path(request)
    return see_other(target)


def see_other(target: str) -> HttpResponse:
    """A redirect after a form, followed by GET."""
    response = HttpResponseRedirect(target)
    response.status_code = 303
    return response


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number of the query string, None for anything that is not one."""
    return _number(request.GET.get(name, ""))


def sent_number(request: HttpRequest, name: str, *, otherwise: int = 0) -> int | None:
    """A whole number of a form: None when nothing was sent, `otherwise` (the id of nothing) for anything else."""
    text = request.POST.get(name, "").strip()
    found = _number(text)
    return otherwise if text and found is None else found


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
