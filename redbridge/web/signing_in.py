"""Signing in and out, and ways back in: allauth's views under our addresses, in our words."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.base import views as second_step
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from redbridge.accounts import actions, queries
from redbridge.kit.errors import Problem
from redbridge.notifications import actions as notifications
from redbridge.privacy import actions as privacy
from redbridge.web.accountforms import NewPasswordForm, RecoverForm
from redbridge.web.readinghabits import mirror
from redbridge.web.settings_pages import keep_looks
from redbridge.web.viewers import see_other, to_sign_in, viewer_of

View = Callable[..., HttpResponse]


def ours(view: View) -> View:
    """A view of allauth that answers a refused form with 422, and asks for a proof again without keeping the form.

    allauth would store the whole suspended request, the visitor's address in it, in the session.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.META.pop("HTTP_X_REQUESTED_WITH", None)  # these pages are pages, whoever asks
        try:
            response = view(request, *args, **kwargs)
        except ReauthenticationRequired:
            return _prove_again(request)
        if request.method == "POST" and isinstance(response, TemplateResponse) and response.status_code == 200:  # noqa: PLR2004
            response.status_code = 422
        return response

    return never_cache(page)


def arriving(view: View) -> View:
    """The same for a view that signs somebody in: this browser learns how they like the pages."""
    plain = ours(view)

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = plain(request, *args, **kwargs)
        person = getattr(request.user, "person", None)
        if request.method == "POST" and person is not None:
            chosen = queries.preferences_of(person)
            theme = request.COOKIES.get("theme", "system") if chosen.theme == "system" else chosen.theme
            keep_looks(response, theme=theme, shortcuts=chosen.shortcuts, data_saver=chosen.data_saver)
            mirror(response, person)
        return response

    return page


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign this browser out; it is notified no longer, either."""
    person = viewer_of(request)
    response = ours(account.logout)(request)
    if person is not None:
        notifications.forget_signed_out(person.id)
    return response


def _prove_again(request: HttpRequest) -> HttpResponse:
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return to_sign_in(request)
    return see_other(f"{methods[0]['url']}?{urlencode({'next': request.path})}")


@sensitive_post_parameters("code")
@never_cache
def recover(request: HttpRequest) -> HttpResponse:
    """A way back in without mail: a handle and a recovery code."""
    form = RecoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = actions.recover_by_code(
                handle=form.cleaned_data["handle"],
                code=form.cleaned_data["code"],
                client_address=getattr(request, "client_address", ""),
            )
            return see_other(f"/password/link/{token}")
        except Problem as problem:
            form.add_problem(problem)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/recover.html", {"form": form, "can_mail": settings.CAN_MAIL}, status=status)


@sensitive_post_parameters("password")
@never_cache
def reset_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A new password, by a link from the operator or a recovery code."""
    if queries.invitation(token, purpose="reset") is None:
        return render(request, "accounts/link_gone.html", {"can_mail": settings.CAN_MAIL}, status=404)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reset_by_link(token=token, password=form.cleaned_data["password"])
            messages.success(request, _("Your password is new. Sign in with it."))
            return see_other("/sign-in")
        except Problem as problem:
            form.add_problem(problem)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/new_password.html", {"form": form}, status=status)


@never_cache
def come_back(request: HttpRequest) -> HttpResponse:
    """Somebody who left signed in within the time of grace."""
    if not request.user.is_authenticated or request.user.person is None or request.user.person.closed_at is None:
        return see_other("/")
    person = request.user.person
    if request.method == "POST":
        privacy.undo_farewell(request.user)
        messages.success(request, _("Good to see you again. Everything is where it was."))
        return see_other("/")
    return render(request, "accounts/come_back.html", {"gone_on": queries.gone_on(person)})


def reset_by_mail(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail; where no mail is sent, say what else there is."""
    if not settings.CAN_MAIL:
        return see_other("/password/recover")
    return ours(account.password_reset)(request)


urlpatterns = [
    path("sign-in", arriving(account.login), name="account_login"),
    path("sign-in/passkey", arriving(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-step", arriving(second_step.authenticate), name="mfa_authenticate"),
    path("sign-in/ended", ours(account.account_inactive), name="account_inactive"),
    path("sign-out", sign_out, name="account_logout"),
    path("prove", ours(account.reauthenticate), name="account_reauthenticate"),
    path("prove/code", ours(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("prove/passkey", ours(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("password/reset", reset_by_mail, name="account_reset_password"),
    path("password/reset/sent", ours(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]{1,20})-(?P<key>[-\w]{1,100})$",
        ours(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done",
        ours(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("password/recover", recover, name="recover"),
    path("password/link/<str:token>", reset_by_link, name="reset_by_link"),
    path("settings/return", come_back, name="come_back"),
]
