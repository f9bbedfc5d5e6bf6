"""Pages for what went wrong, in the reader's language, with a way on."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from redbridge.kit.errors import NotFound, Problem, TooFast
from redbridge.web.plainpages import plain_page

TITLES = {
    400: lambda: _("That did not work."),
    403: lambda: _("This door is closed to you."),
    404: lambda: _("This way ends at the water."),
    429: lambda: _("A little slower, please."),
}


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
    """400, or 413 for more than is taken; a plain page, since who asks is not known yet."""
    return plain_page(request, 413 if isinstance(exception, RequestDataTooBig | TooManyFilesSent) else 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403."""
    return _answer(request, 403, _("This is not yours to open."))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: also for things that the viewer may not know of."""
    return _answer(request, 404, _("There is nothing here, or it is not shown to you. The address may have a typo."))


def broken(request: HttpRequest) -> HttpResponse:
    """500: a plain page, since anything it leans on may be what broke."""
    return plain_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF guard: mostly a page that was open too long."""
    return _answer(request, 403, _("This page was open for too long. Reload it and send again."))


def _answer(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        body = render_to_string("kit/_toast.html", {"sentence": sentence, "is_problem": True})
        return HttpResponse(body, status=status, headers={"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"})
    context = {"status": status, "title": TITLES.get(status, TITLES[400])(), "sentence": sentence}
    return HttpResponse(render_to_string("errors/problem.html", context, request=request), status=status)
