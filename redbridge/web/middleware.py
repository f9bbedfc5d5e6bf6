"""What happens to every request before its page: address, language, and sentences for problems."""

from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from redbridge.accounts import queries as accounts
from redbridge.kit.errors import Problem
from redbridge.web.errors import problem_page
from redbridge.web.maintenance import maintenance

__all__ = ["Problems", "client_address", "language", "maintenance"]

Next = Callable[[HttpRequest], HttpResponse]
Network = IPv4Network | IPv6Network


def client_address(get_response: Next) -> Next:
    """The visitor's real address: a forwarded one is believed only from a proxy that the operator named."""

    def middleware(request: HttpRequest) -> HttpResponse:
        address = request.META.get("REMOTE_ADDR", "")
        if forwarded := request.META.get("HTTP_X_FORWARDED_FOR", ""):
            address = _forwarded(address, forwarded)
        request.client_address = _normal(address)  # type: ignore[attr-defined]
        request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _forwarded(address: str, hops: str) -> str:
    """Back along the hops for as long as a trusted proxy speaks."""
    try:
        chosen = accounts.site().trusted_proxies
    except DatabaseError:  # pages about that must still come
        chosen = []
    networks = _networks((*settings.TRUSTED_PROXIES, *chosen))
    for hop in reversed(hops.split(",")):
        if not hop.strip() or not _is_in(address, networks):
            break
        address = hop.strip()
    return address


@lru_cache(maxsize=4)
def _networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(text, strict=False) for text in texts)


def _is_in(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)


def _normal(address: str) -> str:
    try:
        return str(ip_address(address))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - "unknown", never an address to bind


def language(get_response: Next) -> Next:
    """Interface language: `?hl=`, then the cookie, then what the browser asks for, among those that are offered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        known = [code for code, _name in accounts.languages()]
        asked = request.GET.get("hl", "") if "hl=" in request.META.get("QUERY_STRING", "") else ""
        chosen = asked if asked in known else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in known:
            chosen = translation.get_language_from_request(request)
            chosen = chosen if chosen in known else known[0]
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ("Accept-Language", "Cookie", "Save-Data"))
        if asked in known:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.SECURE,
                samesite="Lax",
            )
        return response

    return middleware


class Problems:
    """Turns what actions and queries raise into a page or a fragment with the right status."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Problem):
            return problem_page(request, exception)
        return None
