"""Keeps "last seen" of signed-in devices, at the cost of one write an hour."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from redbridge.accounts import actions


def note_device(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Note the device of a signed-in visitor; a page that never asked who is looking stays free of the question."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        visitor = getattr(request, "_cached_user", None)
        if visitor is not None and visitor.is_authenticated and request.session.session_key:
            actions.note_device(request.session.session_key)
        return response

    return middleware
