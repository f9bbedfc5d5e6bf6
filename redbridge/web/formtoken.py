"""The token that forms carry against requests forged elsewhere: Django's own, masked in a fifth of its time."""

from secrets import token_bytes

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

_LETTERS = CSRF_ALLOWED_CHARS
_PLACES = {letter: place for place, letter in enumerate(_LETTERS)}
_EVEN = 256 - 256 % len(_LETTERS)  # bytes from here on would make some letters likelier than others


def form_token(request: HttpRequest) -> str:
    """The token of this visitor, who gets the cookie to it with this answer unless they have it."""
    secret = request.META.get("CSRF_COOKIE")
    return _masked(secret) if secret and len(secret) == CSRF_SECRET_LENGTH else get_token(request)


def _masked(secret: str) -> str:
    mask: list[int] = []
    while len(mask) < CSRF_SECRET_LENGTH:
        mask += [byte % len(_LETTERS) for byte in token_bytes(2 * CSRF_SECRET_LENGTH) if byte < _EVEN]
    mask = mask[:CSRF_SECRET_LENGTH]
    hidden = [(_PLACES[letter] + place) % len(_LETTERS) for letter, place in zip(secret, mask, strict=True)]
    return "".join([_LETTERS[place] for place in mask + hidden])
