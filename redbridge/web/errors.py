"""Pages for what went wrong, in the reader's language, with a way on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from redbridge.kit.errors import NotFound, Problem, TooFast


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A page, or for htmx a sentence to show as a toast, with the status of the problem."""
    if isinstance(problem, NotFound):
        return not_found(request)
    sentence = problem.sentence or _("That did not work. What you typed is kept.")
    response = _answer(request, problem.status, sentence)
    if isinstance(problem, TooFast):
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400: the request itself cannot be read."""
    return _answer(request, 400, _("This request could not be read. Go back and try once more."))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403."""
    return _answer(request, 403, _("This is not yours to open."))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: also for things that the viewer may not know of."""
    return _answer(request, 404, _("There is nothing here, or it is not shown to you."))


def broken(request: HttpRequest) -> HttpResponse:
    """500: nothing of the request is touched, since it may be what broke."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF guard: mostly a page that was open too long."""
    return _answer(request, 403, _("This page was open for too long. Reload it and send again."))


def _answer(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        body = render_to_string("kit/_toast.html", {"sentence": sentence, "is_problem": True})
        return HttpResponse(body, status=status, headers={"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"})
    context = {"status": status, "sentence": sentence}
    return HttpResponse(render_to_string("errors/problem.html", context, request=request), status=status)
