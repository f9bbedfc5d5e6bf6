"""allauth's forms, made to bear any input: what cannot be read is a refused form, never a broken page."""

import struct
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn import forms
from cryptography.exceptions import InvalidSignature
from django.utils.translation import gettext as _

from redbridge.accounts.passwords import LONGEST

LONGEST_LOGIN = 254
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error, InvalidSignature)


class SignIn(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Nobody has a handle or password as long as a book, so none is looked up or hashed."""

    def clean_login(self) -> str:
        """Cut: what is longer is nobody's."""
        return str(super().clean_login())[:LONGEST_LOGIN]

    def clean_password(self) -> str:
        """The same."""
        return str(self.cleaned_data["password"])[: LONGEST + 1]


class _Careful:
    """allauth reads the browser's answer without asking whether it is one."""

    def full_clean(self: Any) -> None:
        try:
            super().full_clean()  # type: ignore[misc]  # a form comes after this class
        except _UNREADABLE:
            self.add_error("credential", _("This passkey does not match. Try once more."))


class AddPasskey(_Careful, forms.AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A new passkey."""


class PasskeyAsSecondStep(_Careful, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]  # the same
    """The second step."""


class PasskeySignIn(_Careful, forms.LoginWebAuthnForm):  # type: ignore[misc]  # the same
    """In place of a password."""


class PasskeyAsProof(_Careful, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # the same
    """Proof before something that guards the account."""
