"""Settings about safety: password, second steps, passkeys, recovery codes and signed-in devices."""

from typing import TYPE_CHECKING

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from redbridge.accounts import actions, queries
from redbridge.web.signing_in import ours
from redbridge.web.viewers import see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person


@require_safe
@never_cache
@signed_in
def security(request: HttpRequest, person: "Person") -> HttpResponse:
    """How the account is protected, and ways to protect it better."""
    sign_in = queries.sign_in_of(person)
    context = {"protection": queries.protection_of(sign_in), "place": "security"}
    return render(request, "settings/security.html", context)


@signed_in
def change_password(request: HttpRequest, person: "Person") -> HttpResponse:
    """A new password signs every other device out."""
    request.address_is_stored = True  # type: ignore[attr-defined]  # allauth notes the device anew
    response = ours(account.password_change)(request)
    if request.method == "POST" and isinstance(response, HttpResponseRedirect):
        actions.end_other_sessions(person, session_key=request.session.session_key)
        messages.success(request, _("Your password is new. All other devices are signed out."))
        return see_other("/settings/security")
    return response


@never_cache
@signed_in
def codes(request: HttpRequest, person: "Person") -> HttpResponse:
    """Recovery codes: made and shown once, on the same page."""
    sign_in = queries.sign_in_of(person)
    protection = queries.protection_of(sign_in)
    shown: list[str] = []
    if request.method == "POST":
        _require_proof(request)
        if not protection.codes_are_unseen:
            actions.make_recovery_codes(sign_in)
        shown = actions.show_recovery_codes(sign_in)
    else:
        _require_proof(request)
    return render(request, "settings/codes.html", {"protection": protection, "codes": shown, "place": "security"})


def _require_proof(request: HttpRequest) -> None:
    reauthentication_required(lambda _request: None, app="allauth.mfa")(request)


@require_safe
@never_cache
@signed_in
def devices(request: HttpRequest, person: "Person") -> HttpResponse:
    """Where one is signed in."""
    found = queries.devices_of(person, session_key=request.session.session_key)
    return render(request, "settings/devices.html", {"devices": found, "place": "devices"})


@require_POST
@signed_in
def end_device(request: HttpRequest, person: "Person", device_id: int) -> HttpResponse:
    """Sign one device out."""
    actions.end_session(person, session_id=device_id)
    messages.success(request, _("That device is signed out."))
    return see_other("/settings/devices")


@require_POST
@signed_in
def end_others(request: HttpRequest, person: "Person") -> HttpResponse:
    """Sign all other devices out."""
    actions.end_other_sessions(person, session_key=request.session.session_key)
    messages.success(request, _("All other devices are signed out."))
    return see_other("/settings/devices")


def _back_to_security(request: HttpRequest) -> HttpResponse:
    return see_other("/settings/security")


urlpatterns = [
    path("settings/security", security, name="mfa_index"),
    path("settings/security/password", change_password, name="account_change_password"),
    path("settings/security/app", ours(totp.activate_totp), name="mfa_activate_totp"),
    path("settings/security/app/off", ours(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("settings/security/codes", ours(codes), name="mfa_view_recovery_codes"),
    path("settings/security/passkeys", _back_to_security, name="mfa_list_webauthn"),
    path("settings/security/passkeys/add", ours(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("settings/security/passkeys/<int:pk>/name", ours(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("settings/security/passkeys/<int:pk>/remove", ours(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("settings/devices", devices, name="devices"),
    path("settings/devices/others", end_others, name="end_others"),
    path("settings/devices/<int:device_id>/end", end_device, name="end_device"),
]
