"""Passwords, recovery codes and the ring of keys behind them."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import addresses, queries, secrets_ring
from redbridge.accounts.actions.devices import end_all_sessions
from redbridge.accounts.actions.tokens import end_all_tokens
from redbridge.accounts.models import Invitation, SignIn
from redbridge.accounts.passwords import check_password_rules
from redbridge.kit import limits
from redbridge.kit.errors import Refused

CODES = Authenticator.Type.RECOVERY_CODES


def check_password(sign_in: SignIn, *, password: str, field: str = "password") -> None:
    """Ask once more for the password before something final; Refused when it is another, TooFast after ten."""
    limits.require(f"password:{sign_in.pk}", limit=10, seconds=900)
    if not sign_in.check_password(password):
        raise Refused(_("That is not your password."), field=field, code="password")


def make_recovery_codes(sign_in: SignIn) -> None:
    """Put new codes in the place of the old ones; they are shown once, by `show_recovery_codes`."""
    with transaction.atomic():
        SignIn.objects.select_for_update().get(pk=sign_in.pk)
        Authenticator.objects.filter(user=sign_in, type=CODES).delete()
        Authenticator(user=sign_in, type=CODES).wrap().activate(sign_in)


def show_recovery_codes(sign_in: SignIn) -> list[str]:
    """The codes, the first time; afterwards, and when there are none, an empty list."""
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(user=sign_in, type=CODES).first()
        codes = row.wrap() if row else None
        if codes is None or codes.did_view:
            return []
        codes.mark_as_viewed()
        return [str(code) for code in codes.get_unused_codes()]


def recover_by_code(*, handle: str, code: str, client_address: str = "") -> str:
    """Exchange a recovery code for the token of a page where a new password is chosen; the code is used up.

    The answer to a wrong handle, a wrong code and an account with a second step is the same: where a code already
    stands for the second step it must not stand for the password as well.
    """
    handle = handle.strip().removeprefix("@").lower()
    limits.require(f"recover:{addresses.counted(client_address)}", limit=20, seconds=3600)
    limits.require(f"recover-of:{queries.hash_token(handle)}", limit=5, seconds=900)
    sign_in = SignIn.objects.filter(username=handle[:31], is_active=True).first()
    row = Authenticator.objects.filter(user=sign_in, type=CODES).first() if sign_in else None
    has_second_step = bool(sign_in) and Authenticator.objects.filter(user=sign_in).exclude(type=CODES).exists()
    typed = "".join(code.split())
    if sign_in is None or row is None or has_second_step or not typed or not row.wrap().validate_code(typed):
        raise Refused(_("This handle and this code do not match."), code="recover")
    from redbridge.accounts.actions.invitations import make_reset_link  # noqa: PLC0415 - only this path needs it

    return make_reset_link(handle=handle).rpartition("/")[2]


def reset_by_link(*, token: str, password: str) -> SignIn:
    """Set a new password with the token of a link; the link is used up, every device is signed out, every token ends.

    Refused when the link was used, is too old, or the password will not do.
    """
    found = queries.invitation(token, purpose=Invitation.Purpose.RESET)
    if found is None or found.sign_in is None:
        raise Refused(_("This link was already used, or has expired. Ask for a new one."), code="link")
    check_password_rules(password, sign_in=found.sign_in)
    with transaction.atomic():
        if not Invitation.objects.filter(id=found.id, used_at=None).update(used_at=timezone.now()):
            raise Refused(_("This link was already used, or has expired. Ask for a new one."), code="link")
        found.sign_in.set_password(password)
        found.sign_in.save(update_fields=["password"])
        end_all_sessions(found.sign_in)
        end_all_tokens(found.sign_in)
    return found.sign_in


def rotate_secrets(*, add_key: bool = True) -> int:
    """Add a key to the ring and encrypt all secrets of second steps anew; for the console. Returns how many."""
    if add_key:
        secrets_ring.add_key()
    return secrets_ring.rotate_secrets()
