"""An address counts once its owner typed the code that we sent there; nobody learns whether it was known before."""

import hmac
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from redbridge.accounts.models import SignIn
from redbridge.accounts.queries import email_code_key, email_of, hash_token
from redbridge.kit import limits
from redbridge.kit.errors import Refused
from redbridge.mail import actions as mail

GOOD_FOR = timedelta(minutes=30)
MOST_TRIES = 5
DIGITS = 8


def ask_email_code(sign_in: SignIn, *, email: str, language: str) -> str:
    """Send a code to an address that somebody says is theirs; returns the address as it will be stored.

    When another account has it, its owner is told instead, and the one who asked sees the same as always.
    """
    email = clean_email(email)
    if not settings.CAN_MAIL:
        raise Refused(_("This site sends no mail, so it keeps no addresses."), field="email", code="no_mail")
    limits.require(f"email:{sign_in.pk}", limit=5, seconds=3600)
    limits.require(f"email-to:{hash_token(email)}", limit=5, seconds=3600)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    others = EmailAddress.objects.filter(email__iexact=email, verified=True).exclude(user=sign_in)
    if others.exists():
        mail.send_mail(email, template="address_known", language=language, context={})
        code = ""
    else:
        mail.send_mail(email, template="code", language=language, context={"code": code, "minutes": 30})
    waiting = {"email": email, "code": _digest(sign_in, code)}
    cache.set(email_code_key(sign_in), waiting, timeout=int(GOOD_FOR.total_seconds()))
    return email


def confirm_email(sign_in: SignIn, *, code: str) -> str:
    """Take an address over with its code; Refused when the code is wrong, old or was tried too often."""
    typed = "".join(code.split()).replace("-", "")
    limits.require(f"email-code:{sign_in.pk}", limit=MOST_TRIES, seconds=900)
    waiting = cache.get(email_code_key(sign_in))
    if not waiting or not typed or not hmac.compare_digest(waiting["code"], _digest(sign_in, typed)):
        raise Refused(_("That code is wrong, or it has expired. We can send a new one."), field="code", code="code")
    email = str(waiting["email"])
    cache.delete(email_code_key(sign_in))
    try:
        with transaction.atomic():
            EmailAddress.objects.filter(user=sign_in).delete()
            EmailAddress.objects.create(user=sign_in, email=email, verified=True, primary=True)
            SignIn.objects.filter(pk=sign_in.pk).update(email=email)
    except IntegrityError:  # somebody else confirmed it meanwhile
        raise Refused(_("That code is wrong, or it has expired. We can send a new one."), field="code") from None
    return email


def remove_email(sign_in: SignIn) -> None:
    """Forget the address of an account; its owner is told there one last time."""
    email = email_of(sign_in)
    with transaction.atomic():
        EmailAddress.objects.filter(user=sign_in).delete()
        SignIn.objects.filter(pk=sign_in.pk).update(email="")
    if email:
        mail.send_mail(email, template="address_removed", language=settings.LANGUAGE_CODE, context={})


def clean_email(text: str) -> str:
    """An address as it is stored; Refused when it cannot be one."""
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        email = ""
    if not email or len(email) > 254:  # noqa: PLR2004 - the longest address there can be
        raise Refused(_("That does not look like a mail address."), field="email", code="email")
    return email


def _digest(sign_in: SignIn, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{sign_in.pk}:{code}".encode(), "sha256").hexdigest()
