"""Rules for passwords, in plain words."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from redbridge.accounts.models import SignIn
from redbridge.kit.errors import Refused

# Hashing is slow on purpose, so nobody may make us hash a novel.
LONGEST = 200


def check_password_rules(password: str, *, sign_in: SignIn | None = None, field: str = "password") -> None:
    """Refused with one sentence for everything that is wrong."""
    if len(password) > LONGEST:
        raise Refused(_("A password has at most 200 characters."), field=field, code="password_too_long")
    try:
        validate_password(password, sign_in)
    except ValidationError as problem:
        codes = [error.code or "" for error in problem.error_list]
        raise Refused(_sentence(codes), field=field, code=codes[0]) from None


def _sentence(codes: list[str]) -> str:
    sentences = {
        "password_too_short": _("Use at least 10 characters: a few words in a row are easy to remember."),
        "password_too_similar": _("That is too close to your handle or address."),
        "password_too_common": _("That one is on every guesser's list. Use something of your own."),
        "password_entirely_numeric": _("Digits alone are guessed quickly. Add words."),
    }
    return " ".join(sentences.get(code, _("Choose another password.")) for code in codes)
