"""Where allauth asks us: addresses, mail, words, encryption, and who may sign in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from redbridge.accounts import addresses, queries, secrets_ring
from redbridge.accounts.models import SignIn
from redbridge.accounts.passwords import check_password_rules
from redbridge.kit.errors import Refused
from redbridge.mail import actions as mail

WRONG_SIGN_IN = _("That is not the right handle, address or password.")
# allauth's names for its mails, and ours.
MAILS = {"account/email/password_reset_key": "reset"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in with handle or address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account was ended."),
        "email_password_mismatch": WRONG_SIGN_IN,
        "username_password_mismatch": WRONG_SIGN_IN,
        "invalid_login": WRONG_SIGN_IN,
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password."),
        "too_many_login_attempts": _("That was a lot of tries. Wait a few minutes, or choose a new password."),
    }

    def get_client_ip(self, request: Any) -> str:
        """The visitor's whole address where a limit counts it, the shortened one where it is stored."""
        address = str(getattr(request, "client_address", "") or request.META.get("REMOTE_ADDR", ""))
        is_stored = getattr(request, "address_is_stored", False)
        return addresses.shortened(address) if is_stored else addresses.counted(address).partition("/")[0]

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 - allauth's signature
        """People join by our own page only."""
        return False

    def pre_login(self, request: Any, user: SignIn, **options: Any) -> Any:
        """Whose account was ended cannot sign in, nor can the demo's people where strangers come: all know them."""
        if user.person is not None and queries.is_kept_out(user.person):
            user.is_active = False
        return super().pre_login(request, user, **options)

    def post_login(self, request: Any, user: SignIn, **options: Any) -> Any:
        """Note the device under a shortened address; one who left is asked whether to come back."""
        request.address_is_stored = True
        if user.person is not None and user.person.closed_at is not None:
            options["redirect_url"] = "/settings/return"
        try:
            return super().post_login(request, user, **options)
        finally:
            request.address_is_stored = False

    def clean_password(self, password: str, user: Any = None) -> str:
        """Our rules, in plain words."""
        try:
            check_password_rules(password, sign_in=user)
        except Refused as problem:
            raise ValidationError(problem.sentence, code=problem.code) from None
        return password

    def add_message(
        self, request: Any, level: int, message_template: str | None = None, *rest: Any, **named: Any
    ) -> None:
        """Our pages say themselves what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue one of our own mails for the worker; mails that we do not have are not sent."""
        template = MAILS.get(template_prefix)
        if template is None:
            return
        user = context.get("user")
        person = user.person if isinstance(user, SignIn) else None
        language = queries.preferences_of(person).language if person else (get_language() or settings.LANGUAGE_CODE)
        ours = {
            "address": context.get("password_reset_url", ""),
            "handle": getattr(user, "username", ""),
            "site_name": queries.site().name,
        }
        mail.send_mail(email, template=template, language=language, context=ours)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets go through the ring; names are those of the site."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code is wrong. Codes change every half minute; use the newest."),
        "rate_limited": _("That was a lot of tries. Wait a few minutes."),
    }

    def encrypt(self, text: str) -> str:
        """By the newest key."""
        return secrets_ring.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """By whichever key it names."""
        return secrets_ring.decrypt(encrypted_text)

    def _get_user_identifier(self, user: SignIn) -> str:
        return user.username

    def _get_site_name(self) -> str:
        return queries.site().name

    def get_totp_issuer(self) -> str:
        """What the authenticator app shows above the code."""
        return queries.site().name

    def generate_authenticator_name(self, user: SignIn, type: Any) -> str:  # noqa: A002, ARG002 - allauth's signature
        """A first name for a passkey: the browser that makes it."""
        from redbridge.accounts import browsers  # noqa: PLC0415 - only here

        parts = browsers.name(allauth_context.request.META.get("HTTP_USER_AGENT", ""))
        return " · ".join(part for part in parts if part) or "Passkey"


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth ships no types
    """As it comes."""
