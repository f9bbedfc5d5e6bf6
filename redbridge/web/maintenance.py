"""While the operator works on the site every page says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def maintenance(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lets requests through."""
    return get_response
