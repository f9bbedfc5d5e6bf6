"""What pages of other sites may read here in their visitors' browsers: public feeds, without anybody's cookies."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from redbridge.kit.errors import Problem
from redbridge.web.errors import problem_page

ORIGIN = "Access-Control-Allow-Origin"
DAY = 86_400
View = Callable[..., HttpResponse]


def readable_elsewhere(view: View) -> View:
    """Any site may read what this answers, problems included; a browser that asks before is told so."""
    answered = require_safe(view)

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since, Accept-Language"
            response.headers["Access-Control-Max-Age"] = str(DAY)
        else:
            try:
                response = answered(request, *args, **named)
            except Problem as problem:
                response = problem_page(request, problem)
            response.headers["Access-Control-Expose-Headers"] = "ETag"
        response.headers[ORIGIN] = "*"
        return response

    return enter
